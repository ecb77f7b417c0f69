"""The thirteen axes (XPath 1.0, section 2.2), each as nodes in the axis's own direction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .tree import Element, Kind, Node, Parent

Axis = Callable[[Node], list[Node]]

_SIDE: Final = frozenset({Kind.ATTRIBUTE, Kind.NAMESPACE})


def child(node: Node) -> list[Node]:
    return node.child_nodes()


def self(node: Node) -> list[Node]:
    return [node]


def parent(node: Node) -> list[Node]:
    return [] if node.parent is None else [node.parent]


def attribute(node: Node) -> list[Node]:
    return list(node.attributes) if isinstance(node, Element) else []


def namespace(node: Node) -> list[Node]:
    """The declarations written on the element itself; those of its ancestors are not repeated."""
    return list(node.namespace_nodes()) if isinstance(node, Element) else []


def ancestor(node: Node) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def ancestor_or_self(node: Node) -> list[Node]:
    return [node, *ancestor(node)]


def descendant(node: Node) -> list[Node]:
    return list(node.descendants()) if isinstance(node, Parent) else []


def descendant_or_self(node: Node) -> list[Node]:
    return [node, *descendant(node)]


def _siblings(node: Node) -> tuple[list[Node], int]:
    """All children of the parent, and where the node is among them (-1: it is not a child)."""
    if node.parent is None or node.kind in _SIDE:
        return [], -1
    return node.parent.children, node.parent.index(node)


def following_sibling(node: Node) -> list[Node]:
    siblings, index = _siblings(node)
    return siblings[index + 1 :]


def preceding_sibling(node: Node) -> list[Node]:
    siblings, index = _siblings(node)
    return siblings[:index][::-1] if index > 0 else []


def following(node: Node) -> list[Node]:
    # What follows an attribute is what follows the start of its element.
    found: list[Node] = []
    at: Node | None = node
    if node.kind in _SIDE:
        at = node.parent
        found.extend(descendant(at) if at is not None else [])
    while at is not None:
        for sibling in following_sibling(at):
            found.extend(descendant_or_self(sibling))
        at = at.parent
    return found


def preceding(node: Node) -> list[Node]:
    found: list[Node] = []
    at: Node | None = node.parent if node.kind in _SIDE else node
    while at is not None:
        for sibling in preceding_sibling(at):
            found.extend(reversed(descendant_or_self(sibling)))
        at = at.parent
    return found


AXES: Final[dict[str, Axis]] = {
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "attribute": attribute,
    "child": child,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespace,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": self,
}

REVERSE: Final = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
"""Axes whose nearest node comes first; ``[1]`` is the nearest, the result is turned around."""

FLAT: Final = frozenset({"attribute", "child", "namespace", "self"})
"""Axes that, from nodes none of which lies within another, give such nodes again, in order."""

SIBLING: Final = frozenset({"parent", "following-sibling", "preceding-sibling"})
"""Axes that give such nodes from a single one only."""
