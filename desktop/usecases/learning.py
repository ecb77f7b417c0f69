"""Learning: the modules with what is done of them, and a lesson with its place."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.usecases.clock import Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from desktop.usecases.quizzes import Quizzes
    from lessons.course import Lesson
    from lessons.pack import CoursePack


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
    questions: int = 0
    summary: str = ""


@dataclass(frozen=True)
class ModuleCard:
    """A module and its lessons, in the order of the course."""

    id: str
    title: str
    lessons: tuple[LessonCard, ...]
    summary: str = ""

    @property
    def passed(self) -> int:
        """How many of its lessons are passed."""
        return sum(lesson.passed for lesson in self.lessons)


class Learning:
    """What the signed-in official learns. ``packs`` is ``resources.packs()``.

    Nothing is read from the disk before the first question is asked of it.
    """

    def __init__(self, session: Session, packs: Path, clock: Clock, language: str = "vi") -> None:
        self._session = session
        self._path = packs / "lessons"
        self._clock = clock
        self.language = language

    @cached_property
    def quizzes(self) -> "Quizzes":
        """The official's attempts at the lessons' quizzes."""
        from desktop.usecases.quizzes import Quizzes

        return Quizzes(self._session, self.lesson, self._clock)

    @cached_property
    def pack(self) -> "CoursePack":
        """The course as it is installed, for pictures and the glossary.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        from lessons import pack

        with self.reading_content():
            return pack.load(self._path)

    def modules(self) -> list[ModuleCard]:
        """The course with the official's progress.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        from desktop.store import attempts, views
        from lessons.course import in_language

        store, me = self._session.store, self._session.official.id
        progress = views.progress(store, me)
        begun = {attempt.lesson: attempt.id for attempt in attempts.of_official(store, me)}
        cards = {}
        for entry in self.pack.entries(self.language):
            done = progress.get(entry.id)
            cards[entry.id] = LessonCard(
                id=entry.id,
                title=entry.title,
                minutes=entry.minutes,
                read=done is not None and done.read,
                best=None if done is None else done.best,
                passed=done is not None and done.passed,
                open_attempt=begun.get(entry.id, ""),
                questions=entry.questions,
                summary=entry.summary,
            )
        return [
            ModuleCard(
                module.id,
                in_language(module.title, self.language),
                tuple(cards[lesson] for lesson in module.lessons if lesson in cards),
                in_language(module.summary, self.language),
            )
            for module in self.pack.modules
        ]

    def next_lesson(self) -> LessonCard | None:
        """What to do next: an open attempt, else the first lesson not passed, else None."""
        lessons = [lesson for module in self.modules() for lesson in module.lessons]
        begun = next((lesson for lesson in lessons if lesson.open_attempt), None)
        return begun or next((lesson for lesson in lessons if not lesson.passed), None)

    def lesson(self, lesson_id: str) -> "Lesson":
        """The lesson in ``language``, else in Vietnamese.

        Raises:
            KnownError: LESSON_UNKNOWN (lesson), CONTENT_MISSING (path).
        """
        with self.reading_content():
            try:
                return self.pack.lesson(lesson_id, self.language)
            except KeyError as error:
                raise KnownError(Code.LESSON_UNKNOWN, lesson=lesson_id) from error

    def mark_read(self, lesson_id: str, seconds: int) -> None:
        """The lesson was read to its end, with ``seconds`` in front. Written once a version."""
        from desktop.store import events, views
        from sync.protocol.messages import EventKind, LessonRead

        version = self.lesson(lesson_id).version
        store, me = self._session.store, self._session.official.id
        if views.lesson_was_read(store, me, lesson_id, version):
            return
        with store.write() as database:
            body = LessonRead(lesson_id, version, seconds)
            events.append(database, EventKind.LESSON_READ, body, official=me, at=self._clock())

    def place(self, lesson_id: str) -> int:
        """Where the official stopped reading: a character of the lesson's text, 0 at first."""
        from desktop.store import settings

        me = self._session.official.id
        kept = settings.read(self._session.store, f"place/{lesson_id}", 0, owner=me)
        return kept if isinstance(kept, int) else 0

    def keep_place(self, lesson_id: str, place: int) -> None:
        """Remember it; writes only when it is another one."""
        from desktop.store import settings

        if place != self.place(lesson_id):
            me = self._session.official.id
            settings.write(self._session.store, f"place/{lesson_id}", place, owner=me)

    @contextlib.contextmanager
    def reading_content(self) -> Iterator[None]:
        """A course that cannot be read becomes a KnownError.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        from lessons.pack import PackError

        try:
            yield
        except (PackError, OSError) as error:
            raise KnownError(Code.CONTENT_MISSING, path=str(self._path)) from error
