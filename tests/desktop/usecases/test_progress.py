import datetime as dt

import pytest

from desktop.usecases.learning import Learning
from desktop.usecases.progress import WEEKS, read_progress
from lessons.questions import solution

WEEK_MS = 7 * 86_400_000


@pytest.fixture
def learning(pc):
    return Learning(pc.session, pc.packs, pc.clock)


def take(learning, lesson, seconds):
    attempt = learning.quizzes.start(lesson)
    for question in attempt.questions:
        learning.quizzes.answer(attempt.id, question.id, solution(question), seconds)
    learning.quizzes.finish(attempt.id)


def test_what_is_passed_and_what_is_begun(pc, learning):
    before = read_progress(pc.session, learning, pc.clock)
    assert (before.passed, before.whole, before.seconds) == (0, 2, 0)
    take(learning, "b2", 10)
    learning.mark_read("b3", 100)
    (module,) = read_progress(pc.session, learning, pc.clock).modules
    assert (module.passed, module.begun, module.whole) == (1, 1, 2)


def test_time_is_told_by_week_of_this_pcs_calendar(pc, learning):
    learning.mark_read("b2", 600)
    pc.clock.now += 2 * WEEK_MS
    take(learning, "b2", 20)
    progress = read_progress(pc.session, learning, pc.clock)
    assert [seconds for _, seconds in progress.weeks] == [0] * (WEEKS - 3) + [600, 0, 60]
    assert progress.seconds == 660
    mondays = [monday for monday, _ in progress.weeks]
    assert all(monday.weekday() == 0 for monday in mondays)
    assert mondays[-1] - mondays[0] == dt.timedelta(weeks=WEEKS - 1)


def test_what_was_left_open_over_night_is_not_learning(pc, learning):
    learning.mark_read("b2", 50_000)
    take(learning, "b3", 40_000)
    assert read_progress(pc.session, learning, pc.clock).seconds == 7200 + 3 * 300


def test_what_was_learned_long_ago_counts_in_the_total_only(pc, learning):
    learning.mark_read("b2", 600)
    pc.clock.now += 30 * WEEK_MS
    progress = read_progress(pc.session, learning, pc.clock)
    assert {seconds for _, seconds in progress.weeks} == {0}
    assert progress.seconds == 600
