"""What a form does by itself: dynamic defaults, and what an answer triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reports.session.items import Item
from reports.session.slots import Aspect
from reports.session.values import cast

if TYPE_CHECKING:
    from reports.session.engine import Engine

_MOST_TRIGGERS: Final = 8
"""How many triggers may set each other off in a row."""


def begin(engine: Engine, item: Item, event: str) -> None:
    """Dynamic defaults below ``item``: ``load`` for a new form, ``repeat`` for an instance."""
    slot = item.slot
    for action in engine.form.actions:
        if action.event != event or (event == "repeat" and action.source != slot.path):
            continue
        target = engine.plan.by_path.get(action.target)
        if target is None or slot not in target.ancestors():
            continue
        if Aspect.CALCULATE in target.cells:
            continue  # the calculation comes after the default, and has the last word
        trail = [step.index for step in target.ancestors() if step.level > slot.level]
        for each in item.at(tuple(reversed(trail))):
            engine.write(each, _worked_out(engine, action.value, each))
            engine.run()


def react(engine: Engine, item: Item, depth: int = 0) -> None:
    """What the form does when the answer to ``item`` has changed (its triggers)."""
    for target, value in item.slot.actions:
        shared = next(slot for slot in target.ancestors() if slot in item.slot.ancestors())
        trail = [step.index for step in target.ancestors() if step.level > shared.level]
        for each in item.up(item.slot.level - shared.level).at(tuple(reversed(trail))):
            before = each.value
            engine.write(each, _worked_out(engine, value, each))
            engine.run()
            if each.value != before and depth < _MOST_TRIGGERS:
                react(engine, each, depth + 1)


def _worked_out(engine: Engine, source: str, item: Item) -> str:
    return cast(engine.string(source, item), item.question.type) if source else ""
