"""The quizzes of the lessons: an attempt that survives a power cut, and what it earns."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.usecases.clock import Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from desktop.store.attempts import OpenAttempt
    from lessons.course import Lesson
    from lessons.mastery import Standing
    from lessons.questions import Question, Score


@dataclass(frozen=True)
class Answered:
    """An answer as it was saved. ``response`` is plain JSON data for ``lessons.questions``."""

    response: Any
    score: "Score"
    seconds: int


@dataclass(frozen=True)
class Attempt:
    """A quiz under way, pinned to the lesson's version that it began with.

    ``questions`` are in the order to show (drawn from ``seed``, whose text is also what
    ``lessons.questions.arrangement`` takes for the order of options); ``answers`` has the
    saved ones by question id; ``at`` is the index of the first question without an
    answer, equal to ``len(questions)`` when all are answered.
    """

    id: str
    lesson: "Lesson"
    language: str
    mode: str
    seed: int
    questions: "tuple[Question, ...]"
    answers: dict[str, Answered]

    @property
    def at(self) -> int:
        """Where to go on."""
        return next(
            (i for i, q in enumerate(self.questions) if q.id not in self.answers),
            len(self.questions),
        )


@dataclass(frozen=True)
class AttemptResult:
    """A finished quiz. ``points`` is 0 to 1, ``pass_mark`` what was asked."""

    lesson_id: str
    points: float
    pass_mark: float
    passed: bool
    scores: "dict[str, Score]"


class Quizzes:
    """The attempts of the signed-in official. ``lesson`` gives a lesson of the course by its id."""

    def __init__(self, session: Session, lesson: "Callable[[str], Lesson]", clock: Clock) -> None:
        self._session, self._lesson, self._clock = session, lesson, clock
        self._lessons: dict[str, Lesson] = {}

    def start(self, lesson_id: str, mode: str = "test") -> Attempt:
        """Begin a quiz, or go on with the one that is open for this lesson and mode."""
        import msgspec

        from desktop.store import attempts, contents

        store, me = self._session.store, self._session.official.id
        for begun in attempts.of_official(store, me):
            if (begun.lesson, begun.mode) == (lesson_id, mode):
                return self._attempt(begun)
        lesson = self._lesson(lesson_id)
        attempt = attempts.OpenAttempt(
            id=secrets.token_hex(16),
            official=me,
            lesson=lesson_id,
            version=lesson.version,
            language=lesson.language,
            mode=mode,
            seed=secrets.randbelow(2**31),
            started=self._clock(),
        )
        with store.write() as database:
            contents.keep(database, lesson.version, msgspec.json.encode(lesson))
            attempts.begin(database, attempt)
        return self._attempt(attempt)

    def resume(self, attempt_id: str) -> Attempt:
        """The open attempt as it was left, also after ``kill -9``.

        Raises:
            KnownError: ATTEMPT_GONE (attempt).
        """
        return self._attempt(self._open(attempt_id))

    def answer(self, attempt_id: str, question_id: str, response: Any, seconds: int = 0) -> "Score":
        """Save an answer and score it; saved on disk when this returns.

        ``response`` is what ``lessons.questions.score`` takes for the question's kind.
        The first answer to a question counts; answering again changes nothing.

        Raises:
            KnownError: ATTEMPT_GONE (attempt), ANSWER_UNREADABLE (question).
        """
        from desktop.store import attempts
        from lessons.questions import BadResponse, score

        attempt = self.resume(attempt_id)
        if question_id in attempt.answers:
            return attempt.answers[question_id].score
        try:
            question = next(q for q in attempt.questions if q.id == question_id)
            result = score(question, response)
        except (BadResponse, StopIteration) as error:
            raise KnownError(Code.ANSWER_UNREADABLE, question=question_id) from error
        points = result.points / result.out_of if result.out_of else 0.0
        saved = attempts.SavedAnswer(question_id, response, round(points, 4), seconds)
        with self._session.store.write() as database:
            attempts.add_answer(database, attempt_id, saved)
        return result

    def finish(self, attempt_id: str) -> AttemptResult:
        """Close the attempt and write its one event.

        Raises:
            KnownError: ATTEMPT_GONE (attempt), ATTEMPT_UNFINISHED (left).
        """
        import msgspec

        from desktop.store import attempts, events
        from lessons.mastery import grade
        from sync.protocol.messages import Answer, AttemptFinished, EventKind

        begun = self._open(attempt_id)
        attempt = self._attempt(begun)
        left = sum(question.id not in attempt.answers for question in attempt.questions)
        if left:
            raise KnownError(Code.ATTEMPT_UNFINISHED, left=left)
        given = [(question, attempt.answers[question.id]) for question in attempt.questions]
        result = grade((answer.score for _, answer in given), attempt.lesson.quiz)
        passed = result.passed
        if attempt.lesson.quiz.right:
            right = [answer.score.right for _, answer in given]
            passed = self._standing(attempt.lesson, [result.share], right).mastered
        body = AttemptFinished(
            lesson=begun.lesson,
            version=begun.version,
            language=begun.language,
            started=begun.started,
            seed=begun.seed,
            answers=[
                Answer(
                    question.id,
                    msgspec.Raw(msgspec.json.encode(answer.response)),
                    round(answer.score.points / answer.score.out_of, 4),
                    answer.seconds,
                )
                for question, answer in given
            ],
            points=round(result.share, 4),
            passed=passed,
            mode=begun.mode,
        )
        with self._session.store.write() as database:
            events.append(
                database,
                EventKind.ATTEMPT_FINISHED,
                body,
                official=self._session.official.id,
                at=self._clock(),
            )
            attempts.delete(database, attempt_id)
        return AttemptResult(
            lesson_id=begun.lesson,
            points=result.share,
            pass_mark=attempt.lesson.quiz.pass_mark / 100,
            passed=passed,
            scores={question.id: answer.score for question, answer in given},
        )

    def standing(self, lesson_id: str) -> "Standing":
        """How far the official is from mastering the lesson, and by which rule.

        Raises:
            KnownError: LESSON_UNKNOWN (lesson), CONTENT_MISSING (path).
        """
        return self._standing(self._lesson(lesson_id), [], [])

    def _open(self, attempt_id: str) -> "OpenAttempt":
        from desktop.store import attempts

        begun = attempts.read(self._session.store, attempt_id)
        if begun is None or begun.official != self._session.official.id:
            raise KnownError(Code.ATTEMPT_GONE, attempt=attempt_id)
        return begun

    def _attempt(self, begun: "OpenAttempt") -> Attempt:
        """The open attempt with the lesson that it began with, whatever the pack has now."""
        from desktop.store import attempts
        from lessons.questions import draw, score

        lesson = self._pinned(begun.version)
        questions = draw(lesson.questions, lesson.quiz.draw, str(begun.seed))
        saved = attempts.answers(self._session.store, begun.id)
        answers = {
            question.id: Answered(answer.response, score(question, answer.response), answer.seconds)
            for question in questions
            if (answer := saved.get(question.id)) is not None
        }
        return Attempt(begun.id, lesson, begun.language, begun.mode, begun.seed, questions, answers)

    def _standing(self, lesson: "Lesson", shares: list[float], right: list[bool]) -> "Standing":
        """With an attempt that is not written yet: its share of the points, its answers."""
        import msgspec

        from desktop.store import views
        from lessons.mastery import standing
        from sync.protocol.messages import AttemptFinished

        bodies = views.attempts(self._session.store, self._session.official.id, lesson.id)
        before = [msgspec.json.decode(body, type=AttemptFinished) for body in bodies]
        return standing(
            lesson.quiz,
            [attempt.points for attempt in before] + shares,
            [answer.points >= 1 for attempt in before for answer in attempt.answers] + right,
        )

    def _pinned(self, version: str) -> "Lesson":
        import msgspec

        from desktop.store import contents
        from lessons.course import Lesson

        kept = self._lessons.get(version)
        if kept is None:
            body = contents.read(self._session.store, version)
            # A foreign key holds the version as long as an attempt needs it.
            kept = self._lessons[version] = msgspec.json.decode(body or b"", type=Lesson)
        return kept
