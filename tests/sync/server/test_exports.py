"""Workbooks: opened by another program's reader, right cell by cell, and only what is theirs."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from reports.form import Form
from reports.xlsform import compile_form
from sync.protocol import messages
from sync.server.exports import sheets
from sync.server.intake.models import Report
from tests.sync.server import factories as make
from tests.sync.server.test_attachments import DIGEST, PNG, arrive

pytestmark = pytest.mark.django_db

FORM = """
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | |
| | text | note | Ghi chú | |
| | integer | pcs | Số máy | |
| | decimal | share | Tỷ lệ | |
| | date | day | Ngày | |
| | datetime | at | Lúc | |
| | select_one yn | ok | Ổn không? | |
| | select_multiple sys | sys | Hệ thống | |
| | begin_group | a | Phần A | |
| | text | who | Họ tên | |
| | end_group | | | |
| | begin_group | b | Phần B | |
| | text | who2 | Họ tên | |
| | end_group | | | |
| | begin_repeat | cut | Lần mất điện | |
| | integer | minutes | Số phút | |
| | begin_repeat | step | Việc đã làm | |
| | text | did | Đã làm gì | |
| | end_repeat | | | |
| | end_repeat | | | |

| choices | | | |
|---|---|---|---|
| | list_name | name | label |
| | yn | yes | Có |
| | yn | no | Không |
| | sys | docs | Quản lý văn bản |
| | sys | net | Mạng |

| settings | | | | |
|---|---|---|---|---|
| | form_id | form_title | form_title::English (en) | version |
| | power | Mất điện [tuần]: /xã/ | Power cuts | 1 |
"""

VALUES: dict[str, Any] = {
    "note": '=HYPERLINK("http://xau.example","bấm đây")',
    "pcs": "12",
    "share": "0.25",
    "day": "2026-11-20",
    "at": "2026-11-20T08:30:00.000+07:00",
    "ok": "yes",
    "sys": "docs net",
    "who": "Lò Thị Mai",
    "who2": "@SUM(1+1)",
    "cut": [
        {"minutes": "30", "step": [{"did": "Gọi điện lực"}, {"did": "Chạy máy nổ"}]},
        {"minutes": "45"},
    ],
}


@pytest.fixture
def form() -> Form:
    compiled = compile_form(FORM.encode(), "power.md").form
    assert compiled is not None
    return compiled


def sent(counter: int, digest: str, values: dict[str, Any], ident: str) -> messages.Event:
    body = messages.ReportSubmitted(
        report=ident,
        form="power",
        form_hash=digest,
        submission=msgspec.Raw(make.submission(values, digest)),
    )
    return make.event(counter, body)


def opened(client: Client, url: str) -> openpyxl.Workbook:
    answer = client.get(url)
    assert answer.status_code == 200, answer
    assert answer["Content-Disposition"].startswith('attachment; filename="sonca-')
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def table(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def signed_in(**told: Any) -> Client:
    client = Client()
    client.force_login(make.staff(**told))
    return client


def test_every_question_has_a_column_and_every_repeat_a_sheet(form: Form) -> None:
    digest = make.publish(form)
    here = make.device()
    make.take_in(here, make.official(1), sent(2, digest, VALUES, "1" * 32))
    make.take_in(here, make.signed_off(3, "1" * 32))

    book = opened(signed_in(), "/exports/reports/?form=power")

    # What Excel refuses in the name of a sheet is left out of it.
    assert book.sheetnames == ["Mất điện tuần xã", "Lần mất điện", "Việc đã làm", "Các cột"]
    (row,) = table(book, "Mất điện tuần xã")
    assert row["Xã"] == "Xã Lũng Cú"
    assert row["Người gửi"] == "Lò Thị Mai"
    assert row["Ký duyệt"] == "Giàng A Páo"
    assert row["Trạng thái"] == "Chờ trả lời"
    assert row["Mức đỏ"] == "không"
    assert (row["Số máy"], row["Tỷ lệ"]) == (12, 0.25)
    assert (row["Ngày"].isoformat(), row["Lúc"].isoformat()) == (
        "2026-11-20T00:00:00",
        "2026-11-20T08:30:00",
    )
    assert row["Ổn không?"] == "Có"
    assert row["Hệ thống"] == "Quản lý văn bản; Mạng"
    assert (row["Họ tên"], row["Phần B: Họ tên"]) == ("Lò Thị Mai", "@SUM(1+1)")
    cuts = table(book, "Lần mất điện")
    assert [(each["Mã báo cáo"], each["Số thứ tự"], each["Số phút"]) for each in cuts] == [
        ("11111111", 1, 30),
        ("11111111", 2, 45),
    ]
    steps = table(book, "Việc đã làm")
    assert [(e["Thuộc mục số"], e["Số thứ tự"], e["Đã làm gì"]) for e in steps] == [
        ("1", 1, "Gọi điện lực"),
        ("1", 2, "Chạy máy nổ"),
    ]


def test_what_a_commune_typed_never_becomes_a_formula(form: Form) -> None:
    digest = make.publish(form)
    make.take_in(make.device(), make.official(1, "=1+1"), sent(2, digest, VALUES, "1" * 32))
    for url in ("/exports/reports/?form=power", "/exports/figures/"):
        client = signed_in(username=f"x{len(url)}")
        book = opened(client, url)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
        assert not [cell for cell in cells if cell.hyperlink or cell.data_type == "f"]
        assert "=1+1" in {cell.value for cell in cells}


def test_answers_of_older_versions_and_of_unknown_forms_are_not_left_out(form: Form) -> None:
    older = compile_form(FORM.replace("| note | Ghi chú |", "| old | Câu cũ |").encode(), "p.md")
    assert older.form is not None
    old, new = make.publish(older.form), make.publish(form)
    make.take_in(
        make.device(),
        make.official(1),
        sent(2, old, {"old": "ngày xưa"}, "1" * 32),
        sent(3, new, {"note": "ngày nay"}, "2" * 32),
        sent(4, "e" * 64, {"alien": "từ đâu"}, "3" * 32),
    )
    rows = table(opened(signed_in(), "/exports/reports/?form=power"), "Mất điện tuần xã")
    assert [(row["Câu cũ"], row["Ghi chú"]) for row in rows] == [
        ("ngày xưa", None),
        (None, "ngày nay"),
        (None, None),
    ]
    assert rows[2]["Câu trả lời khác"] == "alien: từ đâu"


def test_a_form_that_nobody_published_here_is_exported_as_it_came() -> None:
    make.take_in(make.device(), make.report(1, answers={"a": "b"}))
    book = opened(signed_in(), "/exports/reports/?form=incident")
    assert table(book, "incident")[0]["Câu trả lời khác"] == "a: b"


def test_period_and_state_narrow_it(form: Form) -> None:
    digest = make.publish(form)
    make.take_in(make.device(), *[sent(n, digest, VALUES, str(n) * 32) for n in (1, 2, 3)])
    Report.objects.filter(ident="1" * 32).update(state="accepted")
    long_ago = timezone.now() - dt.timedelta(days=40)
    Report.objects.filter(ident="2" * 32).update(last_received=long_ago)
    client = signed_in()

    def idents(query: str) -> list[str]:
        book = opened(client, f"/exports/reports/?form=power{query}")
        return [row["Mã báo cáo"][:1] for row in table(book, "Mất điện tuần xã")]

    assert sorted(idents("")) == ["1", "2", "3"]
    assert sorted(idents("&days=30")) == ["1", "3"]
    assert idents("&days=30&state=waiting") == ["3"]
    nothing = client.get("/exports/reports/?form=power&state=returned")
    assert (nothing.status_code, nothing["Location"]) == (302, "/exports/")
    assert client.get("/exports/reports/?form=power&days=8").status_code == 404


def test_figures_count_what_pages_show(form: Form) -> None:
    digest = make.publish(form)
    here = make.device()
    make.take_in(here, make.official(1), make.attempt(2), sent(3, digest, VALUES, "1" * 32))
    book = opened(signed_in(), "/exports/figures/")
    (commune,) = table(book, "Xã")
    assert (commune["Xã"], commune["Máy"], commune["Chờ trả lời"]) == ("Xã Lũng Cú", 1, 1)
    assert (commune["Lượt làm bài"], commune["Người đạt"]) == (1, 1)
    (by_form,) = table(book, "Báo cáo theo biểu mẫu")
    assert by_form["Tất cả"] == 1
    (attempt,) = table(book, "Lượt làm bài")
    assert (attempt["Điểm"], attempt["Đạt"]) == (0.75, "có")


@pytest.mark.parametrize("url", ["/exports/figures/", "/exports/reports/?form=power"])
def test_nothing_of_another_area_is_in_it(form: Form, url: str) -> None:
    digest = make.publish(form)
    make.take_in(make.device(), make.official(1), sent(2, digest, VALUES, "1" * 32))
    there = make.commune("00721", "Xã Đồng Văn")
    make.take_in(make.device(there), sent(1, digest, {"note": "của tôi"}, "2" * 32))
    book = opened(signed_in(province=None, communes=[there]), url)
    told = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert "Xã Đồng Văn" in told
    for trace in ("Xã Lũng Cú", "00715", "11111111", "Lò Thị Mai"):
        assert trace not in told


def test_a_sheet_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    file = io.BytesIO()
    book = sheets.Workbook(file)
    sheet = book.sheet("Dài", ["n"])
    for n in range(7):
        sheet.add([n])
    sheet.finish()
    book.close()
    read = openpyxl.load_workbook(file)
    assert read.sheetnames == ["Dài", "Dài (2)", "Dài (3)"]
    told = [row["n"] for name in read.sheetnames for row in table(read, name)]
    assert told == list(range(7))


def test_text_that_no_sheet_can_carry_is_cut_or_cleaned() -> None:
    assert sheets.clean("a\x00b\x0bc\n") == "abc\n"
    assert len(sheets.clean("ă" * 40_000)) == 32_767


def test_odk_gets_xml_with_the_files_beside_it(form: Form, settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    digest = make.publish(form)
    here = make.device()
    arrive(here, tmp_path)
    told = msgspec.json.decode(make.submission(VALUES | {"note": "a\x0b<&"}, digest))
    told["attachments"] = [
        {"name": "../../ảnh.png", "sha256": DIGEST, "type": "image/png"},
        {"name": "chưa-tới.png", "sha256": "b" * 64},
    ]
    body = messages.ReportSubmitted(
        report="1" * 32,
        form="power",
        form_hash=digest,
        submission=msgspec.Raw(msgspec.json.encode(told)),
    )
    make.take_in(here, make.event(1, body), sent(2, "e" * 64, VALUES, "2" * 32))
    answer = signed_in().get("/exports/openrosa/?form=power")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    folder = f"instances/{'1' * 32}"
    # The second one is of a form that is not here.
    assert archive.namelist() == [f"{folder}/submission.xml", f"{folder}/ảnh.png"]
    root = ElementTree.fromstring(archive.read(f"{folder}/submission.xml"))
    assert root.findtext("note") == "a<&"
    assert [each.findtext("minutes") for each in root.findall("cut")] == ["30", "45"]
    assert archive.read(f"{folder}/ảnh.png") == PNG

    other = signed_in(username="ngoai", province="11")
    assert other.get("/exports/openrosa/?form=power").status_code == 302
