"""Choices brought into an order."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.pictures import media_box
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import clear, label, retone, row
from reports.session.view import ChoiceView

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Place(QFrame):
    """One choice in its place: Up and Down move it, a digit puts it there."""

    moved = Signal(int)
    """By how many places."""
    sent_to = Signal(int)
    """To this place, from 0."""
    confirmed = Signal()
    emptied = Signal()

    def __init__(self, theme: Theme, choice: ChoiceView, beside: Beside) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text = choice.label or choice.value
        self._number = label("", "strong", wrap=False)
        self._number.setFixedWidth(theme.px(28))
        self.up = icon_button(theme, "up", "", lambda: self.moved.emit(-1))
        self.down = icon_button(theme, "down", "", lambda: self.moved.emit(1))
        self.up.setToolTip(self.tr("Chuyển lên"))
        self.down.setToolTip(self.tr("Chuyển xuống"))
        self.up.setAccessibleName(self.tr("Chuyển lên: {text}").format(text=self._text))
        self.down.setAccessibleName(self.tr("Chuyển xuống: {text}").format(text=self._text))
        for small in (self.up, self.down):
            # One stop for Tab at each choice: the arrows do the rest.
            small.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            small.setMaximumSize(QSize(theme.px(38), theme.px(38)))
        line = row(self._number, spacing=theme.px(8))
        line.setContentsMargins(theme.px(12), theme.px(3), theme.px(6), theme.px(3))
        media = media_box(theme, beside, choice.media, self._text, small=True)
        if media is not None:
            line.addWidget(media)
        line.addWidget(label(self._text), 1)
        line.addWidget(self.up)
        line.addWidget(self.down)
        self.setLayout(line)

    def show_place(self, place: int, count: int, *, ranked: bool, locked: bool) -> None:
        self._number.setText(f"{place + 1}." if ranked else "–")
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        for small in (self.up, self.down):
            small.setVisible(not locked)
        words = (
            self.tr("Thứ {place} trên {count}: {text}")
            if ranked
            else self.tr("Chưa xếp, đang đứng thứ {place} trên {count}: {text}")
        )
        self.setAccessibleName(words.format(place=place + 1, count=count, text=self._text))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.emptied.emit()
        elif event.text() in "123456789" and event.text():
            self.sent_to.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)


class Ranking(Input):
    """The value is all choices in their order; none until something was moved or confirmed."""

    def __init__(self, theme: Theme, beside: Beside | None = None) -> None:
        super().__init__(theme)
        self._beside = beside or Beside()
        self._value = ""
        self._shown: list[str] = []
        self._places: dict[str, _Place] = {}
        self._locked = False
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(5))
        self._state = label("", "small")
        self._confirm = button(self.tr("Thứ tự này đúng"), self.confirm, "quiet")
        self._again = button(self.tr("Bỏ thứ tự đã xếp"), self._empty, "quiet")
        self.body.addWidget(self._state)
        self.body.addLayout(self._column)
        self.body.addLayout(row(self._confirm, self._again, 1))
        self.watch(self._confirm, self._again)

    @property
    def order(self) -> list[str]:
        """The choices as they stand on the screen, ranked or not."""
        return list(self._shown)

    @property
    def state(self) -> str:
        """What is said about the order."""
        return self._state.text()

    def value(self) -> str:
        return self._value

    def put(self, value: str) -> None:
        self._value = value
        self._arrange()

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        held = next((v for v, place in self._places.items() if place.hasFocus()), None)
        clear(self._column)
        self._places = {}
        for choice in choices:
            place = _Place(self.theme, choice, self._beside)
            place.moved.connect(lambda by, value=choice.value: self._move(value, by))
            place.sent_to.connect(lambda to, value=choice.value: self._send(value, to))
            place.confirmed.connect(self.confirm)
            place.emptied.connect(self._empty)
            self.watch(place)
            self._column.addWidget(place)
            self._places[choice.value] = place
        self._arrange()
        if held in self._places:
            self._places[held].setFocus()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self._arrange()

    def mark(self, wrong: bool) -> None:
        for place in self._places.values():
            retone(place, "tone", "bad" if wrong else "")

    def name(self, spoken: str, described: str) -> None:
        self.setAccessibleName(spoken)
        for place in self._places.values():
            place.setAccessibleDescription(f"{spoken}. {self._state.text()} {described}".strip())

    def confirm(self) -> None:
        """The order on the screen is the answer."""
        if not self._locked and self._shown:
            self._value = " ".join(self._shown)
            self._arrange()
            self.hand_on()

    def _empty(self) -> None:
        if self._locked:
            return
        self._value = ""
        self._shown = []
        self._arrange()
        self.hand_on()
        self.setFocus()

    def _move(self, value: str, by: int) -> None:
        self._send(value, self._shown.index(value) + by)

    def _send(self, value: str, to: int) -> None:
        if self._locked or not 0 <= to < len(self._shown):
            return
        self._shown.remove(value)
        self._shown.insert(to, value)
        self.confirm()
        self._places[value].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """The answer first, then what it does not place, as it stood or as the form has it."""
        answered = [v for v in dict.fromkeys(self._value.split()) if v in self._places]
        stood = [v for v in self._shown if v in self._places]
        self._shown = list(dict.fromkeys([*answered, *stood, *self._places]))
        ranked = set(answered)
        for at, value in enumerate(self._shown):
            place = self._places[value]
            if self._column.indexOf(place) != at:
                self._column.removeWidget(place)
                self._column.insertWidget(at, place)
            place.show_place(at, len(self._shown), ranked=value in ranked, locked=self._locked)
        ordered = [self._places[value] for value in self._shown]
        for one, following in pairwise([*ordered, self._confirm, self._again]):
            QWidget.setTabOrder(one, following)
        complete = len(ranked) == len(self._shown)
        if complete:
            self._state.setText(self.tr("Đã xếp, đầu tiên ở trên cùng."))
        else:
            self._state.setText(
                self.tr("Chưa xếp. Phím ↑ ↓ hoặc số thứ tự để đổi chỗ; đầu tiên ở trên cùng.")
            )
        self._confirm.setVisible(not complete and not self._locked)
        self._again.setVisible(bool(ranked) and not self._locked)
        self.begin_with(ordered[0] if ordered else None)
