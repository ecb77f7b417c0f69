"""Sheets as files: Markdown tables that can be read and compared, and .xlsx that Excel opens.

The sheets are written as they were read, before anything is mended, so that a
form survives the way there and back with every cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from reports.xlsform.sheets import KNOWN, Grid


def markdown(grids: Iterable[Grid]) -> str:
    """One heading and one table a sheet; the form's own sheets first, notes left as they are."""
    return "\n".join(_table(grid) for grid in ordered(grids) if grid.rows)


def xlsx(grids: Iterable[Grid]) -> bytes:
    """Every cell as text, the header row bold and frozen."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    bold = book.add_format({"bold": True, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "num_format": "@"})
    titles: set[str] = set()
    for grid in ordered(grids):
        sheet = book.add_worksheet(_title(grid.title, titles))
        widths: dict[int, int] = {}
        for at, (_, cells) in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(at, column, cell[:32_767], wrapped if at else bold)
                    widths[column] = max(widths.get(column, 8), min(len(cell), 40))
        for column, width in widths.items():
            sheet.set_column(column, column, width + 2)
        sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def ordered(grids: Iterable[Grid]) -> list[Grid]:
    """The form's sheets in their usual order, then the others."""

    def place(grid: Grid) -> int:
        name = grid.title.strip().lower()
        return KNOWN.index(name) if name in KNOWN else len(KNOWN)

    return sorted(grids, key=place)


def _table(grid: Grid) -> str:
    width = max(len(cells) for _, cells in grid.rows)
    lines = [f"## {grid.title.strip()}", ""]
    for at, (_, cells) in enumerate(grid.rows):
        padded = [*cells, *[""] * (width - len(cells))]
        lines.append(f"|{'|'.join(f' {_cell(cell)} ' if cell else ' ' for cell in padded)}|")
        if at == 0:
            lines.append(f"|{'---|' * width}")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    escaped = re.sub(r"<(?=br\s*/?>)", r"\\<", text.replace("|", r"\|"), flags=re.IGNORECASE)
    return escaped.replace("\n", "<br>")


def _title(title: str, taken: set[str]) -> str:
    """Excel allows 31 characters, some signs not, and each title once."""
    clean = re.sub(r"[\[\]:*?/\\]", "_", title).strip("'")[:31] or "sheet"
    new, count = clean, 2
    while new.lower() in taken:
        new, count = f"{clean[:28]}_{count}", count + 1
    taken.add(new.lower())
    return new
