"""The one open file: a connection for each thread, and one way to write.

Reading is free of any transaction. Writing happens in ``Store.write()`` only,
which takes the write lock at its start (``BEGIN IMMEDIATE``): a transaction that
reads first and asks for the lock later can be refused in the middle. Outside of
it a connection refuses to write at all.
"""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from desktop.store.errors import Code, KnownError
from desktop.store.sqlcipher import Database, dbapi2

BUSY_MS: Final = 5_000
"""How long to wait for another process's short write before giving up."""

Row = dict[str, Any]
Params = Sequence[Any] | Mapping[str, Any]

_CODES: Final[dict[int, Code]] = {
    dbapi2.SQLITE_FULL: Code.DISK_FULL,
    dbapi2.SQLITE_CORRUPT: Code.STORE_DAMAGED,
    dbapi2.SQLITE_NOTADB: Code.STORE_DAMAGED,
    dbapi2.SQLITE_BUSY: Code.STORE_BUSY,
    dbapi2.SQLITE_LOCKED: Code.STORE_BUSY,
    dbapi2.SQLITE_IOERR: Code.DISK_FAILED,
    dbapi2.SQLITE_CANTOPEN: Code.DISK_FAILED,
}


@contextlib.contextmanager
def known_errors(*, writing: bool = False) -> Iterator[None]:
    """Turn what an official can do something about into a KnownError.

    Raises:
        KnownError: DISK_FULL, STORE_DAMAGED, STORE_BUSY, DISK_FAILED, DISK_READ_ONLY.
    """
    try:
        yield
    except dbapi2.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if writing and primary == dbapi2.SQLITE_READONLY:
            raise KnownError(Code.DISK_READ_ONLY) from error
        if primary in _CODES:
            raise KnownError(_CODES[primary]) from error
        raise


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """A connection to an encrypted file, ready to read and unable to write.

    The file is made when it is not there. ``read_only``: whatever lies in its log, not a
    byte of the file itself can change, at closing either.

    Raises:
        KnownError: STORE_DAMAGED (its head is not what this key encrypts), DISK_FAILED.
    """
    with known_errors():
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path),
            uri=read_only,
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            return _prepared(connection, key)
        except BaseException:
            connection.close()
            raise


def _prepared(connection: dbapi2.Connection, key: bytes) -> Database:
    # Its messages go to stderr of themselves; what is wrong is raised anyway.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # A raw key: hashing a passphrase at each opening would cost 0.2 s.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for setting in (
        "temp_store = MEMORY",  # never a plain temporary file
        "synchronous = FULL",  # a commit is on the disk when it returns
        "foreign_keys = ON",
        "query_only = ON",
    ):
        connection.execute(f"PRAGMA {setting}")
    return Database(connection, recursive_triggers=False, execute_plugins=False)


class Store:
    """The open encrypted file of one PC.

    Any thread may use it; each gets its own connection at its first query.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key: bytes | None = key
        self._local = threading.local()
        self._connections: list[Database] = []
        self._opening = threading.Lock()
        self._used = threading.Condition()
        self._uses = 0
        # Threads of this process queue here; SQLite's own waiting is for other processes.
        self._writing = threading.Lock()

    @property
    def key(self) -> bytes:
        """The file's raw key, for giving a colleague a slot."""
        if self._key is None:
            raise RuntimeError("the store is closed")
        return self._key

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """What a query gives, each row as a dictionary.

        Raises:
            KnownError: STORE_DAMAGED, STORE_BUSY, DISK_FAILED.
        """
        with self._in_use() as database, known_errors():
            cursor = database.conn.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, params: Params = ()) -> Row | None:
        """The first row that a query gives, if any."""
        return next(iter(self.rows(sql, params)), None)

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row; the query must give one."""
        with self._in_use() as database, known_errors():
            return database.conn.execute(sql, params).fetchone()[0]

    @contextlib.contextmanager
    def blob(self, table: str, column: str, row: int) -> Iterator[IO[bytes]]:
        """A large value to read piece by piece, by its row's number; for this thread alone.

        Raises:
            KnownError: STORE_DAMAGED, STORE_BUSY, DISK_FAILED.
        """
        with self._in_use() as database, known_errors():
            stream = open_blob(database, table, column, row)
            try:
                yield stream
            finally:
                stream.close()

    @contextlib.contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction: on the disk when the block ends, undone when it raises.

        Raises:
            KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED, STORE_BUSY, STORE_DAMAGED;
                nothing of the block is kept then.
        """
        with self._in_use() as database, self._writing, transaction(database):
            yield database

    def check_quickly(self) -> None:
        """Look at what every screen needs, and at all that nobody else has a copy of.

        A few milliseconds; files of reports and what the province can say again are left
        to :meth:`damage`.

        Raises:
            KnownError: STORE_DAMAGED.
        """
        for table in ("device", "events", "drafts", "attempts", "answers", "settings"):
            found = self.rows(f"PRAGMA quick_check({table})")
            if [value for row in found for value in row.values()] != ["ok"]:
                raise KnownError(Code.STORE_DAMAGED)

    def damage(self) -> list[str]:
        """What is wrong anywhere in the file, for logs; empty when it is whole.

        Reads all of it: for a timer or a repair, not for a start.
        """
        try:
            found = self.rows("PRAGMA cipher_integrity_check") or self.rows("PRAGMA quick_check")
        except KnownError as error:
            return [error.code]
        lines = [str(value) for row in found for value in row.values()]
        return [line for line in lines if line != "ok"]

    def close(self) -> None:
        """Let what runs in other threads end, close every connection and forget the key.

        Whoever comes later gets a RuntimeError. Closing twice is harmless; not within
        :meth:`write`.
        """
        with self._used:
            # A connection closed under a running query would take the process with it.
            self._used.wait_for(lambda: self._uses == 0)
            self._key = None
            for database in self._connections:
                database.close()
            self._connections.clear()
            self._local = threading.local()

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[Database]:
        with self._used:
            if self._key is None:
                raise RuntimeError("the store is closed")
            self._uses += 1
        try:
            yield self._database()
        finally:
            with self._used:
                self._uses -= 1
                self._used.notify_all()

    def _database(self) -> Database:
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            with self._opening, known_errors():
                database = connect(self.path, self.key)
                self._connections.append(database)
            self._local.database = database
        return database


def open_blob(
    database: Database, table: str, column: str, row: int, *, writing: bool = False
) -> IO[bytes]:
    """A large value as a file of a fixed size; close it before the transaction ends."""
    connection: Any = database.conn  # SQLCipher's, which has more than sqlite3's
    stream: IO[bytes] = connection.open_blob(table, column, row, not writing)
    return stream


@contextlib.contextmanager
def transaction(database: Database) -> Iterator[None]:
    """BEGIN IMMEDIATE to COMMIT on one connection, or ROLLBACK when the block raises.

    Raises:
        KnownError: as ``Store.write``.
    """
    connection = database.conn
    with known_errors(writing=True):
        connection.execute("PRAGMA query_only = OFF")
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        finally:
            connection.execute("PRAGMA query_only = ON")
