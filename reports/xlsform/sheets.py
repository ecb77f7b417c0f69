"""Workbooks as plain text cells: any bytes in, named sheets with true row numbers out.

The kind of file is told from its contents, never from its name: forms called
``.xlsx`` that are really the old ``.xls`` are common. Row numbers are those
that the author sees: the spreadsheet's own, or the line of a Markdown or CSV
file.

Markdown may be written in two ways: a heading with the sheet's name above an
ordinary table, or pyxform's one table whose first column names the sheet.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reports.xlsform import xlsx

KNOWN: Final = ("survey", "choices", "settings", "external_choices", "entities", "osm")

_MAX_BYTES: Final = 30 * 1024 * 1024
_MAX_UNZIPPED: Final = 48 * 1024 * 1024
"""Of a workbook's XML. Pictures in it do not count, for they are not read."""
_MAX_CELL: Final = 100_000
"""Characters; three times what Excel allows."""
_MAX_CELLS: Final = 1_000_000
_MAX_EMPTY_ROWS: Final = 200

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What XML 1.0 forbids, and so no form may hold; Excel writes some of it as _x000D_.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED: Final = re.compile(r"_x00(?:0[0-8BCEF]|0D|1[0-9A-F])_", re.IGNORECASE)
_SPACES: Final = re.compile("[\u00a0\u2007\u202f]")


class UnreadableError(Exception):
    """The bytes are no workbook. ``code`` is one of the catalogue's ``file.…``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(slots=True)
class Row:
    """``number`` as the author sees it; empty cells are left out of ``cells``."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Grid:
    """A sheet before its header row is understood: ``(row number, cells)``."""

    title: str
    rows: list[tuple[int, list[str]]]


@dataclass(slots=True)
class Sheet:
    """A sheet with its header: ``headers`` in order, ``rows`` below it."""

    name: str
    title: str
    header_row: int
    headers: list[str]
    rows: list[Row] = field(default_factory=list)


def read(data: bytes) -> list[Grid]:
    """All sheets of a workbook.

    Raises :class:`UnreadableError`, and nothing else, whatever the bytes are.
    """
    if not data.strip():
        raise UnreadableError("file.empty")
    if len(data) > _MAX_BYTES:
        raise UnreadableError("file.too-large", str(len(data)))
    try:
        if data[:4] == b"PK\x03\x04":
            return list(_xlsx(data))
        if data[:8] == _OLE or data[:2] == b"\x09\x08":
            return list(_xls(data))
        return _text(data)
    except UnreadableError:
        raise
    except Exception as error:  # the readers raise whatever a damaged file makes them raise
        raise UnreadableError("file.damaged", f"{type(error).__name__}: {error}") from error


def clean(value: object) -> str:
    """A cell as text: no control characters, plain spaces, trimmed, ``3`` and not ``3.0``.

    UnreadableError for one that no spreadsheet could hold.
    """
    if value is None:
        return ""
    if value is True or value is False:
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str) and len(value) > _MAX_CELL:
        raise UnreadableError("file.too-large")
    text = _ESCAPED.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip()


def _xlsx(data: bytes) -> Iterator[Grid]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))
        ]
        if sum(entry.file_size for entry in parts) > _MAX_UNZIPPED:
            raise UnreadableError("file.too-large")
    try:
        for title, rows in xlsx.sheets(data):
            try:
                yield Grid(title, list(_trimmed(rows)))
            except xlsx.NotWorkedOutError as error:
                if title.strip().lower() in KNOWN:
                    raise UnreadableError("file.formula", f"{title}!{error.cell}") from error
    except xlsx.NoWorkbookError as error:
        raise UnreadableError("file.encrypted" if error.encrypted else "file.kind") from error


def _xls(data: bytes) -> Iterator[Grid]:
    import xlrd
    from xlrd.xldate import xldate_as_datetime

    def value(cell: xlrd.sheet.Cell) -> object:
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return None
        if cell.ctype == xlrd.XL_CELL_DATE:
            if cell.value < 1:
                day = round(cell.value * 86400)
                return datetime.time(day // 3600 % 24, day // 60 % 60, day % 60)
            return xldate_as_datetime(cell.value, book.datemode)
        return cell.value

    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
    except xlrd.XLRDError as error:
        code = "file.encrypted" if "encrypted" in str(error).lower() else "file.damaged"
        raise UnreadableError(code, str(error)) from error
    with book:
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            rows = (
                [value(cell) for cell in sheet.row(number)[: xlsx.MOST_COLUMNS]]
                for number in range(sheet.nrows)
            )
            yield Grid(sheet.name, list(_trimmed(enumerate(rows, start=1))))


def _trimmed(rows: Iterable[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with anything in them, as text, up to a long run of empty ones."""
    last = cells = 0
    for number, row in rows:
        texts = [clean(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            last = number
            cells += len(texts)
            if cells > _MAX_CELLS:
                raise UnreadableError("file.too-large")
            yield number, texts
        elif number - last > _MAX_EMPTY_ROWS:
            return


def _text(data: bytes) -> list[Grid]:
    text = _decode(data)
    head = text[:20_000]
    if re.search(r"^\s*\|.*\|", head, re.MULTILINE):
        grids = markdown(text)
        if grids:
            return grids
    if head.lstrip().startswith(("<", "{", "%PDF")):
        raise UnreadableError("file.kind")
    return _csv(text)


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise UnreadableError("file.kind") from None
        # Excel on a Vietnamese Windows saves CSV in code page 1258.
        return data.decode("cp1258", errors="replace")


_HEADING: Final = re.compile(r"^#{1,6}\s+[`*_]*([\w ]+?)[`*_]*\s*#*\s*$")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_BREAK: Final = re.compile(r"(?<!\\)<br\s*/?>", re.IGNORECASE)


def markdown(text: str) -> list[Grid]:
    """The tables of a Markdown file; everything that is no table is prose and skipped."""
    grids: list[Grid] = []
    titled = False
    current: Grid | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.match(line)
        if heading:
            name = heading[1].strip()
            titled = name.lower() in KNOWN
            current = Grid(name, []) if titled else None
            if current:
                grids.append(current)
            continue
        stripped = line.strip()
        if not stripped.startswith("|") or _RULE.match(stripped):
            continue
        cells = [_markdown_cell(cell) for cell in _PIPE.split(stripped.removeprefix("|"))]
        if not cells[-1]:
            cells.pop()
        if not titled:
            if cells and cells[0]:
                current = Grid(cells[0], [])
                grids.append(current)
            cells = cells[1:]
        while cells and not cells[-1]:
            cells.pop()
        if current is not None and cells:
            current.rows.append((number, cells))
    return grids


def _markdown_cell(cell: str) -> str:
    """``<br>`` is a new line; ``\\|`` and ``\\<br>`` are what they say."""
    return clean(_BREAK.sub("\n", cell).replace(r"\<", "<").replace(r"\|", "|"))


def _csv(text: str) -> list[Grid]:
    head = text[:5000]
    delimiter = max(",;\t", key=head.count)
    if not head.count(delimiter):
        raise UnreadableError("file.kind")
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells = [clean(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise UnreadableError("file.damaged", str(error)) from error
    if not any(cells[0].lower() in KNOWN for _, cells in rows):
        return [Grid("survey", rows)]  # one plain table
    grids: list[Grid] = []
    for number, cells in rows:
        if cells[0]:
            grids.append(Grid(cells[0], []))
        if grids and len(cells) > 1:
            grids[-1].rows.append((number, cells[1:]))
    return grids
