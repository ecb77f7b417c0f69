"""A disk that is really full, on either side: said in words, and nothing lost or doubled.

The disk is one of its own, or the system's limit on files where none may be mounted; run
with SONCA_TEST_NO_MOUNT=1 to try the latter. PostgreSQL, which takes space for its log
beforehand, has its tables on the small disk; without one its own error is raised there.
"""

import hashlib
import io
import os
import random
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg
import pytest

from desktop.store import attachments, backups, events, keys
from desktop.store import repair as repairing
from desktop.store.backups import Stop
from desktop.store.names import FILE_NAME
from desktop.store.repair import repair
from desktop.usecases.errors import KnownError
from desktop.usecases.uploading import Uploading
from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError
from sync.client.transfer import Outgoing, Uploader
from sync.protocol.messages import EventKind, ReportSubmitted
from tests.desktop.store.photos import add_photos, held
from tests.sync.faults_province import MortalProvince
from tests.sync.faulty_pc import PASSWORD, Pc, check, decide
from tests.sync.small_disk import SmallDisk, small_disk

NOW = 1_790_000_000_000
FULL = {"mount": {"disk_full"}, "limit": {"disk_full", "disk_failed"}}
"""What the PC says: a limit on files looks to SQLite like a disk that fails."""
_DISK_FULL = """
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON intake_event EXECUTE FUNCTION full_disk();
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost nothing to check."""
    from desktop.store.opening import create_store

    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(create_store.__kwdefaults__, "cost", cheap)


class FullProvince:
    """A province on a small disk: its files, and its database whichever that is."""

    def __init__(self, disk: SmallDisk, province: MortalProvince, database_url: str) -> None:
        self.disk, self.province, self._url = disk, province, database_url

    def fill(self, leave: int = 0) -> None:
        if self._url and self.disk.kind == "limit":
            self._execute(_DISK_FULL)
        self.disk.fill(self._processes(), most=200_000, leave=leave)

    def free(self) -> None:
        self.disk.free()
        if self._url and self.disk.kind == "limit":
            self._execute("DROP FUNCTION full_disk CASCADE")

    def _processes(self) -> list[int]:
        assert self.province._process is not None
        group = self.province._process.pid
        found = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return [process for process in found if _group(process) == group]

    def _execute(self, sql: str) -> None:
        with psycopg.connect(self._url) as database:
            database.execute(sql.encode())


def _group(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


@pytest.fixture(autouse=True)
def told(full: FullProvince, record_property: Callable[..., None]) -> Iterator[None]:
    """What kind of disk it was stands in the report of the test."""
    record_property("disk", full.disk.kind)
    yield
    full.disk.free()


@pytest.fixture(scope="module")
def full(database_kind: str, request: pytest.FixtureRequest) -> Iterator[FullProvince]:
    owner = "postgres" if database_kind == "postgresql" and os.geteuid() == 0 else ""
    with small_disk(96, owner) as disk:
        url, drop = "", lambda: None
        if database_kind == "postgresql":
            url, drop = _database_on(disk, request.getfixturevalue("postgresql_socket"))
        if owner:
            # The server, which is not PostgreSQL's user, keeps its files there too.
            disk.path.chmod(0o777)
        province = MortalProvince(disk.path / "province", url)
        province.environment["SONCA_FILE_SPARE_MB"] = "1"
        province.codes += province.new_codes(4)
        province.start()
        try:
            yield FullProvince(disk, province, url)
        finally:
            disk.free()
            province.stop()
            drop()


def _database_on(disk: SmallDisk, socket: Path) -> tuple[str, Callable[[], None]]:
    """A database whose tables lie on the disk, and how to be rid of it."""
    name = f"full_{secrets.token_hex(4)}"
    space = disk.path / "tables"
    space.mkdir()
    if os.geteuid() == 0:
        import shutil

        shutil.chown(space, "postgres", "postgres")
    space.chmod(0o700)

    def do(*statements: str) -> None:
        with psycopg.connect(
            f"postgresql:///postgres?host={socket}&user=sonca", autocommit=True
        ) as database:
            for statement in statements:
                database.execute(statement.encode())

    if disk.kind == "mount":
        do(f"CREATE TABLESPACE {name} LOCATION '{space}'")
        do(f"CREATE DATABASE {name} TABLESPACE {name}")
    else:
        do(f"CREATE DATABASE {name}")

    def drop() -> None:
        do(f"DROP DATABASE {name} WITH (FORCE)")
        if disk.kind == "mount":
            do(f"DROP TABLESPACE {name}")

    return f"postgresql:///{name}?host={socket}&user=sonca", drop


@pytest.fixture
def pc(tmp_path: Path, full: FullProvince) -> Iterator[Pc]:
    made = Pc(tmp_path / "pc", full.province, lambda: NOW)
    made.recover()
    yield made
    made.close()


def report(pc: Pc, kilobytes: int) -> None:
    """An event that no compression makes small."""
    submission = msgspec.Raw(
        msgspec.json.encode({"values": {"note": secrets.token_hex(kilobytes * 500)}})
    )
    body = ReportSubmitted(secrets.token_hex(16), "incident", "a" * 64, submission)
    with pc.store.write() as database:
        kind = EventKind.REPORT_SUBMITTED
        events.append(database, kind, body, official=pc.session.official.id, at=NOW)


def test_the_provinces_disk_is_full(pc: Pc, full: FullProvince) -> None:
    """Messages and a file wait, with a code that says to try later, and then go once."""
    for _ in range(60):
        report(pc, 100)
    decide(pc, 3)
    photos = add_photos(pc.store, 1, 300_000)
    full.fill()
    assert pc.exchange() == "busy"
    uploading = Uploading(pc.session, lambda: NOW)
    sent = uploading.send()
    assert (sent.sent, sent.problem) == (0, "busy")
    waiting = pc.store.value("SELECT count(*) FROM events WHERE state = 'pending'")
    assert waiting > 0
    pc.work(2)
    assert pc.exchange() == "busy"
    full.free()
    pc.recover()
    assert uploading.send().sent == 1
    check(pc)
    ((sha256, photo),) = photos.items()
    stored = full.province.folder / "files" / "whole" / sha256[:2] / sha256
    assert hashlib.sha256(stored.read_bytes()).digest() == hashlib.sha256(photo).digest()


def test_the_provinces_disk_fills_up_in_the_middle_of_a_file(pc: Pc, full: FullProvince) -> None:
    """The system takes a part of what is written, and says so in a number only."""
    photo = random.Random(5).randbytes(400_000)
    digest = hashlib.sha256(photo).hexdigest()
    file = Outgoing(digest, len(photo), lambda: io.BytesIO(photo))
    carrier = HttpCarrier(pc.line.address, pc.store.value("SELECT token FROM device"), proxies={})
    uploader = Uploader(carrier)
    seen: list[int] = []

    def progress(there: int, of: int) -> None:
        if there and not any(seen):
            full.fill(leave=9_000)
        seen.append(there)

    with pytest.raises(CarrierError) as caught:
        uploader.upload(file, progress)
    assert caught.value.problem == "busy"
    reached = seen[-1]
    with pytest.raises(CarrierError) as caught:
        uploader.upload(file, lambda there, of: None)
    assert caught.value.problem == "busy"
    full.free()
    assert uploader.upload(file, lambda there, of: seen.append(there))
    assert seen == sorted(seen)
    assert seen[seen.index(reached) + 1] == reached, "it goes on where it had come to"
    carrier.close()
    stored = full.province.folder / "files" / "whole" / digest[:2] / digest
    assert stored.read_bytes() == photo


@pytest.fixture
def cramped(full: FullProvince) -> Iterator[tuple[Pc, SmallDisk]]:
    """A PC whose own disk is small."""
    with small_disk(48) as disk:
        made = Pc(disk.path / "pc", full.province, lambda: NOW)
        made.recover()
        yield made, disk
        disk.free()
        made.close()


def test_the_pcs_disk_is_full(cramped: tuple[Pc, SmallDisk]) -> None:
    """What the official does is refused in words; what the province decides waits there."""
    pc, disk = cramped
    pc.work(2)
    decide(pc, 20)
    cursor = pc.store.value("SELECT cursor FROM device")
    pc.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    disk.fill()
    with pytest.raises(KnownError) as caught:
        for _ in range(300):
            report(pc, 20)
    assert caught.value.code in FULL[disk.kind]
    done = pc.store.value("SELECT count(*) FROM events")
    with pytest.raises(KnownError) as caught:
        for _ in range(10):
            pc.exchange()
    assert caught.value.code in FULL[disk.kind]
    assert pc.store.value("SELECT cursor FROM device") == cursor
    assert pc.store.value("SELECT count(*) FROM events") == done
    disk.free()
    pc.recover()
    check(pc)
    assert pc.store.damage() == []


def test_nothing_half_is_left_of_a_backup_or_a_repair(
    cramped: tuple[Pc, SmallDisk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while they write: what they look at first said that there is room."""
    pc, disk = cramped
    for module in (backups, repairing):
        monkeypatch.setattr(module, "_SPARE", -(10**12))
    photos = add_photos(pc.store, 12, 1_000_000)
    store, folder = pc.store, pc.store.path.parent
    kept = backups.make(store.path, store.key, datetime.now(UTC), Stop())
    disk.fill(most=1_000_000)
    with pytest.raises(KnownError) as caught:
        backups.make(store.path, store.key, datetime.now(UTC), Stop())
    assert caught.value.code in FULL[disk.kind]
    assert [backup.path for backup in backups.listed(folder)] == [kept.path]
    assert not list((folder / "backups").glob("*.new"))

    pc.syncing.close()
    pc.session.close()
    key = keys.read(folder).open("Hoàng Thị Sử", PASSWORD).key
    whole = (folder / FILE_NAME).read_bytes()
    with pytest.raises(KnownError) as caught:
        repair(folder, key)
    assert caught.value.code in FULL[disk.kind]
    assert (folder / FILE_NAME).read_bytes() == whole
    assert sorted(path.name for path in folder.glob("sonca.db*")) == [FILE_NAME]
    disk.free()
    repair(folder, key)
    from desktop.usecases.people import Door

    session = Door(folder, lambda: NOW).sign_in("Hoàng Thị Sử", PASSWORD)
    assert held(session.store) == photos
    assert attachments.count_waiting(session.store)[0] == len(photos)
    session.close()
