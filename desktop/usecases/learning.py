"""Learning: the modules, a lesson, and a quiz that survives a power cut."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.usecases.clock import Clock
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from lessons.course import Lesson
    from lessons.questions import Question, Score


@dataclass(frozen=True)
class LessonCard:
    """A line in the list of lessons, with what the signed-in official has done.

    ``best`` is the best finished attempt, 0 to 1, or None before the first;
    ``open_attempt`` the id of a quiz begun and not finished, or "".
    """

    id: str
    title: str
    minutes: int
    read: bool
    best: float | None
    passed: bool
    open_attempt: str = ""


@dataclass(frozen=True)
class ModuleCard:
    """A module and its lessons, in the order of the course."""

    id: str
    title: str
    lessons: tuple[LessonCard, ...]

    @property
    def passed(self) -> int:
        """How many of its lessons are passed."""
        return sum(lesson.passed for lesson in self.lessons)


@dataclass(frozen=True)
class Answered:
    """An answer as it was saved. ``response`` is plain JSON data for ``lessons.questions``."""

    response: Any
    score: "Score"
    seconds: int


@dataclass(frozen=True)
class Attempt:
    """A quiz under way, pinned to the lesson's version that it began with.

    ``questions`` are in the order to show (drawn from ``seed``); ``answers`` has the
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


class Learning:
    """What the signed-in official learns. ``packs`` is ``resources.packs()``."""

    def __init__(self, session: Session, packs: Path, clock: Clock, language: str = "vi") -> None:
        self._session = session
        self._packs = packs
        self._clock = clock
        self.language = language

    def modules(self) -> list[ModuleCard]:
        """The course with the official's progress.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        raise NotImplementedError

    def next_lesson(self) -> LessonCard | None:
        """What to do next: an open attempt, else the first lesson not passed, else None."""
        raise NotImplementedError

    def lesson(self, lesson_id: str) -> "Lesson":
        """The lesson in ``language``, else in Vietnamese.

        Raises:
            KnownError: LESSON_UNKNOWN (lesson), CONTENT_MISSING (path).
        """
        raise NotImplementedError

    def mark_read(self, lesson_id: str, seconds: int) -> None:
        """The lesson was read to its end, with ``seconds`` in front. Written once a version."""
        raise NotImplementedError

    def start(self, lesson_id: str, mode: str = "test") -> Attempt:
        """Begin a quiz, or go on with the one that is open for this lesson."""
        raise NotImplementedError

    def resume(self, attempt_id: str) -> Attempt:
        """The open attempt as it was left, also after ``kill -9``.

        Raises:
            KnownError: ATTEMPT_GONE (attempt).
        """
        raise NotImplementedError

    def answer(self, attempt_id: str, question_id: str, response: Any, seconds: int = 0) -> "Score":
        """Save an answer and score it; saved on disk when this returns.

        ``response`` is what ``lessons.questions.score`` takes for the question's kind.
        The first answer to a question counts; answering again changes nothing.

        Raises:
            KnownError: ATTEMPT_GONE (attempt), ANSWER_UNREADABLE (question).
        """
        raise NotImplementedError

    def finish(self, attempt_id: str) -> AttemptResult:
        """Close the attempt and write its one event.

        Raises:
            KnownError: ATTEMPT_GONE (attempt), ATTEMPT_UNFINISHED (left).
        """
        raise NotImplementedError

    def discard(self, attempt_id: str) -> None:
        """Throw an open attempt away; nothing is sent about it."""
        raise NotImplementedError
