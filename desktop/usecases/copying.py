"""Answers copied from the last report of the same form, and which nobody has looked at yet.

Copied is what stays true from week to week. Not copied is what must be said anew each
time: confirmations, photos, what the form fills in by itself, and every question whose
author wrote ``no-copy`` into its appearance.
"""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reports.form import Form, Node, Question
    from reports.session import Change, FormSession
    from reports.submission import Submission

STYLE: Final = "copy-last"
"""The word in a form's ``style`` that offers copying."""
NOT_COPIED: Final = "no-copy"
_NEVER: Final = frozenset(
    {"acknowledge", "image", "audio", "video", "file", "note", "calculate", "metadata", "audit"}
)


@dataclass
class Copied:
    """``values`` by ref as they were copied, ``at`` when the source was sent (ms since 1970).

    An answer counts as copied while it is what was copied and nobody confirmed it.
    """

    at: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps({"at": self.at, "values": self.values} if self.values else {})

    @classmethod
    def from_json(cls, text: str) -> "Copied":
        return cls(**json.loads(text))


def edits(
    session: "FormSession", last: "Submission"
) -> "tuple[tuple[Change, ...], dict[str, str]]":
    """What to apply to ``session``, and the copied values by ref. Nothing answered is touched."""
    found = _Edits(session)
    found.walk(session.form.children, last.values, f"/{session.form.root}")
    # A session applies from the last to the first.
    return tuple(reversed(found.changes)), found.values


class _Edits:
    def __init__(self, session: "FormSession") -> None:
        from reports.submission import Keys

        form = session.form
        self._session = session
        self._keys = Keys(form)
        self._given = session.answers()
        self._fresh = {a.target for a in form.actions if a.event == "load"}
        self.changes: list[Change] = []
        self.values: dict[str, str] = {}

    def walk(self, nodes: "tuple[Node, ...]", values: dict[str, Any], ref: str) -> None:
        from reports.form import Question, Repeat
        from reports.session import Answer

        for node in nodes:
            here = f"{ref}/{node.name}"
            if isinstance(node, Repeat):
                self._repeat(node, values.get(self._keys.of[node.path]), here)
            elif not isinstance(node, Question):
                self.walk(node.children, values, here)
            else:
                value = self._value(node, values)
                if value and not self._session.value(here):
                    self.changes.append(Answer(here, value))
                    self.values[here] = value

    def _repeat(self, node: "Node", instances: Any, ref: str) -> None:
        from reports.form import Repeat
        from reports.session import InsertRepeat, RemoveRepeat

        begun = any(given.startswith(f"{ref}[") for given in self._given)
        if not isinstance(node, Repeat) or node.count or begun or not isinstance(instances, list):
            return
        there = 1
        while self._session.has(f"{ref}[{there}]"):
            there += 1
        for number in range(there - 1, 0, -1):
            self.changes.append(RemoveRepeat(f"{ref}[{number}]"))
        for number, inner in enumerate(instances, 1):
            here = f"{ref}[{number}]"
            contents = self._contents(node.children, inner, here)
            self.changes.append(InsertRepeat(here, contents))

    def _contents(
        self, nodes: "tuple[Node, ...]", values: dict[str, Any], ref: str
    ) -> dict[str, Any]:
        """An instance's answers by name, as sessions keep them."""
        from reports.form import Question, Repeat

        found: dict[str, Any] = {}
        for node in nodes:
            here = f"{ref}/{node.name}"
            if isinstance(node, Question):
                if value := self._value(node, values):
                    found[node.name] = self.values[here] = value
            elif isinstance(node, Repeat):
                found[node.name] = [
                    self._contents(node.children, inner, f"{here}[{number}]")
                    for number, inner in enumerate(values.get(self._keys.of[node.path]) or [], 1)
                ]
            elif inside := self._contents(node.children, values, here):
                found[node.name] = inside
        return found

    def _value(self, node: "Question", values: dict[str, Any]) -> str:
        """The last answer, if it may be copied."""
        if (
            node.kind in _NEVER
            or node.calculate
            or node.preload
            or node.path in self._fresh
            or NOT_COPIED in node.appearance.split()
        ):
            return ""
        value = values.get(self._keys.of[node.path])
        return value if isinstance(value, str) else ""


def offers(form: "Form") -> bool:
    """Whether a form's author wants its last report to be copied from."""
    return STYLE in form.style.split()
