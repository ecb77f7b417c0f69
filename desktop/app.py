"""Composition root of the window: everything that lives as long as the program is made here.

What the first screen does not need is imported after that screen is painted.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import VERSION
from desktop.background.exchanging import Exchanges
from desktop.background.idle import IdleWatch
from desktop.background.tasks import TaskRunner
from desktop.ui.entrance import Entrance
from desktop.ui.focus import FocusRing
from desktop.ui.language import Language
from desktop.ui.preferences import Preferences
from desktop.ui.theme import Scheme, Theme
from desktop.ui.window import Window
from desktop.usecases.clock import Clock, system_clock, vietnam_now
from desktop.usecases.content import Content
from desktop.usecases.people import Door, Session

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.page import Page
    from desktop.ui.shell import Shell
    from desktop.usecases.errors import KnownError
    from desktop.usecases.syncing import Exchanged
    from desktop.usecases.uploading import Uploaded

_ROOT = Path(__file__).resolve().parents[1]
ICONS = _ROOT / "resources" / "icons"
TRANSLATIONS = _ROOT / "build" / "i18n"
_BEFORE_SEARCH_MS = 3000
_AT_WORK = {"form", "quick", "quiz", "reader", "review", "stick"}
"""Pages that are not built anew under somebody's hands."""


class Desktop(QObject):
    """The program in one window. ``quit`` ends it; a test makes one and drives its widgets."""

    signed_in = Signal()
    looked_after = Signal(object)
    """Whether a backup was made, after each look at the whole file."""
    exchanged = Signal(object)
    """An ``Exchanged``, after each exchange with the province."""

    def __init__(
        self,
        app: QApplication,
        data_dir: Path,
        packs: Callable[[], Path],
        clock: Clock = system_clock,
    ) -> None:
        super().__init__()
        self._app, self._data_dir, self._packs, self._clock = app, data_dir, packs, clock
        self.preferences = Preferences.load(data_dir)
        self.language = Language(app, TRANSLATIONS, self.preferences.language)
        self.theme = Theme(
            app, ICONS, Scheme.named(self.preferences.scheme), self.preferences.percent
        )
        self.theme.changed.connect(self._keep_look)
        self._ring = FocusRing(app, self.theme)
        self.runner = TaskRunner()
        self.door = Door(data_dir, clock)
        self.desk: Desk | None = None
        self._exchanges = Exchanges(self.runner)
        self._exchanges.busy.connect(self._line_busy)
        self._exchanges.moved.connect(self._files_go)
        self._exchanges.ended.connect(self._exchange_ended)
        self._exchanges.failed.connect(self._say_error)
        self._exchanges.sent.connect(self._files_went)
        self._idle = IdleWatch(app)
        self._idle.idle.connect(self.look_after)
        self._has_new_content = False
        self.window = Window(self.theme)
        self.window.closing.connect(self.close)
        self._entrance = Entrance(
            self.window, self.theme, self.language, self.runner, self.door, content=self._content
        )
        self._entrance.opened.connect(self._signed_in)
        self._entrance.language_wanted.connect(self._speak_later)
        self._entrance.open()

    @property
    def shell(self) -> "Shell":
        """The frame around the pages; only when somebody is signed in."""
        from desktop.ui.shell import Shell

        front = self.window.front
        if not isinstance(front, Shell):
            raise RuntimeError("nobody is signed in")
        return front

    def close(self) -> None:
        """Save, stop what runs, close the encrypted file. Safe to call twice."""
        self._sign_out()
        self.runner.close()
        self._exchanges.close()

    def say_crash(self, where: str) -> None:
        """A bug happened and was logged: one sentence, and its place to copy."""
        front: Any = self.window.front
        front.banner.say(
            "bad",
            self.tr(
                "Chương trình gặp lỗi ngoài dự kiến ở bước vừa rồi. Những gì đã lưu vẫn còn. "
                "Có thể làm tiếp; nếu lỗi lặp lại, hãy chép thông tin lỗi gửi đầu mối của tỉnh."
            ),
            self.tr("Chép thông tin lỗi"),
            lambda: self._app.clipboard().setText(where),
        )

    def say_second_start(self) -> None:
        """Somebody started the program again: this window comes forward and says so."""
        self.window.bring_forward()
        front: Any = self.window.front
        front.banner.say("info", self.tr("Sơn Ca đang mở sẵn: đây là cửa sổ đang dùng."))

    def exchange(self) -> None:
        """One exchange with the province, off the GUI thread."""
        self._exchanges.exchange()

    def look_after(self) -> None:
        """Nobody works: check the file once, and back it up when that is due."""
        desk = self.desk
        if desk is None:
            return
        self.runner.run(
            self,
            desk.safekeeping.look_after,
            lambda made: self._looked_after(desk, made),
            lambda error: self._found_trouble(desk, error),
        )

    def _looked_after(self, desk: "Desk", made: bool) -> None:
        if desk is self.desk:
            self.looked_after.emit(made)

    def _found_trouble(self, desk: "Desk", error: Exception) -> None:
        from desktop.usecases.errors import KnownError

        if desk is not self.desk:
            return
        if not isinstance(error, KnownError):
            raise error
        self.shell.say_error(error)

    def stop_timer(self) -> None:
        """No exchange but those that are asked for."""
        self._exchanges.timer.stop()

    def speak(self, code: str) -> None:
        """Change the language: the screens are built anew, at the same place."""
        if code == self.language.code:
            return
        self.language.use(code)
        self.preferences.language = self.language.code
        self.preferences.save(self._data_dir)
        if self.desk is None:
            self._entrance.open()
            return
        self._build_anew(self.desk)

    def _build_anew(self, desk: "Desk") -> None:
        """Make the screens again, in the language and with the content of now."""
        route = self.shell.route
        self.shell.leave()
        self.desk = desk.speaking(self.language.code)
        self._open_shell(self.desk)
        self.shell.open(route)

    def preload(self) -> None:
        """Import in the background what signing in and the pages will need."""
        self.runner.run(self, _import_the_rest)

    def _mend(self) -> None:
        """A page of the file could not be read while somebody worked: mend it now."""
        if self.desk is None:
            return
        repairing = self.desk.repairing()
        # The pages stand there, but the file behind them is about to be closed.
        self.window.setEnabled(False)
        self._sign_out(lambda: self._entrance.mend(repairing))

    def _content(self) -> Content:
        return Content(self._data_dir, self._packs())

    def _signed_in(self, session: Session) -> None:
        from desktop.ui.desk import open_desk
        from desktop.ui.page import Route

        self.desk = open_desk(session, self._content(), self._clock, self.language.code, VERSION)
        self._open_shell(self.desk)
        self.shell.open(Route("home"))
        self._exchanges.begin(self.desk.syncing, self.desk.uploading, self.desk.rules)
        self._idle.begin()
        self.signed_in.emit()

    def _open_shell(self, desk: "Desk") -> None:
        from desktop.ui.shell import Shell

        shell = Shell(self.theme, desk, self._makers(desk), vietnam_now)
        shell.signed_out.connect(self._leave_for_gate)
        shell.sync_wanted.connect(self.exchange)
        shell.mending_wanted.connect(self._mend)
        shell.work_waits.connect(self._exchanges.work_waits)
        self.window.show_only(shell)
        shell.show_busy(self._exchanges.running)
        # Made ready before anybody searches; nothing that the first screens wait for.
        QTimer.singleShot(_BEFORE_SEARCH_MS, shell, lambda: self._prepare_search(desk))

    def _prepare_search(self, desk: "Desk") -> None:
        self.runner.run(self, desk.searching.prepare, None, self._search_bad)

    def _search_bad(self, error: Exception) -> None:
        from desktop.usecases.errors import KnownError

        # The pages say it where it matters.
        if not isinstance(error, KnownError):
            raise error

    def _makers(self, desk: "Desk") -> "dict[str, Callable[[], Page]]":
        from desktop.ui import pages

        return pages.makers(
            pages.Surroundings(
                theme=self.theme,
                desk=desk,
                runner=self.runner,
                language=self.language.code,
                version=VERSION,
                now=vietnam_now,
                exchange=self.exchange,
                stop=self._exchanges.stop,
                speak=self._speak_later,
                write_lessons=self._open_author,
                content_came=self.content_came,
            )
        )

    def _speak_later(self, code: str) -> None:
        # The button that asks for it is thrown away with its page: not inside its click.
        QTimer.singleShot(0, self, lambda: self.speak(code))

    def _open_author(self) -> None:
        # A process of its own: it holds no key, and what it loads goes when it ends.
        program, *arguments = author_command(self._data_dir)
        QProcess.startDetached(program, arguments, str(_ROOT))

    def _leave_for_gate(self) -> None:
        self._sign_out()
        self._entrance.open()

    def _sign_out(self, then: Callable[[], None] | None = None) -> None:
        """``then`` is called once the file is closed, which an exchange may still hold."""
        if self.desk is None:
            return
        self.shell.leave()
        self._idle.stop()
        desk, self.desk = self.desk, None
        desk.safekeeping.stop()
        self._exchanges.leave(desk.close, then)

    def _line_busy(self, busy: bool) -> None:
        if not busy:
            self.shell.show_files(0, 0)
        self.shell.show_busy(busy)

    def _exchange_ended(self, result: "Exchanged") -> None:
        self._has_new_content |= bool(result.updated)
        self._show_new_content()
        if result.confirmed or result.received or result.enrolled_now or result.problem:
            self.shell.refresh()
        else:
            # Nothing new: the page in front, and the focus on it, stay as they are.
            self.shell.refresh_status()
        self.exchanged.emit(result)

    def content_came(self) -> None:
        """Newer lessons and forms were installed: pages show them from now on."""
        self._has_new_content = True
        self._show_new_content()

    def _show_new_content(self) -> None:
        if self._has_new_content and self.desk and self.shell.route.page not in _AT_WORK:
            self._has_new_content = False
            self._build_anew(self.desk)

    def _say_error(self, error: "KnownError") -> None:
        self.shell.say_error(error)

    def _files_go(self, done: int, of: int) -> None:
        if self.desk is not None:
            self.shell.show_files(done, of)

    def _files_went(self, result: "Uploaded") -> None:
        self.shell.show_files(0, 0)
        if result.sent:
            self.shell.refresh()

    def _keep_look(self) -> None:
        self.preferences.scheme = self.theme.scheme.value
        self.preferences.percent = self.theme.percent
        self.preferences.save(self._data_dir)


def author_command(data_dir: Path) -> list[str]:
    """How to start the trainer's window, from the source tree or from the bundle."""
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    )
    return [*program, "author", "--data", str(data_dir)]


def _import_the_rest() -> None:
    import desktop.ui.desk
    import desktop.ui.pages
    import desktop.ui.shell  # noqa: F401
