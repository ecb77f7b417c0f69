"""When nobody on the PC knows a password any more: asking the province to open it.

A request goes to the province on a stick, its answer comes back the same way. The way is
laid when the PC enrols (:func:`seal`); what it needs lies with the key slots.
"""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.usecases.errors import Code, KnownError
from desktop.usecases.medium import medium_errors
from desktop.usecases.people import Official, Session, check_password, official_of

if TYPE_CHECKING:
    from desktop.store.database import Store

_ASKED: Final = "recovery.txt"
"""The secret half of the request's own key; opens nothing without the province's answer."""


def seal(session: Session) -> bool:
    """Seal the file's key to the province, once it is known; whether that was to be done.

    Raises:
        KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
    """
    from desktop.store import device, keys
    from sync.protocol import recovery

    store = session.store
    row, folder = device.read(store), store.path.parent
    if not row.enrolled or not row.province_recipient:
        return False
    slots = keys.read(folder)
    if slots.sealed_to == row.province_recipient:
        return False
    sealed = recovery.seal(store.key, row.device, row.province_recipient)
    keys.write(folder, replace(slots, sealed=sealed, sealed_to=row.province_recipient))
    return True


class Recovery:
    """For a PC that nobody can sign in to."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._store: Store | None = None

    def is_possible(self) -> bool:
        """Whether the PC was ever enrolled since it seals its key."""
        from desktop.store import keys

        with contextlib.suppress(KnownError):
            return bool(keys.read(self._data_dir).sealed)
        return False

    def ask(self, folder: Path) -> Path:
        """Write the request for the province into ``folder``, flushed.

        Raises:
            KnownError: RECOVERY_UNAVAILABLE, KEYS_MISSING, KEYS_DAMAGED, MEDIUM_FULL,
                MEDIUM_READ_ONLY, MEDIUM_GONE (folder), DISK_FULL.
        """
        import msgspec
        import pyrage

        from desktop.store import files, keys
        from sync.protocol import durably, recovery

        sealed = keys.read(self._data_dir).sealed
        if not sealed:
            raise KnownError(Code.RECOVERY_UNAVAILABLE)
        identity = pyrage.x25519.Identity.generate()
        files.replace(self._data_dir / _ASKED, str(identity).encode())
        request = recovery.Request(sealed, str(identity.to_public()))
        path = folder / recovery.REQUEST
        with medium_errors(folder), durably.new_file(path) as out:
            out.write(msgspec.json.encode(request))
        return path

    def read_answer(self, folder: Path) -> list[Official]:
        """Open the file with the province's answer; gives who works here.

        Raises:
            KnownError: RECOVERY_ANSWER_MISSING, MEDIUM_GONE (folder), STORE_DAMAGED.
        """
        from desktop.store import opening, views
        from desktop.store.names import FILE_NAME
        from sync.protocol import recovery

        try:
            identity = (self._data_dir / _ASKED).read_text()
            data = (folder / recovery.ANSWER).read_bytes()
            key = recovery.read_answer(data, identity)
        except (OSError, recovery.BadRecovery) as error:
            raise KnownError(Code.RECOVERY_ANSWER_MISSING) from error
        self.close()
        self._store = opening.sound(self._data_dir / FILE_NAME, key)
        rows = views.officials(self._store)
        return [official_of(row) for row in rows]

    def let_in(self, official: Official, password: str) -> Session:
        """Give the official a new password and sign them in; the request is used up.

        Raises:
            KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE, DISK_FULL.
        """
        from desktop.store import keys

        check_password(password, official.name)
        store = self._store
        if store is None:
            raise RuntimeError("there is no answer yet")
        slots = keys.read(self._data_dir).with_slot(official.id, official.name, password, store.key)
        keys.write(self._data_dir, slots)
        (self._data_dir / _ASKED).unlink(missing_ok=True)
        self._store = None
        return Session(store, official)

    def close(self) -> None:
        """Nobody was let in: close the file."""
        if self._store is not None:
            self._store.close()
            self._store = None
