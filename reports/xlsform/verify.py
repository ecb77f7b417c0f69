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
        Plan(form)
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
