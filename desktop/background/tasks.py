"""One place that runs work off the GUI thread and brings its result back to it."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    result: Any = None
    error: Exception | None = None


class TaskRunner(QObject):
    """Runs functions in a small pool and calls back in the GUI thread.

    A worker only emits a signal; the bound slot of this object, which lives in the
    GUI thread, calls back. (A plain function connected to the signal would run in
    the worker.) Nobody is called back for an owner that is gone.
    """

    idle = Signal()
    """The last running task has been brought back."""

    _ended = Signal(object)

    def __init__(self, workers: int = 2) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="sonca")
        self._running = 0
        self._closed = False
        self._ended.connect(self._bring_back)

    @property
    def running(self) -> int:
        """Tasks begun whose result has not been brought back."""
        return self._running

    def run(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Begin ``work``; ``done(result)`` or ``failed(error)`` follows in the GUI thread.

        Without ``failed`` an error goes to the exception hook, as a bug would.
        """
        if self._closed:
            return
        self._running += 1
        self._pool.submit(self._work, owner, work, done, failed)

    def close(self) -> None:
        """Wait for what runs, drop what has not begun, call nobody back."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        try:
            outcome = _Outcome(owner, done, failed, result=work())
        except Exception as error:  # brought to the GUI thread, and handled there
            outcome = _Outcome(owner, done, failed, error=error)
        if not self._closed:
            self._ended.emit(outcome)

    @Slot(object)
    def _bring_back(self, outcome: _Outcome) -> None:
        self._running -= 1
        if self._running == 0:
            self.idle.emit()
        if self._closed or not isValid(outcome.owner):
            return
        if outcome.error is None:
            if outcome.done is not None:
                outcome.done(outcome.result)
        elif outcome.failed is not None:
            outcome.failed(outcome.error)
        else:
            raise outcome.error
