"""Photos and files of reports: kept in the encrypted file, and when they arrived.

A file is known by its SHA-256 and kept once. It waits for the province as soon as a
submission speaks of it. Its bytes stay for a while after that, then only what it was.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from desktop.store.database import Row, Store
from desktop.store.sqlcipher import Database

LOST: Final = "lost"
"""Why a file will never be with the province: a damaged disk took its bytes."""
PROBLEM: Final = "files_problem"
"""The setting that says what was in the way of files last: a code and its parameters."""
KEPT_MS: Final = 90 * 24 * 3600 * 1000
"""How long the bytes of a file stay after the province confirmed it."""


@dataclass(frozen=True)
class Attached:
    """A file of a report. ``name`` is unique in the report; ``size`` is in bytes.

    ``arrived``: the province has it. ``refused``: it never will take it, and why.
    """

    name: str
    sha256: str
    size: int
    type: str
    arrived: bool = False
    refused: str = ""


@dataclass(frozen=True)
class Unsent:
    """A file that a report speaks of and the province will not have as it is."""

    report: str
    form: str
    form_hash: str
    file: Attached


def keep(  # noqa: PLR0917
    database: Database, report: str, wanted: str, type_: str, body: bytes, at: int
) -> Attached:
    """Keep a file for a report's draft, inside a transaction, under a name like ``wanted``.

    The same file under the same name is kept once; another one gets another name.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    taken = dict(
        database.execute("SELECT name, sha256 FROM attachments WHERE report = ?", [report])
    )
    name = _free_name(wanted, sha256, taken)
    database.execute(
        "INSERT INTO files (sha256, size, type, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO NOTHING",
        [sha256, len(body), type_, at],
    )
    database.execute(
        "INSERT INTO file_bodies (sha256, body) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        [sha256, body],
    )
    database.execute(
        "INSERT INTO attachments (report, name, sha256) VALUES (?, ?, ?)"
        " ON CONFLICT (report, name) DO NOTHING",
        [report, name, sha256],
    )
    return Attached(name, sha256, len(body), type_)


def of_report(store: Store, report: str) -> dict[str, Attached]:
    """Everything that was attached to a report, by name, taken back or not."""
    rows = store.rows(
        "SELECT a.name, f.* FROM attachments a JOIN files f USING (sha256) WHERE a.report = ?",
        [report],
    )
    return {row["name"]: _attached(row) for row in rows}


def body(store: Store, sha256: str) -> bytes | None:
    """The bytes; None when they are not kept here any more."""
    row = store.row("SELECT body FROM file_bodies WHERE sha256 = ?", [sha256])
    return None if row is None else row["body"]


class LostError(Exception):
    """A file waits for the province, and its bytes are gone."""


def body_to_send(store: Store, sha256: str) -> bytes:
    """The bytes of what waits.

    Raises:
        LostError: they are gone: the file was repaired, and no source had them.
    """
    found = body(store, sha256)
    if found is None:
        raise LostError(sha256)
    return found


def mark_sent(database: Database, report: str, names: tuple[str, ...]) -> None:
    """A submission speaks of these: they wait now, and what was taken back is forgotten.

    What the province refused is offered again, for it may think otherwise by now; what was
    refused and is spoken of no longer is forgotten too.
    """
    database.execute(
        "UPDATE attachments SET sent = 0 WHERE report = ? AND sha256 IN"
        " (SELECT sha256 FROM files WHERE refused <> '')",
        [report],
    )
    for name in names:
        database.execute(
            "UPDATE attachments SET sent = 1 WHERE report = ? AND name = ?", [report, name]
        )
        offer_again(database, report, name)
    forget_unsent(database, report)


def forget_unsent(database: Database, report: str) -> None:
    """Throw away what no submission of a report speaks of, inside a transaction."""
    database.execute("DELETE FROM attachments WHERE report = ? AND NOT sent", [report])
    database.execute(
        "DELETE FROM files WHERE NOT EXISTS"
        " (SELECT 1 FROM attachments a WHERE a.sha256 = files.sha256)"
    )


def offer_again(database: Database, report: str, name: str) -> None:
    """Let a file that was refused wait once more, if its bytes are here."""
    database.execute(
        "UPDATE files SET refused = '' WHERE refused NOT IN ('', ?) AND sha256 ="
        " (SELECT sha256 FROM attachments WHERE report = ? AND name = ?)",
        [LOST, report, name],
    )


def unsent(store: Store) -> list[Unsent]:
    """What was refused of the reports as they were sent last, the latest first."""
    # Asked for at each look at the state of sync; to go through all reports takes far longer.
    if not store.value("SELECT count(*) FROM files WHERE refused <> '' AND arrived_at IS NULL"):
        return []
    rows = store.rows(
        "SELECT r.report, r.form, r.form_hash, a.name, f.* FROM reports r"
        " JOIN attachments a USING (report) JOIN files f USING (sha256)"
        " WHERE a.sent AND f.refused <> '' AND f.arrived_at IS NULL ORDER BY r.event DESC, a.name"
    )
    return [Unsent(row["report"], row["form"], row["form_hash"], _attached(row)) for row in rows]


def waiting(store: Store, *, here: bool = False) -> list[Attached]:
    """What the province does not have yet, in the order in which it was sent.

    ``here``: only that of which a damaged disk left the bytes.
    """
    with_bytes = " WHERE sha256 IN (SELECT sha256 FROM file_bodies)" if here else ""
    rows = store.rows(f"SELECT * FROM waiting_files{with_bytes} ORDER BY added_at, sha256")  # noqa: S608
    return [_attached(row) for row in rows]


def count_waiting(store: Store) -> tuple[int, int]:
    """How many files the province does not have yet, and their bytes."""
    row = store.rows(
        "SELECT count(*) AS number, coalesce(sum(size), 0) AS size FROM waiting_files"
    )[0]
    return row["number"], row["size"]


def mark_arrived(database: Database, sha256: str, at: int) -> None:
    """The province has a file, by whatever way; saying so again changes nothing."""
    database.execute(
        "UPDATE files SET arrived_at = ?, refused = '' WHERE sha256 = ? AND arrived_at IS NULL",
        [at, sha256],
    )


def mark_refused(database: Database, sha256: str, reason: str) -> None:
    """The province will never take a file."""
    database.execute("UPDATE files SET refused = ? WHERE sha256 = ?", [reason, sha256])


def drop_old(database: Database, now: int) -> None:
    """Forget the bytes of what arrived long ago and no draft still shows."""
    database.execute(
        "DELETE FROM file_bodies WHERE sha256 IN ("
        " SELECT f.sha256 FROM files f WHERE f.arrived_at < ? AND NOT EXISTS ("
        "  SELECT 1 FROM attachments a JOIN drafts d USING (report) WHERE a.sha256 = f.sha256))",
        [now - KEPT_MS],
    )


def _attached(row: Row) -> Attached:
    return Attached(
        row["name"],
        row["sha256"],
        row["size"],
        row["type"],
        row["arrived_at"] is not None,
        row["refused"],
    )


def _free_name(wanted: str, sha256: str, taken: dict[str, str]) -> str:
    stem, dot, suffix = wanted.rpartition(".")
    if not stem:
        stem, dot, suffix = wanted, "", ""
    name, number = wanted, 1
    while taken.get(name, sha256) != sha256:
        number += 1
        name = f"{stem} ({number}){dot}{suffix}"
    return name
