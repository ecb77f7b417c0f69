"""Answers as people read them."""

from datetime import datetime

from desktop.ui.inputs.text import shown_number
from reports.form import SELECTS
from reports.letter import MASK
from reports.session import FormSession
from reports.session.values import typed
from reports.session.view import Field


def shown_value(session: FormSession, field: Field) -> str:
    """An answer as people read it: labels of choices, dates the Vietnamese way."""
    if "masked" in field.appearance:
        return MASK if field.value else ""
    if field.kind == "rank":
        labels = {c.value: c.label for c in session.choices(field.ref)}
        return ", ".join(labels.get(value, value) for value in field.value.split())
    if field.kind in SELECTS:
        return ", ".join(c.label for c in session.choices(field.ref) if c.selected)
    if field.kind in {"integer", "decimal", "range"}:
        return shown_number(field.value)
    value = typed(field.kind, field.value)
    if field.kind == "datetime" and isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if field.kind == "date" and value is not None:
        return f"{value:%d/%m/%Y}"
    if field.kind == "time" and value is not None:
        return f"{value:%H:%M}"
    if field.kind == "acknowledge":
        return "✓"
    return field.value
