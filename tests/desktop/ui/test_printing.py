"""A report as an official letter and as a leader's page: shown, saved, remembered."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.store import device
from desktop.ui import saving
from desktop.ui.letter_paper import Paper
from desktop.ui.print_page import PrintPage
from desktop.usecases.letters import lines
from desktop.usecases.people import NewOfficial
from desktop.usecases.submitting import Signer
from reports.letter import Letterhead, letter
from tests.desktop.ui.driving import go, shown_texts, typed

SECRET = "mua xuan ban cao"


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def sent(desktop) -> str:
    """A signed report of an enrolled PC."""
    desk = desktop.desk
    with desk.session.store.write() as database:
        device.change(database, enrolled_at=1, commune="Xã Lũng Cú", province="Tỉnh Tuyên Quang")
    leader = desk.people.add_official(
        NewOfficial("Vàng A Pó", "Phó Chủ tịch UBND xã", leader=True), SECRET
    )
    draft = desk.reporting.new_draft("signed")
    draft.answer("/data/what", "Mất mạng hai ngày")
    desk.reporting.submit(draft.report, Signer(leader.id, SECRET))
    return draft.report


@pytest.fixture
def page(desktop, sent) -> PrintPage:
    made = go(desktop, "print", f"sent:{sent}:1")
    assert isinstance(made, PrintPage)
    return made


@pytest.fixture
def saved(monkeypatch, tmp_path) -> Path:
    path = tmp_path / "thư.pdf"
    monkeypatch.setattr(saving, "ask", lambda *_: str(path))
    return path


def test_my_report_leads_to_paper(desktop, sent):
    mine = go(desktop, "my-report", sent)
    next(b for b in mine.findChildren(QPushButton) if b.text() == "In hoặc lưu PDF").click()
    assert desktop.shell.route.page == "print"
    assert "Xã Lũng Cú" in shown_texts(desktop.shell)[0] or desktop.shell.page.pages == 1


def test_the_letter_knows_who_where_when_and_who_signed(page, desktop, saved):
    page.save()
    words = " ".join(text_of(saved.read_bytes()).split())
    for part in (
        "ỦY BAN NHÂN DÂN",
        "XÃ LŨNG CÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lũng Cú, ngày",
        "BÁO CÁO",
        "Nội dung: Mất mạng hai ngày.",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Vàng A Pó",
    ):
        assert part in words
    assert saved.name in desktop.shell.banner.text


def test_the_fonts_travel_with_the_pdf(page, saved):
    page.save()
    fonts = subprocess.run(["pdffonts", saved], capture_output=True, check=True).stdout.decode()
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(" yes " in row for row in rows)


def test_a4_with_the_margins_of_the_decree(page, saved):
    page.save()
    told = subprocess.run(["pdfinfo", saved], capture_output=True, check=True).stdout.decode()
    assert "A4" in told
    boxes = text_of(saved.read_bytes(), "-bbox")
    left = min(float(part.split('"')[1]) for part in boxes.split("<word ")[1:])
    assert 30 <= round(left / 72 * 25.4) <= 45


def test_what_is_typed_is_seen_and_remembered_but_not_the_number(page, desktop, sent, qtbot):
    page._number.edit.setFocus()
    typed("12/BC-UBND")
    page._to.edit.setFocus()
    typed("Sở Khoa học và Công nghệ; Công an tỉnh")
    qtbot.waitUntil(lambda: not page._pause.isActive())
    words = " ".join(text_of(page._paper.pdf("x")).split())
    assert "Số: 12/BC-UBND" in words
    assert "Kính gửi: Sở Khoa học và Công nghệ; Công an tỉnh." in words
    go(desktop, "home")
    again = go(desktop, "print", f"sent:{sent}:1")
    assert again._to.text == "Sở Khoa học và Công nghệ; Công an tỉnh"
    assert again._number.text == ""
    assert again._position.text == "TM. Ủy ban nhân dân; KT. Chủ tịch; Phó Chủ tịch"


def test_a_leaders_page_is_one_page(page, saved):
    page.begin_at(page._kinds.button(0))
    page._kinds.button(0).setFocus()
    typed(Qt.Key.Key_Down)
    QApplication.processEvents()
    assert page.pages == 1
    assert not page._number.isVisible()
    page.save()
    words = text_of(saved.read_bytes())
    assert "Mất mạng hai ngày" in words
    assert "Độc lập" not in words


def test_a_leaders_page_is_one_page_however_much_was_written(desktop):
    draft = desktop.desk.reporting.new_draft("incident")
    for name in ("gate/secret", "severity/serious", "severity/security"):
        if draft.session.has(f"/data/{name}"):
            draft.answer(f"/data/{name}", "no")
    for part in list(draft.session.visible()):
        if getattr(part, "kind", "") == "text" and not part.readonly:
            draft.answer(part.ref, "Đường truyền chập chờn. " * 120)
    page = go(desktop, "print", f"draft:{draft.report}")
    QApplication.processEvents()
    assert page.pages > 1
    page._kinds.button(1).click()
    QApplication.processEvents()
    assert page.pages == 1


def test_a_draft_can_be_looked_at_on_paper_before_it_is_signed(desktop, sent):
    form = go(desktop, "form", "new:signed")
    typed("Bản nháp", Qt.Key.Key_Tab)
    form.submit()
    look = next(b for b in form.findChildren(QPushButton) if b.text() == "Xem bản tóm tắt")
    look.click()
    assert desktop.shell.route.page == "print"
    assert desktop.shell.page._kinds.checkedButton().accessibleName() == "Bản tóm tắt cho lãnh đạo"
    assert "Bản nháp" in text_of(desktop.shell.page._paper.pdf("x"))
    desktop.shell.go_back()
    assert desktop.shell.page.session.value("/data/what") == "Bản nháp"


def test_the_letter_is_vietnamese_whatever_the_screens_are(desktop, sent):
    desktop.speak("en")
    page = go(desktop, "print", f"sent:{sent}:1")
    assert "Save PDF…" in shown_texts(page)
    words = text_of(page._paper.pdf("x"))
    assert "Nội dung: Mất mạng hai ngày." in words


def test_paper_is_white_and_ink_is_black_in_the_dark(page, desktop):
    from desktop.ui.theme import Scheme

    desktop.theme.set_scheme(Scheme.DARK)
    image = page._paper.pictures(600)[0].toImage()
    assert image.pixelColor(5, 5) == QColor("white")
    shades = {image.pixelColor(x, y).lightness() for x in range(90, 500) for y in range(60, 200)}
    assert min(shades) < 60


def test_a_file_that_cannot_be_written_is_said(page, desktop, monkeypatch, tmp_path):
    monkeypatch.setattr(saving, "ask", lambda *_: str(tmp_path / "none" / "a.pdf"))
    page.save()
    assert desktop.shell.banner.text


def long_letter(session, count: int) -> Paper:
    session.answer("/data/what", "\n".join(["Một dòng dài vừa phải."] * count))
    return Paper(letter(session, Letterhead(agency="UBND", signer=("Chủ tịch",), signer_name="Pó")))


def test_a_signature_is_never_parted_from_its_position(desktop):
    session = desktop.desk.reporting.new_draft("signed").session
    ends = set()
    for count in range(18, 34):
        pages = text_of(long_letter(session, count).pdf("x")).split("\f")
        (where,) = (n for n, page in enumerate(pages) if "CHỦ TỊCH" in page)
        assert "Pó" in pages[where]
        assert "Nơi nhận" in pages[where]
        ends.add(where)
    assert ends == {0, 1}


def test_pages_are_numbered_from_the_second(desktop):
    session = desktop.desk.reporting.new_draft("signed").session
    pages = text_of(long_letter(session, 80).pdf("x")).split("\f")
    assert "2" in [line.strip() for line in pages[1].splitlines()[:4]]
    assert not any(line.strip().isdecimal() for line in pages[0].splitlines())


def test_places_are_read_by_line_or_semicolon():
    assert lines(" Như trên;\nSở KH&CN ; ;") == ("Như trên", "Sở KH&CN")
