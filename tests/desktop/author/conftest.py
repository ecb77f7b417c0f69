"""The trainer's window on a real folder of lessons."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.author.app import Author
from desktop.author.window import AuthorWindow
from lessons.authoring import new_lesson, new_module

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one module with two lessons, both as the template makes them."""
    root = tmp_path / "bai-hoc"
    new_module(root, "t-tap-huan", "t", "Tập huấn của tỉnh")
    new_lesson(root, "t", "t1-goi-dau-moi", "Gọi đầu mối", TODAY)
    new_lesson(root, "t", "t2-khoa-may", "Khóa máy", TODAY)
    return root


@pytest.fixture
def lesson(course: Path) -> Path:
    """The file of the first lesson."""
    return course / "t-tap-huan" / "t1-goi-dau-moi.vi.md"


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Author]]:
    """Opens the window; closes every one that was opened."""
    started: list[Author] = []

    def begin(folder: Path | None = None) -> Author:
        author = Author(qapp, tmp_path / "data", folder)
        started.append(author)
        author.window.resize(1366, 768)
        with qtbot.waitExposed(author.window):
            author.window.show()
        author.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is author.window)
        return author

    yield begin
    for author in started:
        author.close()
        author.language.use("vi")
        author.language.fall_silent()
        author.window.close()
        author.window.deleteLater()
        author.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


@pytest.fixture
def window(start: Callable[..., Author], course: Path, qtbot: QtBot) -> AuthorWindow:
    """The window with the course checked and its first lesson in front."""
    opened: AuthorWindow = start(course).window
    settled(opened, qtbot)
    return opened


def settled(window: AuthorWindow, qtbot: QtBot) -> None:
    """Wait until the folder has been checked and nothing runs."""
    qtbot.waitUntil(lambda: window.workbench.report is not None and not window.workbench.running)
    QApplication.processEvents()
