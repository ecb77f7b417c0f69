"""ODK's functions on nodes and repeats."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Final

from ..compiled import NO_NODES, Compiled, Run, as_nodes, as_number
from ..context import Context
from ..errors import XPathError
from ..tree import Element, Node
from ..values import ODK, Rules, Value, to_number, to_text
from .core import position as native_position
from .registry import Library

LIBRARY: Final = Library()


@LIBRARY.plain("count-non-empty(nodes) -> number")
def count_non_empty(nodes: list[Node]) -> float:
    return float(sum(node.string_value() != "" for node in nodes))


@LIBRARY.special("position(nodes?) -> number")
def position(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """With an argument: the node's place among its siblings of the same name, from 1."""
    if not arguments:
        return native_position(arguments, rules, name)
    run = as_nodes(arguments[0], name)

    def place(node: Node, at: int, size: int, context: Context) -> float:
        nodes = run(node, at, size, context)
        return _place(nodes[0]) if nodes else math.nan

    return Compiled("number", place)


def _place(node: Node) -> float:
    if node.parent is None:
        return 1.0
    before = 1
    for sibling in node.parent.children:
        if sibling is node:
            break
        before += isinstance(sibling, Element) and sibling.name == node.name
    return float(before)


@LIBRARY.special("indexed-repeat(nodes, nodes, number, any*) -> nodes")
def indexed_repeat(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The nodes of the first argument that lie in the repeat instances with the given 1-based
    places: ``(repeat, index)`` pairs, in any order of nesting, any number of them."""
    target = as_nodes(arguments[0], name)
    if len(arguments) % 2 == 0:
        raise XPathError("argument-count", function=name, given=len(arguments), minimum=3)
    pairs = [
        (as_nodes(arguments[index], name), as_number(arguments[index + 1], rules))
        for index in range(1, len(arguments), 2)
    ]

    def run(node: Node, at: int, size: int, context: Context) -> list[Node]:
        levels: list[tuple[list[Node], int]] = []
        for repeats, index in pairs:
            place = index(node, at, size, context)
            if not place >= 1 or not float(place).is_integer():
                return NO_NODES
            found = repeats(node, at, size, context)
            if len(found) < place:
                return NO_NODES
            levels.append((found, int(place) - 1))
        levels.sort(key=lambda level: _depth(level[0][0]))
        inside: Node | None = None
        for found, index_at in levels:
            those = [each for each in found if inside is None or _is_within(each, inside)]
            if index_at >= len(those):
                return NO_NODES
            inside = those[index_at]
        return [each for each in target(node, at, size, context) if _is_within(each, inside)]

    return Compiled("nodes", run)


def _depth(node: Node) -> int:
    depth = 0
    above = node.parent
    while above is not None:
        depth += 1
        above = above.parent
    return depth


def _is_within(node: Node, container: Node | None) -> bool:
    above = node.parent
    while above is not None:
        if above is container:
            return True
        above = above.parent
    return False


@LIBRARY.special("randomize(nodes, any?) -> nodes")
def randomize(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The nodes shuffled; with a seed, in the same order as every ODK client shuffles them."""
    run = as_nodes(arguments[0], name)
    seed: Run | None = arguments[1].run if len(arguments) > 1 else None

    def shuffled(node: Node, at: int, size: int, context: Context) -> list[Node]:
        nodes = run(node, at, size, context)
        if seed is None:
            return _shuffle(nodes, context.random)
        state = _ParkMiller(_seed(seed(node, at, size, context), context))
        return _shuffle(nodes, state.random)

    return Compiled("nodes", shuffled)


def _shuffle(nodes: list[Node], random: Callable[[], float]) -> list[Node]:
    """The inside-out variant of Fisher and Yates's shuffle, which the specification names."""
    found: list[Node] = []
    for index, node in enumerate(nodes):
        other = math.floor(random() * (index + 1))
        found.append(node)
        if other != index:
            found[index] = found[other]
            found[other] = node
    return found


def _seed(value: Value, context: Context) -> int:
    """The seed as a 64-bit integer, as JavaRosa makes it of a number or of any other text."""
    number = to_number(value, ODK, context)
    if math.isnan(number):
        text = to_text(value, ODK)
        if not text:
            return 0
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
    if math.isinf(number):
        return 2**63 - 1 if number > 0 else -(2**63)
    return max(-(2**63), min(2**63 - 1, math.trunc(number)))


class _ParkMiller:
    """The generator that the specification prescribes for a seeded shuffle."""

    def __init__(self, seed: int) -> None:
        # The remainder takes the sign of the seed, as in Java.
        state = math.copysign(abs(seed) % 2147483647, seed)
        self.state = int(state) if state > 0 else int(state) + 2147483646

    def random(self) -> float:
        self.state = self.state * 16807 % 2147483647
        return (self.state - 1) / 2147483646
