"""The last look at a compiled form: could a session open it?"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from reports.form import Form, Node, Question
from reports.session.plan import ExpressionError, Plan, expression
from reports.session.ranking import CycleError
from reports.session.slots import Aspect
from reports.xlsform.problems import Problems
from reports.xlsform.tables import Workbook
from reports.xpath import XPathError

_COLUMNS: Final = {
    Aspect.RELEVANT: "relevant",
    Aspect.COUNT: "repeat_count",
    Aspect.CALCULATE: "calculation",
    Aspect.READONLY: "readonly",
    Aspect.REQUIRED: "required",
    Aspect.CONSTRAINT: "constraint",
    Aspect.CHOICES: "choice_filter",
    Aspect.TEXTS: "label",
}


def verified(form: Form, book: Workbook, problems: Problems) -> Form:
    """The form, with defaults that only looked like calculations as plain text again."""
    form = _literal_defaults(form, book, problems)
    rows = {node.path: node.row for node in form.walk()}
    title = book.sheets["survey"].title
    first = book.sheets["survey"].header_row
    try:
        _led_nowhere(Plan(form), book, rows, problems)
    except ExpressionError as error:
        problems.error(
            "expression.wrong",
            sheet=title,
            row=rows.get(error.path) or first,
            column=_COLUMNS[error.aspect],
            text=error.source,
            near=error.source[max(error.error.position - 15, 0) :][:30],
            reason=error.error.code,
        )
    except CycleError as error:
        where = sorted(rows.get(path) or first for path in error.paths)
        itself = error.aspect is Aspect.RELEVANT
        problems.error(
            "expression.hides-itself" if itself else "expression.circle",
            sheet=title,
            row=(rows.get(error.paths[0]) or first) if itself else where[0],
            column=_COLUMNS[error.aspect],
            names=", ".join(path.rpartition("/")[2] for path in error.paths),
            rows=", ".join(map(str, dict.fromkeys(where))),
        )
    except RecursionError:
        problems.error("form.too-deep", sheet=title, row=first)
    return form


def _led_nowhere(plan: Plan, book: Workbook, rows: dict[str, int], problems: Problems) -> None:
    """Paths written by hand that no question has, and instances that there are not: they are
    always empty, which nobody means."""
    form = plan.form
    known = {*form.lists, *(external.id for external in form.externals)}
    survey, settings = book.sheets["survey"], book.sheets.get("settings")
    for cell, reference in plan.nowhere:
        where = {
            "sheet": survey.title,
            "row": rows.get(cell.slot.path) or survey.header_row,
            "column": _COLUMNS[cell.aspect],
        }
        if settings is not None and settings.rows and cell.slot.name == "instanceName":
            number = settings.rows[0].number
            where = {"sheet": settings.title, "row": number, "column": "instance_name"}
        path = "/".join(reference.steps)
        if reference.origin != "instance":
            code = "reference.bare-word" if len(reference.steps) == 1 else "reference.nowhere"
            problems.warning(code, **where, path=path)
        elif reference.instance is not None and reference.instance not in known:
            problems.warning("reference.no-instance", **where, name=reference.instance)


def _literal_defaults(form: Form, book: Workbook, problems: Problems) -> Form:
    """pyxform takes a default such as ``N/A (none)`` for a calculation; it is words."""
    words: dict[str, str] = {}
    for action in form.actions:
        if action.event == "change" or not action.value:
            continue
        try:
            expression(action.value)
        except XPathError:
            words[action.target] = action.value
    if not words:
        return form
    title = book.sheets["survey"].title
    for node in form.walk():
        if node.path in words:
            problems.repair(
                "default.words", sheet=title, row=node.row, column="default", text=words[node.path]
            )
    return replace(
        form,
        actions=tuple(action for action in form.actions if action.target not in words),
        children=tuple(_with_default(node, words) for node in form.children),
    )


def _with_default(node: Node, words: dict[str, str]) -> Node:
    if isinstance(node, Question):
        return replace(node, default=words[node.path]) if node.path in words else node
    children = tuple(_with_default(child, words) for child in node.children)
    return replace(node, children=children)
