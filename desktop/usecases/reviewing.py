"""Review: what an official missed comes back, a few minutes a day.

The schedule is a pure function of the attempts (``lessons.mastery``), tests, practice and
review alike. Every answer in review is an event of its own, an attempt with one answer and
the mode "review": it is on the disk before its feedback shows, it travels like any other,
and a PC that lost its schedule works it out again.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.usecases.clock import VIETNAM, Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from lessons.course import Lesson
    from lessons.mastery import ReviewCard
    from lessons.questions import Question, Score

MODE = "review"
FORECAST_DAYS = 7


@dataclass(frozen=True)
class Due:
    """A question to answer now. ``seed`` gives the order of its options, the same until it
    is answered."""

    lesson: "Lesson"
    question: "Question"
    seed: int


@dataclass(frozen=True)
class ReviewDay:
    """Review as it stands today.

    ``left`` questions are to come, about ``minutes`` of work, after ``done`` today; ``more``
    could come beyond those few minutes for who wants. ``coming`` counts the questions of today
    and each of the following days; ``next`` is the first later day with any.
    """

    left: int
    minutes: int
    done: int
    more: int
    coming: tuple[int, ...]
    today: dt.date
    next: dt.date | None


class Reviewing:
    """What the signed-in official reviews; the questions are those of ``learning``'s course."""

    def __init__(self, session: Session, learning: Learning, clock: Clock) -> None:
        self._session, self._learning, self._clock = session, learning, clock

    def day(self) -> ReviewDay:
        """How much there is to review.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        from lessons.mastery import forecast, per_day

        today = self._today()
        cards, done = self._cards(), self._done(today)
        chosen = self._chosen(cards, done)
        due = sum(card.due <= today.isoformat() for card in cards)
        tomorrow = today + dt.timedelta(days=1)
        # What is answered today comes again, but nobody knows yet when.
        others = [card for card in cards if card not in chosen]
        later = [card.due for card in cards if card.due > today.isoformat()]
        if due > len(chosen):
            later.append(tomorrow.isoformat())
        return ReviewDay(
            left=len(chosen),
            minutes=-(-len(chosen) * 5 // per_day()),
            done=done,
            more=due - len(chosen),
            coming=(len(chosen), *forecast(others, tomorrow, FORECAST_DAYS - 1)),
            today=today,
            next=dt.date.fromisoformat(min(later)) if later else None,
        )

    def next(self, *, more: bool = False) -> Due | None:
        """The question to answer now, None when today's are done. ``more`` goes on beyond
        the few minutes of a day.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        cards = self._cards()
        done = 0 if more else self._done(self._today())
        card = next(iter(self._chosen(cards, done)), None)
        if card is None:
            return None
        lesson = self._learning.lesson(card.lesson)
        digest = hashlib.sha256(f"{card.lesson}/{card.question}/{card.reviews}".encode()).digest()
        return Due(lesson, lesson.question(card.question), int.from_bytes(digest[:4]) >> 1)

    def answer(self, due: Due, response: Any, seconds: int = 0) -> "Score":
        """Save and score an answer; saved on disk when this returns.

        Raises:
            KnownError: ANSWER_UNREADABLE (question).
        """
        import msgspec

        from desktop.store import events
        from lessons.questions import BadResponse, score
        from sync.protocol.messages import Answer, AttemptFinished, EventKind

        try:
            result = score(due.question, response)
        except BadResponse as error:
            raise KnownError(Code.ANSWER_UNREADABLE, question=due.question.id) from error
        now = self._clock()
        share = round(result.points / result.out_of, 4) if result.out_of else 0.0
        raw = msgspec.Raw(msgspec.json.encode(response))
        body = AttemptFinished(
            lesson=due.lesson.id,
            version=due.lesson.version,
            language=due.lesson.language,
            started=now - seconds * 1000,
            seed=due.seed,
            answers=[Answer(due.question.id, raw, share, seconds)],
            points=share,
            passed=False,
            mode=MODE,
        )
        me = self._session.official.id
        with self._session.store.write() as database:
            events.append(database, EventKind.ATTEMPT_FINISHED, body, official=me, at=now)
        return result

    def _chosen(self, cards: "list[ReviewCard]", done: int) -> "list[ReviewCard]":
        """Today's cards; those whose question the course no longer has make room for others."""
        from lessons.mastery import today

        while True:
            chosen = today(cards, self._today(), done).cards
            gone = [card for card in chosen if not self._has(card)]
            if not gone:
                return list(chosen)
            cards[:] = [card for card in cards if card not in gone]

    def _has(self, card: "ReviewCard") -> bool:
        try:
            self._learning.lesson(card.lesson).question(card.question)
        except KeyError:
            return False
        except KnownError as error:
            if error.code is not Code.LESSON_UNKNOWN:
                raise
            return False
        return True

    def _done(self, today: dt.date) -> int:
        from desktop.store import review_cards

        kept = review_cards.state(self._session.store, self._session.official.id)
        return kept.done if kept.day == today.isoformat() else 0

    def _cards(self) -> "list[ReviewCard]":
        """The cards after everything that was answered so far."""
        from desktop.store import review_cards, views
        from lessons.mastery import review

        store, me = self._session.store, self._session.official.id
        cards, kept = review_cards.cards(store, me), review_cards.state(store, me)
        latest = kept.through
        changed: dict[tuple[str, str], ReviewCard] = {}
        day, done = kept.day, kept.done
        for attempt in views.attempts_after(store, me, kept.through):
            latest = attempt.row
            at = _local(attempt.at)
            for question, share in _shares(attempt.body):
                key = (attempt.lesson, question)
                card = review(cards.get(key), question, attempt.lesson, share, at)
                if card is not None:
                    cards[key] = changed[key] = card
                if attempt.mode == MODE:
                    today = at.date().isoformat()
                    day, done = (day, done + 1) if today == day else (today, 1)
        if latest != kept.through:
            with store.write() as database:
                now = review_cards.Kept(latest, day, done)
                review_cards.keep(database, me, changed.values(), now)
        return list(cards.values())

    def _today(self) -> dt.date:
        return _local(self._clock()).date()


def _local(at: int) -> dt.datetime:
    """A time in milliseconds since 1970 UTC, on the official's calendar."""
    return dt.datetime.fromtimestamp(at / 1000, tz=VIETNAM)


def _shares(body: str) -> Iterator[tuple[str, float]]:
    """Each answer's question and share of its points, 0 to 1."""
    import msgspec

    from sync.protocol.messages import AttemptFinished

    for answer in msgspec.json.decode(body, type=AttemptFinished).answers:
        yield answer.question, answer.points
