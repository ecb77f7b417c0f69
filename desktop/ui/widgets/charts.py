"""Small charts drawn by us: readable in grey, and each with its figures in words.

Nothing is said by colour alone: parts differ by fill (full, hatched, empty), columns bear
their numbers. A screen reader gets the sentence that the maker hands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme

Fill = Literal["full", "hatched", "empty"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: its name below, ``shown`` above; ``fill`` sets it apart from the others."""

    name: str
    value: float
    shown: str
    fill: Fill = "hatched"


class _Drawn(QWidget):
    def __init__(self, theme: Theme, spoken: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        theme.changed.connect(self._look_again)

    def _look_again(self) -> None:
        self.updateGeometry()
        self.update()

    def _fill(self, painter: QPainter, box: QRectF, fill: Fill, colour: str) -> None:
        t = self._theme.tokens
        ink = QColor(colour)
        painter.setPen(QPen(ink if fill != "empty" else QColor(t.edge), 1.2))
        painter.setBrush(QColor(t.surface))
        if fill == "full":
            painter.setBrush(ink)
        painter.drawRect(box)
        if fill == "hatched":
            painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))


class Columns(_Drawn):
    """A column for each day or week, on one scale that begins at nothing."""

    def __init__(self, theme: Theme, bars: Sequence[Bar], spoken: str) -> None:
        super().__init__(theme, spoken)
        self._bars = tuple(bars)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        widest = max((self._words().horizontalAdvance(b.name) for b in self._bars), default=0)
        wide = (widest + self._theme.px(10)) * len(self._bars)
        return QSize(wide, self._theme.px(84) + 2 * self._words().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, line = self._theme.tokens, self._words().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - line - self._theme.px(5)
        room = ground - line - self._theme.px(4)
        each = self.width() / max(1, len(self._bars))
        most = max((bar.value for bar in self._bars), default=0) or 1
        for place, bar in enumerate(self._bars):
            left, wide = place * each, min(each * 0.62, self._theme.px(54))
            high = max(2.0, room * bar.value / most) if bar.value else 0.0
            box = QRectF(left + (each - wide) / 2, ground - high, wide, high)
            if bar.value:
                self._fill(painter, box, bar.fill, t.indigo)
            painter.setPen(QColor(t.ink if bar.value else t.ink_soft))
            above = QRectF(left, ground - high - line - 2, each, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.shown)
            painter.setPen(QColor(t.ink_soft))
            below = QRectF(left, ground + self._theme.px(4), each, line)
            name = self._words().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(each))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(QPen(QColor(t.edge), 1))
        painter.drawLine(QPointF(0, ground + 0.5), QPointF(self.width(), ground + 0.5))
        painter.end()

    def _words(self) -> QFontMetrics:
        return self.fontMetrics()


class Share(_Drawn):
    """How much of a whole is done: full, then begun (hatched), then the rest (empty)."""

    def __init__(self, theme: Theme, done: int, begun: int, whole: int, spoken: str) -> None:
        super().__init__(theme, spoken)
        self._done, self._begun, self._whole = done, begun, max(1, whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fills: list[Fill] = ["full"] * self._done + ["hatched"] * self._begun
        fills += ["empty"] * (self._whole - len(fills))
        gap = 3.0
        each = (self.width() - 2 - gap * (self._whole - 1)) / self._whole
        for place, fill in enumerate(fills):
            box = QRectF(1 + place * (each + gap), 1, each, self.height() - 2)
            self._fill(painter, box, fill, self._theme.tokens.leaf)
        painter.end()


class Swatch(_Drawn):
    """A fill to stand in a legend, beside its word."""

    def __init__(self, theme: Theme, fill: Fill, colour: str) -> None:
        super().__init__(theme, "")
        self._kind, self._colour = fill, colour
        self.setFixedSize(theme.px(18), theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._fill(painter, box, self._kind, getattr(self._theme.tokens, self._colour))
        painter.end()
