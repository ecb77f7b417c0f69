"""Enrolment, exchange and headless command against a real server process."""

import json
import os
import random
import subprocess
import sys

import pytest

from desktop.store import device
from desktop.usecases import journey
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.learning import Learning
from desktop.usecases.people import Door, NewOfficial
from desktop.usecases.reporting import Reporting, ReportState
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import REGULAR_S, Syncing
from sync.client.backoff import LONGEST_S
from tests.desktop.usecases.conftest import NAME, PASSWORD, Pc
from tests.sync import faults


@pytest.fixture
def enrolling(pc, line, province):
    """The PC, told the line's address and a good code."""
    Enrolment(pc.session).correct(address=line.address, code=province.codes.pop())
    return pc


@pytest.fixture
def syncing(enrolling):
    made = Syncing(enrolling.session, enrolling.clock, "test", random.Random(7))
    yield made
    made.close()


def test_the_first_exchange_enrols_and_sends(enrolling, syncing, province):
    result = syncing.exchange()
    assert (result.problem, result.enrolled_now, result.requests) == ("", True, 2)
    assert (result.sent, result.confirmed, result.waiting) == (1, 1, 0)
    assert 0.7 * REGULAR_S < result.again_in < 1.3 * REGULAR_S
    state = Enrolment(enrolling.session).state()
    assert (state.enrolled, state.commune_code) == (True, "00715")
    assert (state.commune, state.province) == ("Xã Lũng Cú", "Tỉnh Tuyên Quang")
    status = read_status(enrolling.session)
    assert status.sentence is Sentence.ALL_CONFIRMED
    assert status.commune == "Xã Lũng Cú"
    assert province.rows(
        "SELECT name FROM intake_official WHERE ident = ?", enrolling.session.official.id
    ) == [(NAME,)]
    assert syncing.exchange().requests == 1


@pytest.mark.parametrize("fault", [faults.reset, faults.cut_down(10), faults.cut_up(50)])
def test_an_enrolment_cut_off_is_asked_for_again(enrolling, syncing, line, fault):
    line.faults.append(fault)
    result = syncing.exchange()
    assert (result.problem, result.enrolled_now) == ("cut", False)
    assert read_status(enrolling.session).sentence is Sentence.NOT_ENROLLED
    assert syncing.exchange().problem == ""


def test_a_wrong_code_is_corrected(enrolling, syncing, line, province):
    good = Enrolment(enrolling.session).state().code
    Enrolment(enrolling.session).correct(address=line.address, code="00000-00000")
    result = syncing.exchange()
    assert result.problem == "code_unknown"
    assert result.again_in >= LONGEST_S
    state = Enrolment(enrolling.session).state()
    assert (state.enrolled, state.problem) == (False, "code_unknown")
    Enrolment(enrolling.session).correct(address=line.address, code=good)
    assert Enrolment(enrolling.session).state().problem == ""
    assert syncing.exchange().problem == ""


def test_a_page_in_the_provinces_place_is_said(enrolling, syncing, line):
    line.faults.append(faults.answer("200 OK\r\nContent-Type: text/html", b"<html>"))
    assert syncing.exchange().problem == "not_our_server"
    status = read_status(enrolling.session)
    assert (status.problem, status.params["type"]) == ("not_our_server", "text/html")


def test_only_what_may_have_arrived_is_called_sent(enrolling, syncing, line):
    assert syncing.exchange().problem == ""
    reporting = Reporting(enrolling.session, enrolling.packs, enrolling.clock)
    draft = reporting.new_draft("outage")
    draft.answer("/data/where/place", "Bộ phận Một cửa")
    draft.answer("/data/where/line", "ok")
    reporting.submit(draft.report)

    def step():
        return journey.items(enrolling.session)[0].step

    def at(address):
        with enrolling.session.store.write() as database:
            device.change(database, address=address)

    at("http://127.0.0.1:9")
    assert syncing.exchange().problem == "server_down"
    assert step() is journey.Step.WRITTEN
    at(line.address)
    line.faults.extend([faults.cut_up(600)] * 2)
    assert syncing.exchange().problem == "cut"
    assert step() is journey.Step.SENT


def test_a_problem_is_written_to_the_disk_once(enrolling, syncing, line):
    assert syncing.exchange().problem == ""
    line.close()
    writes = []
    real = enrolling.session.store.write

    def write():
        writes.append(1)
        return real()

    enrolling.session.store.__dict__["write"] = write
    waits = [syncing.exchange().again_in for _ in range(3)]
    assert len(writes) == 1
    assert read_status(enrolling.session).sentence is Sentence.PROBLEM
    assert all(1 <= wait <= LONGEST_S for wait in waits)


def test_a_report_and_its_review_travel(enrolling, syncing, province):
    pc = enrolling
    reporting = Reporting(pc.session, pc.packs, pc.clock)
    draft = reporting.new_draft("outage")
    draft.answer("/data/where/place", "Bộ phận Một cửa")
    draft.answer("/data/where/line", "ok")
    card = reporting.submit(draft.report)
    attempt = Learning(pc.session, pc.packs, pc.clock).quizzes.start("b2")
    learning = Learning(pc.session, pc.packs, pc.clock)
    for question, response in {"q-tep": 1, "q-gio": "24", "q-thu-tu": [0, 1, 2]}.items():
        learning.quizzes.answer(attempt.id, question, response)
    learning.quizzes.finish(attempt.id)
    assert syncing.exchange().problem == ""
    assert reporting.report(card.report).card.state is ReportState.RECEIVED
    assert province.rows(
        "SELECT count(*) FROM intake_attempt a JOIN intake_event e ON e.id = a.event_id"
        " WHERE e.epoch = ?",
        device.read(pc.session.store).epoch,
    ) == [(1,)]
    province.python(
        "from django.db import transaction\n"
        "from sync.protocol.messages import ChangeKind, FieldComment, Review\n"
        "from sync.server.changes import numbering\n"
        "from sync.server.intake.models import Report\n"
        f"revision = Report.objects.get(ident='{card.report}').latest\n"
        "field = FieldComment('/data/minutes', 'Bao nhiêu?')\n"
        f"review = Review('{card.report}', 1, 'returned', 5, 'Ghi rõ số phút', 'Sở', [field])\n"
        "with transaction.atomic():\n"
        "    numbering.record(revision.device, ChangeKind.REVIEW, review)\n"
    )
    result = syncing.exchange()
    assert result.received >= 1
    (revision,) = reporting.report(card.report).revisions
    assert (revision.state, revision.comment) == (ReportState.RETURNED, "Ghi rõ số phút")
    assert revision.to_mend == {"/data/minutes": "Bao nhiêu?"}


def test_the_command_without_a_window(tmp_path, province, packs):
    from tests.desktop.usecases.conftest import Clock

    data = tmp_path / "headless"
    session = Door(data, Clock()).set_up(
        NewOfficial(NAME, "Công chức"),
        PASSWORD,
        address=province.address,
        enrolment_code=province.codes.pop(),
    )
    session.close()

    def run(password):
        command = [sys.executable, "-X", "importtime", "-m", "desktop", "sync"]
        done = subprocess.run(
            [*command, "--data", str(data), "--name", NAME],
            env={**os.environ, "SONCA_PASSWORD": password},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "PySide6" not in done.stderr
        assert "django" not in done.stderr
        return done.returncode, json.loads(done.stdout)

    status, told = run(PASSWORD)
    assert (status, told["sent"], told["confirmed"], told["enrolled_now"]) == (0, 1, 1, True)
    status, told = run(PASSWORD)
    assert (status, told["sent"], told["requests"]) == (0, 0, 1)
    assert run("sai") == (3, {"error": "wrong_password", "params": {}})
    province_down = Pc(data, packs, Clock(), Door(data, Clock()).sign_in(NAME, PASSWORD))
    with province_down.session.store.write() as database:
        device.change(database, address="http://127.0.0.1:9")
    province_down.session.close()
    status, told = run(PASSWORD)
    assert (status, told["problem"]) == (1, "server_down")
