"""Making and opening the encrypted file and its key slots together."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from desktop.store import backups, device, events, files, identity, keys, repair
from desktop.store.database import Store, connect, known_errors, transaction
from desktop.store.errors import Code, KnownError
from desktop.store.migrations import migrate
from desktop.store.names import FILE_NAME, exists
from desktop.store.pages import followed, frames
from sync.protocol import durably
from sync.protocol.messages import EventKind, OfficialAdded


@dataclass(frozen=True)
class OpenedStore:
    """An open store, and the id of the official whose password opened it."""

    store: Store
    official: str


def create_store(
    folder: Path,
    official: OfficialAdded,
    password: str,
    *,
    address: str,
    code: str,
    at: int,
    cost: keys.Cost = keys.STANDARD,
) -> OpenedStore:
    """Make a store with its first official and a pending enrolment.

    Everything is written under another name first; the last step, one rename, is
    what makes the store exist. A PC killed before that is as new as it was.

    Raises:
        KnownError: STORE_EXISTS, DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
    """
    if exists(folder):
        raise KnownError(Code.STORE_EXISTS)
    path, unfinished = folder / FILE_NAME, folder / f"{FILE_NAME}.new"
    key = secrets.token_bytes(keys.KEY_BYTES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (FILE_NAME, unfinished.name):
            for leftover in ("", "-wal", "-shm"):
                (folder / (name + leftover)).unlink(missing_ok=True)
        _write_first_rows(unfinished, key, official, address=address, code=code, at=at)
        keys.set_aside(folder)
        slots = keys.new_slots().with_slot(official.id, official.name, password, key, cost)
        keys.write(folder, slots)
        unfinished.replace(path)
        durably.flush_folder(folder)
    except OSError as error:
        raise files.disk_error(error) from error
    store = Store(path, key)
    identity.keep(store)
    return OpenedStore(store, official.id)


def open_store(folder: Path, name: str, password: str) -> OpenedStore:
    """Open the store with an official's name and password, in this program's shape.

    Raises:
        KnownError: STORE_MISSING, KEYS_MISSING, KEYS_DAMAGED, WRONG_PASSWORD,
            STORE_TOO_NEW, STORE_DAMAGED, STORE_BUSY, STORE_UPGRADE_FAILED, DISK_FULL.
    """
    path = folder / FILE_NAME
    try:
        repair.finish(folder)
    except OSError as error:
        raise files.disk_error(error) from error
    if not path.exists():
        raise KnownError(Code.STORE_MISSING)
    opened = keys.read(folder).open(name, password)
    return OpenedStore(sound(path, opened.key), opened.official)


def sound(path: Path, key: bytes) -> Store:
    """The file behind a key, in this program's shape, after a quick look at what matters most.

    Raises:
        KnownError: as :func:`open_store`.
    """
    _check_log(path)
    migrate(path, key)
    backups.keep_salt(path)
    store = Store(path, key)
    try:
        store.check_quickly()
        identity.keep(store)
    except BaseException:
        store.close()
        raise
    return store


def _check_log(path: Path) -> None:
    """Look for transactions in the log that SQLite passes over in silence.

    It follows the log to the first frame that does not fit. One transaction behind that is
    what a power cut leaves of a commit that nobody was told of; a second one means that
    the first had been on the disk, and is damaged: its counters would be given anew.

    Raises:
        KnownError: STORE_DAMAGED.
    """
    log = path.with_name(path.name + "-wal")
    logged = frames(log)
    if sum(frame.commits for frame in logged[followed(log) :]) > 1:
        raise KnownError(Code.STORE_DAMAGED)


def _write_first_rows(
    path: Path, key: bytes, official: OfficialAdded, *, address: str, code: str, at: int
) -> None:
    with known_errors(writing=True):
        migrate(path, key, fresh=True)
        database = connect(path, key)
        try:
            with transaction(database):
                device.create(
                    database,
                    {
                        "epoch": secrets.token_hex(8),
                        **identity.fresh(),
                        "address": address,
                        "code": code,
                    },
                )
                events.append(
                    database, EventKind.OFFICIAL_ADDED, official, official=official.id, at=at
                )
        finally:
            database.close()
