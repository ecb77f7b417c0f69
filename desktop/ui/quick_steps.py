"""The steps of a quick report: what is answered, what is asked by keys, what comes after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.form_words import unmarked
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.key import SIGNS, Key
from desktop.ui.widgets.text import Icon, label
from reports.session.view import ChoiceView, Field

_KEY_EMS = 22
"""A key is at least this many average characters wide, where there is room."""
_MOST_COLUMNS = 3


class Keys(QWidget):
    """One question, its choices as keys; at most as many as there are signs."""

    chosen = Signal(str)
    """The value of the choice."""

    def __init__(self, theme: Theme, step: Field, choices: tuple[ChoiceView, ...]) -> None:
        super().__init__()
        self._values = {sign: c.value for sign, c in zip(SIGNS, choices, strict=False)}
        self._keys: list[Key] = []
        self._columns = 0
        name = label(unmarked(step.label), "heading")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(5))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, theme.px(4), 0, theme.px(6))
        body.setSpacing(theme.px(5))
        body.addWidget(name)
        if step.hint:
            body.addWidget(label(step.hint, "small"))
        body.addLayout(self._grid)
        for sign, choice in zip(SIGNS, choices, strict=False):
            key = Key(theme, sign, unmarked(choice.label) or choice.value)
            key.setChecked(choice.selected)
            key.setAccessibleDescription(unmarked(step.label))
            key.clicked.connect(lambda _checked=False, value=choice.value: self.chosen.emit(value))
            self._keys.append(key)
        chosen = next((key for key in self._keys if key.isChecked()), self._keys[0])
        self.setFocusProxy(chosen)
        self._arrange(1)

    def value_of(self, sign: str) -> str:
        """What a sign stands for here; "" when it stands for nothing."""
        return self._values.get(sign, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows walk as the keys stand; the page would scroll by them.
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(event.key()))
        at = next((n for n, key in enumerate(self._keys) if key.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self._keys):
            self._keys[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() // (self.fontMetrics().averageCharWidth() * _KEY_EMS)
        # Four stand better as two and two than as three and one.
        most = 2 if len(self._keys) == 4 else _MOST_COLUMNS
        self._arrange(max(1, min(most, room, len(self._keys))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for at in range(max(self._columns, columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._columns = columns
        for at, key in enumerate(self._keys):
            self._grid.addWidget(key, at // columns, at % columns)


class AnsweredSteps(QWidget):
    """Steps below each other: a line for each, but for the one that is asked."""

    edit_wanted = Signal(str)
    """The ref of a step to open again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 3)

    def tell(self, step: Field, answer: str) -> None:
        """What was answered, and a way to answer otherwise."""
        at = self._grid.rowCount()
        name = unmarked(step.label)
        self._grid.addWidget(Icon(self._theme, "check", "leaf", 18), at, 0)
        self._grid.addWidget(label(name, "soft"), at, 1)
        self._grid.addWidget(label(answer, "strong"), at, 2)
        edit = button(self.tr("Sửa"), lambda: self.edit_wanted.emit(step.ref), "link")
        edit.setAccessibleName(self.tr("Sửa: {label}").format(label=name))
        self._grid.addWidget(edit, at, 3)

    def ask(self, widget: QWidget) -> None:
        """The step that is in front."""
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 4)

    def announce(self, step: Field) -> None:
        """A step that comes later."""
        at = self._grid.rowCount()
        self._grid.addWidget(Icon(self._theme, "next", "ink_soft", 18), at, 0)
        self._grid.addWidget(label(unmarked(step.label), "soft"), at, 1, 1, 3)
