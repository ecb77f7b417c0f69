"""A PC's file is damaged again and again; the province ends up with everything once."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.store import backups, device, keys
from desktop.store.backups import Stop
from desktop.store.names import FILE_NAME
from desktop.store.opening import open_store
from desktop.store.pages import SIZE
from desktop.store.repair import repair
from desktop.usecases.people import Door, NewOfficial, Session
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import Syncing
from tests.desktop.store.damage import flip, known, work
from tests.sync.province import Province

NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
Known = dict[tuple[str, int], tuple[str, str, str]]


class Commune:
    """A PC that is worked on, enrolled with a real province."""

    def __init__(self, folder: Path, province: Province) -> None:
        self.path, self.province = folder, province
        self.now = 1_790_000_000_000
        self.session: Session = Door(folder, self.clock).set_up(
            NewOfficial(NAME, "Công chức"),
            PASSWORD,
            address=province.address,
            enrolment_code=province.codes.pop(),
        )
        self.official = self.session.official

    def clock(self) -> int:
        self.now += 1000
        return self.now

    @property
    def file(self) -> Path:
        return self.path / FILE_NAME

    def exchange(self) -> Any:
        syncing = Syncing(self.session, self.clock, "test")
        done = syncing.exchange()
        syncing.close()
        return done

    def known(self) -> Known:
        return known(self.session.store)

    def repair(self) -> Any:
        key = keys.read(self.path).open(NAME, PASSWORD).key
        done = repair(self.path, key)
        opened = open_store(self.path, NAME, PASSWORD)
        self.session = Session(opened.store, self.official)
        return done

    def at_province(self) -> dict[tuple[str, int], tuple[str, str]]:
        rows = self.province.rows(
            "SELECT e.epoch, e.counter, e.kind, e.body FROM intake_event e"
            " JOIN devices_device d ON d.id = e.device_id WHERE d.ident = ?",
            device.read(self.session.store).device,
        )
        assert len({row[:2] for row in rows}) == len(rows)
        return {(epoch, counter): (kind, body) for epoch, counter, kind, body in rows}


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store.opening import create_store

    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(create_store.__kwdefaults__, "cost", cheap)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Province(tmp_path_factory.mktemp("province"))
    made.codes += made.new_codes(6)
    made.start()
    yield made
    made.stop()


def _hurt(path: Path, draw: random.Random) -> None:
    """Flips in some pages, or a cut, or both."""
    pages = path.stat().st_size // SIZE
    for _ in range(draw.choice([0, 1, 1, 3, 10])):
        flip(path, draw.randint(1, pages), draw)
    if draw.random() < 0.4:
        with path.open("rb+") as file:
            file.truncate(draw.randrange(path.stat().st_size))


def _bodies(events: Known) -> dict[tuple[str, int], tuple[str, str]]:
    return {which: (kind, body) for which, (kind, body, _) in events.items()}


@pytest.mark.parametrize("seed", range(3))
def test_damaged_anywhere_nothing_that_a_source_had_is_lost_or_doubled(
    tmp_path: Path, province: Province, seed: int
) -> None:
    draw = random.Random(seed)
    pc = Commune(tmp_path / "pc", province)
    assert pc.exchange().problem == ""
    epochs = set()
    for number in range(8):
        work(pc, pc.session.store, draw.randint(1, 12), seed=number)
        if draw.random() < 0.7:
            pc.exchange()
        work(pc, pc.session.store, draw.randint(0, 5), seed=100 + number)
        in_backup: Known = {}
        if number == 0 or draw.random() < 0.5:
            store = pc.session.store
            backups.make(store.path, store.key, START + timedelta(days=number), Stop())
            in_backup = pc.known()
        work(pc, pc.session.store, draw.randint(0, 5), seed=200 + number)
        before, there = pc.known(), pc.at_province()
        pc.session.close()
        _hurt(pc.file, draw)

        done = pc.repair()
        saved = pc.known()
        assert done.knows_itself
        assert _bodies(saved).items() <= _bodies(before).items()
        assert in_backup.keys() <= saved.keys()
        work(pc, pc.session.store, 2, seed=300 + number)
        epoch = device.read(pc.session.store).epoch
        assert epoch not in epochs
        epochs.add(epoch)

        assert pc.exchange().problem == ""
        after = pc.known()
        assert read_status(pc.session).sentence is Sentence.ALL_CONFIRMED
        assert _bodies(after) == pc.at_province(), "both sides know the same"
        assert there.items() <= _bodies(after).items()
        assert saved.keys() <= after.keys()
    assert province.rows("SELECT count(*) FROM intake_alarm") == [(0,)]
    for table, kind in (("intake_attempt", "attempt"), ("intake_revision", "report")):
        assert province.rows(f"SELECT count(*) FROM {table}") == province.rows(
            "SELECT count(*) FROM intake_event WHERE kind = ?", kind
        )
    pc.session.close()


def test_what_only_the_province_had_comes_home(tmp_path: Path, province: Province) -> None:
    """An old backup, and nothing else left: reports and tests of the last days are fetched."""
    pc = Commune(tmp_path / "pc", province)
    assert pc.exchange().problem == ""
    store = pc.session.store
    backups.make(store.path, store.key, START, Stop())
    work(pc, store, 1200)
    assert pc.exchange().problem == ""
    before = pc.known()
    pc.session.close()
    pc.file.unlink()

    done = pc.repair()
    assert (done.events, done.reports) == (1, 0)
    result = pc.exchange()
    assert (result.problem, result.received) == ("", len(before) - 1)
    assert pc.known() == before
    assert pc.exchange().requests == 1
    pc.session.close()
