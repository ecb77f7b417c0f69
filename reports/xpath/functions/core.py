"""XPath 1.0's core function library (section 4), and XForms' ``current()``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from ..compiled import NO_NODES, Compiled, as_nodes, as_number, as_text, constant
from ..context import Context
from ..order import in_document_order
from ..tree import XML_NAMESPACE, Element, Kind, Node, Parent
from ..values import NATIVE, Rules, Value, to_text
from .registry import Library

LIBRARY: Final = Library()
_SPACE: Final = " \t\r\n"
_SPACES: Final = re.compile(r"[ \t\r\n]+")

# Node-set functions


@LIBRARY.special("last() -> number")
def last(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return Compiled("number", lambda node, position, size, context: float(size))


@LIBRARY.special("position() -> number")
def position(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return Compiled("number", lambda node, position, size, context: float(position))


@LIBRARY.special("current() -> nodes")
def current(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return Compiled("nodes", lambda node, position, size, context: [context.node], flat=True)


@LIBRARY.plain("count(nodes) -> number")
def count(nodes: list[Node]) -> float:
    return float(len(nodes))


@LIBRARY.nodal("id(any) -> nodes")
def identified(node: Node, context: Context, value: Value) -> list[Node]:
    if isinstance(value, list):
        texts = [each.string_value() for each in value]
    else:
        texts = [to_text(value, NATIVE)]
    wanted = {word for text in texts for word in _SPACES.split(text) if word}
    root = node.root()
    if not wanted or not isinstance(root, Parent):
        return NO_NODES
    found: dict[str, Node] = {}
    for each in root.descendants():
        if isinstance(each, Element):
            key = each.attribute("id") or each.attribute("xml:id") or ""
            if key in wanted:
                found.setdefault(key, each)
    return in_document_order(list(found.values()))


_NAMED_KINDS: Final = frozenset({Kind.ELEMENT, Kind.ATTRIBUTE, Kind.INSTRUCTION})
_NAME_PARTS: Final[dict[str, Callable[[Node], str]]] = {
    "name": lambda node: node.name if node.kind in _NAMED_KINDS else "",
    "local-name": lambda node: node.local if node.kind in _NAMED_KINDS else "",
    "namespace-uri": lambda node: node.namespace,
}


@LIBRARY.special("name(nodes?) -> string")
@LIBRARY.special("local-name(nodes?) -> string")
@LIBRARY.special("namespace-uri(nodes?) -> string")
def named(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The first node of the argument, or the context node, by one of its names."""
    read = _NAME_PARTS[name]
    if not arguments:
        return Compiled("string", lambda node, position, size, context: read(node))
    run = as_nodes(arguments[0], name)

    def first(node: Node, position: int, size: int, context: Context) -> str:
        nodes = run(node, position, size, context)
        return read(nodes[0]) if nodes else ""

    return Compiled("string", first)


# String functions


@LIBRARY.special("string(any?) -> string")
def string(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    if not arguments:
        return Compiled("string", lambda node, position, size, context: node.string_value())
    return Compiled("string", as_text(arguments[0], rules))


@LIBRARY.plain("concat(string, string, string*) -> string")
def concat(*parts: str) -> str:
    return "".join(parts)


@LIBRARY.plain("starts-with(string, string) -> boolean")
def starts_with(text: str, start: str) -> bool:
    return text.startswith(start)


@LIBRARY.plain("contains(string, string) -> boolean")
def contains(text: str, part: str) -> bool:
    return part in text


@LIBRARY.plain("substring-before(string, string) -> string")
def substring_before(text: str, part: str) -> str:
    return text.partition(part)[0] if part and part in text else ""


@LIBRARY.plain("substring-after(string, string) -> string")
def substring_after(text: str, part: str) -> str:
    return text.partition(part)[2] if part else text


@LIBRARY.plain("substring(string, number, number?) -> string")
def substring(text: str, start: float, length: float | None = None) -> str:
    """Characters whose 1-based place is at least round(start) and less than start + length."""
    first = half_up(start)
    end = math.inf if length is None else first + half_up(length)
    if math.isnan(first) or math.isnan(end):
        return ""
    low = max(first, 1.0)
    high = min(end, len(text) + 1.0)
    return text[int(low) - 1 : int(high) - 1] if low < high else ""


def _of_context(name: str, arguments: list[Compiled], rules: Rules) -> Compiled:
    return arguments[0] if arguments else string([], rules, name)


@LIBRARY.special("string-length(string?) -> number")
def string_length(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    text = as_text(_of_context(name, arguments, rules), rules)
    return Compiled("number", lambda n, p, s, c: float(len(text(n, p, s, c))))


@LIBRARY.special("normalize-space(string?) -> string")
def normalize_space(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    text = as_text(_of_context(name, arguments, rules), rules)
    return Compiled("string", lambda n, p, s, c: _SPACES.sub(" ", text(n, p, s, c).strip(_SPACE)))


@LIBRARY.plain("translate(string, string, string) -> string")
def translate(text: str, old: str, new: str) -> str:
    table: dict[int, str] = {}
    for index, character in enumerate(old):
        table.setdefault(ord(character), new[index : index + 1])
    return text.translate(table)


# Boolean functions


@LIBRARY.plain("boolean(boolean) -> boolean")
def boolean(value: bool) -> bool:
    return value


@LIBRARY.plain("not(boolean) -> boolean")
def negated(value: bool) -> bool:
    return not value


@LIBRARY.special("true() -> boolean")
def true(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return constant(True, "boolean")


@LIBRARY.special("false() -> boolean")
def false(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return constant(False, "boolean")


@LIBRARY.nodal("lang(string) -> boolean")
def lang(node: Node, context: Context, wanted: str) -> bool:
    at: Node | None = node
    while at is not None:
        if isinstance(at, Element):
            for attribute in at.attributes:
                if attribute.local == "lang" and attribute.namespace == XML_NAMESPACE:
                    have = attribute.value.lower()
                    return have == wanted.lower() or have.startswith(wanted.lower() + "-")
        at = at.parent
    return False


# Number functions


@LIBRARY.special("number(any?) -> number")
def number(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    return Compiled("number", as_number(_of_context(name, arguments, rules), rules))


@LIBRARY.special("sum(nodes) -> number")
def total(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    run, read = as_nodes(arguments[0], name), rules.number

    def add(node: Node, position: int, size: int, context: Context) -> float:
        nodes = run(node, position, size, context)
        return float(sum(read(each.string_value(), context) for each in nodes))

    return Compiled("number", add)


@LIBRARY.plain("floor(number) -> number")
def floor(value: float) -> float:
    return _whole(math.floor, value)


@LIBRARY.plain("ceiling(number) -> number")
def ceiling(value: float) -> float:
    return _whole(math.ceil, value)


def _whole(towards: Callable[[float], int], value: float) -> float:
    if not math.isfinite(value):
        return float(value)
    result = float(towards(value))
    return math.copysign(result, value) if result == 0 else result


@LIBRARY.plain("round(number) -> number")
def half_up(value: float) -> float:
    """The nearest whole number; of two, the one towards positive infinity."""
    if not math.isfinite(value):
        return float(value)
    below = math.floor(value)
    result = float(below + 1 if value - below >= 0.5 else below)
    return math.copysign(result, value) if result == 0 else result
