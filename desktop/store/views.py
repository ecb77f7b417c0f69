"""What screens read: typed rows of the SQL views, results still on their way included."""

import json
from dataclasses import dataclass, field

from desktop.store.database import Row, Store


@dataclass(frozen=True)
class OfficialRow:
    """An official of this PC. ``id`` is 32 hexadecimal digits, ``added_by`` too: who made the
    account, themselves for who set the PC up. ``leader`` is None where nobody was asked."""

    id: str
    name: str
    position: str
    phone: str
    leader: int | None
    added_by: str
    added_at: int


@dataclass(frozen=True)
class RevisionRow:
    """A revision of a report. ``state`` is one of waiting, received, read, returned,
    accepted, refused; the review's fields are empty until there is one."""

    report: str
    revision: int
    form: str
    form_hash: str
    submitted_at: int
    official: str
    author: str
    state: str
    reason: str
    reviewed_at: int | None = None
    by: str = ""
    comment: str = ""
    to_mend: dict[str, str] = field(default_factory=dict)
    has_draft: bool = False


@dataclass(frozen=True)
class DraftRow:
    """A draft without its contents."""

    report: str
    revision: int
    form: str
    form_hash: str
    author: str
    created_at: int
    changed_at: int


@dataclass(frozen=True)
class ProgressRow:
    """What one official did with one lesson. ``best`` is 0 to 1."""

    lesson: str
    read: bool
    best: float | None
    passed: bool


@dataclass(frozen=True)
class AttemptRow:
    """A finished attempt of any mode. ``row`` is its place among all events of this PC, ``at``
    milliseconds since 1970 UTC, ``body`` its JSON."""

    row: int
    at: int
    lesson: str
    mode: str
    body: str


def officials(store: Store) -> list[OfficialRow]:
    """Everybody with a slot here, in the order in which they were added."""
    rows = store.rows(
        "SELECT o.id, o.name, json_extract(now.body, '$.position') AS position, o.phone,"
        " json_extract(now.body, '$.leader') AS leader, first.official AS added_by, o.added_at"
        " FROM officials o JOIN events first ON first.id = o.first_event"
        " JOIN events now ON now.id ="
        " (SELECT max(id) FROM events WHERE kind = 'official' AND subject = o.id)"
        " ORDER BY o.first_event"
    )
    return [OfficialRow(**row) for row in rows]


def reports(store: Store) -> list[RevisionRow]:
    """The latest revision of every report, the latest submitted first."""
    return [
        _revision(row)
        for row in store.rows(
            "SELECT r.*, o.name AS author FROM reports r LEFT JOIN officials o ON o.id = r.official"
            " ORDER BY r.event DESC"
        )
    ]


def revisions(store: Store, report: str) -> list[RevisionRow]:
    """All revisions of one report, the latest first; empty for an unknown report."""
    return [
        _revision(row)
        for row in store.rows(
            "SELECT r.*, o.name AS author,"
            " EXISTS (SELECT 1 FROM drafts d WHERE d.report = r.report) AS has_draft"
            " FROM revisions r LEFT JOIN officials o ON o.id = r.official"
            " WHERE r.report = ? ORDER BY r.revision DESC, r.event DESC",
            [report],
        )
    ]


def submission(store: Store, report: str, revision: int) -> bytes | None:
    """The submission's JSON as it was sent."""
    row = store.row(
        "SELECT e.body FROM revisions r JOIN events e ON e.id = r.event"
        " WHERE r.report = ? AND r.revision = ? ORDER BY r.event LIMIT 1",
        [report, revision],
    )
    if row is None:
        return None
    # Taken from the JSON itself: SQLite's own extraction would write numbers anew.
    import msgspec

    from sync.protocol.messages import ReportSubmitted

    return bytes(msgspec.json.decode(row["body"], type=ReportSubmitted).submission)


def drafts(store: Store) -> list[DraftRow]:
    """The drafts, the latest changed first."""
    rows = store.rows(
        "SELECT d.report, d.revision, d.form, d.form_hash, coalesce(o.name, '') AS author,"
        " d.created_at, d.changed_at"
        " FROM drafts d LEFT JOIN officials o ON o.id = d.official"
        " ORDER BY d.changed_at DESC, d.report"
    )
    return [DraftRow(**row) for row in rows]


def progress(store: Store, official: str) -> dict[str, ProgressRow]:
    """What an official did, by lesson; lessons never touched are left out."""
    rows = store.rows(
        "SELECT lesson, read, best, passed FROM lesson_progress WHERE official = ?", [official]
    )
    return {
        row["lesson"]: ProgressRow(
            lesson=row["lesson"],
            read=bool(row["read"]),
            best=row["best"],
            passed=bool(row["passed"]),
        )
        for row in rows
    }


def attempts(store: Store, official: str, lesson: str) -> list[str]:
    """The JSON of the official's finished tests of a lesson, the oldest first."""
    rows = store.rows(
        "SELECT body FROM events WHERE kind = 'attempt' AND subject = ? AND official = ?"
        " AND coalesce(json_extract(body, '$.m'), 'test') = 'test' ORDER BY id",
        [lesson, official],
    )
    return [row["body"] for row in rows]


def attempts_after(store: Store, official: str, row: int) -> list[AttemptRow]:
    """The official's attempts of every mode after an event, the oldest first."""
    rows = store.rows(
        "SELECT id AS row, at, subject AS lesson, body,"
        " coalesce(json_extract(body, '$.m'), 'test') AS mode"
        " FROM events WHERE id > ? AND kind = 'attempt' AND official = ? ORDER BY id",
        [row, official],
    )
    return [AttemptRow(**row) for row in rows]


def learning_time(store: Store, official: str) -> list[tuple[int, int]]:
    """When the official learned (milliseconds since 1970 UTC) and for how many seconds.

    A lesson left open over lunch is not learning: a reading counts for two hours at most,
    an answer for five minutes.
    """
    rows = store.rows(
        "SELECT at, CASE kind WHEN 'read' THEN min(7200, coalesce(json_extract(body, '$.s'), 0))"
        " ELSE (SELECT coalesce(sum(min(300, json_extract(a.value, '$[3]'))), 0)"
        " FROM json_each(body, '$.a') a) END AS seconds"
        " FROM events WHERE kind IN ('read', 'attempt') AND official = ? ORDER BY id",
        [official],
    )
    return [(row["at"], row["seconds"]) for row in rows]


def certificates(store: Store, official: str) -> list[str]:
    """The codes that the province signed for the official, the latest first."""
    rows = store.rows(
        "SELECT json_extract(body, '$.code') AS code FROM changes WHERE kind = 'cert'"
        " AND json_valid(body) AND json_extract(body, '$.official') = ? ORDER BY number DESC",
        [official],
    )
    return [row["code"] for row in rows if isinstance(row["code"], str)]


def lesson_was_read(store: Store, official: str, lesson: str, version: str) -> bool:
    """Whether the official read this version of the lesson to its end."""
    return bool(
        store.value(
            "SELECT EXISTS (SELECT 1 FROM events WHERE kind = 'read' AND subject = ?"
            " AND official = ? AND json_extract(body, '$.v') = ?)",
            [lesson, official, version],
        )
    )


def returned_untouched(store: Store) -> int:
    """How many reports the province returned that nobody has begun to mend."""
    return int(
        store.value("SELECT count(*) FROM reports WHERE state = 'returned' AND NOT has_draft")
    )


def waiting(store: Store) -> tuple[int, int]:
    """How many events wait for the province, and their size in bytes."""
    row = store.rows(
        "SELECT count(*) AS number, coalesce(sum(octet_length(body)), 0) AS size"
        " FROM events WHERE state = 'pending'"
    )[0]
    return row["number"], row["size"]


def last_event(store: Store) -> int:
    """The row of the last event, 0 when there is none."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM events"))


def done(store: Store, most: int) -> list[Row]:
    """The newest events with what is known of their way; a report with its state."""
    return store.rows(
        "SELECT e.id, e.kind, e.subject, e.at, e.state, e.reason, octet_length(e.body) AS size,"
        " r.form, r.form_hash, r.revision, r.state AS report_state"
        " FROM events e LEFT JOIN revisions r ON r.event = e.id"
        " ORDER BY (e.state = 'pending') DESC, e.id DESC LIMIT ?",
        [most],
    )


def revoked(store: Store) -> bool:
    """Whether the province withdrew this PC, and no exchange succeeded since."""
    return bool(
        store.value(
            "SELECT EXISTS (SELECT 1 FROM changes, device WHERE kind = 'revoked'"
            " AND taken_at >= coalesce(last_confirmed, 0))"
        )
    )


def _revision(row: Row) -> RevisionRow:
    review = json.loads(row["review"]) if row["review"] else {}
    return RevisionRow(
        report=row["report"],
        revision=row["revision"],
        form=row["form"],
        form_hash=row["form_hash"],
        submitted_at=row["submitted_at"],
        official=row["official"],
        author=row["author"] or "",
        state=row["state"],
        reason=row["reason"],
        reviewed_at=review.get("at"),
        by=review.get("by", ""),
        comment=review.get("comment", ""),
        to_mend={f["ref"]: f["comment"] for f in review.get("fields", [])},
        has_draft=bool(row["has_draft"]),
    )
