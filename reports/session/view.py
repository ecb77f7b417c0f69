"""What a screen reads: sections, fields, choices and issues, as they are at the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reports.form import Kind


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong with one answer, or missing.

    ``code``: ``required``, ``constraint``, ``integer``, ``decimal``, ``date``,
    ``time``, ``datetime``, ``geopoint``, ``choice`` (a value that is not, or no
    longer, among the choices) or ``range``. ``message`` is what the form's author wrote for it,
    in the session's language, or empty: then the screen finds the words.
    """

    ref: str
    code: str
    message: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice. ``media`` is ``{image: file name, …}``."""

    value: str
    label: str
    selected: bool
    media: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One visible question. ``depth`` counts the sections around it."""

    ref: str
    path: str
    name: str
    kind: Kind
    label: str
    hint: str
    guidance: str
    media: dict[str, str]
    appearance: tuple[str, ...]
    parameters: dict[str, str]
    value: str
    required: bool
    readonly: bool
    issues: tuple[Issue, ...]
    depth: int

    @property
    def missing(self) -> bool:
        return self.required and not self.value


@dataclass(frozen=True, slots=True)
class Section:
    """The head of a group, of a repeat, or of one instance of a repeat.

    ``kind`` ``repeat`` stands before its instances and has ``count``;
    ``instance`` has its 1-based ``position`` and a ``key`` that stays the same
    when others are added or removed. ``fixed``: the form counts the instances
    itself, so nobody adds or removes them.
    """

    ref: str
    path: str
    name: str
    kind: Literal["group", "repeat", "instance"]
    label: str
    hint: str
    media: dict[str, str]
    appearance: tuple[str, ...]
    depth: int
    count: int = 0
    position: int = 0
    key: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class SectionState:
    """A top section for the list at the left.

    ``ref`` is that of the group or repeat, or of the form itself for the
    questions that stand in none. ``asked`` counts visible questions, ``answered``
    those with a value.
    """

    ref: str
    label: str
    asked: int
    answered: int
    missing: tuple[Issue, ...]
    errors: tuple[Issue, ...]
