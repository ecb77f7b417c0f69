"""The choices of a long list that match what is typed, under the field where it is typed."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.pictures import SMALL, Picture, picture
from desktop.ui.theme import Theme
from lessons.search import fold
from reports.session.view import ChoiceView

_MOST_ROWS = 7
_MOST_DRAWN = 5
"""The same where the lines have pictures."""
_ICON = 46
"""Side of a picture in the list, at 100 %."""


class Matches(QListWidget):
    """The focus stays in the field: its owner passes the arrows on.

    ``ticks``: each line has a tick, which the owner sets.
    """

    def __init__(self, theme: Theme, beside: Beside, *, ticks: bool = False) -> None:
        super().__init__()
        self._theme, self._beside, self._ticks = theme, beside, ticks
        self._choices: tuple[ChoiceView, ...] = ()
        self._drawn = False
        self._pictures: dict[str, Picture | None] = {}
        """Of each choice that was seen already."""
        self.verticalScrollBar().valueChanged.connect(self._draw_seen)
        self._folded: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        theme.changed.connect(self._fit)

    def take(self, choices: tuple[ChoiceView, ...]) -> None:
        """Search among these from now on."""
        self._choices = choices
        self._drawn = any(_is_drawn(choice) for choice in choices)
        self._pictures.clear()
        self._folded = [fold(choice.label or choice.value) for choice in choices]

    def find(self, text: str, ticked: Collection[str] = ()) -> int:
        """Show what has all the words of ``text``, without tones if one likes; how many.

        ``ticked`` ones have their tick and stand first.
        """
        words = fold(text).split()
        found = [
            choice
            for choice, folded in zip(self._choices, self._folded, strict=True)
            if all(word in folded for word in words)
        ]
        if self._ticks:
            found.sort(key=lambda choice: choice.value not in ticked)
        self.clear()
        side = self._theme.px(_ICON)
        self.setIconSize(QSize(side, side))
        for choice in found:
            item = QListWidgetItem(choice.label or choice.value)
            item.setData(Qt.ItemDataRole.UserRole, choice.value)
            item.setToolTip(item.text())
            if self._ticks:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setCheckState(_state(choice.value in ticked))
            if self._drawn:
                item.setSizeHint(QSize(0, side + self._theme.px(8)))
            self.addItem(item)
        self._fit()
        return len(found)

    def begin(self) -> None:
        """Enter would take the first line."""
        self.setCurrentRow(0)

    def tick(self, ticked: Collection[str]) -> None:
        """Draw the ticks anew; the lines stay where they are."""
        for item in (self.item(at) for at in range(self.count())):
            item.setCheckState(_state(item.data(Qt.ItemDataRole.UserRole) in ticked))

    def step(self, by: int) -> None:
        """To the next line, around the ends."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))

    @property
    def value(self) -> str:
        """The value of the line that Enter would take; "" when nothing matches."""
        item = self.currentItem()
        return "" if item is None else item.data(Qt.ItemDataRole.UserRole)

    def words(self, value: str) -> str:
        """The label of a choice; the value itself when it is none of them."""
        choice = self.choice(value)
        return value if choice is None else choice.label or choice.value

    def choice(self, value: str) -> ChoiceView | None:
        """The choice with a value; None for any other."""
        return next((choice for choice in self._choices if choice.value == value), None)

    def _fit(self) -> None:
        rows = min(_MOST_DRAWN if self._drawn else _MOST_ROWS, self.count())
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(rows * height + self._theme.px(8))
        self._draw_seen()

    def _draw_seen(self) -> None:
        """Pictures for the lines that are seen: a long list has many."""
        if not self._drawn:
            return
        side, seen = self._theme.px(_ICON), self.viewport().rect()
        for item in (self.item(at) for at in range(self.count())):
            if item.icon().isNull() and self.visualItemRect(item).intersects(seen):
                drawn = self._picture_of(item.data(Qt.ItemDataRole.UserRole))
                if drawn is not None:
                    pixmap = drawn.at(self._theme, self.devicePixelRatioF(), side)
                    icon = QIcon(pixmap)
                    # Not tinted: the colour may be what tells it from the others.
                    icon.addPixmap(pixmap, QIcon.Mode.Selected)
                    item.setIcon(icon)

    def _picture_of(self, value: str) -> Picture | None:
        if value not in self._pictures:
            choice = self.choice(value)
            drawn = choice is not None and _is_drawn(choice)
            self._pictures[value] = picture(self._beside, choice.media, SMALL) if drawn else None
        return self._pictures[value]


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _is_drawn(choice: ChoiceView) -> bool:
    return bool(choice.media.get("image") or choice.media.get("big-image"))
