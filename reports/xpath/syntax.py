"""The parsed form of an expression: what it says, before any decision on how to evaluate it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, to be applied from the left.

    A chain and not a pair, so that a sum of a thousand terms is a loop and not a deep recursion.
    """

    operators: tuple[str, ...]
    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """A minus sign; two of them only make a number."""

    operand: Syntax


@dataclass(frozen=True, slots=True)
class Union:
    operands: tuple[Syntax, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Syntax, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression narrowed by predicates: ``(a | b)[1]``."""

    primary: Syntax
    predicates: tuple[Syntax, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
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


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (``absolute``), from ``start``, or from the context node (neither)."""

    absolute: bool
    start: Syntax | None
    steps: tuple[Step, ...]
    position: int


Syntax = Number | Literal | Variable | Chain | Negate | Union | Call | Filter | Path
