"""Rows into a table, each one once, in one statement a batch."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report ready to be stored, with the key of the event that is its newest revision."""

    ident: str
    form: str
    state: str
    urgent: bool
    latest_id: int


class Table:
    """How rows come into a table: columns that a batch shares, columns of each row with their
    PostgreSQL types, and the unique key by which a row that is there already is left alone."""

    def __init__(
        self, name: str, shared: Sequence[str], own: dict[str, str], key: Sequence[str]
    ) -> None:
        columns = ", ".join([*shared, *own])
        given = ", ".join(["%s"] * len(shared))
        conflict = f"ON CONFLICT ({', '.join(key)}) DO NOTHING RETURNING {key[-1]}, id"
        types = ", ".join(f"{column} {kind}" for column, kind in own.items())
        into = f"INSERT INTO {name} ({columns})"
        self._postgresql = (
            f"{into} SELECT {given}, {', '.join(own)} "  # noqa: S608
            f"FROM json_to_recordset(%s::json) AS row({types}) ORDER BY {key[-1]} {conflict}"
        )
        # "WHERE true" tells SQLite's parser that ON CONFLICT is not the condition of a join.
        values = ", ".join(f"value ->> '{column}'" for column in own)
        self._sqlite = f"{into} SELECT {given}, {values} FROM json_each(%s) WHERE true {conflict}"  # noqa: S608

    def insert(self, shared: Sequence[Any], rows: Iterable[Row | NewReport]) -> dict[Any, int]:
        """Store those of ``rows`` that are new; the primary key of each by its own key.

        The rows' keys must differ. Two transactions with the same rows end up with one
        copy: the second one waits for the first, then finds them there.
        """
        sql = self._postgresql if connection.vendor == "postgresql" else self._sqlite
        given = [
            connection.ops.adapt_datetimefield_value(value)
            if isinstance(value, dt.datetime)
            else value
            for value in shared
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*given, msgspec.json.encode(list(rows)).decode()])
            return dict(cursor.fetchall())


EVENTS: Final = Table(
    "intake_event",
    shared=("device_id", "epoch", "received_at"),
    own={
        "counter": "bigint",
        "kind": "text",
        "official": "text",
        "device_ms": "bigint",
        "digest": "text",
        "body": "text",
    },
    key=("device_id", "epoch", "counter"),
)

REPORTS: Final = Table(
    "intake_report",
    shared=("commune_id", "first_received", "last_received"),
    own={
        "ident": "text",
        "form": "text",
        "state": "text",
        "urgent": "boolean",
        "latest_id": "bigint",
    },
    key=("ident",),
)


def stored_digests(device: Device, epoch: str, counters: Sequence[int]) -> dict[int, str]:
    """The digests under which these events are stored."""
    stored = Event.objects.filter(device=device, epoch=epoch, counter__in=counters)
    return dict(stored.values_list("counter", "digest"))
