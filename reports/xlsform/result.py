"""The one call that the rest of the project makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from reports.form import Form
from reports.xlsform.compile import compile_workbook
from reports.xlsform.problems import Problem, Problems
from reports.xlsform.sheets import UnreadableError, read
from reports.xlsform.tables import tabulate


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
    stem = re.sub(r"[^\w.-]+", "_", PurePath(name).stem) or "form"
    try:
        grids = read(data)
    except UnreadableError as error:
        problems.error(error.code, row=1, detail=error.detail)
        return Result(None, problems.all)
    book = tabulate(grids, stem, problems)
    if problems.errors:
        return Result(None, problems.all)
    form = compile_workbook(book, "data", problems)
    return Result(None if problems.errors else form, problems.all)
