"""Dates and times as ODK compares them: as days since 1970-01-01T00:00Z, with a fraction.

A date without a time is the midnight that begins it in the context's time zone, so in Vietnam
``date('1970-01-01')`` is the number -0.2916…, and two dates still differ by whole days.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final

DAY: Final = 86_400_000
"""Milliseconds in a day."""

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The default zone. Fixed, because it has had no other offset since 1975 and needs no database."""

INVALID: Final = "Invalid Date"
"""The text of a date that is none; ``stored_text`` turns it into the empty string."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ISO: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?(Z|[-+]\d{2}:\d{2})?)?",
    re.ASCII,
)
_UNPADDED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(T.*)?", re.ASCII)
_TIME: Final = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[-+]\d{2}:\d{2})?", re.ASCII)


class DateTime(float):
    """Days since the epoch, that remembers it is a moment: its string is ISO 8601, not digits.

    Arithmetic and comparison are a float's, and give plain floats, as in ODK.
    """

    __slots__ = ("_text", "milliseconds", "zone")

    milliseconds: int | None
    zone: tzinfo
    _text: str | None

    @classmethod
    def at(cls, milliseconds: int, zone: tzinfo, text: str | None = None) -> DateTime:
        value = cls(milliseconds / DAY)
        value.milliseconds = milliseconds
        value.zone = zone
        value._text = text
        return value

    @classmethod
    def invalid(cls, zone: tzinfo) -> DateTime:
        value = cls("nan")
        value.milliseconds = None
        value.zone = zone
        value._text = INVALID
        return value

    @property
    def text(self) -> str:
        """``2026-11-22`` at a local midnight, else ``2026-11-22T08:30:00.000+07:00``."""
        if self._text is None:
            self._text = (
                INVALID if self.milliseconds is None else iso_text(self.milliseconds, self.zone)
            )
        return self._text


def _offset(text: str) -> tzinfo | None:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    # The widest offset that has ever been in use is 14 hours.
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _milliseconds(fraction: str | None) -> int:
    return int((fraction or "0")[:3].ljust(3, "0"))


def from_moment(moment: datetime) -> int:
    """Milliseconds since the epoch of an aware moment, the rest of the microseconds dropped."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment_at(milliseconds: int, zone: tzinfo) -> datetime:
    """The local moment. OverflowError outside the years 1 to 9999."""
    return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)


@lru_cache(maxsize=4096)
def read(text: str, zone: tzinfo) -> int | None:
    """ISO date or dateTime to milliseconds since the epoch; None for any other text.

    Without an offset it is local to ``zone``. A moment that ``zone`` cannot write in four digits of
    a year (the first hours of the year 1, east of Greenwich) is None as well.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    where = zone if offset is None else _offset(offset)
    if where is None:
        return None
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            _milliseconds(fraction) * 1000,
            where,
        )
        milliseconds = from_moment(moment)
        moment_at(milliseconds, zone)
        return milliseconds
    except (ValueError, OverflowError):
        return None


def read_loosely(text: str, zone: tzinfo) -> int | None:
    """As ``read``, and also month and day of one digit: ``2026-1-2``."""
    found = read(text, zone)
    if found is None and (match := _UNPADDED.fullmatch(text)):
        year, month, day, rest = match.groups()
        found = read(f"{year}-{month.zfill(2)}-{day.zfill(2)}{rest or ''}", zone)
    return found


def from_days(days: float, zone: tzinfo) -> DateTime:
    """The moment so many days after the epoch, to the millisecond; invalid when out of reach."""
    try:
        milliseconds = round(days * DAY)
        moment_at(milliseconds, zone)
    except (ValueError, OverflowError):
        return DateTime.invalid(zone)
    return DateTime.at(milliseconds, zone)


def iso_text(milliseconds: int, zone: tzinfo) -> str:
    try:
        moment = moment_at(milliseconds, zone)
    except OverflowError:
        return INVALID
    date = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    if not (moment.hour or moment.minute or moment.second or moment.microsecond):
        return date
    return (
        f"{date}T{moment.hour:02}:{moment.minute:02}:{moment.second:02}"
        f".{moment.microsecond // 1000:03}{offset_text(moment)}"
    )


def offset_text(moment: datetime) -> str:
    """``+07:00``."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, minutes = divmod(abs(minutes), 60) if minutes >= 0 else divmod(-minutes, 60)
    sign = "-" if (moment.utcoffset() or timedelta()) < timedelta() else "+"
    return f"{sign}{hours:02}:{minutes:02}"


def midnight(moment: datetime) -> datetime:
    """The beginning of the moment's day, in its own zone."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def day_fraction(text: str, zone: tzinfo) -> float:
    """A time (``18:30:00.000+07:00``) as the part of the local day that has passed, or NaN.

    A time with an offset is first brought to ``zone``, on the date 1970-01-01.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        return float("nan")
    milliseconds = read("1970-01-01T" + text, zone)
    if milliseconds is None:
        return float("nan")
    local = moment_at(milliseconds, zone)
    since = local - midnight(local)
    return (since // timedelta(milliseconds=1)) / DAY
