"""What the province announced and assigned, as it holds now."""

from typing import TypeVar

import msgspec

from desktop.store.database import Store
from sync.protocol.messages import Announcement, Assignment, ChangeKind

T = TypeVar("T", Announcement, Assignment)


def announcements(store: Store) -> list[Announcement]:
    """Those that hold, the newest first."""
    return list(reversed(_holding(store, ChangeKind.ANNOUNCEMENT, Announcement)))


def assignments(store: Store) -> list[Assignment]:
    """Those that hold, the oldest first."""
    return _holding(store, ChangeKind.ASSIGNMENT, Assignment)


def last_reports(store: Store) -> dict[str, int]:
    """When this PC last sent a report of each form, in milliseconds since 1970 UTC."""
    rows = store.rows("SELECT form, max(submitted_at) AS at FROM reports GROUP BY form")
    return {row["form"]: row["at"] for row in rows}


def _holding(store: Store, kind: ChangeKind, message: type[T]) -> list[T]:
    """What was said last under each identifier, unless it was withdrawn.

    What a newer province says in another way is left out here, and kept for a newer program.
    """
    last: dict[str, T] = {}
    for row in store.rows("SELECT body FROM changes WHERE kind = ? ORDER BY number", [kind]):
        try:
            said = msgspec.json.decode(row["body"], type=message)
        except msgspec.DecodeError:
            continue
        last.pop(said.id, None)
        last[said.id] = said
    return [said for said in last.values() if not said.withdrawn]
