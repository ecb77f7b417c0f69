"""The course's dated data: numbers, deadlines, phones and laws that change, and the laws
that must not be taught any more."""

import re
from collections.abc import Mapping

import msgspec

from lessons.course import Term
from lessons.fields import NAME, Fields, read_yaml
from lessons.problems import Problems
from lessons.search import fold

REFERENCE = re.compile(r"\{\{\s*(?P<path>[^{}\n]{1,120}?)\s*\}\}")


class Datum(msgspec.Struct, frozen=True):
    text: dict[str, str]
    value: str
    """"" when none is given."""
    law: str
    """Key in laws.yml, or ""."""
    url: str
    checked: str
    valid_from: str
    """ISO date or ""."""
    valid_until: str
    path: str
    line: int


class Repealed(msgspec.Struct, frozen=True):
    key: str
    names: dict[str, str]
    """Folded name to the name as it is written."""
    ended: str
    superseded: bool
    """Replaced in practice, not formally repealed."""
    by: dict[str, str]


Data = Mapping[str, Mapping[str, Datum]]
"""File name without .yml, then key."""


def read_data(text: str, problems: Problems) -> dict[str, Datum]:
    """A file of ``content/data``. Laws are named by key in ``law``: whether it exists is
    checked when all files are read."""
    found = {}
    for key, node in Fields(read_yaml(text, problems), problems).entries():
        if not NAME.fullmatch(key):
            problems.add("id-form", node.line, id=key)
        entry = Fields(node, problems, key)
        value = entry.node_of("value")
        datum = Datum(
            text=entry.by_language("text", required=True),
            value="" if value is None else str(value.value),
            law=entry.text("law"),
            url=entry.text("url"),
            checked=entry.date("checked", required=True),
            valid_from=entry.date("from"),
            valid_until=entry.date("until"),
            path=problems.path,
            line=node.line,
        )
        if "law" not in entry:
            entry.by_language("source", required=True)
        for name in ("article", "source", "note"):
            entry.node_of(name)
        entry.done()
        found[key] = datum
    return found


def read_repealed(text: str, problems: Problems) -> tuple[Repealed, ...]:
    found = []
    for key, node in Fields(read_yaml(text, problems), problems).entries():
        entry = Fields(node, problems, key)
        names = entry.texts("names", required=True)
        entry.node_of("note")
        status = entry.text("status", required=True)
        if status and status not in {"repealed", "superseded"}:
            problems.add(
                "field-wrong",
                entry.line("status"),
                field=f"{key}.status",
                wanted="repealed, superseded",
            )
        found.append(
            Repealed(
                key,
                {" ".join(fold(name).split()): name for name in names},
                entry.date("ended", required=True),
                status == "superseded",
                entry.by_language("by", required=True),
            )
        )
        entry.done()
    return tuple(found)


def read_glossary(text: str, problems: Problems) -> dict[str, Term]:
    found = {}
    for key, node in Fields(read_yaml(text, problems), problems).entries():
        if not NAME.fullmatch(key):
            problems.add("id-form", node.line, id=key)
        entry = Fields(node, problems, key)
        found[key] = Term(
            entry.by_language("term", required=True), entry.by_language("meaning", required=True)
        )
        entry.done()
    return found


def fill_in(text: str, data: Data, language: str, problems: Problems) -> str:
    """``text`` with each ``{{ file.key }}`` and ``{{ file.key.value }}`` replaced. Lines stay
    where they are; an unknown reference stays as it is written and is reported."""

    def value_of(match: re.Match[str]) -> str:
        name, _, rest = match["path"].partition(".")
        key, _, part = rest.partition(".")
        datum = data.get(name, {}).get(key)
        if datum is not None and part == "value" and datum.value:
            return datum.value
        if datum is not None and not part and datum.text:
            return datum.text.get(language) or datum.text.get("vi", "")
        line = text.count("\n", 0, match.start()) + 1
        problems.add("data-unknown", line, path=match["path"])
        return match[0]

    return REFERENCE.sub(value_of, text)
