"""ODK's choices and checks: functions that look at some arguments only, or count what is true."""

from __future__ import annotations

import math
from typing import Final

from ..compiled import Compiled, Kind, as_boolean, as_text
from ..context import Context
from ..errors import XPathError
from ..tree import Node
from ..values import ODK, Rules, Value, to_boolean, to_number
from .registry import Library

LIBRARY: Final = Library()


@LIBRARY.special("if(boolean, any, any) -> any")
def conditional(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """Only the branch that is chosen is evaluated."""
    condition, then, otherwise = as_boolean(arguments[0]), arguments[1].run, arguments[2].run
    same = arguments[1].kind == arguments[2].kind
    kind: Kind = arguments[1].kind if same else "any"

    def run(node: Node, position: int, size: int, context: Context) -> Value:
        chosen = then if condition(node, position, size, context) else otherwise
        value: Value = chosen(node, position, size, context)
        return value

    return Compiled(kind, run)


@LIBRARY.special("coalesce(string, string) -> string")
def coalesce(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    first, second = as_text(arguments[0], rules), as_text(arguments[1], rules)
    return Compiled("string", lambda n, p, s, c: first(n, p, s, c) or second(n, p, s, c))


@LIBRARY.special("once(string) -> string")
def once(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The context node's own value while it has one; else the argument."""
    calculation = as_text(arguments[0], rules)
    return Compiled("string", lambda n, p, s, c: n.string_value() or calculation(n, p, s, c))


@LIBRARY.plain("boolean-from-string(string) -> boolean")
def boolean_from_string(text: str) -> bool:
    return text in {"1", "true"}


def _is_met(value: Value) -> bool:
    """Whether an answer counts in a checklist: a blank one does not."""
    return not value.isspace() and value != "" if isinstance(value, str) else to_boolean(value)


def _within(minimum: float, maximum: float) -> tuple[float, float]:
    """The bounds, where -1 stands for none."""
    return minimum, math.inf if maximum == -1 else maximum


@LIBRARY.plain("checklist(number, number, values*) -> boolean")
def checklist(minimum: float, maximum: float, *groups: list[Value]) -> bool:
    low, high = _within(minimum, maximum)
    met = sum(_is_met(value) for group in groups for value in group)
    return low <= met <= high


@LIBRARY.contextual("weighted-checklist(number, number, values*) -> boolean")
def weighted_checklist(
    context: Context, minimum: float, maximum: float, *groups: list[Value]
) -> bool:
    if len(groups) % 2:
        raise XPathError("bad-argument", function="weighted-checklist", value=len(groups))
    low, high = _within(minimum, maximum)
    total = 0.0
    for values, weights in zip(groups[::2], groups[1::2], strict=True):
        if len(weights) > len(values):
            return False
        for value, weight in zip(values, weights, strict=False):
            if _is_met(value):
                total += to_number(weight, ODK, context)
    return low <= total <= high


@LIBRARY.special("depend(any, any*) -> any")
def depend(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The first argument; the others are only named so that a change to them is noticed."""
    return arguments[0]
