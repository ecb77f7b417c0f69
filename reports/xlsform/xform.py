"""From the XForm that pyxform writes to our compiled form.

The XForm is the source because its expressions are real XPath: pyxform has
already turned ``${name}`` into paths, relative ones inside repeats. The survey
rows add what XForms cannot say: the row number, and that a question is a note.
"""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Final

from reports.form import (
    SCHEMA,
    Action,
    Choice,
    External,
    Form,
    Group,
    Itemset,
    Kind,
    Language,
    Node,
    Question,
    Repeat,
    Search,
    Text,
)

_X: Final = "{http://www.w3.org/2002/xforms}"
_H: Final = "{http://www.w3.org/1999/xhtml}"
_JR: Final = "{http://openrosa.org/javarosa}"
_ORX: Final = "{http://openrosa.org/xforms}"
_ODK: Final = "{http://www.opendatakit.org/xforms}"

_SUBTAG: Final = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")
_ITEXT: Final = re.compile(r"""^\s*jr:itext\(\s*(['"])(.*)\1\s*\)\s*$""")
_LIST: Final = re.compile(r"^instance\('([^']+)'\)/root/item(?:\[(.*)\])?$", re.DOTALL)
_RANDOM: Final = re.compile(r"^randomize\((instance\('[^']+'\)/root/item.*)\)$", re.DOTALL)
_SEARCH: Final = re.compile(r"\bsearch\s*\((.*)\)", re.DOTALL)
_TABLE_LABEL: Final = "generated_table_list_label_"
_TABLE_HEAD: Final = "reserved_name_for_field_list_labels_"
HIDDEN: Final = {ord(quote): 0xE0F0 + n for n, quote in enumerate("‘’“”")}
"""Curly quotes as private characters, on their way through pyxform; read back here."""
_SHOWN: Final = {number: chr(quote) for quote, number in HIDDEN.items()}

_NO_VALUE: Final = ("", "-")

_INPUTS: Final[dict[str, Kind]] = {
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
}
_UPLOADS: Final[dict[str, Kind]] = {"image": "image", "audio": "audio", "video": "video"}
_CONTROLS: Final = ("input", "select1", "select", "upload", "trigger", "range", "secret")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a path comes from in the survey sheet, and the type written there."""

    row: int
    type: str


class StrangeXFormError(Exception):
    """pyxform wrote something this reader does not know; ``path`` names the question."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


def read(xml: str, sources: dict[str, Source], itemsets: str | None = None) -> Form:
    """Build the form. ``itemsets`` is pyxform's CSV of the external_choices sheet.

    Raises :class:`StrangeXFormError` or :class:`xml.etree.ElementTree.ParseError`.
    """
    return _Reader(ET.fromstring(xml), sources, itemsets).form()  # noqa: S314 - pyxform's own output


class _Reader:
    def __init__(self, root: ET.Element, sources: dict[str, Source], itemsets: str | None) -> None:
        self.sources = sources
        self.itemsets = itemsets
        head = root.find(f"{_H}head")
        body = root.find(f"{_H}body")
        model = head.find(f"{_X}model") if head is not None else None
        if head is None or body is None or model is None:
            raise StrangeXFormError("/", "no head, body or model")
        self.head, self.body, self.model = head, body, model
        self.languages, self.default_language, self.itext = self._translations()
        self.plain = not self.languages
        self.binds = {bind.get("nodeset", ""): bind for bind in model.iter(f"{_X}bind")}
        self.controls: dict[str, ET.Element] = {}
        self.actions: list[Action] = []
        self.lists, self.externals = self._instances()
        for child in body:
            self._control(child, "")
        for action in model.iter(f"{_X}setvalue"):
            self._action(action, "")
        for action in model.iter(f"{_ODK}setgeopoint"):
            self._action(action, "")

    # texts

    def _translations(self) -> tuple[tuple[Language, ...], str, dict[str, dict[str, Text]]]:
        """Languages, the default one, and ``{text id: {form: Text}}``; words have no form."""
        names: list[str] = []
        default = ""
        found = list(self.model.iterfind(f"{_X}itext/{_X}translation"))
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
                    said = _content(value)
                    if said not in _NO_VALUE:
                        forms.setdefault(value.get("form", ""), {})[key] = said
        languages = tuple(Language(keys[name], name) for name in names if keys[name])
        return languages, keys.get(default or (names[0] if names else ""), ""), itext

    def _text(self, element: ET.Element | None) -> dict[str, Text]:
        """``{form: Text}`` of a label, hint or message element."""
        if element is None:
            return {}
        ref = element.get("ref", "")
        match = _ITEXT.match(ref)
        if match:
            return self.itext.get(match[2], {})
        if ref:
            return {"": {self.default_language: ["", ref, ""]}}
        said = _content(element)
        return {"": {self.default_language: said}} if said not in _NO_VALUE else {}

    def _message(self, value: str | None) -> Text:
        if not value:
            return {}
        match = _ITEXT.match(value)
        if match:
            return self.itext.get(match[2], {}).get("", {})
        return {self.default_language: value.translate(_SHOWN)}

    def _said(self, element: ET.Element | None) -> tuple[Text, dict[str, Text]]:
        forms = self._text(element)
        return forms.get("", {}), _media(forms)

    # secondary instances

    def _instances(self) -> tuple[dict[str, tuple[Choice, ...]], list[External]]:
        lists: dict[str, tuple[Choice, ...]] = {}
        externals: list[External] = []
        for instance in self.model.iterfind(f"{_X}instance"):
            name = instance.get("id", "")
            src = instance.get("src")
            if src:
                externals.append(_external(name, src))
                continue
            root = instance.find(f"{_X}root")
            if name and root is not None:
                lists[name] = tuple(self._choice(item) for item in root)
        if self.itemsets:
            externals.extend(_external_choices(self.itemsets))
        return lists, externals

    def _choice(self, item: ET.Element) -> Choice:
        value, label, media = "", Text(), dict[str, Text]()
        extra: dict[str, str] = {}
        for cell in item:
            name = cell.tag.removeprefix(_X)
            text = "".join(cell.itertext())
            if name == "itextId":
                forms = self.itext.get(text, {})
                label = forms.get("", {})
                media = _media(forms)
            elif name == "name":
                value = text
            elif name == "label":
                label = {self.default_language: text.translate(_SHOWN)}
            else:
                extra[name] = text
        return Choice(value, label, media, extra)

    # body

    def _control(self, element: ET.Element, repeat: str) -> None:
        tag = element.tag.removeprefix(_X).removeprefix(_ODK)
        if tag == "repeat":
            repeat = element.get("nodeset", "")
            self.controls[f"repeat {repeat}"] = element
        elif tag == "group":
            ref = element.get("ref")
            if ref:
                self.controls[ref] = element
        elif tag in _CONTROLS or tag == "rank":
            self.controls[element.get("ref", "")] = element
            for child in element:
                if child.tag in (f"{_X}setvalue", f"{_ODK}setgeopoint"):
                    self._action(child, element.get("ref", ""))
            return
        elif tag in ("setvalue", "setgeopoint"):
            self._action(element, repeat)
            return
        for child in element:
            self._control(child, repeat)

    def _action(self, element: ET.Element, source: str) -> None:
        if element.tag != f"{_X}setvalue":
            return  # a position cannot be taken on a desktop; the question stays to be typed in
        value = element.get("value") or _quoted("".join(element.itertext()))
        for event in (element.get("event") or "").split():
            action = None
            if event == "odk-instance-first-load":
                action = Action(element.get("ref", ""), "load", value)
            elif event == "odk-new-repeat":
                action = Action(element.get("ref", ""), "repeat", value, source)
            elif event == "xforms-value-changed":
                action = Action(element.get("ref", ""), "change", value, source)
            if action and action not in self.actions:
                self.actions.append(action)

    # tree

    def form(self) -> Form:
        primary = next(
            (
                child
                for instance in self.model.iterfind(f"{_X}instance")
                if instance.get("src") is None
                for child in instance
            ),
            None,
        )
        if primary is None:
            raise StrangeXFormError("/", "no primary instance")
        root = _local(primary)
        title = self.head.find(f"{_H}title")
        submission = self.model.find(f"{_X}submission")
        settings = {}
        if submission is not None:
            settings = {
                name: submission.get(attribute, "")
                for name, attribute in (
                    ("submission_url", "action"),
                    ("public_key", "base64RsaPublicKey"),
                    ("auto_send", f"{_ORX}auto-send"),
                    ("auto_delete", f"{_ORX}auto-delete"),
                )
                if submission.get(attribute)
            }
        return Form(
            schema=SCHEMA,
            id=primary.get("id", ""),
            version=primary.get("version", ""),
            title=(title.text or "").translate(_SHOWN) if title is not None else "",
            root=root,
            languages=self.languages,
            default_language=self.default_language,
            children=self._children(primary, f"/{root}"),
            lists=self.lists,
            externals=tuple(self.externals),
            actions=tuple(self.actions),
            style=self.body.get("class", ""),
            settings=settings,
        )

    def _children(self, parent: ET.Element, path: str) -> tuple[Node, ...]:
        nodes: list[Node] = []
        done: set[str] = set()
        for child in parent:
            name = _local(child)
            if name not in done:  # a repeat's first instance says what its template said
                done.add(name)
                nodes.append(self._node(child, f"{path}/{name}"))
        return tuple(nodes)

    def _node(self, element: ET.Element, path: str) -> Node:
        name = _local(element)
        repeat = self.controls.get(f"repeat {path}")
        control = self.controls.get(path)
        bind = self.binds.get(path)
        source = self.sources.get(path)
        row = source.row if source else 0
        if repeat is None and len(element) == 0 and not _is_group(control):
            return self._question(element, path, control, bind, source)
        label, media = self._said(control.find(f"{_X}label") if control is not None else None)
        hint, _ = self._said(control.find(f"{_X}hint") if control is not None else None)
        attributes = bind.attrib if bind is not None else {}
        appearance = control.get("appearance", "") if control is not None else ""
        relevant = _expression(attributes.get("relevant"))
        readonly = _expression(attributes.get("readonly"))
        children = self._children(element, path)
        count_of = _expression(repeat.get(f"{_JR}count")) if repeat is not None else ""
        if "field-list" in appearance:
            children, label, hint, is_table = _from_table_list(children, label, hint)
            appearance = appearance.replace("field-list", "table-list") if is_table else appearance
        if repeat is None:
            return Group(
                name, path, children, row, label, hint, media, appearance, relevant, readonly
            )
        return Repeat(
            name,
            path,
            children,
            row,
            label,
            hint,
            media,
            repeat.get("appearance", "") or appearance,
            relevant,
            readonly,
            count=count_of,
            # One to begin with, as pyxform writes it for those that are in no other repeat.
            initial=0 if count_of else 1,
        )

    def _question(
        self,
        element: ET.Element,
        path: str,
        control: ET.Element | None,
        bind: ET.Element | None,
        source: Source | None,
    ) -> Question:
        attributes = dict(bind.attrib) if bind is not None else {}
        label, media = self._said(control.find(f"{_X}label") if control is not None else None)
        hints = self._text(control.find(f"{_X}hint") if control is not None else None)
        type_ = attributes.get("type", "string")
        kind = _kind(control, type_, attributes, source)
        itemset, search, parameters = None, None, _parameters(control, attributes)
        appearance = control.get("appearance", "") if control is not None else ""
        if control is not None and kind in ("select_one", "select_multiple", "rank"):
            itemset = self._itemset(control, path)
            found = _SEARCH.search(appearance)
            if found:
                search = _search(found[1], self.lists.get(itemset.source, ()))
                appearance = _SEARCH.sub("", appearance).strip()
        preload = attributes.get(f"{_JR}preload", "")
        if preload:
            preload = f"{preload} {attributes.get(f'{_JR}preloadParams', '')}".strip()
        readonly = _expression(attributes.get("readonly"))
        return Question(
            name=_local(element),
            path=path,
            kind=kind,
            type=type_,
            row=source.row if source else 0,
            label=label,
            hint=hints.get("", {}),
            guidance=hints.get("guidance", {}),
            media=media,
            appearance=appearance,
            relevant=_expression(attributes.get("relevant")),
            required=_expression(attributes.get("required")),
            required_message=self._message(attributes.get(f"{_JR}requiredMsg")),
            constraint=_expression(attributes.get("constraint")),
            constraint_message=self._message(attributes.get(f"{_JR}constraintMsg")),
            readonly="" if kind == "note" and readonly == "true()" else readonly,
            calculate=_expression(attributes.get("calculate")),
            default=_default("".join(element.itertext())),
            preload=preload,
            parameters=parameters,
            itemset=itemset,
            search=search,
        )

    def _itemset(self, control: ET.Element, path: str) -> Itemset:
        element = control.find(f"{_X}itemset")
        if element is None:
            query = control.get("query")
            if query:
                return _plain(query.strip(), "name", "label")
            return self._inline(control, path)
        value = element.find(f"{_X}value")
        label = element.find(f"{_X}label")
        return _plain(
            element.get("nodeset", "").strip(),
            value.get("ref", "name") if value is not None else "name",
            label.get("ref", "label") if label is not None else "label",
        )

    def _inline(self, control: ET.Element, path: str) -> Itemset:
        """Choices written into the control (with search()): a list of its own, named by path."""
        choices = []
        for item in control.iterfind(f"{_X}item"):
            label, media = self._said(item.find(f"{_X}label"))
            value = item.find(f"{_X}value")
            text = "".join(value.itertext()) if value is not None else ""
            choices.append(Choice(text, label, media))
        name = f"inline{path.replace('/', '.')}"
        self.lists[name] = tuple(choices)
        return Itemset(nodeset=f"instance('{name}')/root/item", source=name)


def _from_table_list(
    children: tuple[Node, ...], label: Text, hint: Text
) -> tuple[tuple[Node, ...], Text, Text, bool]:
    """Undo what pyxform makes of a table-list group: two rows that hold only its words.

    A screen that draws the table itself needs neither, and nobody can answer them.
    """
    kept: list[Node] = []
    found = False
    for child in children:
        if isinstance(child, Question) and child.name.startswith(_TABLE_LABEL):
            label, hint = child.label, child.hint
        elif isinstance(child, Question) and child.name.startswith(_TABLE_HEAD):
            found = True
        else:
            kept.append(child)
    return (tuple(kept) if found else children), label, hint, found


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_group(control: ET.Element | None) -> bool:
    return control is not None and control.tag == f"{_X}group"


def _expression(value: str | None) -> str:
    text = (value or "").strip()
    return "" if text == "false()" else text


def _quoted(text: str) -> str:
    if not text:
        return ""
    return f"'{text}'" if "'" not in text else f'"{text}"'


def _default(text: str) -> str:
    """A static default; a picture's loses the jr:// prefix that names its folder."""
    return _file(text) if text.startswith("jr://images/") else text


def _file(said: str | list[str]) -> str:
    return said.rpartition("/")[2] if isinstance(said, str) else ""


def _media(forms: dict[str, Text]) -> dict[str, Text]:
    return {
        form: {key: _file(said) for key, said in text.items()}
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


def _content(element: ET.Element) -> str | list[str]:
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


def _kind(
    control: ET.Element | None,
    type_: str,
    attributes: dict[str, str],
    source: Source | None,
) -> Kind:
    written = source.type if source else ""
    if control is None:
        if written == "audit":
            return "audit"
        if f"{_JR}preload" in attributes:
            return "metadata"
        return "calculate" if "calculate" in attributes else "hidden"
    tag = _local(control)
    if tag in ("select1", "select", "rank"):
        return {"select1": "select_one", "select": "select_multiple"}.get(tag, "rank")  # type: ignore[return-value]
    if tag == "range":
        return "range"
    if tag == "trigger":
        return "acknowledge"
    if tag == "upload":
        return _UPLOADS.get(control.get("mediatype", "").partition("/")[0], "file")
    if control.get("query"):
        return "select_one"
    if written == "note":
        return "note"
    return _INPUTS.get(type_, "text")


def _parameters(control: ET.Element | None, attributes: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if control is not None:
        for name in ("start", "end", "step", "rows", "accuracyThreshold", "intent", "autoplay"):
            if control.get(name):
                found[name] = control.get(name, "")
    for name, value in attributes.items():
        for space in (_ORX, _ODK):
            if name.startswith(space):
                found[name.removeprefix(space)] = value
    return found


def _plain(nodeset: str, value: str, label: str) -> Itemset:
    """An itemset with its parts, where it is the ordinary ``instance('x')/root/item[…]``."""
    inner, randomize, seed = nodeset, False, ""
    match = _RANDOM.match(nodeset)
    if match:
        inner, _, seed = _last_argument(match[1])
        randomize = True
    found = _LIST.match(inner.strip())
    if not found or (found[2] and not _one_predicate(found[2])):
        return Itemset(nodeset, value, label)
    return Itemset(
        nodeset,
        value,
        label,
        source=found[1],
        filter=(found[2] or "").strip(),
        randomize=randomize,
        seed=seed.strip(),
    )


def _last_argument(text: str) -> tuple[str, str, str]:
    """Split ``nodeset, seed`` at the comma outside all brackets and quotes."""
    depth, quote = 0, ""
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            return text[:index], ",", text[index + 1 :]
    return text, "", ""


def _one_predicate(text: str) -> bool:
    depth, quote = 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def arguments(text: str) -> list[str]:
    """The arguments of a function call, given what is between its brackets."""
    found = []
    while text:
        first, _, text = _last_argument(text)
        found.append(first.strip())
    return found


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _search(inside: str, choices: tuple[Choice, ...]) -> Search | None:
    """Read ``search('file', 'contains', 'columns', term, 'filter column', term)``."""
    args = arguments(inside)
    row = next((choice for choice in choices if not choice.value.lstrip("-").isdigit()), None)
    if not args or row is None:
        return None
    label = next((said for said in row.label.values() if isinstance(said, str)), row.value)
    columns = tuple(re.split(r"[\s,]+", label.strip()))
    file = _unquoted(args[0])
    if len(args) in (4, 6):
        return Search(
            file=file,
            value_column=row.value,
            label_columns=columns,
            match=_unquoted(args[1]).lower(),
            columns=tuple(filter(None, re.split(r"[\s,]+", _unquoted(args[2])))),
            term=args[3],
            filter_column=_unquoted(args[4]) if len(args) == 6 else "",
            filter_term=args[5] if len(args) == 6 else "",
        )
    return Search(file, row.value, columns)


def _external(name: str, src: str) -> External:
    file = src.rpartition("/")[2]
    if src.startswith("jr://instance/last-saved"):
        return External(name, "", "last-saved")
    kind = file.rpartition(".")[2].lower()
    return External(name, file, kind if kind in ("csv", "xml", "geojson") else "csv")


def _external_choices(itemsets: str) -> list[External]:
    """The external_choices sheet: one instance a list."""
    lists: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(itemsets)):
        name = row.pop("list_name", "") or row.pop("list name", "")
        cells = {key: value for key, value in row.items() if key and value}
        lists.setdefault(name or "", []).append(cells)
    return [External(name, "", "csv", tuple(rows)) for name, rows in lists.items() if name]
