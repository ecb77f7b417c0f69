"""A number between two ends: moved on a track, or typed."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.text import NumberLine, shown_number
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label, retone, row
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
    """A slider that may have no value yet: then there is no handle."""

    chosen = Signal(int)
    """A step that a person chose."""
    emptied = Signal()

    def __init__(self, theme: Theme, steps: Steps) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._steps = theme, steps
        self._is_set = False
        self._locked = False
        self.setRange(0, steps.count)
        self.setPageStep(max(1, steps.count // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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
        return QSize(self._theme.px(300), self._theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(34))

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
        left, right = self._ends()
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.edge))
        painter.drawRoundedRect(QRectF(left, middle - 2, right - left, 4), 2, 2)
        count = self._steps.count
        if count <= _MOST_TICKS:
            painter.setPen(QPen(QColor(t.edge), 1.4))
            for at in range(count + 1):
                x = left + (right - left) * at / count
                painter.drawLine(QPointF(x, middle - 7), QPointF(x, middle + 7))
        if self._is_set:
            x = left + (right - left) * self.value() / count
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.indigo))
            painter.drawRoundedRect(QRectF(left, middle - 3, x - left, 6), 3, 3)
            size = self._theme.px(9)
            painter.setPen(QPen(QColor(t.surface), 2))
            painter.drawEllipse(QPointF(x, middle), size, size)
        painter.end()

    def _ends(self) -> tuple[float, float]:
        edge = self._theme.px(12)
        return edge, max(edge + 1, self.width() - edge)

    def _drag(self, event: QMouseEvent) -> None:
        if self._locked or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        left, right = self._ends()
        self._choose(round((event.position().x() - left) / (right - left) * self._steps.count))

    def _choose(self, at: int) -> None:
        at = max(0, min(self._steps.count, at))
        self.show_step(at)
        self.chosen.emit(at)


class Range(Input):
    """Track and field say the same number; both are empty until one is used."""

    def __init__(self, theme: Theme, steps: Steps) -> None:
        super().__init__(theme)
        self._steps = steps
        self.track = Track(theme, steps)
        self.number = NumberLine(theme)
        self.number.edit.setFixedWidth(self.fontMetrics().averageCharWidth() * 14)
        self._clear = button(self.tr("Bỏ chọn"), self._empty, "quiet")
        policy = self._clear.sizePolicy()
        # The track must not move under the pointer when the button comes.
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        self._state = label("", "small")
        self.track.chosen.connect(self._slid)
        self.track.emptied.connect(self._empty)
        self.number.edit.textEdited.connect(self._typed)
        ends = row(
            label(shown_number(steps.value(0)), "small", wrap=False),
            self.track,
            label(shown_number(steps.value(steps.count)), "small", wrap=False),
            self.number,
            self._clear,
            spacing=theme.px(8),
        )
        ends.setStretch(1, 1)
        self.body.addLayout(ends)
        self.body.addWidget(self._state)
        self.setFocusProxy(self.track)
        self.watch(self.track, self.number.edit, self._clear)
        self._locked = False
        self._tell()

    @property
    def state(self) -> str:
        """What is said while nothing is chosen."""
        return self._state.text() if not self._state.isHidden() else ""

    def value(self) -> str:
        return self.number.value()

    def put(self, value: str) -> None:
        self.number.put(value)
        self.track.show_step(self._steps.at(value))
        self._tell()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self.track.lock(locked)
        self.number.lock(locked)
        self._tell()

    def mark(self, wrong: bool) -> None:
        retone(self.number.edit, "wrong", "true" if wrong else "")

    def name(self, spoken: str, described: str) -> None:
        words = (self.value() and shown_number(self.value())) or self.tr("chưa chọn")
        self.track.setAccessibleName(f"{spoken}: {words}")
        self.number.name(spoken, described)
        self.track.setAccessibleDescription(f"{self.state} {described}".strip())

    def _slid(self, at: int) -> None:
        self.number.put(self._steps.value(at))
        self._tell()
        self.typed()

    def _typed(self) -> None:
        self.track.show_step(self._steps.at(self.value()))
        self._tell()
        self.typed()

    def _empty(self) -> None:
        self.put("")
        self.hand_on()
        self.setFocus()

    def _tell(self) -> None:
        empty = not self.value()
        self._clear.setVisible(not empty and not self._locked)
        words = self.tr(
            "Chưa chọn. Kéo trên thanh, dùng phím ← →, hoặc gõ số từ {start} đến {end}."
        )
        self._state.setText(
            words.format(
                start=shown_number(self._steps.value(0)),
                end=shown_number(self._steps.value(self._steps.count)),
            )
        )
        self._state.setVisible(empty and not self._locked)
