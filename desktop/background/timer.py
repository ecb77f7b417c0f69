"""When the next exchange is due."""

from PySide6.QtCore import QObject, QTimer, Signal


class SyncTimer(QObject):
    """Emits ``due`` once, a given time after it was last set.

    How long to wait (a quarter of an hour when all is well, backing off with jitter
    when it is not) is the sync engine's to say.
    """

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    def set(self, seconds: float) -> None:
        """``due`` after this many seconds; replaces what was set before."""
        self._timer.start(max(0, round(seconds * 1000)))

    def stop(self) -> None:
        self._timer.stop()

    @property
    def seconds_left(self) -> float | None:
        """Until ``due``; nothing when it is not set."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else None
