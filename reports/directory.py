"""Whom to call: a province's own list, kept in a spreadsheet and published as it is.

One CSV file, ``contacts.csv``, with a heading row; Vietnamese or English headings, in any
order, commas or semicolons, UTF-8. ``topics`` are ids of forms (``incident``), several set
apart by spaces; empty is every form. Nothing in the program knows any number: where a
province published none, there is none.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

FILE: Final = "contacts.csv"
_COLUMNS: Final = {
    "topics": ("topics", "mẫu", "chủ đề"),
    "unit": ("unit", "đơn vị"),
    "person": ("person", "người"),
    "phone": ("phone", "điện thoại"),
    "hours": ("hours", "giờ trực"),
    "note": ("note", "ghi chú"),
}
_PHONE: Final = re.compile(r"[+\d][\d .()-]{1,24}")


class DirectoryError(Exception):
    """The list cannot be used. ``code``: ``no_text``, ``no_heading`` (``column``),
    ``no_unit``, ``bad_phone`` (``phone``), or ``empty``; ``row`` is the sheet's, from 1."""

    def __init__(self, code: str, row: int = 0, **params: str) -> None:
        super().__init__(f"{code}: row {row} {params}")
        self.code, self.row, self.params = code, row, params


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who answers. ``phone`` is as the province writes it."""

    unit: str
    phone: str
    person: str = ""
    hours: str = ""
    note: str = ""
    topics: tuple[str, ...] = ()


def read(data: bytes) -> tuple[Contact, ...]:
    """The contacts of a file, in its order.

    Raises:
        DirectoryError: by row, the first thing that has to be mended.
    """
    found, faults = look_through(data)
    if faults:
        raise faults[0]
    return found


def look_through(data: bytes) -> tuple[tuple[Contact, ...], tuple[DirectoryError, ...]]:
    """The contacts of the rows that are right, and what has to be mended in the others."""
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        separator = max(",;\t", key=first.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error):
        return (), (DirectoryError("no_text"),)
    if not rows:
        return (), (DirectoryError("empty"),)
    heads = [_said(cell).casefold() for cell in rows[0]]
    places = {
        name: next((heads.index(word) for word in words if word in heads), -1)
        for name, words in _COLUMNS.items()
    }
    missing = [_COLUMNS[needed][1] for needed in ("unit", "phone") if places[needed] < 0]
    if missing:
        return (), tuple(DirectoryError("no_heading", 1, column=each) for each in missing)
    found: list[Contact] = []
    faults: list[DirectoryError] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            found.append(_contact(number, {name: _cell(row, at) for name, at in places.items()}))
        except DirectoryError as fault:
            faults.append(fault)
    if not found and not faults:
        faults.append(DirectoryError("empty"))
    return tuple(found), tuple(faults)


def for_form(contacts: tuple[Contact, ...], form: str) -> tuple[Contact, ...]:
    """Whom to call about a form's matter: those named for it first, then those for all."""
    named = [contact for contact in contacts if form in contact.topics]
    return (*named, *(contact for contact in contacts if not contact.topics))


def _contact(row: int, cells: dict[str, str]) -> Contact:
    if not cells["unit"]:
        raise DirectoryError("no_unit", row)
    if not _PHONE.fullmatch(cells["phone"]):
        raise DirectoryError("bad_phone", row, phone=cells["phone"])
    topics = tuple(re.split(r"[\s,;]+", cells.pop("topics"))) if cells["topics"] else ()
    cells.pop("topics", None)
    return Contact(**cells, topics=topics)


def _cell(row: list[str], at: int) -> str:
    return _said(row[at]) if 0 <= at < len(row) else ""


def _said(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
