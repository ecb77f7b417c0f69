"""Every shape that the file ever had is opened by this program, and no newer one."""

import shutil
from pathlib import Path

import pytest

from desktop.store import device, keys, migrations, views
from desktop.store.database import connect, transaction
from desktop.store.errors import Code, KnownError
from desktop.store.migrations import STEPS
from desktop.store.names import BACKUPS, FILE_NAME
from desktop.store.opening import open_store
from desktop.store.sqlcipher import Migrations, dbapi2
from tests.desktop.store import old_database

OLD = Path(__file__).parents[2] / "data" / "old_databases"
SHAPES = [step.name for step in STEPS._migrations]


def test_a_file_of_every_shape_is_kept():
    assert sorted(path.name for path in OLD.iterdir()) == SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_of_an_old_shape_is_opened_with_all_that_is_in_it(tmp_path, shape):
    shutil.copytree(OLD / shape, tmp_path / "data")
    opened = open_store(tmp_path / "data", old_database.NAME, old_database.PASSWORD)
    store = opened.store
    try:
        assert [step.name for step in STEPS.applied(store._database())] == SHAPES
        assert store.damage() == []
        assert [one.name for one in views.officials(store)] == [old_database.NAME]
        assert device.read(store).commune == old_database.COMMUNE
        (report,) = views.reports(store)
        assert (report.state, report.to_mend) == ("returned", {"/data/minutes": "Bao nhiêu?"})
        (draft,) = views.drafts(store)
        assert draft.revision == 2
        progress = views.progress(store, opened.official)
        assert progress["b2"].best == 0.75
        assert store.value("SELECT count(*) FROM answers") == 1
    finally:
        store.close()
    backups = sorted((tmp_path / "data").glob(f"{BACKUPS}/*.db"))
    assert [path.name for path in backups] == (
        [] if shape == SHAPES[-1] else [f"before-{shape}.db"]
    )


def schema(database):
    rows = database.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE name NOT LIKE '%sqlite%' ORDER BY type, name"
    )
    return rows.fetchall()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_step_is_never_changed_once_it_is_made(tmp_path, shape):
    """What the steps up to a shape make now is what they made when its file was kept."""
    following = SHAPES[SHAPES.index(shape) + 1 :]
    made = connect(tmp_path / "made.db", bytes(32))
    with transaction(made):
        STEPS.apply(made, stop_before=following)
    slots = keys.read(OLD / shape)
    shutil.copy(OLD / shape / FILE_NAME, tmp_path)
    key = slots.open(old_database.NAME, old_database.PASSWORD).key
    kept = connect(tmp_path / FILE_NAME, key)
    try:
        assert schema(made) == schema(kept)
    finally:
        made.close()
        kept.close()


@pytest.fixture
def next_step(monkeypatch):
    """This program, one step further."""
    newer = Migrations("sonca")
    newer._migrations = list(STEPS._migrations)
    monkeypatch.setattr(migrations, "STEPS", newer)
    return newer


def test_before_a_step_the_file_is_copied_encrypted(folder, next_step):
    next_step(name="9999_next")(lambda db: db.execute("CREATE TABLE later (a)") and None)
    opened = folder.create()
    before = opened.store.rows("SELECT * FROM events")
    key = opened.store.key
    with opened.store.write() as database:
        database.execute("DROP TABLE later")
        database.execute("DELETE FROM _sqlite_migrations WHERE name = '9999_next'")
    opened.store.close()

    opened = folder.open()
    assert opened.store.rows("SELECT * FROM later") == []
    copy = folder.path / BACKUPS / f"before-{SHAPES[-1]}.db"
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    database = connect(copy, key)
    assert [row[0] for row in database.execute("SELECT body FROM events")] == [
        row["body"] for row in before
    ]
    database.close()
    assert [path.name for path in copy.parent.glob("*.db")] == [copy.name]


def test_a_step_that_fails_changes_nothing_and_names_the_backup(folder, next_step):
    folder.create().store.close()
    before = (folder.path / FILE_NAME).read_bytes()

    @next_step(name="9998_works")
    def works(db):
        db.execute("CREATE TABLE half (a)")

    @next_step(name="9999_fails")
    def fails(db):
        db.execute("ALTER TABLE nothing ADD COLUMN a")

    with pytest.raises(KnownError) as caught:
        folder.open()
    assert caught.value.code is Code.STORE_UPGRADE_FAILED
    assert caught.value.params == {"backup": f"before-{SHAPES[-1]}.db"}
    assert (folder.path / FILE_NAME).read_bytes() == before
    next_step._migrations = next_step._migrations[:-2]
    assert folder.open().store.damage() == []


def test_a_newer_file_is_left_alone(folder, next_step):
    next_step(name="9999_next")(lambda db: db.execute("CREATE TABLE later (a)") and None)
    folder.create().store.close()
    before = (folder.path / FILE_NAME).read_bytes()
    next_step._migrations = next_step._migrations[:-1]
    with pytest.raises(KnownError) as caught:
        folder.open()
    assert caught.value.code is Code.STORE_TOO_NEW
    assert (folder.path / FILE_NAME).read_bytes() == before


def test_without_room_for_the_backup_nothing_is_begun(folder, next_step):
    next_step(name="9999_next")(lambda db: db.execute("CREATE TABLE later (a)") and None)
    opened = folder.create()
    with opened.store.write() as database:
        database.execute("DELETE FROM _sqlite_migrations WHERE name = '9999_next'")
    opened.store.close()
    (folder.path / BACKUPS).write_text("a file where the folder should be")
    with pytest.raises(KnownError) as caught:
        folder.open()
    assert caught.value.code is Code.DISK_FAILED


def test_two_programs_that_upgrade_at_once_do_it_once(folder, next_step):
    """The second one finds the step done when its turn comes."""
    opened = folder.create()
    other = connect(opened.store.path, opened.store.key)
    next_step(name="9999_next")(lambda db: db.execute("CREATE TABLE later (a)") and None)
    assert [step.name for step in next_step.pending(other)] == ["9999_next"]
    migrations.migrate(opened.store.path, opened.store.key)
    with transaction(other):
        next_step.apply(other)
    other.close()
    assert opened.store.value("SELECT count(*) FROM _sqlite_migrations") == len(SHAPES) + 1


def test_what_is_not_known_is_a_bug_and_stays_one(folder):
    store = folder.create().store
    with pytest.raises(dbapi2.OperationalError):
        store.rows("SELECT * FROM no_such_table")
