"""Radios and ticks without a frame: a mark, and perhaps words and a picture under it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy

from desktop.ui.theme import Theme
from desktop.ui.widgets.option import Scaled, Wrapping, paint_mark

_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class _Marked(Wrapping):
    """What both have in common; ``text`` stands under the mark, wrapped."""

    _round = True

    def dress(self, theme: Theme, words: str, spoken: str, picture: Scaled | None) -> None:
        """``words`` are shown, ``spoken`` is read aloud."""
        self._theme, self._words, self._picture = theme, words, picture
        self._drawn: QPixmap | None = None
        self._joined = (False, False)
        self.setAccessibleName(spoken)
        self.setToolTip("" if words else spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._redraw)
        self._redraw()

    def join(self, before: bool, after: bool) -> None:
        """Draw a line to the neighbours: these are steps of one scale."""
        self._joined = (before, after)

    def heightForWidth(self, width: int) -> int:
        height = self._mark() + 2 * self._pad()
        if self._drawn is not None:
            height += self._drawn_height() + self._pad()
        if self._words:
            room = QRect(0, 0, max(20, width - self._pad()), 4000)
            height += self.fontMetrics().boundingRect(room, int(_FLAGS), self._words).height()
            height += self._pad() // 2
        return height

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(90))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(36), self._mark() + 2 * self._pad())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, top = self._mark(), self._pad()
        box = QRectF((self.width() - size) / 2 + 1, top + 1, size - 2, size - 2)
        middle = box.center().y()
        painter.setPen(QPen(QColor(t.edge), 1.6))
        if self._joined[0]:
            painter.drawLine(QPointF(0, middle), QPointF(box.left(), middle))
        if self._joined[1]:
            painter.drawLine(QPointF(box.right(), middle), QPointF(self.width(), middle))
        paint_mark(painter, t, box, self.isChecked(), self._round)
        at = top + size + self._pad() // 2
        if self._drawn is not None:
            width = self._drawn.deviceIndependentSize().width()
            painter.drawPixmap(round((self.width() - width) / 2), at, self._drawn)
            at += self._drawn_height() + self._pad() // 2
        if self._words:
            painter.setPen(QColor(t.indigo if self.isChecked() else t.ink))
            room = QRect(0, at, self.width(), self.height() - at)
            room.adjust(self._pad() // 2, 0, -self._pad() // 2, 0)
            painter.drawText(room, int(_FLAGS), self._words)
        painter.end()

    def _redraw(self) -> None:
        if self._picture is not None:
            self._drawn = self._picture.at(self._theme, self.devicePixelRatioF())
        self.updateGeometry()
        self.update()

    def _drawn_height(self) -> int:
        return round(self._drawn.deviceIndependentSize().height()) if self._drawn else 0

    def _mark(self) -> int:
        return self._theme.px(22)

    def _pad(self) -> int:
        return self._theme.px(6)


class Dot(_Marked, QRadioButton):
    """One of several."""

    def __init__(
        self, theme: Theme, words: str, spoken: str, picture: Scaled | None = None
    ) -> None:
        QRadioButton.__init__(self)
        self.dress(theme, words, spoken, picture)


class Box(_Marked, QCheckBox):
    """Any of several."""

    _round = False

    def __init__(
        self, theme: Theme, words: str, spoken: str, picture: Scaled | None = None
    ) -> None:
        QCheckBox.__init__(self)
        self.dress(theme, words, spoken, picture)
