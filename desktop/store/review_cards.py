"""The schedule of what was missed, per official: worked out from the events, kept to be quick.

Everything here can be thrown away and worked out again. It lies among the settings,
a row for each card under ``review/…``, beside how far in the events it goes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from desktop.store.database import Store
from desktop.store.sqlcipher import Database
from lessons.mastery import ReviewCard

_CARD = "review/card/"
_STATE = "review/state"


@dataclass(frozen=True)
class Kept:
    """``through`` is the row of the last event that is counted in. ``done`` questions were
    answered in review on ``day`` (ISO date), the last day with any."""

    through: int = 0
    day: str = ""
    done: int = 0


def state(store: Store, official: str) -> Kept:
    """How far the cards go."""
    row = store.row("SELECT value FROM settings WHERE owner = ? AND name = ?", [official, _STATE])
    return Kept() if row is None else Kept(**json.loads(row["value"]))


def cards(store: Store, official: str) -> dict[tuple[str, str], ReviewCard]:
    """Every card, by lesson and question."""
    rows = store.rows(
        "SELECT value FROM settings WHERE owner = ? AND name >= ? AND name < ?",
        # "0" is the character after "/".
        [official, _CARD, _CARD[:-1] + "0"],
    )
    found = [msgspec.json.decode(row["value"], type=ReviewCard) for row in rows]
    return {(card.lesson, card.question): card for card in found}


def keep(database: Database, official: str, changed: Iterable[ReviewCard], state: Kept) -> None:
    """Write cards that changed and how far they go now, inside a transaction."""
    rows = [
        (official, f"{_CARD}{card.lesson}#{card.question}", msgspec.json.encode(card).decode())
        for card in changed
    ]
    rows.append((official, _STATE, json.dumps(vars(state))))
    database.conn.executemany(
        "INSERT INTO settings (owner, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value",
        rows,
    )
