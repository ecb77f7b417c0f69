"""Noticing that nobody works just now."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent

QUIET_S = 120
"""How long nothing was typed or clicked before heavy work may begin."""
_AT_WORK = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Emits ``idle`` after each stretch of quiet, and again after as long while it lasts."""

    idle = Signal()

    def __init__(self, app: QCoreApplication, quiet_s: float = QUIET_S) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(round(quiet_s * 1000))
        self._timer.timeout.connect(self.idle)
        app.installEventFilter(self)

    def begin(self) -> None:
        """Somebody has signed in."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody sits here: there is nothing to look after."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Every event of the program comes by here, and its type costs more than its class.
        if isinstance(event, QInputEvent) and event.type() in _AT_WORK and self._timer.isActive():
            self._timer.start()
        return False
