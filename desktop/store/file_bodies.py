"""The bytes of reports' files, a piece at a time: memory does not grow with their size."""

import contextlib
import io
from collections.abc import Iterable, Iterator
from typing import IO, Final

from desktop.store import settings
from desktop.store.attachments import KEPT_MS
from desktop.store.database import Store, open_blob

FETCH_FILES: Final = "fetch_files"
"""The setting that says that files of reports may be missing since a repair."""

_NAMED: Final = (
    " FROM events e, json_each(e.body, '$.s.attachments') a"
    " WHERE e.kind = 'report' AND json_extract(a.value, '$.sha256') = ?"
)


@contextlib.contextmanager
def reading(store: Store, sha256: str) -> Iterator[IO[bytes]]:
    """The bytes of a file; none when they are not kept here any more.

    Raises:
        KnownError: STORE_DAMAGED, STORE_BUSY, DISK_FAILED.
    """
    row = store.row("SELECT rowid AS number FROM file_bodies WHERE sha256 = ?", [sha256])
    if row is None:
        yield io.BytesIO()
        return
    with store.blob("file_bodies", "body", row["number"]) as stream:
        yield stream


def held(store: Store) -> list[str]:
    """The SHA-256 of every file whose bytes are here."""
    return [row["sha256"] for row in store.rows("SELECT sha256 FROM file_bodies ORDER BY sha256")]


def wanted_since(store: Store, now: int) -> int | None:
    """From when on files may be missing, in milliseconds; None when none are.

    ``now`` is the best known time. Older ones would not be kept here anyway.
    """
    if settings.read(store, FETCH_FILES) is None:
        return None
    return max(0, now - KEPT_MS)


def all_here(store: Store) -> None:
    """Nothing more is to be asked for.

    Raises:
        KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
    """
    if settings.read(store, FETCH_FILES) is not None:
        with store.write() as database:
            settings.forget(database, FETCH_FILES)


def give_back(store: Store, sha256: str, size: int, chunks: Iterable[bytes], now: int) -> bool:
    """Keep a file that a report of this PC names, as the province had it; whether it is new.

    ``chunks`` may raise, and nothing of it is kept then.

    Raises:
        KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
    """
    if store.row("SELECT 1 FROM file_bodies WHERE sha256 = ?", [sha256]):
        return False
    named = store.rows(
        "SELECT DISTINCT e.subject AS report, json_extract(a.value, '$.name') AS name,"
        " coalesce(json_extract(a.value, '$.type'), '') AS type" + _NAMED,
        [sha256],
    )
    if not named:
        return False
    with store.write() as database:
        database.execute(
            "INSERT INTO files (sha256, size, type, added_at, arrived_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET arrived_at = coalesce(arrived_at, ?)",
            [sha256, size, named[0]["type"], now, now, now],
        )
        row = database.execute(
            "INSERT INTO file_bodies (sha256, body) VALUES (?, zeroblob(?)) RETURNING rowid",
            [sha256, size],
        ).fetchone()[0]
        body = open_blob(database, "file_bodies", "body", row, writing=True)
        try:
            for chunk in chunks:
                body.write(chunk)
        finally:
            body.close()
        for each in named:
            database.execute(
                "INSERT INTO attachments (report, name, sha256, sent) VALUES (?, ?, ?, 1)"
                " ON CONFLICT (report, name) DO NOTHING",
                [each["report"], each["name"], sha256],
            )
    return True
