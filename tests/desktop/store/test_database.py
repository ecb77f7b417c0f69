import resource
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.store import events, settings
from desktop.store.database import Store, connect
from desktop.store.errors import Code, KnownError
from desktop.store.migrations import STEPS
from desktop.store.names import FILE_NAME
from desktop.store.sqlcipher import dbapi2
from sync.protocol.messages import EventKind, LessonRead


def read_event(number: int = 0) -> LessonRead:
    return LessonRead("b2", "0" * 64, number)


def append(store: Store, number: int = 0) -> int:
    with store.write() as database:
        return events.append(
            database, EventKind.LESSON_READ, read_event(number), official="1" * 32, at=1
        )


def test_the_file_is_durable_and_encrypted(folder):
    store = folder.create().store
    assert store.value("PRAGMA journal_mode") == "wal"
    assert store.value("PRAGMA synchronous") == 2
    assert store.value("PRAGMA foreign_keys") == 1
    assert store.value("PRAGMA temp_store") == 2
    assert not (folder.path / FILE_NAME).read_bytes().startswith(b"SQLite format 3")


def test_nothing_is_written_outside_of_write(folder):
    store = folder.create().store
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        store.rows("INSERT INTO settings VALUES ('', 'a', '1') RETURNING name")
    with store.write():
        pass
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        store.rows("INSERT INTO settings VALUES ('', 'a', '1') RETURNING name")


def test_a_block_that_raises_keeps_nothing(folder):
    store = folder.create().store
    with pytest.raises(ZeroDivisionError), store.write() as database:
        database.execute("INSERT INTO settings VALUES ('', 'a', '1')")
        raise ZeroDivisionError
    assert store.rows("SELECT * FROM settings") == []


def test_counters_have_no_gap_whoever_writes(folder):
    store = folder.create().store
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: append(store, n), range(100)))
    counters = [row["counter"] for row in store.rows("SELECT counter FROM events ORDER BY id")]
    assert counters == list(range(1, 102))


def test_a_failed_block_leaves_no_gap_in_the_counters(folder):
    store = folder.create().store
    assert append(store) == 2
    with pytest.raises(ZeroDivisionError), store.write() as database:
        events.append(database, EventKind.LESSON_READ, read_event(), official="1" * 32, at=1)
        raise ZeroDivisionError
    assert append(store) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "UPDATE events SET body = '{}'",
        "UPDATE events SET counter = counter + 1",
        "UPDATE events SET at = 0",
    ],
)
def test_events_are_append_only(folder, statement):
    store = folder.create().store
    with pytest.raises(dbapi2.IntegrityError, match="append-only"), store.write() as database:
        database.execute(statement)


def test_the_bytes_kept_are_the_bytes_that_travel(folder):
    import msgspec

    store = folder.create().store
    append(store, 7)
    kept = store.value("SELECT body FROM events WHERE counter = 2")
    assert kept.encode() == msgspec.json.encode(read_event(7))


def test_an_event_that_could_never_travel_is_refused_at_once(folder):
    store = folder.create().store
    with pytest.raises(KnownError) as caught, store.write() as database:
        events.append(
            database,
            EventKind.LESSON_READ,
            LessonRead("x" * events.LARGEST_BODY, "v"),
            official="1" * 32,
            at=1,
        )
    assert caught.value.code is Code.REPORT_TOO_LARGE
    assert caught.value.params["most"] == events.LARGEST_BODY


def test_settings_are_kept_by_owner(folder):
    store = folder.create().store
    settings.write(store, "text_size", 18, owner="1" * 32)
    settings.write(store, "text_size", 20, owner="1" * 32)
    assert settings.read(store, "text_size", owner="1" * 32) == 20
    assert settings.read(store, "text_size", 14) == 14


def test_closing_forgets_the_key_and_may_be_repeated(folder):
    store = folder.create().store
    store.close()
    store.close()
    with pytest.raises(RuntimeError):
        store.rows("SELECT 1")


def test_closing_waits_for_what_runs_in_other_threads(folder):
    store = folder.create().store
    inside, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with store.write() as database:
            inside.set()
            go_on.wait(30)
            database.execute("INSERT INTO settings VALUES ('', 'a', '1')")

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(30)
    closer = threading.Thread(target=store.close)
    closer.start()
    assert store.key  # not closed yet
    go_on.set()
    writer.join()
    closer.join()
    assert settings.read(folder.open().store, "a") == 1


def test_another_process_holding_the_file_is_said(folder, monkeypatch):
    monkeypatch.setattr("desktop.store.database.BUSY_MS", 50)
    store = folder.create().store
    other = connect(store.path, store.key)
    other.conn.execute("PRAGMA query_only = OFF")
    other.conn.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(KnownError) as caught, store.write():
            pass
        assert caught.value.code is Code.STORE_BUSY
    finally:
        other.conn.execute("ROLLBACK")
        other.close()
    with store.write():
        pass


def test_a_reader_does_not_wait_for_a_writer(folder):
    store = folder.create().store
    inside, done = threading.Event(), threading.Event()

    def write() -> None:
        with store.write() as database:
            database.execute("INSERT INTO settings VALUES ('', 'a', '1')")
            inside.set()
            done.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    assert inside.wait(30)
    assert store.rows("SELECT * FROM settings") == []
    done.set()
    writer.join()
    assert len(store.rows("SELECT * FROM settings")) == 1


def test_a_full_disk_keeps_what_was_there(folder):
    store = folder.create().store
    append(store)
    pages = store.value("PRAGMA page_count")
    store._database().conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(KnownError) as caught:
        for number in range(1000):
            settings.write(store, f"n{number}", "x" * 500)
    assert caught.value.code is Code.DISK_FULL
    store._database().conn.execute("PRAGMA max_page_count = 1000000")
    assert append(store) == 3


FILL_THE_DISK = """
import json, resource, signal, sys
from pathlib import Path
from desktop.store import settings
from desktop.store.errors import KnownError
from desktop.store.opening import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
opened = open_store(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
for number in range(10_000):
    try:
        settings.write(opened.store, f"n{number}", "x" * 1000)
    except KnownError as error:
        print(error.code, number)
        break
"""


def test_a_disk_that_is_really_full_keeps_every_acknowledged_write(folder):
    """Files may not grow any more: what the operating system says on a full disk."""
    from tests.desktop.store.folder import NAME, PASSWORD

    folder.create().store.close()
    limit = str(400_000)
    done = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, str(folder.path), NAME, PASSWORD, limit],
        capture_output=True,
        text=True,
        check=True,
    )
    code, number = done.stdout.split()
    assert code in {Code.DISK_FULL, Code.DISK_FAILED}
    store = folder.open().store
    assert store.value("SELECT count(*) FROM settings") == int(number) > 10
    assert store.value("PRAGMA integrity_check") == "ok"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def damaged_at(folder, place):
    """The store's file with 64 bytes wiped out."""
    store = folder.create().store
    for number in range(50):
        settings.write(store, f"n{number}", "x" * 500)
    store.close()
    path = folder.path / FILE_NAME
    data = bytearray(path.read_bytes())
    assert len(data) > place + 64
    data[place : place + 64] = bytes(64)
    path.write_bytes(data)


def test_damage_in_a_far_page_is_found_by_looking(folder):
    damaged_at(folder, 40_000)
    assert folder.open().store.damage()


def test_a_whole_file_has_no_damage(folder):
    assert folder.create().store.damage() == []


@pytest.mark.parametrize("place", [0, 20, 4096, 5000])
def test_a_damaged_file_is_said(folder, place):
    damaged_at(folder, place)
    with pytest.raises(KnownError) as caught:
        folder.open().store.rows("SELECT * FROM settings")
    assert caught.value.code is Code.STORE_DAMAGED


@pytest.mark.parametrize("size", [0, 10, 4096])
def test_a_file_cut_short_is_said_and_left_alone(folder, size):
    folder.create().store.close()
    path = folder.path / FILE_NAME
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(KnownError) as caught:
        folder.open().store.rows("SELECT * FROM device")
    assert caught.value.code is Code.STORE_DAMAGED
    assert path.stat().st_size == size


def test_every_table_has_been_thought_of_as_encrypted(folder):
    """No attached or temporary file: everything is in the one encrypted file."""
    store = folder.create().store
    databases = {row["name"] for row in store.rows("PRAGMA database_list")}
    assert databases == {"main"}
    assert [step.name for step in STEPS.applied(store._database())]
