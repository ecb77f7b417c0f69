"""Announcements and assignments on their way down: to the PCs there are, and to those that
come later."""

import datetime as dt
import secrets
from collections.abc import Collection, Iterable
from typing import Final

from django.db.models import F
from django.utils import timezone

from sync.protocol import messages
from sync.protocol.messages import ChangeKind
from sync.server import turns
from sync.server.accounts.models import Staff
from sync.server.changes import numbering
from sync.server.changes.models import Change
from sync.server.devices.models import Commune, Device
from sync.server.intake.models import Official
from sync.server.notices.models import Announcement, Assignment

HOLDS_FOR: Final = dt.timedelta(days=180)
"""What is older is not news to a PC that comes later."""


def announce(by: Staff, communes: Collection[Commune], title: str, text: str) -> Announcement:
    """Tell every PC of ``communes``."""
    with turns.writing():
        sent = Announcement.objects.create(
            ident=secrets.token_hex(16), by=by, at=timezone.now(), title=title, text=text
        )
        sent.communes.set(communes)
        _send(sent)
    return sent


def assign(
    by: Staff,
    communes: Collection[Commune],
    *,
    lesson: str = "",
    form: str = "",
    due: dt.date | None = None,
    note: str = "",
    officials: Iterable[Official] = (),
) -> Assignment:
    """Ask ``communes``, or those ``officials`` of theirs, for a lesson or a report."""
    with turns.writing():
        sent = Assignment.objects.create(
            ident=secrets.token_hex(16),
            by=by,
            at=timezone.now(),
            lesson=lesson,
            form=form,
            due=due,
            note=note,
        )
        sent.communes.set(communes)
        sent.officials.set(officials)
        _send(sent)
    return sent


def withdraw(sent: Announcement | Assignment) -> None:
    """It no longer holds; PCs are told. Again, it changes nothing."""
    with turns.writing():
        now = timezone.now()
        if type(sent).objects.filter(pk=sent.pk, withdrawn_at=None).update(withdrawn_at=now):
            sent.refresh_from_db()
            _send(sent)


def catch_up(device: Device) -> None:
    """Send a PC that is new in its commune what holds there, in the caller's transaction."""
    since = timezone.now() - HOLDS_FOR
    for model in (Announcement, Assignment):
        mine = model.objects.filter(communes=device.commune_id, withdrawn_at=None, at__gt=since)
        for sent in mine.order_by("pk"):
            kind, body = _message(sent)
            numbering.record(device, kind, body)


def reached(sent: Announcement | Assignment) -> tuple[int, int]:
    """How many PCs have it, of how many that it was sent to."""
    kind, _body = _message(sent)
    carried = Change.objects.filter(
        pk__range=(sent.first_change, sent.last_change), kind=kind, device__revoked_at=None
    )
    return carried.filter(device__cursor__gte=F("pk")).count(), carried.count()


def _send(sent: Announcement | Assignment) -> None:
    devices = Device.objects.filter(commune__in=sent.communes.all(), revoked_at=None)
    kind, body = _message(sent)
    changes = numbering.record_all(devices.order_by("pk"), kind, body)
    if changes:
        sent.first_change, sent.last_change = changes[0].pk, changes[-1].pk
        sent.save(update_fields=["first_change", "last_change"])


def _message(
    sent: Announcement | Assignment,
) -> tuple[ChangeKind, messages.Announcement | messages.Assignment]:
    at = int(sent.at.timestamp() * 1000)
    by = f"{sent.by.full_name}, {sent.by.title}" if sent.by.title else sent.by.full_name
    withdrawn = sent.withdrawn_at is not None
    if isinstance(sent, Announcement):
        return ChangeKind.ANNOUNCEMENT, messages.Announcement(
            id=sent.ident, title=sent.title, text=sent.text, at=at, by=by, withdrawn=withdrawn
        )
    return ChangeKind.ASSIGNMENT, messages.Assignment(
        id=sent.ident,
        at=at,
        lesson=sent.lesson,
        form=sent.form,
        due=_last_millisecond(sent.due),
        officials=sorted(sent.officials.values_list("ident", flat=True)),
        note=sent.note,
        by=by,
        withdrawn=withdrawn,
    )


def _last_millisecond(day: dt.date | None) -> int:
    """The end of a day in Vietnam, in milliseconds since 1970 UTC; 0 for no day."""
    if day is None:
        return 0
    following = dt.datetime.combine(
        day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone()
    )
    return int(following.timestamp() * 1000) - 1
