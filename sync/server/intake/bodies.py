"""Bodies of events, decoded and checked. What passes here cannot fail in the database."""

import re
from typing import Final

import msgspec

from sync.protocol.messages import (
    AttemptFinished,
    Event,
    EventKind,
    LessonRead,
    OfficialAdded,
    ReportSubmitted,
    SignedOff,
)

Body = OfficialAdded | LessonRead | AttemptFinished | ReportSubmitted | SignedOff

_KINDS: Final[dict[str, type[Body]]] = {
    EventKind.OFFICIAL_ADDED: OfficialAdded,
    EventKind.LESSON_READ: LessonRead,
    EventKind.ATTEMPT_FINISHED: AttemptFinished,
    EventKind.REPORT_SUBMITTED: ReportSubmitted,
    EventKind.SIGNED_OFF: SignedOff,
}
INT64: Final = range(-(2**63), 2**63)
_INT31: Final = range(2**31)
_IDENT: Final = re.compile(r"[0-9a-f]{32}")


class Unfit(Exception):
    """An event that can never be taken in; the argument is the reason's code."""


def read(event: Event) -> Body:
    """The event's body.

    Raises:
        Unfit: its kind is unknown, or a value is none that the kind may have.
    """
    kind = _KINDS.get(event.kind)
    if kind is None:
        raise Unfit("kind")
    if event.counter < 1 or event.counter not in INT64:
        raise Unfit("counter")
    if event.at not in INT64:
        raise Unfit("time")
    if not _IDENT.fullmatch(event.official):
        raise Unfit("official")
    raw = bytes(event.body)
    try:
        raw.decode()
        body = msgspec.json.decode(raw, type=kind)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError) as error:
        raise Unfit("body") from error
    if b"\x00" in raw:
        raise Unfit("body")
    _check(body)
    return body


def _check(body: Body) -> None:
    match body:
        case OfficialAdded():
            _identifier(body.id)
        case LessonRead():
            _fits("lesson", body.lesson, 120)
            _fits("version", body.version, 64)
            _number("seconds", body.seconds)
        case AttemptFinished():
            _fits("lesson", body.lesson, 120)
            _fits("version", body.version, 64)
            if not 0 <= body.points <= 1:
                raise Unfit("points")
        case ReportSubmitted():
            _identifier(body.report)
            _number("revision", body.revision)
            _fits("form", body.form, 80)
            _fits("form_hash", body.form_hash, 64)
        case SignedOff():
            _identifier(body.report)
            _number("revision", body.revision)


def _identifier(text: str) -> None:
    if not _IDENT.fullmatch(text):
        raise Unfit("identifier")


def _fits(name: str, text: str, length: int) -> None:
    # Identifiers are never shortened: a shortened one would name something else.
    if len(text) > length or "\x00" in text:
        raise Unfit(name)


def _number(name: str, value: int) -> None:
    if value not in _INT31:
        raise Unfit(name)
