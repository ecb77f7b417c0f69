"""Numbers that rise in the order of commits, and reading after a cursor.

A device keeps one cursor: the highest number that it was given. If two transactions
drew numbers 7 and 8 and the one with 8 committed first, a device could be given 8,
and 7 would stay behind its cursor for good. So the number is drawn under a lock that
is held until the commit. On PostgreSQL that is an advisory lock, released after the
row can be seen; on SQLite every writing transaction holds the write lock already.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from sync.protocol.messages import Change as Message
from sync.protocol.messages import ChangeKind
from sync.server.changes.models import Change
from sync.server.devices.models import Device
from sync.server.statements import Statement

MOST_IN_ANSWER: Final = 200
MOST_FORGOTTEN: Final = 10_000_000
"""How many numbers a restored server can have forgotten. More is a device's mistake, and
would use the numbers up."""
_AFTER: Final = Statement(
    "SELECT id, kind, body FROM changes_change"
    " WHERE device_id = %s AND id > %s ORDER BY id LIMIT %s"
)
_LOCK: Final = 0x536F6E4361  # "SonCa", one lock for all changes of this database


def record(device: Device, kind: ChangeKind, body: msgspec.Struct) -> Change:
    """Record a change, inside the caller's transaction and as the last thing in it.

    Others who record wait until that transaction ends, so nothing slow may follow.

    Raises:
        RuntimeError: called outside a transaction, where the lock would hold nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a change is recorded inside a transaction")
    _wait_for_turn()
    return Change.objects.create(
        device=device,
        kind=kind,
        body=msgspec.json.encode(body).decode(),
        made_at=timezone.now(),
    )


def record_all(devices: Iterable[Device], kind: ChangeKind, body: msgspec.Struct) -> list[Change]:
    """The same change for each of ``devices``; see :func:`record`."""
    if not connection.in_atomic_block:
        raise RuntimeError("a change is recorded inside a transaction")
    _wait_for_turn()
    text, now = msgspec.json.encode(body).decode(), timezone.now()
    return Change.objects.bulk_create(
        [Change(device=device, kind=kind, body=text, made_at=now) for device in devices],
        batch_size=1_000,
    )


def after(device: Device, cursor: int) -> tuple[list[Message], bool]:
    """The device's changes with numbers above ``cursor``, and whether more wait."""
    rows = _AFTER.rows(device.pk, cursor, MOST_IN_ANSWER + 1)
    messages = [
        Message(number, kind, msgspec.Raw(body.encode()))
        for number, kind, body in rows[:MOST_IN_ANSWER]
    ]
    return messages, len(rows) > MOST_IN_ANSWER


def renumber(device: Device, above: int, *, beyond: int) -> int:
    """Number this device's changes above ``above`` anew; the cursor from which it gets them.

    Later changes of all devices are numbered beyond ``beyond`` too. A number that no
    earlier state of this server can have reached is not believed.
    """
    _wait_for_turn()
    highest = Change.objects.aggregate(highest=Max("pk"))["highest"] or 0
    if beyond > highest + MOST_FORGOTTEN:
        return above
    rows = list(Change.objects.filter(device=device, pk__gt=above).order_by("pk"))
    Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _go_on_after(beyond)
    for row in rows:
        row.pk = None
        row.save(force_insert=True)
    return beyond


def _go_on_after(number: int) -> None:
    """The next number drawn is higher than ``number``."""
    table = Change._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute(
                f"SELECT setval(%s, greatest(last_value, %s)) FROM {sequence}",  # noqa: S608
                [sequence, number],
            )
            return
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table]
        )
        if not cursor.rowcount:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )


def _wait_for_turn() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
