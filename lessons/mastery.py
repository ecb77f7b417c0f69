"""When a lesson is mastered, and when what was missed comes back.

Two separate things. *Mastery* is a rule of the lesson, stated to the learner before a test:
the pass mark, or m right among the last n answers. *Review* is a schedule for single
questions that were answered wrong, after FSRS, the scheduler that Anki uses.

Everything is a pure function of what was answered, so both can be worked out again from
the attempts. Rules are codes with numbers; the screens put them into words.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from lessons.course import Quiz
from lessons.questions import Score

if TYPE_CHECKING:
    from fsrs import Scheduler

# Mastery


class Rule(msgspec.Struct, frozen=True):
    """How a lesson is mastered. ``code`` is "pass-mark" (one test with at least ``percent``
    of its points) or "right-of-last" (``right`` of the ``last`` answers fully right)."""

    code: str
    percent: int = 0
    right: int = 0
    last: int = 0


class Grade(msgspec.Struct, frozen=True):
    """A finished test. ``share`` is 0 to 1."""

    points: float
    out_of: float
    share: float
    passed: bool
    """At or above the pass mark, whatever the mastery rule."""


class Standing(msgspec.Struct, frozen=True):
    """How far along a learner is. With "pass-mark", ``have`` is the best percent so far and
    ``need`` the mark; with "right-of-last", right answers among the last ones, and how many
    are wanted."""

    rule: Rule
    mastered: bool
    have: int
    need: int


def rule_of(quiz: Quiz) -> Rule:
    if quiz.right:
        return Rule("right-of-last", right=quiz.right, last=quiz.last)
    return Rule("pass-mark", percent=quiz.pass_mark)


def grade(scores: Iterable[Score], quiz: Quiz) -> Grade:
    """A test's result; unanswered questions count with no points. No questions: not passed."""
    scores = list(scores)
    out_of = sum(score.out_of for score in scores)
    points = sum(score.points for score in scores)
    share = points / out_of if out_of else 0.0
    # Points are rounded to four places, so the mark is met with that slack.
    passed = bool(out_of) and share * 100 >= quiz.pass_mark - 0.001
    return Grade(round(points, 4), out_of, share, passed)


def standing(quiz: Quiz, shares: Sequence[float], answers: Sequence[bool]) -> Standing:
    """Where the learner stands. ``shares``: of every finished test of the lesson, 0 to 1.
    ``answers``: every answer to its questions in the order given, whether fully right.
    Once mastered is mastered: the window is looked for anywhere in the past."""
    rule = rule_of(quiz)
    if rule.code == "pass-mark":
        best = max(shares, default=0.0)
        return Standing(
            rule, best * 100 >= quiz.pass_mark - 0.001, int(best * 100 + 0.001), quiz.pass_mark
        )
    mastered = any(
        sum(answers[max(0, end - rule.last) : end]) >= rule.right
        for end in range(rule.right, len(answers) + 1)
    )
    return Standing(rule, mastered, sum(answers[-rule.last :]), rule.right)


# Review

RETENTION = 0.9
"""How likely an answer should still be known when it comes back."""
MAX_INTERVAL = 365
SECONDS_PER_QUESTION = 30
MINUTES_A_DAY = 5


class ReviewCard(msgspec.Struct, frozen=True):
    """The schedule of one question for one official. JSON-ready."""

    question: str
    lesson: str
    due: str
    """ISO date, in the learner's calendar."""
    last: str
    """ISO date and time with offset, of the last answer."""
    stability: float
    """Days until recall falls to nine in ten."""
    difficulty: float
    """1 to 10."""
    reviews: int = 0
    lapses: int = 0


def review(
    card: ReviewCard | None, question: str, lesson: str, share: float, at: dt.datetime
) -> ReviewCard | None:
    """The card after an answer worth ``share`` (0 to 1) of its points, given at ``at``
    (aware; its offset decides which day it is). A question enters review when it is not
    answered fully right, and stays: right answers send it further away each time. None:
    never missed, nothing to review."""
    if card is None and share >= 1:
        return None
    from fsrs import Card, Rating, State

    rating = Rating.Good if share >= 1 else Rating.Hard if share >= 0.5 else Rating.Again
    if card is None:
        before = Card(card_id=0)
    else:
        last = dt.datetime.fromisoformat(card.last).astimezone(dt.UTC)
        # A clock that was set back must not make the interval negative.
        at = max(at, last.astimezone(at.tzinfo))
        before = Card(
            card_id=0,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=last,
            last_review=last,
        )
    after, _ = _scheduler().review_card(before, rating, at.astimezone(dt.UTC))
    days = max(1, (after.due - at.astimezone(dt.UTC)).days)
    missed = rating is Rating.Again
    return ReviewCard(
        question=question,
        lesson=lesson,
        due=(at.date() + dt.timedelta(days=days)).isoformat(),
        last=at.isoformat(),
        stability=round(after.stability or 0.1, 4),
        difficulty=round(after.difficulty or 5.0, 4),
        reviews=(card.reviews if card else 0) + 1,
        lapses=(card.lapses if card else 0) + missed,
    )


class Today(msgspec.Struct, frozen=True):
    """What to review today."""

    cards: tuple[ReviewCard, ...]
    minutes: int
    """About how long it takes; 0 when there is nothing."""


def today(
    cards: Iterable[ReviewCard],
    day: dt.date,
    done: int = 0,
    minutes: int = MINUTES_A_DAY,
) -> Today:
    """The few minutes of review for ``day``; ``done`` cards were already answered today.

    Never more than fits into ``minutes``, however long the learner was away: what does not
    fit waits for the next days, see :func:`forecast`. What is still half remembered comes
    first, for it is cheapest to keep.
    """
    room = max(0, per_day(minutes) - done)
    due = [card for card in cards if card.due <= day.isoformat()]
    chosen = sorted(due, key=lambda card: (_faded(card, day), card.question))[:room]
    return Today(tuple(chosen), -(-len(chosen) * SECONDS_PER_QUESTION // 60))


def per_day(minutes: int = MINUTES_A_DAY) -> int:
    return minutes * 60 // SECONDS_PER_QUESTION


def forecast(
    cards: Iterable[ReviewCard], day: dt.date, days: int = 7, minutes: int = MINUTES_A_DAY
) -> tuple[int, ...]:
    """How many questions come on ``day`` and each day after it. What is overdue is spread
    over the coming days, each with at most what its minutes hold: there is no number for
    "behind"."""
    last = day + dt.timedelta(days=days - 1)
    coming = [0] * days
    for card in cards:
        due = dt.date.fromisoformat(card.due)
        if due <= last:
            coming[max(0, (due - day).days)] += 1
    room = per_day(minutes)
    for place in range(days - 1):
        if coming[place] > room:
            coming[place + 1] += coming[place] - room
            coming[place] = room
    coming[-1] = min(coming[-1], room)
    return tuple(coming)


def _faded(card: ReviewCard, day: dt.date) -> float:
    """Grows as the chance of recall falls: days since the last answer by stability."""
    since = (day - dt.datetime.fromisoformat(card.last).date()).days
    return since / max(card.stability, 0.01)


@cache
def _scheduler() -> "Scheduler":
    """Without learning steps of minutes: an official reviews once a day. Without random
    fuzz: the same answers give the same schedule on every machine."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MAX_INTERVAL,
        enable_fuzzing=False,
    )
