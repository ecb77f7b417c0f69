"""A form's questions as columns, and a submission's answers as cells."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from reports import form as forms
from reports.submission import Keys
from sync.server.content import beside
from sync.server.exports.sheets import Cell

_NO_ANSWER: Final = frozenset({"note", "audit"})
_DIGITS: Final = 15
"""More of them than this a spreadsheet would round."""


@dataclass(frozen=True, slots=True)
class Column:
    """A question. ``key`` is its name in submissions."""

    key: str
    label: str
    node: forms.Question


@dataclass(slots=True)
class Grid:
    """What becomes one sheet: the questions outside of repeats, or those of one repeat.

    ``key`` is the repeat's in submissions, "" for the form itself.
    """

    key: str
    title: str
    columns: list[Column] = field(default_factory=list)
    repeats: list["Grid"] = field(default_factory=list)

    def all(self) -> Iterator["Grid"]:
        yield self
        for each in self.repeats:
            yield from each.all()

    def take_over(self, older: "Grid") -> None:
        """Add what an older version of the form asked and this one does not."""
        known = {column.key for column in self.columns}
        self.columns += [column for column in older.columns if column.key not in known]
        mine = {each.key: each for each in self.repeats}
        for repeat in older.repeats:
            if repeat.key in mine:
                mine[repeat.key].take_over(repeat)
            else:
                self.repeats.append(repeat)


class Reader:
    """Reads submissions of one version of a form."""

    def __init__(self, form: forms.Form, language: str) -> None:
        self._form, self._keys = form, Keys(form).of
        self._language = form.language(language)
        self._labels = {
            name: {choice.value: self._said(choice.label) or choice.value for choice in choices}
            for name, choices in form.lists.items()
        }
        self._looked_up: dict[str, Mapping[str, str]] = {}

    def grid(self) -> Grid:
        """The form's questions in its order, with their sections where labels repeat."""
        # The title itself is in the form's own language, only the others are translations.
        titles = {self._form.default_language: self._form.title, **self._form.titles}
        whole = Grid("", self._said(titles))
        self._fill(whole, self._form.children, "")
        return whole

    def _fill(self, grid: Grid, nodes: Iterable[forms.Node], section: str) -> None:
        for node in nodes:
            label = self._said(node.label)
            if isinstance(node, forms.Group):
                self._fill(grid, node.children, label or section)
            elif isinstance(node, forms.Repeat):
                inner = Grid(self._keys[node.path], label or node.name)
                self._fill(inner, node.children, "")
                grid.repeats.append(inner)
            elif node.kind not in _NO_ANSWER and node.path in self._keys:
                taken = {column.label for column in grid.columns}
                words = label or node.name
                if words in taken and section:
                    words = f"{section}: {words}"
                if words in taken:
                    words = f"{words} ({self._keys[node.path]})"
                grid.columns.append(Column(self._keys[node.path], words, node))

    def cells(self, columns: Iterable[Column], values: Mapping[str, Any]) -> Iterator[Cell]:
        """The answers to ``columns``, as people would type them into a sheet."""
        for column in columns:
            value = values.get(column.key)
            if value is None:
                yield None
            elif isinstance(value, str):
                yield self._cell(column.node, value)
            else:
                yield msgspec.json.encode(value).decode()

    def _cell(self, node: forms.Question, raw: str) -> Cell:
        try:
            match node.kind:
                case "integer" | "decimal" | "range":
                    return _number(raw)
                case "date":
                    return dt.date.fromisoformat(raw[:10])
                case "time":
                    return dt.time.fromisoformat(raw[:5])
                case "datetime":
                    return dt.datetime.fromisoformat(raw)
        except ValueError:
            return raw
        if node.kind in forms.SELECTS and node.itemset is not None:
            labels = self._labels_of(node, node.itemset.source)
            picked = [raw] if node.kind == "select_one" else raw.split()
            return "; ".join(labels.get(value, value) for value in picked)
        return raw

    def _labels_of(self, node: forms.Question, source: str) -> Mapping[str, str]:
        if node.search is None and source in self._labels:
            return self._labels[source]
        if node.path not in self._looked_up:
            self._looked_up[node.path] = beside.labels(self._form, node)
        return self._looked_up[node.path]

    def _said(self, text: forms.Text) -> str:
        said = forms.said(text, self._language, self._form.default_language)
        if isinstance(said, str):
            return said
        return "".join(part if place % 2 == 0 else "…" for place, part in enumerate(said))


def _number(raw: str) -> Cell:
    if sum(character.isdigit() for character in raw) > _DIGITS:
        return raw
    try:
        return int(raw)
    except ValueError:
        number = float(raw)
        # A spreadsheet knows no infinity.
        return number if abs(number) < 1e300 else raw
