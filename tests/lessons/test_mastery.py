"""Mastery by rule; review that comes back, and never piles up."""

import datetime as dt

import pytest

from lessons.course import Quiz
from lessons.mastery import (
    ReviewCard,
    Rule,
    forecast,
    grade,
    per_day,
    review,
    rule_of,
    standing,
    today,
)
from lessons.questions import Score

HANOI = dt.timezone(dt.timedelta(hours=7))
MORNING = dt.datetime(2026, 11, 23, 7, 30, tzinfo=HANOI)
DAY = MORNING.date()


def card(due: int, question: str = "q", last: int = -3, stability: float = 3.0) -> ReviewCard:
    day = dt.timedelta(days=1)
    return ReviewCard(
        question,
        "l",
        (DAY + due * day).isoformat(),
        (MORNING + last * day).isoformat(),
        stability,
        6,
    )


def test_a_test_is_passed_at_the_mark():
    quiz = Quiz(pass_mark=75)
    assert grade([Score(1, 1), Score(2, 3)], quiz).passed
    assert not grade([Score(1, 1), Score(1.9, 3)], quiz).passed
    assert (
        grade([Score(0.6667, 1), Score(0.6667, 1), Score(0.6666, 1)], Quiz(pass_mark=67)).passed
        is False
    )
    assert not grade([], quiz).passed


@pytest.mark.parametrize(
    ("quiz", "shares", "answers", "expected"),
    [
        (Quiz(pass_mark=80), [0.5, 0.8, 0.2], [], (True, 80, 80)),
        (Quiz(pass_mark=80), [0.79], [], (False, 79, 80)),
        (Quiz(pass_mark=80), [], [True] * 9, (False, 0, 80)),
        (Quiz(right=4, last=5), [1.0], [True] * 3, (False, 3, 4)),
        (Quiz(right=4, last=5), [], [True] * 4, (True, 4, 4)),
        (Quiz(right=4, last=5), [], [True, True, False, True, True], (True, 4, 4)),
        (Quiz(right=4, last=5), [], [True, True, False, True, False, True], (False, 3, 4)),
        (Quiz(right=4, last=5), [], [True] * 4 + [False] * 5, (True, 0, 4)),
    ],
)
def test_standing(quiz, shares, answers, expected):
    now = standing(quiz, shares, answers)
    assert (now.mastered, now.have, now.need) == expected


def test_the_rule_is_a_code_with_numbers():
    assert rule_of(Quiz(pass_mark=70)) == Rule("pass-mark", percent=70)
    assert rule_of(Quiz(right=4, last=5)) == Rule("right-of-last", right=4, last=5)


def test_what_was_never_missed_is_not_reviewed():
    assert review(None, "q", "l", 1.0, MORNING) is None


def test_a_miss_comes_back_tomorrow_and_then_ever_later():
    now = review(None, "q", "l", 0.0, MORNING)
    assert now.due == "2026-11-24"
    gaps = []
    for _ in range(5):
        at = dt.datetime.combine(dt.date.fromisoformat(now.due), dt.time(22), HANOI)
        now = review(now, "q", "l", 1.0, at)
        gaps.append((dt.date.fromisoformat(now.due) - at.date()).days)
    assert gaps == sorted(gaps)
    assert gaps[0] < gaps[-1]
    assert now.lapses == 1
    late = review(now, "q", "l", 0.0, at + dt.timedelta(days=60))
    assert (late.lapses, late.reviews) == (2, 7)
    assert late.stability < now.stability


def test_half_right_comes_back_sooner_than_right():
    missed = review(None, "q", "l", 0.0, MORNING)
    at = MORNING + dt.timedelta(days=3)
    assert review(missed, "q", "l", 0.5, at).due < review(missed, "q", "l", 1.0, at).due


def test_a_clock_set_back_does_no_harm():
    missed = review(None, "q", "l", 0.0, MORNING)
    again = review(missed, "q", "l", 1.0, MORNING - dt.timedelta(days=400))
    assert again.due > missed.last[:10]


def test_two_weeks_away_is_no_pile():
    cards = [card(-n % 14 - 13, f"q{n}") for n in range(200)]
    chosen = today(cards, DAY)
    assert len(chosen.cards) == per_day() == 10
    assert chosen.minutes == 5
    assert forecast(cards, DAY) == (10,) * 7
    assert len(today(cards, DAY, done=4).cards) == 6
    assert today(cards, DAY, done=12).cards == ()


def test_a_few_are_a_few():
    cards = [card(0, "a"), card(1, "b"), card(1, "c"), card(30, "d")]
    assert [c.question for c in today(cards, DAY).cards] == ["a"]
    assert today(cards, DAY).minutes == 1
    assert forecast(cards, DAY, days=3) == (1, 2, 0)
    assert today([], DAY).minutes == 0


def test_half_remembered_comes_first():
    fading, lost = (
        card(-1, "fading", last=-10, stability=8),
        card(-9, "lost", last=-10, stability=0.5),
    )
    assert [c.question for c in today([lost, fading], DAY).cards] == ["fading", "lost"]
