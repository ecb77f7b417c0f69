"""What pyxform refuses although everything was mended: its English in our words.

Almost nothing is left for pyxform to refuse, but its next version may refuse more. Each message
that names what is wrong has an entry of our own catalogue here; the rest is passed on in its own
words, under a sentence in both languages and at the row that is to blame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Refusal:
    """``row`` as pyxform counts (0: it named none); ``sheet`` and ``column`` empty likewise."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    column: str = ""


_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(r"[Oo]n the '(\w+)' sheet|sheet: '(\w+)'")
_COLUMN: Final = re.compile(r"the '([^']+)' value (?:'[^']*' )?is (?:invalid|problematic)")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)


# The named groups become the parameters of the sentence. In the order of pyxform's own catalogue,
# then what it says outside of that. Of entities nothing can come: their sheet and their columns
# are left out beforehand.
_KNOWN: Final = tuple(
    (_pattern(text), code)
    for text, code in (
        (r"required column headers were not found: (?P<name>.+?)\. Learn", "column.missing"),
        (r"names for the same column were found: '(?P<value>[^']*)', '(?P<name>[^']*)'",
         "column.clash"),
        (r"a missing header row|Column headers must not be empty", "column.header"),
        (r"'name' value '(?P<name>[^']*)' is invalid\. (?:Questions|Repeat names)", "name.clash"),
        (r"'name' value '(?P<name>meta)' is invalid", "name.clash"),
        (r"Choices must have a name", "choice.nameless"),
        (r"Choice names must be unique", "choice.clash"),
        (r"Names must begin with a letter|Names used here must not", "name.wrong"),
        (r"Reference variables must start with", "reference.broken"),
        (r"must have a comma between each variable", "reference.commas"),
        (r"Could not find the name '(?P<name>[^']*)'", "reference.unknown"),
        (r"The name '(?P<name>[^']*)' appears more than once", "reference.ambiguous"),
        (r"There is no survey element named '(?P<name>[^']*)'", "reference.unknown"),
        (r"multiple survey elements named '(?P<name>[^']*)'", "reference.ambiguous"),
        (r"parameter '(?P<name>[^']*)' must be a number", "parameter.number"),
        (r"parameter '(?P<name>[^']*)' must not be '0'", "parameter.zero"),
        (r"parameter '(?P<name>[^']*)' must not be larger than the range", "parameter.range"),
        (r"range' question type, the parameters? '(?P<name>[^']*)'", "parameter.wrong"),
        (r"[Tt]he '(?P<name>[\w-]+)' parameter m", "parameter.wrong"),
        (r"Parameter (?P<name>\S+) must (?:have an integer|be greater)", "parameter.wrong"),
        (r"(?P<name>randomize|seed|quality|track-changes|identify-user)\S* (?:must be set|value)",
         "parameter.wrong"),
        (r"Invalid value for (?P<name>\S+?)\.", "parameter.wrong"),
        (r"Parameters must be in the form", "parameter.form"),
        (r"accepted parameter keys .* invalid parameter key\(s\): '(?P<name>.*?)'\.",
         "parameter.wrong"),
        (r"Parameters must include", "parameter.form"),
        (r"Unmatched 'end_(?P<what>\w+)'", "block.no-begin"),
        (r"Unmatched 'begin_(?P<what>\w+)'", "block.left-open"),
        (r"Unknown question type '(?P<type>[^']*)'", "type.unknown"),
        (r"Question with no type", "type.missing"),
        (r"with no name", "name.wrong"),
        (r"Missing calculation", "calculation.none"),
        (r"List name not in (?:external )?(?:choices|columns) sheet: ?(?P<name>\S+)",
         "list.unknown"),
        (r"loop without list name", "type.no-list"),
        (r"Choice names with spaces .* See \[(?P<name>.*?)\]", "choice.spaces"),
        (r"Choice filter not supported for table-list", "table.filter"),
        (r"list names don't match: (?P<name>\S+) vs\. (?P<value>\S+)", "table.lists"),
        (r"external instance source URIs.* Instance name: '(?P<name>[^']*)'", "file.same-stem"),
        (r"is a select from file type, using 'search\(\)'|uses 'search\(\)'", "search.not-here"),
        (r"File name for '.*' should end with", "file.ending"),
        (r"element named '(?P<name>[^']*)' has no label or hint", "label.none"),
        (r"must also specify an image for the survey element named (?P<name>\S+?)\.?$",
         "image.small"),
        (r"question \$\{(?P<name>[^}]*)\} is not user-visible", "trigger.unseen"),
    )
)  # fmt: skip


def refusals(message: str) -> list[Refusal]:
    """What an error of pyxform says, each line of it."""
    return [_refusal(line) for line in message.splitlines() if line.strip()]


def _refusal(line: str) -> Refusal:
    row = _ROW.search(line)
    sheet = _SHEET.search(line)
    column = _COLUMN.search(line)
    code, params = "form.refused", {"detail": _ROW.sub("", line).strip()}
    for pattern, known in _KNOWN:
        match = pattern.search(line)
        if match:
            code, params = known, match.groupdict()
            break
    return Refusal(
        code,
        params,
        sheet=(sheet[1] or sheet[2]) if sheet else "",
        row=int(row[1]) if row else 0,
        column=column[1] if column else "",
    )
