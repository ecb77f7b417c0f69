"""The frame: ways, language, look, people, and what can go wrong around everything."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from desktop.ui.page import Route
from desktop.ui.signin import SignIn
from desktop.ui.theme import Scheme
from desktop.usecases.people import Door
from tests.desktop.ui.driving import NAME, PASSWORD, go, shown_texts, typed

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
ALT = Qt.KeyboardModifier.AltModifier
PLACES = [
    ("home", ""),
    ("lessons", ""),
    ("reader", "b2"),
    ("quiz", "b2"),
    ("review", ""),
    ("search", ""),
    ("my-learning", ""),
    ("certificate-check", ""),
    ("forms", ""),
    ("form", "new:outage"),
    ("reports", ""),
    ("places", ""),
    ("sync", ""),
    ("people", ""),
    ("people", "add"),
    ("people", "password"),
    ("settings", ""),
]


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (1, "home"),
        (2, "lessons"),
        (3, "forms"),
        (4, "reports"),
        (5, "places"),
        (6, "sync"),
        (7, "settings"),
    ],
)
def test_alt_and_a_digit_lead_everywhere(desktop, key, page):
    go(desktop, "home" if page != "home" else "settings")
    QTest.keyClick(desktop.window, Qt.Key(Qt.Key.Key_0.value + key), ALT)
    assert desktop.shell.route.page == page


def test_arrows_walk_through_the_ways(desktop):
    ways = [w for w in desktop.shell.findChildren(QAbstractButton) if w.property("kind") == "nav"]
    ways[0].setFocus()
    typed(Qt.Key.Key_Down, Qt.Key.Key_Down, SPACE)
    assert desktop.shell.route.page == "forms"


def test_alt_left_goes_back(desktop):
    go(desktop, "lessons")
    go(desktop, "reader", "b2")
    QTest.keyClick(desktop.window, Qt.Key.Key_Left, ALT)
    assert desktop.shell.route == Route("lessons")


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_everything_that_takes_the_focus_has_a_name(desktop, page, key):
    go(desktop, page, key)
    nameless = [
        widget
        for widget in desktop.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(
            widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QTextBrowser
        )
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_tab_reaches_everything_and_comes_round(desktop, page, key):
    go(desktop, page, key)
    reachable = {
        widget
        for widget in desktop.window.findChildren(QAbstractButton)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen = set()
    for _ in range(400):
        focus = QApplication.focusWidget()
        # In a text Tab goes from link to link before it leaves.
        if focus in seen and not isinstance(focus, QTextBrowser):
            break
        seen.add(focus)
        typed(TAB)
    # In a group of radios Tab comes to one, arrows to the others.
    missed = {w for w in reachable - seen if not _in_group_with(w, seen)}
    assert missed == set()


def _in_group_with(widget: QAbstractButton, seen: set) -> bool:
    group = widget.group()
    return group is not None and any(other in seen for other in group.buttons())


@pytest.mark.parametrize(("page", "key"), PLACES)
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)], ids=["100 %", "150 % scale"])
def test_nothing_is_cut_off_at_the_side(desktop, page, key, size):
    desktop.window.resize(*size)
    go(desktop, page, key)
    shown_texts(desktop.window)
    for area in desktop.window.findChildren(QScrollArea):
        if area.isVisible() and area.widget() is not None:
            assert area.widget().width() <= area.viewport().width(), area
    for widget in desktop.shell.page.findChildren(QAbstractButton):
        if widget.isVisible():
            right = widget.mapTo(desktop.window, widget.rect().bottomRight()).x()
            assert right <= desktop.window.width(), widget.text()


def test_a_narrow_window_keeps_the_drawings_of_the_ways(desktop):
    desktop.window.resize(700, 512)
    QApplication.processEvents()
    ways = [w for w in desktop.shell.findChildren(QAbstractButton) if w.property("kind") == "nav"]
    assert {w.text() for w in ways} == {""}
    assert all(w.accessibleName() and not w.icon().isNull() for w in ways)


def test_english_is_spoken_at_once_and_kept(desktop, start, qtbot):
    go(desktop, "settings")
    english = next(
        b
        for b in desktop.shell.page.findChildren(QAbstractButton)
        if "English" in b.accessibleName()
    )
    english.click()
    qtbot.waitUntil(lambda: "Settings" in shown_texts(desktop.shell.page))
    assert desktop.shell.route.page == "settings"
    assert "Malicious files" in shown_texts(go(desktop, "lessons"))
    desktop.close()
    again = start()
    assert "Sign in" in shown_texts(again.window)


VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize(("page", "key"), [place for place in PLACES if place[0] != "reader"])
def test_english_screens_have_no_vietnamese_left(desktop, page, key):
    desktop.speak("en")
    go(desktop, page, key)
    own = {
        NAME,
        "Sơn Ca",
        "Tiếng Việt",
        "Công chức Văn hóa – Xã hội",
        "Giả danh",
        "Báo gián đoạn",
        "An ninh",
    }
    texts = [text for text in shown_texts(desktop.shell) if VIETNAMESE.search(text)]
    left = [t for t in texts if not any(name in t for name in own)]
    assert left == []


def test_dark_is_chosen_and_kept(desktop, start):
    desktop.theme.set_scheme(Scheme.DARK)
    desktop.close()
    again = start()
    assert again.theme.tokens.dark
    again.theme.set_scheme(Scheme.LIGHT)


def test_a_bug_is_said_in_one_sentence_and_the_program_goes_on(desktop):
    desktop.say_crash("store.py:1 f\nValueError")
    assert "lỗi ngoài dự kiến" in desktop.shell.banner.text
    copy = next(b for b in desktop.shell.findChildren(QAbstractButton) if "Chép" in b.text())
    copy.click()
    assert QApplication.clipboard().text() == "store.py:1 f\nValueError"
    assert desktop.shell.banner.text == ""


# People


def test_what_a_page_cannot_show_is_said_above_it(desktop):
    go(desktop, "reader", "khong-co")
    assert "Không còn bài học này" in desktop.shell.banner.text
    go(desktop, "home")
    assert desktop.shell.banner.text == ""


def test_a_colleague_is_added_and_signs_in(desktop, qtbot, data_dir):
    go(desktop, "people", "add")
    typed("Giàng A Pó", ENTER, "Phó Chủ tịch", ENTER, ENTER)
    typed("bến sông mùa nước lên", ENTER, "bến sông mùa nước lên", ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.key == "")
    assert desktop.shell.banner.text == "Đã thêm Giàng A Pó."
    assert "Giàng A Pó" in shown_texts(desktop.shell.page)
    desktop.shell.signed_out.emit()
    assert isinstance(desktop.window.front, SignIn)
    Door(data_dir, lambda: 1).sign_in("giang a po", "bến sông mùa nước lên").close()


def test_an_impatient_return_while_the_door_opens_leads_nowhere_else(desktop, qtbot):
    desktop.shell.signed_out.emit()
    typed(NAME, ENTER, PASSWORD)
    door = desktop.window.front
    press = next(b for b in door.findChildren(QAbstractButton) if b.text() == "Đăng nhập")
    press.setFocus()
    with qtbot.waitSignal(desktop.signed_in):
        press.click()
        typed(ENTER)
        assert desktop.window.front is door
    desktop.stop_timer()


def test_a_name_that_is_there_already_is_told_beside_the_name(desktop, qtbot):
    page = go(desktop, "people", "add")
    typed(NAME, ENTER, "Công chức", ENTER, ENTER, PASSWORD, ENTER, PASSWORD, ENTER)
    qtbot.waitUntil(lambda: any("đã có người tên như vậy" in t for t in shown_texts(page)))


def test_ones_own_password_is_changed_with_the_old_one_only(desktop, qtbot, data_dir):
    page = go(desktop, "people", "password")
    typed("không phải", ENTER)
    fields = page.findChildren(QLineEdit)
    for field, text in zip(
        fields, ("sai rồi", "mật khẩu mới rất dài", "mật khẩu mới rất dài"), strict=True
    ):
        field.setText(text)
    fields[2].setFocus()
    typed(ENTER)
    qtbot.waitUntil(lambda: any("nhập chưa đúng" in t for t in shown_texts(page)))
    fields[0].setText(PASSWORD)
    fields[2].setFocus()
    typed(ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.key == "")
    Door(data_dir, lambda: 1).sign_in(NAME, "mật khẩu mới rất dài").close()
