"""Between the text that a form stores and the values that Python and screens like.

The stored forms are those of XForms: ``yyyy-mm-dd``, ``hh:mm:ss.fff`` and
``yyyy-mm-ddThh:mm:ss.fff`` with an offset, numbers with a point, selects with
spaces between the values.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Final

from reports.form import Kind

Typed = str | int | Decimal | dt.date | dt.time | dt.datetime | tuple[str, ...] | None

_INTEGER: Final = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_TIME: Final = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?", re.ASCII
)
_POINT: Final = re.compile(r"-?\d+(?:\.\d+)?(?:\s+-?\d+(?:\.\d+)?){1,3}", re.ASCII)

_LISTS: Final = frozenset({"select_multiple", "rank"})
# What XML 1.0 cannot hold (section 2.2), and so no report.
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def storable(value: str) -> str:
    """An answer without what no report can hold: control characters, which nobody sees, and halves
    of a character, as a clipboard may leave them, which become U+FFFD."""
    if not _UNSTORABLE.search(value):
        return value
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSTORABLE.sub("", whole)


def fits(kind: Kind, value: str, type_: str = "string") -> bool:
    """Is a non-empty stored value of the right form for its kind of question?"""
    if kind == "integer" or (kind == "range" and type_ == "int"):
        return _INTEGER.fullmatch(value) is not None
    if kind in ("decimal", "range"):
        return _DECIMAL.fullmatch(value) is not None
    if kind == "geopoint":
        return _is_point(value)
    if kind in ("geotrace", "geoshape"):
        points = [point.strip() for point in value.rstrip("; ").split(";")]
        enough = len(points) >= 2 if kind == "geotrace" else len(points) >= 4
        closed = kind == "geotrace" or points[0].split()[:2] == points[-1].split()[:2]
        return enough and closed and all(map(_is_point, points))
    if kind in ("date", "time", "datetime"):
        return typed(kind, value) is not None
    return True


def typed(kind: Kind, value: str) -> Typed:
    """The Python value; None for an empty answer and for one that does not fit its kind."""
    if not value:
        return None
    try:
        if kind == "integer":
            return int(value) if _INTEGER.fullmatch(value) else None
        if kind in ("decimal", "range"):
            return Decimal(value) if _DECIMAL.fullmatch(value) else None
        if kind == "date":
            return dt.date.fromisoformat(value[:10]) if _date_shaped(value) else None
        if kind == "time":
            return _time(value)
        if kind == "datetime":
            return _datetime(value)
    except (ValueError, InvalidOperation):
        return None
    return tuple(value.split()) if kind in _LISTS else value


def stored(value: Typed) -> str:
    """The text that a form stores for a Python value."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def cast(value: str, type_: str) -> str:
    """A worked-out value in the form of its question's type: of a moment the date
    or the time, where one of these is wanted."""
    if type_ == "date" and len(value) > 10 and value[10] == "T":
        return value[:10]
    if type_ == "time" and len(value) > 10 and value[10] == "T":
        return value[11:]
    return value


def _is_point(value: str) -> bool:
    if not _POINT.fullmatch(value.strip()):
        return False
    latitude, longitude = (float(part) for part in value.split()[:2])
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _date_shaped(value: str) -> bool:
    return len(value) == 10 or (len(value) > 10 and value[10] == "T")


def _time(value: str) -> dt.time | None:
    match = _TIME.fullmatch(value)
    if not match:
        return None
    hour, minute, second, fraction, zone = match.groups()
    return dt.time(
        int(hour),
        int(minute),
        int(second or 0),
        int((fraction or "").ljust(6, "0")),
        tzinfo=_zone(zone),
    )


def _datetime(value: str) -> dt.datetime | None:
    date, separator, time = value.partition("T")
    if not separator or len(date) != 10:
        return None
    moment = _time(time)
    return dt.datetime.combine(dt.date.fromisoformat(date), moment) if moment else None


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)
