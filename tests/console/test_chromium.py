"""What staff do each day, in Chromium at 1366 by 768, light and dark."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reports import form as forms
from sync.protocol.messages import SyncResponse
from sync.server.devices.models import Device, EnrolmentCode
from sync.server.intake.models import Report
from sync.server.review.models import Review
from tests.sync.server import factories as make
from tests.sync.server import test_signed as signed

PASSWORD = "kq7m-9x2d-vv4t-hp3n"
REPORT = "1" * 32
PAGES = ["/", "/reports/", f"/reports/{REPORT}/", "/communes/", "/communes/00715/", "/training/"]
PAGES += ["/alarms/", "/sticks/", "/content/", "/exports/", "/accounts/password_change/"]
PAGES += ["/notices/", "/notices/announce/", "/notices/assign/", "/directory/"]
PAGES += ["/notices/assign/?commune=00715", "/certificates/", "/certificates/?code=ABC"]


@pytest.fixture
def token() -> str:
    return make.token()


@pytest.fixture
def device(server: Any, token: str, incident_form: forms.Form) -> Device:
    """A commune's PC with something on every page, and the province's only member of staff."""
    digest = make.publish(incident_form)
    here = make.commune()
    make.commune("00721", "Xã Đồng Văn")
    device = make.device(here, held=token)
    make.take_in(device, make.official(1), make.attempt(2), make.lesson_read(3))
    make.take_in(device, make.incident(4, form_hash=digest), make.signed_off(5))
    make.take_in(device, make.incident(6, revision=2, form_hash=digest, pcs="-5"))
    make.take_in(device, make.attempt(2, points=0.1))
    make.enrolment.create_code(here)
    make.published("lessons", 3, 4_812_334)
    make.staff("mai", full_name="Lò Thị Mai", password=PASSWORD)
    return device


@pytest.fixture
def signed_in(page: Page, server: Any, device: Device) -> Page:
    page.goto(f"{server.address}/")
    page.get_by_label("Tên đăng nhập").fill("mai")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Chờ trả lời", exact=True)).to_be_visible()
    return page


CLIPPED = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    if (!e.checkVisibility() || !['hidden', 'clip'].includes(style.overflowX)) return false;
    if (style.textOverflow === 'ellipsis' || e.closest('.sc-hidden')) return false;
    return e.textContent.trim() && (e.scrollWidth > e.clientWidth + 1 ||
                                    e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 160))"""

ILLEGIBLE = """() => {
    const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = css => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const behind = e => {
        for (; e; e = e.parentElement) {
            const colour = rgba(getComputedStyle(e).backgroundColor);
            if (colour[3] > 250) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll('.sc *')].filter(e =>
        e.checkVisibility() && !e.disabled &&
        [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
    ).map(e => {
        const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))];
        return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 120)];
    }).filter(([contrast]) => contrast < 4.5);
}"""


UNNAMED = """() => [...document.querySelectorAll('.sc :is(input, select, textarea)')]
    .filter(e => e.type !== 'hidden' && !e.labels?.length && !e.ariaLabel)
    .map(e => e.outerHTML)"""


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
def test_every_page_fits_and_can_be_read(signed_in: Page, server: Any, theme: str) -> None:
    for path in PAGES:
        signed_in.goto(server.address + path)
        signed_in.wait_for_load_state("networkidle")
        assert signed_in.evaluate("document.documentElement.classList.contains('dark')") == (
            theme == "dark"
        )
        assert signed_in.evaluate("document.documentElement.scrollWidth") <= 1366, path
        assert signed_in.evaluate(CLIPPED) == [], path
        assert signed_in.evaluate(ILLEGIBLE) == [], path
        unnamed = signed_in.evaluate(UNNAMED)
        assert unnamed == [], path


def test_what_speaks_against_a_signature_is_read_to_its_end(
    page: Page, server: Any, incident_form: forms.Form
) -> None:
    device = make.device()
    make.take_in(device, make.official(1, "Lò Thị Mai"))
    young = signed.told(since="2026-09-20")
    make.take_in(device, signed.sent(young, make.publish(incident_form)), signed.signature())
    make.staff("mai", full_name="Lò Thị Mai", password=PASSWORD)
    page.goto(f"{server.address}/reports/{REPORT}/")
    page.get_by_label("Tên đăng nhập").fill("mai")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    doubt = page.get_by_text("mới lập trong vòng 24 giờ")
    box = doubt.bounding_box()
    card = page.locator(".sc-card", has=doubt).bounding_box()
    assert box is not None and card is not None
    assert box["x"] + box["width"] <= card["x"] + card["width"]


def test_the_font_has_every_vietnamese_letter(signed_in: Page) -> None:
    assert signed_in.evaluate(
        """async () => {
        await document.fonts.load("14px Inter", "Nguyễn Thị Thường ằặữỹĐ");
        return document.fonts.check("14px Inter", "Nguyễn Thị Thường ằặữỹĐ");
    }"""
    )


def test_a_red_incident_is_on_top_and_answered(
    signed_in: Page, server: Any, token: str, device: Device
) -> None:
    banner = signed_in.get_by_role("region", name=re.compile("1 sự cố mức đỏ"))
    expect(banner).to_contain_text("Xã Lũng Cú")
    banner.get_by_role("link").click()

    expect(signed_in.get_by_text("Sự cố mức đỏ: hãy gọi cho xã ngay.")).to_be_visible()
    expect(signed_in.get_by_text("Quản lý văn bản và điều hành")).to_be_visible()
    expect(signed_in.get_by_text("Số máy bị ảnh hưởng: Số máy từ 0 đến 10.000.")).to_be_visible()
    expect(signed_in.get_by_text("Trước: 3")).to_be_visible()

    comment = signed_in.get_by_label("Góp ý cho: Số máy bị ảnh hưởng")
    expect(comment).to_be_hidden()
    row = signed_in.locator(".sc-answer", has=comment)
    row.get_by_text("Góp ý", exact=True).click()
    comment.fill("Không thể là số âm")
    signed_in.get_by_label("Trả lại để sửa").check()
    signed_in.get_by_label("Ý kiến").fill("Kiểm lại số máy rồi gửi lại nhé.")
    signed_in.get_by_role("button", name="Gửi câu trả lời").click()

    expect(signed_in.get_by_role("status")).to_contain_text("Đã gửi câu trả lời")
    expect(signed_in.get_by_text("Kiểm lại số máy rồi gửi lại nhé.")).to_be_visible()
    assert Report.objects.get().state == "returned"
    assert Review.objects.get().fields == [
        {"ref": "/data/what/pcs", "comment": "Không thể là số âm"}
    ]
    kinds = [
        change.kind for change in server.sync(make.exchange(), token).message(SyncResponse).changes
    ]
    assert kinds == ["read", "review"]


def test_returning_without_a_word_keeps_the_page_and_says_why(signed_in: Page) -> None:
    signed_in.goto(signed_in.url + f"reports/{REPORT}/")
    signed_in.get_by_label("Trả lại để sửa").check()
    signed_in.get_by_role("button", name="Gửi câu trả lời").click()
    expect(signed_in.get_by_role("status")).to_contain_text("phải nói rõ cần sửa gì")
    expect(signed_in.get_by_label("Trả lại để sửa")).to_be_checked()
    assert not Review.objects.exists()


def test_the_inbox_is_filtered_and_an_old_revision_opened(signed_in: Page) -> None:
    signed_in.get_by_role("link", name="Báo cáo 1").click()
    signed_in.get_by_role("link", name=re.compile("^Đã chấp nhận")).click()
    expect(signed_in.get_by_text("Không có báo cáo nào như vậy.")).to_be_visible()
    signed_in.get_by_role("link", name=re.compile("^Tất cả")).click()
    signed_in.get_by_label("Xã", exact=True).select_option("Xã Lũng Cú")
    signed_in.get_by_role("button", name="Lọc").click()
    signed_in.get_by_role("link", name="Báo cáo nhanh sự cố").click()
    signed_in.get_by_role("link", name="Bản 1").click()
    expect(signed_in.get_by_text("Bản cũ")).to_be_visible()
    expect(signed_in.get_by_role("button", name="Gửi câu trả lời")).to_have_count(0)
    signed_in.get_by_role("link", name="Mở bản mới nhất").click()
    expect(signed_in.get_by_role("button", name="Gửi câu trả lời")).to_be_visible()


def test_a_commune_is_found_without_marks_and_given_a_code(
    signed_in: Page, server: Any, token: str
) -> None:
    signed_in.get_by_role("link", name="Xã và máy").click()
    signed_in.get_by_label("Tìm xã").fill("dong van")
    signed_in.get_by_role("button", name="Tìm").click()
    signed_in.get_by_label("Xã Đồng Văn").check()
    signed_in.get_by_role("button", name=re.compile("Tạo mã ghi danh")).click()

    code = signed_in.locator(".sc-the-code").inner_text()
    expect(signed_in.locator(".sc-address")).to_have_text(server.address)
    assert server.enrol(make.asking(code)).status == 200
    assert Device.objects.filter(commune="00721").count() == 1

    signed_in.emulate_media(media="print")
    expect(signed_in.locator("#nav-sidebar")).to_be_hidden()
    expect(signed_in.locator(".sc-sheet")).to_be_visible()
    expect(signed_in.get_by_role("button", name="In")).to_be_hidden()


def test_a_code_is_cancelled_and_a_pc_revoked(signed_in: Page, server: Any, token: str) -> None:
    signed_in.goto(f"{server.address}/communes/00715/")
    signed_in.get_by_role("button", name="Hủy mã").click()
    expect(signed_in.get_by_role("status")).to_contain_text("Đã hủy mã")
    assert EnrolmentCode.objects.get().cancelled_at is not None

    expect(signed_in.get_by_role("button", name="Thu hồi máy này")).to_be_hidden()
    signed_in.get_by_text("Thu hồi…").click()
    signed_in.get_by_role("button", name="Thu hồi máy này").click()
    expect(signed_in.get_by_role("status")).to_contain_text("Đã thu hồi máy")
    assert server.sync(make.exchange(), token).problem == "revoked"


def test_an_alarm_is_read_and_settled(signed_in: Page) -> None:
    signed_in.get_by_role("link", name="Cảnh báo 1").click()
    expect(signed_in.get_by_text("Hai nội dung khác nhau cùng một số thứ tự")).to_be_visible()
    signed_in.get_by_text("Xem nội dung đã gửi").click()
    expect(signed_in.locator("pre")).to_contain_text("nhan-biet-tep-doc")
    signed_in.get_by_role("button", name="Đã xử lý xong").click()
    expect(signed_in.get_by_text("Không có cảnh báo nào.")).to_be_visible()


def test_training_is_narrowed_to_one_lesson(signed_in: Page) -> None:
    signed_in.get_by_role("link", name="Học tập").click()
    signed_in.get_by_role("link", name="nhan-biet-tep-doc").first.click()
    expect(signed_in.get_by_role("link", name="nhan-biet-tep-doc ✕")).to_be_visible()
    signed_in.get_by_role("link", name="7 ngày").click()
    expect(signed_in).to_have_url(re.compile("lesson=nhan-biet-tep-doc"))


def test_the_console_speaks_english_on_request_and_shows_who_is_in(signed_in: Page) -> None:
    signed_in.get_by_text("Lò Thị Mai").first.click()
    signed_in.get_by_role("button", name="English").click()
    expect(signed_in.get_by_role("heading", name="Waiting", exact=True)).to_be_visible()
    signed_in.get_by_role("link", name="Incident quick report").or_(
        signed_in.get_by_role("link", name="Báo cáo nhanh sự cố")
    ).first.click()
    expect(signed_in.get_by_text("Kind of incident")).to_be_visible()
    expect(signed_in.get_by_text("Malware, ransomware")).to_be_visible()


def test_signing_out_shuts_the_door(signed_in: Page, server: Any) -> None:
    signed_in.get_by_text("Lò Thị Mai").first.click()
    signed_in.get_by_role("button", name=re.compile("Thoát|Đăng xuất")).click()
    signed_in.goto(f"{server.address}/reports/")
    expect(signed_in.get_by_label("Mật khẩu")).to_be_visible()


def test_a_wrong_password_is_told_at_the_door(page: Page, server: Any, device: Device) -> None:
    page.goto(f"{server.address}/")
    page.get_by_label("Tên đăng nhập").fill("mai")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate(ILLEGIBLE) == []


def test_a_foreign_file_on_a_stick_is_named(signed_in: Page, tmp_path: Path) -> None:
    foreign = tmp_path / "sonca-0000-000001.age"
    foreign.write_bytes(b"not age at all")
    signed_in.get_by_role("link", name="Gói USB").click()
    signed_in.get_by_label("Các gói trên USB").first.set_input_files(str(foreign))
    signed_in.get_by_role("button", name="Nhận gói").click()
    row = signed_in.get_by_role("row", name=re.compile(foreign.name))
    expect(row).to_contain_text("không phải gói của Sơn Ca")
    expect(row).to_contain_text("Không nhận")
    assert signed_in.evaluate(ILLEGIBLE) == []


def test_every_page_can_be_used_on_a_phone(signed_in: Page, server: Any) -> None:
    signed_in.set_viewport_size({"width": 390, "height": 844})
    for path in PAGES:
        signed_in.goto(server.address + path)
        signed_in.wait_for_load_state("networkidle")
        assert signed_in.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_some_communes_are_found_without_marks_and_told(signed_in: Page, server: Any) -> None:
    signed_in.get_by_role("link", name="Thông báo, giao việc").click()
    signed_in.get_by_role("link", name="Thông báo mới").click()
    signed_in.get_by_label("Tiêu đề").fill("Họp giao ban")
    signed_in.get_by_label("Một số xã").check()
    signed_in.get_by_label("Tìm xã").fill("dong")
    expect(signed_in.get_by_label("Xã Lũng Cú")).to_be_hidden()
    signed_in.get_by_label("Xã Đồng Văn").check()
    # Enter narrows the list; it does not send half an announcement.
    signed_in.get_by_label("Tìm xã").press("Enter")
    signed_in.get_by_role("button", name="Gửi thông báo").click()
    expect(signed_in.get_by_role("status")).to_contain_text("Đã gửi tới 1 xã")
    row = signed_in.get_by_role("row", name=re.compile("Họp giao ban"))
    expect(row).to_contain_text("Xã Đồng Văn")
    row.get_by_role("button", name="Thu hồi").click()
    expect(signed_in.get_by_text("đã thu hồi", exact=True)).to_be_visible()


def test_a_list_of_contacts_is_seen_before_it_is_sent(signed_in: Page, tmp_path: Path) -> None:
    contacts = tmp_path / "danh-ba.csv"
    contacts.write_text("đơn vị,điện thoại\nĐầu mối thử,0000 000 001\n", encoding="utf-8")
    signed_in.get_by_role("link", name="Nội dung").click()
    signed_in.get_by_role("link", name="Danh bạ: gọi cho ai").click()
    signed_in.get_by_label("Tệp danh bạ").first.set_input_files(str(contacts))
    signed_in.get_by_role("button", name="Xem trước").click()
    expect(signed_in.get_by_role("row", name=re.compile("Đầu mối thử"))).to_be_visible()
    signed_in.get_by_role("button", name="Phát hành danh bạ này").click()
    expect(signed_in.get_by_role("status")).to_contain_text("Đã phát hành danh bạ")
    expect(signed_in.get_by_text(re.compile("^phiên bản 1,"))).to_be_visible()


def test_reports_are_taken_home_as_a_workbook(signed_in: Page) -> None:
    signed_in.get_by_role("link", name="Xuất dữ liệu").click()
    with signed_in.expect_download() as saved:
        signed_in.get_by_role("button", name="Tải báo cáo (Excel)").click()
    assert re.fullmatch(r"sonca-[a-z0-9-]+\.xlsx", saved.value.suggested_filename)
