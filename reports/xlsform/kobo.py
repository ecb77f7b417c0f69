"""KoboToolbox's own question types, said as the groups that Kobo itself makes of them.

A rating (``begin_score``) and a ranking (``begin_rank``) are groups of selects
over one list; a matrix (``begin_kobomatrix``) asks its questions once for each
choice of a list, which XLSForm calls a loop.
"""

from __future__ import annotations

import re
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.tables import Workbook

_BEGIN: Final = re.compile(r"^begin[ _](score|rank|kobomatrix)$", re.IGNORECASE)
_END: Final = re.compile(r"^end[ _](score|rank|kobomatrix)$", re.IGNORECASE)
_ROW: Final = re.compile(r"^(score__row|rank__level)$", re.IGNORECASE)
_LISTS: Final = {
    "score": "kobo--score-choices",
    "rank": "kobo--rank-items",
    "kobomatrix": "kobo--matrix_list",
}
_COLUMNS: Final = ("kobo--rank-constraint-message", "kobo--locking-profile", *_LISTS.values())


def settle_kobo(book: Workbook, problems: Problems) -> None:
    """Rewrite the rows of ratings, rankings and matrices in place."""
    sheet = book.sheets["survey"]
    list_name = ""
    levels: list[str] = []
    message = ""
    for row in sheet.rows:
        cells = row.cells
        type_ = cells.get("type", "").strip()
        begin, end = _BEGIN.match(type_), _END.match(type_)
        if begin:
            what = begin[1].lower()
            list_name, levels = cells.get(_LISTS[what], ""), []
            message = cells.get("kobo--rank-constraint-message", "")
            cells["type"] = "begin_group"
            if what == "kobomatrix":
                cells["type"] = f"begin loop over {list_name}"
            else:
                cells["appearance"] = "field-list"
            problems.note("type.kobo", sheet=sheet.title, row=row.number, column="type", type=type_)
        elif end:
            cells["type"] = "end loop" if end[1].lower() == "kobomatrix" else "end_group"
        elif _ROW.match(type_):
            cells["type"] = f"select_one {list_name}"
            if type_.lower() == "rank__level":
                # A thing that has a place already cannot have another.
                cells.setdefault("appearance", "minimal")
                if levels:
                    cells["constraint"] = " and ".join(f". != ${{{name}}}" for name in levels)
                    cells.setdefault("constraint_message", message)
                levels.append(cells.get("name", ""))
        for column in _COLUMNS:
            cells.pop(column, None)
    sheet.headers[:] = [header for header in sheet.headers if header not in _COLUMNS]
    for column in ("appearance", "constraint", "constraint_message"):
        if column not in sheet.headers:
            sheet.headers.append(column)
