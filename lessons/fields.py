"""Reading YAML that people write: every value knows its line, and every slip is reported
with it instead of stopping the reader.

YAML is taken as data only: mappings, lists, text, numbers, booleans and dates. Anchors,
aliases and tags are refused, so that a small file cannot grow without bound.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

import yaml

from lessons.problems import Problems

Scalar: TypeAlias = str | int | float | bool | dt.date | None
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id, a key or a file's stem may look like."""

_MAX_DEPTH = 12


class Node:
    """A YAML value and the line on which it begins."""

    def __init__(self, value: "Scalar | list[Node] | dict[str, Node]", line: int) -> None:
        self.value = value
        self.line = line


def read_yaml(text: str, problems: Problems, first_line: int = 1) -> Node:
    """The document as nodes; an empty mapping when it is not YAML. ``first_line`` is the
    line of the file on which ``text`` begins."""
    empty = Node({}, first_line)
    try:
        composed = _composed(text)
        if composed is None:
            return empty
        return _node(composed, problems, first_line, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(
            "yaml-broken",
            first_line + (mark.line if mark else 0),
            detail=error.problem or error.context or "",
        )
    except (yaml.YAMLError, ValueError) as error:
        problems.add("yaml-broken", first_line, detail=str(error).split("\n")[0])
    except RecursionError:
        problems.add("yaml-broken", first_line, detail="nested too deeply")
    return empty


@lru_cache(maxsize=64)
def _composed(text: str) -> yaml.Node | None:
    # A window that follows an author's saves reads the same glossaries again and again.
    return yaml.compose(text, Loader=_Loader)


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases (& and *) are not used here; quote the text",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def _node(node: yaml.Node, problems: Problems, first_line: int, depth: int) -> Node:
    line = first_line + node.start_mark.line
    if depth > _MAX_DEPTH:
        problems.add("yaml-broken", line, detail="nested too deeply")
        return Node(None, line)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if not name or name in mapping:
                code = "field-twice" if name else "yaml-broken"
                problems.add(code, first_line + key.start_mark.line, field=name, detail="key")
                continue
            mapping[name] = _node(value, problems, first_line, depth + 1)
        return Node(mapping, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(n, problems, first_line, depth + 1) for n in node.value], line)
    return Node(_scalar(node.tag, str(node.value)), line)


def _scalar(tag: str, text: str) -> Scalar:
    kind = tag.rpartition(":")[2]
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in {"yes", "true", "on", "y"}
        if kind == "int" and re.fullmatch(r"[-+]?\d{1,15}", text):
            return int(text)
        if kind == "float" and re.fullmatch(r"[-+]?\d{1,15}\.\d{1,15}", text):
            return float(text)
        if kind == "timestamp":
            return dt.date.fromisoformat(text)
    except ValueError:
        return text
    return text


class Fields:
    """A mapping, read field by field. What is missing or of the wrong kind is reported
    and a harmless value returned; :meth:`done` reports the fields nobody asked for."""

    def __init__(self, node: Node, problems: Problems, prefix: str = "") -> None:
        self.node = node
        self.problems = problems
        self._prefix = prefix
        self._asked: set[str] = set()
        self._mapping: dict[str, Node] = {}
        if isinstance(node.value, dict):
            self._mapping = node.value
        else:
            problems.add("field-wrong", node.line, field=prefix or "---", wanted="mapping")

    def __contains__(self, name: str) -> bool:
        return name in self._mapping

    def entries(self) -> Iterator[tuple[str, Node]]:
        """For mappings whose keys are names rather than fields."""
        yield from self._mapping.items()

    def line(self, name: str) -> int:
        return self._mapping[name].line if name in self._mapping else self.node.line

    def node_of(self, name: str, required: bool = False) -> Node | None:
        self._asked.add(name)
        node = self._mapping.get(name)
        if node is None or node.value is None or node.value == "":
            if required:
                self.problems.add("field-missing", self.node.line, field=self._name(name))
            return None
        return node

    def text(self, name: str, required: bool = False) -> str:
        """One line of text, stripped."""
        node = self.node_of(name, required)
        return "" if node is None else self._as_text(node, name)

    def texts(self, name: str, required: bool = False) -> tuple[str, ...]:
        node = self.node_of(name, required)
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self._wrong(node, name, "list")
            return ()
        return tuple(t for t in (self._as_text(entry, name) for entry in node.value) if t)

    def by_language(self, name: str, required: bool = False) -> dict[str, str]:
        """``{vi: …, en: …}``; a plain text counts for every language, as {"vi": …}."""
        node = self.node_of(name, required)
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            text = self._as_text(node, name)
            return {"vi": text} if text else {}
        found = {lang: self._as_text(entry, f"{name}.{lang}") for lang, entry in node.value.items()}
        for language in found:
            if language not in {"vi", "en"}:
                self.problems.add(
                    "field-unknown", node.line, field=self._name(f"{name}.{language}")
                )
        if "vi" not in found:
            self.problems.add("field-missing", node.line, field=self._name(f"{name}.vi"))
        return {lang: text for lang, text in found.items() if text and lang in {"vi", "en"}}

    def name(self, name: str, required: bool = False) -> str:
        """An id: lower-case ASCII letters, digits and hyphens."""
        text = self.text(name, required)
        if text and not NAME.fullmatch(text):
            self.problems.add("id-form", self.line(name), id=text)
        return text

    def names(self, name: str, required: bool = False) -> tuple[str, ...]:
        found = self.texts(name, required)
        for text in found:
            if not NAME.fullmatch(text):
                self.problems.add("id-form", self.line(name), id=text)
        return found

    def integer(self, name: str, low: int, high: int, default: int, required: bool = False) -> int:
        node = self.node_of(name, required)
        if node is None:
            return default
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self._wrong(node, name, f"{low}–{high}")
            return default
        return value

    def flag(self, name: str, default: bool) -> bool:
        node = self.node_of(name)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            self._wrong(node, name, "true/false")
            return default
        return node.value

    def date(self, name: str, required: bool = False) -> str:
        """An ISO date, or ""."""
        node = self.node_of(name, required)
        if node is None:
            return ""
        if type(node.value) is not dt.date:
            self._wrong(node, name, "YYYY-MM-DD")
            return ""
        return node.value.isoformat()

    def each(self, name: str) -> Iterator["Fields"]:
        """The entries of a list of mappings."""
        node = self.node_of(name)
        if node is None:
            return
        if not isinstance(node.value, list):
            self._wrong(node, name, "list")
            return
        for number, entry in enumerate(node.value, 1):
            yield Fields(entry, self.problems, f"{self._name(name)}[{number}]")

    def inner(self, name: str) -> "Fields | None":
        node = self.node_of(name)
        return None if node is None else Fields(node, self.problems, self._name(name))

    def done(self) -> None:
        """Report the fields that nobody asked for: slips of the pen."""
        for name, node in self._mapping.items():
            if name not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.problems.add("field-unknown", node.line, field=self._name(name), known=known)

    def _name(self, name: str) -> str:
        return f"{self._prefix}.{name}" if self._prefix else name

    def _as_text(self, node: Node, name: str) -> str:
        value = node.value
        if isinstance(value, bool | list | dict) or value is None:
            self._wrong(node, name, "text")
            return ""
        return " ".join(str(value).split())

    def _wrong(self, node: Node, name: str, wanted: str) -> None:
        self.problems.add("field-wrong", node.line, field=self._name(name), wanted=wanted)
