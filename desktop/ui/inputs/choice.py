"""Choosing: radios and ticks that are all seen at once."""

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.pictures import picture
from desktop.ui.theme import Theme
from desktop.ui.widgets.option import Radio, Tick
from desktop.ui.widgets.text import clear, label, row
from reports.session.view import ChoiceView

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_CHOOSING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COLUMNS = re.compile(r"columns-([1-9]\d?)")
_MOST_COLUMNS = 6
_SHORT_WORD = 22
"""Choices no longer than this stand beside each other."""
_BESIDE = frozenset({"horizontal", "horizontal-compact", "compact", "columns", "columns-pack"})
"""Appearances that want choices beside each other, as many as there is room for."""
_PHRASE = 40
"""Characters of which two or three still stand beside each other."""


class Buttons(Input):
    """Radios or ticks, beside each other when they are short and there is room."""

    _flows = True
    """Whether there are fewer beside each other where there is less room."""

    def __init__(
        self,
        theme: Theme,
        *,
        several: bool,
        appearance: tuple[str, ...] = (),
        beside: Beside | None = None,
    ) -> None:
        super().__init__(theme)
        self._several = several
        self._appearance, self._beside = appearance, beside or Beside()
        self._buttons: dict[str, QAbstractButton] = {}
        self._cells: dict[str, QWidget] = {}
        self._order: list[str] = []
        self._locked = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._wanted = self._placed = 1
        self._narrowest = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(6))
        self.body.addLayout(self._grid)
        self._none: QLabel | None = None

    def value(self) -> str:
        return " ".join(v for v in self._order if self._buttons[v].isChecked())

    def put(self, value: str) -> None:
        chosen = set(value.split()) if self._several else {value}
        # An exclusive group could not be emptied again.
        self._group.setExclusive(False)
        for name, made in self._buttons.items():
            made.setChecked(name in chosen)
        self._group.setExclusive(not self._several)
        self._place_focus()

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        focused = next((v for v, made in self._buttons.items() if made.hasFocus()), None)
        for made in self._group.buttons():
            self._group.removeButton(made)
        clear(self._grid)
        self._buttons.clear()
        self._cells.clear()
        self._order = [choice.value for choice in choices]
        self._wanted = self._columns(choices)
        self._narrowest = self._width_of_words(choices)
        for choice in choices:
            made = self._make(choice)
            made.setChecked(choice.selected)
            made.clicked.connect(self._clicked)
            if not self._several:
                # Ticks stay out of it: in a group Tab would come to one of them only.
                self._group.addButton(made)
            self._cells[choice.value] = self._cell(made, choice)
            self._buttons[choice.value] = made
            self.watch(made)
        self._say_none(self._flows and not choices)
        self._arrange()
        if self.isVisible():
            # The layout would show them a moment later, and a quick Tab would pass them by.
            for cell in self._cells.values():
                cell.show()
        self._group.setExclusive(not self._several)
        self.lock(self._locked)
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def _say_none(self, none: bool) -> None:
        if none and self._none is None:
            self._none = label(
                self.tr("Chưa có gì để chọn: câu này tùy theo câu trả lời trước."), "small"
            )
            self.body.addWidget(self._none)
        if self._none is not None:
            self._none.setVisible(none)

    def minimumSizeHint(self) -> QSize:
        # The columns follow the room that there is, not the other way round.
        hint = super().minimumSizeHint()
        return QSize(self._narrowest, hint.height()) if self._flows else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._flows:
            self._arrange()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        for made in self._buttons.values():
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, locked)
        self._place_focus()

    def name(self, spoken: str, described: str) -> None:
        self.setAccessibleName(spoken)
        for made in self._buttons.values():
            made.setAccessibleDescription(f"{spoken}. {described}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and watched in self._buttons.values()
            and not self._locked
        ):
            key = Qt.Key(event.key())
            if self._quick and key in _CHOOSING and isinstance(watched, QAbstractButton):
                watched.click()
                self._go_on()
                return True
            if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.put("")
                self.hand_on()
                return True
            if (step := _STEPS.get(key)) is not None:
                self._walk(watched, step)
                return True
        if (
            self._quick
            and event.type() == QEvent.Type.MouseButtonRelease
            and watched in self._buttons.values()
            and not self._locked
        ):
            # After the button has taken the click.
            QTimer.singleShot(0, self, self._go_on)
        return super().eventFilter(watched, event)

    @property
    def _quick(self) -> bool:
        """Choosing is enough: the next question comes by itself."""
        return not self._several and "quick" in self._appearance

    def _go_on(self) -> None:
        for _ in self.findChildren(QAbstractButton):
            self.focusNextChild()
            if not self.isAncestorOf(QApplication.focusWidget()):
                return

    def _make(self, choice: ChoiceView) -> QAbstractButton:
        kind = Tick if self._several else Radio
        made = kind(self.theme, html.escape(choice.label or choice.value), choice.label)
        made.set_picture(picture(self._beside, choice.media))
        # Those beside each other are as high as the highest.
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        made.setSizePolicy(policy)
        return made

    def _cell(self, made: QAbstractButton, choice: ChoiceView) -> QWidget:
        """A choice, with what it has to be heard beside it."""
        players = self._beside.players(self.theme, choice.media, choice.label, small=True)
        if not players:
            return made
        cell = QWidget()
        cell.setLayout(self._line_of(made, players))
        self.watch(*(player.button for player in players))
        return cell

    def _line_of(self, made: QAbstractButton, players: Sequence[QWidget]) -> QBoxLayout:
        line = row(made, *players, spacing=self.theme.px(6))
        line.setStretch(0, 1)
        return line

    def _columns(self, choices: tuple[ChoiceView, ...]) -> int:
        """How many stand beside each other: as many as the form says, or as are short."""
        for word in self._appearance:
            if (match := _COLUMNS.fullmatch(word)) is not None:
                return min(int(match[1]), _MOST_COLUMNS)
        longest = max((len(choice.label) for choice in choices), default=0)
        if longest <= _SHORT_WORD:
            return 4 if len(choices) > 3 else max(1, len(choices))
        if _BESIDE & set(self._appearance):
            return 3 if longest <= _PHRASE else 2
        return 2 if len(choices) > 8 else 1

    def _width_of_words(self, choices: tuple[ChoiceView, ...]) -> int:
        """Pixels that the longest word needs beside its mark and its picture."""
        words = (word for choice in choices for word in choice.label.split())
        longest = max(map(self.fontMetrics().horizontalAdvance, words), default=0)
        kinds = {kind for choice in choices for kind, name in choice.media.items() if name}
        beside = 110 if {"image", "big-image"} & kinds else 0
        beside += 44 * len({"audio", "video"} & kinds)
        return longest + self.theme.px(beside + 56)

    def _arrange(self) -> None:
        """As many beside each other as are wanted, or as there is room for whole words."""
        gap = self._grid.spacing()
        room = max(1, (self.width() + gap) // (self._narrowest + gap))
        columns = min(self._wanted, room) if self._flows else self._wanted
        if columns == self._placed and self._grid.count() == len(self._buttons):
            return
        for at in range(max(columns, self._placed)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._placed = columns
        for at, value in enumerate(self._order):
            self._grid.addWidget(self._cells[value], at // columns, at % columns)

    def _walk(self, from_: QObject, step: int) -> None:
        """To the next one in order, however they stand on the screen; a radio is chosen."""
        order = [self._buttons[value] for value in self._order]
        at = next(n for n, made in enumerate(order) if made is from_) + step
        following = order[at % len(order)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._several:
            following.click()

    def _clicked(self) -> None:
        self._place_focus()
        self.hand_on()

    def _place_focus(self) -> None:
        """Tab comes to the chosen one, else to the first."""
        chosen = next((m for m in self._buttons.values() if m.isChecked()), None)
        first = next(iter(self._buttons.values()), None)
        stop = chosen if chosen and not self._several else first
        self.begin_with(stop)
        for made in self._buttons.values():
            if self._locked:
                policy = Qt.FocusPolicy.NoFocus
            elif self._several or made is stop:
                policy = Qt.FocusPolicy.StrongFocus
            else:
                policy = Qt.FocusPolicy.ClickFocus  # the arrows go there
            made.setFocusPolicy(policy)


class Acknowledge(Buttons):
    """One tick: read and agreed. Forms store ``OK``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, several=True)
        self.offer((ChoiceView("OK", self.tr("Tôi xác nhận"), False),))
