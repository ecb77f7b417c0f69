"""Photos and files on their way, while one works on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.tasks import TaskRunner

if TYPE_CHECKING:
    from desktop.usecases.uploading import Uploaded, Uploading


class FileSender(QObject):
    """Runs one ``Uploading`` at a time."""

    progressed = Signal(object, object)
    """Bytes with the province, and bytes in all."""
    ended = Signal(object, object)
    """The ``Uploading`` that ran, and its ``Uploaded``."""

    _came = Signal(object, object)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._running: Uploading | None = None
        # The worker emits; a bound slot of this object hears it in the GUI thread.
        self._came.connect(self._tell)

    @property
    def running(self) -> bool:
        return self._running is not None

    def begin(self, uploading: "Uploading") -> None:
        """Send what waits, unless that is under way."""
        if self._running is not None:
            return
        self._running = uploading
        self._runner.run(
            self,
            lambda: uploading.send(self._came.emit),
            lambda result: self._done(uploading, result),
            self._failed,
        )

    @Slot(object, object)
    def _tell(self, done: int, of: int) -> None:
        if self._running is not None:
            self.progressed.emit(done, of)

    def _done(self, uploading: "Uploading", result: "Uploaded") -> None:
        self._running = None
        self.ended.emit(uploading, result)

    def _failed(self, error: Exception) -> None:
        self._running = None
        raise error
