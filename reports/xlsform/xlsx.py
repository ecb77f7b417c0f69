"""Cells out of an .xlsx, and nothing else of it.

A form needs the text of cells. General spreadsheet libraries also read styles,
filters and validations, and fail on workbooks whose cells are all there:
files written by survey tools are often not quite what Excel would write. So
this reads the four parts that matter (ECMA-376, Part 1, sections 18.2 to 18.4
and 18.8), by local names, in either of the standard's namespaces.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple

Cell = str | float | bool | dt.date | dt.time | dt.datetime | None

MOST_COLUMNS: Final = 400

_MOST_EMPTY: Final = 5_000
"""Rows without a cell, after which nothing more is expected: some sheets have a million of them."""

_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*\bref=[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)[\"']"
)
_DECLARATIONS: Final = tuple(
    declaration.encode(encoding)
    for declaration in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)

_DATES: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in number formats that show a date or a time (18.8.30)."""
_NOT_A_DATE: Final = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})\d+")


class NoWorkbookError(Exception):
    """The archive holds no workbook. ``encrypted`` tells one that needs a password."""

    def __init__(self, encrypted: bool = False) -> None:
        super().__init__()
        self.encrypted = encrypted


class NotWorkedOutError(Exception):
    """A cell has a formula and no value: a program wrote it, and no spreadsheet has opened it."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


def sheets(data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Cell]]]]]:
    """``(title, rows)`` in the workbook's order; rows are ``(number, cells)``, empty ones left out.

    Raises :class:`NoWorkbookError`, :class:`NotWorkedOutError`, and whatever zipfile and
    ElementTree raise for damage.
    """
    archive = zipfile.ZipFile(BytesIO(data))
    names = set(archive.namelist())
    if "EncryptedPackage" in names:
        raise NoWorkbookError(encrypted=True)
    path = next((name for name in names if re.fullmatch(r"xl/workbook\d*\.xml", name)), None)
    if path is None:
        raise NoWorkbookError
    workbook = _parsed(archive, path)
    targets = _targets(archive, path)
    shared = _shared(archive, targets, names)
    dates = _date_styles(archive, targets, names)
    base = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's moments have no zone
    for element in workbook.iter():
        if _local(element) == "workbookPr" and element.get("date1904") in ("1", "true"):
            base = dt.datetime(1904, 1, 1)  # noqa: DTZ001
    for element in workbook.iter():
        if _local(element) != "sheet":
            continue
        link = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
        part = targets.get(link, ("", ""))[1]
        if part in names:
            title = element.get("name", "")
            yield title, _rows(archive, part, shared, dates, base)


def _part_of(archive: zipfile.ZipFile, path: str) -> bytes:
    """A part's bytes. ParseError where it declares a document type, in whatever encoding."""
    data = archive.read(path)
    if any(declared in data for declared in _DECLARATIONS):
        raise ET.ParseError("a document type has no place in a workbook")
    return data


def _parsed(archive: zipfile.ZipFile, path: str) -> ET.Element:
    # Without a document type there is nothing to expand.
    return ET.fromstring(_part_of(archive, path))  # noqa: S314


def _each(archive: zipfile.ZipFile, path: str, name: str) -> Iterator[ET.Element]:
    """The elements of that name, one at a time; each is forgotten when the next is asked for."""
    stream = BytesIO(_part_of(archive, path))
    around: list[ET.Element] = []
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if _local(element) == name:
            yield element
            if around:
                around[-1].clear()


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """What the workbook's relations lead to: ``{id: (kind, part)}``."""
    folder, name = posixpath.split(path)
    found: dict[str, tuple[str, str]] = {}
    for element in _parsed(archive, f"{folder}/_rels/{name}.rels"):
        target = element.get("Target", "")
        part = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = (kind, part)
    return found


def _part(targets: dict[str, tuple[str, str]], kind: str, names: set[str]) -> str | None:
    return next((part for k, part in targets.values() if k == kind and part in names), None)


def _shared(
    archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]], names: set[str]
) -> list[str]:
    part = _part(targets, "sharedStrings", names)
    return [_text(item) for item in _each(archive, part, "si")] if part else []


def _text(element: ET.Element) -> str:
    """A string in runs; what guides its pronunciation is no part of it."""
    parts: list[str] = []
    stack = [element]
    while stack:
        inner = stack.pop()
        if _local(inner) in ("rPh", "phoneticPr"):
            continue
        if _local(inner) == "t":
            parts.append(inner.text or "")
        stack.extend(reversed(list(inner)))
    return "".join(parts)


def _date_styles(
    archive: zipfile.ZipFile, targets: dict[str, tuple[str, str]], names: set[str]
) -> set[int]:
    """The cell styles whose numbers are dates."""
    part = _part(targets, "styles", names)
    if not part:
        return set()
    try:
        root = _parsed(archive, part)
    except ET.ParseError:
        return set()  # without its styles a workbook still has its words
    own: set[int] = set()
    styles: list[int] = []
    for group in root:
        if _local(group) == "numFmts":
            for element in group:
                code = _NOT_A_DATE.sub("", element.get("formatCode", ""))
                if re.search(r"[dmhys]", code, re.IGNORECASE) and "general" not in code.lower():
                    own.add(_number(element.get("numFmtId")))
        elif _local(group) == "cellXfs":
            styles = [_number(element.get("numFmtId")) for element in group]
    return {at for at, code in enumerate(styles) if code in own or code in _DATES}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1


def _rows(
    archive: zipfile.ZipFile, part: str, shared: list[str], dates: set[int], base: dt.datetime
) -> Iterator[tuple[int, list[Cell]]]:
    number = last = 0
    merged = _merges(_part_of(archive, part))
    open_: list[_Merged] = []
    for element in _each(archive, part, "row"):
        number = _number(element.get("r")) if _number(element.get("r")) > 0 else number + 1
        cells: list[Cell] = []
        for cell in element:
            column = _column(cell.get("r"), len(cells))
            if column >= MOST_COLUMNS:
                break
            cells += [None] * (column - len(cells))
            cells.append(_value(cell, shared, dates, base))
        open_ = [each for each in open_ if number <= each.last]
        for each in open_:
            cells += [None] * (each.column + 1 - len(cells))
            cells[each.column] = each.value
        for column, end in merged.get(number, ()):
            value = cells[column] if column < len(cells) else None
            open_.append(_Merged(column, end, value))
        if cells:
            last = number
            yield number, cells
        elif number > last + _MOST_EMPTY:
            return


class _Merged(NamedTuple):
    """A cell that was merged with those below it, down to row ``last``: all of them say it."""

    column: int
    last: int
    value: Cell


def _merges(data: bytes) -> dict[int, list[tuple[int, int]]]:
    """``(column, last row)`` by first row, of the merges in one column only: a title over several
    columns is said once."""
    found: dict[int, list[tuple[int, int]]] = {}
    for left, first, right, last in _MERGED.findall(data):
        if left == right and int(first) < int(last):
            column = _column(f"{left.decode()}{int(first)}", 0)
            if column < MOST_COLUMNS:
                found.setdefault(int(first), []).append((column, int(last)))
    return found


def _column(reference: str | None, following: int) -> int:
    """``C7`` is 2; a cell without a reference follows the one before it."""
    match = _REFERENCE.fullmatch(reference or "")
    if not match:
        return following
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return max(column - 1, following)


def _value(cell: ET.Element, shared: list[str], dates: set[int], base: dt.datetime) -> Cell:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    text = next((inner.text for inner in cell if _local(inner) == "v"), None)
    if text is None and any(_local(inner) == "f" for inner in cell):
        raise NotWorkedOutError(cell.get("r", ""))
    if text is None or kind == "e":
        return None
    if kind == "s":
        at = _number(text.strip())
        return shared[at] if 0 <= at < len(shared) else None
    if kind in ("str", "d"):
        return text
    if kind == "b":
        return text.strip() in ("1", "true")
    try:
        number = float(text)
    except ValueError:
        return text
    return _moment(number, base) if _number(cell.get("s")) in dates else number


def _moment(serial: float, base: dt.datetime) -> Cell:
    """A serial number as date, time or both. Day 60 of the 1900 system does not exist."""
    if not 0 <= serial < 2_958_466:  # the year 9999
        return serial
    if serial < 1:
        seconds = round(serial * 86_400)
        return dt.time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    if serial < 60 and base.year == 1899:
        serial += 1
    return base + dt.timedelta(seconds=round(serial * 86_400))
