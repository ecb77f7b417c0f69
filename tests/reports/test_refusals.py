"""What pyxform still refuses: in our words, and at the row and column that it comes from."""

import pytest
from pyxform.errors import ErrorCode

from reports.xlsform import compile_form
from reports.xlsform.catalogue import MESSAGES
from reports.xlsform.culprit import culprit
from reports.xlsform.problems import Problems
from reports.xlsform.refusals import Refusal, refusals
from reports.xlsform.sheets import read
from reports.xlsform.tables import tabulate

# Entities are left out before pyxform sees them; these three it only warns of, these two are slips
# of its own.
NEVER = ("ENTITY_", "HEADER_005", "NAMES_01", "LABEL_001", "NAMES_002", "INTERNAL_")
CODES = [code for code in ErrorCode if not code.name.startswith(NEVER)]
SAID = {
    "row": 7, "sheet": "survey", "column": "relevant", "name": "step", "value": "town", "q": "town",
    "sheet_name": "survey", "header": "b", "other": "a", "missing": "type", "type": "group",
    "accepted": "rows", "rejected": "lines",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES, ids=[code.name for code in CODES])
def test_each_of_pyxforms_own_errors_has_words_of_ours(code):
    (refusal,) = refusals(code.value.format(**SAID))
    assert refusal.code != "form.refused"
    assert refusal.code in MESSAGES
    assert refusal.row == (7 if "{row}" in code.value.msg else refusal.row)


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        ("[row : 4] On the 'survey' sheet, the 'relevant' value is invalid. Reference variables "
         "must contain a name from the 'survey' sheet. Could not find the name 'aeg'.",
         Refusal("reference.unknown", {"name": "aeg"}, "survey", 4, "relevant")),
        ("There are multiple survey elements named 'age'.",
         Refusal("reference.ambiguous", {"name": "age"})),
        ("Unknown question type 'telepathy'.", Refusal("type.unknown", {"type": "telepathy"})),
        ("[row : 9] Choice filter not supported for table-list appearance.",
         Refusal("table.filter", {}, "", 9)),
        ("[row : 9] List name not in choices sheet: towns",
         Refusal("list.unknown", {"name": "towns"}, "", 9)),
        ("Something that nobody has heard of yet.",
         Refusal("form.refused", {"detail": "Something that nobody has heard of yet."})),
    ],
)  # fmt: skip
def test_what_is_said_is_taken_apart(message, refusal):
    assert refusals(message) == [refusal]


def errors(text):
    result = compile_form(text.encode(), "test.md")
    assert result.form is None
    return [(p.code, p.sheet, p.row, p.column) for p in result.problems if p.severity == "error"]


def test_what_pyxform_finds_without_saying_where_is_found_by_us():
    """Two files that become one instance; pyxform names neither a row nor a sheet."""
    assert errors(
        """| survey | | | |
        | | type | name | label |
        | | text | a | A |
        | | select_one_from_file towns.csv | b | B |
        | | text | c | C |
        | | select_one_from_file towns.xml | d | D |
        | | text | e | E |"""
    ) == [("file.same-stem", "survey", 6, "")]


def test_a_table_of_two_lists_is_refused_at_the_second():
    assert errors(
        """| survey | | | | |
        | | type | name | label | appearance |
        | | begin_group | g | G | table-list |
        | | select_one x | a | A | |
        | | select_one y | b | B | |
        | | end_group | | | |
        | choices | | | |
        | | list_name | name | label |
        | | x | 1 | One |
        | | y | 1 | One |"""
    ) == [("table.lists", "survey", 5, "")]


BOOK = """| survey | | | | |
| | type | name | label | hint |
| | begin_group | g | G | |
| | select_one x | a | A | first |
| | text | b | B | |
| | end_group | | | |
| | calculate | c | | |
| choices | | | |
| | list_name | name | label |
| | x | 1 | One |
| | x | 2 | Two |
"""


@pytest.mark.parametrize(
    ("sheet", "number", "column", "place"),
    [
        ("survey", 3, "label", ("survey", 3, "label")),
        ("survey", 4, "hint", ("survey", 4, "hint")),
        ("survey", 5, "type", ("survey", 5, "label")),
        ("choices", 11, "label", ("choices", 11, "label")),
    ],
)
def test_the_row_and_the_cell_to_blame_are_found(sheet, number, column, place):
    """The compilation fails, at changing places in it, while one cell is as it was written."""
    book = tabulate(read(BOOK.encode()), "test", Problems())
    culprits = {row.number: dict(row.cells) for row in book.sheets[sheet].rows}
    wrong = culprits[number]["label" if column == "type" else column]
    tried = []

    def fails(changed):
        tried.append(changed)
        now = {row.number: row.cells for row in changed.sheets[sheet].rows}[number]
        return f"wrong at {len(tried)}" if wrong in now.values() else ""

    found = culprit(book, fails)
    assert (found.sheet, found.row, found.column) == place
    assert len(tried) < 20
    assert [[row.cells.get("name") for row in each.sheets["survey"].rows] for each in tried] == [
        ["g", "a", "b", None, "c"]
    ] * len(tried), "what refers to a row still finds it"


def test_a_failure_of_no_row_has_no_culprit():
    book = tabulate(read(BOOK.encode()), "test", Problems())
    assert culprit(book, lambda changed: "always") is None
