"""The start of the program: what ``python -m desktop`` calls, one window for each folder."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLockFile, QObject
from PySide6.QtWidgets import QApplication

from desktop.app import ICONS, TRANSLATIONS, Desktop
from desktop.ui.crash import CrashHooks, log_to
from desktop.ui.language import Language
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import Window
from desktop.usecases.errors import Code

if TYPE_CHECKING:
    from desktop.ui.instance import Caller

_LOOKS_FOR_FIRST: Final = 60
_BETWEEN_LOOKS_MS: Final = 250


def run(argv: Sequence[str]) -> int:
    """Start the program; returns when its window is closed. ``argv`` as ``sys.argv[1:]``."""
    folder = _options(argv)
    hooks = CrashHooks()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("sonca")
    app.setApplicationDisplayName("Sơn Ca")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _only_say(app, folder, Code.DISK_READ_ONLY)
    held = QLockFile(str(folder / "lock"))
    # A lock is stale when its process is dead, never because it is old.
    held.setStaleLockTime(0)
    if not held.tryLock(0) and (ended := _second_start(app, folder, held)) is not None:
        return ended
    log_to(folder)
    import resources

    desktop = Desktop(app, folder, resources.packs)
    hooks.happened.connect(desktop.say_crash)
    after = _AfterPaint(desktop, folder)
    desktop.window.painted.connect(after.begin)
    desktop.window.show()
    code = app.exec()
    desktop.close()
    after.end()
    held.unlock()
    return code


class _AfterPaint(QObject):
    """What waits until the first screen is on the glass."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        super().__init__()
        self._desktop, self._folder = desktop, folder
        self._caller: Caller | None = None

    def begin(self) -> None:
        from desktop.ui.instance import Caller

        self._caller = Caller(self._folder)
        self._caller.called.connect(self._desktop.say_second_start)
        self._desktop.preload()

    def end(self) -> None:
        if self._caller is not None:
            self._caller.close()


def _second_start(app: QApplication, folder: Path, held: QLockFile) -> int | None:
    """Call the first one forward; None when it has ended and this one is the first now."""
    from desktop.ui.instance import call_forward

    # On a slow disk people press twice, and the first is not there yet to be called.
    for _ in range(_LOOKS_FOR_FIRST):
        if call_forward(folder):
            print(  # noqa: T201
                QCoreApplication.translate(
                    "Start", "Sơn Ca đang mở sẵn; đã đưa cửa sổ đó ra trước."
                ),
                file=sys.stderr,
            )
            return 0
        if held.tryLock(_BETWEEN_LOOKS_MS):
            return None
    return _only_say(app, folder, Code.STORE_BUSY)


def _only_say(app: QApplication, folder: Path, code: Code) -> int:
    """A window with one sentence, for when nothing can be opened."""
    from desktop.ui.signin import Gate
    from desktop.ui.words import sentence

    preferences = Preferences.load(folder)
    language = Language(app, TRANSLATIONS, preferences.language)
    theme = Theme(app, ICONS, Scheme.named(preferences.scheme), preferences.percent)
    window = Window(theme)
    gate = Gate(theme, language.code)
    gate.card.hide()
    gate.banner.say("bad", sentence(code))
    window.show_only(gate)
    window.show()
    app.exec()
    return 1


def _options(argv: Sequence[str]) -> Path:
    parser = argparse.ArgumentParser(prog="sonca")
    parser.add_argument("--data", type=Path, default=None, metavar="DIR")
    given: Path | None = parser.parse_args(argv).data
    return given if given is not None else user_data_dir()


def user_data_dir() -> Path:
    """Where the program keeps its own files unless told otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("sonca", appauthor=False))
