"""A finished report: what was answered, of which form, by when, and who stands for it.

On the wire a submission has only the relevant, answered questions, and names
instead of paths: a name that is unique among the questions between the form's
root (or a repeat) and the next repeat stands alone, any other is qualified
(``section/name``). A repeat is a list of such objects.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from reports.form import ATTACHMENTS, Form, Group, Node, Question, Repeat

Values = dict[str, Any]
"""Key to text, or to a list of Values for a repeat."""


class SignOff(msgspec.Struct, frozen=True, omit_defaults=True):
    """A leader's approval on the same PC: ``by`` is an account id, ``at`` an ISO time.

    ``since`` is when that account was made on the PC, and ``added_by`` the name of who made it;
    "" for who set the PC up. No password proves who a leader is: these say who vouches for it.
    """

    by: str
    name: str
    at: str
    position: str = ""
    since: str = ""
    added_by: str = ""


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that an answer names. ``name`` is that answer, and unique in its report.

    The bytes travel by themselves; ``sha256`` (hexadecimal) says which they are, ``size``
    is in bytes, ``type`` a media type. Where only the answer is known the rest is empty.
    """

    name: str
    sha256: str = ""
    size: int = 0
    type: str = ""


class Submission(msgspec.Struct, frozen=True, omit_defaults=True):
    """``started`` and ``finished`` are ISO times with offset, by the device's clock.

    ``attachments`` are the files that the answers name, each once, in order.
    ``replaces`` is the instance id of the submission that this one corrects.
    ``audit`` holds ``[key, seconds after the start]`` where the form asks for times.
    """

    form_id: str
    form_version: str
    form_hash: str
    instance_id: str
    started: str
    finished: str
    values: Values
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    sign_off: SignOff | None = None
    replaces: str = ""
    audit: tuple[tuple[str, int], ...] = ()


def encode(submission: Submission) -> bytes:
    return msgspec.json.encode(submission)


def decode(data: bytes) -> Submission:
    """Raises :class:`msgspec.DecodeError` for anything that is no submission."""
    return msgspec.json.decode(data, type=Submission)


class Keys:
    """The keys of a form's questions, and back: ``of`` by path, ``paths`` by repeat and key."""

    def __init__(self, form: Form) -> None:
        self.of: dict[str, str] = {}
        self.paths: dict[str, dict[str, str]] = {}
        self._name(f"/{form.root}", form.children)

    def _name(self, base: str, children: tuple[Node, ...]) -> None:
        """Name what is between ``base`` (the root or a repeat) and the repeats below it."""
        here: list[Node] = []
        stack = list(reversed(children))
        while stack:
            node = stack.pop()
            if isinstance(node, Group):
                stack.extend(reversed(node.children))
            else:
                here.append(node)
        counts: dict[str, int] = {}
        for node in here:
            counts[node.name] = counts.get(node.name, 0) + 1
        found = self.paths.setdefault(base, {})
        for node in here:
            key = node.name if counts[node.name] == 1 else node.path[len(base) + 1 :]
            self.of[node.path] = key
            found[key] = node.path
            if isinstance(node, Repeat):
                self._name(node.path, node.children)


_UNSENT: Final = frozenset({"note", "audit"})


def sent(node: Node) -> bool:
    """Does a submission carry this question's answer?"""
    return not (isinstance(node, Question) and node.kind in _UNSENT)


def attached(node: Node) -> bool:
    return isinstance(node, Question) and node.kind in ATTACHMENTS
