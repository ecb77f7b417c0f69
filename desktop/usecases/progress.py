"""What an official has done, and how long it took: the figures of their own page."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from desktop.usecases.clock import VIETNAM, Clock
from desktop.usecases.learning import Learning
from desktop.usecases.people import Session

WEEKS: Final = 8


@dataclass(frozen=True)
class ModuleProgress:
    """``begun`` of the ``whole`` lessons are read, tried or under way and not ``passed``."""

    id: str
    title: str
    passed: int
    begun: int
    whole: int


@dataclass(frozen=True)
class Progress:
    """``weeks`` has the Monday and the seconds of each of the last weeks, the present one last;
    ``seconds`` counts from the beginning."""

    modules: tuple[ModuleProgress, ...]
    weeks: tuple[tuple[dt.date, int], ...]
    seconds: int

    @property
    def passed(self) -> int:
        return sum(module.passed for module in self.modules)

    @property
    def whole(self) -> int:
        return sum(module.whole for module in self.modules)


def read_progress(session: Session, learning: Learning, clock: Clock) -> Progress:
    """The signed-in official's progress now.

    Raises:
        KnownError: CONTENT_MISSING (path).
    """
    from desktop.store import views

    spent = views.learning_time(session.store, session.official.id)
    monday = _monday(clock())
    weeks = {monday - dt.timedelta(weeks=back): 0 for back in reversed(range(WEEKS))}
    for at, seconds in spent:
        week = _monday(at)
        if week in weeks:
            weeks[week] += seconds
    modules = tuple(
        ModuleProgress(
            module.id,
            module.title,
            module.passed,
            sum(
                not lesson.passed
                and (lesson.read or lesson.best is not None or bool(lesson.open_attempt))
                for lesson in module.lessons
            ),
            len(module.lessons),
        )
        for module in learning.modules()
    )
    return Progress(modules, tuple(weeks.items()), sum(seconds for _, seconds in spent))


def _monday(at: int) -> dt.date:
    day = dt.datetime.fromtimestamp(at / 1000, tz=VIETNAM).date()
    return day - dt.timedelta(days=day.weekday())
