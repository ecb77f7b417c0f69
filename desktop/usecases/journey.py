"""The way of each thing that was done here: written, sent, confirmed, read by the province."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.usecases.people import Session

_SENT = "sent_up_to"
_STICK = "carried_up_to"


class Step(StrEnum):
    """How far something has come."""

    WRITTEN = "written"
    ON_A_STICK = "on_a_stick"
    """Written to a stick; nobody has said yet that it arrived."""
    SENT = "sent"
    """It went out, and the answer got lost: the next exchange tells."""
    CONFIRMED = "confirmed"
    READ = "read"
    """A member of the province's staff has opened or answered it."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Item:
    """``kind`` is the event's kind; ``subject`` what it is about: a lesson, a report, a
    person. ``form`` and ``form_hash`` are a report's. ``at`` is in milliseconds by this
    PC's clock, ``size`` in bytes."""

    kind: str
    subject: str
    at: int
    size: int
    step: Step
    reason: str = ""
    form: str = ""
    form_hash: str = ""
    revision: int = 1


def items(session: Session, most: int = 50) -> list[Item]:
    """What waits first, then the newest."""
    from desktop.store import settings, views

    store = session.store
    sent = settings.read(store, _SENT, {"event": 0})["event"]
    carried = settings.read(store, _STICK, {"event": 0})["event"]
    return [
        Item(
            row["kind"],
            row["subject"] or "",
            row["at"],
            row["size"],
            _step(row["state"], row["report_state"], row["id"] <= sent, row["id"] <= carried),
            row["reason"],
            row["form"] or "",
            row["form_hash"] or "",
            row["revision"] or 1,
        )
        for row in views.done(store, most)
    ]


def mark_sent(session: Session, event: int, at: int, *, by_stick: bool = False) -> None:
    """All events up to this row went out, and were not confirmed yet."""
    from desktop.store import settings

    settings.write(session.store, _STICK if by_stick else _SENT, {"event": event, "at": at})


def _step(state: str, report: str | None, sent: bool, carried: bool) -> Step:
    if state == "pending":
        return Step.SENT if sent else Step.ON_A_STICK if carried else Step.WRITTEN
    if state in {"refused", "conflict"}:
        return Step.REFUSED
    return Step.READ if report in {"read", "accepted", "returned"} else Step.CONFIRMED
