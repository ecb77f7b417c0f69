"""Rows into a table, each one once, in one statement a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from sync.server.devices.models import Device
from sync.server.intake.models import Event
from sync.server.statements import Statement


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
    """How rows come into a table: columns that a batch shares and columns of each row, with
    their PostgreSQL types, and the unique key by which a row that is there already is left
    alone. ``primary`` is the primary key."""

    def __init__(
        self,
        name: str,
        shared: dict[str, str],
        own: dict[str, str],
        key: Sequence[str],
        primary: str = "id",
    ) -> None:
        columns = ", ".join([*shared, *own])
        conflict = f"ON CONFLICT ({', '.join(key)}) DO NOTHING RETURNING {key[-1]}, {primary}"
        types = ", ".join(f"{column} {kind}" for column, kind in own.items())
        into = f"INSERT INTO {name} ({columns})"
        given = ", ".join(f"%s::{kind}" for kind in shared.values())
        postgresql = (
            f"{into} SELECT {given}, {', '.join(own)} "  # noqa: S608
            f"FROM json_to_recordset(%s::json) AS row({types}) ORDER BY {key[-1]} {conflict}"
        )
        # "WHERE true" tells SQLite's parser that ON CONFLICT is not the condition of a join.
        given = ", ".join(["%s"] * len(shared))
        values = ", ".join(f"value ->> '{column}'" for column in own)
        sqlite = f"{into} SELECT {given}, {values} FROM json_each(%s) WHERE true {conflict}"  # noqa: S608
        self._statement = Statement(postgresql, sqlite)

    def insert(self, shared: Sequence[Any], rows: Iterable[Any]) -> dict[Any, int]:
        """Store those of ``rows`` that are new; the primary key of each by its own key.

        ``rows`` are what msgspec writes as objects. Their keys must differ. Two transactions
        with the same rows end up with one copy: the second one waits for the first, then
        finds them there.
        """
        return dict(self._statement.rows(*shared, msgspec.json.encode(list(rows)).decode()))


EVENTS: Final = Table(
    "intake_event",
    shared={"device_id": "bigint", "epoch": "text", "received_at": "timestamptz"},
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
    shared={
        "commune_id": "text",
        "first_received": "timestamptz",
        "last_received": "timestamptz",
    },
    own={
        "ident": "text",
        "form": "text",
        "state": "text",
        "urgent": "boolean",
        "latest_id": "bigint",
    },
    key=("ident",),
)


def effects(name: str, **own: str) -> Table:
    """The table of one kind of effect, with the columns that only it has.

    What it shares with its like are the commune and when it came.
    """
    return Table(
        name,
        shared={"commune_id": "text", "received_at": "timestamptz"},
        own={"event_id": "bigint", "official_id": "bigint", **own},
        key=("event_id",),
        primary="event_id",
    )


def stored_digests(device: Device, epoch: str, counters: Sequence[int]) -> dict[int, str]:
    """The digests under which these events are stored."""
    stored = Event.objects.filter(device=device, epoch=epoch, counter__in=counters)
    return dict(stored.values_list("counter", "digest"))
