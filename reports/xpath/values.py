"""The four kinds of XPath value and how each is turned into another, by both rule books.

A value is a ``bool``, a ``float`` (``DateTime`` for moments), a ``str`` or a list of nodes. Lists
of nodes may be shared with a tree's own index and are never changed in place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from . import dates
from .dates import DateTime
from .tree import Node

if TYPE_CHECKING:
    from .context import Context

Value = bool | float | str | list[Node]

NAN: Final = math.nan

_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*", re.ASCII)
_ODK_NUMBER: Final = re.compile(
    r"[ \t\r\n]*(-?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|Infinity))[ \t\r\n]*", re.ASCII
)


def native_number(text: str, context: Context) -> float:
    """XPath 1.0's ``number()`` of a string (section 4.4): decimal digits or NaN."""
    match = _NUMBER.fullmatch(text)
    return float(match.group(1)) if match else NAN


def odk_number(text: str, context: Context) -> float:
    """ODK's ``number()`` of a string: also ISO dates, as days since 1970-01-01 UTC.

    Exponents and Infinity are read as well, because calculated values are stored as text.
    """
    match = _ODK_NUMBER.fullmatch(text)
    if match is not None:
        return float(match.group(1))
    if len(text) > 9 and text[4] == "-":
        milliseconds = dates.read(text, context.zone)
        if milliseconds is not None:
            return milliseconds / dates.DAY
    return NAN


def digits(value: float) -> str:
    """A finite number or infinity as XPath 1.0 writes it: the fewest digits, never an exponent."""
    if value == 0:
        return "0"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(float(value))
    if "e" in text:
        text = format(Decimal(text), "f")
    return text[:-2] if text.endswith(".0") else text


def native_text(value: float) -> str:
    """A number as a string in plain XPath 1.0, where NaN is ``NaN``."""
    return "NaN" if math.isnan(value) else digits(value)


def odk_text(value: float) -> str:
    """A number as a string in ODK: NaN is empty, because an unanswered sum must not be stored."""
    if type(value) is DateTime:
        return value.text
    return "" if math.isnan(value) else digits(value)


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule book: how strings become numbers and numbers strings."""

    mode: str
    number: Callable[[str, Context], float]
    text: Callable[[float], str]


NATIVE: Final = Rules("native", native_number, native_text)
ODK: Final = Rules("odk", odk_number, odk_text)


def to_text(value: Value, rules: Rules) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return rules.text(value)
    return value[0].string_value() if value else ""


def to_number(value: Value, rules: Rules, context: Context) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return rules.number(value, context)
    return rules.number(value[0].string_value(), context) if value else NAN


def to_boolean(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def stored_text(value: Value) -> str:
    """What a form keeps of a result: ODK's string, with NaN and an invalid date as empty."""
    if isinstance(value, DateTime) and math.isnan(value):
        return ""
    return to_text(value, ODK)
