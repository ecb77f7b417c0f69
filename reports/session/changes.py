"""What goes into a session and what comes out: edits, and the changes that they made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Contents = dict[str, Any]
"""Raw answers below a group or in one instance of a repeat, by name: a text for a
question, Contents for a group, a list of Contents for a repeat."""


@dataclass(frozen=True, slots=True)
class Answer:
    ref: str
    value: str


@dataclass(frozen=True, slots=True)
class InsertRepeat:
    """Put an instance where ``ref`` says (``/data/rep[2]``), with the answers that it had."""

    ref: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class RemoveRepeat:
    ref: str


Change = Answer | InsertRepeat | RemoveRepeat


@dataclass(frozen=True, slots=True)
class Changes:
    """What a screen must draw again, and how to take it back.

    ``undo`` is for :meth:`FormSession.apply`; the changes of that hold the redo.
    """

    values: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    undo: tuple[Change, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return any(
            (
                self.values,
                self.shown,
                self.hidden,
                self.states,
                self.texts,
                self.choices,
                self.added,
                self.removed,
            )
        )
