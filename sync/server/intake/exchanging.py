"""One exchange with a device, however its message travelled."""

import re
from enum import Enum, auto
from typing import Final

from django.utils import timezone

from sync.protocol import versions
from sync.protocol.messages import MAX_EVENTS, EventKind, Outcome, SyncRequest, SyncResponse
from sync.protocol.refusals import Problem
from sync.server import turns, wire
from sync.server.certificates import issuing as certificates
from sync.server.changes import numbering
from sync.server.devices.models import Device, DeviceEpoch
from sync.server.intake import lives, taking
from sync.server.intake.models import Alarm
from sync.server.packs import publishing
from sync.server.statements import Statement

_EPOCH: Final = re.compile(r"[0-9a-f]{16}")
_CONTACT: Final = Statement(
    "UPDATE devices_device"
    " SET last_contact = %s, clock_offset_ms = %s, waiting = %s, app_version = %s, epoch = %s,"
    " held_lessons = %s, held_forms = %s,"
    " cursor = CASE WHEN cursor < %s THEN %s ELSE cursor END WHERE id = %s"
)
_HIGHEST: Final = Statement(
    "SELECT max(counter) FROM intake_event WHERE device_id = %s AND epoch = %s"
)
_NEWS: Final = {Outcome.ACCEPTED, Outcome.CONFLICT}
_INT31: Final = 2**31 - 1
_INT63: Final = 2**63 - 1
_MAY_COMPLETE: Final = {EventKind.ATTEMPT_FINISHED, EventKind.OFFICIAL_ADDED}
"""A test may complete a module; a name may be what a certificate was waiting for."""


class Way(Enum):
    """How a message came, which says how fresh it is."""

    LINE = auto()
    STICK = auto()
    """It was on its way for hours or weeks."""
    OLD_STICK = auto()
    """And the device has been heard since."""


def exchange(device: Device, told: SyncRequest, way: Way = Way.LINE) -> SyncResponse:
    """The batch in, its results and the changes after the cursor out, in one transaction.

    Raises:
        Refused: the message contradicts the protocol.
    """
    if not _EPOCH.fullmatch(told.epoch) or not _EPOCH.fullmatch(told.life or told.epoch):
        raise wire.Refused(Problem.BAD_MESSAGE, "epoch")
    if len(told.events) > MAX_EVENTS:
        raise wire.Refused(Problem.TOO_LARGE, f"{len(told.events)} events")
    return turns.together(lambda: _exchange(device, told, way))


def _exchange(device: Device, told: SyncRequest, way: Way) -> SyncResponse:
    now = wire.now_ms()
    again = _has_lost(device, told)
    take = told.events and not again
    results = taking.take_in(device, told.epoch, told.events) if take else []
    if take:
        certificates.issue(device, {e.official for e in told.events if e.kind in _MAY_COMPLETE})
    cursor = _cursor(device, told)
    changes, more = numbering.after(device, cursor)
    if changes:
        cursor = changes[-1].number
    news = any(result.outcome in _NEWS for result in results)
    life = lives.note(device, told, in_turn=way is Way.LINE, news=news)
    if way is not Way.OLD_STICK:
        offset = max(-_INT63, min(_INT63, now - told.now))
        # On a stick time passes: only a clock that is ahead shows.
        known = way is Way.LINE or offset < 0
        _note_contact(device, told, offset if known else device.clock_offset_ms, cursor, life)
    return SyncResponse(
        version=versions.CURRENT,
        now=now,
        cursor=cursor,
        results=results,
        changes=changes,
        more=more,
        packs=publishing.newer_than(told.held),
        again=again,
        shared=device.shared_since is not None,
    )


def _has_lost(device: Device, told: SyncRequest) -> bool:
    """Whether this server once confirmed events of the epoch that it has not got.

    Then it was restored from a backup. None of the batch is taken in, so that the gap
    stays to be seen until the device has filled it, however many answers get lost.
    """
    if told.confirmed <= 0:
        return False
    if _highest(told.epoch, device.pk) >= told.confirmed:
        return False
    # A PC that went to another commune is another device with the same file.
    before = DeviceEpoch.objects.filter(epoch=told.epoch).exclude(device=device)
    return all(
        _highest(told.epoch, pk) < told.confirmed for pk in before.values_list("device", flat=True)
    )


def _highest(epoch: str, device: int) -> int:
    return _HIGHEST.rows(device, epoch)[0][0] or 0


def _cursor(device: Device, told: SyncRequest) -> int:
    """The cursor to go on from.

    A device that holds a higher number than this server ever gave it has spoken with a
    later state of the server: the server was restored from a backup. What it has decided
    since would hide behind the device's cursor, so it is numbered anew, beyond it.
    """
    cursor = max(0, told.cursor)
    if cursor <= device.cursor:
        return cursor
    Alarm.objects.get_or_create(
        kind=Alarm.Kind.REWOUND,
        device=device,
        epoch=told.epoch,
        counter=device.cursor,
        digest="",
        defaults={"raised_at": timezone.now()},
    )
    return numbering.renumber(device, device.cursor, beyond=cursor)


def _note_contact(
    device: Device, told: SyncRequest, offset: int | None, cursor: int, life: str
) -> None:
    app = told.app.replace("\x00", "")[:40]
    _CONTACT.rows(
        timezone.now(),
        offset,
        max(0, min(_INT31, told.waiting)),
        app or device.app_version,
        life,
        max(0, min(_INT31, told.held.get("lessons", 0))),
        max(0, min(_INT31, told.held.get("forms", 0))),
        cursor,
        cursor,
        device.pk,
    )
