"""SurveyCTO's functions on delimited lists, which ODK has no words for.

Only these are here: whatever ODK can say is rewritten when a form is compiled
(:mod:`reports.xlsform.surveycto`). Items are counted from 0.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

from ..values import ODK
from .registry import Library

LIBRARY: Final = Library()


def _items(delimiter: str, text: str) -> list[str]:
    if not text:
        return []
    items = text.split(delimiter) if delimiter else text.split()
    return [item.strip() for item in items]


@LIBRARY.plain("count-items(string, string) -> number")
def count_items(delimiter: str, text: str) -> float:
    return float(len(_items(delimiter, text)))


@LIBRARY.plain("item-at(string, string, number) -> string")
def item_at(delimiter: str, text: str, index: float) -> str:
    """The item at an index; empty past the end."""
    items = _items(delimiter, text)
    return items[int(index)] if 0 <= index < len(items) else ""


@LIBRARY.plain("item-index(string, string, string) -> number")
def item_index(delimiter: str, text: str, item: str) -> float:
    """Where an item first stands, or -1."""
    items = _items(delimiter, text)
    return float(items.index(item.strip())) if item.strip() in items else -1.0


@LIBRARY.plain("item-present(string, string, string) -> number")
def item_present(delimiter: str, text: str, item: str) -> float:
    """1 or 0, as SurveyCTO has it."""
    return 1.0 if item.strip() in _items(delimiter, text) else 0.0


@LIBRARY.plain("de-duplicate(string, string) -> string")
def de_duplicate(delimiter: str, text: str) -> str:
    """Each item once, in the order of first appearance."""
    kept = dict.fromkeys(item for item in _items(delimiter, text) if item)
    return (delimiter or " ").join(kept)


@LIBRARY.plain("format-number(number) -> string")
def format_number(value: float) -> str:
    """With a comma between thousands and the decimals that it has."""
    if not math.isfinite(value):
        return ODK.text(value)
    # A date is a number that writes itself as a date.
    return format(Decimal(ODK.text(float(value))), ",f")
