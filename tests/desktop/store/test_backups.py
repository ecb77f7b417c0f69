import random
import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest

from desktop.store import backups, contents, drafts, keys, names, opening
from desktop.store.backups import Stop, Stopped
from desktop.store.database import Store
from desktop.store.errors import Code, KnownError
from desktop.store.names import FILE_NAME
from desktop.store.pages import SIZE
from tests.desktop.store.damage import begin, flip, known, work
from tests.desktop.store.folder import NAME, PASSWORD
from tests.desktop.store.photos import add_photos, held

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_backup_is_the_file_encrypted_and_opens_by_password(folder, tmp_path):
    store = folder.create().store
    work(folder, store, 10)
    made = backups.make(store.path, store.key, NOW, Stop())
    assert made.path.read_bytes()[:6] != b"SQLite"
    assert NAME.encode() not in made.path.read_bytes()
    target = backups.write_to(made, tmp_path)
    assert sorted(path.name for path in target.iterdir()) == [keys.FILE_NAME, FILE_NAME]
    opened = opening.open_store(target, NAME, PASSWORD)
    assert known(opened.store) == known(store)
    opened.store.close()


def test_writing_goes_on_while_a_backup_is_made(folder):
    store = folder.create().store
    work(folder, store, 300)
    done = threading.Event()

    def copy():
        for _ in range(3):
            backups.make(store.path, store.key, NOW, Stop())
        done.set()

    thread = threading.Thread(target=copy)
    thread.start()
    written = 0
    while not done.is_set():
        work(folder, store, 1, seed=written)
        written += 1
    thread.join()
    assert written > 1


def test_only_what_the_rules_keep_stays(folder):
    """Three newest, and one a week for four weeks; a clock that jumped loses none of the newest."""
    store = folder.create().store
    for day in range(60):
        backups.make(store.path, store.key, NOW + timedelta(days=day), Stop())
    days = [(backup.made - NOW).days for backup in backups.listed(folder.path)]
    # 23 November 2026 is a Monday: each week's last, and the three newest.
    assert days == [59, 58, 57, 55, 48, 41]
    backups.make(store.path, store.key, NOW - timedelta(days=3650), Stop())
    newest = backups.listed(folder.path)[0]
    assert (newest.number, newest.made.year) == (61, 2016)


def test_leftovers_of_a_kill_are_cleared(folder):
    store = folder.create().store
    home = folder.path / "backups"
    home.mkdir()
    (home / "000001-20260101T000000.new").write_bytes(b"half")
    assert backups.listed(folder.path) == []
    backups.make(store.path, store.key, NOW, Stop())
    assert sorted(path.suffix for path in home.iterdir()) == [".db", ".json"]


def test_a_backup_ends_when_the_official_leaves(folder):
    store = folder.create().store
    stop = Stop()
    stop.ask()
    with pytest.raises(Stopped):
        backups.make(store.path, store.key, NOW, stop)
    assert backups.listed(folder.path) == []
    assert [path.name for path in (folder.path / "backups").iterdir()] == []


def test_a_running_backup_is_broken_off(folder):
    store = folder.create().store
    work(folder, store, 6000)
    stop = Stop()
    timer = threading.Timer(0.002, stop.ask)
    timer.start()
    try:
        with pytest.raises(Stopped):
            for _ in range(100):
                backups.make(store.path, store.key, NOW, stop)
    finally:
        timer.join()
    assert not list((folder.path / "backups").glob("*.new"))


def test_a_damaged_page_is_noticed_and_no_backup_replaced(folder):
    store = folder.create().store
    work(folder, store, 300)
    good = backups.make(store.path, store.key, NOW, Stop())
    key = store.key
    store.close()
    flip(store.path, 40, random.Random(1))
    with pytest.raises(KnownError) as caught:
        backups.make(store.path, key, NOW, Stop())
    assert caught.value.code is Code.STORE_DAMAGED
    assert backups.listed(folder.path) == [good]


def test_whatever_page_is_damaged_a_backup_is_whole_or_not_made(folder):
    store = folder.create().store
    work(folder, store, 12)
    begin(folder, store, 3)
    add_photos(store, 4, 9000)
    before, key = _everything(store), store.key
    store.close()
    path = folder.path / FILE_NAME
    whole, made = path.read_bytes(), 0
    for page in range(1, len(whole) // SIZE + 1):
        flip(path, page, random.Random(page))
        try:
            backup = backups.make(path, key, NOW, Stop())
        except KnownError as error:
            assert error.code is Code.STORE_DAMAGED
        else:
            copy = Store(backup.path, key)
            assert _everything(copy) == before
            copy.close()
            made += 1
        path.write_bytes(whole)
    assert made < len(whole) // SIZE / 2


def _everything(store):
    tables = ("device", "contents", "events", "attempts", "answers", "drafts", "settings")
    tables += ("changes", "files", "file_bodies", "attachments", "_sqlite_migrations")
    return {name: store.rows(f"SELECT * FROM {name} ORDER BY rowid") for name in tables}


def test_photos_that_the_province_has_are_not_backed_up(folder):
    """What waits is, and what a draft shows again because the report came back."""
    store = folder.create().store
    photos = add_photos(store, 9, 30_000, arrived=6)
    returned = f"{1:032x}"
    with store.write() as db:
        contents.keep(db, "b" * 64, b"a form")
        drafts.add(
            db, drafts.Draft(returned, 2, "outage", "b" * 64, folder.official.id, 1, 1, "{}")
        )
    made = backups.make(store.path, store.key, NOW, Stop())
    copy = Store(made.path, store.key)
    assert held(copy) == dict(list(photos.items())[3:])
    assert copy.rows("SELECT * FROM files") == store.rows("SELECT * FROM files")
    copy.close()
    assert made.size < 6 * 30_000 + 150_000


def test_a_full_disk_costs_the_older_backups_and_never_the_newest(folder, monkeypatch):
    store = folder.create().store
    add_photos(store, 3, 100_000)
    for day in range(3):
        backups.make(store.path, store.key, NOW + timedelta(days=day), Stop())
    newest = backups.listed(folder.path)[0]
    free = [0]
    usage = shutil.disk_usage(folder.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free[0]))
    with pytest.raises(KnownError) as caught:
        backups.make(store.path, store.key, NOW, Stop())
    assert caught.value.code is Code.DISK_FULL
    assert backups.listed(folder.path) == [newest]
    free[0] = backups._SPARE + 600_000
    assert backups.make(store.path, store.key, NOW, Stop()).number == newest.number + 1


def test_slots_that_are_lost_are_found_with_the_backups(folder):
    store = folder.create().store
    backups.make(store.path, store.key, NOW, Stop())
    store.close()
    for name in ("keys.json", "keys.copy.json"):
        (folder.path / name).unlink()
    assert folder.open().official == folder.official.id


def test_a_full_stick_leaves_nothing_half(folder, tmp_path, monkeypatch):
    store = folder.create().store
    made = backups.make(store.path, store.key, NOW, Stop())
    stick = tmp_path / "stick"
    stick.mkdir()
    stop = Stop()

    def progress(_done, _of):
        stop.ask()

    work(folder, store, 12_000)
    made = backups.make(store.path, store.key, NOW, Stop())
    with pytest.raises(Stopped):
        backups.write_to(made, stick, progress, stop)
    assert list(stick.iterdir()) == []


def test_a_stick_sets_up_another_pc(folder, tmp_path):
    from tests.desktop.store.folder import Folder

    store = folder.create().store
    work(folder, store, 10)
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.write_to(backups.make(store.path, store.key, NOW, Stop()), stick)
    other = Folder(tmp_path / "other")
    backups.take_from(stick, other.path)
    assert names.exists(other.path)
    with pytest.raises(KnownError) as caught:
        other.open()
    assert caught.value.code is Code.STORE_MISSING
    from desktop.store.repair import repair

    key = keys.read(other.path).open(NAME, PASSWORD).key
    repair(other.path, key)
    opened = other.open()
    assert known(opened.store) == known(store)
    other.close()


def test_a_folder_without_a_backup_is_said(folder, tmp_path):
    with pytest.raises(KnownError) as caught:
        backups.take_from(tmp_path, folder.path)
    assert caught.value.code is Code.BACKUP_NOT_FOUND
