"""A workbook that is written row by row, so that its memory does not grow with its length."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

MOST_ROWS: Final = 1_048_576
"""As many as a sheet can have in Excel; what is more goes on in another one."""
_LONGEST_TEXT: Final = 32_767
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDEST: Final = 48
_NARROWEST: Final = 9

Cell = str | int | float | bool | dt.date | dt.time | dt.datetime | None
"""Text is always written as text: what a commune typed never becomes a formula."""


class Workbook:
    """Sheets by name. :meth:`close` writes the file."""

    def __init__(self, file: IO[bytes]) -> None:
        options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
        self.book = xlsxwriter.Workbook(file, options)
        # A workbook that was made twice from the same reports is the same.
        self.head = self.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E4EAF4", "border": 1}
        )
        self.date = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.time = self.book.add_format({"num_format": "hh:mm"})
        self.moment = self.book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self._names: set[str] = set()

    def sheet(self, title: str, heads: Sequence[str]) -> "Sheet":
        """A new sheet with a row of headings that stays in sight, and can be filtered by."""
        return Sheet(self, title, heads)

    def close(self) -> None:
        self.book.close()

    def new_name(self, title: str) -> str:
        """A name that Excel takes and no sheet has yet."""
        base = " ".join(_NOT_IN_NAMES.sub(" ", title).split()) or _("Trang")
        name, number = base[:_LONGEST_NAME].strip(), 1
        while name.casefold() in self._names:
            number += 1
            tail = f" ({number})"
            name = base[: _LONGEST_NAME - len(tail)].strip() + tail
        self._names.add(name.casefold())
        return name


class Sheet:
    """Rows under headings; it goes on in a further sheet when it is full."""

    def __init__(self, workbook: Workbook, title: str, heads: Sequence[str]) -> None:
        self._workbook, self._title, self._heads = workbook, title, list(heads)
        self.rows = 0
        self._begin()

    def _begin(self) -> None:
        book = self._workbook
        self._sheet = book.book.add_worksheet(book.new_name(self._title))
        self._sheet.freeze_panes(1, 0)
        self._row = 1
        for column, head in enumerate(self._heads):
            longest = max((len(word) for word in head.split()), default=0)
            width = min(_WIDEST, max(_NARROWEST, longest + 2, len(head) // 2))
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, clean(head), book.head)

    def add(self, cells: Iterable[Cell]) -> None:
        if self._row >= MOST_ROWS:
            self._finish()
            self._begin()
        for column, cell in enumerate(cells):
            self._write(column, cell)
        self._row += 1
        self.rows += 1

    def finish(self) -> None:
        """To be called once all rows are there."""
        self._finish()

    def _finish(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._row - 1), max(0, len(self._heads) - 1))

    def _write(self, column: int, cell: Cell) -> None:
        sheet, row, book = self._sheet, self._row, self._workbook
        match cell:
            case None | "":
                pass
            case bool():
                sheet.write_string(row, column, _("có") if cell else _("không"))
            case int() | float():
                sheet.write_number(row, column, cell)
            case dt.datetime():
                local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
                self._moment(column, local.replace(tzinfo=None), book.moment)
            case dt.date():
                self._moment(column, cell, book.date)
            case dt.time():
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), book.time)
            case str():
                sheet.write_string(row, column, clean(cell))

    def _moment(self, column: int, value: dt.date, shape: Any) -> None:
        # Excel's calendar begins in 1900.
        if value.year < 1900:
            self._sheet.write_string(self._row, column, value.isoformat())
        else:
            self._sheet.write_datetime(self._row, column, value, shape)


def without_unprintable(text: str) -> str:
    """Text that XML can carry."""
    return _UNPRINTABLE.sub("", text)


def clean(text: str) -> str:
    """Text that a spreadsheet's XML can carry, cut where a cell ends."""
    text = without_unprintable(text)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
