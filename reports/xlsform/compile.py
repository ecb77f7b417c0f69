"""Drive pyxform over mended sheets and read the XForm that it writes."""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec.structs import replace

from reports.form import Form, Node, Question, Text
from reports.xlsform.culprit import Fails, Place, culprit
from reports.xlsform.problems import Problems
from reports.xlsform.refusals import Refusal, refusals
from reports.xlsform.sheets import Sheet
from reports.xlsform.tables import TRANSLATED, Workbook
from reports.xlsform.words import HIDDEN
from reports.xlsform.xform import Source, StrangeXFormError, read

_BEGIN: Final = re.compile(r"^begin[ _](group|repeat|loop)\b")
_END: Final = re.compile(r"^end[ _](group|repeat|loop)\b")


def compile_workbook(book: Workbook, root: str, problems: Problems) -> Form | None:
    """The form, or None with at least one error in ``problems``."""
    form, failure = _attempt(book, root)
    if form is not None:
        return _with_ours(form, book)

    def fails(changed: Workbook) -> str:
        return str(_attempt(changed, root)[1] or "")

    if isinstance(failure, StrangeXFormError) and (row := sources(book, root).get(failure.path)):
        problems.error("form.strange", sheet="survey", row=row.row, detail=failure.detail)
    elif isinstance(failure, _PyxformRefusalError):
        for refusal in refusals(str(failure)):
            _refuse(book, refusal, fails, problems)
    else:
        place = culprit(book, fails) or Place("survey", book.sheets["survey"].header_row)
        problems.error(
            "form.strange", sheet=place.sheet, row=place.row, column=place.column, detail=failure
        )
    return None


class _PyxformRefusalError(Exception):
    """pyxform's own error, without importing pyxform to name it."""


def _attempt(book: Workbook, root: str) -> tuple[Form | None, Exception | None]:
    """One compilation: the form, or what it failed with."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    try:
        result = convert(_definition(book), warnings=warnings, form_name=root)
        return read(result.xform, sources(book, root), result.itemsets), None
    except PyXFormError as error:
        return None, _PyxformRefusalError(str(error))
    except StrangeXFormError as error:
        return None, error
    except Exception as error:  # pyxform is known to crash on forms that it should refuse
        return None, RuntimeError(f"{type(error).__name__}: {error}")


_OTHER, _SPECIFY, _SPECIFY_VI = "Khác", "Specify other.", "Ghi rõ."


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
    form = replace(form, titles=titles, settings=settings)
    return _in_vietnamese(form) if "vi" in keys.values() else form


def _in_vietnamese(form: Form) -> Form:
    """``or_other`` in Vietnamese too: pyxform has English words for its choice and question."""
    lists = {
        name: tuple(
            replace(choice, label={**choice.label, "vi": _OTHER})
            if choice.value == "other" and choice.label.get("vi") == "Other"
            else choice
            for choice in choices
        )
        for name, choices in form.lists.items()
    }

    def put(node: Node) -> Node:
        if not isinstance(node, Question):
            return replace(node, children=tuple(map(put, node.children)))
        if node.name.endswith("_other") and _SPECIFY in node.label.values():
            return replace(node, label={"vi": _SPECIFY_VI, "en": _SPECIFY})
        return node

    return replace(form, lists=lists, children=tuple(map(put, form.children)))


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
        # What was mended may stand in a column that the author's header row does not have.
        written = dict.fromkeys([*sheet.headers, *(key for row in sheet.rows for key in row.cells)])
        headers = [h for h in written if not h.startswith("form_title::") and h != "order"]
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


def _refuse(book: Workbook, refusal: Refusal, fails: Fails, problems: Problems) -> None:
    """What pyxform said and we did not foresee, at the row that it names or else comes from."""
    if refusal.code == "reference.ambiguous":
        _ambiguous(book, refusal.params["name"], problems)
        return
    sheet = book.sheets.get(refusal.sheet, book.sheets["survey"])
    place = Place(sheet.title, true_row(sheet, refusal.row), refusal.column)
    if not refusal.row:
        place = culprit(book, fails) or place
    problems.error(
        refusal.code,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        **refusal.params,
    )


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
    survey = book.sheets["survey"]
    problems.error("reference.ambiguous", sheet=survey.title, row=survey.header_row, name=name)


def true_row(sheet: Sheet, counted: int) -> int:
    """pyxform counts the rows that it was given from 2; the author counts the sheet's."""
    index = counted - 2
    if 0 <= index < len(sheet.rows):
        return sheet.rows[index].number
    return sheet.header_row
