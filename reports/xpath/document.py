"""XML text to a tree and back, on the standard library's expat, with entities refused."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from .tree import (
    XML_NAMESPACE,
    Attribute,
    Comment,
    Doctype,
    Document,
    Element,
    Instruction,
    Node,
    Parent,
    Text,
)

MAXIMUM_DEPTH: Final = 2_000
"""Elements within elements; no form comes near, and a hostile file cannot fill the memory."""


class DocumentError(Exception):
    """XML that cannot be read. ``code``: ``not-well-formed``, ``entities`` or ``too-deep``.

    ``line`` and ``column`` are 1-based.
    """

    def __init__(self, code: str, line: int, column: int, reason: str = "") -> None:
        self.code = code
        self.line = line
        self.column = column
        self.reason = reason
        super().__init__(f"{code} at line {line}, column {column}: {reason}")


def parse(xml: str | bytes) -> Document:
    """Read a document. DocumentError for bad XML and for any entity declaration.

    Entities are refused because nothing in a form needs them and they are how a small file becomes
    gigabytes, or reads other files. A doctype without them is kept as a node.
    """
    # A str is already decoded, whatever its declaration says of an encoding.
    if isinstance(xml, str):
        return _Builder("utf-8").run(xml.encode("utf-8", "surrogatepass"))
    return _Builder(None).run(xml)


class _Builder:
    def __init__(self, encoding: str | None) -> None:
        self.document = Document()
        self.open: list[Parent] = [self.document]
        self.scopes: list[dict[str, str]] = [{"xml": XML_NAMESPACE, "": ""}]
        self.text: list[str] = []
        parser = expat.ParserCreate(encoding)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append
        parser.StartCdataSectionHandler = self.flush
        parser.EndCdataSectionHandler = self.flush
        parser.CommentHandler = lambda data: self.add(Comment(data))
        parser.ProcessingInstructionHandler = lambda name, data: self.add(Instruction(name, data))
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.refuse
        parser.SkippedEntityHandler = self.refuse
        self.parser = parser

    def run(self, data: bytes) -> Document:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or ""
            raise DocumentError(
                "not-well-formed", error.lineno, error.offset + 1, reason
            ) from error
        return self.document

    def refuse(self, *_: object) -> None:
        raise DocumentError(
            "entities", self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )

    def flush(self) -> None:
        if self.text:
            node = Text("".join(self.text))
            self.text.clear()
            node.parent = self.open[-1]
            self.open[-1].children.append(node)

    def add(self, node: Node) -> None:
        self.flush()
        node.parent = self.open[-1]
        self.open[-1].children.append(node)

    def doctype(self, name: str, *_: object) -> None:
        self.add(Doctype(name))

    def start(self, name: str, items: list[str]) -> None:
        if len(self.open) > MAXIMUM_DEPTH:
            raise DocumentError(
                "too-deep", self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            )
        scope = self.scopes[-1]
        declared: dict[str, str] = {}
        plain: list[tuple[str, str]] = []
        for attribute, value in zip(items[::2], items[1::2], strict=True):
            if attribute == "xmlns":
                declared[""] = value
            elif attribute.startswith("xmlns:"):
                declared[attribute[6:]] = value
            else:
                plain.append((attribute, value))
        if declared:
            scope = {**scope, **declared}
        self.scopes.append(scope)
        prefix, colon, _ = name.partition(":")
        element = Element(name, self.resolve(scope, prefix if colon else ""))
        element.xmlns = declared
        for attribute, value in plain:
            prefix, colon, _ = attribute.partition(":")
            node = Attribute(attribute, value, self.resolve(scope, prefix) if colon else "")
            node.parent = element
            element.attributes.append(node)
        self.add(element)
        self.open.append(element)

    def resolve(self, scope: dict[str, str], prefix: str) -> str:
        uri = scope.get(prefix)
        if uri is None:
            raise DocumentError(
                "not-well-formed",
                self.parser.CurrentLineNumber,
                self.parser.CurrentColumnNumber + 1,
                f"unbound prefix {prefix}",
            )
        return uri

    def end(self, _: str) -> None:
        self.flush()
        self.open.pop()
        self.scopes.pop()


# Not xml.sax.saxutils, which brings urllib, http and ssl along: 20 ms before the first window.
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def _quoted(value: str) -> str:
    return f'"{value.translate(_IN_ATTRIBUTE)}"'


def serialise(node: Node) -> str:
    """A document or element as XML text, without a declaration, written without recursion."""
    parts: list[str] = []
    pending: list[Node | str] = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, Document):
            pending.extend(reversed(item.children))
        elif isinstance(item, Element):
            parts.append("<" + item.name)
            for prefix, uri in item.xmlns.items():
                parts.append(f" xmlns{':' if prefix else ''}{prefix}={_quoted(uri)}")
            for attribute in item.attributes:
                parts.append(f" {attribute.name}={_quoted(attribute.value)}")
            if item.children:
                parts.append(">")
                pending.append(f"</{item.name}>")
                pending.extend(reversed(item.children))
            else:
                parts.append("/>")
        elif isinstance(item, Comment):
            parts.append(f"<!--{item.data}-->")
        elif isinstance(item, Instruction):
            parts.append(f"<?{item.name} {item.data}?>")
        elif isinstance(item, Doctype):
            parts.append(f"<!DOCTYPE {item.name}>")
        elif isinstance(item, Text):
            parts.append(item.data.translate(_IN_TEXT))
    return "".join(parts)
