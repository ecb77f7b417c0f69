"""Answers out of a session and back in: drafts, undo, and the last report."""

from __future__ import annotations

from typing import Any

import msgspec

from reports.form import Form, Group, Node, Question, Repeat, digest
from reports.session.changes import Contents
from reports.session.items import Item
from reports.submission import Keys, Submission, Values, sent
from reports.xpath import Element


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """An unfinished report as it is stored. ``hash`` is the form's it was begun with."""

    form: str
    version: str
    hash: str
    instance: str
    started: str
    answers: Contents = {}
    audit: tuple[tuple[str, int], ...] = ()


class DraftError(Exception):
    """``code``: ``draft.damaged``, or ``draft.other-form`` for one begun with another form or
    another version of it; ``draft`` is then what was read."""

    def __init__(self, code: str, draft: Draft | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.draft = draft


def pack(draft: Draft) -> bytes:
    return msgspec.json.encode(draft)


def read(data: bytes) -> Draft:
    """A stored draft, of whatever form."""
    try:
        return msgspec.json.decode(data, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DraftError("draft.damaged") from error


def unpack(data: bytes, form: Form) -> Draft:
    draft = read(data)
    if draft.hash != digest(form):
        raise DraftError("draft.other-form", draft)
    return draft


def contents(top: Item) -> Contents:
    """Every answer below ``top``, relevant or not; what is empty is left out."""
    found: dict[str, Any] = {}
    for slot in top.slot.children:
        items = top.children[slot.index]
        if isinstance(slot.node, Repeat):
            found[slot.name] = [contents(item) for item in items]
        elif isinstance(slot.node, Question):
            if items[0].value:
                found[slot.name] = items[0].value
        else:
            inner = contents(items[0])
            if inner:
                found[slot.name] = inner
    return found


def values(base: Item, keys: Keys) -> Values:
    """What a submission says of everything below ``base``: relevant, answered, by short keys."""
    found: Values = {}
    for slot in base.slot.children:
        node = slot.node
        items = [item for item in base.children[slot.index] if item.relevant]
        if isinstance(node, Repeat):
            if items:
                found[keys.of[node.path]] = [values(item, keys) for item in items]
        elif isinstance(node, Group):
            for item in items:
                found |= values(item, keys)
            if node.name == "meta" and base.parent is None:
                found.pop(keys.of.get(f"{node.path}/instanceID", ""), None)
        elif isinstance(node, Question) and sent(node):
            for item in items:
                if item.value:
                    found[keys.of[node.path]] = item.value
    return found


def of_submission(form: Form, keys: Keys, submission: Submission) -> Draft:
    """A submission's values as a draft of the same report: answers only, no defaults."""
    return Draft(
        form=submission.form_id,
        version=submission.form_version,
        hash=submission.form_hash,
        instance=submission.instance_id,
        started=submission.started,
        answers=_unkeyed(form.children, submission.values, keys),
        audit=submission.audit,
    )


def _unkeyed(nodes: tuple[Node, ...], values: Values, keys: Keys) -> Contents:
    """Values by key as answers by name, inside their groups."""
    found: Contents = {}
    for node in nodes:
        if isinstance(node, Group):
            inside = _unkeyed(node.children, values, keys)
            if inside:
                found[node.name] = inside
            continue
        given = values.get(keys.of[node.path])
        if isinstance(node, Question):
            if isinstance(given, str) and given:
                found[node.name] = given
        else:
            many = given if isinstance(given, list) else []
            found[node.name] = [
                _unkeyed(node.children, inner, keys) for inner in many if isinstance(inner, dict)
            ]
    return found


def last_report(form: Form, keys: Keys, last: Submission | None) -> Element | None:
    """The previous submission as the instance that ``${last-saved#question}`` looks into."""
    if last is None or last.form_id != form.id:
        return None
    root = Element(form.root)
    _add(root, form.children, last.values, keys)
    return root


def _add(parent: Element, nodes: tuple[Node, ...], values: Values, keys: Keys) -> None:
    for node in nodes:
        if isinstance(node, Question):
            value = values.get(keys.of[node.path], "")
            parent.append(Element(node.name, text=value if isinstance(value, str) else ""))
        elif isinstance(node, Repeat):
            given = values.get(keys.of[node.path], [])
            for inner in given if isinstance(given, list) else []:
                element = Element(node.name)
                parent.append(element)
                _add(element, node.children, inner if isinstance(inner, dict) else {}, keys)
        else:
            element = Element(node.name)
            parent.append(element)
            _add(element, node.children, values, keys)
