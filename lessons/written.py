"""A question from another system, as Markdown that a trainer goes on working with."""

import re
from html.parser import HTMLParser

import msgspec

from lessons.problems import Problem
from lessons.search import fold


class Choice(msgspec.Struct, frozen=True):
    text: str
    right: bool = False
    feedback: str = ""


class Written(msgspec.Struct, frozen=True):
    """What another format can say about a question. All texts are Markdown."""

    kind: str
    """single, multiple, truefalse, number, short, matching or ordering."""
    text: str
    name: str = ""
    choices: tuple[Choice, ...] = ()
    """Options; of number and short, the right answers and the known mistakes; of ordering,
    the items in their order."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Of matching; a left part may be ""."""
    explanation: str = ""


class Imported(msgspec.Struct):
    questions: list[Written]
    problems: list[Problem]
    """What was left out, and what could not be carried over exactly."""


def to_markdown(question: Written, id: str, language: str) -> str:
    """The question in the format of ``docs/guides/lesson-format.md``."""
    vietnamese = language == "vi"
    parts = [f"### {'Câu hỏi' if vietnamese else 'Question'} {{#{id}}}", question.text]
    right = [choice for choice in question.choices if choice.right]
    wrong = [choice for choice in question.choices if not choice.right]
    match question.kind:
        case "number" | "short":
            label = {
                ("number", True): "Đáp số",
                ("number", False): "Number",
                ("short", True): "Đáp án",
                ("short", False): "Answer",
            }[question.kind, vietnamese]
            parts.append(f"{label}: {' | '.join(choice.text for choice in right)}")
            if wrong:
                parts.append("Hay nhầm:" if vietnamese else "Common mistakes:")
                parts.append("\n".join(_item("-", choice) for choice in wrong))
        case "matching":
            head = "| Vế trái | Vế phải |" if vietnamese else "| Left | Right |"
            rows = [f"| {left} | {right} |" for left, right in question.pairs]
            parts.append("\n".join((head, "|---|---|", *rows)))
        case "ordering":
            items = (_item(f"{n}.", choice) for n, choice in enumerate(question.choices, 1))
            parts.append("\n".join(items))
        case "truefalse":
            named = zip(_TRUTHS[language], question.choices, strict=True)
            choices = [Choice(name, c.right, c.feedback) for name, c in named]
            parts.append("\n".join(_item(_box(choice), choice) for choice in choices))
        case _:
            parts.append("\n".join(_item(_box(choice), choice) for choice in question.choices))
    if question.explanation:
        parts.append("\n".join(f"> {line}".rstrip() for line in question.explanation.split("\n")))
    return "\n\n".join(part for part in parts if part) + "\n"


def id_for(name: str, prefix: str, taken: set[str]) -> str:
    """An id that nobody has: from the question's name when that gives one, else numbered.
    Adds it to ``taken``."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    stem = "-".join(words)[:40].strip("-")
    id = stem if stem.startswith(f"{prefix}-") else f"{prefix}-{stem}" if stem else ""
    number = 1
    candidate = id or f"{prefix}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{id}-{number}" if id else f"{prefix}-{number}"
    taken.add(candidate)
    return candidate


def from_plain(text: str) -> str:
    """Markdown that shows ``text`` as it is, but for indents, which would make it code."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _escaped(re.sub(r"(?m)^[^\S\n]+", "", lines))


def _escaped(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>|{}~+])", r"\\\1", text)
    marks = re.sub(r"(?m)^(\s*)([#>-])", r"\1\\\2", escaped)
    return re.sub(r"(?m)^(\s*\d+)([.)]\s)", r"\1\\\2", marks)


def from_html(text: str) -> str:
    """Markdown with what our format knows of ``text``; pictures become their description."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def on_one_line(text: str) -> str:
    return " ".join(text.split())


_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"}
_TRUTHS = {"vi": ("Đúng", "Sai"), "en": ("True", "False")}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n" if tag in {"br", "li", "tr"} else "\n\n")
        if tag == "img":
            self.parts.append(_escaped(dict(attrs).get("alt") or ""))
        self._mark(tag, opening=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "div"}:
            self.parts.append("\n\n")
        self._mark(tag, opening=False)

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("`", "'") if self._code else _escaped(data))

    def _mark(self, tag: str, opening: bool) -> None:
        if tag == "code":
            self.parts.append("`")
            self._code = opening
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])


def _box(choice: Choice) -> str:
    return "- [x]" if choice.right else "- [ ]"


def _item(mark: str, choice: Choice) -> str:
    line = f"{mark} {on_one_line(choice.text)}"
    return f"{line}\n    > {on_one_line(choice.feedback)}" if choice.feedback else line
