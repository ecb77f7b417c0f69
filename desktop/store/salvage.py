"""What can still be read of a file: by SQLite where it can, leaf by leaf where it cannot."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop.store.database import Row, connect
from desktop.store.errors import Code, KnownError
from desktop.store.pages import SALT, Frame, Pages, frames, salt_of
from desktop.store.records import LEAF, records
from desktop.store.sqlcipher import Database, dbapi2

Progress = Callable[[int, int], None]
"""Told pages looked at, and pages in all."""


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
    """Rows by table. ``torn``: some of the table's rows may be missing."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)


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
    with contextlib.suppress(KnownError, dbapi2.Error):
        _read_by_sqlite(path, key, shape, found)
    for name in shape:
        if name not in found.rows:
            found.torn.add(name)
    # SQLite follows a log to the first frame that does not fit, and is silent about the rest.
    if found.torn or _log(path):
        logged = [frame.data[:SALT] for frame in _log(path) if frame.page == 1]
        pages = Pages(path, key, [salt_of(path), *salts, *logged])
        _read_by_leaf(pages, shape, found, progress)
    return found


def _read_by_sqlite(path: Path, key: bytes, shape: Shape, found: Found) -> None:
    # Opening a file with a log changes both: a copy is opened. It is encrypted as they are.
    copy = path.with_name(path.name + ".reading")
    try:
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        for name in shape:
            try:
                found.rows[name] = _whole_table(copy, key, name, shape[name])
            except KnownError as error:
                if error.code is not Code.STORE_DAMAGED:
                    raise
            except dbapi2.Error:
                continue
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(f"{copy}{ending}").unlink(missing_ok=True)


def _whole_table(path: Path, key: bytes, name: str, columns: list[Column]) -> list[Row]:
    """The rows, if SQLite can read every one of them.

    Raises:
        KnownError, dbapi2.Error: it cannot.
    """
    # A connection of its own: after one bad page SQLCipher reads nothing more.
    database = connect(path, key)
    try:
        there = {column.name for column in _columns(database, name)}
        wanted = [column.name for column in columns if column.name in there]
        listed = ", ".join(wanted)
        cursor = database.execute(f"SELECT {listed} FROM {name} ORDER BY rowid")  # noqa: S608
        return [dict(zip(wanted, row, strict=True)) for row in cursor]
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


def _log(path: Path) -> list[Frame]:
    return frames(path.with_name(path.name + "-wal"))


def _read_by_leaf(pages: Pages, shape: Shape, found: Found, progress: Progress) -> None:
    for number in pages:
        if number % 16 == 0:
            progress(number, pages.last)
        if pages.kind(number) != LEAF:
            continue
        for record in records(pages, number):
            name = _table_of(record.values, shape)
            if name is not None:
                row = _row(record.rowid, record.values, shape[name])
                found.rows.setdefault(name, []).append(row)
    progress(pages.last, pages.last)


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
    return {
        column.name: rowid if column.key else value
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


def _is_file(values: list[Any]) -> bool:
    return hashlib.sha256(values[1]).hexdigest() == str(values[0])


_KINDS: Final[dict[str, type | tuple[type, ...]]] = {
    "INTEGER": int,
    "REAL": (int, float),
    "TEXT": str,
    "BLOB": bytes,
}
_MARKS: Final[dict[str, Callable[[list[Any]], bool]]] = {
    "events": _is_event,
    "contents": lambda values: values[1][:4] == b"\x28\xb5\x2f\xfd",
    "file_bodies": _is_file,
}
"""What tells the rows of two tables apart that look alike."""
_FEWEST: Final = {"drafts": 8}
"""Columns of the oldest rows of tables that grew."""
