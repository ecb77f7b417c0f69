"""Where a select's choices come from, read out of the expressions that pyxform writes for it."""

from __future__ import annotations

import re
from typing import Final

from reports.form import Choice, Itemset, Search

_LIST: Final = re.compile(r"^instance\('([^']+)'\)/root/item(?:\[(.*)\])?$", re.DOTALL)
SEARCH: Final = re.compile(r"\bsearch\s*\((.*)\)", re.DOTALL)
_RANDOM: Final = re.compile(r"^randomize\((instance\('[^']+'\)/root/item.*)\)$", re.DOTALL)


def itemset(nodeset: str, value: str, label: str) -> Itemset:
    """An itemset with its parts, where it is the ordinary ``instance('x')/root/item[…]``."""
    inner, randomize, seed = nodeset, False, ""
    match = _RANDOM.match(nodeset)
    if match:
        inner, _, seed = _last_argument(match[1])
        randomize = True
    found = _LIST.match(inner.strip())
    if not found or (found[2] and not _one_predicate(found[2])):
        return Itemset(nodeset, value, label)
    return Itemset(
        nodeset,
        value,
        label,
        source=found[1],
        filter=(found[2] or "").strip(),
        randomize=randomize,
        seed=seed.strip(),
    )


def _last_argument(text: str) -> tuple[str, str, str]:
    """Split ``nodeset, seed`` at the comma outside all brackets and quotes."""
    depth, quote = 0, ""
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            return text[:index], ",", text[index + 1 :]
    return text, "", ""


def _one_predicate(text: str) -> bool:
    depth, quote = 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def arguments(text: str) -> list[str]:
    """The arguments of a function call, given what is between its brackets."""
    found = []
    while text:
        first, _, text = _last_argument(text)
        found.append(first.strip())
    return found


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def search(inside: str, choices: tuple[Choice, ...]) -> Search | None:
    """Read ``search('file', 'contains', 'columns', term, 'filter column', term)``."""
    args = arguments(inside)
    row = next((choice for choice in choices if not choice.value.lstrip("-").isdigit()), None)
    if not args or row is None:
        return None
    label = next((said for said in row.label.values() if isinstance(said, str)), row.value)
    columns = tuple(re.split(r"[\s,]+", label.strip()))
    file = _unquoted(args[0])
    if len(args) in (4, 6):
        return Search(
            file=file,
            value_column=row.value,
            label_columns=columns,
            match=_unquoted(args[1]).lower(),
            columns=tuple(filter(None, re.split(r"[\s,]+", _unquoted(args[2])))),
            term=args[3],
            filter_column=_unquoted(args[4]) if len(args) == 6 else "",
            filter_term=args[5] if len(args) == 6 else "",
        )
    return Search(file, row.value, columns)
