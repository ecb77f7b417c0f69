"""Driving the trainer's window without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.author.window import AuthorWindow
from tests.desktop.ui.driving import shown_texts, typed


def press(window: AuthorWindow, text: str) -> None:
    """Press a button that can be seen, as the keyboard does."""
    found = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert found, f"{text!r} is not among {shown_texts(window)}"
    found[0].setFocus()
    typed(Qt.Key.Key_Space)
    QApplication.processEvents()
