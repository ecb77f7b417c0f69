"""The rows of a form on a screen: a question with its widget, a section's head."""

from collections.abc import Callable
from enum import IntEnum, auto
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.form_clocks import Clocks
from desktop.ui.form_clocks import hours as clock_hours
from desktop.ui.form_contacts import APPEARANCE as CONTACTS
from desktop.ui.form_contacts import Contacts
from desktop.ui.form_inputs import Around, input_for, is_other
from desktop.ui.form_words import issue_words, marked, unmarked
from desktop.ui.inputs.base import Input
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.pictures import media_box
from desktop.ui.inputs.scale import GridRow, head_tables
from desktop.ui.theme import Theme
from desktop.ui.widgets.begun import Begun
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.folded import Folded
from desktop.ui.widgets.text import Kind, Tone, chip, label, row
from reports.form import SELECTS
from reports.session.view import ChoiceView, Field, Issue, Section

STOP = "stop"
"""The appearance of a note that ends the form while it is seen."""
_TONES: dict[str, Tone] = {STOP: "bad", "alert": "bad", "warn": "warn", "info": "info"}
"""The tone of a note, by a word of its appearance."""


class _Place(IntEnum):
    """The parts of a row, from above to below."""

    LABEL = auto()
    HINT = auto()
    GUIDANCE = auto()
    COMMENT = auto()
    MEDIA = auto()
    INPUT = auto()
    COPIED = auto()
    ERROR = auto()
    CLOCKS = auto()
    CONTACTS = auto()


class QuestionRow(Begun, QFrame):
    """Label, hint, widget, what is wrong, and what the province said about it.

    ``compact``: a cell of a table, whose head says the label.
    """

    edited = Signal(str, str)
    """Ref and new value."""
    confirmed = Signal(str)
    """Ref of a copied answer that is still right."""
    left = Signal()
    renewed = Signal()
    """Its input has other parts than before."""

    def __init__(
        self,
        around: Around,
        field: Field,
        choices: tuple[ChoiceView, ...],
        *,
        compact: bool = False,
    ) -> None:
        super().__init__()
        theme = around.theme
        self.ref, self.kind, self.compact = field.ref, field.kind, compact
        self._around = around
        self._told = False
        self._required = ""
        self._media: dict[str, str] = {}
        self._parts: dict[_Place, QWidget] = {}
        """What stands in the row, by its place: made when there is something to show."""
        self._body = QVBoxLayout(self)
        if compact:
            self._body.setContentsMargins(0, 0, 0, 0)
        else:
            self._body.setContentsMargins(4, 0, 4, theme.px(10))
        self._body.setSpacing(theme.px(4))
        self._label = label("", "strong" if field.kind != "note" else "")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self.input = input_for(around, field, choices, compact=compact)
        if isinstance(self.input, GridRow):
            self._body.setContentsMargins(4, 0, 4, 0)
            self._beside_marks = QWidget()
            column = QVBoxLayout(self._beside_marks)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._label)
            self.input.put_beside(self._beside_marks)
        elif not compact:
            self._put(_Place.LABEL, self._label)
        if self.input is not None:
            self._take(self.input, field, choices)
        deadlines = clock_hours(field.appearance)
        self._clocks = Clocks(theme, deadlines, around.now) if deadlines else None
        if self._clocks is not None:
            self._put(_Place.CLOCKS, self._clocks)
        if field.kind == "note":
            self._call_out(field)
        self.show_field(field)

    @property
    def field(self) -> Field:
        """What it shows now."""
        return self._field

    @property
    def error(self) -> str:
        """The sentence that is shown now."""
        return self._said(_Place.ERROR)

    def show_field(self, field: Field) -> None:
        """Everything as the session has it now."""
        self._field = field
        star = "\u00a0*" if field.required and not field.readonly else ""
        self._label.setText(marked(field.label + star))
        hint = field.hint
        if not self.compact:
            self._say(_Place.HINT, hint, "small")
            self._show_guidance(field.guidance)
            self._show_media(field)
        self._say(_Place.COMMENT, self._around.comment(field), "warn")
        self._show_copied(self._around.copied(self.ref))
        if self._clocks is not None:
            self._clocks.show_from(field.value)
        if self.input is not None:
            self.input.show_value(field.value)
            self.input.lock(field.readonly)
            required = self.tr("bắt buộc") if field.required else ""
            spoken = ", ".join(part for part in (unmarked(field.label), required) if part)
            self.input.name(spoken, f"{hint} {self._said(_Place.COMMENT)}".strip())
        self._show_error()

    def _show_media(self, field: Field) -> None:
        """Pictures and recordings, in the session's language."""
        if field.media == self._media:
            return
        self._media = field.media
        before = self._parts.pop(_Place.MEDIA, None)
        if before is not None:
            before.hide()
            before.deleteLater()
        words = unmarked(field.label)
        in_grid = isinstance(self.input, GridRow)
        made = media_box(self._around.theme, self._around.beside, field.media, words, small=in_grid)
        if made is None:
            return
        if in_grid:
            self._parts[_Place.MEDIA] = made
            self._beside_marks.layout().addWidget(made)
        else:
            self._put(_Place.MEDIA, made)

    def _put(self, place: _Place, widget: QWidget) -> None:
        """Stand a part of the row where it belongs."""
        at = sum(other < place for other in self._parts)
        self._parts[place] = widget
        self._body.insertWidget(at, widget)

    def _say(self, place: _Place, text: str, kind: Kind) -> None:
        """Words above or below the input; no label is made as long as there are none."""
        made = self._parts.get(place)
        if made is None:
            if not text:
                return
            made = label("", kind)
            self._put(place, made)
        if isinstance(made, QLabel):
            made.setText(text)
            made.setVisible(bool(text))

    def _said(self, place: _Place) -> str:
        made = self._parts.get(place)
        return made.text() if isinstance(made, QLabel) else ""

    def _show_guidance(self, text: str) -> None:
        made = self._parts.get(_Place.GUIDANCE)
        if made is None and text:
            made = Folded(self._around.theme)
            self._put(_Place.GUIDANCE, made)
        if isinstance(made, Folded):
            made.show_text(text)

    def _show_copied(self, words: str) -> None:
        made = self._parts.get(_Place.COPIED)
        if made is None and words:
            made = CopiedMark(
                self._around.theme,
                lambda: self.confirmed.emit(self.ref),
                compact=self.compact,
            )
            self._put(_Place.COPIED, made)
        if isinstance(made, CopiedMark):
            made.show_words(words)

    def _call_out(self, field: Field) -> None:
        """Notes that must not be overlooked stand in a box; some say whom to call."""
        theme = self._around.theme
        tone = next((_TONES[word] for word in field.appearance if word in _TONES), "")
        if tone:
            self.setProperty("kind", "card")
            self.setProperty("tone", tone)
            edge = theme.px(14)
            self._body.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        if CONTACTS in field.appearance:
            self._put(_Place.CONTACTS, Contacts(theme, self._around.contacts))

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        """Other choices than before; many more or fewer of them may need another widget."""
        old = self.input
        if old is None or self.compact or not is_other(old, self._field, len(choices)):
            if old is not None:
                old.offer(choices)
            return
        new = input_for(self._around, self._field, choices)
        if new is None:
            return
        held = old.isAncestorOf(QApplication.focusWidget())
        self._body.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.input = new
        self._take(new, self._field, choices)
        self.show_field(self._field)
        if held:
            new.setFocus()

    def _take(self, input_: Input, field: Field, choices: tuple[ChoiceView, ...]) -> None:
        self._put(_Place.INPUT, input_)
        input_.edited.connect(self._edited)
        input_.left.connect(self._left)
        input_.renewed.connect(self.renewed)
        self.begin_with(input_)
        if field.kind in SELECTS:
            input_.offer(choices)
        if self.compact:
            input_.spread()

    def tell(self, required: str = "") -> None:
        """From now on say what is wrong; until the first try nobody is scolded.

        ``required`` is what the form's author says where there is no answer.
        """
        self._told = True
        self._required = required
        self._show_error()

    def end_table(self, ends: bool) -> None:
        """Whether something else than another line of its table stands below."""
        if isinstance(self.input, GridRow):
            self._body.setContentsMargins(4, 0, 4, self._around.theme.px(10) if ends else 0)

    def hand_on(self) -> None:
        """What was typed and not handed on yet, now."""
        if self.input is not None:
            self.input.hand_on()

    def _edited(self, value: str) -> None:
        self.edited.emit(self.ref, value)

    def _left(self) -> None:
        # Leaving an empty question is no mistake yet; leaving a wrong one is.
        if self._field.value:
            self.tell()
        self.left.emit()

    def _show_error(self) -> None:
        issues = list(self._field.issues)
        if self._field.missing and not issues:
            issues = [Issue(self.ref, "required", self._required)]
        text = " ".join(issue_words(issue) for issue in issues) if self._told else ""
        self._say(_Place.ERROR, text, "error")
        if self.input is not None:
            self.input.mark(bool(text))


class CopiedMark(QWidget):
    """Under an answer that comes from an earlier report, until it is touched."""

    def __init__(self, theme: Theme, confirmed: Callable[[], object], *, compact: bool) -> None:
        super().__init__()
        self._compact = compact
        self._chip = chip("", "info")
        if compact:
            self._right = icon_button(theme, "check", self.tr("Vẫn đúng"), confirmed)
        else:
            self._right = button(self.tr("Vẫn đúng"), confirmed, "link", theme=theme, icon="check")
        self.setLayout(row(self._chip, self._right, 1, spacing=theme.px(4 if compact else 10)))
        self.hide()

    def show_words(self, words: str) -> None:
        """Where it comes from; nothing when it does not."""
        self._chip.setText(self.tr("Chép") if self._compact else words)
        self._chip.setToolTip(words)
        self._right.setAccessibleDescription(words)
        self.setVisible(bool(words))


class SectionHead(QWidget):
    """The head of a group or a repeat."""

    def __init__(self, theme: Theme, section: Section, beside: Beside) -> None:
        super().__init__()
        self.ref = section.ref
        kind = "heading" if section.depth <= 1 else "strong"
        self._label = label("", kind)
        self._hint = label("", "soft")
        box = QHBoxLayout()
        box.setContentsMargins(0, theme.px(14 if section.depth <= 1 else 6), 0, 0)
        box.addWidget(self._label, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(4, 0, 4, theme.px(4))
        body.setSpacing(theme.px(2))
        body.addLayout(box)
        body.addWidget(self._hint)
        media = media_box(theme, beside, section.media, section.label)
        if media is not None:
            body.addWidget(media)
        self.show_section(section)

    def show_section(self, section: Section) -> None:
        self._label.setText(section.label)
        self._label.setVisible(bool(section.label))
        self._hint.setText(section.hint)
        self._hint.setVisible(bool(section.hint))


class AddRow(Begun, QWidget):
    """Under the instances of a repeat: one more."""

    add_wanted = Signal(str)

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__()
        self.ref = section.ref
        add = button(
            self.tr("Thêm: {label}").format(label=section.label or section.name),
            lambda: self.add_wanted.emit(self.ref),
            theme=theme,
            icon="plus",
        )
        self.begin_with(add)
        body = QHBoxLayout(self)
        body.setContentsMargins(4, 0, 4, theme.px(10))
        body.addWidget(add)
        body.addStretch(1)


class GroupCard(QFrame):
    """Questions that belong close together (``field-list``), or are a table (``table-list``)."""

    def __init__(self, theme: Theme, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self.setProperty("kind", "card")
        self._body = QVBoxLayout(self)
        edge = theme.px(12)
        self._body.setContentsMargins(edge, theme.px(10), edge, theme.px(8))
        self._body.setSpacing(theme.px(4))
        self.inside: list[QWidget] = []

    def put(self, widgets: list[QWidget]) -> None:
        """Show these, in this order; what is there already stays untouched."""
        keep = set(map(id, widgets))
        for old in self.inside:
            if id(old) not in keep:
                self._body.removeWidget(old)
                old.hide()
                old.deleteLater()
        for at, widget in enumerate(widgets):
            if self._body.indexOf(widget) != at:
                self._body.insertWidget(at, widget)
                widget.show()
        self.inside = widgets
        head_tables(widgets)
        for above, below in pairwise(widgets):
            if isinstance(above, QuestionRow):
                above.end_table(not isinstance(getattr(below, "input", None), GridRow))
