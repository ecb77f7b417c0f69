"""Secondary instances: choice lists, attached CSV, XML and GeoJSON files, and the last report.

Built when an expression first asks for them: a list of 3,000 communes costs
nothing until a question needs it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping

from reports.form import Choice, External, Form
from reports.xpath import Document, DocumentError, Element, Node, parse

Record = Mapping[str, str]


class Instances(Mapping[str, Node]):
    """By id. ``files`` gives the contents of attached files by name; ``last`` the last report's
    answers as an element, or None. ``absent`` names the files that were wanted and not there."""

    def __init__(
        self,
        form: Form,
        files: Callable[[str], bytes | None],
        last: Element | None = None,
    ) -> None:
        self._lists = form.lists
        self._externals = {external.id: external for external in form.externals}
        self._files = files
        self._last = last
        self._built: dict[str, Document] = {}
        self.absent: list[str] = []

    def __getitem__(self, name: str) -> Node:
        document = self._built.get(name)
        if document is None:
            document = self._build(name)
            document.frozen = True
            self._built[name] = document
        return document

    def __iter__(self) -> Iterator[str]:
        return iter({**self._lists, **self._externals})

    def __len__(self) -> int:
        return len({**self._lists, **self._externals})

    def records(self, file: str) -> list[dict[str, str]]:
        """The rows of a CSV file by its name with or without ``.csv``; empty when absent."""
        name = file if file.lower().endswith(".csv") else f"{file}.csv"
        data = self._files(name)
        if data is None:
            if name not in self.absent:
                self.absent.append(name)
            return []
        return rows(data)

    def _build(self, name: str) -> Document:
        choices = self._lists.get(name)
        if choices is not None:
            return _document(_item(name, index, choice) for index, choice in enumerate(choices))
        external = self._externals.get(name)
        if external is None:
            # pulldata() may name a file that the form does not list.
            return _document(map(_record, self.records(name)))
        return self._external(external)

    def _external(self, external: External) -> Document:
        if external.kind == "last-saved":
            document = Document()
            if self._last is not None:
                document.append(self._last)
            return document
        if external.rows:
            return _document(map(_record, external.rows))
        if external.kind == "csv":
            return _document(map(_record, self.records(external.file)))
        data = self._files(external.file)
        if data is None:
            if external.file not in self.absent:
                self.absent.append(external.file)
            return _document(())
        if external.kind == "geojson":
            return _document(map(_record, _features(data)))
        try:
            return parse(data)
        except DocumentError:
            return _document(())


def rows(data: bytes) -> list[dict[str, str]]:
    """A CSV file with a header, in UTF-8 (with or without a mark) or the Windows code page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1258", errors="replace")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [
            {key.strip(): (value or "").strip() for key, value in row.items() if key}
            for row in reader
        ]
    except csv.Error:
        return []


def _features(data: bytes) -> Iterator[dict[str, str]]:
    """GeoJSON points as ODK reads them: id, title and the other properties, and geometry."""
    try:
        features = json.loads(data)["features"]
    except (ValueError, KeyError, TypeError):
        return
    for feature in features if isinstance(features, list) else ():
        if not isinstance(feature, dict):
            continue
        properties = feature.get("properties") or {}
        record = {str(key): str(value) for key, value in properties.items()}
        record.setdefault("id", str(feature.get("id", "")))
        coordinates = (feature.get("geometry") or {}).get("coordinates")
        if isinstance(coordinates, list) and len(coordinates) >= 2:
            record["geometry"] = f"{coordinates[1]} {coordinates[0]} 0 0"
        yield record


def _document(items: Iterator[Element] | tuple[()]) -> Document:
    root = Element("root")
    for item in items:
        item.parent = root
        root.children.append(item)
    document = Document()
    document.append(root)
    return document


def _element(cells: Iterator[tuple[str, str]]) -> Element:
    item = Element("item")
    for name, value in cells:
        child = Element(name, text=value)
        child.parent = item
        item.children.append(child)
    return item


def _item(name: str, index: int, choice: Choice) -> Element:
    def cells() -> Iterator[tuple[str, str]]:
        said = list(choice.label.values())
        if len(said) == 1 and isinstance(said[0], str) and not choice.media:
            yield "label", said[0]
        yield "itextId", f"{name}-{index}"
        yield "name", choice.value
        yield from choice.extra.items()

    return _element(cells())


def _record(record: Record) -> Element:
    return _element((name, value) for name, value in record.items() if _is_name(name))


def _is_name(name: str) -> bool:
    return bool(name) and not name[0].isdigit() and " " not in name
