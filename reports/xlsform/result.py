"""The one call that the rest of the project makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from reports.form import Form
from reports.xlsform.compile import compile_workbook
from reports.xlsform.mend import mend
from reports.xlsform.names import root_name
from reports.xlsform.problems import Problem, Problems
from reports.xlsform.sheets import UnreadableError, read
from reports.xlsform.tables import tabulate
from reports.xlsform.verify import verified


@dataclass(frozen=True, slots=True)
class Result:
    """``form`` is None exactly when one of the problems is an error."""

    form: Form | None
    problems: tuple[Problem, ...]


def compile_form(data: bytes, name: str = "form") -> Result:
    """Compile an XLSForm (.xlsx, .xls, .csv or Markdown, told by its contents).

    ``name`` is the file's name; without a form_id in the settings its stem is
    the form's id, as in ODK. Never raises because of the bytes.
    """
    problems = Problems()
    form = _compiled(data, name, problems)
    return Result(None if problems.errors else form, problems.all)


def _compiled(data: bytes, name: str, problems: Problems) -> Form | None:
    stem = re.sub(r"[^\w.-]+", "_", PurePath(name).stem) or "form"
    try:
        grids = read(data)
    except UnreadableError as error:
        problems.error(error.code, row=1, detail=error.detail)
        return None
    book = tabulate(grids, stem, problems)
    if problems.errors:
        return None
    mend(book, problems)
    if problems.errors:
        return None
    form = compile_workbook(book, root_name(book), problems)
    return verified(form, book, problems) if form else None
