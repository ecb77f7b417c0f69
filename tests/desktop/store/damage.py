"""A store with something of everything, and ways to hurt its file."""

import random
import secrets
from pathlib import Path
from typing import Protocol

import msgspec

from desktop.store import attempts, contents, device, drafts, events
from desktop.store.database import Store
from desktop.store.names import FILE_NAME
from desktop.store.pages import SIZE
from sync.protocol.messages import AttemptFinished, EventKind, LessonRead, ReportSubmitted


class Someone(Protocol):
    @property
    def id(self) -> str: ...


class HasOfficial(Protocol):
    @property
    def official(self) -> Someone: ...


def work(folder: HasOfficial, store: Store, count: int, seed: int = 1) -> None:
    """``count`` lessons read, a tenth as many reports (some of 9 kB) and finished tests."""
    draw = random.Random(seed)
    official = folder.official.id
    with store.write() as db:
        for number in range(count):
            events.append(
                db,
                EventKind.LESSON_READ,
                LessonRead("b2", "a" * 64, number),
                official=official,
                at=1,
            )
            if number % 10 == 0:
                text = "ă" * draw.choice([20, 400, 4500])
                submission = msgspec.Raw(msgspec.json.encode({"values": {"note": text}}))
                report = ReportSubmitted(secrets.token_hex(16), "outage", "b" * 64, submission)
                events.append(db, EventKind.REPORT_SUBMITTED, report, official=official, at=2)
                test = AttemptFinished("b2", "a" * 64, "vi", number, seed, [], 0.5, False)
                events.append(db, EventKind.ATTEMPT_FINISHED, test, official=official, at=3)


def begin(folder: HasOfficial, store: Store, number: int) -> str:
    """A draft and an open quiz; gives the draft's report."""
    report = secrets.token_hex(16)
    official = folder.official.id
    with store.write() as db:
        contents.keep(db, "a" * 64, b"a lesson")
        contents.keep(db, "b" * 64, b"a form")
        drafts.add(
            db, drafts.Draft(report, 1, "outage", "b" * 64, official, number, number, '{"a":"ă"}')
        )
        attempt = secrets.token_hex(16)
        attempts.begin(
            db, attempts.OpenAttempt(attempt, official, "b3", "a" * 64, "vi", "test", 7, number)
        )
        attempts.add_answer(db, attempt, attempts.SavedAnswer("q", [1, "ă"], 0.5, 9))
    return report


def confirm(store: Store, upto: int) -> None:
    """As if the province had confirmed the first events."""
    with store.write() as db:
        db.execute("UPDATE events SET state = 'accepted' WHERE id <= ?", [upto])
        device.change(db, enrolled_at=1, device="d1", cursor=7)


def known(store: Store) -> dict[tuple[str, int], tuple[str, str, str]]:
    """Every event by its id: kind, body, state."""
    return {
        (row["epoch"], row["counter"]): (row["kind"], row["body"], row["state"])
        for row in store.rows("SELECT * FROM events")
    }


def flip(path: Path, page: int, draw: random.Random) -> None:
    """Change one byte of a page."""
    with path.open("rb+") as file:
        file.seek((page - 1) * SIZE + draw.randrange(SIZE))
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1 << draw.randrange(8)]))


def size_in_pages(folder: Path) -> int:
    return (folder / FILE_NAME).stat().st_size // SIZE
