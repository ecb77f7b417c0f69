"""A line of the outage log: from anywhere by one shortcut, sent after a few keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.ui.form_page import FormPage
from tests.desktop.ui.driving import go, shown_texts


def test_the_shortcut_opens_the_outage_log_from_anywhere(desktop: Desktop, qtbot: QtBot) -> None:
    go(desktop, "lessons")
    QTest.keyClick(desktop.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(desktop.shell.page, FormPage))
    # A new one that nobody wrote on yet.
    assert desktop.shell.route.key == "new:outage"


def test_home_has_a_button_for_it(desktop: Desktop) -> None:
    assert "Ghi nhanh gián đoạn" in shown_texts(go(desktop, "home"))
