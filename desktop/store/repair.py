"""A new file out of what is left of a damaged one and its backups.

What the damaged file still gives counts first, backups fill in what is missing. What was
done and the province may have already keeps its id, so that the province knows a repeat
when it sees one; what is done from now on belongs to a new epoch, so that no counter is
ever given twice. What neither source has and the province does is fetched from there at
the next exchange.

The new file is built beside the old one. The damaged file is kept in ``damaged/``; a PC
that is switched off in the middle goes on at the next start. Photos and files go over one
by one: of hundreds of megabytes never more than one is in memory.
"""

import contextlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop.store import backups, bodies, files, identity, keys, settings
from desktop.store.database import Row, connect, known_errors, transaction
from desktop.store.errors import Code, KnownError
from desktop.store.file_bodies import FETCH_FILES
from desktop.store.migrations import migrate
from desktop.store.names import BACKUPS, FILE_NAME, REPAIRED
from desktop.store.salvage import Found, Progress, Shape, of_file, shape_of
from desktop.store.sqlcipher import Database
from sync.protocol import durably

FETCH_HISTORY: Final = "fetch_history"
"""The setting that says that the province is still to be asked for what it has of us."""
DAMAGED: Final = "damaged"
_BUILDING: Final = f"{FILE_NAME}.building"
_MOST_BACKUPS: Final = 3
_SPEAK_OF_ROWS: Final = (FETCH_HISTORY, FETCH_FILES, "review/", "sent_up_to", "carried_up_to")
"""Settings that were worked out from rows which have other numbers after a repair."""
_NUMBERS_SKIPPED: Final = 1000
"""How far the numbers of bundles jump: some may have been given since the backup."""
_SPARE: Final = 20 * 1024 * 1024
"""Bytes that are left free beside the new file."""
_UNKNOWN_TYPE: Final = "application/octet-stream"
_ORDER: Final = ("device", "contents", "events", "changes", "attempts", "answers", "drafts")
_UNITED: Final = {"events", "changes"}
"""Tables whose rows are never taken back."""
_KEYS: Final = {
    "device": ("id",),
    "events": ("epoch", "counter"),
    "changes": ("number",),
    "contents": ("hash",),
    "attempts": ("id",),
    "answers": ("attempt", "question"),
    "drafts": ("report",),
    "settings": ("owner", "name"),
    "files": ("sha256",),
    "attachments": ("report", "name"),
    "form_media": ("report", "name"),
}


@dataclass
class Repaired:
    """What was saved, in rows. ``missing``: events of which only their number is left.

    ``from_backup``: events that only a backup had. ``knows_itself`` is False when not even
    who this PC is was left: it must be enrolled anew.
    """

    events: int = 0
    reports: int = 0
    attempts: int = 0
    drafts: int = 0
    open_attempts: int = 0
    changes: int = 0
    files: int = 0
    lost_files: int = 0
    """Of those that wait for the province: no source has their bytes any more."""
    from_backup: int = 0
    missing: int = 0
    waiting: int = 0
    knows_itself: bool = True
    backup_made: int | None = field(default=None)
    """When the newest backup that was used had been made, in milliseconds."""


def repair(
    folder: Path,
    key: bytes,
    installed: Callable[[str], bytes | None] = lambda _hash: None,
    progress: Progress = lambda done, of: None,
) -> Repaired:
    """Build a sound file from the damaged one and the backups, and put it in its place.

    ``installed`` gives a version of a lesson or form by its hash, for drafts and attempts
    whose own copy is gone. Nobody may have the file open. ``progress`` is told bytes, of
    what is to be looked through and then written.

    Raises:
        KnownError: NOTHING_TO_RESTORE (no source gives a single row), DISK_FULL,
            DISK_READ_ONLY, DISK_FAILED; everything is as it was.
    """
    path, building = folder / FILE_NAME, folder / _BUILDING
    finish(folder)
    _remove(building)
    try:
        with known_errors(writing=True), contextlib.ExitStack() as opened:
            migrate(building, key, fresh=True)
            database = connect(building, key)
            try:
                # Of a file that nobody else knows yet a short journal is enough; a log would
                # have to hold all of it once more.
                database.conn.execute("PRAGMA query_only = OFF")
                database.conn.execute("PRAGMA journal_mode = DELETE")
                shape = shape_of(database)
                told = _Told(progress)
                own = of_file(path, key, shape, [backups.kept_salt(folder)], told.read)
                opened.callback(own.close)
                wanted = {n: shape[n] for n in shape if n in own.torn or n in _UNITED}
                wanted[bodies.TABLE] = shape[bodies.TABLE]
                copies, made = _from_backups(folder, key, wanted, opened, told.read)
                if not any(rows for found in [own, *copies] for rows in found.rows.values()):
                    raise KnownError(Code.NOTHING_TO_RESTORE)
                with transaction(database):
                    kept = _kept(folder, key)
                    done = _fill(database, shape, own, copies, installed=installed, kept=kept)
                    done.lost_files = _fill_bodies(database, folder, own, copies, told)
                done.backup_made = made
            finally:
                database.close()
                opened.close()
        durably.give_name(building, folder / REPAIRED)
        finish(folder)
    except OSError as error:
        raise files.disk_error(error) from error
    finally:
        with contextlib.suppress(OSError):
            _remove(building)
    return done


def finish(folder: Path) -> None:
    """Put a repaired file in its place, the damaged one aside; nothing to do is fine.

    Raises:
        OSError: the folder cannot be written.
    """
    finished = folder / REPAIRED
    if not finished.exists():
        return
    aside = folder / DAMAGED / secrets.token_hex(4)
    for ending in ("", "-wal", "-shm"):
        part = folder / f"{FILE_NAME}{ending}"
        if part.exists():
            aside.mkdir(parents=True, exist_ok=True)
            part.replace(aside / part.name)
    finished.replace(folder / FILE_NAME)
    durably.flush_folder(folder)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


class _Told:
    """Bytes of two kinds on one scale that never goes back: looked through, and written."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._looked = 0
        self._share = 0.0

    def read(self, done: int, of: int) -> None:
        """Of one file. What is to be written is not known yet: at most as much again."""
        self._tell(self._looked + done, self._looked + 2 * of)
        if done >= of:
            self._looked += of

    def written(self, done: int, of: int) -> None:
        self._tell(self._looked + done, self._looked + of)

    def _tell(self, done: int, of: int) -> None:
        # A look at one more source, begun late, makes the whole longer.
        self._share = max(self._share, done / of if of else 1)
        self._progress(round(self._share * of), of)


def _from_backups(
    folder: Path, key: bytes, shape: Shape, opened: contextlib.ExitStack, progress: Progress
) -> tuple[list[Found], int | None]:
    """What the newest backups have, and when the newest that gave anything was made."""
    numbered = backups.listed(folder)
    upgrades = sorted((folder / BACKUPS).glob("before-*.db"), reverse=True)
    found, made = [], None
    for path in [*(backup.path for backup in numbered), *upgrades][:_MOST_BACKUPS]:
        read = of_file(path, key, shape, progress=progress)
        opened.callback(read.close)
        if any(read.rows.values()):
            found.append(read)
            at = next((b.made for b in numbered if b.path == path), None)
            if made is None and at is not None:
                made = int(at.timestamp() * 1000)
    return found, made


def _fill(
    database: Database,
    shape: Shape,
    own: Found,
    copies: list[Found],
    *,
    installed: Callable[[str], bytes | None],
    kept: Row | None,
) -> Repaired:
    merged = {name: _merged(name, own, copies) for name in shape if name != bodies.TABLE}
    events = merged["events"] = sorted(merged["events"], key=lambda row: row["id"])
    for number, row in enumerate(events, 1):
        row["id"] = number
    knows_itself = bool(merged["device"] or kept)
    merged["device"] = [_device(merged["device"], kept)]
    _without_what_was_done(merged)
    _complete_contents(merged, installed)
    _complete_files(merged, [own, *copies])
    _mark_restored(merged["settings"])
    database.conn.execute("PRAGMA defer_foreign_keys = ON")
    for name in [*_ORDER, *(name for name in merged if name not in _ORDER)]:
        for row in merged[name]:
            _insert(database, name, row)
    _drop_orphans(database)
    mine = {(row["epoch"], row["counter"]) for row in own.rows.get("events", [])}
    done = _counted(database, sum((r["epoch"], r["counter"]) not in mine for r in events))
    done.knows_itself = knows_itself
    return done


def _kept(folder: Path, key: bytes) -> Row | None:
    try:
        return identity.kept(keys.read(folder), key)
    except KnownError:
        return None


def _fill_bodies(
    database: Database, folder: Path, own: Found, copies: list[Found], told: _Told
) -> int:
    """The bytes of files, one by one; gives how many that still wait are in no source."""
    found = database.execute("SELECT sha256, size FROM files ORDER BY added_at, sha256").fetchall()
    sources = [own, *copies]
    had = [
        (sha256, size)
        for sha256, size in found
        # What the damaged file surely had dropped does not come back from a backup.
        if own.bodies is None or own.bodies.may_have(sha256)
    ]
    whole, done = sum(size for _, size in had), 0
    if shutil.disk_usage(folder).free < whole + _SPARE:
        raise KnownError(Code.DISK_FULL)
    for sha256, size in had:
        body = _body(sources, sha256)
        if body is not None:
            _insert(database, bodies.TABLE, {"sha256": sha256, "body": body})
        done += size
        told.written(done, whole)
    told.written(whole, whole)
    (lost,) = database.execute(
        "SELECT count(*) FROM waiting_files WHERE sha256 NOT IN (SELECT sha256 FROM file_bodies)"
    ).fetchone()
    return int(lost)


def _body(sources: list[Found], sha256: str) -> bytes | None:
    each = (source.bodies.read(sha256) for source in sources if source.bodies is not None)
    return next((body for body in each if body is not None), None)


def _merged(name: str, own: Found, copies: list[Found]) -> list[Row]:
    """A table's rows, each once, the damaged file's first."""
    rows: dict[tuple[Any, ...], Row] = {}
    for row in own.rows.get(name, []):
        identity = _identity(name, row)
        rows[identity] = _newer(name, rows[identity], row) if identity in rows else row
    # What is never taken back is united; of the rest a whole table says what there is.
    if name in own.torn or name in _UNITED:
        for copy in copies:
            for row in copy.rows.get(name, []):
                rows.setdefault(_identity(name, row), dict(row))
    return list(rows.values())


def _identity(name: str, row: Row) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in _KEYS.get(name, tuple(row)))


def _newer(name: str, one: Row, other: Row) -> Row:
    """Which of two states of a row counts: old leaves may lie about in a file."""
    if name == "events":
        # To say something again is harmless, not to say it is not.
        return one if one["state"] == "pending" else other
    if name == "device":
        return max(one, other, key=lambda row: (row["enrolled_at"] is not None, row["cursor"]))
    if name == "drafts":
        return max(one, other, key=lambda row: int(row["changed_at"]))
    return other


def _device(found: list[Row], kept: Row | None) -> Row:
    """Who this PC is, in a new epoch, with everything to be heard again from the province.

    ``kept`` is what lies with the key slots; with it the province is asked once more who
    that is, and says the same.
    """
    row = dict(found[0]) if found else {"id": 1, **(kept or _stranger())}
    return {
        **row,
        "epoch": secrets.token_hex(8),
        "cursor": 0,
        "problem": "",
        "problem_params": "{}",
    }


def _stranger() -> Row:
    return {**identity.fresh(), "address": "", "code": ""}


def _without_what_was_done(merged: dict[str, list[Row]]) -> None:
    """Drafts that were submitted and quizzes that were finished since the backup stay so."""
    sent: dict[str, int] = {}
    finished = set()
    for row in merged["events"]:
        body = json.loads(row["body"])
        if row["kind"] == "report":
            sent[body["i"]] = max(sent.get(body["i"], 0), body.get("n", 1))
        elif row["kind"] == "attempt":
            finished.add((body["l"], body["t"], body["r"]))
    merged["drafts"] = [
        row for row in merged["drafts"] if row["revision"] > sent.get(row["report"], 0)
    ]
    merged["attempts"] = [
        row
        for row in merged["attempts"]
        if (row["lesson"], row["started"], row["seed"]) not in finished
    ]


def _complete_contents(
    merged: dict[str, list[Row]], installed: Callable[[str], bytes | None]
) -> None:
    import zstandard

    here = {row["hash"] for row in merged["contents"]}
    needed = {row["form_hash"] for row in merged["drafts"]}
    needed |= {row["version"] for row in merged["attempts"]}
    needed |= {json.loads(row["body"])["h"] for row in merged["events"] if row["kind"] == "report"}
    for content_hash in needed - here:
        body = installed(content_hash)
        if body is not None:
            packed = zstandard.ZstdCompressor(level=9).compress(body)
            merged["contents"].append({"hash": content_hash, "body": packed})


def _complete_files(merged: dict[str, list[Row]], sources: list[Found]) -> None:
    """A photo that a report speaks of and whose own row is gone: its bytes say what it is.

    The province may have it or not; announcing it again is harmless.
    """
    here = {row["sha256"] for row in merged["files"]}
    for sha256 in {row["sha256"] for row in merged["attachments"]} - here:
        body = _body(sources, sha256)
        if body is not None:
            type_ = "image/jpeg" if body.startswith(b"\xff\xd8\xff") else _UNKNOWN_TYPE
            merged["files"].append(
                {"sha256": sha256, "size": len(body), "type": type_, "added_at": 0}
            )


def _mark_restored(rows: list[Row]) -> None:
    for row in rows:
        if row["name"] == "bundle_number":
            row["value"] = str(int(row["value"]) + _NUMBERS_SKIPPED)
    rows[:] = [row for row in rows if not row["name"].startswith(_SPEAK_OF_ROWS)]
    rows.append({"owner": settings.PC, "name": FETCH_HISTORY, "value": "0"})
    rows.append({"owner": settings.PC, "name": FETCH_FILES, "value": "true"})


def _insert(database: Database, name: str, row: Row) -> None:
    names = ", ".join(row)
    places = ", ".join(f":{column}" for column in row)
    # A row that breaks a rule of its table is no row of ours.
    database.execute(f"INSERT OR IGNORE INTO {name} ({names}) VALUES ({places})", row)  # noqa: S608


def _drop_orphans(database: Database) -> None:
    """Rows whose other half is gone cannot be kept."""
    while orphans := database.conn.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in orphans:
            database.execute(f"DELETE FROM {table} WHERE rowid = ?", [rowid])  # noqa: S608


def _counted(database: Database, from_backup: int) -> Repaired:
    def count(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    return Repaired(
        events=count("SELECT count(*) FROM events"),
        reports=count("SELECT count(*) FROM events WHERE kind = 'report'"),
        attempts=count("SELECT count(*) FROM events WHERE kind = 'attempt'"),
        drafts=count("SELECT count(*) FROM drafts"),
        open_attempts=count("SELECT count(*) FROM attempts"),
        changes=count("SELECT count(*) FROM changes"),
        files=_count_files(database),
        from_backup=from_backup,
        missing=count(
            "SELECT coalesce(sum(gap), 0) FROM"
            " (SELECT max(counter) - count(*) AS gap FROM events GROUP BY epoch)"
        ),
        waiting=count("SELECT count(*) FROM events WHERE state = 'pending'"),
    )


def _count_files(database: Database) -> int:
    tables: Iterable[tuple[int]] = database.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = 'files'"
    ).fetchall()
    return int(database.execute("SELECT count(*) FROM files").fetchone()[0]) if list(tables) else 0
