"""A month or a year, where the day does not matter (``month-year``, ``year``)."""

import datetime as dt
import re

from desktop.ui.inputs.text import Line
from desktop.ui.theme import Theme
from lessons.search import fold
from reports.session.values import stored, typed

_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})[\s./-]+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")


def read_month(text: str) -> dt.date | None:
    """The first day of ``11/2026``, ``tháng 11-2026`` or ``2026-11``."""
    text = fold(text).strip()
    if match := _MONTH.fullmatch(text):
        month, year = int(match[1]), int(match[2])
    elif match := _ISO.fullmatch(text):
        year, month = int(match[1]), int(match[2])
    else:
        return None
    return dt.date(year, month, 1) if 1 <= month <= 12 and year > 0 else None


def read_year(text: str) -> dt.date | None:
    """The first day of ``2026``."""
    text = text.strip()
    return dt.date(int(text), 1, 1) if _YEAR.fullmatch(text) and int(text) > 0 else None


class Month(Line):
    """Stored as the first day of the month, or of the year (``only_year``)."""

    def __init__(self, theme: Theme, *, only_year: bool = False) -> None:
        super().__init__(theme)
        self._only_year = only_year
        self.edit.setPlaceholderText(
            self.tr("năm, ví dụ 2026") if only_year else self.tr("tháng/năm, ví dụ 11/2026")
        )
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 30)

    def value(self) -> str:
        text = self.edit.text().strip()
        date = read_year(text) if self._only_year else read_month(text)
        return stored(date) if date is not None else text

    def put(self, value: str) -> None:
        date = typed("date", value)
        if isinstance(date, dt.date):
            value = f"{date.year}" if self._only_year else f"{date.month:02}/{date.year}"
        super().put(value)
