"""What is wrong with a course, as authors are told it: a stable code, a file and a line,
and, in ``lessons.messages``, the sentence and the mend in both languages."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Value: TypeAlias = str | int | float


class Problem(msgspec.Struct, frozen=True):
    path: str
    """Relative to the course folder, with forward slashes."""
    line: int
    """Counts from 1; 1 also where the file as a whole is meant."""
    code: str
    params: dict[str, Value] = {}
    explained: str = ""
    """The author's reason, when the front matter accepts this problem; else ""."""


class Problems:
    """Collects problems for one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []

    def add(self, code: str, line: int = 1, **params: Value) -> None:
        self.found.append(Problem(self.path, max(1, line), code, params))

    def extend(self, found: list[Problem]) -> None:
        self.found += found


def describe(params: Mapping[str, Value]) -> str:
    return ", ".join(f"{key}={value}" for key, value in params.items())
