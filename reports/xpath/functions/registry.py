"""How a function is declared: by its signature as the specification writes it.

``substr(string, number, number?) -> string`` says which kinds the arguments are turned into, which
may be left out (``?``), and which may be repeated (``*``). Kinds are ``string``, ``number``,
``boolean``, ``nodes``, ``any`` (the value as it is) and ``values`` (a list: each node of a nodeset,
or the one value).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from ..compiled import Compiled, Kind, Run, as_boolean, as_nodes, as_number, as_text
from ..context import Context
from ..errors import XPathError
from ..tree import Node
from ..values import Rules

_SIGNATURE: Final = re.compile(r"([\w:.-]+)\((.*)\) -> (\w+)")

Build = Callable[[list[Compiled], Rules, str], Compiled]
"""(compiled arguments, rule book, name) to the compiled call."""


@dataclass(frozen=True, slots=True)
class Function:
    """A callable function. ``maximum`` is -1 where there is none."""

    name: str
    signature: str
    minimum: int
    maximum: int
    build: Build

    def check(self, count: int, position: int) -> None:
        """XPathError ``argument-count`` for a call with so many arguments."""
        if count < self.minimum or (self.maximum >= 0 and count > self.maximum):
            raise XPathError(
                "argument-count",
                position,
                function=self.name,
                given=count,
                minimum=self.minimum,
                maximum=self.maximum,
                signature=self.signature,
            )


class Library:
    """Functions of one family, gathered by decorators."""

    def __init__(self) -> None:
        self.functions: dict[str, Function] = {}

    def plain(self, signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A function of its arguments only."""
        return self._declare(signature, _plain)

    def contextual(self, signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A function that is also given the context, first."""
        return self._declare(signature, _contextual)

    def nodal(self, signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A function that is also given the context node and the context, first."""
        return self._declare(signature, _nodal)

    def special(self, signature: str) -> Callable[[Build], Build]:
        """A function that makes its own closure: lazy arguments, or a result of several kinds."""
        name, kinds, minimum, maximum, _ = _parsed(signature)
        del kinds

        def declare(build: Build) -> Build:
            self.functions[name] = Function(name, signature, minimum, maximum, build)
            return build

        return declare

    def alias(self, name: str, known: str) -> None:
        """Another name for a function that is declared already."""
        function = self.functions[known]
        self.functions[name] = Function(
            name, function.signature, function.minimum, function.maximum, function.build
        )

    def _declare(
        self, signature: str, wrap: Callable[[Callable[..., Any], list[Run]], Run]
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        name, kinds, minimum, maximum, returns = _parsed(signature)

        def declare(body: Callable[..., Any]) -> Callable[..., Any]:
            def build(arguments: list[Compiled], rules: Rules, called: str) -> Compiled:
                runs = [
                    wanted(argument, kinds[min(index, len(kinds) - 1)], rules, called)
                    for index, argument in enumerate(arguments)
                ]
                return Compiled(returns, wrap(body, runs))

            self.functions[name] = Function(name, signature, minimum, maximum, build)
            return body

        return declare


def _parsed(signature: str) -> tuple[str, list[str], int, int, Kind]:
    match = _SIGNATURE.fullmatch(signature)
    if match is None:
        raise ValueError(signature)
    name, parameters, returns = match.groups()
    if returns not in get_args(Kind):
        raise ValueError(signature)
    kinds = [part.strip() for part in parameters.split(",") if part.strip()]
    minimum = sum(not kind.endswith(("?", "*")) for kind in kinds)
    maximum = -1 if any(kind.endswith("*") for kind in kinds) else len(kinds)
    return name, [kind.rstrip("?*") for kind in kinds], minimum, maximum, cast("Kind", returns)


def wanted(argument: Compiled, kind: str, rules: Rules, called: str) -> Run:
    """The argument's closure, giving the kind that a parameter wants."""
    if kind == "string":
        return as_text(argument, rules)
    if kind == "number":
        return as_number(argument, rules)
    if kind == "boolean":
        return as_boolean(argument)
    if kind == "nodes":
        return as_nodes(argument, called)
    if kind == "values":
        return _values(argument.run)
    if kind == "any":
        return argument.run
    raise ValueError(kind)


def _values(run: Run) -> Run:
    def values(node: Node, position: int, size: int, context: Context) -> list[Any]:
        value = run(node, position, size, context)
        if isinstance(value, list):
            return [each.string_value() for each in value]
        return [value]

    return values


def _plain(body: Callable[..., Any], runs: list[Run]) -> Run:
    if not runs:
        return lambda node, position, size, context: body()
    if len(runs) == 1:
        only = runs[0]
        return lambda n, p, s, c: body(only(n, p, s, c))
    if len(runs) == 2:
        first, second = runs
        return lambda n, p, s, c: body(first(n, p, s, c), second(n, p, s, c))
    return lambda n, p, s, c: body(*[run(n, p, s, c) for run in runs])


def _contextual(body: Callable[..., Any], runs: list[Run]) -> Run:
    return lambda n, p, s, c: body(c, *[run(n, p, s, c) for run in runs])


def _nodal(body: Callable[..., Any], runs: list[Run]) -> Run:
    return lambda n, p, s, c: body(n, c, *[run(n, p, s, c) for run in runs])
