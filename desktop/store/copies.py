"""A copy of the encrypted file, without what the province keeps for us.

A photo is hundreds of kilobytes, and once the province has confirmed it, losing it here
loses nothing: so its bytes are not copied, and a backup stays as small as the work that it
protects. What waits, and what a draft still shows, is.
"""

from pathlib import Path
from typing import Final

from desktop.store.database import connect
from desktop.store.errors import Code, KnownError
from desktop.store.sqlcipher import Database, dbapi2

_SAFE: Final = """
    SELECT f.sha256 FROM source.files f WHERE f.arrived_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM source.attachments a JOIN source.drafts d USING (report)
        WHERE a.sha256 = f.sha256)
"""
"""Files that the province has and no draft shows."""
_PARTLY: Final = {"file_bodies": f"sha256 NOT IN ({_SAFE})"}


def size_of(database: Database) -> int:
    """About how many bytes a copy takes: what is in use, without what stays behind."""

    def number(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    used = number("PRAGMA page_count") - number("PRAGMA freelist_count")
    whole = used * number("PRAGMA page_size")
    if not number("SELECT count(*) FROM sqlite_schema WHERE name = 'file_bodies'"):
        return whole
    safe = _SAFE.replace("source.", "")
    kept = f"SELECT sum(size) FROM files JOIN file_bodies USING (sha256) WHERE sha256 IN ({safe})"  # noqa: S608
    return max(0, whole - number(f"SELECT coalesce(({kept}), 0)"))


def begin(path: Path, key: bytes) -> Database:
    """A connection to a new, empty file at ``path`` under the same key, for :func:`fill`."""
    database = connect(path, key)
    database.conn.execute("PRAGMA foreign_keys = OFF")
    return database


def fill(database: Database, source: Path, key: bytes) -> None:
    """Copy ``source`` as it is now; nobody's reading or writing of it waits for that.

    Its tables are made in whatever shape they have, row by row: never more than one photo
    is in memory.

    Raises:
        KnownError: STORE_DAMAGED (a page that was needed cannot be read), DISK_FULL and the
            like; dbapi2.OperationalError when it was interrupted.
    """
    connection = database.conn
    connection.execute("ATTACH ? AS source KEY \"x'" + key.hex() + "'\"", [str(source)])
    # Not IMMEDIATE, which would lock the source against writing too.
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("BEGIN")
    try:
        _fill(connection)
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        # SQLCipher gives zeros for a page that it does not believe, and the error after
        # them: what is computed from a row may stumble over the zeros first.
        if getattr(error, "sqlite_errorcode", 0) == dbapi2.SQLITE_ERROR:
            raise KnownError(Code.STORE_DAMAGED) from error
        raise
    connection.execute("DETACH source")


def _fill(connection: dbapi2.Connection) -> None:
    made = connection.execute(
        "SELECT type, name, sql FROM source.sqlite_schema"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY type != 'table', rowid"
    ).fetchall()
    tables = [(name, sql) for type_, name, sql in made if type_ == "table"]
    for _, sql in tables:
        connection.execute(sql)
    for name, _ in tables:
        stored = [
            column
            for _, column, *_, hidden in connection.execute(f"PRAGMA table_xinfo({name})")
            if not hidden
        ]
        listed = ", ".join(stored)
        # Without "WHERE true" SQLite may copy whole pages, and would not look at rows.
        connection.execute(
            f"INSERT INTO main.{name} ({listed}) SELECT {listed} FROM source.{name}"  # noqa: S608
            f" WHERE {_PARTLY.get(name, 'true')} ORDER BY rowid"
        )
    for type_, _, sql in made:
        if type_ != "table":
            connection.execute(sql)
    (version,) = connection.execute("PRAGMA source.user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {version}")
