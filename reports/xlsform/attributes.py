"""Columns that XLSForm lets through to the XForm as they stand: ``bind::…``, ``control::…``.

pyxform writes whatever they hold into XML, so that a space in a header or an unknown prefix makes a
form that nothing can read. Only what a session looks at is kept; the rest is for other programs
and is left out, and that is said once for each column.
"""

from __future__ import annotations

import re
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row, Sheet
from reports.xlsform.tables import Workbook

_KEPT: Final = {
    "bind::jr:preload": "bind::jr:preload",
    "bind::jr:preloadparams": "bind::jr:preloadParams",
    "bind::orx:max-pixels": "bind::orx:max-pixels",
    "bind::type": "bind::type",
    "rows": "rows",
}
"""Headers in small letters, and how pyxform wants them written."""

_PASSED: Final = frozenset({"bind", "control", "instance", "intent", "autoplay", "rows"})
_TYPES: Final = frozenset(
    {
        "string", "int", "decimal", "boolean", "date", "time", "dateTime", "geopoint", "geotrace",
        "geoshape", "binary", "barcode",
    }
)  # fmt: skip
_VALUES: Final = {
    "bind::jr:preload": re.compile(r"property|timestamp|date|uid"),
    "bind::jr:preloadParams": re.compile(r"[\w .-]+"),
    "bind::orx:max-pixels": re.compile(r"\d+"),
    "bind::type": re.compile("|".join(_TYPES)),
    "rows": re.compile(r"\d+"),
}


def settle_attributes(book: Workbook, problems: Problems) -> None:
    """Leave out what means nothing here, column by column, and values that cannot be."""
    sheet = book.sheets["survey"]
    for header in list(sheet.headers):
        base = header.partition("::")[0]
        if base not in _PASSED:
            continue
        kept = _KEPT.get(header.lower())
        if kept is None or (kept != header and kept in sheet.headers):
            _drop(sheet, header)
            problems.note(
                "column.unused", sheet=sheet.title, row=sheet.header_row, column=header
            )  # fmt: skip
            continue
        sheet.headers[sheet.headers.index(header)] = kept
        for row in sheet.rows:
            if header in row.cells:
                _settle(row, header, kept, sheet, problems)


def _settle(row: Row, header: str, kept: str, sheet: Sheet, problems: Problems) -> None:
    value = row.cells.pop(header).strip()
    if _VALUES[kept].fullmatch(value):
        row.cells[kept] = value
        return
    problems.note("column.not-here", sheet=sheet.title, row=row.number, column=header)


def _drop(sheet: Sheet, header: str) -> None:
    sheet.headers.remove(header)
    for row in sheet.rows:
        row.cells.pop(header, None)
