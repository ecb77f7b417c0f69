"""Copies of the encrypted file, made while nobody waits for them.

Each is encrypted under the file's own key, carries the key slots beside it, and has
everything but the bytes of photos that the province has confirmed (see ``copies``).
The newest three stay, and one of each of the last four weeks in which any was made. They
are ordered by number, for a PC's clock may be years off. The newest two are never given
up; older ones are when they need too much of the disk.
"""

import contextlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop.store import copies, files, keys
from desktop.store.database import connect, known_errors
from desktop.store.errors import Code, KnownError
from desktop.store.names import BACKUPS, FILE_NAME
from desktop.store.pages import salt_of
from desktop.store.sqlcipher import Database, dbapi2
from sync.protocol import durably

NEWEST: Final = 3
WEEKS: Final = 4
_NEVER_GIVEN_UP: Final = 2
_MOST_OF_FREE: Final = 0.25
"""What part of the free disk the older backups may take."""
_SPARE: Final = 200 * 1024 * 1024
"""Bytes that a backup leaves free: the official's work comes first."""
_NAME: Final = re.compile(r"(\d{6})-(\d{8}T\d{6})\.db")
_SALT: Final = "salt"
_CHUNK: Final = 1024 * 1024

Progress = Callable[[int, int], None]
"""Told bytes copied, and bytes in all."""


@dataclass(frozen=True)
class Backup:
    """One copy. ``made`` is by this PC's clock then; ``size`` is in bytes."""

    path: Path
    number: int
    made: datetime
    size: int


class Stopped(Exception):
    """The official left, or the program ends: the backup is made another time."""


class Stop:
    """Ends a backup that runs in another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = False
        self._database: Database | None = None

    def ask(self) -> None:
        """End it now, and every later one. Any thread."""
        with self._lock:
            self._asked = True
            if self._database is not None:
                self._database.conn.interrupt()

    @property
    def asked(self) -> bool:
        return self._asked

    @contextlib.contextmanager
    def watching(self, database: Database) -> Iterator[None]:
        """Interrupt ``database`` when asked.

        Raises:
            Stopped: it was asked for.
        """
        with self._lock:
            if self._asked:
                raise Stopped
            self._database = database
        try:
            yield
        except dbapi2.OperationalError as error:
            if self._asked:
                raise Stopped from error
            raise
        finally:
            with self._lock:
                self._database = None


def listed(folder: Path) -> list[Backup]:
    """The backups of a data folder, the newest first."""
    found = []
    for path in (folder / BACKUPS).glob("*.db"):
        named = _NAME.fullmatch(path.name)
        if named:
            made = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append(Backup(path, int(named[1]), made, path.stat().st_size))
    return sorted(found, key=lambda backup: -backup.number)


def make(path: Path, key: bytes, now: datetime, stop: Stop) -> Backup:
    """Copy the file as it is now; nobody's reading or writing waits for it.

    Raises:
        KnownError: STORE_DAMAGED (a page that was needed cannot be read), DISK_FULL,
            DISK_READ_ONLY, DISK_FAILED; there is no half copy.
        Stopped: it was asked for.
    """
    folder = path.parent / BACKUPS
    before = listed(path.parent)
    number = before[0].number + 1 if before else 1
    copy = folder / f"{number:06d}-{now.astimezone(UTC):%Y%m%dT%H%M%S}.db"
    partial = copy.with_suffix(".new")
    try:
        folder.mkdir(exist_ok=True)
        for leftover in folder.glob("*.new"):
            leftover.unlink(missing_ok=True)
        _copy(path, key, partial, stop)
        durably.give_name(partial, copy)
    except OSError as error:
        raise files.disk_error(error) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    keys.write_copy(path.parent, folder)
    thin_out(path.parent)
    return Backup(copy, number, now, copy.stat().st_size)


def thin_out(folder: Path) -> None:
    """Remove the backups that no rule keeps."""
    found = listed(folder)
    weeks: dict[tuple[int, int], Backup] = {}
    for backup in found:
        weeks.setdefault(backup.made.isocalendar()[:2], backup)
    kept = {backup.path for backup in [*found[:NEWEST], *list(weeks.values())[:WEEKS]]}
    room = shutil.disk_usage(folder).free * _MOST_OF_FREE
    for place, backup in enumerate(found):
        room -= backup.size if place >= _NEVER_GIVEN_UP else 0
        if backup.path not in kept or (place >= _NEVER_GIVEN_UP and room < 0):
            with contextlib.suppress(OSError):
                backup.path.unlink()


def write_to(
    backup: Backup,
    target: Path,
    progress: Progress = lambda done, of: None,
    stop: Stop | None = None,
) -> Path:
    """Put a backup and its key slots into a new folder on a stick, flushed; gives the folder.

    Raises:
        OSError: the medium is full, gone or read-only; nothing half is left there.
        Stopped: it was asked for.
    """
    base = f"sonca-sao-luu-{backup.made:%Y%m%d-%H%M%S}"
    final = target / base
    partial = target / f"{base}.chua-xong"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        slots = backup.path.with_name(keys.FILE_NAME)
        shutil.copyfile(slots, partial / keys.FILE_NAME)
        done = 0
        with backup.path.open("rb") as source, (partial / FILE_NAME).open("wb") as out:
            while chunk := source.read(_CHUNK):
                if stop is not None and stop.asked:
                    raise Stopped
                out.write(chunk)
                # Else the system takes all of it at once and the last per cent takes minutes.
                durably.flush(out)
                done += len(chunk)
                progress(done, backup.size)
        with (partial / keys.FILE_NAME).open("rb+") as out:
            durably.flush(out)
        durably.flush_folder(partial)
        shutil.rmtree(final, ignore_errors=True)
        partial.replace(final)
        durably.flush_folder(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return final


def take_from(source: Path, folder: Path, progress: Progress = lambda done, of: None) -> None:
    """Bring a backup from a stick into a data folder, as its oldest; repairing uses it.

    ``source`` is the folder that :func:`write_to` made, or the one it lies in. The key
    slots come along where there are none.

    Raises:
        KnownError: BACKUP_NOT_FOUND, DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
    """
    found = sorted([*source.glob(FILE_NAME), *source.glob(f"sonca-sao-luu-*/{FILE_NAME}")])
    if not found or not keys.present(found[-1].parent):
        raise KnownError(Code.BACKUP_NOT_FOUND)
    chosen = found[-1]
    home = folder / BACKUPS
    try:
        home.mkdir(parents=True, exist_ok=True)
        made = datetime.fromtimestamp(chosen.stat().st_mtime, UTC)
        copy = home / f"000000-{made:%Y%m%dT%H%M%S}.db"
        partial = copy.with_suffix(".new")
        size, done = chosen.stat().st_size, 0
        if shutil.disk_usage(home).free < size + _SPARE:
            raise KnownError(Code.DISK_FULL)
        with chosen.open("rb") as stick, partial.open("wb") as out:
            while chunk := stick.read(_CHUNK):
                out.write(chunk)
                done += len(chunk)
                progress(done, size)
        if not keys.present(folder):
            keys.write(folder, keys.read(chosen.parent))
        durably.give_name(partial, copy)
    except OSError as error:
        raise files.disk_error(error) from error


def keep_salt(path: Path) -> None:
    """Keep the file's first bytes once more: without them no page of it can be judged.

    They are no secret. A disk that is full costs only this copy.
    """
    kept = path.parent / BACKUPS / _SALT
    with contextlib.suppress(OSError, KnownError):
        salt = salt_of(path)
        if salt and (not kept.exists() or kept.read_bytes() != salt):
            kept.parent.mkdir(exist_ok=True)
            files.replace(kept, salt)


def kept_salt(folder: Path) -> bytes:
    """What :func:`keep_salt` kept; empty when nothing was."""
    try:
        return (folder / BACKUPS / _SALT).read_bytes()
    except OSError:
        return b""


def _copy(path: Path, key: bytes, partial: Path, stop: Stop) -> None:
    # Connections of its own: closing the store does not wait for them.
    with known_errors(writing=True), contextlib.ExitStack() as opened:
        own = connect(path, key)
        opened.callback(own.close)
        _make_room(path.parent, copies.size_of(own) + _SPARE)
        fresh = copies.begin(partial, key)
        opened.callback(fresh.close)
        with stop.watching(fresh):
            copies.fill(fresh, path, key)


def _make_room(folder: Path, needed: int) -> None:
    """Give up older backups, never the newest, for a new one.

    Raises:
        KnownError: DISK_FULL.
    """
    for backup in [*reversed(listed(folder)[1:]), None]:
        if shutil.disk_usage(folder).free >= needed:
            return
        if backup is not None:
            with contextlib.suppress(OSError):
                backup.path.unlink()
    raise KnownError(Code.DISK_FULL)
