"""``or_other``: one more choice, and a question that asks which.

pyxform would add both in English, and not where the choices are filtered. Here they are written out
in the form's languages, in a list of their own, so that other questions keep theirs.
"""

from __future__ import annotations

import re
from typing import Final

from reports.xlsform.sheets import Row
from reports.xlsform.tables import Workbook
from reports.xlsform.types import Select

_CHOICE: Final = "other"
_WORDS: Final = {"vi": ("Khác", "Ghi rõ."), "en": ("Other", "Specify other.")}
_VIETNAMESE: Final = re.compile(r"(?:.*\(vi\)|vi|tiếng việt|vietnamese)\s*", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[đơưạ-ỹ]", re.IGNORECASE)
"""Letters that no other language of forms has: a label with one is Vietnamese."""


def write_out_other(book: Workbook, row: Row, chosen: Select, lists: dict[str, list[Row]]) -> None:
    """Give the select at ``row`` a list with "other" in it, and a question after it."""
    twin = f"{chosen.list}_or_other"
    choices, survey = book.sheets["choices"], book.sheets["survey"]
    if twin not in lists:
        items = [Row(each.number, {**each.cells, "list_name": twin}) for each in lists[chosen.list]]
        if all(each.cells["name"] != _CHOICE for each in items):
            words = _said(book, choices.headers, 0)
            items.append(Row(items[-1].number, {"list_name": twin, "name": _CHOICE, **words}))
        lists[twin] = items
        choices.rows.extend(items)
    row.cells["type"] = str(Select(chosen.head, twin))
    if written := row.cells.get("choice_filter"):
        row.cells["choice_filter"] = f"({written}) or name = '{_CHOICE}'"
    name = f"{row.cells['name']}_other"
    if all(each.cells.get("name") != name for each in survey.rows):
        asked = {"type": "text", "name": name, **_said(book, survey.headers, 1)}
        asked["relevant"] = f"selected(../{row.cells['name']}, '{_CHOICE}')"
        at = next(index for index, each in enumerate(survey.rows) if each is row)
        survey.rows.insert(at + 1, Row(row.number, asked))


def _said(book: Workbook, headers: list[str], which: int) -> dict[str, str]:
    """The words for each label column there is, in its language."""
    labels = [header for header in headers if header.partition("::")[0] == "label"] or ["label"]
    return {label: _WORDS[_language(book, label)][which] for label in labels}


def _language(book: Workbook, label: str) -> str:
    name = label.partition("::")[2] or book.setting("default_language")
    if name:
        return "vi" if _VIETNAMESE.fullmatch(name) else "en"
    words = (row.cells.get(label, "") for row in book.rows("survey"))
    return "vi" if any(map(_LETTERS.search, words)) else "en"
