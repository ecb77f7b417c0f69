"""The messages of one exchange.

Facts go up as :class:`Event`; decisions come down as :class:`Change`. Every
message is UTF-8 JSON. Times are whole milliseconds since 1970-01-01 UTC.
Field names are short on the wire (``rename``), because on a bad line each byte
is paid for.

An event is identified by (device, epoch, counter). The device is known from the
token, so it does not travel. The epoch is drawn at random when a database file
begins its life, also after a restore, and the counter is gapless within it.
"""

import hashlib
from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec

MAX_EVENTS: Final = 1_000
"""Most events that one request may carry."""

MAX_BODY_BYTES: Final = 8 * 1024 * 1024
"""Largest request body, after decompression, that a server reads."""


Moment = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_000)]
"""Milliseconds since 1970 that a calendar has: to the end of the year 9999."""

Whole = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""A number that every database holds."""


class EventKind(StrEnum):
    """What an official did."""

    OFFICIAL_ADDED = "official"
    LESSON_READ = "read"
    ATTEMPT_FINISHED = "attempt"
    REPORT_SUBMITTED = "report"
    SIGNED_OFF = "signoff"


class ChangeKind(StrEnum):
    """What the province decided."""

    REPORT_READ = "read"
    REVIEW = "review"
    ANNOUNCEMENT = "notice"
    ASSIGNMENT = "assign"
    DIRECTORY = "directory"
    REVOKED = "revoked"
    CERTIFICATE = "cert"


class Event(msgspec.Struct, array_like=True, frozen=True):
    """One action, exactly as its device wrote it down.

    ``body`` is the encoded JSON of one of the body structures below and is never
    encoded anew: the hash is taken over these bytes.
    """

    counter: int
    kind: str
    at: int
    official: str
    body: msgspec.Raw

    def digest(self) -> bytes:
        """SHA-256 (32 bytes) over everything that the event says."""
        head = f"{self.kind}\n{self.at}\n{self.official}\n".encode()
        return hashlib.sha256(head + bytes(self.body)).digest()


class OfficialAdded(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person who works on this PC; ``id`` is 32 hexadecimal digits.

    Sent again when their position changes. ``leader``: whether they may sign reports that need
    a leader; None in events of programs that did not ask yet.
    """

    id: str
    name: str
    position: str
    phone: str = ""
    leader: bool | None = None


class LessonRead(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"lesson": "l", "version": "v", "seconds": "s"},
):
    """A lesson read to its end. ``seconds`` is time with the lesson in front."""

    lesson: str
    version: str
    seconds: int = 0


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """One question answered. ``response`` is what ``lessons.questions`` scores.

    ``points`` is between 0 and 1 as the device scored it; ``seconds`` is the
    time that the question was in front.
    """

    question: str
    response: msgspec.Raw
    points: float
    seconds: int


class AttemptFinished(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={
        "lesson": "l",
        "version": "v",
        "language": "g",
        "mode": "m",
        "started": "t",
        "seed": "r",
        "answers": "a",
        "points": "p",
        "passed": "k",
    },
):
    """A quiz taken to its end, pinned to the lesson's version.

    ``points`` is the weighted mean of the answers' points, 0 to 1.
    """

    lesson: str
    version: str
    language: str
    started: int
    seed: int
    answers: list[Answer]
    points: float
    passed: bool
    mode: str = "test"


class ReportSubmitted(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={
        "report": "i",
        "revision": "n",
        "form": "f",
        "form_hash": "h",
        "submission": "s",
    },
):
    """A report sent. ``report`` is 32 hexadecimal digits, the same for every revision.

    ``revision`` counts from 1. ``submission`` is the JSON of
    ``reports.submission.Submission``.
    """

    report: str
    form: str
    form_hash: str
    submission: msgspec.Raw
    revision: int = 1


class SignedOff(msgspec.Struct, frozen=True):
    """A leader's approval of one revision, given on the same PC."""

    report: str
    revision: int
    leader: str


class Outcome(StrEnum):
    """What became of an event at the server."""

    ACCEPTED = "ok"
    DUPLICATE = "dup"
    """The server had it already, with the same hash."""
    CONFLICT = "conflict"
    """The server has another body under this id. An alarm, never silence."""
    REFUSED = "refused"
    """The event can never be taken in as it is; ``reason`` says why."""


class Result(msgspec.Struct, array_like=True, frozen=True):
    """The outcome for a run of events, ``first`` to ``last`` counter inclusive."""

    first: int
    last: int
    outcome: Outcome
    reason: str = ""


class Change(msgspec.Struct, array_like=True, frozen=True):
    """One decision of the province. ``number`` rises; a device keeps one cursor."""

    number: Whole
    kind: str
    body: msgspec.Raw


class ReportRead(msgspec.Struct, frozen=True):
    """A member of staff opened this revision."""

    report: str
    revision: int
    at: int


class FieldComment(msgspec.Struct, frozen=True):
    """A field to mend: its reference in the form, and why."""

    ref: str
    comment: str


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """The province's answer to one revision of a report."""

    report: str
    revision: int
    decision: Literal["accepted", "returned"]
    at: int
    comment: str = ""
    by: str = ""
    fields: list[FieldComment] = []


class Announcement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the province has to say to everybody at a commune.

    ``id`` is 32 hexadecimal digits. A later change with the same ``id`` takes the place of
    the earlier one; ``withdrawn`` says that it no longer holds.
    """

    id: str
    title: str
    at: int
    text: str = ""
    by: str = ""
    withdrawn: bool = False


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A lesson to be passed, or a form to be sent (one of the two), by ``due``: the last
    millisecond of a day, 0 for no day.

    ``officials`` are those whom it is for; empty: everybody at the commune. ``id`` and
    ``withdrawn`` are as in an announcement.
    """

    id: str
    at: int
    lesson: str = ""
    form: str = ""
    due: int = 0
    officials: list[str] = []
    note: str = ""
    by: str = ""
    withdrawn: bool = False


class CertificateIssued(msgspec.Struct, frozen=True):
    """An official has completed a module or the course; ``code`` is what the province signed,
    see ``lessons.certificate``."""

    official: str
    scope: str
    code: str


class SyncRequest(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={
        "version": "v",
        "app": "a",
        "epoch": "e",
        "now": "t",
        "cursor": "c",
        "events": "ev",
        "waiting": "w",
        "held": "p",
        "confirmed": "h",
        "dictionary": "d",
        "life": "l",
    },
):
    """What a device says in one exchange.

    ``epoch`` is 16 hexadecimal digits; ``now`` the device's clock; ``waiting``
    how many events stay behind after this batch; ``held`` the sequence number
    of each content pack that the device has; ``confirmed`` the highest counter
    of this epoch that the province ever confirmed; ``dictionary`` the newest
    that the device can read, left out where the body itself was made with it;
    ``life`` the epoch that the device's file is in now, left out where it is ``epoch``.
    """

    version: int
    epoch: str
    now: int
    cursor: int = 0
    app: str = ""
    events: list[Event] = []
    waiting: int = 0
    held: dict[str, int] = {}
    confirmed: int = 0
    dictionary: int = 0
    life: str = ""


class SyncResponse(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={
        "version": "v",
        "now": "t",
        "results": "r",
        "changes": "ch",
        "cursor": "c",
        "more": "m",
        "packs": "p",
        "again": "g",
        "dictionary": "d",
        "shared": "s",
    },
):
    """What the server answers.

    ``results`` covers every event of the request, in order of counter.
    ``cursor`` replaces the device's once the changes are stored. ``more`` says
    that further changes wait. ``packs`` gives the newest sequence number of
    each pack that is newer than what the device holds. ``again`` says that the
    server has lost what it confirmed (it was restored from a backup) and took
    nothing of this batch in: the device sends everything again. ``dictionary``
    answers the request's: the newest that both know, from now on to be used.
    ``shared`` says that two PCs seem to go by this enrolment.
    """

    version: int
    now: Whole
    cursor: Whole
    results: list[Result] = []
    changes: list[Change] = []
    more: bool = False
    packs: dict[str, int] = {}
    again: bool = False
    dictionary: int = 0
    shared: bool = False


class Published(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a pack of lessons that a trainer sent.

    ``sequence`` is the version that devices are offered now; ``new`` tells whether this pack
    made it. ``lost`` names lessons of the version before that the pack lacks: then nothing
    was published, until the trainer asks for it all the same.
    """

    sequence: int
    new: bool = False
    lost: list[str] = []
