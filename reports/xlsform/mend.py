"""Everything that is mended before pyxform sees a form, in the order in which it has to be.

Each step leaves the sheets in a state that the next can rely on: types before
blocks, blocks before names, names before lists and expressions.
"""

from __future__ import annotations

from typing import Final

from reports.xlsform.attributes import settle_attributes
from reports.xlsform.expressions import settle_expressions
from reports.xlsform.kobo import settle_kobo
from reports.xlsform.lists import settle_lists
from reports.xlsform.loops import write_out_loops
from reports.xlsform.names import settle_names
from reports.xlsform.parameters import settle_parameters
from reports.xlsform.problems import Problems
from reports.xlsform.structure import settle_blocks
from reports.xlsform.tables import Workbook
from reports.xlsform.types import UNSEEN_TYPES, block, settle_types

# The root element's name is ours to choose, and encryption is the transport's business here.
_SETTINGS: Final = frozenset(
    {
        "form_title", "form_id", "version", "default_language", "instance_name", "style",
        "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates",
        "clean_text_values", "order",
    }
)  # fmt: skip


_WORDS: Final = frozenset({"label", "hint", "image", "big-image", "audio", "video"})


def mend(book: Workbook, problems: Problems) -> None:
    """Repair what can be repaired in place; what cannot is an error in ``problems``."""
    _settings(book, problems)
    settle_attributes(book, problems)
    settle_kobo(book, problems)
    settle_types(book, problems)
    settle_blocks(book, problems)
    write_out_loops(book)
    settle_names(book, problems)
    settle_lists(book, problems)
    settle_parameters(book, problems)
    _calculations(book, problems)
    _labels(book, problems)
    _pictures(book)
    settle_expressions(book, problems)
    _entities(book, problems)


def _settings(book: Workbook, problems: Problems) -> None:
    sheet = book.sheets.get("settings")
    if sheet is None:
        return
    for row in sheet.rows[1:]:
        problems.note("settings.more-rows", sheet=sheet.title, row=row.number)
    del sheet.rows[1:]
    if not sheet.rows:
        del book.sheets["settings"]
        return
    cells = sheet.rows[0].cells
    for name in [header for header in sheet.headers if header.partition("::")[0] not in _SETTINGS]:
        sheet.headers.remove(name)
        if cells.pop(name, ""):
            code = "settings.encrypted" if name == "public_key" else "settings.ignored"
            problems.note(code, sheet=sheet.title, row=sheet.rows[0].number, column=name, name=name)


def _calculations(book: Workbook, problems: Problems) -> None:
    """A calculation without one is blank, whatever refers to it."""
    for row in book.rows("survey"):
        cells = row.cells
        if cells["type"] == "calculate" and not cells.get("calculation"):
            default = cells.get("default", "")
            if "(" in default or "${" in default:
                continue  # a dynamic default is a calculation, too
            cells["type"] = "hidden"
            problems.repair(
                "calculation.missing", sheet=book.sheets["survey"].title, row=row.number,
                column="calculation",
            )  # fmt: skip
        parts = block(cells["type"])
        if parts == ("begin", "group") and cells.pop("repeat_count", ""):
            problems.note(
                "column.not-here", sheet=book.sheets["survey"].title, row=row.number,
                column="repeat_count",
            )  # fmt: skip


def _labels(book: Workbook, problems: Problems) -> None:
    """A question that says nothing is shown by its name."""
    sheet = book.sheets["survey"]
    for row in sheet.rows:
        cells = row.cells
        if block(cells["type"]) or cells["type"] in UNSEEN_TYPES:
            continue
        if cells.get("calculation") or cells.get("trigger"):
            continue  # without words it is a calculation, and has no place on the screen
        if not any(key.partition("::")[0] in _WORDS for key in cells):
            cells["label"] = cells["name"]
            if "label" not in sheet.headers:
                sheet.headers.append("label")
            problems.repair(
                "label.missing", sheet=sheet.title, row=row.number, column="label",
                name=cells["name"],
            )  # fmt: skip


def _pictures(book: Workbook) -> None:
    """A big picture without a small one is the picture."""
    for name in ("survey", "choices"):
        for row in book.rows(name):
            for key in [key for key in row.cells if key.partition("::")[0] == "big-image"]:
                row.cells.setdefault(key.replace("big-image", "image", 1), row.cells[key])


def _entities(book: Workbook, problems: Problems) -> None:
    """Entities are ODK Central's; a form keeps all its questions without them."""
    if "entities" in book.sheets:
        sheet = book.sheets.pop("entities")
        problems.note("sheet.entities", sheet=sheet.title, row=1)
    for sheet in book.sheets.values():
        if "save_to" in sheet.headers:
            sheet.headers.remove("save_to")
            for row in sheet.rows:
                row.cells.pop("save_to", None)
