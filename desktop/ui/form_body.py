"""All rows of a form in one column, kept in step with its session."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.form_files import Files
from desktop.ui.form_inputs import Around, Now
from desktop.ui.form_notices import Notices
from desktop.ui.form_parts import FormParts
from desktop.ui.form_repeats import columns, table_width
from desktop.ui.form_rows import STOP, GroupCard, QuestionRow, SectionHead
from desktop.ui.inputs.beside import Beside
from desktop.ui.language import day
from desktop.ui.page import Column
from desktop.ui.theme import Theme
from desktop.usecases.calling import Contact
from desktop.usecases.drafting import OpenDraft
from reports.form import SELECTS, Node, Question
from reports.session import FormSession
from reports.session.changes import Changes
from reports.session.view import Field, Section

_MEASURE = 84
"""Widest column, in average characters."""


_SOON = 40
"""So many rows are made while one waits; more of them a moment later."""


class FormBody(Column):
    """Draws again what changed and nothing else, and leads to any question."""

    edited = Signal(str, str)
    confirmed = Signal(str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, now: Now) -> None:
        super().__init__(theme, _MEASURE)
        self._now = now
        self._draft: OpenDraft | None = None
        self._notices: Notices | None = None
        self._nodes: dict[str, Node] = {}
        self._made: FormParts | None = None
        self._order: list[QWidget] = []
        self._after: Sequence[QWidget] = ()
        QApplication.instance().focusChanged.connect(self._follow_focus)
        self._goal = ""
        """Where to go when everything is made."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(lambda: self._lay_out(growing=True))

    def end_with(self, after: Sequence[QWidget]) -> None:
        """Where Tab goes from the last question, one by one."""
        self._after = after

    def show_draft(
        self, draft: OpenDraft, files: Files, notices: Notices, contacts: Sequence[Contact] = ()
    ) -> None:
        """Begin with another report. ``notices`` stand above all rows; ``contacts`` are whom
        to call about it."""
        self._draft, self._notices = draft, notices
        session = draft.session
        commune = session.properties.get("commune_code", "")
        around = Around(
            theme=self._theme,
            now=self._now,
            files=files,
            copied=self._copied,
            comment=self._comment,
            contacts=contacts,
            beside=Beside(session.file, files.open_outside),
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
        self._order = []
        self._goal = ""
        self._made = self._make_parts(draft.session, around)
        self._lay_out()
        self.widget().show()
        self.verticalScrollBar().setValue(0)

    def follow(self, changes: Changes) -> None:
        """Draw again what changed, and nothing else."""
        self._goal = ""
        shifted = bool(changes.added or changes.removed or changes.shown or changes.hidden)
        if shifted:
            # After an instance was added or removed later ones have other refs.
            self._lay_out(chain=False)
        touched = {*changes.values, *changes.states, *changes.texts, *changes.choices}
        for ref in touched:
            row = self._parts.rows.get(ref)
            field = self._session.field(ref) if row is not None else None
            if row is None or field is None:
                continue
            if ref in changes.choices and field.kind in SELECTS:
                row.offer(self._session.choices(ref))
            row.show_field(field)
        if (shifted or changes.choices) and not self._parts.late:
            self._chain_tabs()
        if changes.texts:
            for part in self._session.visible():
                if isinstance(part, Section) and part.ref in self._parts.heads:
                    self._parts.heads[part.ref].show_section(part)
        cards = self._parts.cards
        changed = {ref for ref in cards if any(each.startswith(f"{ref}/") for each in touched)}
        for part in self._session.visible() if changed else ():
            if isinstance(part, Section) and part.ref in changed:
                self._parts.show_card(cards[part.ref], part)

    def redraw(self, ref: str) -> None:
        """Draw one question again; nothing when it is not on the screen."""
        row, field = self._parts.rows.get(ref), self._session.field(ref)
        if row is not None and field is not None:
            row.show_field(field)

    def tell_all(self) -> None:
        """Say everything that is missing or wrong."""
        self._parts.tell_all()

    def go_to(self, ref: str) -> None:
        """Bring a question, or a section's head, into view and give it the focus.

        Where much is still to be made before it, only once that is done; unless somebody
        answers something else in the meantime.
        """
        if ref not in self._parts.rows:
            if self._later.isActive() and self._parts.late > _SOON:
                self._goal = ref
                return
            self.finish()
        self._goal = ""
        self._unfold(ref)
        row: QWidget | None = self._parts.rows.get(ref) or self._parts.heads.get(ref)
        if row is None:
            stops: Sequence[QWidget] = [*self._parts.rows.values(), *self._order]
            row = next((r for r in stops if getattr(r, "ref", "").startswith(ref)), None)
        if row is None:
            return
        target = row
        if isinstance(row, SectionHead):
            at = self._place(row)
            below = (r for r in self._parts.rows.values() if r.input is not None)
            target = min((r for r in below if self._place(r) >= at), key=self._place, default=row)
        self._scroll_to(row)
        target.setFocus()
        # A banner or a card that comes or goes with it moves everything once more.
        QTimer.singleShot(0, self, lambda: self._scroll_to(row))

    def _scroll_to(self, row: QWidget) -> None:
        if isValid(row) and self.widget().isAncestorOf(row):
            self.verticalScrollBar().setValue(max(0, self._place(row) - 12))

    def _arrive(self) -> None:
        goal, self._goal = self._goal, ""
        if goal:
            self.go_to(goal)

    def begin(self, ref: str) -> None:
        """Give a question the focus, with what stands above it in view."""
        row = self._parts.rows.get(ref)
        if row is not None:
            row.setFocus()
            self.ensureWidgetVisible(row, 0, 60)

    def hand_on(self) -> None:
        """What stands in a field and was not handed on yet."""
        for row in list(self._parts.rows.values()):
            row.hand_on()

    def row(self, ref: str) -> QuestionRow:
        """The row of a question on the screen. KeyError for any other."""
        if ref not in self._parts.rows:
            self.finish()
        return self._parts.rows[ref]

    def finish(self) -> None:
        """Make what is still to be made, now."""
        if self._later.isActive():
            self._lay_out(growing=True, at_once=True)

    @property
    def is_busy(self) -> bool:
        """Whether a file is still being made ready to be an answer."""
        rows = self._parts.rows.values() if self._made is not None else ()
        return any(row.input is not None and row.input.is_busy for row in rows)

    @property
    def stopped(self) -> bool:
        """Whether a note on the screen ends the form."""
        return any(
            isinstance(part, Field) and part.kind == "note" and STOP in part.appearance
            for part in self._session.visible()
        )

    def errors(self) -> dict[str, str]:
        """What is said beside questions now, by ref."""
        self.finish()
        return {ref: row.error for ref, row in self._parts.rows.items() if row.error}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._draft is not None and event.size().width() != event.oldSize().width():
            fits = {
                ref: self._columns(table.ref) != () for ref, table in self._parts.tables.items()
            }
            wanted = [p for p, node in self._nodes.items() if self._columns(p) and not fits.get(p)]
            if wanted or not all(fits.values()):
                self._lay_out()

    # Within

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring into view what Tab comes to from outside; within, the scroll area does it."""
        if new is not None and self.widget().isAncestorOf(new) and new.visibleRegion().isEmpty():
            self.ensureWidgetVisible(new, 0, 60)

    def _make_parts(self, session: FormSession, around: Around) -> FormParts:
        if self._made is not None:
            self._made.deleteLater()
        parts = FormParts(session, around, self._columns)
        parts.setParent(self)
        parts.edited.connect(self.edited)
        parts.confirmed.connect(self.confirmed)
        parts.left.connect(self.left)
        parts.renewed.connect(self._chain_tabs)
        parts.add_wanted.connect(self.add_wanted)
        parts.remove_wanted.connect(self.remove_wanted)
        parts.fold_wanted.connect(self._fold)
        return parts

    @property
    def _parts(self) -> FormParts:
        if self._made is None:
            raise RuntimeError("no report on the screen")
        return self._made

    @property
    def _session(self) -> FormSession:
        if self._draft is None:
            raise RuntimeError("no report on the screen")
        return self._draft.session

    def _copied(self, ref: str) -> str:
        draft = self._draft
        if draft is None or not draft.is_copied(ref):
            return ""
        return self.tr("Chép từ {day}").format(day=day(draft.copied.at, self._now()))

    def _comment(self, field: Field) -> str:
        comment = self._draft.comment_on(field) if self._draft is not None else ""
        if not comment or self._draft is None:
            return ""
        if self._draft.is_mended(field):
            return self.tr("Đã sửa. Tỉnh ghi: {comment}").format(comment=comment)
        return self.tr("Tỉnh ghi: {comment}").format(comment=comment)

    def _place(self, widget: QWidget) -> int:
        return widget.mapTo(self.widget(), QPoint(0, 0)).y()

    def _lay_out(self, *, growing: bool = False, at_once: bool = False, chain: bool = True) -> None:
        wanted: list[QWidget] = []
        if self._notices is not None and self._notices.needed:
            wanted.append(self._notices)
        wanted += self._parts.arrange(growing=growing, at_once=at_once)
        keep = set(map(id, wanted))
        for old in self._order:
            if id(old) not in keep:
                self.body.removeWidget(old)
                old.hide()
                old.deleteLater()
        layout: QVBoxLayout = self.body
        # A widget that is shown lays all of its neighbours out: once for all of them is enough.
        layout.setEnabled(False)
        for at, widget in enumerate(wanted):
            item = layout.itemAt(at)
            if item is None or item.widget() is not widget:
                layout.insertWidget(at, widget)
                if layout.parentWidget().isVisible():
                    widget.show()
        layout.setEnabled(True)
        layout.invalidate()
        layout.activate()
        self._order = wanted
        if self._parts.late:
            self._later.start()
            return
        self._later.stop()
        if chain:
            self._chain_tabs()
        if self._goal:
            # What is new has its place only after this.
            QTimer.singleShot(0, self, self._arrive)

    def _chain_tabs(self) -> None:
        """Tab goes down the column, whatever was made when, and then on to what comes after."""
        stops = [
            widget
            for row in self._order
            for part in (row.inside if isinstance(row, GroupCard) else [row])
            for widget in part.findChildren(QWidget)
            # The list of a combo box is a window of its own.
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.window() is self.window()
        ]
        for one, following in pairwise([*stops, *self._after]):
            QWidget.setTabOrder(one, following)

    def _unfold(self, ref: str) -> None:
        for card_ref, card in list(self._parts.cards.items()):
            if ref.startswith(f"{card_ref}/") and not card.is_open:
                self._fold(card_ref, True)

    def _fold(self, ref: str, is_open: bool) -> None:
        self._parts.fold(ref, is_open)
        self._lay_out()
        if is_open and ref in self._parts.cards:
            self._parts.cards[ref].setFocus()

    def _columns(self, path: str) -> tuple[Question, ...]:
        """The columns of a repeat that is a table here and now."""
        found = columns(self._nodes.get(path))
        character = self.fontMetrics().averageCharWidth()
        room = min(self.viewport().width() - 2 * self._theme.px(28), character * _MEASURE)
        return found if table_width(found, character) <= room else ()
