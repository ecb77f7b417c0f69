"""Putting given answers into a session: known things, last week's, a draft of an older version."""

from __future__ import annotations

from reports.form import UNSEEN, Question, Repeat
from reports.session import locate
from reports.session.actions import begin
from reports.session.engine import Engine
from reports.session.items import Item
from reports.session.slots import MOST_INSTANCES, Aspect, Slot

NOT_GIVEN = (UNSEEN - {"hidden"}) | {"note"}
"""Kinds whose values no person and no caller puts in."""


def place(engine: Engine, ref: str, value: str) -> bool:
    """Store an answer at its ref, making instances of repeats as needed.

    A question that the form has moved to another group is found by its name,
    where only one has it. False where there is no place.
    """
    item = _reach(engine, locate.steps(ref))
    if item is None:
        moved = _moved(engine, ref)
        item = _reach(engine, moved) if moved else None
    if item is None or not is_given(item):
        return False
    engine.write(item, value)
    engine.run()
    return True


def is_given(item: Item) -> bool:
    node = item.slot.node
    return isinstance(node, Question) and node.kind not in NOT_GIVEN and not node.calculate


def _reach(engine: Engine, way: list[tuple[str, int]]) -> Item | None:
    item = engine.root
    for name, at in way[1:]:
        slot = locate.child(item.slot, name)
        items = item.children[slot.index] if slot else []
        if slot and isinstance(slot.node, Repeat) and Aspect.COUNT not in slot.cells:
            while len(items) <= at < MOST_INSTANCES:
                new = engine.insert(item, slot, len(items), None)
                engine.run()
                begin(engine, new, "repeat")
        if not 0 <= at < len(items):
            return None
        item = items[at]
    return item


def _moved(engine: Engine, ref: str) -> list[tuple[str, int]] | None:
    """The way to the only question of that name; instances are those of the repeats it kept."""
    old = locate.steps(ref)
    named = [
        slot
        for slot in engine.plan.slots
        if slot.name == old[-1][0] and isinstance(slot.node, Question)
    ]
    if len(named) != 1:
        return None
    instances = dict(old)
    found: list[Slot] = list(reversed(list(named[0].ancestors())))
    if any(isinstance(slot.node, Repeat) and slot.name not in instances for slot in found):
        return None
    return [(slot.name, instances.get(slot.name, 0)) for slot in found]
