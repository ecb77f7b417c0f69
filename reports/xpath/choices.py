"""``jr:choice-name`` for a whole XForm: the label that a select question gives to a value."""

from __future__ import annotations

from typing import Final

from .context import Context
from .expression import compile
from .tree import Element, Node
from .xform import XForm, children_of

_SELECTS: Final = frozenset({"select", "select1", "rank"})


def choice_label(form: XForm, value: str, path: str, context: Context) -> str:
    """The label in the context's language, or the empty string when there is no such choice.

    ``path`` is the question's node, as written in the call; relative paths begin at the context
    node. XPathError when the path, or an expression of the question's choices, is wrong.
    """
    for node in compile(path).nodes(context):
        control = _control(form, _names(node, context.root))
        if control is not None:
            return _label(control, value, context.at(node))
    return ""


def _names(node: Node, root: Node) -> str:
    names: list[str] = []
    at: Node | None = node
    while at is not None and at is not root:
        names.append(at.name)
        at = at.parent
    return "/" + "/".join(reversed(names))


def _control(form: XForm, path: str) -> Element | None:
    for node in form.document.descendants():
        if isinstance(node, Element) and node.local in _SELECTS and node.attribute("ref") == path:
            return node
    return None


def _label(control: Element, value: str, context: Context) -> str:
    for item in children_of(control, "item"):
        if any(each.text.strip() == value for each in children_of(item, "value")):
            return _written(item, context)
    for itemset in children_of(control, "itemset"):
        source = _reference(itemset, "value", "name")
        for choice in compile(itemset.attribute("nodeset") or ".").nodes(context):
            here = context.at(choice)
            if compile(source).string(here) == value:
                return compile(_reference(itemset, "label", "label")).string(here)
    return ""


def _written(item: Element, context: Context) -> str:
    """The label of an item that is written in the question: text, or a reference to one."""
    for label in children_of(item, "label"):
        reference = label.attribute("ref")
        return compile(reference).string(context) if reference else label.text
    return ""


def _reference(itemset: Element, local: str, default: str) -> str:
    for element in children_of(itemset, local):
        return element.attribute("ref") or default
    return default
