"""A ring around whatever the keyboard holds, the same on every widget."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
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

    The ring lies on the page, not in the widget's own parent, which would cut it off.
    Text fields mark their own focus with their border and get no ring.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ring: _Ring | None = None
        self._chain: list[QWidget] = []
        """The widget with the focus, and what is around it up to the page."""
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._chain:
            if isValid(widget):
                widget.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring, self._chain = None, []
        if new is None or new.isWindow() or not _wants_ring(new):
            return
        page = new
        while not page.isWindow() and not _is_page(page):
            self._chain.append(page)
            page.installEventFilter(self)
            page = page.parentWidget()
        self._ring = _Ring(page, self._theme)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, _MOVES) and watched in self._chain:
            self._place()
        return False

    def _place(self) -> None:
        if self._ring is None or not isValid(self._ring) or not isValid(self._chain[0]):
            return
        held = self._chain[0]
        corner = held.mapTo(self._ring.parentWidget(), QPoint(0, 0))
        self._ring.setGeometry(QRect(corner, held.size()).adjusted(-_GAP, -_GAP, _GAP, _GAP))
        self._ring.setVisible(held.isVisible())
        self._ring.raise_()


# Classes, not QEvent.Type: making that enumeration takes 20 ms before the first picture.
_MOVES = (QMoveEvent, QResizeEvent, QShowEvent, QHideEvent)


def _is_page(widget: QWidget) -> bool:
    """What scrolls as a whole, so that the ring scrolls with it."""
    parent = widget.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)


def _wants_ring(widget: QWidget) -> bool:
    # Viewports and text fields show their caret and a strong border already.
    return not widget.inherits("QLineEdit") and not widget.inherits("QAbstractScrollArea")
