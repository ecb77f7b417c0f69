"""PDFs, read back by poppler."""

import subprocess
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui import paper, saving
from desktop.ui.widgets.html import no_pictures
from tests.desktop.ui.driving import go, shown_texts


def read(path):
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.split("\f")[:-1]


@pytest.fixture
def target(tmp_path, monkeypatch):
    """What the official answers the system's dialog; the proposal is kept beside it."""
    path = tmp_path / "bai.pdf"
    asked = []
    monkeypatch.setattr(saving, "ask", lambda _page, proposal: asked.append(proposal) or str(path))
    return path, asked


def test_a_lesson_becomes_pages_with_its_pictures_and_without_its_questions(desktop, target):
    path, asked = target
    page = go(desktop, "reader", "b2")
    QTest.keyClick(page.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked[0].name == "tep-va-duong-link-doc.pdf"
    pages = read(path)
    assert len(pages) > 2
    assert "Tệp và đường link độc" in pages[0]
    assert "Nhận ra tệp lạ" in pages[0]
    today = f"{datetime.now().astimezone():%d/%m/%Y}"
    for number, text in enumerate(pages, 1):
        assert f"in ngày {today} · trang {number}/{len(pages)}" in text
    assert not any("Nhận tệp lạ thì làm gì?" in text for text in pages)
    images = subprocess.run(
        ["pdfimages", "-list", path], check=True, capture_output=True, text=True
    ).stdout
    assert len(images.splitlines()) == 3
    assert str(path) in desktop.shell.banner.text


def test_who_thinks_better_of_it_gets_no_file(desktop, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "ask", lambda _page, _proposal: "")
    page = go(desktop, "reader", "b2")
    QTest.keyClick(page.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desktop.shell.banner.text == ""


def test_a_place_that_cannot_be_written_has_its_sentence(desktop, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "ask", lambda _page, _p: str(tmp_path / "none" / "bai.pdf"))
    page = go(desktop, "reader", "b2")
    QTest.keyClick(page.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desktop.shell.banner.text != ""
    assert "Đã lưu" not in desktop.shell.banner.text
    assert shown_texts(page)


def test_no_heading_stands_alone_at_the_foot_of_a_page(desktop, tmp_path):
    """Wherever the text pushes it."""
    for lines in range(20, 60, 2):
        html = "<p>Dòng chữ.</p>" * lines + "<h2>Tiêu đề</h2>" + "<p>Sau tiêu đề.</p>" * 3
        path = tmp_path / "x.pdf"
        path.write_bytes(
            paper.pdf(
                html,
                title="x",
                family=desktop.theme.family,
                pictures=no_pictures,
                foot=lambda page, pages: "",
            )
        )
        pages = read(path)
        (at,) = [number for number, text in enumerate(pages) if "Tiêu đề" in text]
        assert "Sau tiêu đề." in pages[at]
