"""The few statements of every exchange, given to the database as they are.

Django takes longer to compose one of them than a database to answer it. (Measured: 1.6 of
the 2.8 ms of CPU that a request with one report took.) On PostgreSQL they are prepared once a
connection, which halves what the database spends on planning them.
"""

import datetime as dt
import json
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_UTC = dt.UTC


class Statement:
    """SQL with ``%s`` for what is given: text, whole numbers, moments, or a list of texts.

    ``sqlite`` is needed where the two databases say it differently; there a list arrives as
    JSON. It runs on Django's own connection, inside the transaction that is open there.
    """

    def __init__(self, postgresql: str, sqlite: str | None = None) -> None:
        self._postgresql = postgresql
        self._sqlite = (sqlite or postgresql).replace("%s", "?")

    def rows(self, *given: Any) -> list[tuple[Any, ...]]:
        """What the statement answers.

        Raises:
            django.db.Error: as Django's own statements do.
        """
        database = connections[DEFAULT_DB_ALIAS]
        database.ensure_connection()
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            if database.vendor == "postgresql":
                return self._from_postgresql(database, given)
            told = database.connection.execute(self._sqlite, [_for_sqlite(g) for g in given])
            return list(told.fetchall())

    def _from_postgresql(
        self, database: BaseDatabaseWrapper, given: tuple[Any, ...]
    ) -> list[tuple[Any, ...]]:
        try:
            return self._asked(database.connection, given)
        except psycopg.OperationalError:
            if database.in_atomic_block or not database.connection.closed:
                raise
        # The connection was kept from an earlier request and has been cut since.
        database.close()
        database.connect()
        return self._asked(database.connection, given)

    def _asked(self, connection: "psycopg.Connection[Any]", given: tuple[Any, ...]) -> list[Any]:
        # Django's own cursor binds on this side, and what is bound there cannot be prepared.
        cursor = psycopg.Cursor(connection)
        cursor.execute(self._postgresql.encode(), given, prepare=True)
        return cursor.fetchall() if cursor.description else []


def moment(stored: Any) -> dt.datetime | None:
    """A moment as a statement gives it: SQLite knows it as text, in UTC."""
    if isinstance(stored, str):
        return dt.datetime.fromisoformat(stored).replace(tzinfo=_UTC)
    return stored if isinstance(stored, dt.datetime) else None


def _for_sqlite(value: Any) -> Any:
    match value:
        case dt.datetime():
            return str(value.astimezone(_UTC).replace(tzinfo=None))
        case list():
            return json.dumps(value)
    return value
