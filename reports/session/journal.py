"""What one edit did, while it is being done: kept by items, told to screens by refs."""

from __future__ import annotations

from collections.abc import Container

from reports.session.changes import Change, Changes
from reports.session.items import Item
from reports.xpath import Element


class Journal:
    """The items that changed, by what changed in them; each at most once, in order."""

    def __init__(self) -> None:
        self.values: dict[Item, None] = {}
        self.shown: dict[Item, None] = {}
        self.hidden: dict[Item, None] = {}
        self.states: dict[Item, None] = {}
        self.texts: dict[Item, None] = {}
        self.choices: dict[Item, None] = {}
        self.added: dict[Item, None] = {}
        self.removed: list[str] = []
        self.undo: list[Change] = []

    def changes(self, alive: Container[Element]) -> Changes:
        """The same by refs; of items that are gone by now (not ``alive``) nothing is said."""

        def refs(items: dict[Item, None]) -> tuple[str, ...]:
            return tuple(item.ref for item in items if item.element in alive)

        return Changes(
            values=refs(self.values),
            shown=refs(self.shown),
            hidden=refs(self.hidden),
            states=refs(self.states),
            texts=refs(self.texts),
            choices=refs(self.choices),
            added=refs(self.added),
            removed=tuple(self.removed),
            undo=tuple(self.undo),
        )
