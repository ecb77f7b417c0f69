"""What the province has to say to the commune, and what it wants done, by when."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.store import notices, settings
from desktop.usecases.clock import Clock
from desktop.usecases.people import Session

_SEEN = "notices_seen"
_MOST_SEEN = 500
_CLOCKS_APART = 60_000
"""Milliseconds by which the PC's clock and the province's may differ."""


@dataclass(frozen=True)
class Notice:
    """An announcement. ``at`` is milliseconds since 1970 UTC, by the province's clock."""

    id: str
    title: str
    text: str
    by: str
    at: int


@dataclass(frozen=True)
class Task:
    """A ``lesson`` to be passed or a ``form`` to be sent (the other is ""), by ``due``: the
    last millisecond of a day, 0 for no day."""

    id: str
    lesson: str
    form: str
    due: int
    note: str
    by: str
    late: bool


class Notices:
    """Of the signed-in official. What was withdrawn is gone."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session, self._clock = session, clock

    def unread(self) -> list[Notice]:
        """The announcements that the official has not put aside, the newest first."""
        seen = set(self._seen())
        return [
            Notice(said.id, said.title, said.text, said.by, said.at)
            for said in notices.announcements(self._session.store)
            if said.id not in seen
        ]

    def put_aside(self, ident: str) -> None:
        """The official has read it: it is not shown to them again."""
        seen = [*(each for each in self._seen() if each != ident), ident][-_MOST_SEEN:]
        settings.write(self._session.store, _SEEN, seen, owner=self._session.official.id)

    def to_do(self, passed: Collection[str]) -> list[Task]:
        """What the official, or anybody here, was asked for and has not done; the most pressing
        first.

        ``passed`` are the lessons that the official has mastered. A form is done once somebody
        here sent one after the province asked.
        """
        now = self._clock()
        store, me = self._session.store, self._session.official.id
        sent = notices.last_reports(store)
        tasks = [
            Task(each.id, each.lesson, each.form, each.due, each.note, each.by, 0 < each.due < now)
            for each in notices.assignments(store)
            if (not each.officials or me in each.officials)
            and not (each.lesson and each.lesson in passed)
            and not (each.form and sent.get(each.form, 0) >= each.at - _CLOCKS_APART)
        ]
        return sorted(tasks, key=lambda task: (task.due == 0, task.due))

    def _seen(self) -> list[str]:
        told = settings.read(self._session.store, _SEEN, [], owner=self._session.official.id)
        return told if isinstance(told, list) else []
