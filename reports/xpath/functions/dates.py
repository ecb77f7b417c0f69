"""ODK's date and time functions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from .. import dates
from ..context import Context
from ..dates import DateTime
from ..values import NAN, Value
from .registry import Library

LIBRARY: Final = Library()


@LIBRARY.contextual("today() -> number")
def today(context: Context) -> DateTime:
    """The midnight that began the local day; as a string its date only."""
    moment = dates.midnight(context.moment())
    return DateTime.at(dates.from_moment(moment), context.zone)


@LIBRARY.contextual("now() -> number")
def now(context: Context) -> DateTime:
    return DateTime.at(dates.from_moment(context.moment()), context.zone)


def _moment(context: Context, value: Value) -> DateTime | None:
    """A value as a moment: an ISO text, or a number of days; None where there is nothing to read.

    What is written but is no date gives an invalid moment.
    """
    if isinstance(value, list):
        value = value[0].string_value() if value else ""
    if isinstance(value, DateTime):
        return value
    if isinstance(value, bool) or value == "":
        return None
    if isinstance(value, float):
        return dates.from_days(value, context.zone)
    milliseconds = dates.read_loosely(value, context.zone)
    if milliseconds is None:
        return DateTime.invalid(context.zone)
    return DateTime.at(milliseconds, context.zone)


@LIBRARY.contextual("date(any) -> any")
@LIBRARY.contextual("date-time(any) -> any")
def date(context: Context, value: Value) -> DateTime | str:
    """The value as a moment. Empty stays empty. ODK does not cut the time off."""
    moment = _moment(context, value)
    if moment is None or moment.milliseconds is None:
        return "" if moment is None else moment
    return DateTime.at(moment.milliseconds, context.zone)


@LIBRARY.contextual("decimal-date-time(any) -> number")
def decimal_date_time(context: Context, value: Value) -> float:
    moment = _moment(context, value)
    return NAN if moment is None else float(moment)


@LIBRARY.contextual("decimal-time(string) -> number")
def decimal_time(context: Context, text: str) -> float:
    return dates.day_fraction(text, context.zone)


# Not from the calendar module, whose names change with the process's locale.
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_ENGLISH: Final = (
    [month[:3] for month in _MONTHS],
    list(_MONTHS),
    [day[:3] for day in _DAYS],
    list(_DAYS),
)
_VIETNAMESE: Final = (
    [f"Thg {month}" for month in range(1, 13)],
    [f"Tháng {month}" for month in range(1, 13)],
    ["T2", "T3", "T4", "T5", "T6", "T7", "CN"],
    ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"],
)
# An XLSForm writes its languages as "Tiếng Việt (vi)", or gives the bare code.
_IN_VIETNAMESE: Final = re.compile(r"vi\b|tiếng việt|.*\(vi\b", re.IGNORECASE)


def _names(language: str) -> tuple[list[str], ...]:
    return _VIETNAMESE if _IN_VIETNAMESE.match(language) else _ENGLISH


_FORMATS: Final[dict[str, Callable[[datetime, tuple[list[str], ...]], str]]] = {
    "%Y": lambda moment, names: f"{moment.year:04}",
    "%y": lambda moment, names: f"{moment.year % 100:02}",
    "%m": lambda moment, names: f"{moment.month:02}",
    "%n": lambda moment, names: str(moment.month),
    "%b": lambda moment, names: names[0][moment.month - 1],
    "%B": lambda moment, names: names[1][moment.month - 1],
    "%d": lambda moment, names: f"{moment.day:02}",
    "%e": lambda moment, names: str(moment.day),
    "%a": lambda moment, names: names[2][moment.weekday()],
    "%A": lambda moment, names: names[3][moment.weekday()],
    "%H": lambda moment, names: f"{moment.hour:02}",
    "%h": lambda moment, names: str(moment.hour),
    "%M": lambda moment, names: f"{moment.minute:02}",
    "%S": lambda moment, names: f"{moment.second:02}",
    "%3": lambda moment, names: f"{moment.microsecond // 1000:03}",
    "%Z": lambda moment, names: dates.offset_text(moment),
    "%%": lambda moment, names: "%",
}
_CODE: Final = re.compile("|".join(_FORMATS))


@LIBRARY.contextual("format-date(any, string) -> string")
@LIBRARY.contextual("format-date-time(any, string) -> string")
def format_date(context: Context, value: Value, pattern: str) -> str:
    """The moment written by the pattern, month and day names in the form's language.

    Empty when the value is no moment. A number is days, so that ``today() + 7`` can be shown.
    """
    moment = _moment(context, value)
    if moment is None or moment.milliseconds is None:
        return ""
    local = dates.moment_at(moment.milliseconds, context.zone)
    names = _names(context.language)
    return _CODE.sub(lambda code: _FORMATS[code.group()](local, names), pattern)
