"""What each code means, in Vietnamese and English: what is wrong, and how to mend it.

Placeholders are the problem's parameters, and ``{column}`` its column. The
place (sheet and row) is put in front by :func:`sentence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reports.xlsform.catalogue.expressions import EXPRESSIONS
from reports.xlsform.catalogue.lists import LISTS
from reports.xlsform.catalogue.questions import QUESTIONS
from reports.xlsform.catalogue.sheets import SHEETS

if TYPE_CHECKING:
    from reports.xlsform.problems import Problem

MESSAGES: Final[dict[str, tuple[str, str]]] = {**SHEETS, **QUESTIONS, **LISTS, **EXPRESSIONS}

_PLACE: Final = {
    "vi": ("Trang “{}”", "dòng {}", "cột {}"),
    "en": ("Sheet “{}”", "row {}", "column {}"),
}


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(problem: Problem, language: str = "vi") -> str:
    """The place and the message; English for every language but Vietnamese."""
    english = not language.startswith("vi")
    template = MESSAGES[problem.code][english]
    words = template.format_map(_Blank(problem.params, column=problem.column))
    sheet, row, column = _PLACE["en" if english else "vi"]
    place = [
        form.format(value)
        for form, value in ((sheet, problem.sheet), (row, problem.row), (column, problem.column))
        if value
    ]
    return f"{', '.join(place)}: {words}" if place else words
