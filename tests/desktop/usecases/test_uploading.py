"""Photos on their way to a real server, over a line that breaks, and on a stick."""

import random
import threading

import pytest

from desktop.store import attachments, device, events
from desktop.usecases.attaching import Asked, Attaching
from desktop.usecases.carrying import Carrying
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.reporting import Reporting, ReportState
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import Syncing
from desktop.usecases.uploading import Uploading
from sync.client.transfer import FIRST_PIECE
from sync.protocol.messages import EventKind, LessonRead
from tests.desktop.usecases.photos import noise, write_form
from tests.sync import faults

PHOTO = "/data/photo"


@pytest.fixture
def syncing(pc, line, province):
    write_form(pc.packs)
    Enrolment(pc.session).correct(address=line.address, code=province.codes.pop())
    made = Syncing(pc.session, pc.clock, "test", random.Random(7))
    assert made.exchange().problem == ""
    yield made
    made.close()


@pytest.fixture
def uploading(pc, syncing):
    return Uploading(pc.session, pc.clock, syncing.let_past, random.Random(7))


def send_report(pc, *sizes):
    """A report with a photo for each of (width, height); gives its files by name."""
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    attaching = Attaching(pc.session, pc.clock)
    draft = reporting.new_draft("seen")
    draft.answer("/data/what", "Cột điện đổ")
    for ref, size in zip((PHOTO, "/data/place", "/data/log"), sizes, strict=False):
        kept = attaching.take(draft.report, Asked("image"), noise(*size), "anh.jpg")
        draft.answer(ref, kept.name)
    reporting.submit(draft.report)
    return attaching.of_report(draft.report)


def on_server(province, file):
    path = province.folder / "files" / "whole" / file.sha256[:2] / file.sha256
    return path.read_bytes() if path.exists() else None


def test_a_report_goes_first_and_its_photo_after_it(pc, syncing, uploading, province):
    (photo,) = send_report(pc, (200, 100)).values()
    assert uploading.send().sent == 1
    assert read_status(pc.session).sentence is Sentence.WAITING, "the report itself still waits"
    assert on_server(province, photo) == Attaching(pc.session, pc.clock).body(photo.sha256)
    assert syncing.exchange().problem == ""
    status = read_status(pc.session)
    assert (status.sentence, status.files) == (Sentence.ALL_CONFIRMED, 0)
    assert province.rows(
        "SELECT length, name, media_type FROM files_upload WHERE sha256 = ?", photo.sha256
    ) == [(photo.size, "anh.jpg", "image/jpeg")]


def test_a_confirmed_report_whose_photo_waits_is_not_called_complete(pc, syncing):
    send_report(pc, (200, 100))
    assert syncing.exchange().waiting == 0
    status = read_status(pc.session)
    assert (status.sentence, status.waiting, status.files) == (Sentence.WAITING, 0, 1)


def test_the_same_photo_is_never_sent_twice(pc, syncing, uploading, line):
    (photo,) = send_report(pc, (500, 400)).values()
    uploading.send()
    sent = line.up
    assert send_report(pc, (500, 400))["anh.jpg"].arrived
    assert uploading.send().sent == 0
    assert line.up == sent
    with pc.session.store.write() as database:
        database.execute("UPDATE files SET arrived_at = NULL")
    assert uploading.send().sent == 1, "the answer to the last piece was lost"
    assert line.up - sent < 2000 < photo.size


def test_a_photo_cut_off_goes_on_where_it_stopped(pc, syncing, uploading, line, province):
    (photo,) = send_report(pc, (1000, 800)).values()
    assert photo.size > 4 * FIRST_PIECE
    line.faults.append(faults.cut_up(photo.size // 2))
    begun = line.up
    result = uploading.send()
    assert (result.sent, result.left, result.problem) == (0, 1, "cut")
    assert result.again_in < 11
    resumed_at = []
    assert uploading.send(lambda done, of: resumed_at.append(done)).sent == 1
    assert resumed_at[0] >= FIRST_PIECE
    assert line.up - begun < photo.size * 1.5
    assert on_server(province, photo)


def test_a_message_goes_between_two_pieces_of_a_file(pc, syncing, uploading):
    """Whoever sends a report while a photo is on its way waits for one piece at most."""
    send_report(pc, (1000, 800))
    order, exchanging = [], threading.Event()

    def exchange():
        with syncing._one_at_a_time:
            exchanging.set()
            order.append("message")

    thread = threading.Thread(target=exchange)

    def progress(done, of):
        if not exchanging.is_set():
            thread.start()
            exchanging.wait(30)
        order.append("piece" if done < of else "whole")

    assert uploading.send(progress).sent == 1
    thread.join()
    assert order[0] == "message"
    assert order[-1] == "whole"


def test_stopping_ends_after_the_piece_under_way(pc, syncing, uploading):
    send_report(pc, (1000, 800))
    result = uploading.send(lambda done, of: uploading.stop() if done else None)
    assert (result.sent, result.left, result.problem) == (0, 1, "")
    assert uploading.send().sent == 0, "stopped for good"
    assert Uploading(pc.session, pc.clock).send().sent == 1


def test_a_photo_that_is_too_large_for_the_province_does_not_hold_up_the_others(
    pc, syncing, uploading, line
):
    files = list(send_report(pc, (300, 200), (310, 200)).values())
    line.faults.append(faults.answer("413 Payload Too Large\r\nTus-Resumable: 1.0.0", b"too_large"))
    assert (uploading.send().sent, uploading.send().sent) == (1, 0)
    states = Attaching(pc.session, pc.clock).of_report
    (report,) = pc.session.store.rows("SELECT report FROM reports")
    refused = [file for file in states(report["report"]).values() if file.refused]
    assert [file.refused for file in refused] == ["too_large"]
    assert read_status(pc.session).files == 0
    assert len(files) == 2


def test_before_it_is_enrolled_a_pc_sends_no_files(pc):
    write_form(pc.packs)
    send_report(pc, (200, 100))
    result = Uploading(pc.session, pc.clock).send()
    assert (result.sent, result.left, result.problem) == (0, 1, "")


def test_a_stick_takes_photos_along_and_brings_word_of_them(  # noqa: PLR0917
    pc, syncing, uploading, province, tmp_path, line
):
    stick = tmp_path / "stick"
    stick.mkdir()
    files = list(send_report(pc, (300, 200), (320, 240)).values())
    carrying = Carrying(pc.session, pc.clock, "test")
    written = carrying.write(stick)
    assert (written.events, written.files) == (1, 2)
    assert read_status(pc.session).files == 2, "a stick may get lost"
    province.command("bundles", str(stick))
    assert all(on_server(province, file) for file in files)
    taken = carrying.read(stick).taken
    assert sorted(taken.files) == sorted(file.sha256 for file in files)
    assert read_status(pc.session).sentence is Sentence.ALL_CONFIRMED
    assert carrying.write(stick).files == 0
    (card,) = Reporting(pc.session, pc.packs, pc.clock).reports()
    assert card.state is ReportState.RECEIVED
    carrying.read(stick)
    with pc.session.store.write() as database:
        database.execute("UPDATE files SET arrived_at = NULL")
    begun = line.up
    assert uploading.send().sent == 2
    assert line.up - begun < 3000


def test_events_and_files_wait_apart(pc, syncing):
    send_report(pc, (200, 100))
    with pc.session.store.write() as database:
        events.append(
            database,
            EventKind.LESSON_READ,
            LessonRead("b2", "0" * 64),
            official="1" * 32,
            at=1,
        )
    status = read_status(pc.session)
    assert (status.waiting, status.files) == (2, 1)
    assert attachments.count_waiting(pc.session.store)[0] == 1
    assert device.read(pc.session.store).enrolled


def test_a_photo_that_a_damaged_disk_took_does_not_hold_up_the_others(
    pc, syncing, uploading, province
):
    """What the province has of it all the same counts as arrived."""
    send_report(pc, (500, 400))
    uploading.send()
    lost, *_ = send_report(pc, (300, 200)).values()
    kept, *_ = send_report(pc, (310, 210)).values()
    with pc.session.store.write() as database:
        database.execute("UPDATE files SET arrived_at = NULL")
        database.execute("DELETE FROM file_bodies WHERE sha256 != ?", [kept.sha256])
    result = uploading.send()
    assert (result.sent, result.left, result.problem) == (2, 0, "")
    assert on_server(province, kept)
    rows = pc.session.store.rows("SELECT sha256 FROM files WHERE refused = 'lost'")
    assert rows == [{"sha256": lost.sha256}]
