"""What a report is drawn with: a widget for each visible part, made once and kept."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.answers import shown_value
from desktop.ui.form_inputs import Around
from desktop.ui.form_repeats import MOST_OPEN, RepeatCard, RepeatTable
from desktop.ui.form_rows import AddRow, GroupCard, QuestionRow, SectionHead
from desktop.ui.inputs.pictures import media_box
from desktop.ui.inputs.scale import head_tables
from desktop.ui.widgets.text import label
from reports.form import SELECTS, Question, said
from reports.session import FormSession
from reports.session.view import Field, Section

_SLICE_S = 0.04
"""How long parts are made before the screen is painted again and keys are heard."""

_CLOSE = frozenset({"field-list", "table-list"})
"""Appearances of a group that is one card."""

Part = Section | Field
Columns = Callable[[str], tuple[Question, ...]]
"""The columns of the repeat at a path, where it is a table; () where it is cards."""


@dataclass(frozen=True, slots=True)
class _Made:
    """Widgets by the ref of what they show, in their order on the screen."""

    rows: dict[str, QuestionRow] = field(default_factory=dict)
    heads: dict[str, SectionHead] = field(default_factory=dict)
    cards: dict[str, RepeatCard] = field(default_factory=dict)
    tables: dict[str, RepeatTable] = field(default_factory=dict)
    groups: dict[str, GroupCard] = field(default_factory=dict)
    adds: dict[str, AddRow] = field(default_factory=dict)


class FormParts(QObject):
    """The widgets of one report. ``arrange`` says which stand where; a row is used again as
    long as its question stays, so the caret never jumps.

    Those that the screen does not show yet may be made a moment later: a large form opens, and
    a new answer is seen, before all that follows from it is drawn. A card of a repeat, or
    a table of one, is made as a whole.
    """

    edited = Signal(str, str)
    confirmed = Signal(str)
    left = Signal()
    renewed = Signal()
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    fold_wanted = Signal(str, bool)
    """The ref of an instance, and whether it shall be open."""

    def __init__(self, session: FormSession, around: Around, columns: Columns) -> None:
        super().__init__()
        self._session, self._around = session, around
        self._theme, self._columns = around.theme, columns
        self._open: dict[str, bool] = {}
        """Instances that somebody opened or folded, by ref."""
        self._told = False
        self._missing: dict[str, str] = {}
        """What the form's author says where an answer is missing, by ref, once it was told."""
        self._growing = False
        self._end = 0.0
        self._new = 0
        self.late = 0
        """How many parts were not made because the time was over: arrange again."""
        self._made = self._before = _Made()

    @property
    def rows(self) -> dict[str, QuestionRow]:
        """The questions, by ref."""
        return self._made.rows

    @property
    def heads(self) -> dict[str, SectionHead]:
        """The heads of sections, by ref."""
        return self._made.heads

    @property
    def cards(self) -> dict[str, RepeatCard]:
        """The instances that are cards, by ref."""
        return self._made.cards

    @property
    def tables(self) -> dict[str, RepeatTable]:
        """The repeats that are tables, by ref."""
        return self._made.tables

    def arrange(self, *, growing: bool = False, at_once: bool = False) -> list[QWidget]:
        """What stands below each other now; what was there before and is not in it, nor in
        one of those, is nobody's any more.

        ``growing``: nothing has changed, parts are still to be made; ``at_once``: all of them,
        however long it takes.
        """
        self._before, self._made = self._made, _Made()
        self._growing, self._new, self.late = growing, 0, 0
        self._end = float("inf") if at_once else time.monotonic() + _SLICE_S
        arranged: list[QWidget] = []
        self._build(list(self._session.visible()), arranged)
        self._before = self._made
        head_tables(arranged)
        return arranged

    def tell_all(self) -> None:
        """From now on say everything that is missing or wrong."""
        self._told = True
        self._missing = {issue.ref: issue.message for issue in self._session.missing()}
        for ref, row in self.rows.items():
            row.tell(self._missing.get(ref, ""))

    def fold(self, ref: str, is_open: bool) -> None:
        """Open or fold an instance when the parts are arranged again."""
        self._open[ref] = is_open

    def show_card(self, card: RepeatCard, section: Section) -> None:
        """What a card says of its instance: its head, the first answers, what is wanting."""
        session = self._session
        answered = [
            shown_value(session, part)
            for part in session.visible(card.ref)
            if isinstance(part, Field) and part.value and part.kind != "note"
        ]
        problem = ""
        if session.errors(card.ref):
            problem = "wrong"
        elif session.missing(card.ref):
            problem = "missing"
        card.show_section(section, " · ".join(answered[:3]), problem)

    # Within

    def _build(self, parts: Sequence[Part], into: list[QWidget]) -> None:
        """Put the widgets of ``parts`` into a list, those of repeats into their own boxes."""
        at = 0
        while at < len(parts):
            part = parts[at]
            end = at + 1
            if isinstance(part, Field):
                if part.ref in self._before.rows or self._has_time():
                    into.append(self._row(part))
            elif part.kind == "repeat":
                into.append(self._head(part))
                end = _end(parts, at)
                self._repeat(part, parts[at + 1 : end], into)
            elif any(not isinstance(p, Section) for p in parts[at + 1 : _end(parts, at)]):
                into.append(self._head(part))
                if _CLOSE & set(part.appearance) and not _has_repeat(parts[at : _end(parts, at)]):
                    end = _end(parts, at)
                    if part.ref in self._before.groups or self._has_time():
                        into.append(self._group(part, parts[at + 1 : end]))
            at = end

    def _has_time(self) -> bool:
        """Whether one more thing can be made in this pass; each pass makes one at least."""
        if self._new and time.monotonic() > self._end:
            self.late += 1
            return False
        self._new += 1
        return True

    def _whole(self, parts: Sequence[Part]) -> list[QWidget]:
        """The widgets inside a box, made however late it is."""
        end, self._end = self._end, float("inf")
        widgets: list[QWidget] = []
        self._build(parts, widgets)
        self._end = end
        return widgets

    def _repeat(self, repeat: Section, inside: Sequence[Part], into: list[QWidget]) -> None:
        instances = _instances(inside)
        questions = self._columns(repeat.path)
        if questions and instances:
            if repeat.ref in self._before.tables or self._has_time():
                into.append(self._table(repeat, questions, instances))
        else:
            for section, parts in instances:
                if section.ref in self._before.cards or self._has_time():
                    into.append(self._card(section, parts, len(instances)))
        if not repeat.fixed:
            into.append(self._add(repeat))

    def _table(
        self,
        repeat: Section,
        questions: tuple[Question, ...],
        instances: Sequence[tuple[Section, Sequence[Part]]],
    ) -> RepeatTable:
        table = self._before.tables.get(repeat.ref)
        if table is None:
            table = RepeatTable(self._theme, repeat.ref, questions, self._above(questions))
            table.remove_wanted.connect(self.remove_wanted)
        table.put(
            [
                (section, {f.path: self._row(f, True) for f in parts if isinstance(f, Field)})
                for section, parts in instances
            ]
        )
        self.tables[repeat.ref] = table
        return table

    def _card(self, section: Section, inside: Sequence[Part], of: int) -> RepeatCard:
        card = self._before.cards.get(section.ref)
        if card is None:
            card = RepeatCard(self._theme, section)
            card.remove_wanted.connect(self.remove_wanted)
            card.open_wanted.connect(self.fold_wanted)
        # A new one is empty and wants to be filled in; full ones fold when there are many.
        filled = any(isinstance(p, Field) and p.value for p in inside)
        is_open = self._open.setdefault(section.ref, of <= MOST_OPEN or not filled)
        card.put(self._whole(inside) if is_open else [])
        card.set_open(is_open, of > 1)
        self.show_card(card, section)
        self.cards[section.ref] = card
        return card

    def _add(self, repeat: Section) -> AddRow:
        add = self._before.adds.get(repeat.ref)
        if add is None:
            add = AddRow(self._theme, repeat)
            add.add_wanted.connect(self.add_wanted)
        self._made.adds[repeat.ref] = add
        return add

    def _group(self, section: Section, inside: Sequence[Part]) -> GroupCard:
        card = self._before.groups.get(section.ref) or GroupCard(self._theme, section.ref)
        # A long table comes line by line, as the rows outside of cards do.
        widgets: list[QWidget] = []
        self._build(inside, widgets)
        card.put(widgets)
        self._made.groups[section.ref] = card
        return card

    def _row(self, field: Field, compact: bool = False) -> QuestionRow:
        row = self._before.rows.get(field.ref)
        if row is None or row.kind != field.kind or row.compact != compact:
            row = self._question(field, compact)
        elif not self._growing and row.field != field:
            row.show_field(field)
        self.rows[field.ref] = row
        return row

    def _question(self, field: Field, compact: bool) -> QuestionRow:
        choices = self._session.choices(field.ref) if field.kind in SELECTS else ()
        row = QuestionRow(self._around, field, choices, compact=compact)
        row.edited.connect(self.edited)
        row.confirmed.connect(self.confirmed)
        row.left.connect(self.left)
        row.renewed.connect(self.renewed)
        # An answer that was there before is told off at once, a missing one only when asked.
        if self._told or (field.value and field.kind != "note"):
            row.tell(self._missing.get(field.ref, ""))
        return row

    def _head(self, section: Section) -> SectionHead:
        head = self._before.heads.get(section.ref)
        if head is None:
            head = SectionHead(self._theme, section, self._around.beside)
        else:
            head.show_section(section)
        self.heads[section.ref] = head
        return head

    def _above(self, questions: Sequence[Question]) -> list[QWidget]:
        """What stands above the columns of a table: words, and what is beside them."""
        form, language = self._session.form, self._session.language
        heads: list[QWidget] = []
        for node, words in zip(questions, self._labels(questions), strict=True):
            named = {
                kind: said(files, language, form.default_language)
                for kind, files in node.media.items()
            }
            media = {kind: name for kind, name in named.items() if isinstance(name, str)}
            shown = media_box(self._theme, self._around.beside, media, words, small=True)
            heads.append(label(words, "strong"))
            if shown is not None:
                column = QVBoxLayout()
                column.setContentsMargins(0, 0, 0, 0)
                column.addWidget(heads[-1])
                column.addWidget(shown)
                heads[-1] = QWidget()
                heads[-1].setLayout(column)
        return heads

    def _labels(self, questions: Sequence[Question]) -> list[str]:
        form, language = self._session.form, self._session.language
        texts = [said(node.label, language, form.default_language) for node in questions]
        # Where a line decides whether it is required, the cell says so and not the head.
        stars = [" *" if node.required == "true()" else "" for node in questions]
        return [
            (text if isinstance(text, str) else "".join(text[::2])) + star
            for text, star in zip(texts, stars, strict=True)
        ]


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
