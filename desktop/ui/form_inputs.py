"""Which widget takes the answer of which question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.ui.form_files import Files
from desktop.ui.inputs.attachment import AttachmentInput
from desktop.ui.inputs.base import Input
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.choice import Acknowledge, Buttons
from desktop.ui.inputs.geo import Point, Points
from desktop.ui.inputs.moment import DateInput, DateTimeInput, TimeInput
from desktop.ui.inputs.month import Month
from desktop.ui.inputs.range import NumberPicker, Range
from desktop.ui.inputs.ranking import Ranking
from desktop.ui.inputs.scale import GridRow, Scale
from desktop.ui.inputs.searched import Picker, Ticker, is_searched
from desktop.ui.inputs.sketch import DRAWN, SketchInput
from desktop.ui.inputs.text import (
    Address,
    Barcode,
    Counter,
    Digits,
    Line,
    Masked,
    NumberLine,
    Paragraph,
)
from desktop.ui.inputs.track import Steps
from desktop.ui.theme import Theme
from desktop.usecases.attaching import asked
from desktop.usecases.calling import Contact
from reports.form import ATTACHMENTS, SELECTS
from reports.session.view import ChoiceView, Field
from resources.places import commune

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows of one report have around them."""

    theme: Theme
    now: Now
    files: Files
    copied: Callable[[str], str]
    """Where the answer of a ref was copied from, in words; "" when it was not."""
    comment: Callable[[Field], str] = lambda _field: ""
    """What the province wants mended in a question, in words; "" for most."""
    contacts: Sequence[Contact] = ()
    """Whom to call about what the form reports."""
    beside: Beside = field(default_factory=Beside)
    commune: str = ""
    """The code of the commune that reports; "" before enrolment."""


def input_for(
    around: Around, field: Field, choices: tuple[ChoiceView, ...], *, compact: bool = False
) -> Input | None:
    """The widget for a question; None for one that only says something.

    ``compact`` is for a cell of a table.
    """
    kind, look = field.kind, field.appearance
    if kind == "note":
        return None
    if kind in ATTACHMENTS:
        if kind == "image" and DRAWN & set(look):
            return SketchInput(
                around.theme, asked(field), around.files, look, around.beside.playing
            )
        return AttachmentInput(around.theme, asked(field), around.files, around.beside.playing)
    if kind == "select_one" and compact:
        return Picker(around.theme, around.beside)
    if kind in SELECTS:
        return _select(around, field, len(choices))
    if kind in {"integer", "decimal", "range"}:
        return _number(around.theme, field)
    if kind in {"date", "time", "datetime"}:
        return _moment(around, field)
    if kind == "acknowledge":
        return Acknowledge(around.theme)
    if kind == "geopoint":
        return Point(around.theme, commune(around.commune))
    if kind in {"geotrace", "geoshape"}:
        return Points(around.theme, closed=kind == "geoshape")
    if kind == "barcode":
        return Barcode(around.theme)
    return _words(around.theme, field)


def is_other(before: Input | None, field: Field, count: int) -> bool:
    """Whether another widget suits as many choices as there are now."""
    searched = is_searched(count, field.appearance)
    if type(before) is Buttons:
        return searched
    return isinstance(before, Picker | Ticker) and not searched


def _select(around: Around, field: Field, count: int) -> Input:
    theme, look, beside = around.theme, field.appearance, around.beside
    several = field.kind == "select_multiple"
    if field.kind == "rank":
        return Ranking(theme, beside)
    if {"list-nolabel", "label"} & set(look):
        return GridRow(theme, several=several, beside=beside, only_head="label" in look)
    if "likert" in look and not several:
        return Scale(theme, beside)
    if is_searched(count, look):
        return Ticker(theme, beside, folded="minimal" in look) if several else Picker(theme, beside)
    return Buttons(theme, several=several, appearance=look, beside=beside)


def _number(theme: Theme, field: Field) -> Input:
    look = field.appearance
    if field.kind == "range" and (steps := Steps.of(field.parameters)) is not None:
        if "picker" in look and steps.count < NumberPicker.MOST:
            return NumberPicker(theme, steps)
        return Range(theme, steps, look)
    if field.kind == "integer" and "counter" in look:
        return Counter(theme)
    return NumberLine(theme, grouped="thousands-sep" in look)


def _moment(around: Around, field: Field) -> Input:
    theme, now, look = around.theme, around.now, field.appearance
    calendar = "no-calendar" not in look
    if field.kind == "time":
        return TimeInput(theme, now)
    if field.kind == "datetime":
        return DateTimeInput(theme, now, calendar=calendar)
    if {"month-year", "year"} & set(look):
        return Month(theme, only_year="year" in look)
    return DateInput(theme, now, calendar=calendar)


def _words(theme: Theme, field: Field) -> Input:
    look = field.appearance
    if "multiline" in look:
        rows = field.parameters.get("rows", "3")
        return Paragraph(theme, int(rows) if rows.isdigit() else 3)
    if "numbers" in look:
        return NumberLine(theme, grouped=True) if "thousands-sep" in look else Digits(theme)
    if "masked" in look:
        return Masked(theme)
    if "url" in look:
        return Address(theme)
    return Line(theme)
