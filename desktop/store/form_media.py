"""The pictures, recordings and lists that a report's form has beside it.

A form's own hash says nothing of them, so each report names those that it was begun with;
their bytes are in ``contents``, once for all reports.
"""

import hashlib
from collections.abc import Mapping

from desktop.store import contents
from desktop.store.database import Store
from desktop.store.sqlcipher import Database


def keep(database: Database, report: str, files: Mapping[str, bytes]) -> None:
    """From now on a report has these and no others, by name; inside a transaction."""
    database.execute("DELETE FROM form_media WHERE report = ?", [report])
    for name, body in files.items():
        content_hash = hashlib.sha256(body).hexdigest()
        contents.keep(database, content_hash, body)
        database.execute(
            "INSERT INTO form_media (report, size, name, hash) VALUES (?, ?, ?, ?)",
            [report, len(body), name, content_hash],
        )


def is_kept(store: Store, report: str) -> bool:
    """Whether a report has any of its own."""
    return store.row("SELECT 1 FROM form_media WHERE report = ? LIMIT 1", [report]) is not None


def read(store: Store, report: str, name: str) -> bytes | None:
    """A file's bytes, or None when the report was begun without it."""
    row = store.row("SELECT hash FROM form_media WHERE report = ? AND name = ?", [report, name])
    return None if row is None else contents.read(store, row["hash"])


def forget(database: Database, report: str) -> None:
    """A report that was never sent needs them no longer, inside a transaction.

    The bytes go when ``contents`` is tidied.
    """
    database.execute(
        "DELETE FROM form_media WHERE report = :report"
        " AND :report NOT IN (SELECT report FROM revisions)",
        {"report": report},
    )
