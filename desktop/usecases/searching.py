"""Searching all lessons as one types."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.store.lesson_index import LessonIndex
from desktop.usecases.learning import Learning

MOST: Final = 20
_MOST_A_LESSON: Final = 3
"""Three places of a lesson are shown, so that one lesson does not fill the list."""


@dataclass(frozen=True)
class Found:
    """A place in a lesson. ``text`` is the sentence with the hit, ``marks`` where the words
    stand in it (start and end in characters); ``anchor`` and ``heading`` are "" for the
    lesson as a whole."""

    lesson: str
    title: str
    anchor: str
    heading: str
    text: str
    marks: tuple[tuple[int, int], ...]


class Searching:
    """Search in the course of ``learning``, in its language. ``data_dir`` keeps the index."""

    def __init__(self, data_dir: Path, learning: Learning) -> None:
        self._learning = learning
        self._index = LessonIndex(data_dir)

    @property
    def ready(self) -> bool:
        """Whether :meth:`find` finds anything yet."""
        return self._index.ready

    def prepare(self) -> None:
        """Open the index, or make it: some tenths of a second, off the GUI thread.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        with self._learning.reading_content():
            self._index.prepare(self._learning.pack)

    def find(self, typed: str) -> list[Found]:
        """What fits to what was typed so far, the best first; marks and case do not matter."""
        from lessons.search import excerpt, match_expression

        expression = match_expression(typed, self._learning.language)
        if not expression:
            return []
        found, of_lesson = [], Counter[str]()
        for match in self._index.find(expression, 3 * MOST):
            of_lesson[match.lesson] += 1
            if of_lesson[match.lesson] > _MOST_A_LESSON:
                continue
            shown = excerpt(match.text, typed)
            found.append(
                Found(
                    match.lesson, match.title, match.anchor, match.heading, shown.text, shown.marks
                )
            )
            if len(found) == MOST:
                break
        return found

    def close(self) -> None:
        """Let the index go."""
        self._index.close()
