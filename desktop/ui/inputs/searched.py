"""Long lists: type a few letters, without tones if one likes, then arrows and Enter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.matches import Matches
from desktop.ui.inputs.pictures import media_box
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import clear, label, retone, row
from reports.session.view import ChoiceView

LONG_LIST = 12
"""More choices than this are searched rather than read through."""
_SHORT_LIST = 4
"""No more choices than this are never hidden behind a search."""
_SEARCHED = frozenset({"minimal", "autocomplete", "search"})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def is_searched(count: int, appearance: tuple[str, ...]) -> bool:
    """Whether that many choices are searched rather than all shown."""
    return count > LONG_LIST or (bool(_SEARCHED & set(appearance)) and count > _SHORT_LIST)


class _Searched(Input):
    """A field to type in, and the list of what matches below it."""

    def __init__(self, theme: Theme, beside: Beside | None, *, ticks: bool) -> None:
        super().__init__(theme)
        self._beside = beside or Beside()
        self._locked = False
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(self.tr("Gõ để tìm, không cần dấu"))
        self._edit.textEdited.connect(self._search)
        self._list = Matches(theme, self._beside, ticks=ticks)
        self._list.itemClicked.connect(self._clicked)
        self._list.currentItemChanged.connect(self._read_out)
        self._list.hide()
        self._none = label(self.tr("Không có mục nào khớp."), "small")
        self._none.hide()
        self._described = ""
        self.begin_with(self._edit)
        self.watch(self._edit)

    @property
    def is_open(self) -> bool:
        """Whether the list of what matches is seen."""
        return not self._list.isHidden()

    @property
    def found(self) -> list[str]:
        """The words in the list, as they stand there."""
        return [self._list.item(at).text() for at in range(self._list.count())]

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self._edit.setReadOnly(locked)

    def mark(self, wrong: bool) -> None:
        retone(self._edit, "wrong", "true" if wrong else "")

    def name(self, spoken: str, described: str) -> None:
        self._described = described
        super().name(spoken, described)
        self._list.setAccessibleName(spoken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._locked or watched is not self._edit:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusIn:
            self._edit.selectAll()
            # The beginning of a long name says more than its end.
            self._edit.setSelection(len(self._edit.text()), -len(self._edit.text()))
        if event.type() == QEvent.Type.FocusOut:
            self._shut()
        if event.type() == QEvent.Type.MouseButtonPress and not self.is_open:
            # Who does not know what there is to type sees it.
            self._search("")
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()), event)
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if not self.is_open:
                self._search("")
            else:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            searching = self.is_open or not self._none.isHidden()
            if self.is_open and self._list.value:
                self._choose(self._list.value)
            return searching
        if key == Qt.Key.Key_Escape and (self.is_open or not self._none.isHidden()):
            self._shut()
            return True
        return False

    def _search(self, text: str) -> None:
        raise NotImplementedError

    def _choose(self, value: str) -> None:
        raise NotImplementedError

    def _shut(self) -> None:
        """Away with the list; what was typed to search goes too."""
        raise NotImplementedError

    def _show_found(self, count: int) -> None:
        self._list.begin()
        self._list.setVisible(count > 0)
        self._none.setVisible(not count)

    def _clicked(self, item: QListWidgetItem) -> None:
        self._choose(item.data(Qt.ItemDataRole.UserRole))

    def _read_out(self) -> None:
        """The focus stays in the field, so the field says which line Enter would take."""
        item = self._list.currentItem()
        said = item.text() if item is not None and self.is_open else ""
        self._edit.setAccessibleDescription(f"{said} {self._described}".strip())


class Picker(_Searched):
    """One of a long list; its name stands in the field."""

    def __init__(self, theme: Theme, beside: Beside | None = None) -> None:
        super().__init__(theme, beside, ticks=False)
        self._value = ""
        self._shown_choice: ChoiceView | None = None
        self._media: QWidget | None = None
        for part in (self._edit, self._list, self._none):
            self.body.addWidget(part)

    def value(self) -> str:
        return self._value

    @property
    def shown(self) -> str:
        """What stands in the field."""
        return self._edit.text()

    def put(self, value: str) -> None:
        self._value = value
        self._edit.setText(self._list.words(value))
        # The beginning of a long name says more than its end.
        self._edit.setCursorPosition(0)
        self._list.hide()
        self._none.hide()
        self._show_chosen()

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        self._list.take(choices)
        if not self._edit.hasFocus():
            self.put(self._value)

    def spread(self) -> None:
        # In a cell there is no room for more words.
        self._edit.setPlaceholderText(self.tr("Chọn…"))

    def _search(self, text: str) -> None:
        self._show_found(self._list.find(text))
        if not text.strip() and self._value and not self._edit.text():
            # An emptied field is an answer taken back.
            self._value = ""
            self.hand_on()

    def _choose(self, value: str) -> None:
        self.put(value)
        self.hand_on()

    def _shut(self) -> None:
        self.put(self._value)

    def _show_chosen(self) -> None:
        """Below the field what the chosen one has to be seen and heard."""
        choice = self._list.choice(self._value)
        if choice == self._shown_choice:
            return
        self._shown_choice = choice
        if self._media is not None:
            self.body.removeWidget(self._media)
            self._media.hide()
            self._media.deleteLater()
        media, words = (choice.media, choice.label) if choice is not None else ({}, "")
        self._media = media_box(self.theme, self._beside, media, words, small=True)
        if self._media is not None:
            self.body.addWidget(self._media)


class Ticker(_Searched):
    """Any of a long list: those chosen stand above as buttons, the others are found by typing.

    Enter, or Space in an empty field, ticks a line and takes the tick away again; Backspace in
    an empty field takes back the last one. ``folded``: the list is only seen while one searches.
    """

    def __init__(self, theme: Theme, beside: Beside | None = None, *, folded: bool) -> None:
        super().__init__(theme, beside, ticks=True)
        self._folded = folded
        self._order: list[str] = []
        self._words: dict[str, str] = {}
        self._ticked: list[str] = []
        self._count = label("", "small")
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(theme.px(4))
        self.body.addWidget(self._count)
        self.body.addLayout(self._chosen)
        for part in (self._edit, self._list, self._none):
            self.body.addWidget(part)
        self._draw()

    @property
    def chosen(self) -> list[str]:
        """The words of those that are ticked, in the order of the list."""
        return [self._list.words(value) for value in self._ticked]

    def value(self) -> str:
        return " ".join(self._ticked)

    def put(self, value: str) -> None:
        given = set(value.split())
        known = [each for each in self._order if each in given]
        # What is no longer among the choices is kept, so that somebody can take it away.
        self._ticked = [*known, *(each for each in value.split() if each not in self._order)]
        self._draw()
        self._list.tick(self._ticked)

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        words = {choice.value: choice.label for choice in choices}
        if words == self._words:
            # The same as before but for a tick: whoever is choosing goes on at the same line.
            return
        self._words = words
        self._order = list(words)
        self._list.take(choices)
        self.put(self._handed)
        self._shut()

    def lock(self, locked: bool) -> None:
        if locked != self._locked:
            super().lock(locked)
            self._edit.setVisible(not locked)
            self._draw()
            self._shut()

    def _key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        empty = not self._edit.text()
        if key == Qt.Key.Key_Space and empty and self.is_open and self._list.value:
            self._choose(self._list.value)
            return True
        if key == Qt.Key.Key_Backspace and empty and self._ticked and not event.isAutoRepeat():
            self._choose(self._ticked[-1])
            return True
        return super()._key(key, event)

    def _search(self, text: str) -> None:
        self._show_found(self._list.find(text, self._ticked))

    def _choose(self, value: str) -> None:
        ticked = set(self._ticked) ^ {value}
        self.put(" ".join(each for each in [*self._order, *self._ticked] if each in ticked))
        # The next letters look for the next one.
        self._edit.selectAll()
        self.hand_on()

    def _shut(self) -> None:
        self._edit.clear()
        self._none.hide()
        self._list.find("", self._ticked)
        self._list.setVisible(not self._folded and not self._locked)

    def _draw(self) -> None:
        """The chosen ones above, as many to a line as there is room for."""
        clear(self._chosen)
        count = len(self._ticked)
        self._count.setText(
            self.tr("Đã chọn %n mục:", "", count) if count else self.tr("Chưa chọn mục nào.")
        )
        line, room = None, 0
        for value in dict.fromkeys(self._ticked):
            words = self._list.words(value)
            if line is None or len(words) + 5 > room:
                line, room = row(spacing=self.theme.px(6)), _LINE
                line.addStretch(1)
                self._chosen.addLayout(line)
            room -= len(words) + 5
            line.insertWidget(line.count() - 1, self._chip(value, words))

    def _chip(self, value: str, words: str) -> QPushButton:
        made = button(words, lambda: self._choose(value), "chosen")
        made.setEnabled(not self._locked)
        made.setAccessibleName(self.tr("Bỏ chọn: {name}").format(name=words))
        made.setToolTip("" if self._locked else made.accessibleName())
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if not self._locked:
            self.theme.dress(made, "cross")
        # By keyboard they go by Backspace, or by their line: Tab need not pass them all.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made


_LINE = 78
"""Characters that the chosen ones of one line may have together."""
