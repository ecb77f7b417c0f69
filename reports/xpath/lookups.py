"""Finding items by the value of a child: by a kept index where a document is frozen."""

from __future__ import annotations

from .compiled import NO_NODES
from .tree import Document, Key, Node


def indexed(parent: Node, item: Key, child: Key, value: str) -> list[Node] | None:
    """The ``item`` children of ``parent`` with a ``child`` of that exact text, in order.

    None where the document is not frozen, so that an index would not stay true. The first search
    for a pair of names makes the index; then the thousands of places in a list of communes cost one
    dictionary lookup.
    """
    root = parent.root()
    if not isinstance(root, Document) or not root.frozen:
        return None
    index = root.lookups.get((parent, item, child))
    if index is None:
        index = root.lookups[(parent, item, child)] = {}
        for node in parent.named(item):
            for text in dict.fromkeys(cell.string_value() for cell in node.named(child)):
                index.setdefault(text, []).append(node)
    return index.get(value, NO_NODES)


def items_by(parent: Node, item: Key, child: Key, value: str) -> list[Node]:
    """The same in any document; without an index by looking at every item."""
    found = indexed(parent, item, child, value)
    if found is not None:
        return found
    return [
        node
        for node in parent.named(item)
        if any(cell.string_value() == value for cell in node.named(child))
    ]
