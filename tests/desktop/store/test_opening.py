import itertools
import signal
import subprocess
import sys

import pytest

from desktop.store import device, views
from desktop.store.errors import Code, KnownError
from desktop.store.names import FILE_NAME, exists
from tests.desktop.store.folder import CHEAP, NAME, PASSWORD


def test_made_closed_and_opened_again(folder):
    made = folder.create()
    row = device.read(made.store)
    made.store.close()
    opened = folder.open("hoang thi su")
    assert opened.official == made.official == folder.official.id
    assert device.read(opened.store) == row
    assert [(o.name, o.position) for o in views.officials(opened.store)] == [(NAME, "Công chức")]


def test_a_new_store_waits_for_its_enrolment(folder):
    row = device.read(folder.create().store)
    assert not row.enrolled
    assert (row.address, row.code) == ("https://so.example.vn", "ABCDE-FGHJK")
    assert len(row.epoch) == 16
    assert len(row.token) == 43
    assert row.token not in repr(row)


def test_every_store_draws_its_own_secrets(folder, tmp_path):
    from tests.desktop.store.folder import Folder

    other = Folder(tmp_path / "other")
    try:
        mine, theirs = device.read(folder.create().store), device.read(other.create().store)
    finally:
        other.close()
    for name in ("epoch", "token", "signing_seed", "age_identity"):
        assert getattr(mine, name) != getattr(theirs, name)


def test_a_store_is_never_made_over_another(folder):
    folder.create()
    with pytest.raises(KnownError) as caught:
        folder.create()
    assert caught.value.code is Code.STORE_EXISTS


def test_a_folder_with_only_backups_is_not_new(folder):
    (folder.path / "backups").mkdir(parents=True)
    (folder.path / "backups" / "before-0001_first.db").write_bytes(b"x")
    assert exists(folder.path)


def test_slots_whose_file_vanished_are_kept(folder):
    """An antivirus program may give the file back."""
    first = folder.create()
    first.store.close()
    vanished = (folder.path / FILE_NAME).rename(folder.path.parent / "quarantine")
    slots = (folder.path / "keys.json").read_bytes()
    folder.create().store.close()
    (kept,) = folder.path.glob("keys.old-*.json")
    assert kept.read_bytes() == slots

    vanished.replace(folder.path / FILE_NAME)
    kept.replace(folder.path / "keys.json")
    (folder.path / "keys.copy.json").unlink()
    assert folder.open().official == first.official


def test_nothing_there_is_said(folder):
    with pytest.raises(KnownError) as caught:
        folder.open()
    assert caught.value.code is Code.STORE_MISSING


def test_wrong_password_is_said(folder):
    folder.create()
    with pytest.raises(KnownError) as caught:
        folder.open(NAME, PASSWORD + "!")
    assert caught.value.code is Code.WRONG_PASSWORD


def test_a_folder_that_cannot_be_written_is_said(folder, monkeypatch):
    folder.path.parent.mkdir(exist_ok=True)
    folder.path.write_text("a file where the folder should be")
    with pytest.raises(KnownError) as caught:
        folder.create()
    assert caught.value.code is Code.DISK_FAILED


CREATE = """
import sys
from pathlib import Path
from desktop.store import files, keys, opening
from sync.protocol.messages import OfficialAdded
steps = int(sys.argv[2])
seen = 0
def step(kind, arguments):
    # Every rename and every flush is a moment in which the power may go.
    global seen
    if kind in {"os.rename", "pathlib.Path.replace", "os.fsync", "open", "os.remove"}:
        seen += 1
        if seen == steps:
            import os, signal
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(step)
opening.create_store(
    Path(sys.argv[1]), OfficialAdded("1" * 32, sys.argv[3], "Công chức"), sys.argv[4],
    address="https://x", code="ABCDE-FGHJK", at=1, cost=keys.Cost(64, 1, 1),
)
print("done")
"""


def test_killed_anywhere_while_it_is_made_it_is_new_or_whole(folder):
    """SIGKILL before file operations in turn; then the wizard works, or the store does."""
    outcomes = set()
    for steps in itertools.count(1, step=3):
        target = folder.path.with_name(f"killed{steps}")
        command = [sys.executable, "-c", CREATE, str(target), str(steps), NAME, PASSWORD]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr
        whole = exists(target)
        outcomes.add(whole)
        from desktop.store.opening import create_store, open_store

        if whole:
            opened = open_store(target, NAME, PASSWORD)
        else:
            opened = create_store(
                target, folder.official, PASSWORD,
                address="https://x", code="ABCDE-FGHJK", at=1, cost=CHEAP,
            )  # fmt: skip
        assert len(views.officials(opened.store)) == 1
        opened.store.close()
        assert open_store(target, NAME, PASSWORD).store.close() is None
        if done.returncode == 0:
            break
        assert steps < 500
    assert outcomes == {True, False}


def test_no_leftover_of_a_store_lies_beside_it(folder):
    folder.create().store.close()
    assert sorted(path.name for path in folder.path.iterdir()) == [
        "keys.copy.json",
        "keys.json",
        FILE_NAME,
    ]
