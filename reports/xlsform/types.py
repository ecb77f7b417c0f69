"""What the type column means: one spelling for every question type, whoever's dialect it is.

pyxform knows only its own spellings, case included. Here ``Select One from
yes_no``, ``begin_group``, ``Integer`` and SurveyCTO's types become what pyxform
calls them; a type that needs something a PC does not have becomes ``hidden``,
so that references to it still work.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row
from reports.xlsform.tables import Workbook

_BLOCK: Final = re.compile(
    r"^(begin|end)[\s_-]*(?:of[\s_]+)?(group|repeat|loop|lgroup|looped[\s_]+group)\b[\s_]*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SELECT: Final = re.compile(
    r"^(?:add[\s_]+)?(?P<kind>select[\s_-]*(?:one|1)|select[\s_-]*(?:multiple|many|all)"
    r"(?:[\s_]+that[\s_]+apply)?|rank)(?:[\s_]+prompt)?"
    r"(?P<where>[\s_]+external|[\s_]+from[\s_]+file)?(?:[\s_]+(?:from|using))?"
    r"(?:\s*:\s*|\s+)(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER: Final = re.compile(r"^(.+?)\s+or[\s_]+(?:specify[\s_]+)?other$", re.IGNORECASE | re.DOTALL)

_PLAIN: Final = {
    # what XLSForm, older pyxform, Kobo, SurveyCTO and people's habits write: what it is
    "text": "text", "string": "text", "str": "text", "textarea": "text", "open_ended": "text",
    "integer": "integer", "int": "integer", "whole_number": "integer",
    "decimal": "decimal", "float": "decimal", "double": "decimal", "number": "decimal",
    "numeric": "decimal", "real": "decimal",
    "date": "date", "time": "time", "datetime": "dateTime", "date_time": "dateTime",
    "note": "note", "acknowledge": "acknowledge", "trigger": "acknowledge",
    "geopoint": "geopoint", "gps": "geopoint", "location": "geopoint",
    "geotrace": "geotrace", "geoshape": "geoshape",
    "image": "image", "photo": "image", "picture": "image",
    "audio": "audio", "video": "video", "file": "file", "barcode": "barcode",
    "range": "range", "hidden": "hidden", "percentage": "integer",
    "calculate": "calculate", "calculation": "calculate", "calc": "calculate",
    "calculate_here": "calculate",
    "start": "start", "start_time": "start", "end": "end", "end_time": "end", "today": "today",
    "deviceid": "deviceid", "device_id": "deviceid", "imei": "deviceid",
    "subscriberid": "subscriberid", "subscriber_id": "subscriberid",
    "simserial": "simserial", "sim_id": "simserial",
    "phonenumber": "phonenumber", "phone_number": "phonenumber", "devicephonenum": "phonenumber",
    "username": "username", "email": "email", "audit": "audit",
    "xml_external": "xml-external", "csv_external": "csv-external",
    "csv_external_instance": "csv-external",
}  # fmt: skip

_SETTINGS: Final = {"form_title", "set_form_title", "form_id", "set_form_id", "id_string"}

_QUESTIONS_ONLY: Final = frozenset(
    {"calculation", "constraint", "choice_filter", "default", "trigger", "parameters", "required"}
)

_WORKED_OUT: Final = frozenset({"calculation", "default", "trigger"})

METADATA_TYPES: Final = frozenset(
    {
        "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber",
        "username", "email",
    }
)  # fmt: skip
"""What the desktop fills in."""

UNSEEN_TYPES: Final = METADATA_TYPES | {
    "hidden", "calculate", "audit", "xml-external", "csv-external",
}  # fmt: skip
"""Canonical types without a place on the screen."""

# Needs a telephone, its sensors or a paid service: kept as an empty hidden field.
_ELSEWHERE: Final = re.compile(
    r"^(caseid|comments|text[\s_]*audit|audio[\s_]*audit|background[\s_-]*audio|"
    r"background[\s_-]*geopoint|start[\s_-]*geopoint|osm|speed[\s_]*violations?.*|"
    r"sensor[\s_]*(?:statistic|stream).*|enumerator|users?)(?:\s.*)?$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Select:
    """A select type in its parts: ``head`` is ``select_one``, ``rank`` and so on."""

    head: str
    list: str
    other: bool = False

    def __str__(self) -> str:
        return f"{self.head} {self.list}{' or_other' if self.other else ''}"


def select(type_: str) -> Select | None:
    """The parts of a canonical or a foreign select type; None for everything else."""
    match = _SELECT.match(type_.strip())
    if not match:
        return None
    kind = re.sub(r"[\s_-]+", " ", match["kind"].lower())
    head = "rank" if kind == "rank" else "select_one"
    if any(word in kind for word in ("multiple", "many", "all")):
        head = "select_multiple"
    where = (match["where"] or "").lower()
    if "external" in where and head == "select_one":
        head = "select_one_external"
    elif "file" in where and head != "rank":
        head += "_from_file"
    rest = match["rest"].strip()
    other = _OTHER.match(rest)
    return Select(head, other[1].strip() if other else rest, other is not None)


def block(type_: str) -> tuple[str, str] | None:
    """``(begin|end, group|repeat|loop)`` of a canonical type, or None."""
    match = _BLOCK.match(type_)
    if not match:
        return None
    what = re.sub(r"[\s_]+", " ", match[2].lower())
    return match[1].lower(), {"lgroup": "repeat", "looped group": "repeat"}.get(what, what)


def settle_types(book: Workbook, problems: Problems) -> None:
    """Give every survey row its canonical type; drop rows that are no questions."""
    sheet = book.sheets["survey"]
    kept: list[Row] = []
    for row in sheet.rows:
        if row.cells.pop("disabled", "").strip().lower() in ("yes", "true", "true()", "1"):
            problems.note("row.disabled", sheet=sheet.title, row=row.number)
            continue
        written = row.cells.get("type", "")
        if not written:
            if row.cells.get("name") and _says(row):
                problems.error("type.missing", sheet=sheet.title, row=row.number, column="type")
            elif _says(row) or row.cells.get("name"):
                words = row.cells.get("name") or _says(row)
                problems.repair("row.comment", sheet=sheet.title, row=row.number, words=words)
            continue
        type_ = _canonical(written)
        if type_ is None:
            if _as_setting(book, row, written):
                continue
            type_ = _near(written, sheet.title, row.number, problems)
        elif type_ == "hidden" and _ELSEWHERE.match(written):
            problems.repair(
                "type.elsewhere", sheet=sheet.title, row=row.number, column="type", type=written
            )
            row.cells = {
                key: value for key, value in row.cells.items() if key in ("name", "relevant")
            }
        row.cells["type"] = type_
        _only_what_belongs(row, sheet.title, problems)
        kept.append(row)
    # Declarations of files may stand anywhere; pyxform takes them outside of repeats only.
    sheet.rows[:] = sorted(kept, key=lambda row: not row.cells["type"].endswith("-external"))


def _only_what_belongs(row: Row, title: str, problems: Problems) -> None:
    """Leave out of a row what its type cannot have, which pyxform stumbles over."""
    type_ = row.cells["type"]
    if type_.startswith("end "):
        row.cells = {"type": type_}  # whatever else stands there belongs to the begin
    elif type_ in ("audit", "csv-external", "xml-external"):
        taken = ("type", "name", "parameters")
        row.cells = {key: text for key, text in row.cells.items() if key in taken}
        return
    taboo: frozenset[str] = frozenset()
    if type_.startswith("begin "):
        taboo = _QUESTIONS_ONLY
    elif type_ in METADATA_TYPES or "bind::jr:preload" in row.cells:
        taboo = _WORKED_OUT  # it would be worked out twice, each time to something else
    if taboo:
        for column in sorted(taboo & row.cells.keys()):
            del row.cells[column]
            problems.note(
                "column.not-here", sheet=title, row=row.number, column=column
            )  # fmt: skip


def _says(row: Row) -> str:
    return next((text for key, text in row.cells.items() if key.startswith("label")), "")


def _canonical(written: str) -> str | None:
    parts = block(written)
    if parts:
        match = _BLOCK.match(written)
        rest = match[3].strip() if match else ""
        if parts[1] == "loop" and parts[0] == "begin" and rest:
            return f"begin loop over {re.sub(r'^over[ _]+', '', rest, flags=re.IGNORECASE)}"
        return f"{parts[0]} {parts[1]}"
    chosen = select(written)
    if chosen:
        return str(chosen)
    key = re.sub(r"[\s_-]+", "_", written.strip().lower())
    key = re.sub(r"^(?:add|q|get|uri:)_?", "", key) if key not in _PLAIN else key
    key = key.removesuffix("_prompt")
    if key in _PLAIN:
        return _PLAIN[key]
    return "hidden" if _ELSEWHERE.match(written.strip()) else None


def _as_setting(book: Workbook, row: Row, written: str) -> bool:
    """Old forms put settings into the survey: ``set form title`` with the title as its name."""
    key = re.sub(r"[\s_-]+", "_", written.strip().lower())
    if key not in _SETTINGS:
        return False
    name = "form_title" if "title" in key else "form_id"
    book.set_setting(name, row.cells.get("name", "") or _says(row))
    return True


def _near(written: str, sheet: str, row: int, problems: Problems) -> str:
    """The type that was surely meant, or an error that names the one that may have been."""
    head = written.split(maxsplit=1)[0] if written.split() else written
    key = re.sub(r"[\s_-]+", "_", written.strip().lower())
    near = difflib.get_close_matches(key, list(_PLAIN), 1, 0.8)
    if near and len(key) > 3:
        problems.repair(
            "type.misspelt", sheet=sheet, row=row, column="type", type=written, near=_PLAIN[near[0]]
        )
        return _PLAIN[near[0]]
    selects = ("select_one", "select_multiple", "select_one_from_file", "begin", "end")
    near = difflib.get_close_matches(head.lower(), selects, 1, 0.8)
    if near and len(written.split()) > 1:
        mended = _canonical(written.replace(head, near[0], 1))
        if mended:
            problems.repair(
                "type.misspelt", sheet=sheet, row=row, column="type", type=written, near=mended
            )
            return mended
    guess = difflib.get_close_matches(key, [*_PLAIN, *selects], 1, 0.5)
    if key in ("select_one", "select_multiple", "select1", "rank"):
        problems.error("type.no-list", sheet=sheet, row=row, column="type", type=written)
    elif key == "include":
        problems.error("type.include", sheet=sheet, row=row, column="type")
    else:
        problems.error(
            "type.unknown" if not guess else "type.unknown-near",
            sheet=sheet,
            row=row,
            column="type",
            type=written,
            near=guess[0] if guess else "",
        )
    return "note"
