"""What officials did: append-only, in the bytes that travel."""

from typing import Final

import msgspec

from desktop.store.errors import Code, KnownError
from desktop.store.sqlcipher import Database
from sync.protocol.messages import EventKind

LARGEST_BODY: Final = 1024 * 1024
"""Bytes. An event must always fit into one request, however bad the line."""


def append(
    database: Database, kind: EventKind, body: msgspec.Struct, *, official: str, at: int
) -> int:
    """Write one event, inside a transaction; gives its counter.

    The counter follows the highest of this epoch. Events are never deleted, so there
    is no gap, and the transaction holds the write lock, so nobody else draws the same.

    Raises:
        KnownError: REPORT_TOO_LARGE (bytes, most).
    """
    encoded = msgspec.json.encode(body)
    if len(encoded) > LARGEST_BODY:
        raise KnownError(Code.REPORT_TOO_LARGE, bytes=len(encoded), most=LARGEST_BODY)
    cursor = database.execute(
        """
        INSERT INTO events (epoch, counter, kind, at, official, body)
        SELECT
            epoch,
            coalesce((SELECT max(counter) FROM events WHERE epoch = device.epoch), 0) + 1,
            :kind, :at, :official, :body
        FROM device
        RETURNING counter
        """,
        {"kind": kind.value, "at": at, "official": official, "body": encoded.decode()},
    )
    return int(cursor.fetchall()[0][0])
