"""The steps of a range, and the widget on which one of them is chosen."""

import math
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from desktop.ui.theme import Theme
from reports.session.values import stored

_MOST_TICKS = 20
_MOST_STEPS = 100_000


class Steps:
    """From ``start`` to ``end`` in steps; ``start`` may be the larger one."""

    def __init__(self, start: Decimal, end: Decimal, step: Decimal) -> None:
        self.start, self.end = start, end
        self.step = abs(step) if end >= start else -abs(step)
        self.count = int((end - start) / self.step)

    @classmethod
    def of(cls, parameters: dict[str, str]) -> "Steps | None":
        """What a form says, with the defaults of XLSForm; None when it makes no scale."""
        try:
            start = Decimal(parameters.get("start", "0"))
            end = Decimal(parameters.get("end", "10"))
            step = Decimal(parameters.get("step", "1"))
            made = cls(start, end, step)
        except (InvalidOperation, ZeroDivisionError, OverflowError):
            return None
        return made if 0 < made.count <= _MOST_STEPS else None

    def value(self, at: int) -> str:
        """The number at a step, as forms store it."""
        return stored((self.start + at * self.step).normalize())

    def at(self, value: str) -> int | None:
        """The nearest step to a number between the ends; None for anything else."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        if not min(self.start, self.end) <= number <= max(self.start, self.end):
            return None
        return min(self.count, round((number - self.start) / self.step))


class Track(QSlider):
    """A slider that may have no value yet: then there is no handle.

    ``upright``: it stands, with the beginning of the scale at its foot; ``ticks``: the steps are
    marked, unless there are too many of them.
    """

    chosen = Signal(int)
    """A step that a person chose."""
    emptied = Signal()

    def __init__(
        self, theme: Theme, steps: Steps, *, upright: bool = False, ticks: bool = True
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._theme, self._steps = theme, steps
        self._upright = upright
        self._ticks = ticks and steps.count <= _MOST_TICKS
        self._is_set = False
        self._locked = False
        self.setRange(0, steps.count)
        self.setPageStep(max(1, steps.count // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        long, wide = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((wide, wide) if upright else (long, wide)))

    @property
    def is_set(self) -> bool:
        return self._is_set

    def show_step(self, at: int | None) -> None:
        """Stand at a step, or nowhere."""
        self._is_set = at is not None
        self.setValue(at or 0)
        self.update()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        wide, thick = self._theme.px(300), self._theme.px(34)
        return QSize(thick, self._theme.px(190)) if self._upright else QSize(wide, thick)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._upright else QSize(self._theme.px(120), self._theme.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        page = self.pageStep()
        by = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: page,
            Qt.Key.Key_PageDown: -page,
        }.get(key)
        if self._locked:
            event.ignore()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.emptied.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space} or by is not None:
            if key == Qt.Key.Key_End:
                at = self._steps.count
            elif key == Qt.Key.Key_Home or not self._is_set:
                # The first key only takes hold of the handle, at the scale's beginning.
                at = 0
            else:
                at = self.value() + (by or 0)
            self._choose(at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the page, it does not change answers.
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin, end = self._place(0), self._place(self._steps.count)
        painter.setPen(_round_pen(t.edge, 4))
        painter.drawLine(begin, end)
        if self._ticks:
            painter.setPen(QPen(QColor(t.edge), 1.4))
            across = QPointF(7, 0) if self._upright else QPointF(0, 7)
            for at in range(self._steps.count + 1):
                painter.drawLine(self._place(at) - across, self._place(at) + across)
        if self._is_set:
            here = self._place(self.value())
            painter.setPen(_round_pen(t.indigo, 6))
            painter.drawLine(begin, here)
            size = self._theme.px(9)
            painter.setBrush(QColor(t.indigo))
            painter.setPen(QPen(QColor(t.surface), 2))
            painter.drawEllipse(here, size, size)
        painter.end()

    def _place(self, at: int) -> QPointF:
        """The middle of a step on the widget."""
        edge = self._theme.px(12)
        part = at / self._steps.count
        if self._upright:
            return QPointF(
                self.width() / 2, self.height() - edge - (self.height() - 2 * edge) * part
            )
        return QPointF(edge + max(1, self.width() - 2 * edge) * part, self.height() / 2)

    def _nearest(self, point: QPointF) -> int:
        begin, end = self._place(0), self._place(self._steps.count)
        way = (
            (point.y() - begin.y()) / (end.y() - begin.y())
            if self._upright
            else (point.x() - begin.x()) / (end.x() - begin.x())
        )
        return round(way * self._steps.count)

    def _drag(self, event: QMouseEvent) -> None:
        if not self._locked and event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(self._nearest(event.position()))

    def _choose(self, at: int) -> None:
        at = max(0, min(self._steps.count, at))
        self.show_step(at)
        self.chosen.emit(at)


class Stars(Track):
    """As many stars as the scale has steps (``rating``); those up to the answer are filled."""

    MOST = 10

    def __init__(self, theme: Theme, steps: Steps) -> None:
        super().__init__(theme, steps)
        # A scale from 0 says "none" with all stars empty.
        self._none = steps.value(0) == "0"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        return self._steps.count + (not self._none)

    def sizeHint(self) -> QSize:
        side = self._theme.px(34)
        return QSize(side * self.count + self._theme.px(4), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.value() + (not self._none) if self._is_set else 0
        side = self.width() / self.count
        for at in range(self.count):
            on = at < filled
            painter.setPen(QPen(QColor(t.turmeric if on else t.edge), 1.6))
            painter.setBrush(QColor(t.turmeric) if on else Qt.BrushStyle.NoBrush)
            middle = QPointF(side * (at + 0.5), self.height() / 2)
            painter.drawPolygon(_star(middle, self._theme.px(13)))
        painter.end()

    def _nearest(self, point: QPointF) -> int:
        star = int(point.x() / (self.width() / self.count))
        return star + (1 if self._none else 0)


def _star(middle: QPointF, size: float) -> QPolygonF:
    """Five points around ``middle``, the first one up."""
    points = []
    for at in range(10):
        far = size if at % 2 == 0 else size * 0.45
        turn = math.radians(36 * at - 90)
        points.append(middle + QPointF(math.cos(turn), math.sin(turn)) * far)
    return QPolygonF(points)


def _round_pen(colour: str, width: int) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
