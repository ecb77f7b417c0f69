"""ODK's functions on space-separated answers of select questions, and on choices."""

from __future__ import annotations

import re
from typing import Final

from ..context import Context
from ..errors import XPathError
from ..tree import Node
from .registry import Library

LIBRARY: Final = Library()
_SPACE: Final = " \t\r\n"
_SPACES: Final = re.compile(r"[ \t\r\n]+")


def _items(answer: str) -> list[str]:
    # An empty answer is one empty item, so that selected('', '') is true as elsewhere in ODK.
    return _SPACES.split(answer.strip(_SPACE))


@LIBRARY.plain("selected(string, string) -> boolean")
def selected(answer: str, value: str) -> bool:
    return value.strip(_SPACE) in _items(answer)


LIBRARY.alias("is-selected", "selected")


@LIBRARY.plain("selected-at(string, number) -> string")
def selected_at(answer: str, index: float) -> str:
    """The item at the 0-based index, or the empty string."""
    items = _items(answer)
    return items[int(index)] if 0 <= index < len(items) else ""


@LIBRARY.plain("count-selected(string) -> number")
def count_selected(answer: str) -> float:
    return float(sum(item != "" for item in _items(answer)))


@LIBRARY.nodal("jr:choice-name(string, string) -> string")
def choice_name(node: Node, context: Context, value: str, path: str) -> str:
    """The label, in the active language, of a choice of the select question at ``path``."""
    if context.choice_name is None:
        raise XPathError("no-resolver", function="jr:choice-name")
    return context.choice_name(value, path, node)
