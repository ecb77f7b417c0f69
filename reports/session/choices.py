"""The choices of a select: filtered, in order, with their words, kept until they may differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reports.form import Choice, Form, Itemset, Question, Search, Text
from reports.session.engine import Engine
from reports.session.instances import Instances
from reports.session.items import Item
from reports.session.plan import expression
from reports.session.texts import Texts
from reports.xpath import Element, Node, XPathError

_CASCADE: Final = re.compile(
    r"\s*(?P<column>(?!label\b)[A-Za-z_][\w.-]*)\s*=\s*(?P<value>(?:current\(\))?(?:/[\w.-]+)+)\s*"
)
"""``province = /data/province``: the filter of nearly every long list. It is answered without
making XML of the list, which for 3,000 communes is what an official would wait for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice before it is put into words: a list's own, or a plain label."""

    value: str
    label: Text | str
    media: dict[str, Text]


class Choices:
    """What each select of a session offers at the moment."""

    def __init__(self, form: Form, engine: Engine, instances: Instances) -> None:
        self._form = form
        self._engine = engine
        self._instances = instances
        self._kept: dict[Item, tuple[Offer, ...]] = {}
        self._index: dict[str, dict[Node, Offer]] = {}
        self._columns: dict[tuple[str, str], dict[str, tuple[Offer, ...]]] = {}
        self._whole: dict[str, tuple[Offer, ...]] = {
            name: tuple(_offer(choice) for choice in choices)
            for name, choices in form.lists.items()
        }

    def forget(self, item: Item) -> None:
        self._kept.pop(item, None)

    def of(self, item: Item) -> tuple[Offer, ...]:
        question = item.question
        if question.itemset is None:
            return ()
        offers = self._kept.get(item)
        if offers is None:
            offers = self._kept[item] = self._found(question, question.itemset, item)
        return offers

    def words(self, offer: Offer, item: Item, texts: Texts) -> str:
        return offer.label if isinstance(offer.label, str) else texts.say(offer.label, item)

    def _found(self, question: Question, itemset: Itemset, item: Item) -> tuple[Offer, ...]:
        if question.search:
            return self._searched(question.search, itemset.source, item)
        whole = self._whole.get(itemset.source)
        if whole is not None and not itemset.randomize:
            if not itemset.filter:
                return whole
            match = _CASCADE.fullmatch(itemset.filter)
            if match:
                wanted = self._engine.string(match["value"], item)
                return self._column(itemset.source, match["column"]).get(wanted, ())
        try:
            nodes = self._nodes(itemset.nodeset, item)
        except XPathError:
            return ()
        if whole is not None:
            # The items of a list stand in its document in the list's own order.
            index = self._by_element(itemset.source, whole)
            return tuple(index[node] for node in nodes if node in index)
        if not itemset.source:
            # Choices out of a repeat: an instance without a value offers nothing.
            offers = (self._from_node(node, itemset.value, itemset.label) for node in nodes)
            return tuple(offer for offer in offers if offer.value)
        return tuple(self._from_node(node, itemset.value, itemset.label) for node in nodes)

    def _column(self, source: str, column: str) -> dict[str, tuple[Offer, ...]]:
        """The choices of a list by the text in one of its columns."""
        index = self._columns.get((source, column))
        if index is None:
            found: dict[str, list[Offer]] = {}
            for choice, offer in zip(self._form.lists[source], self._whole[source], strict=True):
                text = choice.value if column == "name" else choice.extra.get(column)
                if text is not None:
                    found.setdefault(text, []).append(offer)
            index = {text: tuple(offers) for text, offers in found.items()}
            self._columns[(source, column)] = index
        return index

    def _nodes(self, nodeset: str, item: Item) -> list[Node]:
        context = self._engine.context
        kept, context.node = context.node, item.element
        try:
            return expression(nodeset).nodes(context)
        finally:
            context.node = kept

    def _by_element(self, source: str, whole: tuple[Offer, ...]) -> dict[Node, Offer]:
        index = self._index.get(source)
        if index is None:
            items = self._instances[source].child_nodes()[0].child_nodes()
            index = self._index[source] = dict(zip(items, whole, strict=True))
        return index

    def _from_node(self, node: Node, value: str, label: str) -> Offer:
        def text(path: str) -> str:
            if isinstance(node, Element):
                child = node.child(path)
                if child is not None:
                    return child.text
            context = self._engine.context
            kept, context.node = context.node, node
            try:
                return expression(path).string(context)
            except XPathError:
                return ""
            finally:
                context.node = kept

        said = text(label)
        stored = text(value)
        translated: Text = {
            language.key: words
            for language in self._form.languages
            if isinstance(node, Element)
            and (child := node.child(f"{label}-{language.key}")) is not None
            and (words := child.text)
        }
        return Offer(stored, translated or said or stored, {})

    def _searched(self, search: Search, source: str, item: Item) -> tuple[Offer, ...]:
        """ODK's search(): the list's own numbered choices, then the rows of a CSV that match."""
        fixed = [
            _offer(choice)
            for choice in self._form.lists.get(source, ())
            if choice.value.lstrip("-").isdigit()
        ]
        term = self._engine.string(search.term, item).lower() if search.term else ""
        only = self._engine.string(search.filter_term, item) if search.filter_term else ""
        seen = {offer.value for offer in fixed}
        for record in self._instances.records(search.file):
            value = record.get(search.value_column, "")
            if not value or value in seen:
                continue
            if search.filter_column and record.get(search.filter_column, "") != only:
                continue
            texts = [record.get(column, "").lower() for column in search.columns]
            if search.match and not any(_matches(search.match, text, term) for text in texts):
                continue
            seen.add(value)
            words = [record.get(column, "") for column in search.label_columns]
            fixed.append(Offer(value, ", ".join(filter(None, words)) or value, {}))
        return tuple(fixed)


def _matches(how: str, text: str, term: str) -> bool:
    if how == "matches":
        return text == term
    if how == "startswith":
        return text.startswith(term)
    if how == "endswith":
        return text.endswith(term)
    return term in text


def _offer(choice: Choice) -> Offer:
    return Offer(choice.value, choice.label, choice.media)
