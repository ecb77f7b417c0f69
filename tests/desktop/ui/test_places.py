"""Looking places up, as somebody types who does not care for tones."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.ui.places_page import PlacesPage
from tests.desktop.ui.driving import go, shown_texts, typed


def _search(desktop: Desktop, qtbot: QtBot, text: str, expected: str) -> list[str]:
    page = go(desktop, "places")
    assert isinstance(page, PlacesPage)
    page.findChild(QLineEdit).clear()
    typed(text)
    qtbot.waitUntil(lambda: any(expected in shown for shown in shown_texts(page)))
    return shown_texts(page)


def test_a_name_of_today_is_found_without_tones(desktop: Desktop, qtbot: QtBot) -> None:
    shown = _search(desktop, qtbot, "lung cu", "Xã Lũng Cú")
    assert "Mã 00715" in shown


def test_a_former_name_leads_to_what_it_became(desktop: Desktop, qtbot: QtBot) -> None:
    shown = _search(desktop, qtbot, "phuc xa ba dinh", "Phúc Xá")
    assert any("cũ" in text and "Phúc Xá" in text for text in shown)


def test_nothing_found_says_what_to_do(desktop: Desktop, qtbot: QtBot) -> None:
    _search(desktop, qtbot, "zzzz", "Hãy thử ít chữ hơn")
