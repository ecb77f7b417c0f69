import random
import secrets
import shutil
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import zstandard

from desktop.store import attempts, backups, contents, device, drafts, events, settings, views
from desktop.store.backups import Stop
from desktop.store.errors import Code, KnownError
from desktop.store.names import FILE_NAME
from desktop.store.opening import open_store
from desktop.store.pages import SIZE, followed
from desktop.store.repair import DAMAGED, FETCH_HISTORY, repair
from sync.protocol.messages import AttemptFinished, EventKind, ReportSubmitted
from tests.desktop.store.damage import begin, confirm, flip, known, size_in_pages, work
from tests.desktop.store.folder import NAME, PASSWORD
from tests.desktop.store.photos import add_photos, held

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def worked(folder):
    """A closed store, its key and what was in it; 25 events, most of them confirmed."""
    store = folder.create().store
    work(folder, store, 20)
    report = begin(folder, store, 5)
    confirm(store, 15)
    key, before, row = store.key, known(store), device.read(store)
    store.close()
    return key, before, row, report


def test_every_single_page_may_be_damaged(folder, worked):
    """One flipped bit costs at most what stood on its page, and never the rest."""
    key, before, row, report = worked
    draw = random.Random(3)
    whole = folder.path.with_name("whole")
    shutil.copytree(folder.path, whole)
    losses = []
    for page in range(1, size_in_pages(whole) + 1):
        shutil.rmtree(folder.path)
        shutil.copytree(whole, folder.path)
        backups.keep_salt(folder.path / FILE_NAME)
        flip(folder.path / FILE_NAME, page, draw)
        done = repair(folder.path, key)
        store = folder.open().store
        after = known(store)
        assert after.items() <= before.items(), "nothing is invented or altered"
        losses.append(len(before) - len(after))
        assert done.events == len(after)
        assert done.missing in {0, losses[-1]}, "a gap is counted, an end is not seen"
        new = device.read(store)
        assert new.epoch != row.epoch
        if done.knows_itself:
            assert (new.token, new.signing_seed, new.cursor) == (row.token, row.signing_seed, 0)
        if done.drafts:
            assert drafts.read(store, report).state == '{"a":"ă"}'
        store.close()
    assert sum(loss == 0 for loss in losses) > len(losses) / 2
    assert max(losses) < 20


@pytest.mark.parametrize("left", [0.9, 0.5, 0.1, 0])
def test_a_file_cut_short_gives_what_is_left_and_the_backup_the_rest(folder, worked, left):
    key, before, row, _ = worked
    path = folder.path / FILE_NAME
    backups.make(path, key, NOW, Stop())
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * left))
    done = repair(folder.path, key)
    store = folder.open().store
    assert known(store) == before
    assert (done.missing, done.knows_itself, done.drafts, done.open_attempts) == (0, True, 1, 1)
    assert done.backup_made == int(NOW.timestamp() * 1000)
    assert device.read(store).token == row.token
    kept = list((folder.path / DAMAGED).glob(f"*/{FILE_NAME}"))
    assert len(kept) == 1


def test_a_vanished_file_comes_back_from_its_backup(folder, worked):
    key, before, _, report = worked
    backups.make(folder.path / FILE_NAME, key, NOW, Stop())
    (folder.path / FILE_NAME).unlink()
    with pytest.raises(KnownError) as caught:
        folder.open()
    assert caught.value.code is Code.STORE_MISSING
    repair(folder.path, key)
    store = folder.open().store
    assert known(store) == before
    assert drafts.read(store, report) is not None


def test_with_nothing_left_nothing_is_touched(folder, worked):
    key, *_ = worked
    path = folder.path / FILE_NAME
    path.write_bytes(b"\0" * SIZE * 3)
    with pytest.raises(KnownError) as caught:
        repair(folder.path, key)
    assert caught.value.code is Code.NOTHING_TO_RESTORE
    assert path.read_bytes() == b"\0" * SIZE * 3
    assert sorted(p.name for p in folder.path.glob("sonca.db*")) == [FILE_NAME]


def test_what_was_sent_or_finished_since_the_backup_is_not_begun_again(folder):
    """The backup has a draft and an open quiz that were finished later."""
    store = folder.create().store
    official = folder.official.id
    report = begin(folder, store, 11)
    kept = begin(folder, store, 12)
    backups.make(store.path, store.key, NOW, Stop())
    (quiz,) = [a for a in attempts.of_official(store, official) if a.started == 11]
    with store.write() as db:
        submitted = ReportSubmitted(report, "outage", "b" * 64, msgspec.Raw(b"{}"))
        events.append(db, EventKind.REPORT_SUBMITTED, submitted, official=official, at=1)
        drafts.delete(db, report)
        test = AttemptFinished("b3", "a" * 64, "vi", 11, 7, [], 1, True)
        events.append(db, EventKind.ATTEMPT_FINISHED, test, official=official, at=1)
        attempts.delete(db, quiz.id)
    before, key = known(store), store.key
    store.close()
    # Only the roots of drafts and attempts are hurt, so that the backup's are looked at.
    path = folder.path / FILE_NAME
    hurt = 0
    for page in range(2, size_in_pages(folder.path) + 1):
        original = path.read_bytes()
        flip(path, page, random.Random(page))
        try:
            folder.open().store.close()
        except KnownError:
            hurt += 1
            done = repair(folder.path, key)
            store = folder.open().store
            if known(store) == before:
                assert done.drafts == 1, "the one that was sent stays sent"
                assert drafts.read(store, kept) is not None
                assert [a.started for a in attempts.of_official(store, official)] == [12]
            store.close()
            shutil.rmtree(folder.path / DAMAGED)
        path.write_bytes(original)
    assert hurt > 5


def test_an_old_log_that_sqlite_passes_over_is_read(folder):
    """A flipped bit in the log makes SQLite forget every later transaction in silence."""
    store = folder.create().store
    for number in range(12):
        work(folder, store, 1, seed=number)
    before, key = known(store), store.key
    other = folder.path.with_name("killed")
    shutil.copytree(folder.path, other)  # as a power cut leaves it: with its log
    log = other / f"{FILE_NAME}-wal"
    data = bytearray(log.read_bytes())
    frames = (len(data) - 32) // (24 + SIZE)
    data[32 + (frames // 2) * (24 + SIZE) + 24 + 500] ^= 1
    log.write_bytes(data)
    assert followed(folder.path / f"{FILE_NAME}-wal") == frames
    assert followed(log) == frames // 2
    with pytest.raises(KnownError) as caught:
        open_store(other, NAME, PASSWORD)
    assert caught.value.code is Code.STORE_DAMAGED
    assert log.read_bytes() == data, "looking changes nothing"
    done = repair(other, key)
    store.close()
    opened = open_store(other, NAME, PASSWORD)
    after = known(opened.store)
    opened.store.close()
    assert after.items() <= before.items()
    assert len(after) >= len(before) - 3
    assert done.events == len(after)


def test_killed_at_any_step_the_repair_goes_on(folder, worked, monkeypatch):
    """Each rename may be the last thing that happens."""
    key, before, *_ = worked
    backups.make(folder.path / FILE_NAME, key, NOW, Stop())
    real = Path.replace
    for steps in range(4):
        left = [steps]

        def replace(self, target, left=left):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        with suppress(KeyboardInterrupt):
            repair(folder.path, key)
        monkeypatch.setattr(Path, "replace", real)
        store = folder.open().store
        assert known(store) == before
        store.close()


def test_bundle_numbers_jump_and_the_province_is_to_be_asked(folder, worked):
    key, *_ = worked
    store = folder.open().store
    settings.count_up(store, "bundle_number")
    settings.count_up(store, "bundle_number")
    store.close()
    repair(folder.path, key)
    store = folder.open().store
    assert settings.count_up(store, "bundle_number") > 1000
    assert settings.read(store, FETCH_HISTORY) == 0
    assert len(views.officials(store)) == 1


def test_a_draft_gets_its_form_from_what_is_installed(folder, worked):
    """The page with the form is hurt, the one with the draft is not."""
    key, *_, report = worked
    path = folder.path / FILE_NAME
    store = folder.open().store
    with store.write() as db:
        # A form that fills a page of its own.
        db.execute(
            "UPDATE contents SET body = ? WHERE hash = ?",
            [zstandard.compress(secrets.token_bytes(9000)), "b" * 64],
        )
    store.close()
    whole = path.read_bytes()
    rescued = 0
    for page in range(2, size_in_pages(folder.path) + 1):
        path.write_bytes(whole)
        flip(path, page, random.Random(page))
        repair(folder.path, key, {"b" * 64: b"as installed"}.get)
        store = folder.open().store
        if contents.read(store, "b" * 64) == b"as installed":
            rescued += drafts.read(store, report) is not None
        store.close()
    assert rescued


@pytest.fixture
def photographed(folder):
    """A closed store with 12 photos on 120 pages, 4 of them with the province; its backup."""
    store = folder.create().store
    work(folder, store, 5)
    photos = add_photos(store, 12, 36_000, arrived=4)
    backups.make(store.path, store.key, NOW, Stop())
    key = store.key
    store.close()
    return key, photos


def test_any_page_of_photos_may_be_damaged(folder, photographed):
    """Without a backup one page costs one photo, or a leaf of them; what it hit is counted."""
    key, photos = photographed
    whole = folder.path.with_name("whole")
    shutil.rmtree(folder.path / "backups")
    backups.keep_salt(folder.path / FILE_NAME)
    shutil.copytree(folder.path, whole)
    waiting = set(list(photos)[4:])
    lost = []
    for page in range(2, size_in_pages(whole) + 1, 3):
        shutil.rmtree(folder.path)
        shutil.copytree(whole, folder.path)
        flip(folder.path / FILE_NAME, page, random.Random(page))
        done = repair(folder.path, key)
        store = folder.open().store
        after = held(store)
        assert after.items() <= photos.items()
        lost.append(len(photos) - len(after))
        if store.value("SELECT count(*) FROM attachments") == len(photos):
            assert done.files == len(photos) - (lost[-1] if done.files < len(photos) else 0)
            if done.files == len(photos):
                assert done.lost_files == len(waiting - set(after))
        store.close()
    assert lost.count(1) > len(lost) / 2
    assert max(lost) <= len(photos) / 2


def test_a_photo_that_waits_comes_back_from_the_backup(folder, photographed):
    key, photos = photographed
    path = folder.path / FILE_NAME
    for page in range(path.stat().st_size // SIZE // 2, path.stat().st_size // SIZE, 4):
        flip(path, page, random.Random(page))
    done = repair(folder.path, key)
    store = folder.open().store
    assert list(photos)[4:] == [sha for sha in photos if sha in held(store)][-8:]
    assert (done.files, done.lost_files) == (12, 0)
    store.close()


def test_a_photo_whose_row_is_lost_is_announced_again(folder, photographed):
    """The list of files is gone; the reports that name them and the bytes are not."""
    key, photos = photographed
    shutil.rmtree(folder.path / "backups")
    path = folder.path / FILE_NAME
    store = folder.open().store
    root = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'files'")
    store.close()
    flip(path, root, random.Random(1))
    done = repair(folder.path, key)
    store = folder.open().store
    assert held(store) == photos
    assert done.files == len(photos)
    rows = store.rows("SELECT DISTINCT type, size FROM waiting_files")
    assert rows == [{"type": "image/jpeg", "size": 36_003}]
    store.close()


@pytest.mark.parametrize("how", ["photo", "list", "backup"])
def test_photos_go_over_one_by_one(folder, how):
    """30 MB of photos are mended in a few MB of memory, and every byte is told."""
    store = folder.create().store
    photos = add_photos(store, 60, 500_000)
    key, path = store.key, store.path
    root = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'file_bodies'")
    tracemalloc.start()
    backups.make(path, key, NOW, Stop())
    store.close()
    if how == "backup":
        path.unlink()
    else:
        flip(path, root if how == "list" else path.stat().st_size // SIZE // 2, random.Random(1))
    told = []
    tracemalloc.reset_peak()
    done = repair(folder.path, key, progress=lambda done, of: told.append((done, of)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6_000_000
    assert done.lost_files == 0
    store = folder.open().store
    assert held(store) == photos
    store.close()
    shares = [round(done / of, 4) for done, of in told]
    assert shares == sorted(shares)
    assert (shares[-1], len(shares) > 60) == (1, True)
    assert told[-1][1] >= 30_000_000
