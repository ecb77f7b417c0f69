"""ODK's functions that read what is around the primary instance: other instances, translations,
attached data, properties of the device and the form."""

from __future__ import annotations

from typing import Final

from ..compiled import NO_NODES, Compiled, as_text
from ..context import Context
from ..errors import XPathError
from ..lookups import items_by
from ..tree import Element, Node
from ..values import Rules
from .registry import Library

LIBRARY: Final = Library()


@LIBRARY.special("instance(string) -> nodes")
def instance(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The secondary instance with that id, or no nodes."""
    identifier = as_text(arguments[0], rules)

    def run(node: Node, position: int, size: int, context: Context) -> list[Node]:
        found = context.instances.get(identifier(node, position, size, context))
        return NO_NODES if found is None else [found]

    return Compiled("nodes", run, flat=True)


@LIBRARY.contextual("pulldata(string, string, string, string) -> string")
def pulldata(context: Context, identifier: str, wanted: str, key: str, value: str) -> str:
    """The ``wanted`` child of the first ``root/item`` whose ``key`` child has the value."""
    if context.pulldata is not None:
        return context.pulldata(identifier, wanted, key, value)
    found = context.instances.get(identifier)
    if found is None:
        raise XPathError("unknown-instance", instance=identifier)
    for root in found.named("root"):
        for item in items_by(root, "item", key, value):
            for cell in item.named(wanted):
                return cell.string_value()
    return ""


@LIBRARY.special("jr:itext(string) -> any")
def itext(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The translation with that id in the active language.

    As nodes it is every ``value`` there is; as a string the one that is for no special form (such
    as ``image`` or ``short``).
    """
    identifier = as_text(arguments[0], rules)

    def run(node: Node, position: int, size: int, context: Context) -> str | list[Node]:
        if context.itext is None:
            raise XPathError("no-resolver", function="jr:itext")
        return context.itext(identifier(node, position, size, context))

    def text(node: Node, position: int, size: int, context: Context) -> str:
        found = run(node, position, size, context)
        if isinstance(found, str):
            return found
        plain = [each for each in found if isinstance(each, Element) and not each.attribute("form")]
        return next((each.string_value() for each in plain or found), "")

    return Compiled("any", run, text=text)


@LIBRARY.contextual("property(string) -> string")
def device_property(context: Context, name: str) -> str:
    return context.properties.get(name, "")


@LIBRARY.contextual("version() -> string")
def version(context: Context) -> str:
    return context.version
