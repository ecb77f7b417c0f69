"""A submission as staff read it: the form's own words, in the form's order.

Keys and references are those of :mod:`reports.submission` and :mod:`reports.session`: a
submission names questions by keys, the desktop marks fields by paths with instances.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from reports import form as forms
from reports.submission import Keys
from sync.protocol.messages import ReportSubmitted
from sync.server.content import beside
from sync.server.intake.models import Revision

Place = tuple[int, str]
"""An answer's place: which object of the submission, and its key there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answered question. ``choices`` has each label of a select, ``raw`` what was sent."""

    ref: str
    label: str
    text: str
    raw: str
    choices: tuple[str, ...] = ()
    attachment: bool = False
    long: bool = False


@dataclass(slots=True)
class Section:
    """Answers under one heading; ``depth`` is how many repeats or groups it lies in."""

    title: str
    depth: int = 0
    lines: list[Line] = field(default_factory=list)


def sections(form: forms.Form | None, values: Mapping[str, Any], language: str) -> list[Section]:
    """The answers in ``values``, in the order of ``form``.

    Answers that the form does not know, or all of them without a form, follow by their
    own names, so that nothing that was sent stays unseen.
    """
    found: list[Section] = []
    seen: set[Place] = set()
    if form is not None:
        reader = _Reader(form, language)
        found = reader.read(values)
        seen = reader.seen
    rest = Section(_("Câu trả lời khác") if form is not None else "")
    rest.lines.extend(_unknown(values, seen, ""))
    return [section for section in [*found, rest] if section.lines]


def labels(form: forms.Form, language: str) -> dict[str, str]:
    """The words of each question, by its path."""
    reader = _Reader(form, language)
    return {
        node.path: reader.said(node.label) or node.name
        for node in form.walk()
        if isinstance(node, forms.Question)
    }


def answers(revision: Revision) -> dict[str, Any]:
    """The answers that a revision carries."""
    body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
    return values_of(bytes(body.submission).decode())


def summary(revision: Revision) -> str:
    """What a report calls itself (XLSForm's ``instance_name``), to tell it from its like."""
    said = answers(revision).get("instanceName", "")
    return said if isinstance(said, str) else ""


def phone(revision: Revision) -> str:
    """The number to call back: the one given in the report (its question ``phone``), else the
    sender's own."""
    stack: list[Any] = [answers(revision)]
    while stack:
        for name, value in stack.pop().items():
            if name == "phone" and isinstance(value, str) and value:
                return value
            if isinstance(value, dict):
                stack.append(value)
    return revision.official.phone


def values_of(submission: str) -> dict[str, Any]:
    """The answers in a submission's JSON; what is no submission gives what can be read of it."""
    try:
        decoded = msgspec.json.decode(submission)
    except msgspec.DecodeError:
        return {"": submission}
    if isinstance(decoded, dict) and isinstance(decoded.get("values"), dict):
        return dict(decoded["values"])
    return decoded if isinstance(decoded, dict) else {"": submission}


class _Reader:
    def __init__(self, form: forms.Form, language: str) -> None:
        self.form = form
        self.keys = Keys(form).of
        self.language = form.language(language)
        self.seen: set[Place] = set()
        self._sections: list[Section] = []

    def read(self, values: Mapping[str, Any]) -> list[Section]:
        self._sections = [Section("")]
        self._children(self.form.children, values, f"/{self.form.root}", f"/{self.form.root}", 0)
        return self._sections

    def _children(
        self,
        nodes: Iterable[forms.Node],
        values: Mapping[str, Any],
        path: str,
        ref: str,
        depth: int,
    ) -> None:
        """Read ``nodes``; ``path`` is their parent's, ``ref`` the same with instances."""
        for node in nodes:
            here = ref + node.path.removeprefix(path)
            if isinstance(node, forms.Question):
                self._question(node, values, here)
            elif isinstance(node, forms.Group):
                after = self._pause()
                title = self.said(node.label)
                if title:
                    self._sections.append(Section(title, depth))
                self._children(node.children, values, node.path, here, depth)
                self._sections.append(after)
            else:
                self._repeat(node, values, here, depth)

    def _repeat(self, node: forms.Repeat, values: Mapping[str, Any], ref: str, depth: int) -> None:
        instances = values.get(self.keys.get(node.path, ""))
        if not isinstance(instances, list):
            return
        self.seen.add(_place(values, self.keys[node.path]))
        after = self._pause()
        title = self.said(node.label) or node.name
        for number, instance in enumerate(instances, 1):
            if isinstance(instance, dict):
                self._sections.append(Section(f"{title} {number}", depth + 1))
                self._children(node.children, instance, node.path, f"{ref}[{number}]", depth + 1)
        self._sections.append(after)

    def _pause(self) -> Section:
        """The open section again, for the questions that come after a group or repeat in it."""
        return Section(self._sections[-1].title, self._sections[-1].depth)

    def _question(self, node: forms.Question, values: Mapping[str, Any], ref: str) -> None:
        key = self.keys.get(node.path, "")
        value = values.get(key)
        if value is None:
            return
        self.seen.add(_place(values, key))
        label = self.said(node.label)
        # What the official never saw (calculations, clocks, device names) is not an answer.
        if value == "" or (node.kind in forms.UNSEEN and not label):
            return
        raw = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        choices = self._choices(node, raw)
        text = ", ".join(choices) if choices else _shown(node.kind, raw)
        self._sections[-1].lines.append(
            Line(
                ref=ref,
                label=label or node.name,
                text=text,
                raw=raw,
                choices=choices,
                attachment=node.kind in forms.ATTACHMENTS,
                long=len(text) > 160 or "\n" in text,
            )
        )

    def _choices(self, node: forms.Question, raw: str) -> tuple[str, ...]:
        if node.kind not in forms.SELECTS or node.itemset is None:
            return ()
        listed = {choice.value: choice for choice in self.form.lists.get(node.itemset.source, ())}
        picked = [raw] if node.kind == "select_one" else raw.split()
        looked_up = beside.labels(self.form, node)
        return tuple(
            (self.said(listed[value].label) or value)
            if value in listed
            else looked_up.get(value) or value
            for value in picked
        )

    def said(self, text: forms.Text) -> str:
        said = forms.said(text, self.language, self.form.default_language)
        if isinstance(said, str):
            return said
        # Every second part is an expression, whose value the server does not work out.
        return "".join(part if place % 2 == 0 else "…" for place, part in enumerate(said))


def _place(values: Mapping[str, Any], key: str) -> Place:
    return id(values), key


def _unknown(values: Mapping[str, Any], seen: set[Place], under: str) -> Iterator[Line]:
    for key, value in values.items():
        if _place(values, key) in seen:
            continue
        name = f"{under}{key}"
        if isinstance(value, dict):
            yield from _unknown(value, seen, f"{name} / ")
        elif isinstance(value, list):
            for number, each in enumerate(value, 1):
                inner = each if isinstance(each, dict) else {"": each}
                yield from _unknown(inner, seen, f"{name} {number} / ")
        else:
            text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            yield Line(ref=name, label=name, text=text, raw=text, long=len(text) > 160)


def _shown(kind: str, raw: str) -> str:
    """A value as people write it; one that does not fit its kind is shown as it is."""
    try:
        match kind:
            case "date":
                return date_format(dt.date.fromisoformat(raw[:10]), "d/m/Y")
            case "time":
                return raw[:5]
            case "datetime":
                moment = dt.datetime.fromisoformat(raw)
                if moment.tzinfo is not None:
                    moment = timezone.localtime(moment)
                return date_format(moment, "H:i d/m/Y")
            case "integer":
                return str(number_format(int(raw), force_grouping=True))
            case "decimal" | "range":
                _whole, _point, part = raw.partition(".")
                # A whole number stays what was typed: 6, although the form writes 6.0.
                digits = len(part) if part.strip("0") else 0
                return str(number_format(float(raw), digits, force_grouping=True))
            case "acknowledge":
                return _("Đã xác nhận") if raw == "OK" else raw
            case "geopoint":
                return ", ".join(raw.split()[:2])
    except ValueError:
        return raw
    return raw
