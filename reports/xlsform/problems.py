"""What is wrong or was mended in a form: a code, a place, and words in both languages.

Domain code elsewhere leaves words to the screens; here the readers are the
people who write forms, on the command line as much as in the console, so the
catalogue (:mod:`reports.xlsform.catalogue`) is part of the package.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "repair", "warning", "note"]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One finding.

    ``error``: the form is refused. ``repair``: it was changed so that it works.
    ``warning``: it works, but hardly as meant. ``note``: something was ignored.
    ``row`` is 0 only where the whole file is meant.
    """

    code: str
    severity: Severity
    sheet: str = ""
    row: int = 0
    column: str = ""
    params: dict[str, str] = {}

    def text(self, language: str = "vi") -> str:
        """The sentence, with what to do about it, in ``vi`` or ``en``."""
        from reports.xlsform.catalogue import sentence

        return sentence(self, language)


class Problems:
    """Collects findings in the order in which they are met, each one once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], Problem] = {}

    @property
    def all(self) -> tuple[Problem, ...]:
        return tuple(self._seen.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self._seen.values() if problem.severity == "error")

    def add(
        self,
        severity: Severity,
        code: str,
        *,
        sheet: str = "",
        row: int = 0,
        column: str = "",
        **params: object,
    ) -> None:
        texts = {key: str(value)[:300] for key, value in params.items()}
        key = (code, sheet, row, column, *sorted(texts.items()))
        self._seen.setdefault(key, Problem(code, severity, sheet, row, column, texts))

    def error(self, code: str, **where: object) -> None:
        self.add("error", code, **where)  # type: ignore[arg-type]

    def repair(self, code: str, **where: object) -> None:
        self.add("repair", code, **where)  # type: ignore[arg-type]

    def warning(self, code: str, **where: object) -> None:
        self.add("warning", code, **where)  # type: ignore[arg-type]

    def note(self, code: str, **where: object) -> None:
        self.add("note", code, **where)  # type: ignore[arg-type]
