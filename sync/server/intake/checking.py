"""The province's own look at a submission: the same rules as on the desktop.

A fault found here never refuses a report: it is kept with the revision, and shown.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

ALERT: Final = "alert"
"""A form that may need a call at once works its level out in a question of this name:
``red``, ``yellow`` or ``green``."""


@dataclass(frozen=True, slots=True)
class Checked:
    """``findings`` are faults as ``{"ref": …, "code": …}``; ``urgent`` asks for a call at once."""

    urgent: bool = False
    findings: list[dict[str, Any]] = field(default_factory=list)


class _Values(msgspec.Struct):
    values: dict[str, Any] = {}


def check(form: str, form_hash: str, submission: bytes) -> Checked:
    """What the engine says of a submission's JSON under its form."""
    try:
        values = msgspec.json.decode(submission, type=_Values).values
    except msgspec.DecodeError:
        return Checked(findings=[{"ref": "", "code": "no_submission"}])
    return Checked(urgent=values.get(ALERT) == "red")
