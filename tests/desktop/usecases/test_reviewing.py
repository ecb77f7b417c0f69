import datetime as dt

import msgspec
import pytest

from desktop.store import review_cards
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.people import NewOfficial, People
from desktop.usecases.reviewing import Reviewing
from lessons.mastery import per_day
from lessons.questions import solution
from sync.protocol.messages import AttemptFinished
from tests.desktop.usecases.conftest import lesson, write_course

DAY_MS = 86_400_000
WRONG = {"q-tep": 0, "q-gio": "1", "q-thu-tu": [2, 1, 0]}


@pytest.fixture
def learning(pc):
    return Learning(pc.session, pc.packs, pc.clock)


@pytest.fixture
def reviewing(pc, learning):
    return Reviewing(pc.session, learning, pc.clock)


def take(learning, lesson_id, *, wrong=(), mode="test"):
    attempt = learning.quizzes.start(lesson_id, mode)
    for question in attempt.questions:
        given = WRONG[question.id] if question.id in wrong else solution(question)
        learning.quizzes.answer(attempt.id, question.id, given, 5)
    learning.quizzes.finish(attempt.id)


def later(pc, days):
    pc.clock.now += days * DAY_MS


def answer_right(reviewing):
    due = reviewing.next()
    reviewing.answer(due, solution(due.question), 4)
    return due


def test_nothing_is_reviewed_before_something_was_missed(learning, reviewing):
    take(learning, "b2")
    day = reviewing.day()
    assert (day.left, day.more, day.done, set(day.coming), day.next) == (0, 0, 0, {0}, None)
    assert reviewing.next() is None


@pytest.mark.parametrize("mode", ["test", "practice"])
def test_what_was_missed_comes_back_the_next_day(pc, learning, reviewing, mode):
    take(learning, "b2", wrong={"q-tep"}, mode=mode)
    day = reviewing.day()
    assert day.left == 0
    assert day.next == day.today + dt.timedelta(days=1)
    assert day.coming == (0, 1, 0, 0, 0, 0, 0)
    later(pc, 1)
    assert reviewing.day().left == 1
    due = reviewing.next()
    assert (due.lesson.id, due.question.id) == ("b2", "q-tep")


def test_an_answer_is_an_event_and_sends_the_question_away(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep", "q-gio"})
    later(pc, 1)
    assert (reviewing.day().left, reviewing.day().minutes) == (2, 1)
    due = answer_right(reviewing)
    body = pc.session.store.rows("SELECT body FROM events ORDER BY id DESC LIMIT 1")[0]["body"]
    sent = msgspec.json.decode(body, type=AttemptFinished)
    assert (sent.mode, sent.lesson, sent.passed, sent.seed) == ("review", "b2", False, due.seed)
    assert [(a.question, a.points, a.seconds) for a in sent.answers] == [(due.question.id, 1.0, 4)]
    day = reviewing.day()
    assert (day.left, day.done) == (1, 1)
    assert reviewing.next().question.id != due.question.id
    answer_right(reviewing)
    assert (reviewing.next(), reviewing.day().left, reviewing.day().done) == (None, 0, 2)


def test_a_wrong_answer_comes_back_sooner_than_a_right_one(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep", "q-gio"})
    later(pc, 1)
    first, second = reviewing.next(), None
    reviewing.answer(first, solution(first.question))
    second = reviewing.next()
    reviewing.answer(second, WRONG[second.question.id])
    reviewing.day()
    cards = review_cards.cards(pc.session.store, pc.session.official.id)
    assert cards["b2", second.question.id].due < cards["b2", first.question.id].due
    assert cards["b2", second.question.id].lapses == 2


def test_review_goes_on_at_the_same_question_after_a_power_cut(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep", "q-gio", "q-thu-tu"})
    later(pc, 1)
    answer_right(reviewing)
    before = reviewing.next()
    pc.sign_in()
    again = Reviewing(pc.session, Learning(pc.session, pc.packs, pc.clock), pc.clock)
    assert again.next() == before
    assert (again.day().left, again.day().done) == (2, 1)


def test_the_schedule_can_be_thrown_away(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep", "q-gio"})
    later(pc, 1)
    answer_right(reviewing)
    day = reviewing.day()
    cards = review_cards.cards(pc.session.store, pc.session.official.id)
    with pc.session.store.write() as database:
        database.execute("DELETE FROM settings WHERE name LIKE 'review/%'")
    assert reviewing.day() == day
    assert review_cards.cards(pc.session.store, pc.session.official.id) == cards


def test_two_weeks_away_leave_no_pile(pc):
    many = [lesson(f"c{n}", f"Bài {n}") for n in range(8)]
    write_course(pc.packs, *many)
    learning = Learning(pc.session, pc.packs, pc.clock)
    reviewing = Reviewing(pc.session, learning, pc.clock)
    for one in many:
        take(learning, one.id, wrong=set(WRONG))
    later(pc, 15)
    day = reviewing.day()
    assert (day.left, day.minutes, day.more) == (per_day(), 5, 24 - per_day())
    assert max(day.coming) == per_day()
    for _ in range(per_day()):
        answer_right(reviewing)
    assert reviewing.next() is None
    assert reviewing.day().left == 0
    assert reviewing.day().next == day.today + dt.timedelta(days=1)
    # Who wants more gets more.
    assert reviewing.next(more=True) is not None


def test_a_question_that_the_course_has_no_more_is_passed_over(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep"})
    take(learning, "b3", wrong={"q-gio"})
    later(pc, 1)
    write_course(pc.packs, lesson("b3", "Giả danh"))
    newer = Reviewing(pc.session, Learning(pc.session, pc.packs, pc.clock), pc.clock)
    assert newer.day().left == 1
    assert newer.next().lesson.id == "b3"


def test_each_official_has_their_own(pc, learning):
    take(learning, "b2", wrong={"q-tep"})
    later(pc, 1)
    People(pc.session, pc.clock).add_official(NewOfficial("Vàng A", "Kế toán"), "mua xuan ban cao")
    pc.sign_in("Vàng A", "mua xuan ban cao")
    theirs = Reviewing(pc.session, Learning(pc.session, pc.packs, pc.clock), pc.clock)
    assert theirs.day().left == 0


def test_an_unreadable_answer_is_refused_and_nothing_is_written(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-tep"})
    later(pc, 1)
    before = pc.session.store.value("SELECT count(*) FROM events")
    with pytest.raises(KnownError) as caught:
        reviewing.answer(reviewing.next(), 99)
    assert caught.value.code is Code.ANSWER_UNREADABLE
    assert pc.session.store.value("SELECT count(*) FROM events") == before


def test_review_does_not_count_as_a_test(pc, learning, reviewing):
    take(learning, "b2", wrong={"q-thu-tu"})
    later(pc, 1)
    answer_right(reviewing)
    card = learning.modules()[0].lessons[0]
    assert (card.best, card.passed) == (0.5, False)
