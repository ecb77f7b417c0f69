"""A lesson's Markdown as a tree of nodes that know their lines.

CommonMark with GitHub's tables, footnotes, heading attributes ``{#id key=value}`` and
keys ``++Ctrl+C++``. Raw HTML comes out as nodes of its own, so that a check can name it;
nobody renders it. Needed only where lessons are written and packed: importing this costs
more than the desktop should pay at its start.
"""

import re
from functools import cache

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

Node = SyntaxTreeNode

QUESTION = re.compile(
    r"\s*(?:câu hỏi|question)\s*(?:\d{1,3}\s*(?:[:.–—-]\s*|$|(?=\s))|[:.–—-]\s*|$)", re.I
)
"""How the heading of a question begins; "Câu hỏi thường gặp" is a heading like any other."""
_ATTRIBUTES = re.compile(r"\s*\{(?P<inside>[^{}]*)\}\s*$")
_KEYS = re.compile(r"\+\+(?P<keys>[^+\s][^+\n]{0,20}(?:\+[^+\n]{1,20}){0,3})\+\+")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)


class Section(msgspec.Struct):
    """A heading and what stands under it, down to the next heading; before the first
    heading, ``heading`` is None."""

    heading: Node | None
    nodes: list[Node]

    @property
    def is_question(self) -> bool:
        return (
            self.heading is not None
            and self.heading.tag in {"h2", "h3", "h4"}
            and QUESTION.match(heading_text(self.heading)) is not None
        )


class Document(msgspec.Struct):
    sections: list[Section]
    footnotes: list[Node]
    """Nodes of type ``footnote``, in order of first use; ``meta["label"]`` names each."""


def split_front(text: str) -> tuple[str | None, str]:
    """The front matter without its fences (None when there is none), and the text with
    blank lines in its place, so that the lines of nodes stay those of the file."""
    text = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    if front is None:
        return None, text
    return front["front"], "\n" * text.count("\n", 0, front.end()) + text[front.end() :]


def read(body: str, footnotes: dict[str, str] | None = None) -> Document:
    """Parse a text as :func:`split_front` leaves it. ``footnotes`` are definitions that it
    may refer to without writing them: label to Markdown. Any text gives a document."""
    extra = "".join(f"\n\n[^{label}]: {note}" for label, note in (footnotes or {}).items())
    root = SyntaxTreeNode(_parser().parse(body + extra))
    sections = [Section(None, [])]
    notes: list[Node] = []
    for node in root.children:
        if node.type == "footnote_block":
            notes = [child for child in node.children if child.type == "footnote"]
        elif node.type == "heading":
            sections.append(Section(node, []))
        else:
            sections[-1].nodes.append(node)
    return Document(sections, notes)


def line_of(node: Node) -> int:
    """The line on which ``node`` begins, from 1; of an inline node, that of its block."""
    at: Node | None = node
    while at is not None and not at.is_root:
        if at.map is not None:
            return at.map[0] + 1
        at = at.parent
    return 1


def heading_text(heading: Node) -> str:
    """Its source text without the attributes."""
    return heading.children[0].content if heading.children else ""


def heading_attributes(heading: Node) -> dict[str, str]:
    """``{#otp-1 weight=2}`` as {"id": "otp-1", "weight": "2"}; what fits neither form is
    under "?"."""
    found: dict[str, str] = {}
    for word in str(heading.meta.get("attributes", "")).split():
        key, equals, value = word.partition("=")
        if word.startswith("#"):
            found["id"] = word[1:]
        elif equals and key:
            found[key] = value
        else:
            found["?"] = word
    return found


def plain(node: Node) -> str:
    """The text of an inline node without its marks."""
    match node.type:
        case "text" | "code_inline" | "html_inline" | "fence" | "code_block" | "keys":
            return node.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return ""
        case "footnote_ref" | "html_block":
            return ""
        case _:
            return "".join(plain(child) for child in node.children)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    parser.core.ruler.before("inline", "heading_attributes", _take_heading_attributes)
    parser.inline.ruler.before("emphasis", "keys", _keys_rule)
    parser.inline.add_terminator_char("+")
    return parser


def _take_heading_attributes(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        match = _ATTRIBUTES.search(inline.content)
        if match is not None and ("#" in match["inside"] or "=" in match["inside"]):
            opening.meta["attributes"] = match["inside"]
            inline.content = inline.content[: match.start()]


def _keys_rule(state: StateInline, silent: bool) -> bool:
    match = _KEYS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("keys", "kbd", 0)
        token.content = match["keys"]
    state.pos = match.end()
    return True
