"""Finding items by the value of a child: by a kept index where a document is frozen."""

from __future__ import annotations

from .compiled import NO_NODES
from .tree import Document, Key, Node


def items_by(parent: Node, item: Key, key: Key, value: str) -> list[Node]:
    """The ``item`` children of ``parent`` with a ``key`` child of that exact text, in order.

    In a frozen document the first search for a pair of names indexes them, so that the thousands
    of places in a commune list cost one dictionary lookup a question.
    """
    root = parent.root()
    if isinstance(root, Document) and root.frozen:
        index = root.lookups.get((parent, item, key))
        if index is None:
            index = root.lookups[(parent, item, key)] = {}
            for node in parent.named(item):
                for text in dict.fromkeys(cell.string_value() for cell in node.named(key)):
                    index.setdefault(text, []).append(node)
        return index.get(value, NO_NODES)
    return [
        node
        for node in parent.named(item)
        if any(cell.string_value() == value for cell in node.named(key))
    ]
