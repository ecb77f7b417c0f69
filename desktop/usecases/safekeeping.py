"""Backups while nobody works, a look at the whole file, and mending a damaged one.

Everything here reads or writes whole files: call it off the GUI thread only.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.usecases.clock import Clock
from desktop.usecases.content import Content
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.medium import medium_errors
from desktop.usecases.people import Session, official_of

if TYPE_CHECKING:
    from desktop.store.repair import Repaired

OFTEN_MS: Final = 3600 * 1000
"""How old the last backup of a small file may be, and of a large one:"""
SELDOM_MS: Final = 8 * OFTEN_MS
_SMALL: Final = 20 * 1024 * 1024

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LastBackup:
    """``made`` in milliseconds by this PC's clock; ``size`` in bytes."""

    made: int
    size: int


class Safekeeping:
    """For the time that somebody is signed in."""

    def __init__(self, session: Session, clock: Clock) -> None:
        from desktop.store.backups import Stop

        self._session = session
        self._clock = clock
        self._stop = Stop()
        self._looked = False
        self._backed_up: tuple[object, ...] = ()

    def look_after(self) -> bool:
        """Look the whole file over once, and back it up when that is due; whether it did.

        Raises:
            KnownError: STORE_DAMAGED (mend it), DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
        """
        from desktop.store import backups

        store = self._session.store
        try:
            if not self._looked:
                self._looked = True
                if store.damage():
                    raise KnownError(Code.STORE_DAMAGED)
            state = self._state()
            if state == self._backed_up or not self._is_due():
                return False
            backups.make(store.path, store.key, self._today(), self._stop)
            self._backed_up = state
        except backups.Stopped:
            return False
        return True

    def last(self) -> LastBackup | None:
        """The newest backup on this PC."""
        from desktop.store import backups

        found = backups.listed(self._session.store.path.parent)
        if not found:
            return None
        return LastBackup(int(found[0].made.timestamp() * 1000), found[0].size)

    def put_on(self, folder: Path, progress: Progress = lambda done, of: None) -> Path:
        """Put a fresh backup into a new folder on a stick; gives that folder.

        When this returns the stick may be taken out. ``progress`` is told bytes.

        Raises:
            KnownError: STORE_DAMAGED, DISK_FULL, MEDIUM_FULL, MEDIUM_READ_ONLY,
                MEDIUM_GONE (folder).
        """
        from desktop.store import backups

        store = self._session.store
        made = backups.make(store.path, store.key, self._today(), self._stop)
        with medium_errors(folder):
            return backups.write_to(made, folder, progress, self._stop)

    def stop(self) -> None:
        """End what runs; nothing half is left. Any thread."""
        self._stop.ask()

    def _is_due(self) -> bool:
        last = self.last()
        if last is None:
            return True
        age = self._clock() - last.made
        # A backup from the future was made with a wrong clock.
        return not 0 <= age < (OFTEN_MS if last.size < _SMALL else SELDOM_MS)

    def _state(self) -> tuple[object, ...]:
        """What differs as soon as anything was done."""
        return tuple(
            self._session.store.rows(
                "SELECT (SELECT max(id) FROM events) AS done,"
                " (SELECT count(*) FROM events WHERE state = 'pending') AS waiting,"
                " (SELECT max(number) FROM changes) AS heard,"
                " (SELECT max(changed_at) FROM drafts) AS drafted,"
                " (SELECT count(*) FROM answers) AS answered"
            )[0].values()
        )

    def _today(self) -> datetime:
        return datetime.fromtimestamp(self._clock() / 1000, UTC)


class Repairing:
    """Mends the file of one data folder. ``key`` opens it; nobody may have it open.

    ``name`` is what ``official`` signed in with, in case that nothing else is left of them.
    """

    def __init__(self, data_dir: Path, key: bytes, official: str, name: str, clock: Clock) -> None:
        self._data_dir = data_dir
        self._key = key
        self._official = official
        self._name = name
        self._clock = clock

    def has_backup(self) -> bool:
        """Whether this PC has any backup to fill gaps from."""
        from desktop.store import backups

        return bool(backups.listed(self._data_dir))

    def run(self, content: Content, progress: Progress = lambda done, of: None) -> "Repaired":
        """Build a sound file and put it in the place of the damaged one.

        ``progress`` is told bytes. What was saved is in the answer.

        Raises:
            KnownError: NOTHING_TO_RESTORE, DISK_FULL, DISK_READ_ONLY, DISK_FAILED;
                everything is as it was.
        """
        from desktop.store import repair

        return repair.repair(self._data_dir, self._key, _Installed(content).body, progress)

    def sign_in(self) -> Session:
        """The official who began it, in the mended file.

        Raises:
            KnownError: STORE_DAMAGED, STORE_BUSY, DISK_FULL.
        """
        from desktop.store import opening, views
        from desktop.store.events import append
        from desktop.store.names import FILE_NAME
        from sync.protocol.messages import EventKind, OfficialAdded

        store = opening.sound(self._data_dir / FILE_NAME, self._key)
        found = {row.id: row for row in views.officials(store)}
        if self._official not in found:
            # Else the slot would open a file in which there is nobody.
            with store.write() as database:
                append(
                    database,
                    EventKind.OFFICIAL_ADDED,
                    OfficialAdded(self._official, self._name, "–"),
                    official=self._official,
                    at=self._clock(),
                )
            found = {row.id: row for row in views.officials(store)}
        row = found[self._official]
        return Session(store, official_of(row))


class _Installed:
    """Lessons and forms as they are installed, by the hash that drafts and quizzes know."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def body(self, content_hash: str) -> bytes | None:
        import msgspec

        from lessons import pack

        try:
            lessons = pack.load(self._content.home("lessons") / "lessons")
            return msgspec.json.encode(lessons.lesson_of_version(content_hash))
        except (pack.PackError, OSError, KeyError):
            return self._forms.get(content_hash)

    @cached_property
    def _forms(self) -> dict[str, bytes]:
        from reports.form import FormError, digest, dump, load

        bodies = {}
        for file in (self._content.home("forms") / "forms").glob("*.json"):
            with contextlib.suppress(OSError, FormError):
                form = load(file.read_bytes())
                bodies[digest(form)] = dump(form)
        return bodies
