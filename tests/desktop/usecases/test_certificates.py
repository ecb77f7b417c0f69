"""From the last test to a verified certificate, over a real province."""

import pytest

from desktop.usecases.certificates import Certificates
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.learning import Learning
from desktop.usecases.people import NewOfficial, People
from desktop.usecases.reviewing import Reviewing
from desktop.usecases.syncing import Syncing
from lessons.questions import solution
from tests.desktop.usecases.conftest import NAME
from tests.sync.province import Province

WRONG = {"q-tep": 0, "q-gio": "1", "q-thu-tu": [2, 1, 0]}


@pytest.fixture
def province(tmp_path, pc, monkeypatch):
    """A province that has the lessons of this PC."""
    monkeypatch.setenv("SONCA_PACKS", str(pc.packs))
    made = Province(tmp_path / "province")
    made.start()
    Enrolment(pc.session).correct(address=made.address, code=made.codes.pop())
    yield made
    made.stop()


def take(pc, lesson, *, wrong=()):
    learning = Learning(pc.session, pc.packs, pc.clock)
    attempt = learning.quizzes.start(lesson)
    for question in attempt.questions:
        given = WRONG[question.id] if question.id in wrong else solution(question)
        learning.quizzes.answer(attempt.id, question.id, given)
    learning.quizzes.finish(attempt.id)


def exchange(pc):
    syncing = Syncing(pc.session, pc.clock, "test")
    assert syncing.exchange().problem == ""
    syncing.close()


def test_what_was_completed_comes_back_signed_and_verifies_for_all(pc, province):
    certificates = Certificates(pc.session)
    take(pc, "b2")
    exchange(pc)
    assert certificates.mine() == []
    take(pc, "b3")
    exchange(pc)
    (mine,) = certificates.mine()
    assert (mine.holder, mine.scope, mine.title, mine.lessons) == (
        NAME,
        "an-ninh",
        "An ninh mạng",
        2,
    )
    People(pc.session, pc.clock).add_official(NewOfficial("Vàng A", "Kế toán"), "mua xuan ban cao")
    pc.sign_in("Vàng A", "mua xuan ban cao")
    theirs = Certificates(pc.session)
    assert theirs.mine() == []
    assert theirs.check(mine.code).certificate == mine
    altered = mine.code[:-12] + mine.code[-12:].translate(str.maketrans("0123456789", "1234567890"))
    assert theirs.check(altered).problem in {"foreign", "unreadable"}


def test_review_answers_reach_the_province_and_are_no_tests(pc, province):
    take(pc, "b2", wrong={"q-tep"})
    pc.clock.now += 86_400_000
    learning = Learning(pc.session, pc.packs, pc.clock)
    reviewing = Reviewing(pc.session, learning, pc.clock)
    due = reviewing.next()
    reviewing.answer(due, solution(due.question), 4)
    exchange(pc)
    rows = province.rows("SELECT mode, passed FROM intake_attempt ORDER BY event_id")
    assert [(mode, bool(passed)) for mode, passed in rows] == [("test", True), ("review", False)]
    assert pc.session.store.value("SELECT count(*) FROM events WHERE state != 'accepted'") == 0
