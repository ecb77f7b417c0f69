"""Closures: what syntax becomes, and the same closure wanted as another kind of value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from .context import Context
from .errors import XPathError
from .tree import Node
from .values import NAN, Rules, Value, to_boolean, to_number, to_text

Run = Callable[[Node, int, int, Context], Any]
"""(context node, position, size, context) to a value. Arguments and not one frame object, because
a predicate then costs no allocation for each node that it looks at."""
RunText = Callable[[Node, int, int, Context], str]
RunNumber = Callable[[Node, int, int, Context], float]
RunBoolean = Callable[[Node, int, int, Context], bool]
RunNodes = Callable[[Node, int, int, Context], list[Node]]

Kind = Literal["string", "number", "boolean", "nodes", "any"]


@dataclass(slots=True)
class Compiled:
    """``kind`` is what ``run`` always gives, ``any`` where only evaluation can tell.

    ``constant`` is the value where it is known already. ``flat`` says of a nodes result that it is
    in document order and that none of its nodes lies within another. ``position`` is the place in
    the source, for errors. ``text`` is the closure for the string, where that is not simply the
    first node's.
    """

    kind: Kind
    run: Run
    constant: Value | None = None
    flat: bool = False
    position: int = -1
    text: RunText | None = None


def constant(value: Value, kind: Kind) -> Compiled:
    return Compiled(kind, lambda node, position, size, context: value, value)


def as_text(compiled: Compiled, rules: Rules) -> RunText:
    run = compiled.run
    if compiled.text is not None:
        return compiled.text
    if compiled.kind == "string":
        return run
    if compiled.constant is not None and compiled.kind != "number":
        fixed = to_text(compiled.constant, rules)
        return lambda node, position, size, context: fixed
    if compiled.kind == "nodes":

        def first(node: Node, position: int, size: int, context: Context) -> str:
            nodes = run(node, position, size, context)
            return nodes[0].string_value() if nodes else ""

        return first
    if compiled.kind == "number":
        text = rules.text
        return lambda node, position, size, context: text(run(node, position, size, context))
    return lambda node, position, size, context: to_text(run(node, position, size, context), rules)


def as_number(compiled: Compiled, rules: Rules) -> RunNumber:
    run = compiled.run
    if compiled.kind == "number":
        return run
    number = rules.number
    if compiled.kind == "string":
        return lambda node, position, size, context: number(
            run(node, position, size, context), context
        )
    if compiled.kind == "nodes":

        def first(node: Node, position: int, size: int, context: Context) -> float:
            nodes = run(node, position, size, context)
            return number(nodes[0].string_value(), context) if nodes else NAN

        return first
    return lambda node, position, size, context: to_number(
        run(node, position, size, context), rules, context
    )


def as_boolean(compiled: Compiled) -> RunBoolean:
    run = compiled.run
    if compiled.kind == "boolean":
        return run
    if compiled.kind in {"nodes", "string"}:
        return lambda node, position, size, context: bool(run(node, position, size, context))
    return lambda node, position, size, context: to_boolean(run(node, position, size, context))


def as_nodes(compiled: Compiled, what: str) -> RunNodes:
    """The closure as one that gives nodes; XPathError when it certainly, or in the event, does not.

    ``what`` names the function or operator that needs them.
    """
    run = compiled.run
    if compiled.kind == "nodes":
        return run
    if compiled.kind != "any":
        raise XPathError("not-nodes", compiled.position, what=what)

    def checked(node: Node, position: int, size: int, context: Context) -> list[Node]:
        value = run(node, position, size, context)
        if not isinstance(value, list):
            raise XPathError("not-nodes", compiled.position, what=what)
        return value

    return checked


def failing(error: XPathError) -> Compiled:
    """What a wrong part becomes when it may only complain if it is ever reached."""
    code, position, parameters = error.code, error.position, error.parameters

    def fail(node: Node, at: int, size: int, context: Context) -> Value:
        raise XPathError(code, position, **parameters)

    return Compiled("any", fail, position=position)


NO_NODES: Final[list[Node]] = []
