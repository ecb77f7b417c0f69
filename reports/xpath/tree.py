"""A light, mutable node tree: the live instance of a form and every document XPath reads.

Nodes are identified by themselves (``is``), never by value. Changing an element's text costs the
same however big the tree is; adding or removing a subtree only marks the tree's numbering stale,
and document order is renumbered the next time somebody has to sort.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import ClassVar, Final, cast

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"


class Kind(IntEnum):
    """What a node is, for node tests."""

    DOCUMENT = 0
    ELEMENT = 1
    TEXT = 2
    ATTRIBUTE = 3
    COMMENT = 4
    INSTRUCTION = 5
    DOCTYPE = 6
    NAMESPACE = 7


Key = str | tuple[str, str]
"""What a name test looks up: a plain name (no prefix written), or (namespace URI, local name)."""


class Node:
    """Anything in a tree. ``parent`` is None for a root (a document, or a detached subtree).

    ``order`` is the place in document order while the root is ``numbered``; see ``order.py``.
    """

    __slots__ = ("order", "parent")

    kind: ClassVar[Kind]
    name: str = ""
    local: str = ""
    prefix: str = ""
    namespace: str = ""

    def __init__(self) -> None:
        self.parent: Parent | None = None
        self.order = 0

    def string_value(self) -> str:
        """The node's XPath string-value."""
        raise NotImplementedError

    def named(self, key: Key) -> list[Node]:
        """The child elements that a name test finds; the list is shared and must not be changed."""
        return _NONE

    def child_nodes(self) -> list[Node]:
        """The children in order; the list is shared and must not be changed."""
        return _NONE

    def root(self) -> Node:
        """The topmost ancestor, which is the node itself when it has no parent."""
        node: Node = self
        while node.parent is not None:
            node = node.parent
        return node

    def path(self) -> str:
        """The place by child indexes: ``/0/2/1``, ``@name`` for attributes, ``/`` for the root."""
        steps: list[str] = []
        node: Node = self
        while node.parent is not None:
            if node.kind is Kind.ATTRIBUTE:
                steps.append("@" + node.name)
            elif node.kind is Kind.NAMESPACE:
                steps.append("@xmlns:" + node.prefix if node.prefix else "@xmlns")
            else:
                steps.append(str(_index_of(node.parent.children, node)))
            node = node.parent
        return "/" + "/".join(reversed(steps))

    def detach(self) -> None:
        """Take the node (with what is below it) out of its parent; nothing happens to a root."""
        parent = self.parent
        if parent is None:
            return
        if isinstance(self, Attribute):
            cast("Element", parent).attributes.remove(self)
        else:
            del parent.children[_index_of(parent.children, self)]
        parent.changed()
        self.parent = None


_NONE: Final[list[Node]] = []


def _index_of(nodes: list[Node], node: Node) -> int:
    for index, candidate in enumerate(nodes):
        if candidate is node:
            return index
    raise ValueError("not a child of its parent")


class Text(Node):
    """Character data; a CDATA section is a text node of its own, as browsers' documents have it."""

    __slots__ = ("data",)
    kind = Kind.TEXT

    def __init__(self, data: str) -> None:
        super().__init__()
        self.data = data

    def string_value(self) -> str:
        return self.data


class Comment(Text):
    __slots__ = ()
    kind = Kind.COMMENT


class Instruction(Text):
    """A processing instruction: ``name`` is its target, ``data`` the rest."""

    __slots__ = ("local", "name")
    kind = Kind.INSTRUCTION

    def __init__(self, target: str, data: str) -> None:
        super().__init__(data)
        self.name = self.local = target


class Doctype(Node):
    """A document type declaration. Not an XPath node, but it takes a place among the children."""

    __slots__ = ("local", "name")
    kind = Kind.DOCTYPE

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = self.local = name

    def string_value(self) -> str:
        return ""


class Attribute(Node):
    __slots__ = ("local", "name", "namespace", "prefix", "value")
    kind = Kind.ATTRIBUTE

    def __init__(self, name: str, value: str, namespace: str = "") -> None:
        super().__init__()
        self.name = name
        prefix, colon, local = name.partition(":")
        self.prefix = prefix if colon else ""
        self.local = local if colon else name
        self.namespace = namespace
        self.value = value

    def string_value(self) -> str:
        return self.value


class Namespace(Node):
    """A namespace declared on an element: ``prefix`` (empty for the default) and its URI."""

    __slots__ = ("prefix", "uri")
    kind = Kind.NAMESPACE

    def __init__(self, prefix: str, uri: str) -> None:
        super().__init__()
        self.prefix = prefix
        self.uri = uri

    def string_value(self) -> str:
        return self.uri


class Parent(Node):
    """A node with children: a document or an element."""

    __slots__ = ("_by_name", "children", "numbered", "serial")

    def __init__(self) -> None:
        super().__init__()
        self.children: list[Node] = []
        self._by_name: dict[Key, list[Node]] | None = None
        self.numbered = False
        self.serial = 0

    def child_nodes(self) -> list[Node]:
        return self.children

    def elements(self) -> list[Element]:
        """The child elements, in a new list."""
        return [child for child in self.children if isinstance(child, Element)]

    def named(self, key: Key) -> list[Node]:
        index = self._by_name
        if index is None:
            index = self._index_names()
        return index.get(key, _NONE)

    def _index_names(self) -> dict[Key, list[Node]]:
        index: dict[Key, list[Node]] = {}
        for child in self.children:
            if isinstance(child, Element):
                index.setdefault((child.namespace, child.local), []).append(child)
                if not child.prefix:
                    index.setdefault(child.local, []).append(child)
        self._by_name = index
        return index

    def string_value(self) -> str:
        children = self.children
        if not children:
            return ""
        if len(children) == 1:
            only = children[0]
            if only.kind is Kind.TEXT:
                return cast("Text", only).data
        return "".join(
            cast("Text", node).data for node in self.descendants() if node.kind is Kind.TEXT
        )

    def descendants(self) -> Iterator[Node]:
        """Every node below this one (attributes apart), in document order, without recursion."""
        stack = [iter(self.children)]
        while stack:
            for node in stack[-1]:
                yield node
                if isinstance(node, Parent) and node.children:
                    stack.append(iter(node.children))
                    break
            else:
                stack.pop()

    def changed(self) -> None:
        """Note that the children or attributes are no longer the same nodes."""
        self._by_name = None
        cast("Parent", self.root()).numbered = False

    def append(self, node: Node) -> None:
        """Put a node last, taking it out of where it was."""
        node.detach()
        node.parent = self
        self.children.append(node)
        self.changed()

    def insert(self, index: int, node: Node) -> None:
        """Put a node before the child that is now at ``index``, taking it out of where it was."""
        node.detach()
        node.parent = self
        self.children.insert(index, node)
        self.changed()

    def index(self, node: Node) -> int:
        """Where a child is among the children. ValueError when it is not one of them."""
        return _index_of(self.children, node)


class Document(Parent):
    """A whole document. ``frozen`` promises that it will not change, so lookups may be indexed."""

    __slots__ = ("frozen", "lookups")
    kind = Kind.DOCUMENT

    def __init__(self) -> None:
        super().__init__()
        self.frozen = False
        self.lookups: dict[tuple[Node, Key, Key], dict[str, list[Node]]] = {}

    @property
    def root_element(self) -> Element:
        """The document element. ValueError in a document without one."""
        for child in self.children:
            if isinstance(child, Element):
                return child
        raise ValueError("the document has no element")


class Element(Parent):
    __slots__ = ("_namespace_nodes", "attributes", "local", "name", "namespace", "prefix", "xmlns")
    kind = Kind.ELEMENT

    def __init__(self, name: str, namespace: str = "", text: str = "") -> None:
        super().__init__()
        self.name = name
        prefix, colon, local = name.partition(":")
        self.prefix = prefix if colon else ""
        self.local = local if colon else name
        self.namespace = namespace
        self.attributes: list[Attribute] = []
        self.xmlns: dict[str, str] = {}
        self._namespace_nodes: list[Namespace] | None = None
        if text:
            self.text = text

    @property
    def text(self) -> str:
        """The string-value; setting it replaces all children by one text node (none when empty)."""
        return self.string_value()

    @text.setter
    def text(self, value: str) -> None:
        children = self.children
        if len(children) == 1 and children[0].kind is Kind.TEXT and value:
            cast("Text", children[0]).data = value
            return
        if not children and not value:
            return
        for child in children:
            child.parent = None
        children.clear()
        if value:
            node = Text(value)
            node.parent = self
            children.append(node)
        self.changed()

    def attribute(self, name: str) -> str | None:
        """The value of an attribute by its written name (``id``, ``jr:template``), or None."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return None

    def set_attribute(self, name: str, value: str, namespace: str = "") -> None:
        for attribute in self.attributes:
            if attribute.name == name:
                attribute.value = value
                return
        attribute = Attribute(name, value, namespace)
        attribute.parent = self
        self.attributes.append(attribute)
        self.changed()

    def child(self, name: str) -> Element | None:
        """The first child element written with this name and no prefix, or None."""
        found = self.named(name)
        return cast("Element", found[0]) if found else None

    def namespace_nodes(self) -> list[Namespace]:
        """A node for each namespace declared on this very element."""
        if self._namespace_nodes is None:
            self._namespace_nodes = [Namespace(*item) for item in self.xmlns.items()]
            for node in self._namespace_nodes:
                node.parent = self
            self.changed()
        return self._namespace_nodes

    def known_namespace_nodes(self) -> list[Namespace]:
        """Those nodes, if anybody has asked for them yet."""
        return self._namespace_nodes or []

    def copy(self) -> Element:
        """A detached deep copy, made without recursion."""
        top = _shallow(self)
        pending = [(self, top)]
        while pending:
            source, target = pending.pop()
            for child in source.children:
                clone: Node
                if isinstance(child, Element):
                    clone = _shallow(child)
                    pending.append((child, clone))
                elif isinstance(child, Instruction):
                    clone = Instruction(child.name, child.data)
                else:
                    clone = type(child)(cast("Text", child).data)  # type: ignore[call-arg]
                clone.parent = target
                target.children.append(clone)
        return top


def _shallow(source: Element) -> Element:
    clone = Element(source.name, source.namespace)
    clone.xmlns = dict(source.xmlns)
    for attribute in source.attributes:
        twin = Attribute(attribute.name, attribute.value, attribute.namespace)
        twin.parent = clone
        clone.attributes.append(twin)
    return clone
