"""What a screen reads of a session: the visible form in words, and what is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reports.form import UNSEEN, Group, Question, Repeat
from reports.session.choices import Choices
from reports.session.engine import Engine
from reports.session.items import Item
from reports.session.texts import Texts
from reports.session.view import ChoiceView, Field, Issue, Section, SectionState


class Reader:
    """Views of one session's items."""

    def __init__(self, engine: Engine, choices: Choices, texts: Texts) -> None:
        self._engine = engine
        self._choices = choices
        self._texts = texts

    def visible(self, top: Item) -> Iterator[Section | Field]:
        if top.relevant:
            yield from self._below(top, 0)

    def field(self, item: Item) -> Field | None:
        if not item.relevant or item.question.kind in UNSEEN:
            return None
        depth = -1
        for slot in item.slot.ancestors():
            depth += 2 if isinstance(slot.node, Repeat) else 1
        return self._field(item, depth - 1)

    def choices(self, item: Item) -> tuple[ChoiceView, ...]:
        many = item.question.kind in ("select_multiple", "rank")
        chosen = item.value.split() if many else [item.value]
        return tuple(
            ChoiceView(
                offer.value,
                self._choices.words(offer, item, self._texts),
                offer.value in chosen,
                self._texts.media(offer.media),
            )
            for offer in self._choices.of(item)
        )

    def missing(self, top: Item) -> tuple[Issue, ...]:
        return tuple(
            self._issue(item, "required") for item in asked(top) if item.required and not item.value
        )

    def errors(self, top: Item) -> tuple[Issue, ...]:
        return tuple(self._issue(item, code) for item in asked(top) for code in item.issues)

    def sections(self) -> tuple[SectionState, ...]:
        root = self._engine.root
        members: dict[str, list[Item]] = {}
        labels: dict[str, str] = {}
        for slot in root.slot.children:
            items = root.children[slot.index]
            node = slot.node
            shown = any(item.relevant for item in items)
            if _is_meta(slot.name, root, node) or not (shown or isinstance(node, Repeat)):
                continue
            if node is None or isinstance(node, Question):
                ref, labels[root.ref] = root.ref, self._engine.form.title
            else:
                ref = slot.path
                labels[ref] = self._texts.say(node.label, items[0] if items else root)
            members.setdefault(ref, []).extend(each for item in items for each in asked(item))
        return tuple(
            SectionState(
                ref,
                labels[ref],
                len(found),
                sum(1 for item in found if item.value),
                tuple(self._issue(i, "required") for i in found if i.required and not i.value),
                tuple(self._issue(i, code) for i in found for code in i.issues),
            )
            for ref, found in members.items()
            if found or ref != root.ref
        )

    def _below(self, top: Item, depth: int) -> Iterator[Section | Field]:
        for slot in top.slot.children:
            items = top.children[slot.index]
            node = slot.node
            if _is_meta(slot.name, top, node):
                continue
            if isinstance(node, Repeat):
                shown = [item for item in items if item.relevant]
                if shown or not items:
                    ref = f"{top.ref}/{slot.name}"
                    yield self._section(node, "repeat", ref, top, depth, count=len(shown))
                for item in shown:
                    yield self._section(node, "instance", item.ref, item, depth + 1)
                    yield from self._below(item, depth + 2)
            elif not items[0].relevant:
                continue
            elif isinstance(node, Group):
                yield self._section(node, "group", items[0].ref, items[0], depth)
                yield from self._below(items[0], depth + 1)
            elif isinstance(node, Question) and node.kind not in UNSEEN:
                yield self._field(items[0], depth)

    def _section(
        self,
        node: Group | Repeat,
        kind: Literal["group", "repeat", "instance"],
        ref: str,
        item: Item,
        depth: int,
        *,
        count: int = 0,
    ) -> Section:
        instance = kind == "instance"
        return Section(
            ref,
            node.path,
            node.name,
            kind,
            self._texts.say(node.label, item),
            self._texts.say(node.hint, item),
            self._texts.media(node.media),
            tuple(node.appearance.split()),
            depth,
            count,
            item.position if instance else 0,
            item.key if instance else 0,
            isinstance(node, Repeat) and bool(node.count),
        )

    def _field(self, item: Item, depth: int) -> Field:
        node = item.question
        return Field(
            item.ref,
            node.path,
            node.name,
            node.kind,
            self._texts.say(node.label, item),
            self._texts.say(node.hint, item),
            self._texts.say(node.guidance, item),
            self._texts.media(node.media),
            tuple(node.appearance.split()),
            node.parameters,
            item.value,
            item.required,
            item.locked or bool(node.calculate),
            tuple(self._issue(item, code) for code in item.issues),
            depth,
        )

    def _issue(self, item: Item, code: str) -> Issue:
        node = item.question
        message = ""
        if code == "constraint":
            message = self._texts.say(node.constraint_message, item)
        elif code == "required":
            message = self._texts.say(node.required_message, item)
        return Issue(item.ref, code, message, dict(node.parameters) if code == "range" else {})


def asked(top: Item) -> list[Item]:
    """The visible questions at and below ``top`` that a person could answer, in order."""
    return [
        item
        for item in (top, *top.below())
        if item.relevant
        and isinstance(item.slot.node, Question)
        and item.slot.node.kind not in UNSEEN
        and item.slot.node.kind != "note"
    ]


def _is_meta(name: str, parent: Item, node: object) -> bool:
    return name == "meta" and parent.parent is None and isinstance(node, Group)
