"""All rows of a form in one column, kept in step with its session."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.form_files import Files
from desktop.ui.form_rows import AddRow, Around, Now, QuestionRow, SectionHead
from desktop.ui.page import Column
from desktop.ui.theme import Theme
from reports.session import FormSession
from reports.session.changes import Changes
from reports.session.view import Field, Section

_SELECTS = frozenset({"select_one", "select_multiple", "rank"})


class FormBody(Column):
    """Rows are reused as long as their question stays: the caret never jumps."""

    edited = Signal(str, str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, now: Now) -> None:
        super().__init__(theme, 84)
        self._now = now
        self._session: FormSession | None = None
        self._around: Around | None = None
        self._rows: dict[str, QuestionRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._order: list[QWidget] = []
        self._comments: Mapping[str, str] = {}
        self._told = False
        self._first: QWidget | None = None

    def show_session(
        self,
        session: FormSession,
        files: Files,
        comments: Mapping[str, str],
        first: QWidget | None = None,
    ) -> None:
        """Begin with another form. ``comments`` are the province's, by ref, path or name.

        ``first`` stands above all rows.
        """
        self._session, self._comments, self._told = session, comments, False
        self._around = Around(self._theme, self._now, files)
        # Rows that go and come one by one in what is seen are laid out one by one: 500 of
        # them would take seconds.
        self.widget().hide()
        for row in self._order:
            self.body.removeWidget(row)
            row.deleteLater()
        self._rows.clear()
        self._heads.clear()
        self._order = []
        self._first = first
        self._lay_out()
        self.widget().show()
        for row in self._rows.values():
            if row.kind != "note" and self._session_field(row.ref).value:
                row.tell()
        self.verticalScrollBar().setValue(0)

    def follow(self, changes: Changes) -> None:
        """Draw again what changed, and nothing else."""
        if changes.added or changes.removed:
            # Later instances have other refs now: their rows are made anew.
            self._lay_out()
        elif changes.shown or changes.hidden:
            self._lay_out()
        touched = {*changes.values, *changes.states, *changes.texts, *changes.choices}
        for ref in touched:
            row = self._rows.get(ref)
            if row is None or self._session is None:
                continue
            field = self._session.field(ref)
            if field is None:
                continue
            if ref in changes.choices and field.kind in _SELECTS:
                row.offer(self._session.choices(ref))
            row.show_field(field)
        if changes.choices:
            self._chain_tabs()
        if changes.texts and self._session is not None:
            for part in self._session.visible():
                if isinstance(part, Section) and part.ref in self._heads:
                    self._heads[part.ref].show_section(part)

    def tell_all(self) -> None:
        """Say everything that is missing or wrong."""
        self._told = True
        missing = self._session.missing() if self._session is not None else ()
        said = {issue.ref: issue.message for issue in missing}
        for ref, row in self._rows.items():
            row.tell(said.get(ref, ""))

    def go_to(self, ref: str) -> None:
        """Bring a question, or a section's head, into view and give it the focus."""
        row: QWidget | None = self._rows.get(ref) or self._heads.get(ref)
        if row is None:
            row = next((r for r in self._order if getattr(r, "ref", "").startswith(ref)), None)
        if row is None:
            return
        self.verticalScrollBar().setValue(
            max(0, row.mapTo(self.widget(), row.rect().topLeft()).y() - 12)
        )
        target = row
        if isinstance(row, SectionHead):
            after = self._order[self._order.index(row) :]
            target = next((r for r in after if isinstance(r, QuestionRow) and r.input), row)
        target.setFocus()
        self.ensureWidgetVisible(row, 0, 60)

    def hand_on(self) -> None:
        """What stands in a field and was not handed on yet."""
        for row in self._rows.values():
            row.hand_on()

    def row(self, ref: str) -> QuestionRow:
        """The row of a visible question. KeyError for any other."""
        return self._rows[ref]

    def errors(self) -> dict[str, str]:
        """What is said beside questions now, by ref."""
        return {ref: row.error for ref, row in self._rows.items() if row.error}

    def _session_field(self, ref: str) -> Field:
        field = self._session.field(ref) if self._session is not None else None
        if field is None:
            raise KeyError(ref)
        return field

    def _lay_out(self) -> None:
        session = self._session
        if session is None:
            return
        wanted: list[QWidget] = [] if self._first is None else [self._first]
        open_repeats: list[Section] = []

        def close_to(depth: int) -> None:
            while open_repeats and open_repeats[-1].depth >= depth:
                repeat = open_repeats.pop()
                if not repeat.fixed:
                    wanted.append(self._add_row(repeat))

        heads: dict[str, SectionHead] = {}
        rows: dict[str, QuestionRow] = {}
        for part in session.visible():
            close_to(part.depth if not _is_instance(part) else part.depth + 1)
            if isinstance(part, Section):
                head = self._heads.get(part.ref)
                if head is None:
                    head = SectionHead(self._theme, part)
                    head.remove_wanted.connect(self.remove_wanted)
                else:
                    head.show_section(part)
                heads[part.ref] = head
                wanted.append(head)
                if part.kind == "repeat":
                    open_repeats.append(part)
            else:
                row = self._rows.get(part.ref)
                if row is None or row.kind != part.kind:
                    row = self._question(part)
                else:
                    row.show_field(part)
                rows[part.ref] = row
                wanted.append(row)
        close_to(0)
        self._put(wanted)
        self._heads, self._rows = heads, rows

    def _put(self, wanted: list[QWidget]) -> None:
        keep = set(map(id, wanted))
        for old in self._order:
            if id(old) not in keep:
                self.body.removeWidget(old)
                old.hide()
                old.deleteLater()
        layout: QVBoxLayout = self.body
        for at, widget in enumerate(wanted):
            item = layout.itemAt(at)
            if item is None or item.widget() is not widget:
                layout.insertWidget(at, widget)
                if layout.parentWidget().isVisible():
                    widget.show()
        self._order = wanted
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        """Tab goes down the column, whatever was made when."""
        stops = [
            widget
            for row in self._order
            for widget in row.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _question(self, field: Field) -> QuestionRow:
        session, around = self._session, self._around
        if session is None or around is None:
            raise RuntimeError("no report on the screen")
        choices = session.choices(field.ref) if field.kind in _SELECTS else ()
        row = QuestionRow(around, field, choices)
        row.edited.connect(self.edited)
        row.left.connect(self.left)
        for key in (field.ref, field.path, field.name):
            if self._comments.get(key):
                row.comment(self._comments[key])
                break
        if self._told:
            row.tell()
        return row

    def _add_row(self, repeat: Section) -> AddRow:
        made = AddRow(self._theme, repeat)
        made.add_wanted.connect(self.add_wanted)
        return made


def _is_instance(part: Section | Field) -> bool:
    return isinstance(part, Section) and part.kind == "instance"
