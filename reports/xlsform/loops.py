"""Loops: ``begin loop over LIST`` asks its questions once for each choice of a list.

pyxform knows loops and stumbles over much of what stands in them, so they are written out here as
what they mean: a group for each choice, in one group. ``%(name)s`` and ``%(label)s`` in a cell are
the choice's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reports.xlsform.names import REFERENCE
from reports.xlsform.sheets import Row
from reports.xlsform.tables import TRANSLATED, Workbook
from reports.xlsform.types import block

_CHOICE: Final = re.compile(r"%\((name|label)\)s")
_MOST_ROWS: Final = 20_000
"""Loops within loops multiply; past this a loop is left for the check of lists to refuse."""


def write_out_loops(book: Workbook) -> None:
    """Replace every loop over a list that exists; the others are left to be refused."""
    sheet = book.sheets["survey"]
    choices: dict[str, list[Row]] = {}
    for row in book.rows("choices"):
        choices.setdefault(row.cells.get("list_name", ""), []).append(row)
    sheet.rows[:] = _written_out(sheet.rows, choices)


def over(type_: str) -> str:
    """The list that a ``begin loop`` goes over; empty for every other type."""
    if block(type_) != ("begin", "loop"):
        return ""
    return type_.removeprefix("begin loop over ").strip()


def _written_out(rows: list[Row], choices: Mapping[str, list[Row]]) -> list[Row]:
    found: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        end = _end(rows, at)
        items = choices.get(over(row.cells["type"]), [])
        if not items or end < 0 or (end - at) * len(items) > _MOST_ROWS:
            found.append(row)
            at += 1
            continue
        body = _written_out(rows[at + 1 : end], choices)
        siblings = _outer_names(body)
        found.append(Row(row.number, {**row.cells, "type": "begin group"}))
        for item in items:
            found.append(Row(row.number, {**_words(item), "type": "begin group",
                                          "name": item.cells.get("name", "")}))  # fmt: skip
            found.extend(_filled(body, item, siblings))
            found.append(Row(row.number, {"type": "end group"}))
        found.append(Row(rows[end].number, {"type": "end group"}))
        at = end + 1
    return found


def _end(rows: list[Row], begin: int) -> int:
    """Where the block that begins at ``begin`` ends; -1 where nothing begins, or nothing ends."""
    depth = 0
    for at in range(begin, len(rows)):
        parts = block(rows[at].cells["type"])
        depth += 0 if parts is None else 1 if parts[0] == "begin" else -1
        if depth <= 0:
            return at if at > begin else -1
    return -1


def _outer_names(body: list[Row]) -> frozenset[str]:
    """The names that stand directly in a loop, not in a group within it."""
    depth = 0
    names: set[str] = set()
    for row in body:
        parts = block(row.cells["type"])
        if parts and parts[0] == "end":
            depth -= 1
            continue
        if depth == 0:
            names.add(row.cells.get("name", ""))
        depth += parts is not None
    return frozenset(names - {""})


def _words(item: Row) -> dict[str, str]:
    return {key: text for key, text in item.cells.items() if key.startswith("label")}


def _filled(body: list[Row], item: Row, siblings: frozenset[str]) -> list[Row]:
    """The questions of one choice. What stands beside a question is reached from it, for by its
    name alone it would be that of every choice."""
    filled: list[Row] = []
    depth = 0

    def beside(match: re.Match[str]) -> str:
        near = match[2] in siblings and not match[1]
        return f"{'../' * (depth + 1)}{match[2]}" if near else match[0]

    for row in body:
        parts = block(row.cells["type"])
        if parts and parts[0] == "end":
            depth -= 1
        cells = {key: _CHOICE.sub(lambda match, key=key: _said(item, match[1], key), text)  # type: ignore[misc]
                 for key, text in row.cells.items()}  # fmt: skip
        for key, text in cells.items():
            if "${" in text and key.partition("::")[0] not in TRANSLATED and key != "trigger":
                cells[key] = REFERENCE.sub(beside, text)
        filled.append(Row(row.number, cells))
        if parts and parts[0] == "begin":
            depth += 1
    return filled


def _said(item: Row, what: str, column: str) -> str:
    """A choice's name, or its label in the language of the column that asks for it."""
    if what == "name":
        return item.cells.get("name", "")
    _, _, language = column.partition("::")
    words = _words(item)
    wanted = f"label::{language}" if language else "label"
    return words.get(wanted) or next(iter(words.values()), "")
