"""What a plan is made of: the form's nodes as slots, and their expressions as cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from reports.form import Node
from reports.xpath import Expression

MOST_INSTANCES: Final = 1_000
"""No repeat has more instances than this, whatever its count says."""


class Aspect(IntEnum):
    """What an expression decides. Those below READONLY change what others see."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    READONLY = 3
    REQUIRED = 4
    CONSTRAINT = 5
    CHOICES = 6
    TEXTS = 7


class Slot:
    """A node of the form, with its place: where items of it live and what listens to them."""

    __slots__ = (
        "actions",
        "by_name",
        "cells",
        "children",
        "dependents",
        "index",
        "level",
        "name",
        "node",
        "parent",
        "path",
    )

    def __init__(self, index: int, node: Node | None, name: str, parent: Slot | None) -> None:
        self.index = index
        self.node = node
        self.name = name
        self.parent = parent
        self.path: str = f"{parent.path}/{name}" if parent else f"/{name}"
        self.level: int = parent.level + 1 if parent else 0
        self.children: list[Slot] = []
        self.by_name: dict[str, Slot] = {}
        self.cells: dict[Aspect, Cell] = {}
        self.dependents: list[Dependent] = []
        self.actions: list[tuple[Slot, str]] = []

    def ancestors(self) -> Iterable[Slot]:
        """This slot and those above it, from the inside out."""
        slot: Slot | None = self
        while slot is not None:
            yield slot
            slot = slot.parent


@dataclass(slots=True, eq=False)
class Cell:
    """One expression of one slot. ``home`` is the slot whose items it is evaluated for: the
    parent for a repeat's count, else ``slot`` itself. ``loops`` says that it shares its rank
    with others that it depends on."""

    slot: Slot
    home: Slot
    aspect: Aspect
    expression: Expression
    rank: int = 0
    loops: bool = False


@dataclass(frozen=True, slots=True)
class Dependent:
    """From a changed item, ``up`` levels and then down this ``trail`` of slots, sit the items
    for which ``cell`` has to be evaluated again."""

    cell: Cell
    up: int
    trail: tuple[int, ...]
