"""Markdown nodes to the HTML subset that ``lessons.course`` describes, and to plain text.

Everything that is written out is built here from known parts: what the author wrote
appears only as escaped text, so no lesson can carry a script, a style or a tracker.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

from lessons.course import Image, Term
from lessons.markdown import Node, line_of, plain

NOTES = {
    "NOTE": ("remark", "Lưu ý", "Note"),
    "LƯU Ý": ("remark", "Lưu ý", "Note"),
    "TIP": ("tip", "Mẹo", "Tip"),
    "MẸO": ("tip", "Mẹo", "Tip"),
    "IMPORTANT": ("important", "Quan trọng", "Important"),
    "QUAN TRỌNG": ("important", "Quan trọng", "Important"),
    "WARNING": ("warning", "Cảnh báo", "Warning"),
    "CẢNH BÁO": ("warning", "Cảnh báo", "Warning"),
    "DO": ("do", "Nên", "Do"),
    "NÊN": ("do", "Nên", "Do"),
    "DONT": ("dont", "Không nên", "Do not"),
    "KHÔNG NÊN": ("dont", "Không nên", "Do not"),
}
_NOTE = re.compile(r"\[!(?P<kind>[^\]]{1,20})\]\s*")
_TASK = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|$)")
_LOST_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_MARKS = {"strong": "strong", "em": "em", "s": "s"}


class Surroundings(Protocol):
    """What the text refers to. Each answer reports what it does not find."""

    language: str

    def image(self, src: str, alt: str, line: int) -> Image | None: ...

    def link(self, href: str, line: int) -> str:
        """The address to write; "" when the link must not be followed."""

    def term(self, key: str, line: int) -> Term | None: ...

    def problem(self, code: str, line: int, **params: str) -> None: ...


def note_kind(node: Node) -> str:
    """The class of a block quote that is a note: "warning", …; "?" for a kind unknown;
    "" for a plain quote."""
    match = _NOTE.match(_first_text(node))
    if match is None:
        return ""
    known = NOTES.get(match["kind"].strip().upper())
    return known[0] if known else "?"


def task_mark(item: Node) -> bool | None:
    """Of a list item: ticked, unticked, or None when it has no box."""
    match = _TASK.match(_first_text(item))
    return None if match is None else match["mark"] != " "


class Renderer:
    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.images: list[str] = []
        """Hashes of pictures shown, in order, each once."""
        self.footnotes: list[str] = []
        """Labels in order of first use."""

    def blocks(self, nodes: Iterable[Node], top: bool = False) -> str:
        return "".join(self._block(node, top) for node in nodes)

    def inline(self, nodes: Iterable[Node]) -> str:
        return "".join(self._inline(node) for node in nodes)

    def inline_after(self, prefix: re.Pattern[str], nodes: Sequence[Node]) -> str:
        """The nodes without the prefix of their first text."""
        if not nodes or nodes[0].type != "text":
            return self.inline(nodes)
        first = prefix.sub("", nodes[0].content, count=1)
        return escape(first) + self.inline(nodes[1:])

    def fragment(self, nodes: Sequence[Node]) -> str:
        """Blocks; a single paragraph comes without its ``<p>``."""
        if len(nodes) == 1 and nodes[0].type == "paragraph" and nodes[0].children:
            return self.inline(nodes[0].children[0].children)
        return self.blocks(nodes)

    def item(self, item: Node, skip: Sequence[Node] = ()) -> str:
        """A list item's contents without its task box and without the ``skip`` blocks;
        a single paragraph comes without its ``<p>``."""
        blocks = [child for child in item.children if child not in skip]
        if len(blocks) == 1 and blocks[0].type == "paragraph":
            return self._without_box(blocks[0])
        first = ""
        if blocks and blocks[0].type == "paragraph":
            inside = self._without_box(blocks.pop(0))
            first = f"<p>{inside}</p>" if inside else ""
        return first + self.blocks(blocks)

    def footnote_number(self, label: str) -> int:
        if label not in self.footnotes:
            self.footnotes.append(label)
        return self.footnotes.index(label) + 1

    # Blocks

    def _block(self, node: Node, top: bool) -> str:
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "bullet_list" | "ordered_list":
                return self._list(node, top)
            case "blockquote":
                return self._quote(node)
            case "table":
                return self._table(node)
            case "fence" | "code_block":
                return f"<pre><code>{escape(node.content)}</code></pre>"
            case "hr":
                return "<hr>"
            case "heading":  # inside a list or a quote: has no place in the contents
                self.around.problem("heading-nested", line_of(node))
                return f"<p><strong>{self._children(node)}</strong></p>"
            case "html_block":
                self.around.problem("html-raw", line_of(node), text=_short(node.content))
                return f"<p>{escape(node.content)}</p>"
            case _:
                return self.blocks(node.children)

    def _paragraph(self, node: Node) -> str:
        children = node.children[0].children if node.children else []
        if len(children) == 1 and children[0].type == "image":
            return self._figure(children[0])
        inside = self.inline(children)
        return inside if node.hidden else f"<p>{inside}</p>"

    def _list(self, node: Node, top: bool) -> str:
        items = []
        for item in node.children:
            box = {None: "", True: "☑ ", False: "☐ "}[task_mark(item)]
            items.append(f"<li>{box}{self.item(item)}</li>")
        if node.type == "bullet_list":
            return f"<ul>{''.join(items)}</ul>"
        start = node.attrs.get("start", 1)
        opening = ' class="steps"' if top else ""
        opening += f' start="{start}"' if start != 1 else ""
        return f"<ol{opening}>{''.join(items)}</ol>"

    def _quote(self, node: Node) -> str:
        match = _NOTE.match(_first_text(node))
        if match is None:
            return f"<blockquote>{self.blocks(node.children)}</blockquote>"
        kind = match["kind"].strip().upper()
        if kind not in NOTES:
            self.around.problem("note-kind", line_of(node), kind=kind)
        css, vi, en = NOTES.get(kind, NOTES["NOTE"])
        opening, *rest = node.children
        title, body = _split_first_line(opening.children[0].children)
        heading = self.inline_after(_NOTE, title)
        heading = heading.strip() or escape(en if self.around.language == "en" else vi)
        body_html = f"<p>{self.inline(body)}</p>" if body else ""
        return (
            f'<table class="note {css}" width="100%" cellpadding="8" cellspacing="0">'
            f'<tr><td><p class="note-title"><strong>{heading}</strong></p>'
            f"{body_html}{self.blocks(rest)}</td></tr></table>"
        )

    def _table(self, node: Node) -> str:
        rows = []
        for part in node.children:
            for row in part.children:
                cells = "".join(self._cell(cell) for cell in row.children)
                rows.append(f"<tr>{cells}</tr>")
        head = f"<thead>{rows[0]}</thead>" if rows else ""
        body = f"<tbody>{''.join(rows[1:])}</tbody>" if rows[1:] else ""
        opening = '<table class="grid" border="1" cellpadding="6" cellspacing="0">'
        return f"{opening}{head}{body}</table>"

    def _cell(self, node: Node) -> str:
        align = str(node.attrs.get("style", "")).removeprefix("text-align:")
        attribute = f' align="{align}"' if align in {"left", "right", "center"} else ""
        tag = "th" if node.type == "th" else "td"
        return f"<{tag}{attribute}>{self._children(node)}</{tag}>"

    def _figure(self, node: Node) -> str:
        image = self._image(node)
        if not image:
            return ""
        caption = str(node.attrs.get("title", "")).strip()
        below = f'<p class="caption">{escape(caption)}</p>' if caption else ""
        return f'<p class="figure">{image}</p>{below}'

    # Inline

    def _children(self, node: Node) -> str:
        """Of a block that holds one inline node."""
        return self.inline(node.children[0].children) if node.children else ""

    def _inline(self, node: Node) -> str:
        match node.type:
            case "text":
                for label in _LOST_FOOTNOTE.findall(node.content):
                    self.around.problem("footnote-missing", line_of(node), label=label)
                return escape(node.content)
            case "softbreak":
                return " "
            case "hardbreak":
                return "<br>"
            case "code_inline":
                return f"<code>{escape(node.content)}</code>"
            case "keys":
                keys = [key.strip() for key in node.content.split("+")]
                return " + ".join(f"<kbd>{escape(key)}</kbd>" for key in keys if key)
            case "strong" | "em" | "s":
                tag = _MARKS[node.type]
                return f"<{tag}>{self.inline(node.children)}</{tag}>"
            case "link":
                return self._link(node)
            case "image":
                return self._image(node)
            case "footnote_ref":
                number = self.footnote_number(str(node.meta.get("label", "")))
                return (
                    f'<sup class="footnote"><a id="fnref-{number}" href="#fn-{number}">'
                    f"{number}</a></sup>"
                )
            case "footnote_anchor":
                return ""
            case "html_inline":
                self.around.problem("html-raw", line_of(node), text=_short(node.content))
                return escape(node.content)
            case _:
                return self.inline(node.children)

    def _link(self, node: Node) -> str:
        inside = self.inline(node.children)
        href = str(node.attrs.get("href", ""))
        line = line_of(node)
        if href.startswith("term:"):
            term = self.around.term(href[5:], line)
            if term is None:
                return inside
            meaning = term.meaning.get(self.around.language) or term.meaning.get("vi", "")
            return f'<a class="term" href="{escape(href)}" title="{escape(meaning)}">{inside}</a>'
        target = self.around.link(href, line)
        return f'<a href="{escape(target)}">{inside}</a>' if target else inside

    def _image(self, node: Node) -> str:
        alt = " ".join(node.content.split())
        src = str(node.attrs.get("src", ""))
        image = self.around.image(src, alt, line_of(node))
        if image is None:
            return f"<em>[{escape(alt)}]</em>" if alt else ""
        if image.hash not in self.images:
            self.images.append(image.hash)
        return (
            f'<img src="image:{image.hash}" alt="{escape(alt)}"'
            f' width="{image.width}" height="{image.height}">'
        )

    def _without_box(self, paragraph: Node) -> str:
        children = paragraph.children[0].children if paragraph.children else []
        return self.inline_after(_TASK, children).strip()


def lines_of_text(nodes: Iterable[Node]) -> list[str]:
    """Plain text, a line for each paragraph, item or cell. Pictures are left out."""
    return [text for _, text in numbered_text(nodes)]


def numbered_text(nodes: Iterable[Node]) -> list[tuple[int, str]]:
    """The same with the file's line on which each begins."""
    found: list[tuple[int, str]] = []
    for node in nodes:
        if node.type == "inline":
            text = " ".join(_TASK.sub("", _NOTE.sub("", plain(node))).split())
            if text:
                found.append((line_of(node), text))
        elif node.type in {"fence", "code_block"}:
            lines = [line.strip() for line in node.content.splitlines()]
            found += [(line_of(node), line) for line in lines if line]
        else:
            found += numbered_text(node.children)
    return found


def _split_first_line(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    for number, node in enumerate(nodes):
        if node.type in {"softbreak", "hardbreak"}:
            return list(nodes[:number]), list(nodes[number + 1 :])
    return list(nodes), []


def _first_text(node: Node) -> str:
    """The text with which a quote or an item begins, if it begins with a paragraph."""
    if not node.children or node.children[0].type != "paragraph":
        return ""
    inline = node.children[0].children
    if not inline or not inline[0].children:
        return ""
    first = inline[0].children[0]
    return first.content if first.type == "text" else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
