"""A report in words: the official letter, the leader's summary, and answers as they are said."""

import datetime as dt

import msgspec
import pytest

from reports.letter import Letterhead, letter, spoken, summary

HEAD = Letterhead(
    agency="Ủy ban nhân dân xã Mẫu",
    superior="Ủy ban nhân dân tỉnh Mẫu",
    number="12/BC-UBND",
    place="Mẫu",
    date=dt.date(2026, 2, 5),
    to=("Sở Khoa học và Công nghệ",),
    recipients=("Như trên",),
    signer=("TM. Ủy ban nhân dân", "Chủ tịch"),
    signer_name="……",
)


@pytest.fixture
def weekly(built_in):
    s = built_in("weekly")
    for ref, value in {
        "period/week_start": "2026-11-16",
        "lines/internet": "unsteady",
        "lines/tslcd": "good",
        "lines/down_hours": "3.5",
        "systems[1]/system": "vneid",
        "systems[1]/state": "slow",
        "dossiers/online": "12345",
        "dossiers/late_intake": "2",
        "issues/top_issue": "Mưa <to> & mất điện\nhai ngày",
        "confirm/no_secret": "OK",
    }.items():
        s.answer(f"/data/{ref}", value)
    s.add_repeat("/data/systems")
    s.answer("/data/systems[2]/system", "mail")
    s.answer("/data/systems[2]/note", "Chờ phiếu")
    return s


def test_answers_are_said_the_vietnamese_way(weekly, built_in):
    words = {f.name: spoken(weekly, f) for f in weekly.visible() if getattr(f, "value", "")}
    assert words["week_start"] == "16/11/2026"
    assert words["internet"] == "Chập chờn"
    assert words["down_hours"] == "3,5"
    assert words["online"] == "12.345"
    assert words["no_secret"] == "Đã xác nhận"
    assert words["top_issue"] == "Mưa &lt;to&gt; &amp; mất điện<br>hai ngày"
    outage = built_in("outage")
    assert spoken(outage, outage.field("/data/line/at")) == "08:00, 23/11/2026"
    month = built_in("digitisation")
    assert spoken(month, month.field("/data/period/month")) == "11/2026"


def test_a_letter_has_the_parts_that_the_decree_asks_for(weekly):
    html = letter(weekly, HEAD)
    order = [
        "ỦY BAN NHÂN DÂN<br>XÃ MẪU", "Số: 12/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 05 tháng 02 năm 2026", "BÁO CÁO TUẦN", "Kết nối và hệ thống",
        "Kính gửi: Sở Khoa học và Công nghệ.", "Internet: Chập chờn.", "Nơi nhận:", "- Như trên;",
        "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH",
    ]  # fmt: skip
    places = [html.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "ỦY BAN NHÂN DÂN TỈNH MẪU" in html
    assert "<to>" not in html


@pytest.mark.parametrize(
    ("title", "kind", "about"),
    [
        ("Báo cáo nhanh sự cố", "BÁO CÁO NHANH", "Sự cố"),
        ("Báo cáo sự cố", "BÁO CÁO", "Sự cố"),
        ("Báo cáo tuần", "BÁO CÁO", "Tuần"),
        ("Nhu cầu đào tạo", "BÁO CÁO", "Nhu cầu đào tạo"),
        ("Nhanh hơn", "BÁO CÁO", "Nhanh hơn"),
    ],
)
def test_a_letter_names_its_kind_and_then_its_subject(weekly, title, kind, about):
    weekly.form = msgspec.structs.replace(weekly.form, title=title)
    html = letter(weekly, HEAD)
    assert f"<b>{kind}</b>" in html
    assert f"<b>{about}</b>" in html


def test_a_sentence_has_one_full_stop(weekly):
    weekly.answer("/data/issues/proposal", "Cấp thêm thiết bị.")
    assert "Kiến nghị: Cấp thêm thiết bị.</p>" in letter(weekly, HEAD)


def test_a_repeat_is_a_table_with_the_answered_columns(weekly):
    html = letter(weekly, HEAD)
    assert html.count("<tr><td align='center'>") == 2
    assert "<th>TT</th><th>Hệ thống</th><th>Tình trạng</th><th>Ghi chú</th>" in html
    assert "<td>VNeID, định danh mức 2</td><td>Chậm</td><td></td>" in html


def test_a_section_without_answers_is_left_out(weekly):
    html = letter(weekly, HEAD)
    assert "Điện và sóng" not in html
    assert "<b>1. Người báo</b>" in html


def test_a_date_left_open_can_be_filled_in_by_hand(weekly):
    assert "ngày …… tháng …… năm ……" in letter(weekly, Letterhead(agency="A"))


def test_a_summary_is_short_and_says_what_is_left_out(weekly):
    html = summary(weekly, HEAD, most=3)
    assert html.count("<tr>") == 3
    assert "Còn " in html
    assert "Tuần <b>47</b> năm 2026" in html


def test_a_summary_has_the_long_answers_and_no_ticks(weekly):
    weekly.answer("/data/issues/proposal", "Cấp thêm thiết bị.")
    html = summary(weekly, HEAD)
    assert "Cấp thêm thiết bị." in html
    assert "Đã xác nhận" not in html


def test_a_summary_cuts_long_texts_between_words_and_leaves_out_who_reports(weekly):
    weekly.answer("/data/issues/proposal", "thiết bị " * 100)
    html = summary(weekly, HEAD, longest=50)
    assert "thiết bị …</b>" in html
    assert html.count("thiết bị") < 10
    assert "Người báo" not in html
