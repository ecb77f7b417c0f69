"""What an XForm gives to the evaluation of its expressions: instances and translations."""

from __future__ import annotations

from functools import cached_property

from .tree import Document, Element, Node


class XForm:
    """A parsed XForm (or any document with ``instance`` and ``itext`` elements in it)."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def models(self) -> dict[str, list[Element]]:
        """The elements of the model by local name, wherever in the document they are."""
        found: dict[str, list[Element]] = {}
        for node in self.document.descendants():
            if isinstance(node, Element) and node.local in {"instance", "itext"}:
                found.setdefault(node.local, []).append(node)
        return found

    @cached_property
    def primary(self) -> Element | None:
        """The ``instance`` element whose child is the primary instance's root."""
        instances = self.models.get("instance", [])
        return instances[0] if instances else None

    @cached_property
    def instances(self) -> dict[str, Node]:
        """Instances by their ids; of two with one id, the first."""
        found: dict[str, Node] = {}
        for element in self.models.get("instance", []):
            identifier = element.attribute("id")
            if identifier is not None:
                found.setdefault(identifier, element)
        return found

    @cached_property
    def translations(self) -> dict[str, dict[str, list[Node]]]:
        """Language to text id to ``value`` elements; the default language first."""
        default: dict[str, dict[str, list[Node]]] = {}
        found: dict[str, dict[str, list[Node]]] = {}
        for itext in self.models.get("itext", []):
            for translation in children_of(itext, "translation"):
                texts = {
                    text.attribute("id") or "": list[Node](children_of(text, "value"))
                    for text in children_of(translation, "text")
                }
                language = translation.attribute("lang") or ""
                is_default = translation.attribute("default") is not None and not default
                (default if is_default else found).setdefault(language, {}).update(texts)
        return {**default, **found}

    def itext(self, identifier: str, language: str | None) -> list[Node]:
        """The ``value`` elements of a text, in the language or else in the default one."""
        translations = self.translations
        if language is None or language not in translations:
            language = next(iter(translations), "")
        return translations.get(language, {}).get(identifier, [])


def children_of(element: Element, local: str) -> list[Element]:
    """The child elements of that local name."""
    return [child for child in element.elements() if child.local == local]
