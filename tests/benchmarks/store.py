"""The encrypted file: opening, writing, reading, and its size on the disk.

The floor for a write is plain SQLite with the same durability on the same disk; for
opening it is Argon2id alone, which is meant to take its time.
"""

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from desktop.store import attempts, events, keys, views
from desktop.store.database import Store
from desktop.store.exchange import StoreOutbox
from desktop.store.names import FILE_NAME
from desktop.store.opening import create_store, open_store
from sync.protocol.messages import Answer, AttemptFinished, EventKind, OfficialAdded

NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"
OFFICIAL = "1" * 32
TESTS, QUESTIONS = 1_000, 10
WRITES = 200


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        store = create_store(
            data,
            OfficialAdded(OFFICIAL, NAME, "Công chức"),
            PASSWORD,
            address="https://so.example.vn",
            code="00000-00000",
            at=1,
        ).store
        found = writing(store, Path(folder))
        found += size(store, data)
        found += reading(store)
        store.close()
        return found + opening(data)


def opening(data: Path) -> list[dict[str, object]]:
    slots = keys.read(data)
    unlock = median(lambda: slots.open(NAME, PASSWORD), 9)
    key = slots.open(NAME, PASSWORD).key

    def whole() -> None:
        opened = open_store(data, NAME, PASSWORD)
        views.officials(opened.store)
        opened.store.close()

    def file_only() -> None:
        store = Store(data / FILE_NAME, key)
        views.officials(store)
        store.close()

    return [
        compared("store.sign_in", median(whole, 9), "Argon2id alone", unlock),
        {"name": "store.open", "value": round(median(file_only, 30) * 1e3, 2), "unit": "ms"},
    ]


def writing(store: Store, folder: Path) -> list[dict[str, object]]:
    body = attempt()

    def append() -> None:
        with store.write() as database:
            events.append(database, EventKind.ATTEMPT_FINISHED, body, official=OFFICIAL, at=1)

    ours = median(append, WRITES)
    plain, floor = plain_sqlite(folder, msgspec.json.encode(body).decode())
    with store.write() as database:
        from desktop.store import contents

        contents.keep(database, "a" * 64, b"x")
        begun = attempts.OpenAttempt("2" * 32, OFFICIAL, "b2", "a" * 64, "vi", "test", 1, 1)
        attempts.begin(database, begun)
    numbers = iter(range(WRITES))

    def answer() -> None:
        with store.write() as database:
            saved = attempts.SavedAnswer(f"q{next(numbers)}", [1, 2, 3], 1.0, 20)
            attempts.add_answer(database, "2" * 32, saved)

    answering = median(answer, WRITES)
    with store.write() as database:
        attempts.delete(database, "2" * 32)
    plain.close()
    return [
        compared("store.append_event", ours, "plain SQLite, WAL and FULL", floor),
        compared("store.save_answer", answering, "plain SQLite, WAL and FULL", floor),
    ]


def plain_sqlite(folder: Path, body: str) -> tuple[Any, float]:
    import sqlite3

    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT)")
    return plain, median(
        lambda: plain.execute("INSERT INTO events (body) VALUES (?)", [body]), WRITES
    )


def size(store: Store, data: Path) -> list[dict[str, object]]:
    before = checkpointed(store, data)
    with store.write() as database:
        for _ in range(TESTS):
            events.append(database, EventKind.ATTEMPT_FINISHED, attempt(), official=OFFICIAL, at=1)
    grown = (checkpointed(store, data) - before) / TESTS / QUESTIONS
    return [{"name": "store.disk_per_answer", "value": round(grown), "unit": "B"}]


def reading(store: Store) -> list[dict[str, object]]:
    outbox = StoreOutbox(store)
    batch = median(lambda: outbox.batch(1_000, 10**7, frozenset()), 9)
    return [
        {
            "name": f"store.progress of {TESTS} tests",
            "value": ms(median(lambda: views.progress(store, OFFICIAL), 9)),
            "unit": "ms",
        },
        {"name": "store.batch of 1,000 events", "value": ms(batch), "unit": "ms"},
        {
            "name": "store.waiting",
            "value": ms(median(lambda: views.waiting(store), 30)),
            "unit": "ms",
        },
    ]


def attempt() -> AttemptFinished:
    """A test of ten questions, as a real one is."""
    answers = [
        Answer(f"cau-hoi-{number}", msgspec.Raw(b"[0,2]"), 0.5, 23) for number in range(QUESTIONS)
    ]
    return AttemptFinished(
        lesson="b2-tep-lien-ket-doc",
        version=secrets.token_hex(32),
        language="vi",
        started=1_790_000_000_000,
        seed=secrets.randbelow(2**31),
        answers=answers,
        points=0.5,
        passed=False,
    )


def checkpointed(store: Store, data: Path) -> int:
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return (data / FILE_NAME).stat().st_size


def compared(name: str, seconds: float, baseline_name: str, baseline: float) -> dict[str, object]:
    return {
        "name": name,
        "value": ms(seconds),
        "unit": "ms",
        "baseline_name": baseline_name,
        "baseline": ms(baseline),
        "ratio": round(seconds / baseline, 2),
    }


def ms(seconds: float) -> float:
    return round(seconds * 1e3, 2)


def median(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)
