"""The one window. It shows a gate (first start, sign-in) or the shell, and can say a sentence."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.ui.theme import Theme


class Window(QMainWindow):
    """Sized for 1366 × 768 first."""

    painted = Signal()
    """Once, when the first screen is on the glass."""
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Sơn Ca")
        self.setWindowIcon(theme.icon("sonca", size=64))
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(640, 420)
        available = self.screen().availableGeometry()
        self.resize(min(1200, available.width()), min(720, available.height()))
        self._is_painted = False

    @property
    def front(self) -> QWidget | None:
        """The gate or the shell, whichever is shown."""
        return self._stack.currentWidget()

    def show_only(self, widget: QWidget) -> None:
        """Put ``widget`` in front and throw away what was there."""
        old = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if old is not None and old is not widget:
            self._stack.removeWidget(old)
            old.deleteLater()
        widget.setFocus()

    def bring_forward(self) -> None:
        """Somebody started the program a second time."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            # After this event the children are painted and flushed.
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
