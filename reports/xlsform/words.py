"""The words of an XForm: translations, values within texts, media, and curly quotes kept."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from reports.form import Language, Text

_X: Final = "{http://www.w3.org/2002/xforms}"
_SUBTAG: Final = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")
_ITEXT: Final = re.compile(r"""^\s*jr:itext\(\s*(['"])(.*)\1\s*\)\s*$""")
_NO_VALUE: Final = ("", "-")

HIDDEN: Final = {ord(quote): 0xE0F0 + n for n, quote in enumerate("‘’“”")}
"""Curly quotes as private characters, on their way through pyxform; read back here."""
_SHOWN: Final = {number: chr(quote) for quote, number in HIDDEN.items()}


class Words:
    """The texts of one XForm by language key. ``itext`` is ``{text id: {form: Text}}``; plain
    words have the form ``""``."""

    def __init__(self, model: ET.Element) -> None:
        self.languages, self.default_language, self.itext = self._translations(model)

    def _translations(
        self, model: ET.Element
    ) -> tuple[tuple[Language, ...], str, dict[str, dict[str, Text]]]:
        """Languages, the default one, and ``{text id: {form: Text}}``; words have no form."""
        names: list[str] = []
        default = ""
        found = list(model.iterfind(f"{_X}itext/{_X}translation"))
        for translation in found:
            name = translation.get("lang", "")
            names.append(name)
            if translation.get("default") == "true()":
                default = name
        keys = _language_keys(names)
        itext: dict[str, dict[str, Text]] = {}
        for translation in found:
            key = keys[translation.get("lang", "")]
            for text in translation:
                forms = itext.setdefault(text.get("id", ""), {})
                for value in text:
                    said = content(value)
                    if said not in _NO_VALUE:
                        forms.setdefault(value.get("form", ""), {})[key] = said
        languages = tuple(Language(keys[name], name) for name in names if keys[name])
        return languages, keys.get(default or (names[0] if names else ""), ""), itext

    def text(self, element: ET.Element | None) -> dict[str, Text]:
        """``{form: Text}`` of a label, hint or message element."""
        if element is None:
            return {}
        ref = element.get("ref", "")
        match = _ITEXT.match(ref)
        if match:
            return self.itext.get(match[2], {})
        if ref:
            return {"": {self.default_language: ["", ref, ""]}}
        said = content(element)
        return {"": {self.default_language: said}} if said not in _NO_VALUE else {}

    def message(self, value: str | None) -> Text:
        if not value:
            return {}
        match = _ITEXT.match(value)
        if match:
            return self.itext.get(match[2], {}).get("", {})
        return {self.default_language: value.translate(_SHOWN)}

    def said(self, element: ET.Element | None) -> tuple[Text, dict[str, Text]]:
        forms = self.text(element)
        return forms.get("", {}), media(forms)


def file(said: str | list[str]) -> str:
    return said.rpartition("/")[2] if isinstance(said, str) else ""


def media(forms: dict[str, Text]) -> dict[str, Text]:
    return {
        form: {key: file(said) for key, said in text.items()}
        for form, text in forms.items()
        if form and form != "guidance"
    }


def _language_keys(names: list[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for name in names:
        match = _SUBTAG.search(name)
        key = "" if name == "default" and len(names) == 1 else name
        if match and match[1].lower() not in keys.values():
            key = match[1].lower()
        keys[name] = key
    return keys


def content(element: ET.Element) -> str | list[str]:
    """Words of an element, with the values of ``<output>`` in between."""
    if not len(element):
        return (element.text or "").strip().translate(_SHOWN)
    parts: list[str] = [element.text or ""]
    for child in element:
        value = child.get("value")
        if value is None:
            parts[-1] += "".join(child.itertext()) + (child.tail or "")
        else:
            parts += [value.strip(), child.tail or ""]
    parts[0] = parts[0].lstrip()
    parts[-1] = parts[-1].rstrip()
    parts[::2] = [words.translate(_SHOWN) for words in parts[::2]]
    return parts if len(parts) > 1 else parts[0]


def shown(text: str) -> str:
    """A text with its curly quotes back."""
    return text.translate(_SHOWN)
