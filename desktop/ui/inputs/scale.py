"""Choices in one line: steps of a scale, and the lines of a table that share their choices."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.choice import Buttons
from desktop.ui.inputs.marks import Box, Dot
from desktop.ui.inputs.pictures import media_box, picture
from desktop.ui.theme import Theme
from desktop.ui.widgets.text import label, row
from reports.session.view import ChoiceView


class Scale(Buttons):
    """A scale from one end to the other (``likert``): marks on a line, words under them."""

    _flows = False

    def __init__(self, theme: Theme, beside: Beside | None = None) -> None:
        super().__init__(theme, several=False, beside=beside)
        self._grid.setSpacing(0)

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        super().offer(choices)
        for at, choice in enumerate(choices):
            made = self._buttons[choice.value]
            if isinstance(made, Dot):
                made.join(at > 0, at < len(choices) - 1)
        _share(self._grid, len(choices))

    def _make(self, choice: ChoiceView) -> QAbstractButton:
        words = choice.label or choice.value
        return Dot(self.theme, words, words, picture(self._beside, choice.media))

    def _line_of(self, made: QAbstractButton, players: Sequence[QWidget]) -> QBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        for player in players:
            column.addWidget(player, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column

    def _columns(self, choices: tuple[ChoiceView, ...]) -> int:
        return max(1, len(choices))


class GridRow(Buttons):
    """Marks only, in columns that all rows with as many choices share (``list-nolabel``).

    Its question stands at the left (:meth:`put_beside`); the first row of a table shows
    the choices above. ``only_head`` (``label``) has nothing but these.
    """

    _flows = False

    def __init__(
        self,
        theme: Theme,
        *,
        several: bool,
        beside: Beside | None = None,
        only_head: bool = False,
    ) -> None:
        super().__init__(theme, several=several, beside=beside)
        self.only_head = only_head
        self._grid.setSpacing(0)
        self._choices: tuple[ChoiceView, ...] = ()
        self._headed = only_head
        self._question: QWidget | None = None
        self._marks = QWidget()
        self._marks.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.removeItem(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._marks.setLayout(self._grid)
        self._line = row(spacing=theme.px(10))
        self._line.addStretch(_QUESTION)
        self._line.addWidget(self._marks, _CHOICES)
        self.body.addLayout(self._line)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of the choices: rows with the same stand in one table."""
        return tuple(choice.label for choice in self._choices)

    @property
    def headed(self) -> bool:
        """Whether the choices' words stand above the marks."""
        return self._headed

    def put_beside(self, question: QWidget) -> None:
        """Stand ``question`` at the left of the marks."""
        question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.takeAt(0)
        self._line.insertWidget(0, question, _QUESTION)
        self._question = question
        self._align()

    def show_head(self, headed: bool) -> None:
        """Whether this row begins a table."""
        if headed != self._headed:
            self._headed = headed
            self._align()
            self.offer(self._choices)

    def _align(self) -> None:
        """The question stands beside the marks, whatever is above these."""
        if self._question is not None:
            edge = self.theme.px(7) if self._headed else 0
            self._question.setContentsMargins(0, 0, 0, edge)
            middle, bottom = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom
            self._line.setAlignment(self._question, bottom if self._headed else middle)

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        value = self._handed
        self._choices = choices
        super().offer(() if self.only_head else choices)
        if self._headed:
            for at, choice in enumerate(choices):
                self._grid.addWidget(self._head(choice), 0, at, Qt.AlignmentFlag.AlignBottom)
                if (made := self._buttons.get(choice.value)) is not None:
                    self._grid.removeWidget(made)
                    self._grid.addWidget(made, 1, at)
        _share(self._grid, len(choices))
        self.put(value)

    def value(self) -> str:
        return self._handed if self.only_head else super().value()

    def _head(self, choice: ChoiceView) -> QWidget:
        words = label(choice.label or choice.value, "small")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        drawn = media_box(self.theme, self._beside, choice.media, choice.label, small=True)
        if drawn is None:
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            return words
        made = QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setLayout(_above(drawn, words))
        return made

    def _cell(self, made: QAbstractButton, choice: ChoiceView) -> QWidget:
        # What there is to see and to hear stands in the head.
        return made

    def _make(self, choice: ChoiceView) -> QAbstractButton:
        kind = Box if self._several else Dot
        return kind(self.theme, "", choice.label or choice.value)

    def _columns(self, choices: tuple[ChoiceView, ...]) -> int:
        return max(1, len(choices))


_QUESTION, _CHOICES = 2, 3
"""How a line's width is divided."""


def _share(grid: QGridLayout, columns: int) -> None:
    """All columns equally wide, and none left over from choices of before."""
    for at in range(max(columns, grid.columnCount())):
        grid.setColumnStretch(at, 1 if at < columns else 0)


def _above(over: QWidget, under: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(over, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(under)
    return column


def head_tables(rows: Iterable[QWidget]) -> None:
    """The first of neighbouring rows with the same choices says what they are."""
    before: GridRow | None = None
    for row_ in rows:
        here = getattr(row_, "input", None)
        if not isinstance(here, GridRow):
            before = None
            continue
        if not here.only_head:
            here.show_head(before is None or before.choices != here.choices)
        before = here
