"""Which row makes a form fail, where whoever failed does not say.

The form is compiled again with more and more of its rows made harmless, until the one is found
without which the failure is gone: rows keep their names and their places, so that what refers to
them is still right. It costs some ten or twenty compilations, and only where a form is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from reports.xlsform.sheets import Row, Sheet
from reports.xlsform.tables import Workbook
from reports.xlsform.types import block

Fails = Callable[[Workbook], str]
"""What the compilation of these sheets fails with; empty when it does not."""

_HARMLESS: Final = {
    "choices": ("list_name", "name"),
    "external_choices": ("list_name", "name"),
}
_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Place:
    sheet: str
    row: int
    column: str = ""


def culprit(book: Workbook, fails: Fails) -> Place | None:
    """The first row, and its column if it is only one, that the failure comes from."""
    failure = _alike(fails(book))

    def still(changed: Workbook) -> bool:
        return _alike(fails(changed)) == failure

    for name in ("choices", "external_choices", "survey"):
        sheet = book.sheets.get(name)
        if sheet is None or still(_with_harmless(book, sheet, 0)):
            continue
        # Rows before ``good`` alone do not fail; those before ``bad`` do.
        good, bad = 0, len(sheet.rows)
        while bad - good > 1:
            middle = (good + bad) // 2
            if still(_with_harmless(book, sheet, middle)):
                bad = middle
            else:
                good = middle
        row = sheet.rows[bad - 1]
        return Place(sheet.title, row.number, _column(book, sheet, row, still))
    return None


def _alike(message: str) -> str:
    """A failure without the places in it, which move when rows are changed."""
    return _NUMBERS.sub("", message)


def _column(book: Workbook, sheet: Sheet, row: Row, still: Callable[[Workbook], bool]) -> str:
    for column in row.cells:
        if column in ("type", "name", "list_name"):
            continue
        without = {key: text for key, text in row.cells.items() if key != column}
        rows = [Row(each.number, without) if each is row else each for each in sheet.rows]
        if not still(_with_rows(book, sheet, rows)):
            return column
    return ""


def _with_harmless(book: Workbook, sheet: Sheet, kept: int) -> Workbook:
    """The book with the sheet's rows from ``kept`` on made harmless."""
    rows = sheet.rows[:kept] + [_harmless(sheet.name, row) for row in sheet.rows[kept:]]
    return _with_rows(book, sheet, rows)


def _with_rows(book: Workbook, sheet: Sheet, rows: list[Row]) -> Workbook:
    changed = Sheet(sheet.name, sheet.title, sheet.header_row, sheet.headers, rows)
    return Workbook(book.stem, {**book.sheets, sheet.name: changed})


def _harmless(sheet: str, row: Row) -> Row:
    kept = {key: row.cells[key] for key in _HARMLESS.get(sheet, ("name",)) if key in row.cells}
    if sheet != "survey":
        return Row(row.number, {**kept, "label": "x"})
    type_ = row.cells.get("type", "")
    parts = block(type_)
    if parts is None:
        return Row(row.number, {**kept, "type": "text", "label": "x"})
    return Row(
        row.number, {**kept, "type": type_, **({"label": "x"} if parts[0] == "begin" else {})}
    )
