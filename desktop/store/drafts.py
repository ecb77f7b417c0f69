"""Reports not yet sent. A draft has its report's id, so each report has at most one."""

from dataclasses import dataclass

from desktop.store.database import Store
from desktop.store.sqlcipher import Database


@dataclass(frozen=True)
class Draft:
    """A draft as it lies on the disk.

    ``report`` is 32 hexadecimal digits; ``form_hash`` is where ``contents`` has the
    form; ``state`` is what a form session saves, ``copied`` (JSON) which answers come from
    an earlier report. Times are milliseconds since 1970 UTC.
    """

    report: str
    revision: int
    form: str
    form_hash: str
    official: str
    created_at: int
    changed_at: int
    state: str
    copied: str = "{}"


def add(database: Database, draft: Draft) -> None:
    """Write a new draft, inside a transaction that kept its form's version."""
    database.execute(
        """
        INSERT INTO drafts
            (report, revision, form, form_hash, official, created_at, changed_at, state)
        VALUES
            (:report, :revision, :form, :form_hash, :official, :created_at, :changed_at, :state)
        """,
        vars(draft),
    )


def save(store: Store, report: str, state: str, copied: str, at: int) -> bool:
    """Keep a draft's new state; False when there is no such draft any more."""
    with store.write() as database:
        cursor = database.execute(
            "UPDATE drafts SET state = ?, copied = ?, changed_at = ? WHERE report = ?",
            [state, copied, at, report],
        )
        return bool(cursor.rowcount)


def move(  # noqa: PLR0917
    database: Database, report: str, form_hash: str, state: str, copied: str, at: int
) -> bool:
    """Put a draft into another version of its form, kept in the same transaction."""
    cursor = database.execute(
        "UPDATE drafts SET form_hash = ?, state = ?, copied = ?, changed_at = ? WHERE report = ?",
        [form_hash, state, copied, at, report],
    )
    return bool(cursor.rowcount)


def read(store: Store, report: str) -> Draft | None:
    """The draft of a report, if there is one."""
    row = store.row("SELECT * FROM drafts WHERE report = ?", [report])
    return None if row is None else Draft(**row)


def delete(database: Database, report: str) -> bool:
    """Remove a draft, inside a transaction; whether there was one."""
    return bool(database.execute("DELETE FROM drafts WHERE report = ?", [report]).rowcount)
