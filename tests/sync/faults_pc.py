"""A PC in a process of its own, for runs in which it is killed at any moment.

It works and exchanges until it is told to stop. What it has done it writes into a
journal, after the fact: that is what an official saw on the screen.
"""

import os
import random
import secrets
from pathlib import Path
from typing import Any

import msgspec

from desktop.store import events, keys
from desktop.store.database import Store
from desktop.store.opening import create_store
from desktop.usecases.people import Door, NewOfficial
from desktop.usecases.syncing import Syncing
from sync.client.http import HttpCarrier
from sync.protocol.messages import (
    Answer,
    AttemptFinished,
    Event,
    EventKind,
    LessonRead,
    ReportSubmitted,
)

NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"
NOW = 1_790_000_000_000


def clock() -> int:
    return NOW


def cheap() -> None:
    """Passwords that cost nothing to check, little patience with a silent line."""
    cost = keys.Cost(memory=64, passes=1, lanes=1)
    keys.Slots.with_slot.__defaults__ = (cost,)
    create_store.__kwdefaults__["cost"] = cost
    HttpCarrier.__init__.__kwdefaults__["read_s"] = 2.0


def begin(folder: Path, address: str, code: str) -> None:
    """Make the PC's file, with its enrolment pending."""
    session = Door(folder, clock).set_up(
        NewOfficial(NAME, "Công chức"), PASSWORD, address=address, enrolment_code=code
    )
    session.close()


def live(folder: Path, seed: int, stop: Any, *, work: bool = True) -> None:
    """Work and exchange until ``stop`` is set; without ``work`` until nothing waits.

    One line of the journal for each event (``did``) and each exchange (``synced``).
    """
    cheap()
    draw = random.Random(seed)
    session = Door(folder, clock).sign_in(NAME, PASSWORD)
    store = session.store
    journal = os.open(folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    syncing = Syncing(session, clock, "test", draw)
    quiet = 0
    while not stop.is_set() and (work or quiet < 2):
        for _ in range(draw.choice([0, 1, 1, 2, 5]) if work else 0):
            counter = _act(store, session.official.id, draw)
            row = store.rows("SELECT * FROM events WHERE counter = ?", [counter])[0]
            os.write(journal, f"did {row['epoch']} {counter} {digest(row)}\n".encode())
        result = syncing.exchange()
        state = store.rows(
            "SELECT cursor, (SELECT count(*) FROM events WHERE state = 'accepted') AS confirmed"
            " FROM device"
        )[0]
        told = f"synced {state['confirmed']} {state['cursor']} {result.problem or 'ok'}\n"
        os.write(journal, told.encode())
        # Each exchange on a connection of its own: each meets the line's next fault.
        syncing.close()
        quiet = quiet + 1 if not result.problem and not result.waiting else 0
    session.close()
    os.close(journal)


def digest(row: dict[str, Any]) -> str:
    """Of an event as the PC's file has it."""
    body = msgspec.Raw(row["body"].encode())
    return Event(row["counter"], row["kind"], row["at"], row["official"], body).digest().hex()


def _act(store: Store, official: str, draw: random.Random) -> int:
    version = secrets.token_hex(32)
    body: msgspec.Struct
    match draw.choice(
        [EventKind.LESSON_READ, EventKind.ATTEMPT_FINISHED, EventKind.REPORT_SUBMITTED]
    ):
        case EventKind.LESSON_READ as kind:
            body = LessonRead("b2-tep-doc", version, draw.randint(1, 900))
        case EventKind.ATTEMPT_FINISHED as kind:
            answers = [Answer(f"b2-{n}", msgspec.Raw(b"1"), 1.0, 9) for n in range(8)]
            body = AttemptFinished("b2-tep-doc", version, "vi", NOW, 7, answers, 1.0, True)
        case kind:
            submission = msgspec.Raw(b'{"values":{"note":"%s"}}' % version.encode())
            body = ReportSubmitted(secrets.token_hex(16), "incident", version, submission)
    with store.write() as database:
        return events.append(database, kind, body, official=official, at=NOW)
