"""Driving the program as a person without a mouse does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.ui.form_page import FormPage
from desktop.ui.page import Page, Route

NAME = "Lò Thị Hoa"
PASSWORD = "núi cao sông dài xanh"
ADDRESS = "https://so.example.vn"
CODE = "00000-00000"


def signed_in(desktop: Desktop, qtbot: QtBot) -> Desktop:
    with qtbot.waitSignal(desktop.signed_in):
        typed(NAME, Qt.Key.Key_Return)
        typed(PASSWORD, Qt.Key.Key_Return)
    desktop.stop_timer()
    return desktop


def typed(*parts: str | Qt.Key) -> None:
    """Type into whatever has the focus, as a person without a mouse."""
    for part in parts:
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the focus to type {part!r}"
        if isinstance(part, Qt.Key):
            QTest.keyClick(focus, part)
        else:
            for char in part:
                # keyClicks knows Latin-1 only.
                QTest.sendKeyEvent(
                    QTest.KeyAction.Click, focus, Qt.Key.Key_unknown, char, _modifiers(char)
                )


def _modifiers(char: str) -> Qt.KeyboardModifier:
    shift = Qt.KeyboardModifier.ShiftModifier
    return shift if char.isupper() else Qt.KeyboardModifier.NoModifier


def go(desktop: Desktop, page: str, key: str = "") -> Page:
    """Bring a page to the front, and let it settle."""
    desktop.shell.open(Route(page, key))
    QApplication.processEvents()
    shown = desktop.shell.page
    if isinstance(shown, FormPage):
        shown.form.finish()
    return shown


def shown_texts(widget: QWidget) -> list[str]:
    """Everything in words that can be seen below ``widget``."""
    QApplication.processEvents()
    found = []
    for child in [widget, *widget.findChildren(QWidget)]:
        if child.isVisible() and hasattr(child, "text") and callable(child.text):
            text = child.text()
            if isinstance(text, str) and text.strip():
                found.append(text.strip())
    return found
