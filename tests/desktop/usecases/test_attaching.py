import json
import subprocess
import sys

import pytest

from desktop.store import attachments, views
from desktop.usecases.attaching import LARGEST_FILE, Asked, Attaching, asked
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.reporting import Reporting
from desktop.usecases.status import read_status
from tests.desktop.usecases.conftest import NAME, PASSWORD
from tests.desktop.usecases.photos import noise, photo, write_form

PHOTO, LOG = "/data/photo", "/data/log"
IMAGE, FILE, AUDIO = Asked("image"), Asked("file"), Asked("audio")


@pytest.fixture
def reporting(pc):
    write_form(pc.packs)
    return Reporting(pc.session, pc.packs, pc.clock)


@pytest.fixture
def attaching(pc):
    return Attaching(pc.session, pc.clock)


@pytest.fixture
def draft(reporting):
    made = reporting.new_draft("seen")
    made.answer("/data/what", "Cột điện đổ")
    return made


def refused(attaching, wanted, data, name):
    with pytest.raises(KnownError) as caught:
        attaching.take("r", wanted, data, name)
    return caught.value.code


def test_a_question_says_how_large_and_whether_with_its_place(draft):
    assert asked(draft.session.field(PHOTO)) == Asked("image", 400)
    assert asked(draft.session.field("/data/place")) == Asked("image", 1600, with_location=True)
    assert asked(draft.session.field(LOG)).kind == "file"


def test_a_photo_is_kept_small_and_sent_by_its_hash(pc, draft, reporting, attaching):
    photo_file = attaching.take(draft.report, asked(draft.session.field(PHOTO)), photo(), "a.png")
    assert (photo_file.name, photo_file.type) == ("a.jpg", "image/jpeg")
    draft.answer(PHOTO, photo_file.name)
    assert read_status(pc.session).files == 0, "a draft is not sent"
    reporting.submit(draft.report)
    sent = json.loads(views.submission(pc.session.store, draft.report, 1))
    assert sent["values"]["photo"] == "a.jpg"
    assert sent["attachments"] == [
        {
            "name": "a.jpg",
            "sha256": photo_file.sha256,
            "size": photo_file.size,
            "type": "image/jpeg",
        }
    ]
    status = read_status(pc.session)
    assert (status.files, status.files_size) == (1, photo_file.size)
    assert attaching.of_report(draft.report) == {"a.jpg": photo_file}
    assert len(attaching.body(photo_file.sha256)) == photo_file.size


def test_a_file_from_disk_keeps_its_bytes_and_a_clean_name(tmp_path, draft, attaching):
    path = tmp_path / "nhật ký\u0301 .log"
    path.write_bytes(b"dong 1\ndong 2\n")
    kept = attaching.take(draft.report, FILE, path)
    assert kept.type == "text/plain"
    assert kept.name == "nhật ký\u0301 .log".replace("y\u0301", "ý").replace(" .", " .")
    assert attaching.body(kept.sha256) == b"dong 1\ndong 2\n"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\A\\anh.txt", "anh.txt"),
        ("a\x00b\n.txt", "a b .txt"),
        ("", "tep"),
        ("...", "tep"),
        ("x" * 300 + ".txt", "x" * 76 + ".txt"),
    ],
)
def test_a_name_from_outside_is_made_harmless(draft, attaching, name, clean):
    assert attaching.take(draft.report, FILE, b"x", name).name == clean


def test_two_files_of_one_name_have_two_names_and_the_same_file_one(draft, attaching):
    names = [
        attaching.take(draft.report, FILE, data, "log.txt").name for data in (b"1", b"2", b"1")
    ]
    assert names == ["log.txt", "log (2).txt", "log.txt"]


def test_a_picture_among_the_files_loses_its_place_but_not_its_size(draft, attaching):
    kept = attaching.take(draft.report, FILE, photo(2400, 1800), "scan.jpg")
    body = attaching.body(kept.sha256)
    assert b"SERIAL" not in body
    from PIL import Image

    assert Image.open(__import__("io").BytesIO(body)).size == (2400, 1800)


def test_what_must_not_travel_is_refused(tmp_path, attaching):
    assert refused(attaching, IMAGE, b"%PDF", "a.jpg") is Code.PICTURE_UNREADABLE
    assert refused(attaching, FILE, b"MZ\x90\x00", "bao-cao.pdf") is Code.FILE_DANGEROUS
    assert refused(attaching, FILE, b"echo", "sua-may.BAT") is Code.FILE_DANGEROUS
    assert refused(attaching, FILE, b"PK", "bang.xlsm") is Code.FILE_DANGEROUS
    assert refused(attaching, FILE, b"", "a.txt") is Code.FILE_EMPTY
    assert refused(attaching, FILE, bytes(LARGEST_FILE + 1), "a.txt") is Code.FILE_TOO_LARGE
    assert refused(attaching, AUDIO, b"text", "a.txt") is Code.FILE_KIND_WRONG
    assert refused(attaching, FILE, tmp_path / "none.txt", "") is Code.FILE_UNREADABLE
    assert refused(attaching, FILE, tmp_path, "") is Code.FILE_UNREADABLE


def test_what_was_taken_back_is_forgotten_when_the_report_goes(pc, draft, reporting, attaching):
    first = attaching.take(draft.report, IMAGE, noise(60, 60), "a.jpg")
    second = attaching.take(draft.report, IMAGE, noise(70, 70), "a.jpg")
    for name in (first.name, second.name):
        draft.answer(PHOTO, name)
    undone = draft.session.answer(PHOTO, first.name)
    draft.apply(undone)
    assert attaching.body(first.sha256), "undo and redo can still bring it back"
    reporting.submit(draft.report)
    assert attaching.of_report(draft.report).keys() == {second.name}
    assert attaching.body(first.sha256) is None
    assert pc.session.store.value("SELECT count(*) FROM files") == 1


def test_a_draft_thrown_away_takes_its_files_along(pc, draft, reporting, attaching):
    attaching.take(draft.report, FILE, b"x", "a.txt")
    reporting.delete_draft(draft.report)
    for table in ("attachments", "files", "file_bodies"):
        assert pc.session.store.value(f"SELECT count(*) FROM {table}") == 0


def test_a_revision_keeps_what_the_one_before_it_sent(pc, draft, reporting, attaching):
    kept = attaching.take(draft.report, FILE, b"x", "a.txt")
    draft.answer(LOG, kept.name)
    reporting.submit(draft.report)
    attaching.take(draft.report, FILE, b"y", "b.txt")
    reporting.delete_draft(draft.report)
    assert attaching.of_report(draft.report) == {"a.txt": kept}


def test_bytes_are_dropped_when_they_are_old_and_arrived_and_in_no_draft(
    pc, draft, reporting, attaching
):
    kept = attaching.take(draft.report, FILE, b"x", "a.txt")
    draft.answer(LOG, kept.name)
    reporting.submit(draft.report)
    store, later = pc.session.store, pc.clock() + attachments.KEPT_MS + 10_000

    def dropped():
        with store.write() as database:
            attachments.drop_old(database, later)
        return attaching.body(kept.sha256) is None

    assert not dropped(), "it has not arrived"
    with store.write() as database:
        attachments.mark_arrived(database, kept.sha256, pc.clock())
        attachments.drop_old(database, pc.clock())
    assert attaching.body(kept.sha256) is not None, "it is not old"
    with store.write() as database:
        attachments.keep(database, "d" * 32, "c.txt", "text/plain", b"x", 0)
        database.execute(
            "INSERT INTO drafts SELECT ?, 1, 'f', (SELECT hash FROM contents), 'o', 0, 0, '', '{}'",
            ["d" * 32],
        )
    assert not dropped(), "a draft shows it"
    with store.write() as database:
        database.execute("DELETE FROM drafts")
    assert dropped()
    (shown,) = attaching.of_report(draft.report).values()
    assert (shown.size, shown.arrived) == (1, True)


KILLED = """
import os, sys
from pathlib import Path
from desktop.usecases.attaching import Asked, Attaching
from desktop.usecases.people import Door
from desktop.usecases.reporting import Reporting
data, packs, name, password, report = sys.argv[1:]
session = Door(Path(data), lambda: 1).sign_in(name, password)
draft = Reporting(session, Path(packs), lambda: 1).open_draft(report)
kept = Attaching(session, lambda: 1).take(report, Asked("file"), b"nhat ky", "a.txt")
draft.answer("/data/log", kept.name)
os.kill(os.getpid(), 9)
"""


def test_a_file_survives_a_kill(pc, draft):
    pc.session.close()
    command = [sys.executable, "-c", KILLED, pc.data_dir, pc.packs, NAME, PASSWORD, draft.report]
    assert subprocess.run(command, check=False).returncode == -9
    session = pc.sign_in()
    again = Reporting(session, pc.packs, pc.clock).open_draft(draft.report)
    (kept,) = Attaching(session, pc.clock).of_report(draft.report).values()
    assert again.session.value(LOG) == kept.name == "a.txt"
    assert Attaching(session, pc.clock).body(kept.sha256) == b"nhat ky"


def test_nothing_of_a_file_lies_on_the_disk_in_plain(pc, draft, attaching):
    secret = b"SO DIEN THOAI 0912345678 " * 400
    attaching.take(draft.report, FILE, secret, "danh-ba-rieng.txt")
    pc.session.close()
    for path in pc.data_dir.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert b"0912345678" not in data
        assert b"danh-ba-rieng" not in data
