"""What expressions can ask of the world: the clock, the language, labels of choices, properties."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reports.form import Form, Question
from reports.session import locate
from reports.session.choices import Choices
from reports.session.engine import Engine
from reports.session.instances import Instances
from reports.session.items import Item
from reports.session.texts import Texts
from reports.xpath import Context, Document, Element, Node


@dataclass(frozen=True, slots=True)
class World:
    """The clock, chance and the desktop's knowledge, as they were given to a session."""

    clock: Callable[[], datetime]
    random: random.Random
    properties: Mapping[str, str]

    def context(self, form: Form, instances: Instances, document: Document) -> Context:
        return Context(
            document.root_element,
            root=document,
            now=self.clock,
            instances=instances,
            random=self.random.random,
            properties=self.properties,
            version=form.version,
        )

    def new_id(self) -> str:
        return f"uuid:{uuid.UUID(int=self.random.getrandbits(128), version=4)}"


@dataclass(frozen=True, slots=True)
class Speech:
    """Choice labels and texts for expressions, in the session's language."""

    engine: Engine
    choices: Choices
    texts: Texts

    def begin(self) -> None:
        """Tell the engine's context; again after each change of language."""
        context, language = self.engine.context, self.texts.language
        context.choice_name = self.choice_name
        context.itext = self.itext
        context.language = next(
            (each.name for each in self.engine.form.languages if each.key == language), language
        )

    def choice_name(self, value: str, path: str, node: Node) -> str:
        """jr:choice-name(): the label of a value among the choices of the question at ``path``."""
        here = self.engine.by_element.get(node) if isinstance(node, Element) else None
        item = _named(self.engine.root, path.strip(), here)
        if item is None or not isinstance(item.slot.node, Question):
            return value
        for offer in self.choices.of(item):
            if offer.value == value:
                return self.choices.words(offer, item, self.texts)
        return value

    def itext(self, name: str) -> str:
        """jr:itext() of a choice: pyxform names them by list and place."""
        source, _, index = name.rpartition("-")
        choices = self.engine.form.lists.get(source, ())
        if index.isdigit() and int(index) < len(choices):
            return self.texts.say(choices[int(index)].label, self.engine.root)
        return ""


def preload(engine: Engine, world: World, instance_id: str, started: str) -> None:
    """Put what the form wants to know of the device and the moment into a new report."""
    for item in engine.root.below():
        node = item.slot.node
        if not isinstance(node, Question) or not node.preload:
            continue
        what, _, which = node.preload.partition(" ")
        value = ""
        if what == "timestamp" and which == "start":
            value = started
        elif what == "date":
            value = started[:10]
        elif what == "property":
            value = world.properties.get(which, "")
        elif what == "uid":
            value = instance_id
        if value:
            engine.write(item, value)


def _named(root: Item, path: str, here: Item | None) -> Item | None:
    absolute = path.startswith("/")
    item = root if absolute else here
    for step in path.split("/")[2:] if absolute else path.split("/"):
        if item is None:
            return None
        if step == "..":
            item = item.parent
        elif step not in ("", ".", "current()"):
            slot = locate.child(item.slot, step)
            items = item.children.get(slot.index, []) if slot else []
            item = locate.nearest(items, here) if items else None
    return item
