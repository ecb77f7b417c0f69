"""All rows of a form in one column, kept in step with its session."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.answers import shown_value
from desktop.ui.form_files import Files
from desktop.ui.form_notices import Notices
from desktop.ui.form_repeats import MOST_OPEN, RepeatCard, RepeatTable, columns, table_width
from desktop.ui.form_rows import STOP, AddRow, Around, GroupCard, Now, QuestionRow, SectionHead
from desktop.ui.inputs.scale import head_tables
from desktop.ui.language import day
from desktop.ui.page import Column
from desktop.ui.theme import Theme
from desktop.usecases.calling import Contact
from desktop.usecases.drafting import OpenDraft
from reports.form import SELECTS, Node, Question, said
from reports.session import FormSession
from reports.session.changes import Changes
from reports.session.view import Field, Section

_MEASURE = 84
"""Widest column, in average characters."""

_CLOSE = frozenset({"field-list", "table-list"})
"""Appearances of a group that is one card."""

Part = Section | Field


class FormBody(Column):
    """Rows are reused as long as their question stays: the caret never jumps."""

    edited = Signal(str, str)
    confirmed = Signal(str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, now: Now) -> None:
        super().__init__(theme, _MEASURE)
        self._now = now
        self._draft: OpenDraft | None = None
        self._around: Around | None = None
        self._notices: Notices | None = None
        self._nodes: dict[str, Node] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._cards: dict[str, RepeatCard] = {}
        self._tables: dict[str, RepeatTable] = {}
        self._groups: dict[str, GroupCard] = {}
        self._open: dict[str, bool] = {}
        """Instances that somebody opened or folded, by ref."""
        self._order: list[QWidget] = []
        self._told = False

    def show_draft(
        self, draft: OpenDraft, files: Files, notices: Notices, contacts: Sequence[Contact] = ()
    ) -> None:
        """Begin with another report. ``notices`` stand above all rows; ``contacts`` are whom
        to call about it."""
        self._draft, self._notices, self._told = draft, notices, False
        session = draft.session
        commune = session.properties.get("commune_code", "")
        self._around = Around(
            theme=self._theme,
            now=self._now,
            files=files,
            copied=self._copied,
            contacts=contacts,
            pictures=session.file,
            commune=commune,
        )
        self._nodes = {node.path: node for node in draft.form.walk()}
        # Rows that go and come one by one in what is seen are laid out one by one: 500 of
        # them would take seconds.
        self.widget().hide()
        for widget in self._order:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for kept in (self._rows, self._heads, self._cards, self._tables, self._groups, self._open):
            kept.clear()
        self._order = []
        self._lay_out()
        self.widget().show()
        for row in self._rows.values():
            if row.kind != "note" and self._field(row.ref).value:
                row.tell()
        self.verticalScrollBar().setValue(0)

    def follow(self, changes: Changes) -> None:
        """Draw again what changed, and nothing else."""
        if changes.added or changes.removed or changes.shown or changes.hidden:
            # After an instance was added or removed later ones have other refs.
            self._lay_out()
        touched = {*changes.values, *changes.states, *changes.texts, *changes.choices}
        for ref in touched:
            row = self._rows.get(ref)
            field = self._session.field(ref) if row is not None else None
            if row is None or field is None:
                continue
            if ref in changes.choices and field.kind in SELECTS:
                row.offer(self._session.choices(ref))
            row.show_field(field)
        if changes.choices:
            self._chain_tabs()
        if changes.texts:
            for part in self._session.visible():
                if isinstance(part, Section) and part.ref in self._heads:
                    self._heads[part.ref].show_section(part)
        for ref, card in self._cards.items():
            if any(each.startswith(f"{ref}/") for each in touched):
                self._show_card(card, list(self._session.visible(ref)))

    def redraw(self, ref: str) -> None:
        """Draw one question again; nothing when it is not on the screen."""
        row, field = self._rows.get(ref), self._session.field(ref)
        if row is not None and field is not None:
            row.show_field(field)

    def tell_all(self) -> None:
        """Say everything that is missing or wrong."""
        self._told = True
        said_ = {issue.ref: issue.message for issue in self._session.missing()}
        for ref, row in self._rows.items():
            row.tell(said_.get(ref, ""))

    def go_to(self, ref: str) -> None:
        """Bring a question, or a section's head, into view and give it the focus."""
        self._unfold(ref)
        row: QWidget | None = self._rows.get(ref) or self._heads.get(ref)
        if row is None:
            stops: Sequence[QWidget] = [*self._rows.values(), *self._order]
            row = next((r for r in stops if getattr(r, "ref", "").startswith(ref)), None)
        if row is None:
            return
        self.verticalScrollBar().setValue(
            max(0, row.mapTo(self.widget(), row.rect().topLeft()).y() - 12)
        )
        target = row
        if isinstance(row, SectionHead):
            at = self._place(row)
            below = (r for r in self._rows.values() if r.input is not None)
            target = min((r for r in below if self._place(r) >= at), key=self._place, default=row)
        target.setFocus()
        self.ensureWidgetVisible(row, 0, 60)

    def begin(self, ref: str) -> None:
        """Give a question the focus, with what stands above it in view."""
        row = self._rows.get(ref)
        if row is not None:
            row.setFocus()
            self.ensureWidgetVisible(row, 0, 60)

    def hand_on(self) -> None:
        """What stands in a field and was not handed on yet."""
        for row in list(self._rows.values()):
            row.hand_on()

    def row(self, ref: str) -> QuestionRow:
        """The row of a question on the screen. KeyError for any other."""
        return self._rows[ref]

    @property
    def stopped(self) -> bool:
        """Whether a note on the screen ends the form."""
        return any(
            isinstance(part, Field) and part.kind == "note" and STOP in part.appearance
            for part in self._session.visible()
        )

    def errors(self) -> dict[str, str]:
        """What is said beside questions now, by ref."""
        return {ref: row.error for ref, row in self._rows.items() if row.error}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._draft is not None and event.size().width() != event.oldSize().width():
            fits = {ref: self._columns(table.ref) != () for ref, table in self._tables.items()}
            wanted = [p for p, node in self._nodes.items() if self._columns(p) and not fits.get(p)]
            if wanted or not all(fits.values()):
                self._lay_out()

    # Within

    @property
    def _session(self) -> FormSession:
        if self._draft is None:
            raise RuntimeError("no report on the screen")
        return self._draft.session

    def _field(self, ref: str) -> Field:
        field = self._session.field(ref)
        if field is None:
            raise KeyError(ref)
        return field

    def _copied(self, ref: str) -> str:
        draft = self._draft
        if draft is None or not draft.is_copied(ref):
            return ""
        return self.tr("Chép từ {day}").format(day=day(draft.copied.at, self._now()))

    def _place(self, widget: QWidget) -> int:
        return widget.mapTo(self.widget(), QPoint(0, 0)).y()

    def _lay_out(self) -> None:
        made = _Layout(self)
        wanted: list[QWidget] = []
        if self._notices is not None and self._notices.needed:
            wanted.append(self._notices)
        made.build(list(self._session.visible()), wanted)
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
        self._rows, self._heads = made.rows, made.heads
        self._cards, self._tables, self._groups = made.cards, made.tables, made.groups
        head_tables(wanted)
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        """Tab goes down the column, whatever was made when."""
        stops = [
            widget
            for row in self._order
            for part in (row.inside if isinstance(row, GroupCard) else [row])
            for widget in part.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _unfold(self, ref: str) -> None:
        for card_ref, card in list(self._cards.items()):
            if ref.startswith(f"{card_ref}/") and not card.is_open:
                self._fold(card_ref, True)

    def _fold(self, ref: str, is_open: bool) -> None:
        self._open[ref] = is_open
        self._lay_out()
        if is_open and ref in self._cards:
            self._cards[ref].setFocus()

    def _columns(self, path: str) -> tuple[Question, ...]:
        """The columns of a repeat that is a table here and now."""
        found = columns(self._nodes.get(path))
        character = self.fontMetrics().averageCharWidth()
        room = min(self.viewport().width() - 2 * self._theme.px(28), character * _MEASURE)
        return found if table_width(found, character) <= room else ()

    def _labels(self, questions: Sequence[Question]) -> list[str]:
        form, language = self._session.form, self._session.language
        texts = [said(node.label, language, form.default_language) for node in questions]
        stars = [" *" if node.required else "" for node in questions]
        return [
            (text if isinstance(text, str) else "".join(text[::2])) + star
            for text, star in zip(texts, stars, strict=True)
        ]

    def _show_card(self, card: RepeatCard, inside: Sequence[Part]) -> None:
        section = next(
            p for p in self._session.visible() if isinstance(p, Section) and p.ref == card.ref
        )
        answered = [
            shown_value(self._session, part)
            for part in inside
            if isinstance(part, Field) and part.value and part.kind != "note"
        ]
        problem = ""
        if self._session.errors(card.ref):
            problem = "wrong"
        elif self._session.missing(card.ref):
            problem = "missing"
        card.show_section(section, " · ".join(answered[:3]), problem)

    def _question(self, field: Field, compact: bool) -> QuestionRow:
        draft, around = self._draft, self._around
        if draft is None or around is None:
            raise RuntimeError("no report on the screen")
        choices = draft.session.choices(field.ref) if field.kind in SELECTS else ()
        row = QuestionRow(around, field, choices, compact=compact)
        row.edited.connect(self.edited)
        row.confirmed.connect(self.confirmed)
        row.left.connect(self.left)
        if comment := draft.comment_on(field):
            row.comment(comment)
        if self._told:
            row.tell()
        return row


class _Layout:
    """One pass over the visible form: which widgets stand where, those that are there reused."""

    def __init__(self, body: FormBody) -> None:
        self._body = body
        self.rows: dict[str, QuestionRow] = {}
        self.heads: dict[str, SectionHead] = {}
        self.cards: dict[str, RepeatCard] = {}
        self.tables: dict[str, RepeatTable] = {}
        self.groups: dict[str, GroupCard] = {}

    def build(self, parts: Sequence[Part], into: list[QWidget]) -> None:
        """Put the widgets of ``parts`` into a list, those of repeats into their own boxes."""
        at = 0
        while at < len(parts):
            part = parts[at]
            end = at + 1
            if isinstance(part, Field):
                into.append(self._row(part))
            elif part.kind == "repeat":
                into.append(self._head(part))
                end = _end(parts, at)
                self._repeat(part, parts[at + 1 : end], into)
            elif any(not isinstance(p, Section) for p in parts[at + 1 : _end(parts, at)]):
                into.append(self._head(part))
                if _CLOSE & set(part.appearance) and not _has_repeat(parts[at : _end(parts, at)]):
                    end = _end(parts, at)
                    into.append(self._group(part, parts[at + 1 : end]))
            at = end

    def _repeat(self, repeat: Section, inside: Sequence[Part], into: list[QWidget]) -> None:
        body = self._body
        instances = _instances(inside)
        questions = body._columns(repeat.path)
        if questions and instances:
            table = body._tables.get(repeat.ref)
            if table is None:
                table = RepeatTable(body._theme, repeat.ref, questions, body._labels(questions))
                table.remove_wanted.connect(body.remove_wanted)
            table.put(
                [
                    (section, {f.path: self._row(f, True) for f in parts if isinstance(f, Field)})
                    for section, parts in instances
                ]
            )
            self.tables[repeat.ref] = table
            into.append(table)
        else:
            for section, parts in instances:
                into.append(self._card(section, parts, len(instances)))
        if not repeat.fixed:
            add = AddRow(body._theme, repeat)
            add.add_wanted.connect(body.add_wanted)
            into.append(add)

    def _card(self, section: Section, inside: Sequence[Part], of: int) -> RepeatCard:
        body = self._body
        card = body._cards.get(section.ref)
        if card is None:
            card = RepeatCard(body._theme, section)
            card.remove_wanted.connect(body.remove_wanted)
            card.open_wanted.connect(body._fold)
        # A new one is empty and wants to be filled in; full ones fold when there are many.
        filled = any(isinstance(p, Field) and p.value for p in inside)
        is_open = body._open.setdefault(section.ref, of <= MOST_OPEN or not filled)
        widgets: list[QWidget] = []
        if is_open:
            self.build(inside, widgets)
        card.put(widgets)
        card.set_open(is_open, of > 1)
        body._show_card(card, inside)
        self.cards[section.ref] = card
        return card

    def _group(self, section: Section, inside: Sequence[Part]) -> GroupCard:
        card = self._body._groups.get(section.ref) or GroupCard(self._body._theme, section.ref)
        widgets: list[QWidget] = []
        self.build(inside, widgets)
        card.put(widgets)
        self.groups[section.ref] = card
        return card

    def _row(self, field: Field, compact: bool = False) -> QuestionRow:
        row = self._body._rows.get(field.ref)
        if row is None or row.kind != field.kind or row.compact != compact:
            row = self._body._question(field, compact)
        else:
            row.show_field(field)
        self.rows[field.ref] = row
        return row

    def _head(self, section: Section) -> SectionHead:
        head = self._body._heads.get(section.ref)
        if head is None:
            head = SectionHead(self._body._theme, section)
        else:
            head.show_section(section)
        self.heads[section.ref] = head
        return head


def _end(parts: Sequence[Part], at: int) -> int:
    """Where the parts below ``parts[at]`` end."""
    depth = parts[at].depth
    return next((n for n in range(at + 1, len(parts)) if parts[n].depth <= depth), len(parts))


def _has_repeat(parts: Sequence[Part]) -> bool:
    """Repeats are cards themselves: they do not go into another."""
    return any(isinstance(part, Section) and part.kind == "repeat" for part in parts)


def _instances(inside: Sequence[Part]) -> list[tuple[Section, Sequence[Part]]]:
    """The instances of a repeat, each with what is in it."""
    found = []
    at = 0
    while at < len(inside):
        section, end = inside[at], _end(inside, at)
        if isinstance(section, Section):
            found.append((section, inside[at + 1 : end]))
        at = end
    return found
