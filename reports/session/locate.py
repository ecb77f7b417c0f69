"""From a ref to the item that it names."""

from __future__ import annotations

import re
from typing import Final

from reports.form import Question, Repeat
from reports.session.items import Item
from reports.session.slots import Slot

_STEP: Final = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


def steps(ref: str) -> list[tuple[str, int]]:
    """``/data/rep[2]/q`` as names and 0-based instances: ``[(data, 0), (rep, 1), (q, 0)]``."""
    return [(name, int(number or 1) - 1) for name, number in _STEP.findall(ref)]


def item(root: Item, ref: str) -> Item:
    """KeyError for a ref that leads nowhere."""
    way = steps(ref)
    if not way or way[0][0] != root.slot.name:
        raise KeyError(ref)
    found = root
    for name, at in way[1:]:
        slot = child(found.slot, name)
        items = found.children.get(slot.index, []) if slot else []
        if not 0 <= at < len(items):
            raise KeyError(ref)
        found = items[at]
    return found


def question(root: Item, ref: str) -> Item:
    """KeyError also for a group or a repeat."""
    found = item(root, ref)
    if not isinstance(found.slot.node, Question):
        raise KeyError(ref)
    return found


def repeat(root: Item, ref: str) -> tuple[Item, Slot]:
    """What holds the repeat ``/data/a[2]/rep``, and the repeat's slot."""
    above, _, name = ref.rpartition("/")
    parent = item(root, above)
    slot = child(parent.slot, name)
    if slot is None or not isinstance(slot.node, Repeat):
        raise KeyError(ref)
    return parent, slot


def child(slot: Slot, name: str) -> Slot | None:
    return slot.by_name.get(name)


def nearest(items: list[Item], here: Item | None) -> Item:
    """The instance around ``here`` where it is one of these, else the first."""
    while here is not None:
        if here in items:
            return here
        here = here.parent
    return items[0]
