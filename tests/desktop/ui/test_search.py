"""Searching all lessons from anywhere, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.page import Route
from desktop.ui.reader import ReaderPage
from desktop.ui.search import SearchPage
from tests.desktop.ui.driving import go, shown_texts, typed

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def search(desktop, qtbot) -> SearchPage:
    go(desktop, "home")
    QTest.keyClick(desktop.window, Qt.Key.Key_K, CTRL)
    page = desktop.shell.page
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: desktop.desk.searching.ready)
    return page


def look_for(page, words):
    typed(words)
    page.search()


def titles(page):
    return [page.results.item(row).text() for row in range(page.results.count())]


def test_one_types_at_once_and_says_how_much_was_found(search):
    assert QApplication.focusWidget() is search.edit
    look_for(search, "duong link")
    assert titles(search) == ["Tệp và đường link độc"]
    assert "1 chỗ." in shown_texts(search)


def test_the_list_follows_the_keys(search, qtbot):
    typed("gia danh")
    qtbot.waitUntil(lambda: titles(search) == ["Giả danh"])
    typed(*[Qt.Key.Key_Backspace] * 8, "zzz")
    qtbot.waitUntil(lambda: any("Không thấy." in text for text in shown_texts(search)))
    assert titles(search) == []


def test_arrows_choose_and_enter_opens_the_place_with_the_words_marked(search, desktop, qtbot):
    look_for(search, "dang nhap")
    found = titles(search)
    assert len(found) == 2
    typed(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert search.results.currentRow() == 1
    typed(ENTER)
    assert desktop.shell.route == Route("reader", "b3#viec-lam?dang nhap")
    page = desktop.shell.page
    assert isinstance(page, ReaderPage)
    qtbot.waitUntil(lambda: page.text.current_hit == 1)
    assert page.text.place() > 1000


def test_enter_just_after_the_last_key_does_not_open_what_was_found_before(search, desktop):
    look_for(search, "duong link")
    typed(*[Qt.Key.Key_Backspace] * 10, "gia danh", ENTER)
    assert desktop.shell.route.key.startswith("b3#")


def test_back_from_the_lesson_comes_to_what_was_searched(search, desktop):
    look_for(search, "gia danh")
    typed(ENTER)
    QTest.keyClick(desktop.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desktop.shell.route == Route("search", "gia danh")
    assert titles(search) == ["Giả danh"]


def test_a_screen_reader_hears_title_heading_and_sentence(search):
    look_for(search, "dang nhap")
    heard = search.results.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Tệp và đường link độc, Việc cần làm: Đăng nhập"


def test_the_lessons_page_leads_here_too(desktop):
    page = go(desktop, "lessons")
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    buttons["Tìm trong mọi bài học…"].click()
    assert desktop.shell.route.page == "search"
