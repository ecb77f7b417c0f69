"""The screens before anybody has signed in, and the ways between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.background.tasks import TaskRunner
from desktop.ui.language import Language
from desktop.ui.signin import SignIn
from desktop.ui.theme import Theme
from desktop.ui.window import Window
from desktop.usecases.clock import vietnam_now
from desktop.usecases.content import Content
from desktop.usecases.people import Door

if TYPE_CHECKING:
    from desktop.usecases.safekeeping import Repairing


class Entrance(QObject):
    """Puts one gate at a time into the window; each is imported when it is needed."""

    opened = Signal(object)
    """The ``Session`` of who has signed in."""
    language_wanted = Signal(str)

    def __init__(
        self,
        window: Window,
        theme: Theme,
        language: Language,
        runner: TaskRunner,
        door: Door,
        *,
        content: Callable[[], Content],
    ) -> None:
        super().__init__()
        self._window, self._theme, self._language = window, theme, language
        self._runner, self._door, self._content = runner, door, content

    def open(self) -> None:
        """First start on a new PC, else sign-in."""
        if self._door.is_new():
            from desktop.ui.firststart import FirstStart

            gate: FirstStart | SignIn = FirstStart(
                self._theme, self._language.code, self._runner, self._door
            )
            gate.backup_wanted.connect(self._bring_backup)
        else:
            gate = SignIn(self._theme, self._language.code, self._runner, self._door)
            gate.damaged.connect(self.mend)
            gate.forgotten.connect(self._recover)
        gate.opened.connect(self.opened)
        gate.language_wanted.connect(self.language_wanted)
        self._window.show_only(gate)

    def mend(self, repairing: "Repairing") -> None:
        """A damaged file stands in the way: mend it, or go back to a backup."""
        from desktop.ui.restore import Restore

        gate = Restore(
            self._theme, self._language.code, self._runner, repairing, self._content(), vietnam_now
        )
        gate.opened.connect(self.opened)
        self._window.setEnabled(True)
        self._window.show_only(gate)

    def _bring_backup(self) -> None:
        from desktop.ui.restore import BringBackup

        gate = BringBackup(self._theme, self._language.code, self._runner, self._door)
        for ended in (gate.brought, gate.left):
            ended.connect(self.open)
        gate.language_wanted.connect(self.language_wanted)
        self._window.show_only(gate)

    def _recover(self) -> None:
        from desktop.ui.forgotten import Forgotten
        from desktop.usecases.recovery import Recovery

        recovery = Recovery(self._door.data_dir)
        gate = Forgotten(self._theme, self._language.code, self._runner, recovery)
        gate.opened.connect(self.opened)
        gate.left.connect(self.open)
        self._window.show_only(gate)
