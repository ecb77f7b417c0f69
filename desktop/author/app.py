"""Composition root of the trainer's window: ``python -m desktop author [FOLDER]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import ICONS, TRANSLATIONS
from desktop.author.window import AuthorWindow
from desktop.background.tasks import TaskRunner
from desktop.starting import user_data_dir
from desktop.ui.crash import CrashHooks, log_to
from desktop.ui.focus import FocusRing
from desktop.ui.language import Language
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Scheme, Theme


class Author(QObject):
    """The window and what lives as long as it does. Looks as the official's program does."""

    def __init__(self, app: QApplication, data_dir: Path, folder: Path | None) -> None:
        super().__init__()
        self._data_dir = data_dir
        preferences = Preferences.load(data_dir)
        self.language = Language(app, TRANSLATIONS, preferences.language)
        self.theme = Theme(
            app,
            ICONS,
            Scheme.named(preferences.scheme),
            preferences.percent,
        )
        self._ring = FocusRing(app, self.theme)
        self.runner = TaskRunner()
        self.window = self._window()
        folder = folder or self._folder_of_last_time()
        if folder is not None and folder.is_dir():
            self.window.open_folder(folder)
        else:
            self.window.undertaking.ask_folder()

    def close(self) -> None:
        """Wait for what runs. Safe to call twice."""
        self.window.workbench.close()
        self.runner.close()

    def speak(self, code: str) -> None:
        """The window in another language, with the same lesson in front."""
        old = self.window
        root, lesson = old.workbench.root, old.tree.lesson
        old.workbench.close()
        self.language.use(code)
        self.window = self._window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        if root is not None:
            self.window.open_folder(root, lesson)
        else:
            self.window.undertaking.ask_folder()
        old.hide()
        old.deleteLater()

    def _window(self) -> AuthorWindow:
        window = AuthorWindow(self.theme, self.runner, self._data_dir, self.language.code)
        # The button that asks for it goes away with its window: not inside its click.
        window.language_wanted.connect(
            lambda code: QTimer.singleShot(0, self, lambda: self.speak(code))
        )
        return window

    def _folder_of_last_time(self) -> Path | None:
        kept = self.window.memory.folder
        return Path(kept) if kept else None

    def say_crash(self, where: str) -> None:
        """A bug happened and was logged: one sentence, and its place to copy."""
        self.window.banner.say(
            "bad",
            self.tr(
                "Chương trình gặp lỗi ngoài dự kiến ở bước vừa rồi. Các tệp bài học không bị đụng "
                "tới. Nếu lỗi lặp lại, hãy chép thông tin lỗi gửi đầu mối của tỉnh."
            ),
            self.tr("Chép thông tin lỗi"),
            lambda: QApplication.clipboard().setText(where),
        )


def run(argv: Sequence[str]) -> int:
    """Start the window; returns when it is closed. ``argv`` follows the word ``author``."""
    parser = argparse.ArgumentParser(prog="sonca author")
    parser.add_argument("folder", type=Path, nargs="?", help="the course folder")
    parser.add_argument("--data", type=Path, default=None, metavar="DIR")
    options = parser.parse_args(argv)
    data_dir = options.data or user_data_dir()
    hooks = CrashHooks()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("sonca")
    app.setApplicationDisplayName("Sơn Ca")
    data_dir.mkdir(parents=True, exist_ok=True)
    log_to(data_dir)
    author = Author(app, data_dir, options.folder)
    hooks.happened.connect(author.say_crash)
    author.window.show()
    code = app.exec()
    author.close()
    return code
