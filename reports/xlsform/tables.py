"""From raw grids to the sheets of a form: which is which, and what their columns mean.

Column names are brought to one spelling (``relevance`` and ``bind:relevant``
are ``relevant``; ``label:English`` is ``label::English``), so that everything
after this reads one dialect. What was changed is said, except where only the
spelling differs and the meaning cannot.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.sheets import KNOWN, Grid, Row, Sheet

TRANSLATED: Final = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "big-image",
        "audio",
        "video",
    }
)
"""Columns that may carry a language after ``::``."""

_SURVEY: Final = TRANSLATED | {
    "type",
    "name",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "default",
    "readonly",
    "appearance",
    "parameters",
    "choice_filter",
    "repeat_count",
    "trigger",
    "autoplay",
    "rows",
    "disabled",
    "save_to",
    "intent",
    "bind",
    "control",
    "instance",
}
_KOBO: Final = frozenset(
    {
        "kobo--score-choices",
        "kobo--rank-items",
        "kobo--rank-constraint-message",
        "kobo--matrix_list",
        "kobo--locking-profile",
    }
)
"""Columns of KoboToolbox's own types; see :mod:`reports.xlsform.kobo`."""
_CHOICES: Final = frozenset(
    {"list_name", "name", "label", "image", "big-image", "audio", "video", "media"}
)

_ALIASES: Final = {
    "caption": "label",
    "question": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "skip_logic": "relevant",
    "read_only": "readonly",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "guidance": "guidance_hint",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "appearence": "appearance",
    "apperance": "appearance",
    "choices_filter": "choice_filter",
    "body": "control",
    "bind": "bind",
}
_CHOICE_ALIASES: Final = {
    "listname": "list_name",
    "list": "list_name",
    "caption": "label",
    "value": "name",
}
_SETTING_ALIASES: Final = {
    "set_form_id": "form_id",
    "id_string": "form_id",
    "set_form_title": "form_title",
    "title": "form_title",
    "form_version": "version",
    "default_lang": "default_language",
}
# bind::relevant and the like are the plain column; what is left keeps its prefix.
_BINDS: Final = {
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "calculate": "calculation",
    "readonly": "readonly",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
}
_CONTROLS: Final = {"appearance": "appearance", "jr:count": "repeat_count", "rows": "rows"}


@dataclass(slots=True)
class Workbook:
    """The sheets of one form by their canonical names; ``stem`` names the file."""

    stem: str
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        sheet = self.sheets.get(name)
        return sheet.rows if sheet else []

    def setting(self, name: str) -> str:
        rows = self.rows("settings")
        return rows[0].cells.get(name, "") if rows else ""

    def set_setting(self, name: str, value: str) -> None:
        sheet = self.sheets.setdefault("settings", Sheet("settings", "settings", 1, []))
        if name not in sheet.headers:
            sheet.headers.append(name)
        if not sheet.rows:
            sheet.rows.append(Row(2, {}))
        sheet.rows[0].cells[name] = value


def tabulate(grids: list[Grid], stem: str, problems: Problems) -> Workbook:
    """Find the form's sheets. A missing survey sheet is an error in ``problems``."""
    book = Workbook(stem)
    for name, grid in _named(grids, problems).items():
        sheet = _headed(name, grid, problems)
        if sheet:
            book.sheets[name] = sheet
    survey = book.sheets.get("survey")
    if survey is None:
        seen = ", ".join(grid.title for grid in grids)
        problems.error("sheet.survey-missing", sheet="survey", row=1, seen=seen)
    elif "type" not in survey.headers:
        problems.error(
            "column.missing", sheet="survey", row=survey.header_row, column="type", name="type"
        )
    elif not survey.rows:
        problems.error("sheet.survey-empty", sheet="survey", row=survey.header_row + 1)
    return book


def _named(grids: list[Grid], problems: Problems) -> dict[str, Grid]:
    found: dict[str, Grid] = {}
    others: list[Grid] = []
    for grid in grids:
        name = re.sub(r"[\s-]+", "_", grid.title.strip().lower())
        if name in KNOWN and grid.rows and name not in found:
            found[name] = grid
        elif grid.rows:
            others.append(grid)
    if "survey" not in found and len(others) == 1 and len(grids) == 1:
        found["survey"] = others.pop()
    for grid in others:
        title = grid.title.strip().lower()
        near = difflib.get_close_matches(title, ("survey", "choices", "settings"), 1, 0.8)
        if near and near[0] not in found and not title.startswith("_"):
            found[near[0]] = grid
            problems.repair("sheet.renamed", sheet=grid.title, row=1, name=near[0])
    return found


_MARK: Final = {
    "survey": {"type"},
    "choices": {"name", "list_name", "label"},
    "external_choices": {"name", "list_name"},
}


def _headed(name: str, grid: Grid, problems: Problems) -> Sheet | None:
    """The sheet with its header row, which is not always the first one."""
    start = 0
    marks = _MARK.get(name)
    if marks:
        for index, (_, cells) in enumerate(grid.rows[:15]):
            colon = any("::" in cell for cell in cells)
            if marks & {_column(name, cell, colon) for cell in cells}:
                start = index
                break
    number, raw = grid.rows[start]
    if start:
        problems.repair("sheet.header-lower", sheet=grid.title, row=number)
    headers = _headers(name, grid.title, number, raw, problems)
    sheet = Sheet(name, grid.title, number, list(dict.fromkeys(h for h in headers if h)))
    clashes: set[str] = set()
    for row_number, cells in grid.rows[start + 1 :]:
        row = Row(row_number, {})
        for header, cell in zip(headers, cells, strict=False):
            if not header or not cell:
                continue
            kept = row.cells.setdefault(header, cell)
            if kept != cell and header not in clashes:
                clashes.add(header)
                problems.repair(
                    "column.twice", sheet=grid.title, row=row_number, column=header, value=cell
                )
        if row.cells:
            sheet.rows.append(row)
    return sheet


def _headers(sheet: str, title: str, number: int, raw: list[str], problems: Problems) -> list[str]:
    colon = any("::" in header for header in raw)
    headers = [_column(sheet, header, colon) for header in raw]
    languages: dict[str, str] = {}
    for index, header in enumerate(headers):
        base, _, language = header.partition("::")
        if sheet == "survey" and header and not _known(header):
            near = difflib.get_close_matches(base, sorted(_SURVEY), 1, 0.75)
            problems.note(
                "column.unknown" if not near else "column.unknown-near",
                sheet=title,
                row=number,
                column=raw[index],
                near=near[0] if near else "",
            )
            headers[index] = ""
        elif base in TRANSLATED and language:
            # "English" and "english" in two columns are one language.
            kept = languages.setdefault(re.sub(r"\s+", "", language).lower(), language)
            headers[index] = f"{base}::{kept}"
    return headers


def _known(header: str) -> bool:
    base, _, rest = header.partition("::")
    if header in _KOBO:
        return True
    if base not in _SURVEY:
        return False
    if base in {"bind", "control", "instance"}:
        return bool(rest)
    return not rest or base in TRANSLATED


def _column(sheet: str, header: str, double: bool) -> str:
    """One spelling for a column: ``Constraint Message:en`` is ``constraint_message::en``."""
    parts = [part.strip() for part in header.split("::")]
    if len(parts) == 1:
        single = [part.strip() for part in re.split(r"(?<!\bjr):(?!//)", header)]
        words = "_".join(single[0].split()).lower()
        # Beside "label::vi", only what certainly takes a language is split at one colon.
        if not double or _ALIASES.get(words, words) in TRANSLATED | {"media"}:
            parts = single
    parts = [part for part in parts if part]
    if not parts:
        return ""
    base = "_".join(parts[0].split()).lower()
    rest = parts[1:]
    if sheet == "settings":
        # attribute::x and the like stay as they are.
        return "::".join([_SETTING_ALIASES.get(base, base), *rest])
    if sheet in ("choices", "external_choices", "osm"):
        if base == "media" and rest:
            base, rest = rest[0].lower(), rest[1:]
        base = _CHOICE_ALIASES.get(base, base)
        if base in TRANSLATED or (base in _CHOICES and not rest):
            return _in_language(base, rest)
        return re.sub(r"\s+", " ", header.strip())
    if sheet == "entities":
        return base
    if base == "media" and rest:
        base, rest = rest[0].lower(), rest[1:]
    elif base == "bind" and rest and rest[0].lower() in _BINDS:
        base, rest = _BINDS[rest[0].lower()], rest[1:]
    elif base in ("control", "body") and rest and rest[0].lower() in _CONTROLS:
        base, rest = _CONTROLS[rest[0].lower()], rest[1:]
    base = _ALIASES.get(base, base)
    return _in_language(base, rest) if base in TRANSLATED else "::".join([base, *rest])


def _in_language(base: str, rest: list[str]) -> str:
    """A column of words: after ``::`` stands one language, however it is written."""
    return "::".join([base, " ".join(rest)]) if rest else base
