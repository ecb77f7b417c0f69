"""Repeats on the screen: a table where a line is short, else a card for each instance."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.form_rows import QuestionRow
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Icon, label
from reports.form import Node, Question, Repeat
from reports.session.view import Section

TABLE = "table"
"""The appearance of a repeat that wants to be a table."""
MOST_OPEN = 4
"""More instances than this are shown as one line each, until one is opened."""

_WIDTHS = {"text": 13, "select_one": 15, "integer": 8, "decimal": 8, "date": 17}
"""Least width of a column, in average characters, by the kind of its question."""
_SHORT = frozenset({"integer", "decimal"})
_ACROSS = 3


def columns(repeat: Node | None) -> tuple[Question, ...]:
    """The questions of a repeat that can be a table; none for one that cannot."""
    if not isinstance(repeat, Repeat) or TABLE not in repeat.appearance.split():
        return ()
    asked = [
        node for node in repeat.children if not isinstance(node, Question) or not _unseen(node)
    ]
    questions = [node for node in asked if isinstance(node, Question)]
    fits = len(questions) == len(asked) and all(
        node.kind in _WIDTHS and "multiline" not in node.appearance for node in questions
    )
    return tuple(questions) if fits else ()


def table_width(questions: Sequence[Question], character: int) -> int:
    """Pixels that a table of these needs at least; ``character`` is an average one's."""
    return character * (sum(_WIDTHS[node.kind] for node in questions) + 8)


def _unseen(node: Question) -> bool:
    return node.kind in {"calculate", "hidden", "metadata", "audit"}


class RepeatTable(QFrame):
    """A line for each instance. ``put`` may be called as often as instances change."""

    remove_wanted = Signal(str)

    def __init__(
        self, theme: Theme, ref: str, questions: Sequence[Question], heads: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self.ref = ref
        self._theme, self._questions = theme, questions
        self.setProperty("kind", "card")
        self._body = QVBoxLayout(self)
        edge = theme.px(12)
        self._body.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        self._body.setSpacing(theme.px(10))
        self._head = _Line(theme, questions, "", None)
        for at, head in enumerate(heads):
            self._head.put(at, head)
        self._body.addWidget(self._head)
        self._lines: dict[str, _Line] = {}

    def put(self, instances: Sequence[tuple[Section, dict[str, QuestionRow]]]) -> None:
        """Show these: each with its visible questions, by path."""
        wanted = {section.ref for section, _ in instances}
        for ref in [ref for ref in self._lines if ref not in wanted]:
            old = self._lines.pop(ref)
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        for section, rows in instances:
            line = self._lines.get(section.ref)
            if line is None:
                line = _Line(
                    self._theme, self._questions, str(section.position), self._remove(section)
                )
                self._lines[section.ref] = line
                self._body.addWidget(line)
            for at, node in enumerate(self._questions):
                line.put(at, rows.get(node.path))
            line.show()

    def _remove(self, section: Section) -> QWidget | None:
        if section.fixed:
            return None
        name = self.tr("Xóa dòng {number}").format(number=section.position)
        return icon_button(
            self._theme, "delete", name, lambda: self.remove_wanted.emit(section.ref)
        )


class _Line(QWidget):
    """One line of a table; a cell without a question shows a dash."""

    def __init__(
        self, theme: Theme, questions: Sequence[Question], number: str, end: QWidget | None
    ) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(8))
        counted = label(number, "soft", wrap=False)
        counted.setFixedWidth(theme.px(20))
        counted.setContentsMargins(0, theme.px(8), 0, 0)
        self._line.addWidget(counted, 0, Qt.AlignmentFlag.AlignTop)
        self._cells: list[QWidget] = []
        for node in questions:
            cell = label("–", "soft")
            _yield_width(cell)
            self._cells.append(cell)
            self._line.addWidget(cell, _WIDTHS[node.kind], Qt.AlignmentFlag.AlignTop)
        end = end or QWidget()
        end.setFixedWidth(theme.px(40))
        self._line.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)

    def put(self, at: int, wanted: QWidget | None) -> None:
        """Put a widget into a cell, or a dash; what is there already stays untouched."""
        old = self._cells[at]
        if old is wanted or (wanted is None and not isinstance(old, QuestionRow)):
            return
        new = wanted or label("–", "soft")
        _yield_width(new)
        self._line.replaceWidget(old, new)
        self._line.setAlignment(new, Qt.AlignmentFlag.AlignTop)
        old.hide()
        old.deleteLater()
        new.show()
        self._cells[at] = new


def _yield_width(cell: QWidget) -> None:
    """Only the stretch decides on widths, so that the lines stand below each other."""
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class RepeatCard(QFrame):
    """One instance: its rows, or only what it is about."""

    remove_wanted = Signal(str)
    open_wanted = Signal(str, bool)
    """Ref, and whether to show its questions."""

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__()
        self.ref = section.ref
        self._theme = theme
        self.setProperty("kind", "card")
        self._title = label("", "strong", wrap=False)
        self._about = label("", "soft")
        self._state = Icon(theme, "check", "leaf", 18)
        self._open = button("", self._toggle, "quiet")
        self._is_open = True
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self._state)
        head.addWidget(self._title)
        head.addWidget(self._about, 1)
        head.addWidget(self._open)
        if not section.fixed:
            self._remove = icon_button(
                theme, "delete", self.tr("Xóa phần này"), lambda: self.remove_wanted.emit(self.ref)
            )
            head.addWidget(self._remove)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(8))
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self._put: list[QWidget] = []
        body = QVBoxLayout(self)
        edge = theme.px(14)
        body.setContentsMargins(edge, theme.px(10), edge, theme.px(10))
        body.setSpacing(theme.px(8))
        body.addLayout(head)
        body.addLayout(self._grid)

    @property
    def is_open(self) -> bool:
        return self._is_open

    def show_section(self, section: Section, about: str, problem: str) -> None:
        """``about`` says what it holds; ``problem`` is missing, wrong, or nothing."""
        text = f"{section.label} {section.position}".strip()
        self._title.setText(text)
        self._about.setText(about)
        icon, colour = {"missing": ("draft", "turmeric"), "wrong": ("warning", "vermilion")}.get(
            problem, ("check", "leaf")
        )
        self._state.show_as(icon, colour)
        for each, words in (
            (self._open, self.tr("Mở: {title}")),
            (getattr(self, "_remove", None), self.tr("Xóa: {title}")),
        ):
            if each is not None:
                each.setAccessibleName(words.format(title=text))

    def set_open(self, is_open: bool, foldable: bool) -> None:
        """Show the questions or only the head; ``foldable``: let people choose."""
        self._is_open = is_open
        self._about.setVisible(not is_open)
        self._open.setText(self.tr("Gập lại") if is_open else self.tr("Mở"))
        self._open.setVisible(foldable)

    def put(self, widgets: Sequence[QWidget]) -> None:
        """Show these; short numbers stand beside each other."""
        keep = set(map(id, widgets))
        for old in self._put:
            # Not takeAt: while Python holds the item, the row would tell that one of its size.
            self._grid.removeWidget(old)
            if id(old) not in keep:
                old.hide()
                old.deleteLater()
        line = column = 0
        bottom = Qt.AlignmentFlag.AlignBottom
        for widget in widgets:
            if isinstance(widget, QuestionRow) and widget.kind in _SHORT:
                self._grid.addWidget(widget, line, column, bottom)
                column += 1
                if column == _ACROSS:
                    line, column = line + 1, 0
            else:
                line += column > 0
                column = 0
                self._grid.addWidget(widget, line, 0, 1, _ACROSS)
                line += 1
            widget.show()
        self._put = list(widgets)

    def _toggle(self) -> None:
        self.open_wanted.emit(self.ref, not self._is_open)
