"""From the XForm that pyxform writes to our compiled form.

The XForm is the source because its expressions are real XPath: pyxform has
already turned ``${name}`` into paths, relative ones inside repeats. The survey
rows add what XForms cannot say: the row number, and that a question is a note.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Final

from reports.form import (
    SCHEMA,
    Action,
    Choice,
    Form,
    Group,
    Itemset,
    Kind,
    Node,
    Question,
    Repeat,
    Text,
)
from reports.xlsform.instances import instances
from reports.xlsform.itemset import SEARCH
from reports.xlsform.itemset import itemset as itemset_of
from reports.xlsform.itemset import search as search_of
from reports.xlsform.words import Words, file, shown

_X: Final = "{http://www.w3.org/2002/xforms}"
_H: Final = "{http://www.w3.org/1999/xhtml}"
_JR: Final = "{http://openrosa.org/javarosa}"
_ORX: Final = "{http://openrosa.org/xforms}"
_ODK: Final = "{http://www.opendatakit.org/xforms}"

_TABLE_LABEL: Final = "generated_table_list_label_"
_TABLE_HEAD: Final = "reserved_name_for_field_list_labels_"
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
        head = root.find(f"{_H}head")
        body = root.find(f"{_H}body")
        model = head.find(f"{_X}model") if head is not None else None
        if head is None or body is None or model is None:
            raise StrangeXFormError("/", "no head, body or model")
        self.head, self.body, self.model = head, body, model
        self.words = Words(model)
        self.binds = {bind.get("nodeset", ""): bind for bind in model.iter(f"{_X}bind")}
        self.controls: dict[str, ET.Element] = {}
        self.actions: list[Action] = []
        self.lists, self.externals = instances(model, self.words, itemsets)
        for child in body:
            self._control(child, "")
        for action in model.iter(f"{_X}setvalue"):
            self._action(action, "")
        for action in model.iter(f"{_ODK}setgeopoint"):
            self._action(action, "")

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
            title=shown(title.text or "") if title is not None else "",
            root=root,
            languages=self.words.languages,
            default_language=self.words.default_language,
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
        label, media = self.words.said(control.find(f"{_X}label") if control is not None else None)
        hint, _ = self.words.said(control.find(f"{_X}hint") if control is not None else None)
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
        label, media = self.words.said(control.find(f"{_X}label") if control is not None else None)
        hints = self.words.text(control.find(f"{_X}hint") if control is not None else None)
        type_ = attributes.get("type", "string")
        kind = _kind(control, type_, attributes, source)
        itemset, search, parameters = None, None, _parameters(control, attributes)
        appearance = control.get("appearance", "") if control is not None else ""
        if control is not None and kind in ("select_one", "select_multiple", "rank"):
            itemset = self._itemset(control, path)
            found = SEARCH.search(appearance)
            if found:
                search = search_of(found[1], self.lists.get(itemset.source, ()))
                appearance = SEARCH.sub("", appearance).strip()
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
            required_message=self.words.message(attributes.get(f"{_JR}requiredMsg")),
            constraint=_expression(attributes.get("constraint")),
            constraint_message=self.words.message(attributes.get(f"{_JR}constraintMsg")),
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
                return itemset_of(query.strip(), "name", "label")
            return self._inline(control, path)
        value = element.find(f"{_X}value")
        label = element.find(f"{_X}label")
        return itemset_of(
            element.get("nodeset", "").strip(),
            value.get("ref", "name") if value is not None else "name",
            label.get("ref", "label") if label is not None else "label",
        )

    def _inline(self, control: ET.Element, path: str) -> Itemset:
        """Choices written into the control (with search()): a list of its own, named by path."""
        choices = []
        for item in control.iterfind(f"{_X}item"):
            label, media = self.words.said(item.find(f"{_X}label"))
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
    return file(text) if text.startswith("jr://images/") else text


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
