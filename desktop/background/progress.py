"""How far a task in another thread has come, told in the GUI thread."""

import time
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

_EVERY_S: Final = 0.1


class Progress(QObject):
    """Call it from any thread with what is done and what there is in all."""

    moved = Signal(object, object)

    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = 0.0
        # A worker emits; a bound slot of this object hears it in the GUI thread.
        self._came.connect(self._tell)

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - self._last < _EVERY_S:
            return
        self._last = now
        self._came.emit(done, of)

    @Slot(object, object)
    def _tell(self, done: int, of: int) -> None:
        self.moved.emit(done, of)
