"""Names of questions and groups: there is one, XML can have it, and it is the only one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from xml.parsers import expat

from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row
from reports.xlsform.structure import Outline, Place, outline
from reports.xlsform.tables import Workbook
from reports.xlsform.types import block

REFERENCE: Final = re.compile(r"\$\{\s*(last-saved\s*#)?\s*([^{}$]*?)\s*\}")
_NOT_IN_A_NAME: Final = re.compile(r"[^\w.-]+")
_RESERVED: Final = frozenset({"meta"})


def settle_names(book: Workbook, problems: Problems) -> None:
    """Name the nameless, mend invalid names and tell twins apart, references included."""
    sheet = book.sheets["survey"]
    places = outline(book)
    taken = {place.row.cells.get("name", "") for place in places.places}
    renamed: dict[str, str] = {}
    audits = [row for row in sheet.rows if row.cells["type"] == "audit"]
    sheet.rows[:] = [row for row in sheet.rows if row not in audits[1:]]
    for place in places.places:
        row = place.row
        if row.cells["type"] == "audit":
            row.cells["name"] = "audit"
            continue
        name = row.cells.get("name", "")
        if not name:
            row.cells["name"] = new = _unique(_invented(row), taken)
            note = problems.note if row.cells["type"] == "note" else problems.repair
            note("name.missing", sheet=sheet.title, row=row.number, column="name", name=new)
        elif not is_name(name) or name in _RESERVED:
            new = renamed.get(name) or _unique(_mended(name), taken)
            renamed[name] = new
            row.cells["name"] = new
            problems.repair(
                "name.invalid",
                sheet=sheet.title,
                row=row.number,
                column="name",
                name=name,
                new=new,
            )
        taken.add(row.cells["name"])
    if renamed:
        _rewrite(book, lambda name: renamed.get(name, name))
    _tell_apart(book, outline(book), taken, problems)


def root_name(book: Workbook) -> str:
    """The form's outermost element: ``data``, unless a row has that name."""
    names = {row.cells.get("name") for row in book.rows("survey")}
    usual = ("data", "form", "report", "root")
    return next((name for name in usual if name not in names), "the_form")


def references(text: str) -> list[str]:
    """The names that ``${…}`` in a text refer to."""
    return [match[2] for match in REFERENCE.finditer(text)]


@lru_cache(maxsize=4096)
def is_name(name: str) -> bool:
    """Whether an element can be called so: by pyxform's rule, and by that of the parser which reads
    what pyxform writes. Its XML knows no letters beyond U+FFFF."""
    from pyxform.parsing.expression import is_xml_tag

    if not is_xml_tag(name) or ":" in name:
        return False
    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)
    except expat.ExpatError:
        return False
    return True


def _invented(row: Row) -> str:
    """A name for a row that has none: from its label, else from its type and row number."""
    label = next((text for key, text in row.cells.items() if key.startswith("label")), "")
    words = _NOT_IN_A_NAME.sub("_", label.strip())[:40].strip("_.-")
    ascii_words = "".join(char for char in words if ord(char) < 128)
    if len(ascii_words) < 3 or ascii_words != words or not is_name(words):
        parts = block(row.cells["type"])
        kind = parts[1] if parts else row.cells["type"].split()[0]
        return f"{re.sub(r'[^A-Za-z_]', '_', kind)}_{row.number}"
    return words


def _mended(name: str) -> str:
    new = _NOT_IN_A_NAME.sub("_", name.strip()).strip(".-") or "_"
    if new in _RESERVED:
        new = f"{new}_"
    if not is_name(new):
        new = f"_{new}"
    if not is_name(new):
        new = "".join(char if char.isascii() else "_" for char in new)
    return new


def _unique(name: str, taken: set[str]) -> str:
    new, count = name, 2
    while new in taken:
        new, count = f"{name}_{count}", count + 1
    return new


def _tell_apart(book: Workbook, places: Outline, taken: set[str], problems: Problems) -> None:
    """Two rows of one name in one group (or two repeats anywhere): rename the later one."""
    sheet = book.sheets["survey"]
    used = _used(book)
    first: dict[tuple[object, str], Place] = {}
    repeats: dict[str, Place] = {}
    for place in places.places:
        name = place.row.cells["name"]
        parent = id(place.around[-1]) if place.around else 0
        is_repeat = block(place.row.cells["type"]) == ("begin", "repeat")
        twin = first.get((parent, name)) or (repeats.get(name) if is_repeat else None)
        if twin is None:
            first[(parent, name)] = place
            if is_repeat:
                repeats[name] = place
            continue
        where = {
            "sheet": sheet.title,
            "row": place.row.number,
            "column": "name",
            "name": name,
            "other": twin.row.number,
        }
        if name in used:
            problems.error("name.twice-used", **where, used=used[name])
            continue
        new = _unique(f"{name}_2", taken)
        taken.add(new)
        place.row.cells["name"] = new
        problems.repair("name.twice", **where, new=new)


def _used(book: Workbook) -> dict[str, int]:
    """Names that anything refers to, with the first survey row that does."""
    found: dict[str, int] = {}
    for sheet in book.sheets.values():
        for row in sheet.rows:
            for text in row.cells.values():
                for name in references(text):
                    found.setdefault(name, row.number)
    return found


def _rewrite(book: Workbook, new: Callable[[str], str]) -> None:
    def replaced(match: re.Match[str]) -> str:
        return f"${{{'last-saved#' if match[1] else ''}{new(match[2])}}}"

    for sheet in book.sheets.values():
        for row in sheet.rows:
            for key, text in row.cells.items():
                if "${" in text:
                    row.cells[key] = REFERENCE.sub(replaced, text)
