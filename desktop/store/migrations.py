"""The shape of the file, step by step.

Steps are only ever added. All missing steps run in one transaction together with
the record that they ran; before that the file is copied, encrypted as it is. A
file that knows a step which this program does not is newer, and is left alone.
A file of every past shape is kept in ``tests/data/old_databases``.
"""

import contextlib
import shutil
from pathlib import Path
from typing import Final

from desktop.store import copies, files
from desktop.store.database import connect, known_errors, transaction
from desktop.store.errors import Code, KnownError
from desktop.store.names import BACKUPS
from desktop.store.sqlcipher import Database, Migrations, dbapi2
from sync.protocol import durably

_SPARE: Final = 20 * 1024 * 1024
"""Bytes that are left free beside the copy made before a step."""
STEPS: Final = Migrations("sonca")


@STEPS(name="0001_first")
def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


@STEPS(name="0002_attachments")
def _attachments(db: Database) -> None:
    for statement in _ATTACHMENTS:
        db.execute(statement)


@STEPS(name="0003_form_media")
def _form_media(db: Database) -> None:
    db.execute(_FORM_MEDIA)


@STEPS(name="0004_numbered_anew")
def _numbered_anew(db: Database) -> None:
    for statement in _NUMBERED_ANEW:
        db.execute(statement)


def migrate(path: Path, key: bytes, *, fresh: bool = False) -> Path | None:
    """Bring the file to this program's shape; gives the backup made before, if one was.

    ``fresh`` says that the file is being made: only then may it be empty.

    Raises:
        KnownError: STORE_TOO_NEW, STORE_UPGRADE_FAILED (backup), STORE_DAMAGED,
            STORE_BUSY, DISK_FULL; the file is as it was.
    """
    database = connect(path, key)
    try:
        with known_errors(writing=True):
            applied = [step.name for step in STEPS.applied(database)]
            missing = [step.name for step in STEPS.pending(database)]
        if set(applied) - {step.name for step in _all_steps()}:
            raise KnownError(Code.STORE_TOO_NEW)
        if not applied and not fresh:
            raise KnownError(Code.STORE_DAMAGED)
        _use_wal(database)
        if not missing:
            return None
        backup = _back_up(database, path, key, applied[-1]) if applied else None
        try:
            with transaction(database):
                STEPS.apply(database)
        except dbapi2.Error as error:
            raise KnownError(
                Code.STORE_UPGRADE_FAILED, backup=backup.name if backup else ""
            ) from error
        return backup
    finally:
        database.close()


def _use_wal(database: Database) -> None:
    # Readers and the one writer do not wait for each other; the mode stays in the file.
    with known_errors(writing=True):
        database.conn.execute("PRAGMA query_only = OFF")
        database.conn.execute("PRAGMA journal_mode = WAL")
        database.conn.execute("PRAGMA query_only = ON")


def _all_steps() -> list[Migrations._Migration]:
    return STEPS._migrations


def _back_up(database: Database, path: Path, key: bytes, shape: str) -> Path:
    """A copy of the encrypted file under the same key, whole or not there."""
    folder = path.parent / BACKUPS
    copy = folder / f"before-{shape}.db"
    partial = copy.with_suffix(".new")
    try:
        folder.mkdir(exist_ok=True)
        partial.unlink(missing_ok=True)
        if shutil.disk_usage(folder).free < copies.size_of(database) + _SPARE:
            raise KnownError(Code.DISK_FULL)
        with known_errors(writing=True), contextlib.closing(copies.begin(partial, key)) as fresh:
            copies.fill(fresh, path, key)
        durably.give_name(partial, copy)
    except OSError as error:
        raise files.disk_error(error) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return copy


_FIRST: Final = (
    # Who this PC is to the province. One row.
    """
    CREATE TABLE device (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        epoch TEXT NOT NULL CHECK (length(epoch) = 16),
        token TEXT NOT NULL,
        signing_seed BLOB NOT NULL,
        age_identity TEXT NOT NULL,
        address TEXT NOT NULL,
        code TEXT NOT NULL,
        enrolled_at INTEGER,
        device TEXT NOT NULL DEFAULT '',
        commune_code TEXT NOT NULL DEFAULT '',
        commune TEXT NOT NULL DEFAULT '',
        province_code TEXT NOT NULL DEFAULT '',
        province TEXT NOT NULL DEFAULT '',
        province_recipient TEXT NOT NULL DEFAULT '',
        province_keys TEXT NOT NULL DEFAULT '[]',
        cursor INTEGER NOT NULL DEFAULT 0,
        last_confirmed INTEGER,
        server_offset INTEGER,
        problem TEXT NOT NULL DEFAULT '',
        problem_params TEXT NOT NULL DEFAULT '{}'
    )
    """,
    # What officials did. Body is the JSON that travels, byte for byte; subject is
    # the lesson or the report that it is about.
    """
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        epoch TEXT NOT NULL,
        counter INTEGER NOT NULL CHECK (counter > 0),
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,
        official TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending'
            CHECK (state IN ('pending', 'accepted', 'refused', 'conflict')),
        reason TEXT NOT NULL DEFAULT '',
        subject TEXT GENERATED ALWAYS AS (
            CASE kind
                WHEN 'report' THEN json_extract(body, '$.i')
                WHEN 'signoff' THEN json_extract(body, '$.report')
                WHEN 'attempt' THEN json_extract(body, '$.l')
                WHEN 'read' THEN json_extract(body, '$.l')
                WHEN 'official' THEN json_extract(body, '$.id')
            END
        ) VIRTUAL,
        UNIQUE (epoch, counter)
    )
    """,
    "CREATE INDEX events_by_subject ON events (kind, subject)",
    "CREATE INDEX events_pending ON events (id) WHERE state = 'pending'",
    """
    CREATE TRIGGER events_are_never_changed
    BEFORE UPDATE OF epoch, counter, kind, at, official, body ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    """
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    # What the province decided, as it came, kinds of a newer server included.
    """
    CREATE TABLE changes (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        taken_at INTEGER NOT NULL,
        report TEXT GENERATED ALWAYS AS (
            CASE WHEN kind IN ('review', 'read') AND json_valid(body)
            THEN json_extract(body, '$.report') END
        ) VIRTUAL
    )
    """,
    "CREATE INDEX changes_by_report ON changes (report, kind) WHERE report IS NOT NULL",
    # Versions that attempts, drafts and reports are pinned to; body is zstd.
    """
    CREATE TABLE contents (
        hash TEXT PRIMARY KEY,
        body BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE attempts (
        id TEXT PRIMARY KEY,
        official TEXT NOT NULL,
        lesson TEXT NOT NULL,
        version TEXT NOT NULL REFERENCES contents (hash),
        language TEXT NOT NULL,
        mode TEXT NOT NULL,
        seed INTEGER NOT NULL,
        started INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE answers (
        attempt TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
        question TEXT NOT NULL,
        response TEXT NOT NULL,
        points REAL NOT NULL,
        seconds INTEGER NOT NULL,
        PRIMARY KEY (attempt, question)
    )
    """,
    """
    CREATE TABLE drafts (
        report TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,
        form TEXT NOT NULL,
        form_hash TEXT NOT NULL REFERENCES contents (hash),
        official TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        state TEXT NOT NULL
    )
    """,
    # owner is an official's id, or '' for the PC; value is JSON.
    """
    CREATE TABLE settings (
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (owner, name)
    )
    """,
    """
    CREATE VIEW officials AS
    SELECT
        subject AS id,
        json_extract(body, '$.name') AS name,
        json_extract(body, '$.position') AS position,
        coalesce(json_extract(body, '$.phone'), '') AS phone,
        at AS added_at,
        min(id) AS first_event
    FROM events WHERE kind = 'official' GROUP BY subject
    """,
    # Every revision with what is known of it, an answer that is still on its way
    # to the province included.
    """
    CREATE VIEW revisions AS
    SELECT
        e.id AS event,
        e.subject AS report,
        coalesce(json_extract(e.body, '$.n'), 1) AS revision,
        json_extract(e.body, '$.f') AS form,
        json_extract(e.body, '$.h') AS form_hash,
        e.at AS submitted_at,
        e.official AS official,
        e.reason AS reason,
        CASE
            WHEN e.state = 'pending' THEN 'waiting'
            WHEN e.state IN ('refused', 'conflict') THEN 'refused'
            WHEN review.number IS NOT NULL THEN json_extract(review.body, '$.decision')
            WHEN EXISTS (
                SELECT 1 FROM changes seen
                WHERE seen.report = e.subject AND seen.kind = 'read'
                AND json_extract(seen.body, '$.revision')
                    >= coalesce(json_extract(e.body, '$.n'), 1)
            ) THEN 'read'
            ELSE 'received'
        END AS state,
        review.body AS review
    FROM events e
    LEFT JOIN changes review ON review.number = (
        SELECT max(r.number) FROM changes r
        WHERE r.report = e.subject AND r.kind = 'review'
        AND json_extract(r.body, '$.revision') = coalesce(json_extract(e.body, '$.n'), 1)
    )
    WHERE e.kind = 'report'
    """,
    """
    CREATE VIEW reports AS
    SELECT
        r.*,
        EXISTS (SELECT 1 FROM drafts d WHERE d.report = r.report) AS has_draft
    FROM revisions r
    WHERE r.revision = (
        SELECT max(coalesce(json_extract(e.body, '$.n'), 1)) FROM events e
        WHERE e.kind = 'report' AND e.subject = r.report
    )
    """,
    # What each official did with each lesson; only tests count, not practice.
    """
    CREATE VIEW lesson_progress AS
    SELECT
        official,
        subject AS lesson,
        max(kind = 'read') AS read,
        max(CASE WHEN kind = 'attempt' THEN json_extract(body, '$.p') END) AS best,
        max(kind = 'attempt' AND json_extract(body, '$.k')) AS passed,
        sum(kind = 'attempt') AS attempts,
        max(at) AS last_at
    FROM events
    WHERE kind = 'read'
        OR (kind = 'attempt' AND coalesce(json_extract(body, '$.m'), 'test') = 'test')
    GROUP BY official, subject
    """,
)

_ATTACHMENTS: Final = (
    # Photos and files, each once, whatever number of reports it belongs to. arrived_at
    # says that the province has it; refused, that it never will, and why.
    """
    CREATE TABLE files (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        size INTEGER NOT NULL,
        type TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        arrived_at INTEGER,
        refused TEXT NOT NULL DEFAULT ''
    )
    """,
    # Apart from the rows above, so that a change there does not write megabytes anew.
    """
    CREATE TABLE file_bodies (
        sha256 TEXT PRIMARY KEY REFERENCES files (sha256) ON DELETE CASCADE,
        body BLOB NOT NULL
    )
    """,
    # What the answers of a report call them. sent: a submission speaks of it.
    """
    CREATE TABLE attachments (
        report TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files (sha256),
        sent INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (report, name)
    )
    """,
    "CREATE INDEX attachments_by_file ON attachments (sha256)",
    # What the province does not have yet.
    """
    CREATE VIEW waiting_files AS
    SELECT f.*, min(a.name) AS name
    FROM files f JOIN attachments a USING (sha256)
    WHERE a.sent AND f.arrived_at IS NULL AND f.refused = ''
    GROUP BY f.sha256
    """,
    # Answers that were copied from an earlier report and not looked at yet: JSON.
    "ALTER TABLE drafts ADD COLUMN copied TEXT NOT NULL DEFAULT '{}'",
)

# What lies beside the form of a report, in the state that the report was begun with.
_FORM_MEDIA: Final = """
    CREATE TABLE form_media (
        report TEXT NOT NULL,
        size INTEGER NOT NULL,
        name TEXT NOT NULL,
        hash TEXT NOT NULL REFERENCES contents (hash),
        PRIMARY KEY (report, name)
    )
    """

# An event whose number a copy of this file has used too may get another one: nothing of what
# it says changes.
_NUMBERED_ANEW: Final = (
    "DROP TRIGGER events_are_never_changed",
    """
    CREATE TRIGGER events_are_never_changed
    BEFORE UPDATE OF kind, at, official, body ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    """
    CREATE TRIGGER events_keep_their_number
    BEFORE UPDATE OF epoch, counter ON events WHEN OLD.state != 'conflict'
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
)
