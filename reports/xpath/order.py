"""Document order, numbered lazily: a change only marks a tree, and the next sort renumbers it."""

from __future__ import annotations

from itertools import count
from typing import Final

from .tree import Element, Node, Parent

_SERIALS: Final = count(1)


def document_order(node: Node) -> tuple[int, int]:
    """A sort key: nodes of one tree by document order, trees by when they were first compared."""
    root = node.root()
    if not isinstance(root, Parent):
        return (0, 0)
    if not root.numbered:
        _number(root)
    return (root.serial, node.order)


def _number(root: Parent) -> None:
    if not root.serial:
        root.serial = next(_SERIALS)
    number = count()
    root.order = next(number)
    _number_attributes(root, number)
    for node in root.descendants():
        node.order = next(number)
        _number_attributes(node, number)
    root.numbered = True


def _number_attributes(node: Node, number: count[int]) -> None:
    if isinstance(node, Element):
        for declared in node.known_namespace_nodes():
            declared.order = next(number)
        for attribute in node.attributes:
            attribute.order = next(number)


def in_document_order(nodes: list[Node]) -> list[Node]:
    """The nodes without duplicates, in document order, in a new list."""
    unique = list(dict.fromkeys(nodes))
    if len(unique) > 1:
        unique.sort(key=document_order)
    return unique
