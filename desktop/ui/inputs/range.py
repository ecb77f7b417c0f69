"""A number between two ends: moved on a track, or typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.searched import Picker
from desktop.ui.inputs.text import NumberLine, shown_number
from desktop.ui.inputs.track import Stars, Steps, Track
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label, retone, row
from reports.session.view import ChoiceView


class Range(Input):
    """Track and field say the same number; both are empty until one is used.

    ``appearance`` may want it ``vertical``, with ``no-ticks``, or as a ``rating`` of stars.
    """

    def __init__(self, theme: Theme, steps: Steps, appearance: tuple[str, ...] = ()) -> None:
        super().__init__(theme)
        self._steps = steps
        upright = "vertical" in appearance
        stars = "rating" in appearance and steps.count <= Stars.MOST
        self.track = (
            Stars(theme, steps)
            if stars
            else Track(theme, steps, upright=upright, ticks="no-ticks" not in appearance)
        )
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
        line = self._beside(self.track, upright=upright)
        line.addWidget(self.number)
        line.addWidget(self._clear)
        if stars or upright:
            line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._state)
        self.begin_with(self.track)
        self.watch(self.track, self.number.edit, self._clear)
        self._locked = False
        self._tell()

    def _beside(self, track: Track, *, upright: bool) -> QHBoxLayout:
        """The track between the numbers of its ends; stars are counted by the eye."""
        line = row(spacing=self.theme.px(8))
        if isinstance(track, Stars):
            line.addWidget(track)
            return line
        first, last = (
            label(shown_number(self._steps.value(at)), "small", wrap=False)
            for at in (0, self._steps.count)
        )
        if not upright:
            line.addWidget(first)
            line.addWidget(track, 1)
            line.addWidget(last)
            return line
        standing = QVBoxLayout()
        standing.setSpacing(self.theme.px(2))
        for part in (last, track, first):
            standing.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        line.addLayout(standing)
        return line

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
        if isinstance(self.track, Stars):
            words = self.tr(
                "Chưa chọn. Bấm vào sao, dùng phím ← →, hoặc gõ số từ {start} đến {end}."
            )
        self._state.setText(
            words.format(
                start=shown_number(self._steps.value(0)),
                end=shown_number(self._steps.value(self._steps.count)),
            )
        )
        self._state.setVisible(empty and not self._locked)


class NumberPicker(Picker):
    """A range as a list of its numbers (``picker``)."""

    MOST = 1000
    """More numbers than this are typed."""

    def __init__(self, theme: Theme, steps: Steps) -> None:
        super().__init__(theme)
        numbers = (steps.value(at) for at in range(steps.count + 1))
        self.offer(tuple(ChoiceView(each, shown_number(each), False) for each in numbers))
        words = self.tr("Gõ số, hoặc ↓ để chọn")
        self._edit.setPlaceholderText(words)
        width = self.fontMetrics().horizontalAdvance(words) + theme.px(36)
        self._edit.setMaximumWidth(width)
        self._list.setMaximumWidth(width)
