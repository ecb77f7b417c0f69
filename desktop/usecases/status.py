"""What the official is told about the way to the province: one sentence, as a code."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.usecases.people import Session
from sync.protocol.refusals import Problem

if TYPE_CHECKING:
    from desktop.store.device import Device


class Sentence(StrEnum):
    """Which sentence fits. Every field of :class:`Status` is there for its words."""

    NOT_ENROLLED = "not_enrolled"
    """The province has not been reached yet, or refused the code: see ``problem``."""
    NOTHING_SENT_YET = "nothing_sent_yet"
    """Enrolled, nothing waits, no exchange since."""
    ALL_CONFIRMED = "all_confirmed"
    """Everything is with the province, as confirmed at ``last_confirmed``."""
    WAITING = "waiting"
    """``waiting`` items of ``size`` bytes go with the next exchange, ``files`` after it."""
    WAITING_WITH_PROBLEM = "waiting_with_problem"
    """As WAITING, and the last try failed with ``problem``."""
    PROBLEM = "problem"
    """Nothing waits, and the last try failed with ``problem``."""
    FILES_REFUSED = "files_refused"
    """Nothing waits, and of what was sent ``refused`` files did not get there."""
    REVOKED = "revoked"
    """The province withdrew this PC."""


@dataclass(frozen=True)
class Status:
    """The state of sync, from the store alone.

    ``waiting`` counts events, ``size`` is in bytes before compression; ``files`` and
    ``files_size`` the same for photos and files;
    ``last_confirmed`` is in milliseconds by this PC's clock, None before the first
    exchange; ``offset`` is the server's clock minus this PC's, in milliseconds, when
    last known. ``problem`` is a code of ``sync.client.problems`` or of the
    protocol's ``Problem``, "" when none, with ``params`` for its sentence.
    """

    sentence: Sentence
    waiting: int
    size: int
    last_confirmed: int | None
    offset: int | None
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    commune: str = ""
    province: str = ""
    returned: int = 0
    """Reports that the province returned and nobody has begun to mend."""
    files: int = 0
    files_size: int = 0
    refused: int = 0
    """Files of reports that the province will not have as they are: see ``Attaching.unsent``."""
    files_problem: str = ""
    """Why files waited at the last try, as ``problem``; "" when none do."""
    files_params: dict[str, object] = field(default_factory=dict)


def read_status(session: Session) -> Status:
    """The status now; a millisecond of work."""
    from desktop.store import attachments, device, settings, views

    store = session.store
    row = device.read(store)
    waiting, size = views.waiting(store)
    files, files_size = attachments.count_waiting(store)
    refused = len(attachments.unsent(store))
    trouble = settings.read(store, attachments.PROBLEM, {}) if files else {}
    revoked = row.problem == Problem.REVOKED or (row.enrolled and views.revoked(store))
    return Status(
        sentence=_sentence(row, waiting + files, refused, revoked),
        waiting=waiting,
        size=size,
        last_confirmed=row.last_confirmed,
        offset=row.server_offset,
        problem=row.problem,
        params=row.problem_params,
        commune=row.commune,
        province=row.province,
        returned=views.returned_untouched(store),
        files=files,
        files_size=files_size,
        refused=refused,
        files_problem=trouble.get("problem", ""),
        files_params=trouble.get("params", {}),
    )


def _sentence(row: "Device", waiting: int, refused: int, revoked: bool) -> Sentence:
    if revoked:
        return Sentence.REVOKED
    if not row.enrolled:
        return Sentence.NOT_ENROLLED
    if waiting:
        return Sentence.WAITING_WITH_PROBLEM if row.problem else Sentence.WAITING
    if row.problem:
        return Sentence.PROBLEM
    if refused:
        return Sentence.FILES_REFUSED
    return Sentence.NOTHING_SENT_YET if row.last_confirmed is None else Sentence.ALL_CONFIRMED
