"""Noticing that nobody works just now."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QWindow
from shiboken6 import isValid

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

    def __init__(self, app: QGuiApplication, quiet_s: float = QUIET_S) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(round(quiet_s * 1000))
        self._timer.timeout.connect(self.idle)
        self._window: QWindow | None = None
        # Not the application: each of its thousands of events would come by here.
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def begin(self) -> None:
        """Somebody has signed in."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody sits here: there is nothing to look after."""
        self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        """What is typed and clicked comes to the window that has the focus."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # The type of an event costs more than its class.
        if isinstance(event, QInputEvent) and event.type() in _AT_WORK and self._timer.isActive():
            self._timer.start()
        return False
