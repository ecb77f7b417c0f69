"""The secondary instances of an XForm: choice lists, attached files, the external_choices sheet."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Final

from reports.form import Choice, External, Text
from reports.xlsform.words import Words, media, shown

_X: Final = "{http://www.w3.org/2002/xforms}"

Lists = dict[str, tuple[Choice, ...]]


def instances(
    model: ET.Element, words: Words, itemsets: str | None
) -> tuple[Lists, list[External]]:
    """Inline lists by name, and what comes from files; ``itemsets`` is pyxform's CSV."""
    lists: Lists = {}
    externals: list[External] = []
    for instance in model.iterfind(f"{_X}instance"):
        name = instance.get("id", "")
        src = instance.get("src")
        if src:
            externals.append(_external(name, src))
            continue
        root = instance.find(f"{_X}root")
        if name and root is not None:
            lists[name] = tuple(_choice(item, words) for item in root)
    if itemsets:
        externals.extend(_external_choices(itemsets, words))
    return lists, externals


def _choice(item: ET.Element, words: Words) -> Choice:
    value, label, pictures = "", Text(), dict[str, Text]()
    extra: dict[str, str] = {}
    for cell in item:
        name = cell.tag.removeprefix(_X)
        text = "".join(cell.itertext())
        if name == "itextId":
            forms = words.itext.get(text, {})
            label, pictures = forms.get("", {}), media(forms)
        elif name == "name":
            value = text
        elif name == "label":
            label = {words.default_language: shown(text)}
        else:
            extra[name] = text
    return Choice(value, label, pictures, extra)


def _external(name: str, src: str) -> External:
    file = src.rpartition("/")[2]
    if src.startswith("jr://instance/last-saved"):
        return External(name, "", "last-saved")
    kind = file.rpartition(".")[2].lower()
    return External(name, file, kind if kind in ("csv", "xml", "geojson") else "csv")


def _external_choices(itemsets: str, words: Words) -> list[External]:
    """The external_choices sheet: one instance a list.

    Its labels in several languages (``label::Tiếng Việt (vi)``) become columns ``label-vi``, as
    in the files of Collect; ``label`` is the default language's.
    """
    keys = {f"label::{language.name}": language.key for language in words.languages}
    lists: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(itemsets)):
        name = row.pop("list_name", "") or row.pop("list name", "")
        cells = {key: value for key, value in row.items() if key and value}
        said = {keys[key]: cells.pop(key) for key in list(cells) if key in keys}
        cells |= {f"label-{key}": text for key, text in said.items()}
        if said and "label" not in cells:
            cells["label"] = said.get(words.default_language) or next(iter(said.values()))
        lists.setdefault(name or "", []).append(cells)
    return [External(name, "", "csv", tuple(rows)) for name, rows in lists.items() if name]
