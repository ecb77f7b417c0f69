"""The live tree of one session: every instance of every question, with its XML element.

The element holds what expressions may see: the value while the item is
relevant, and nothing while it is not. The item holds the answer itself.
Instances of repeats that are not relevant are taken out of the XML, so that
counts and sums pass them by; single questions stay in it, blank, because
``${q} != 'a'`` has to be true of a blank one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reports.form import Question, Repeat
from reports.xpath import Element

if TYPE_CHECKING:
    from reports.session.slots import Slot


class Item:
    """One question, group or instance of a repeat.

    ``own`` is its own relevance, ``relevant`` that with all above it. ``beyond``
    marks instances past a repeat's count: kept, but as if not relevant.
    ``children`` are by slot index: one item, or a repeat's instances.
    """

    __slots__ = (
        "beyond",
        "children",
        "element",
        "issues",
        "key",
        "own",
        "parent",
        "readonly",
        "relevant",
        "required",
        "slot",
        "value",
    )

    def __init__(self, slot: Slot, parent: Item | None, key: int = 0) -> None:
        self.slot = slot
        self.parent = parent
        self.element = Element(slot.name)
        self.children: dict[int, list[Item]] = {}
        self.value = ""
        self.own = True
        self.beyond = False
        self.relevant = False
        self.readonly = False
        self.required = False
        self.issues: tuple[str, ...] = ()
        self.key = key

    @property
    def question(self) -> Question:
        """The form's question; TypeError for a group or repeat."""
        node = self.slot.node
        if not isinstance(node, Question):
            raise TypeError(self.slot.path)
        return node

    @property
    def position(self) -> int:
        """1-based among the instances of a repeat; 1 for everything else."""
        if self.parent is None or not isinstance(self.slot.node, Repeat):
            return 1
        siblings = self.parent.children[self.slot.index]
        return next(at for at, item in enumerate(siblings, 1) if item is self)

    @property
    def ref(self) -> str:
        steps: list[str] = []
        item: Item | None = self
        while item is not None:
            step = item.slot.name
            if isinstance(item.slot.node, Repeat):
                step = f"{step}[{item.position}]"
            steps.append(step)
            item = item.parent
        return "/" + "/".join(reversed(steps))

    @property
    def locked(self) -> bool:
        """Read-only by itself or by a group around it."""
        item: Item | None = self
        while item is not None:
            if item.readonly:
                return True
            item = item.parent
        return False

    def below(self) -> Iterator[Item]:
        """Everything under this item, parents before children, in document order."""
        stack = [item for items in reversed(self.children.values()) for item in reversed(items)]
        while stack:
            item = stack.pop()
            yield item
            stack.extend(
                child for items in reversed(item.children.values()) for child in reversed(items)
            )

    def at(self, trail: tuple[int, ...]) -> list[Item]:
        """The items reached through these slots, in all instances on the way."""
        found = [self]
        for index in trail:
            found = [child for item in found for child in item.children.get(index, ())]
        return found

    def up(self, levels: int) -> Item:
        item = self
        for _ in range(levels):
            item = item.parent or item
        return item

    def show(self) -> None:
        """Bring the element into line with ``relevant`` and ``value``."""
        if isinstance(self.slot.node, Question):
            self.element.text = self.value if self.relevant else ""
        elif isinstance(self.slot.node, Repeat) and self.parent is not None:
            self.parent.arrange(self.slot.index)

    def arrange(self, index: int) -> None:
        """Put a repeat's relevant instances into the XML, in order, where they belong."""
        element = self.element
        wanted = [item.element for item in self.children[index] if item.relevant]
        every = {id(item.element) for item in self.children[index]}
        present = [child for child in element.children if id(child) in every]
        if [id(child) for child in present] == [id(child) for child in wanted]:
            return
        kept = [child for child in element.children if id(child) not in every]
        # Slots stand in document order, so the place is after all elements of earlier slots.
        before = sum(
            len([item for item in items if item.element.parent is element and _in(item)])
            for slot, items in self.children.items()
            if slot < index
        )
        kept[before:before] = wanted
        element.children[:] = kept
        for item in self.children[index]:
            item.element.parent = element
        element.changed()


def _in(item: Item) -> bool:
    return not isinstance(item.slot.node, Repeat) or item.relevant
