"""Drive pyxform over mended sheets and read the XForm that it writes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any, Final

from msgspec.structs import replace

from reports.form import Form, Text
from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Sheet
from reports.xlsform.tables import TRANSLATED, Workbook
from reports.xlsform.words import HIDDEN
from reports.xlsform.xform import Source, StrangeXFormError, read

_ROW: Final = re.compile(r"\[row : (\d+)\]")
_BEGIN: Final = re.compile(r"^begin[ _](group|repeat|loop)\b")
_END: Final = re.compile(r"^end[ _](group|repeat|loop)\b")
_SEVERAL: Final = re.compile(r"multiple survey elements named '([^']+)'|The name '([^']+)' appears")


def compile_workbook(book: Workbook, root: str, problems: Problems) -> Form | None:
    """The form, or None with at least one error in ``problems``."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    try:
        result = convert(_definition(book), warnings=warnings, form_name=root)
        form = read(result.xform, sources(book, root), result.itemsets)
    except PyXFormError as error:
        _refuse(book, str(error), problems)
    except StrangeXFormError as error:
        row = sources(book, root).get(error.path)
        problems.error(
            "form.strange", sheet="survey", row=row.row if row else 1, detail=error.detail
        )
    except ET.ParseError as error:
        problems.error("form.strange", sheet="survey", row=1, detail=str(error))
    except Exception as error:  # pyxform is known to crash on forms that it should refuse
        detail = f"{type(error).__name__}: {error}"
        problems.error("form.strange", sheet="survey", row=1, detail=detail)
    else:
        return _with_ours(form, book)
    return None


def _with_ours(form: Form, book: Workbook) -> Form:
    """The form with what pyxform has no place for: its title's translations and its order."""
    titles: Text = {}
    order = ""
    keys = {language.name: language.key for language in form.languages}
    for row in book.rows("settings")[:1]:
        for header, value in row.cells.items():
            base, _, name = header.partition("::")
            if base == "form_title" and name:
                titles[keys.get(name, name)] = value
            elif header == "order":
                order = value
    settings = {**form.settings, "order": order} if order else form.settings
    return replace(form, titles=titles, settings=settings)


def sources(book: Workbook, root: str) -> dict[str, Source]:
    """Survey rows by the path that their question has in the form."""
    found: dict[str, Source] = {}
    stack = [f"/{root}"]
    for row in book.rows("survey"):
        type_ = row.cells.get("type", "")
        name = row.cells.get("name", "")
        if _END.match(type_):
            if len(stack) > 1:
                stack.pop()
            continue
        path = f"{stack[-1]}/{name}"
        if type_ == "audit":
            path = f"/{root}/meta/audit"
        found.setdefault(path, Source(row.number, type_))
        if type_.endswith(" or_other"):
            found.setdefault(f"{path}_other", Source(row.number, "text"))
        if _BEGIN.match(type_):
            stack.append(path)
            if row.cells.get("repeat_count"):
                found.setdefault(f"{path}_count", Source(row.number, "calculate"))
    return found


def _definition(book: Workbook) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "fallback_form_name": book.stem,
        "sheet_names": list(book.sheets),
    }
    for name, sheet in book.sheets.items():
        headers = [h for h in sheet.headers if not h.startswith("form_title::") and h != "order"]
        definition[name] = [
            {header: _kept(header, row.cells[header]) for header in headers if header in row.cells}
            for row in sheet.rows
        ]
        definition[f"{name}_header"] = [dict.fromkeys(headers)]
    return definition


def _kept(header: str, text: str) -> str:
    """Words with their curly quotes hidden from pyxform, which would make them straight."""
    words = header.partition("::")[0] in TRANSLATED or header == "form_title"
    return text.translate(HIDDEN) if words else text


def _refuse(book: Workbook, message: str, problems: Problems) -> None:
    """What pyxform said and we did not foresee: its words, at the row that it names."""
    for line in message.splitlines() or [message]:
        if not line.strip():
            continue
        several = _SEVERAL.search(line)
        if several:
            _ambiguous(book, several[1] or several[2], problems)
            continue
        found = _ROW.search(line)
        sheet = next((s for s in book.sheets.values() if f"'{s.name}' sheet" in line), None)
        sheet = sheet or book.sheets["survey"]
        row = true_row(sheet, int(found[1])) if found else sheet.header_row
        detail = _ROW.sub("", line).strip()
        problems.error("form.refused", sheet=sheet.title, row=row, detail=detail)


def _ambiguous(book: Workbook, name: str, problems: Problems) -> None:
    """The first row that refers to a name which several questions have."""
    for sheet in book.sheets.values():
        for row in sheet.rows:
            for column, text in row.cells.items():
                if f"{{{name}}}" in text.replace(" ", ""):
                    problems.error(
                        "reference.ambiguous",
                        sheet=sheet.title,
                        row=row.number,
                        column=column,
                        name=name,
                    )
                    return
    problems.error("reference.ambiguous", sheet="survey", row=1, name=name)


def true_row(sheet: Sheet, counted: int) -> int:
    """pyxform counts the rows that it was given from 2; the author counts the sheet's."""
    index = counted - 2
    if 0 <= index < len(sheet.rows):
        return sheet.rows[index].number
    return sheet.header_row
