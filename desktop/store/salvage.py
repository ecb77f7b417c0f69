"""What can still be read of a file: by SQLite where it can, leaf by leaf where it cannot."""

import contextlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop.store import bodies
from desktop.store.bodies import Bodies, Reading
from desktop.store.database import Row
from desktop.store.errors import Code, KnownError
from desktop.store.pages import SIZE, Pages, first_bytes, frames, salt_of
from desktop.store.records import LEAF, Chain, records
from desktop.store.sqlcipher import Database, dbapi2

Progress = Callable[[int, int], None]
"""Told bytes looked at, and bytes in all."""


@dataclass(frozen=True)
class Column:
    """``kind`` is the declared type; ``key`` says that it is the rowid itself."""

    name: str
    kind: str
    needed: bool
    key: bool


Shape = dict[str, list[Column]]
"""The tables of a file, with the columns that are stored."""


@dataclass
class Found:
    """Rows by table; closed after use.

    ``torn``: some of the table's rows may be missing. Of :data:`bodies.TABLE` there are
    no rows: ``bodies`` gives one at a time.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)
    bodies: Bodies | None = None
    _opened: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def keep_open(self, until_closed: Callable[[], None]) -> None:
        """What :meth:`close` is to do, the last first."""
        self._opened.callback(until_closed)

    def close(self) -> None:
        """Let go of the file."""
        self._opened.close()


def shape_of(database: Database) -> Shape:
    """Every table of ours, without what is computed."""
    names = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_sqlite%'"
            " ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
        )
    ]
    return {name: _columns(database, name) for name in names}


def of_file(
    path: Path,
    key: bytes,
    shape: Shape,
    salts: Iterable[bytes] = (),
    progress: Progress = lambda done, of: None,
) -> Found:
    """Everything that ``path`` and its log still give, without changing either.

    ``shape`` is what this program would make; ``salts`` are tried beside the file's own.

    Raises:
        KnownError: DISK_FULL and the like, for the copy that is worked on.
    """
    found = Found()
    if not path.exists():
        found.torn |= set(shape)
        return found
    reading = Reading(path, key)
    found.keep_open(reading.close)
    try:
        for name in shape:
            if name != bodies.TABLE:
                _read_by_sqlite(reading, name, shape[name], found)
        log = path.with_name(path.name + "-wal")

        def look(wanted: Shape) -> None:
            pages = Pages(path, key, [salt_of(path), *salts, *first_bytes(log, 1)])
            found.keep_open(pages.close)
            _read_by_leaf(pages, wanted, found, progress)

        only_bodies = {n: shape[n] for n in shape if n == bodies.TABLE}
        found.bodies = Bodies(reading, lambda: look(only_bodies))
        found.keep_open(found.bodies.close)
        if bodies.TABLE in shape and not found.bodies.whole:
            found.torn.add(bodies.TABLE)
        # SQLite follows a log to the first frame that does not fit, and is silent about the rest.
        if found.torn or frames(log):
            found.bodies.looked()
            look(shape)
    except BaseException:
        found.close()
        raise
    return found


def _read_by_sqlite(reading: Reading, name: str, columns: list[Column], found: Found) -> None:
    """The rows of a table, if SQLite can read every one of them."""
    found.torn.add(name)
    with contextlib.suppress(dbapi2.Error):
        try:
            database = reading.connect()
        except KnownError as error:
            if error.code is not Code.STORE_DAMAGED:
                raise
            return
        try:
            there = {column.name for column in _columns(database, name)}
            wanted = [column.name for column in columns if column.name in there]
            listed = ", ".join(wanted)
            cursor = database.execute(f"SELECT {listed} FROM {name} ORDER BY rowid")  # noqa: S608
            found.rows[name] = [dict(zip(wanted, row, strict=True)) for row in cursor]
            found.torn.discard(name)
        finally:
            database.close()


def _columns(database: Database, table: str) -> list[Column]:
    return [
        Column(name, kind, bool(needed), bool(key) and kind == "INTEGER")
        for _, name, kind, needed, _, key, hidden in database.execute(
            f"PRAGMA table_xinfo({table})"
        )
        if not hidden
    ]


def _read_by_leaf(pages: Pages, shape: Shape, found: Found, progress: Progress) -> None:
    for number in pages:
        if number % 256 == 0:
            progress(number * SIZE, pages.last * SIZE)
        if pages.kind(number) != LEAF:
            continue
        for record in records(pages, number):
            name = _table_of(record.values, shape)
            if name == bodies.TABLE and found.bodies is not None:
                found.bodies.place(*record.values)
            elif name is not None:
                with contextlib.suppress(ValueError):
                    row = _row(record.rowid, record.values, shape[name])
                    found.rows.setdefault(name, []).append(row)
    progress(pages.last * SIZE, pages.last * SIZE)


def _table_of(values: list[Any], shape: Shape) -> str | None:
    """The table that a row of the file can only come from, as far as can be told."""
    for name, columns in shape.items():
        if _fits(name, values, columns) and _MARKS.get(name, _anything)(values):
            return name
    return None


def _fits(name: str, values: list[Any], columns: list[Column]) -> bool:
    # Rows that were written before a column was added end before it.
    if len(values) != len(columns) and not _FEWEST.get(name, 99) <= len(values) < len(columns):
        return False
    for value, column in zip(values, columns, strict=False):
        if column.key:
            if value is not None:
                return False
        elif value is None:
            if column.needed:
                return False
        elif not isinstance(value, _KINDS[column.kind]):
            return False
    return True


def _row(rowid: int, values: list[Any], columns: list[Column]) -> Row:
    """
    Raises:
        ValueError: a page that it goes on in is bad.
    """
    return {
        column.name: rowid if column.key else value.read() if isinstance(value, Chain) else value
        for column, value in zip(columns, values, strict=False)
    }


def _anything(_values: list[Any]) -> bool:
    return True


def _is_event(values: list[Any]) -> bool:
    try:
        json.loads(values[6])
    except ValueError:
        return False
    return len(values[1]) == 16 and bool(values[2] > 0)


def _is_content(values: list[Any]) -> bool:
    return _head(values[1])[:4] == _ZSTD


def _is_file(values: list[Any]) -> bool:
    return re.fullmatch(r"[0-9a-f]{64}", values[0]) is not None


def _head(blob: bytes | Chain) -> bytes:
    return blob.head if isinstance(blob, Chain) else blob


_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_KINDS: Final[dict[str, type | tuple[type, ...]]] = {
    "INTEGER": int,
    "REAL": (int, float),
    "TEXT": str,
    "BLOB": (bytes, Chain),
}
_MARKS: Final[dict[str, Callable[[list[Any]], bool]]] = {
    "events": _is_event,
    "contents": _is_content,
    bodies.TABLE: _is_file,
}
"""What tells the rows of two tables apart that look alike."""
_FEWEST: Final = {"drafts": 8}
"""Columns of the oldest rows of tables that grew."""
