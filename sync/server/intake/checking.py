"""The province's own look at a submission: the same rules as on the desktop.

A fault found here never refuses a report: it is kept with the revision, and shown.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Checked:
    """``findings`` are faults as ``{"ref": …, "code": …}``; ``urgent`` asks for a call at once."""

    urgent: bool = False
    findings: list[dict[str, Any]] = field(default_factory=list)


def check(form: str, form_hash: str, submission: bytes) -> Checked:
    """What the engine says of a submission's JSON under its form."""
    return Checked()
