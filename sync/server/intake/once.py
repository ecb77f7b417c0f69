"""Events into their table, each one once, in one statement a batch."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.db import connection

from sync.server.devices.models import Device
from sync.server.intake.models import Event


@dataclass(frozen=True, slots=True)
class Row:
    """An event ready to be stored; ``digest`` is hexadecimal."""

    counter: int
    kind: str
    official: str
    device_ms: int
    digest: str
    body: str


_COLUMNS = "device_id, epoch, received_at, counter, kind, official, device_ms, digest, body"

_POSTGRESQL = f"""
    INSERT INTO intake_event ({_COLUMNS})
    SELECT %s, %s, %s, counter, kind, official, device_ms, digest, body
    FROM json_to_recordset(%s::json) AS row(
        counter bigint, kind text, official text, device_ms bigint, digest text, body text)
    ORDER BY counter
    ON CONFLICT (device_id, epoch, counter) DO NOTHING
    RETURNING counter, id
"""  # noqa: S608

# "WHERE true" tells SQLite's parser that ON CONFLICT is not the condition of a join.
_SQLITE = f"""
    INSERT INTO intake_event ({_COLUMNS})
    SELECT %s, %s, %s, value ->> 'counter', value ->> 'kind', value ->> 'official',
        value ->> 'device_ms', value ->> 'digest', value ->> 'body'
    FROM json_each(%s)
    WHERE true
    ON CONFLICT (device_id, epoch, counter) DO NOTHING
    RETURNING counter, id
"""  # noqa: S608


def insert(
    device: Device, epoch: str, rows: Sequence[Row], received_at: dt.datetime
) -> dict[int, int]:
    """Store those of ``rows`` that are new; the primary key of each by its counter.

    The rows' counters must differ. Two transactions with the same events end up with
    one copy: the second one waits for the first, then finds them there.
    """
    sql = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    received = connection.ops.adapt_datetimefield_value(received_at)
    with connection.cursor() as cursor:
        cursor.execute(sql, [device.pk, epoch, received, msgspec.json.encode(rows).decode()])
        return dict(cursor.fetchall())


def stored_digests(device: Device, epoch: str, counters: Sequence[int]) -> dict[int, str]:
    """The digests under which these events are stored."""
    stored = Event.objects.filter(device=device, epoch=epoch, counter__in=counters)
    return dict(stored.values_list("counter", "digest"))
