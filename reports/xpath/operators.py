"""The arithmetic, boolean and comparison operators (XPath 1.0, sections 3.4 and 3.5)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from .compiled import (
    Compiled,
    Run,
    RunBoolean,
    RunNumber,
    as_boolean,
    as_number,
    as_text,
)
from .context import Context
from .tree import Node
from .values import NAN, Rules, Value, to_boolean, to_number

Compare = Callable[[Any, Any], bool]

COMPARISONS: Final[dict[str, Compare]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def divide(left: float, right: float) -> float:
    """IEEE 754 division, which Python refuses to do by zero."""
    if right == 0:
        if left == 0 or math.isnan(left):
            return NAN
        return math.copysign(math.inf, left) * math.copysign(1.0, right)
    return float(left) / right


def remainder(left: float, right: float) -> float:
    """The remainder with the sign of the left operand, as in Java and JavaScript."""
    if right == 0 or not math.isfinite(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


def _add(left: float, right: float) -> float:
    return float(left) + right


def _subtract(left: float, right: float) -> float:
    return float(left) - right


def _multiply(left: float, right: float) -> float:
    return float(left) * right


_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "div": divide,
    "mod": remainder,
}


def chain(operators: tuple[str, ...], operands: list[Compiled], rules: Rules) -> Compiled:
    """A run of operators of one precedence, applied from the left."""
    first = operators[0]
    if first in {"and", "or"}:
        return _junction(first == "or", [as_boolean(operand) for operand in operands])
    if first in _ARITHMETIC:
        return _arithmetic(operators, [as_number(operand, rules) for operand in operands])
    result = operands[0]
    for name, operand in zip(operators, operands[1:], strict=True):
        result = Compiled("boolean", compare(name, result, operand, rules))
    return result


def _junction(any_of: bool, runs: list[RunBoolean]) -> Compiled:
    if len(runs) == 2:
        left, right = runs
        run: Run
        if any_of:
            run = lambda n, p, s, c: left(n, p, s, c) or right(n, p, s, c)  # noqa: E731
        else:
            run = lambda n, p, s, c: left(n, p, s, c) and right(n, p, s, c)  # noqa: E731
        return Compiled("boolean", run)

    def junction(node: Node, position: int, size: int, context: Context) -> bool:
        for part in runs:
            if part(node, position, size, context) is any_of:
                return any_of
        return not any_of

    return Compiled("boolean", junction)


def _arithmetic(operators: tuple[str, ...], runs: list[RunNumber]) -> Compiled:
    steps = [(_ARITHMETIC[name], run) for name, run in zip(operators, runs[1:], strict=True)]
    first = runs[0]
    if len(steps) == 1:
        ((apply, second),) = steps
        return Compiled(
            "number",
            lambda node, position, size, context: apply(
                first(node, position, size, context), second(node, position, size, context)
            ),
        )

    def total(node: Node, position: int, size: int, context: Context) -> float:
        value = first(node, position, size, context)
        for apply, run in steps:
            value = apply(value, run(node, position, size, context))
        return value

    return Compiled("number", total)


def negate(operand: Compiled, rules: Rules) -> Compiled:
    run = as_number(operand, rules)
    return Compiled("number", lambda n, p, s, c: -float(run(n, p, s, c)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One of the six operators under a rule book."""

    apply: Compare
    equality: bool
    rules: Rules

    def values(self, left: Value, right: Value, context: Context) -> bool:
        """Compare values of kinds that were not known beforehand."""
        apply, rules = self.apply, self.rules
        if self.equality and (isinstance(left, bool) or isinstance(right, bool)):
            return apply(to_boolean(left), to_boolean(right))
        if isinstance(left, list):
            if isinstance(right, list):
                return self.node_sets(left, right, context)
            return any(self.values(node.string_value(), right, context) for node in left)
        if isinstance(right, list):
            return any(self.values(left, node.string_value(), context) for node in right)
        if self.equality and isinstance(left, str) and isinstance(right, str):
            return apply(left, right)
        return apply(to_number(left, rules, context), to_number(right, rules, context))

    def node_sets(self, left: list[Node], right: list[Node], context: Context) -> bool:
        """Whether any node of one compares so with any of the other."""
        apply, number = self.apply, self.rules.number
        one: list[str] | list[float] = [node.string_value() for node in left]
        other: list[str] | list[float] = list({node.string_value() for node in right})
        if not self.equality:
            one = [number(str(text), context) for text in one]
            other = [number(str(text), context) for text in other]
        return any(apply(value, against) for value in one for against in other)


def compare(name: str, left: Compiled, right: Compiled, rules: Rules) -> RunBoolean:
    """A comparison, made for the kinds of its operands as far as they are known beforehand."""
    comparison = Comparison(COMPARISONS[name], name in {"=", "!="}, rules)
    apply, equality = comparison.apply, comparison.equality
    kinds = {left.kind, right.kind}
    if "any" in kinds or (left.kind == right.kind == "nodes"):
        values, one, other = comparison.values, left.run, right.run
        return lambda n, p, s, c: values(one(n, p, s, c), other(n, p, s, c), c)
    if equality and "boolean" in kinds:
        true, also = as_boolean(left), as_boolean(right)
        return lambda n, p, s, c: apply(true(n, p, s, c), also(n, p, s, c))
    if "nodes" in kinds:
        return _with_nodes(comparison, left, right)
    if equality and kinds == {"string"}:
        text, wanted = left.run, right.run
        return lambda n, p, s, c: apply(text(n, p, s, c), wanted(n, p, s, c))
    number, limit = as_number(left, rules), as_number(right, rules)
    return lambda n, p, s, c: apply(number(n, p, s, c), limit(n, p, s, c))


def _with_nodes(comparison: Comparison, left: Compiled, right: Compiled) -> RunBoolean:
    """Nodes against a string, a number, or (by size) a boolean."""
    apply, rules = comparison.apply, comparison.rules
    flipped = left.kind != "nodes"
    nodes, other = (right.run, left) if flipped else (left.run, right)
    if comparison.equality and other.kind == "string":
        text = as_text(other, rules)

        def same(node: Node, position: int, size: int, context: Context) -> bool:
            found = nodes(node, position, size, context)
            if not found:
                return False
            wanted = text(node, position, size, context)
            if len(found) == 1:
                return apply(found[0].string_value(), wanted)
            return any(apply(each.string_value(), wanted) for each in found)

        return same
    # A boolean against nodes by size is compared node by node, as the browsers' engines and ODK's
    # do, and not by whether there are any nodes, as the letter of XPath 1.0 has it.
    number, read = as_number(other, rules), rules.number

    def beyond(node: Node, position: int, size: int, context: Context) -> bool:
        found = nodes(node, position, size, context)
        if not found:
            return False
        limit = number(node, position, size, context)
        for each in found:
            value = read(each.string_value(), context)
            if apply(limit, value) if flipped else apply(value, limit):
                return True
        return False

    return beyond
