"""What the official allows the line to be used for, and what it was used for today.

Messages are a few kB and always go, unless everything is paused. Photos, files and packs
wait for the allowed hours, and for tomorrow once today's limit is reached.
"""

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Final

from desktop.usecases.clock import vietnam_now
from desktop.usecases.people import Session

_RULES: Final = "line_rules"
_USED: Final = "line_used"
_KEPT_EVERY: Final = 64 * 1024
"""Bytes between two writes of the count: a cut costs no more than that of it."""

LocalTime = Callable[[], datetime]
"""Now, in this PC's own time zone."""


class Waits(StrEnum):
    """Why files do not go now."""

    PAUSED = "paused"
    HOURS = "hours"
    LIMIT = "limit"


@dataclass(frozen=True)
class Rules:
    """``hours`` (from, to; ``HH:MM``) are when files may go, over midnight too; None: always.

    ``limit`` is in bytes a local day, everything counted; 0: none.
    """

    paused: bool = False
    hours: tuple[str, str] | None = None
    limit: int = 0


class LineRules:
    """Any thread may use it."""

    def __init__(self, session: Session, now: LocalTime = vietnam_now) -> None:
        self._session = session
        self._now = now
        self._lock = threading.Lock()
        self._unkept = 0

    def read(self) -> Rules:
        """What is set; a value that cannot be understood counts as not set."""
        from desktop.store import settings

        kept = settings.read(self._session.store, _RULES, {})
        hours = kept.get("hours")
        return Rules(
            bool(kept.get("paused", False)),
            (hours[0], hours[1]) if hours and all(map(_clock, hours)) else None,
            max(0, int(kept.get("limit", 0))),
        )

    def write(self, rules: Rules) -> None:
        """Set all of them, for everybody on this PC."""
        from desktop.store import settings

        settings.write(self._session.store, _RULES, asdict(rules))

    def used(self) -> int:
        """Bytes up and down today, headers included."""
        from desktop.store import settings

        kept = settings.read(self._session.store, _USED, {})
        with self._lock:
            here = self._unkept
        return here + (kept.get("bytes", 0) if kept.get("day") == self._today() else 0)

    def count(self, octets: int, *, keep: bool = True) -> None:
        """Add what travelled. ``keep`` False leaves a little of it to the next call."""
        from desktop.store import settings

        with self._lock:
            self._unkept += octets
            if not self._unkept or (not keep and self._unkept < _KEPT_EVERY):
                return
            fresh, self._unkept = self._unkept, 0
        store, today = self._session.store, self._today()
        kept = settings.read(store, _USED, {})
        before = kept.get("bytes", 0) if kept.get("day") == today else 0
        settings.write(store, _USED, {"day": today, "bytes": before + fresh})

    def files_wait(self) -> Waits | None:
        """Why photos, files and packs stay where they are now; None when they may go."""
        rules = self.read()
        if rules.paused:
            return Waits.PAUSED
        if rules.hours is not None and not _within(self._now().time(), *rules.hours):
            return Waits.HOURS
        if rules.limit and self.used() >= rules.limit:
            return Waits.LIMIT
        return None

    def _today(self) -> str:
        return self._now().date().isoformat()


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _within(now: time, begin: str, end: str) -> bool:
    first, last = time.fromisoformat(begin), time.fromisoformat(end)
    if first == last:
        return True
    if first < last:
        return first <= now < last
    return now >= first or now < last
