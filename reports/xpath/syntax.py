"""The parsed form of an expression: what it says, before any decision on how to evaluate it."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    value: float


class Literal(NamedTuple):
    value: str


class Variable(NamedTuple):
    name: str
    position: int


class Chain(NamedTuple):
    """Operands joined by operators of one precedence, to be applied from the left.

    A chain and not a pair, so that a sum of a thousand terms is a loop and not a deep recursion.
    """

    operators: tuple[str, ...]
    operands: tuple[Syntax, ...]


class Negate(NamedTuple):
    """A minus sign; two of them only make a number."""

    operand: Syntax


class Union(NamedTuple):
    operands: tuple[Syntax, ...]
    position: int


class Call(NamedTuple):
    name: str
    arguments: tuple[Syntax, ...]
    position: int


class Filter(NamedTuple):
    """A primary expression narrowed by predicates: ``(a | b)[1]``."""

    primary: Syntax
    predicates: tuple[Syntax, ...]
    position: int


class Step(NamedTuple):
    """``axis::test[predicates]``.

    ``test`` is a written name (``a``, ``p:a``, ``*``, ``p:*``) or a node type with its brackets
    (``node()``, ``text()``, ``comment()``, ``processing-instruction()``); ``target`` is the literal
    within the last one.
    """

    axis: str
    test: str
    predicates: tuple[Syntax, ...]
    position: int
    target: str = ""


class Path(NamedTuple):
    """Steps from the root (``absolute``), from ``start``, or from the context node (neither)."""

    absolute: bool
    start: Syntax | None
    steps: tuple[Step, ...]
    position: int


Syntax = Number | Literal | Variable | Chain | Negate | Union | Call | Filter | Path
