"""The bytes of photos and files out of a file that may be damaged, one at a time.

There may be hundreds of megabytes of them, so nothing here holds more than one. What a
body is called is its SHA-256: none is believed that does not have it.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.store.database import connect
from desktop.store.errors import Code, KnownError
from desktop.store.records import Chain
from desktop.store.sqlcipher import Database, dbapi2

TABLE: Final = "file_bodies"
_READING: Final = ".reading"
_LISTS: Final = (
    # The index over the names says it with a few pages; the table itself is read if not.
    "SELECT sha256, rowid FROM file_bodies",
    "SELECT sha256, rowid FROM file_bodies NOT INDEXED",
)


class Reading:
    """A file under another name, to be opened without any byte of it being changed.

    SQLite changes a log when it opens it, so that is copied; the file itself is only
    linked, where the disk can, and opened for reading. Closed after use.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._path = path.with_name(path.name + _READING)
        self._unlink()
        try:
            os.link(path, self._path)
        except OSError:
            shutil.copyfile(path, self._path)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(f"{path}-wal", f"{self._path}-wal")

    def connect(self) -> Database:
        """A connection of its own: after one bad page SQLCipher reads nothing more.

        Raises:
            KnownError: STORE_DAMAGED and the like.
        """
        return connect(self._path, self._key, read_only=True)

    def close(self) -> None:
        """Forget the other name."""
        with contextlib.suppress(OSError):
            self._unlink()

    def _unlink(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)


class Bodies:
    """What one file has. ``look`` goes through all its pages and tells :meth:`place`."""

    def __init__(self, reading: Reading, look: Callable[[], None]) -> None:
        self._reading, self._look = reading, look
        self._looked = False
        self._database: Database | None = None
        self._places: dict[str, list[bytes | Chain]] = {}
        listed = self._listed()
        self._listed_rows = listed or {}
        self.whole = listed is not None
        """Whether it can be said which there are; what is not named is not missed then."""

    def place(self, sha256: str, body: bytes | Chain) -> None:
        """A page says that this body lies there."""
        self._places.setdefault(sha256, []).append(body)

    def looked(self) -> None:
        """All pages were gone through: that need not be done again."""
        self._looked = True

    def may_have(self, sha256: str) -> bool:
        """Whether it was ever here, as far as can be told."""
        return not self.whole or sha256 in self._listed_rows

    def read(self, sha256: str) -> bytes | None:
        """A whole body; None when this file does not give it.

        Raises:
            KnownError: DISK_FAILED and the like; not for damage.
        """
        if not self.may_have(sha256):
            return None
        body = self._by_sqlite(sha256)
        if body is not None and hashlib.sha256(body).hexdigest() == sha256:
            return body
        if not self._looked:
            self._looked = True
            self._look()
        for place in reversed(self._places.get(sha256, [])):
            with contextlib.suppress(ValueError):
                body = place.read() if isinstance(place, Chain) else place
                if hashlib.sha256(body).hexdigest() == sha256:
                    return body
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _listed(self) -> dict[str, int] | None:
        for sql in _LISTS:
            try:
                return dict(self._open().execute(sql).fetchall())
            except dbapi2.Error:
                self.close()
            except KnownError as error:
                _only_damage(error)
        return None

    def _by_sqlite(self, sha256: str) -> bytes | None:
        if sha256 not in self._listed_rows:
            return None
        try:
            sql = "SELECT body FROM file_bodies WHERE rowid = ?"
            found = self._open().execute(sql, [self._listed_rows[sha256]]).fetchone()
        except dbapi2.Error:
            self.close()
            return None
        except KnownError as error:
            _only_damage(error)
            return None
        return found[0] if found else None

    def _open(self) -> Database:
        if self._database is None:
            self._database = self._reading.connect()
        return self._database


def _only_damage(error: KnownError) -> None:
    if error.code is not Code.STORE_DAMAGED:
        raise error
