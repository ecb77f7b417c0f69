"""The exchanges with the province: when one is due, one at a time, and the files after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.background.progress import Progress
from desktop.background.sending import FileSender
from desktop.background.tasks import TaskRunner
from desktop.background.timer import SyncTimer
from desktop.usecases.errors import KnownError

if TYPE_CHECKING:
    from desktop.usecases.line_rules import LineRules
    from desktop.usecases.syncing import Exchanged, Syncing
    from desktop.usecases.uploading import Uploaded, Uploading

_BEFORE_FIRST_S: Final = 2.0
_AFTER_SUBMITTING_S: Final = 1.5
_AFTER_LOCAL_TROUBLE_S: Final = 300.0


class Exchanges(QObject):
    """Exchanges for whoever sits here, off the GUI thread.

    An official may leave while an exchange of theirs is under way: their file then stays open
    until it has let go, and nobody hears of its end.
    """

    busy = Signal(bool)
    """Whether an exchange runs."""
    ended = Signal(object)
    """The ``Exchanged`` of the official who sits here."""
    failed = Signal(object)
    """A ``KnownError``: the exchange could not even be tried on this PC."""
    moved = Signal(object, object)
    """Bytes of files that have come or gone, and bytes in all."""
    sent = Signal(object)
    """The ``Uploaded`` that ended, whosever files they were."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._line: _Line | None = None
        self._running = False
        self._to_close: list[Callable[[], None]] = []
        self._then: Callable[[], None] | None = None
        self.timer = SyncTimer(self)
        self.timer.due.connect(self._due)
        self._sender = FileSender(runner)
        self._sender.progressed.connect(self.moved)
        self._sender.ended.connect(self._sent)
        self._fetching = Progress(self)
        self._fetching.moved.connect(self.moved)

    @property
    def running(self) -> bool:
        """Whether an exchange is under way; files that are being sent do not count."""
        return self._running

    def begin(self, syncing: "Syncing", uploading: "Uploading", rules: "LineRules") -> None:
        """Somebody sits down: their first exchange follows soon."""
        self._line = _Line(syncing, uploading, rules)
        self.timer.set(_BEFORE_FIRST_S)

    def leave(self, close: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        """They stand up: ``close`` their file once nothing holds it, and go on with ``then``."""
        line, self._line = self._line, None
        self.timer.stop()
        if line is not None:
            line.syncing.cancel()
            line.uploading.stop()
        self._to_close.append(close)
        self._then = then
        self._let_go()

    def close(self) -> None:
        """Close every file that was left. Only when the runner has ended all its tasks."""
        while self._to_close:
            self._to_close.pop()()

    def exchange(self) -> None:
        """One exchange now, unless one is under way."""
        line = self._line
        if line is None or self._running:
            return
        self._running = True
        self.timer.stop()
        self.busy.emit(True)
        self._runner.run(
            self,
            lambda: line.syncing.exchange(self._fetching),
            lambda result: self._done(line, result),
            lambda error: self._bad(line, error),
        )

    def work_waits(self) -> None:
        """Something was just written that the province waits for."""
        # Whatever the backoff says: the line may be there again, and a try costs little.
        if not self._running and self.timer.seconds_left is not None:
            self.timer.set(min(self.timer.seconds_left, _AFTER_SUBMITTING_S))

    def stop(self) -> None:
        """End what travels now; nothing is lost, and the next exchange goes on from there."""
        if self._line is not None:
            self._line.syncing.cancel()
            self._line.uploading.cancel()

    def _due(self) -> None:
        if self._line is not None and self._line.rules.read().paused:
            self.timer.set(_AFTER_LOCAL_TROUBLE_S)
            return
        self.exchange()

    def _done(self, line: "_Line", result: "Exchanged") -> None:
        if not self._is_heard(line):
            return
        came_meanwhile = result.waiting and not result.problem
        self.timer.set(_AFTER_SUBMITTING_S if came_meanwhile else result.again_in)
        if not result.problem:
            self._sender.begin(line.uploading)
        self.ended.emit(result)

    def _bad(self, line: "_Line", error: Exception) -> None:
        if not self._is_heard(line):
            return
        self.timer.set(_AFTER_LOCAL_TROUBLE_S)
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

    def _is_heard(self, line: "_Line") -> bool:
        """Whether the official whose exchange has ended still sits here."""
        self._running = False
        self._let_go()
        if self._line is None:
            return False
        if self._line is not line:
            self.timer.set(_BEFORE_FIRST_S)
            return False
        self.busy.emit(False)
        return True

    def _sent(self, uploading: "Uploading", result: "Uploaded") -> None:
        self._let_go()
        if self._line is None:
            return
        if self._line.uploading is not uploading:
            self._sender.begin(self._line.uploading)
        elif result.problem:
            # The line that broke is tried again before the next regular exchange.
            self.timer.set(result.again_in)
        self.sent.emit(result)

    def _let_go(self) -> None:
        if self._running or self._sender.running:
            return
        self.close()
        then, self._then = self._then, None
        if then is not None:
            then()


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """What one official exchanges with, from sitting down to standing up."""

    syncing: "Syncing"
    uploading: "Uploading"
    rules: "LineRules"
