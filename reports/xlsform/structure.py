"""Groups and repeats: every begin has its end, and every row knows where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row
from reports.xlsform.tables import Workbook
from reports.xlsform.types import block

_NOT_IN_A_NAME: Final = re.compile(r"[^\w.-]+")


@dataclass(slots=True)
class Place:
    """Where a survey row stands: the rows of the groups and repeats around it, outermost first."""

    row: Row
    around: tuple[Row, ...]

    @property
    def repeats(self) -> tuple[Row, ...]:
        return tuple(row for row in self.around if block(row.cells["type"]) == ("begin", "repeat"))

    def path(self) -> tuple[str, ...]:
        return tuple(row.cells.get("name", "") for row in (*self.around, self.row))


@dataclass(slots=True)
class Outline:
    """Places of all rows with a name, by name and in order."""

    places: list[Place] = field(default_factory=list)

    def named(self, name: str) -> list[Place]:
        return [place for place in self.places if place.row.cells.get("name") == name]


def outline(book: Workbook) -> Outline:
    found = Outline()
    stack: list[Row] = []
    for row in book.rows("survey"):
        parts = block(row.cells.get("type", ""))
        if parts and parts[0] == "end":
            if stack:
                stack.pop()
            continue
        found.places.append(Place(row, tuple(stack)))
        if parts:
            stack.append(row)
    return found


def settle_blocks(book: Workbook, problems: Problems) -> None:
    """Match begins and ends; mend what has only one reading, refuse the rest by row.

    An end too many closes nothing, so it goes. A missing end at the foot of
    the sheet can only stand there. An end of the wrong kind is what it closes.
    """
    sheet = book.sheets["survey"]
    stack: list[tuple[str, Row]] = []
    kept: list[Row] = []
    for row in sheet.rows:
        parts = block(row.cells.get("type", ""))
        if parts is None:
            kept.append(row)
            continue
        what = parts[1]
        if parts[0] == "begin":
            stack.append((what, row))
        elif not stack:
            problems.repair("block.extra-end", sheet=sheet.title, row=row.number, what=what)
            continue
        elif stack[-1][0] != what:
            opened = stack[-1][1]
            if any(kind == what for kind, _ in stack):
                problems.error(
                    "block.crossed",
                    sheet=sheet.title,
                    row=row.number,
                    what=what,
                    inner=stack[-1][0],
                    begun=opened.number,
                )
            else:
                problems.repair(
                    "block.wrong-end", sheet=sheet.title, row=row.number, what=stack[-1][0]
                )
                row.cells["type"] = f"end {stack[-1][0]}"
            stack.pop()
        else:
            stack.pop()
        kept.append(row)
    last = kept[-1].number if kept else sheet.header_row
    for what, row in reversed(stack):
        problems.repair("block.no-end", sheet=sheet.title, row=row.number, what=what)
        kept.append(Row(last, {"type": f"end {what}"}))
    sheet.rows[:] = kept
