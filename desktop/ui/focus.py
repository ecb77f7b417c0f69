"""A ring around whatever the keyboard holds, the same on every widget."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.theme import Theme

_GAP = 3


class _Ring(QWidget):
    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus-ring")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FocusRing(QObject):
    """Follows the focus of one application.

    Text fields mark their own focus with their border and get no ring.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ring: _Ring | None = None
        self._around: QWidget | None = None
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._around is not None and isValid(self._around):
            self._around.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = self._around = None
        if new is None or new.isWindow() or not _wants_ring(new):
            return
        parent = new.parentWidget()
        if parent is None:
            return
        self._around = new
        new.installEventFilter(self)
        self._ring = _Ring(parent, self._theme)
        self._place()
        self._ring.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around and event.type() in {
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
        }:
            self._place()
        return False

    def _place(self) -> None:
        if self._ring is None or self._around is None or not isValid(self._ring):
            return
        self._ring.setGeometry(self._around.geometry().adjusted(-_GAP, -_GAP, _GAP, _GAP))
        self._ring.setVisible(self._around.isVisible())
        self._ring.raise_()


def _wants_ring(widget: QWidget) -> bool:
    # Viewports and text fields show their caret and a strong border already.
    return not widget.inherits("QLineEdit") and not widget.inherits("QAbstractScrollArea")
