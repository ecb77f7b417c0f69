"""The search index over the lessons: a file beside the store, made from a pack in a moment.

It holds what the pack beside it holds in plain, and nothing that anybody did, so it is
neither encrypted nor backed up. One file a version of the pack; others are removed.
"""

import contextlib
import logging
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.store.sqlcipher import dbapi2

if TYPE_CHECKING:
    from lessons.pack import CoursePack
    from lessons.search import Row

log = logging.getLogger(__name__)

FOLDER: Final = "search"
_FORMAT: Final = 1
"""Part of the file's name; another one when ``lessons.search.CREATE`` changes."""


class Match(NamedTuple):
    """A row of the index that fits, the best first."""

    lesson: str
    anchor: str
    title: str
    heading: str
    text: str


class LessonIndex:
    """The index of one version of the lessons. Any thread may use it."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._connection: dbapi2.Connection | None = None
        self._closed = False

    @property
    def ready(self) -> bool:
        """Whether :meth:`find` can be asked."""
        return self._connection is not None

    def prepare(self, pack: "CoursePack") -> None:
        """Open the pack's index; make it first if it is not there or is damaged.

        Without room on the disk it is made in memory, for this time.

        Raises:
            PackError, OSError: the pack cannot be read.
        """
        with self._making:
            if self.ready or self._closed:
                return
            connection = self._opened_or_made(pack)
            with self._lock:
                if self._closed:
                    connection.close()
                else:
                    self._connection = connection

    def find(self, expression: str, limit: int) -> list[Match]:
        """The rows that an expression of ``lessons.search`` finds; none before it is ready."""
        from lessons.search import SELECT

        with self._lock:
            if self._connection is None:
                return []
            try:
                found = self._connection.execute(SELECT, {"match": expression, "limit": limit})
                return [Match(*row) for row in found]
            except dbapi2.Error:
                # The file went bad under our hands: the next prepare() makes it anew.
                log.exception("searching the lessons")
                self._connection.close()
                self._connection = None
                return []

    def close(self) -> None:
        """Let the file go; harmless to repeat, also while it is being made."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened_or_made(self, pack: "CoursePack") -> dbapi2.Connection:
        path = self._folder / f"{_FORMAT}-{pack.version[:32]}.db"
        connection = _opened(path)
        if connection is None:
            with contextlib.suppress(OSError, dbapi2.Error):
                self._make(path, pack)
                connection = _opened(path)
        if connection is None:
            connection = dbapi2.connect(":memory:", check_same_thread=False)
            _fill(connection, pack)
        return connection

    def _make(self, path: Path, pack: "CoursePack") -> None:
        self._folder.mkdir(exist_ok=True)
        for old in self._folder.iterdir():
            # On Windows another window may still have it open.
            with contextlib.suppress(OSError):
                old.unlink()
        unfinished = path.with_suffix(".new")
        connection = dbapi2.connect(str(unfinished))
        try:
            # A power cut costs the file, and the file costs a moment.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _fill(connection, pack)
        finally:
            connection.close()
        unfinished.replace(path)


def _fill(connection: dbapi2.Connection, pack: "CoursePack") -> None:
    from msgspec.structs import astuple

    from lessons.search import CREATE, INSERT

    connection.execute(CREATE)
    connection.executemany(INSERT, map(astuple, _rows(pack)))
    connection.execute("INSERT INTO lesson_search (lesson_search) VALUES ('optimize')")
    connection.commit()


def _rows(pack: "CoursePack") -> "Iterable[Row]":
    from msgspec.structs import replace

    from lessons.search import rows

    for language in pack.languages:
        for entry in pack.entries(language):
            # Where there is no translation the Vietnamese lesson is found in both languages.
            for row in rows(pack.lesson_of_version(entry.version)):
                yield replace(row, language=language)


def _opened(path: Path) -> "dbapi2.Connection | None":
    """The index, or None when it is not there or not whole."""
    if not path.is_file():
        return None
    connection = dbapi2.connect(str(path), check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only = ON")
        (state,) = connection.execute("PRAGMA quick_check").fetchone()
        if state == "ok" and connection.execute("SELECT count(*) FROM lesson_search").fetchone():
            return connection
    except dbapi2.Error:
        pass
    connection.close()
    return None
