"""Location paths: steps, node tests and predicates (XPath 1.0, sections 2.1 to 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from .axes import AXES, FLAT, REVERSE, SIBLING, Axis
from .compiled import NO_NODES, Compiled, RunNodes, as_boolean, as_nodes
from .context import Context
from .errors import XPathError
from .lookups import indexed
from .order import in_document_order
from .syntax import Step
from .tree import Key, Kind, Node
from .values import Rules, to_boolean

Move = Callable[[list[Node], Context], list[Node]]
"""One step: from all nodes reached so far to all nodes reached next."""
Keep = Callable[[list[Node], Context], list[Node]]
"""One predicate, over what one axis gave from one node, in the axis's direction."""
Test = Callable[[Node], bool]

_TYPES: Final[dict[str, Test]] = {
    "node()": lambda node: True,
    "text()": lambda node: node.kind is Kind.TEXT,
    "comment()": lambda node: node.kind is Kind.COMMENT,
    "processing-instruction()": lambda node: node.kind is Kind.INSTRUCTION,
}
_PRINCIPAL: Final = {"attribute": Kind.ATTRIBUTE, "namespace": Kind.NAMESPACE}


class Names:
    """Turns written names into what trees are searched for.

    In ODK mode a name without a prefix means an element written without one, whatever its default
    namespace: an XForm's instance has one, and its expressions do not repeat it. In native mode it
    means no namespace, as XPath 1.0 says.
    """

    def __init__(self, namespaces: Mapping[str, str], rules: Rules) -> None:
        self.namespaces = namespaces
        self.odk = rules.mode == "odk"

    def key(self, written: str, position: int) -> Key:
        prefix, colon, local = written.partition(":")
        if not colon:
            return written if self.odk else ("", written)
        uri = self.namespaces.get(prefix)
        if uri is None:
            raise XPathError("unknown-prefix", position, prefix=prefix)
        return (uri, local)


def _test(step: Step, names: Names) -> Test:
    test = step.test
    if test.endswith("()"):
        if step.target:
            return lambda node: node.kind is Kind.INSTRUCTION and node.name == step.target
        return _TYPES[test]
    principal = _PRINCIPAL.get(step.axis, Kind.ELEMENT)
    if test == "*":
        return lambda node: node.kind is principal
    if principal is Kind.NAMESPACE:
        return lambda node: node.kind is principal and node.prefix == test
    key = names.key(test, step.position)
    if isinstance(key, str):
        return lambda node: node.kind is principal and node.local == key and not node.prefix
    uri, local = key
    if local == "*":
        return lambda node: node.kind is principal and node.namespace == uri
    return lambda node: node.kind is principal and node.local == local and node.namespace == uri


def predicate(compiled: Compiled) -> Keep:
    """``[…]``: a number keeps that position, anything else what it is true for."""
    if compiled.kind == "number" and isinstance(compiled.constant, float):
        place = compiled.constant
        if not place.is_integer() or place < 1:
            return lambda nodes, context: NO_NODES
        index = int(place) - 1
        return lambda nodes, context: nodes[index : index + 1]
    run = compiled.run
    if compiled.kind in {"number", "any"}:

        def keep(nodes: list[Node], context: Context) -> list[Node]:
            size = len(nodes)
            kept: list[Node] = []
            for position, node in enumerate(nodes, 1):
                value = run(node, position, size, context)
                if value == position if type(value) is float else to_boolean(value):
                    kept.append(node)
            return kept

        return keep
    holds = as_boolean(compiled)

    def keep_true(nodes: list[Node], context: Context) -> list[Node]:
        size = len(nodes)
        return [
            node for position, node in enumerate(nodes, 1) if holds(node, position, size, context)
        ]

    return keep_true


class Narrowed(NamedTuple):
    """Of the children that a step names, those whose ``child`` equals ``value`` are enough.

    ``whole`` says that this is all that the first predicate asks.
    """

    child: Key
    value: Compiled
    whole: bool


class Planned(NamedTuple):
    """A step with its predicates compiled."""

    step: Step
    keeps: list[Keep]
    narrowed: Narrowed | None = None


def is_plain(step: Step) -> bool:
    """Whether the step's test is a whole name, and not a wildcard or a node type."""
    return not step.test.endswith("()") and "*" not in step.test


def _step(planned: Planned, names: Names) -> Move:
    step, keeps, narrowed = planned
    if step.axis == "child" and is_plain(step):
        key = names.key(step.test, step.position)
        if narrowed is not None:
            return _narrowed_children(key, narrowed, keeps)
        return _named_children(key, keeps)
    axis = AXES[step.axis]
    if step.axis == "parent" and step.test == "node()" and not keeps:
        return _parents
    return _general(axis, _test(step, names), keeps, step.axis in REVERSE)


def _named_children(key: Key, keeps: list[Keep]) -> Move:
    """The commonest step, from the tree's own index of names."""
    if not keeps:

        def children(nodes: list[Node], context: Context) -> list[Node]:
            if len(nodes) == 1:
                return nodes[0].named(key)
            return [found for node in nodes for found in node.named(key)]

        return children

    def kept_children(nodes: list[Node], context: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            some = node.named(key)
            for keep in keeps:
                some = keep(some, context)
            found.extend(some)
        return found

    return kept_children


def _narrowed_children(key: Key, narrowed: Narrowed, keeps: list[Keep]) -> Move:
    child, value, whole = narrowed
    run = value.run
    rest = keeps[1:] if whole else keeps

    def children(nodes: list[Node], context: Context) -> list[Node]:
        wanted = run(nodes[0], 1, 1, context)
        if isinstance(wanted, list):
            if not wanted:
                return NO_NODES
            # Against several nodes, any of them will do; that is left to the predicate itself.
            wanted = wanted[0].string_value() if len(wanted) == 1 else None
        found: list[Node] = []
        for node in nodes:
            known = None if wanted is None else indexed(node, key, child, wanted)
            some = node.named(key) if known is None else known
            for keep in keeps if known is None else rest:
                some = keep(some, context)
            found.extend(some)
        return found

    return children


def _parents(nodes: list[Node], context: Context) -> list[Node]:
    if len(nodes) == 1:
        above = nodes[0].parent
        return NO_NODES if above is None else [above]
    return [node.parent for node in nodes if node.parent is not None]


def _general(axis: Axis, test: Test, keeps: list[Keep], reverse: bool) -> Move:
    def move(nodes: list[Node], context: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            some = [each for each in axis(node) if test(each)]
            for keep in keeps:
                some = keep(some, context)
            found.extend(reversed(some) if reverse else some)
        return found

    return move


def path(
    absolute: bool,
    start: Compiled | None,
    steps: list[Planned],
    names: Names,
) -> Compiled:
    """A whole path. Sorting is left out wherever the steps keep document order by themselves."""
    moves: list[tuple[Move, bool]] = []
    single = start is None
    flat = start is None or start.flat
    for planned in _shortened(steps):
        step = planned.step
        # From one node every axis gives distinct nodes; from flat ones, some axes do.
        in_order = single or (flat and step.axis in FLAT)
        moves.append((_step(planned, names), not in_order))
        flat = step.axis in (FLAT | SIBLING if single else FLAT) and flat
        single = single and step.axis in {"self", "parent"}
    first = None if start is None else as_nodes(start, "/")
    return Compiled("nodes", _run(absolute, first, moves), flat=flat)


def _run(absolute: bool, first: RunNodes | None, moves: list[tuple[Move, bool]]) -> RunNodes:
    if not any(sort for _, sort in moves) and first is None:
        plain = [move for move, _ in moves]
        if len(plain) == 1 and not absolute:
            only = plain[0]
            return lambda node, position, size, context: only([node], context)

        def unsorted(node: Node, position: int, size: int, context: Context) -> list[Node]:
            nodes = [context.root if absolute else node]
            for move in plain:
                nodes = move(nodes, context)
                if not nodes:
                    return NO_NODES
            return nodes

        return unsorted

    def run(node: Node, position: int, size: int, context: Context) -> list[Node]:
        if first is not None:
            nodes = first(node, position, size, context)
        else:
            nodes = [context.root if absolute else node]
        for move, sort in moves:
            if not nodes:
                return NO_NODES
            many = len(nodes) > 1
            nodes = move(nodes, context)
            if sort and many and len(nodes) > 1:
                nodes = in_document_order(nodes)
        return nodes

    return run


def _shortened(steps: list[Planned]) -> list[Planned]:
    """``//name`` as one descendant step, where no predicate could see the difference."""
    short: list[Planned] = []
    for planned in steps:
        step = planned.step
        if short and step.axis == "child" and not planned.keeps:
            last = short[-1].step
            if last.axis == "descendant-or-self" and last.test == "node()" and not last.predicates:
                joined = Step("descendant", step.test, (), step.position, step.target)
                short[-1] = Planned(joined, [])
                continue
        short.append(planned)
    return short
