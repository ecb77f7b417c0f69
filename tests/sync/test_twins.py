"""One enrolment, two PCs: a copied disk, a backup that went on elsewhere, a lost name.

Nothing that either of them did is lost or counted twice, and both the commune and the
province are told.
"""

import random
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store import backups, device, events, keys
from desktop.store.backups import Stop
from desktop.store.repair import repair
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.people import Door, NewOfficial, Session
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import Exchanged, Syncing
from sync.protocol.messages import EventKind, LessonRead
from tests.desktop.store.damage import flip
from tests.sync.province import Province

NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SHARED = "shared"


class Pc:
    def __init__(self, folder: Path, session: Session) -> None:
        self.folder, self.session = folder, session
        self.official = session.official

    def work(self, count: int) -> None:
        """Lessons read, no two of them alike."""
        for _ in range(count):
            with self.session.store.write() as database:
                read = LessonRead("b2", secrets.token_hex(32), 9)
                kind = EventKind.LESSON_READ
                events.append(database, kind, read, official=self.official.id, at=1)

    def exchange(self) -> Exchanged:
        syncing = Syncing(self.session, clock, "test")
        try:
            return syncing.exchange()
        finally:
            syncing.close()

    def states(self) -> dict[str, int]:
        rows = self.session.store.rows("SELECT state, count(*) AS n FROM events GROUP BY state")
        return {row["state"]: row["n"] for row in rows}

    def problem(self) -> str:
        return read_status(self.session).problem

    def done(self) -> set[tuple[str, str]]:
        """What was done here, whatever its number."""
        rows = self.session.store.rows("SELECT kind, body FROM events")
        return {(row["kind"], row["body"]) for row in rows}

    def copied_to(self, folder: Path) -> "Pc":
        """The same disk in another PC."""
        self.session.close()
        shutil.copytree(self.folder, folder)
        self.session = Door(self.folder, clock).sign_in(NAME, PASSWORD)
        return Pc(folder, Door(folder, clock).sign_in(NAME, PASSWORD))

    def repaired(self) -> "Pc":
        self.session.close()
        key = keys.read(self.folder).open(NAME, PASSWORD).key
        assert repair(self.folder, key).knows_itself
        self.session = Door(self.folder, clock).sign_in(NAME, PASSWORD)
        return self


def clock() -> int:
    return 1_790_000_000_000


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store.opening import create_store

    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(create_store.__kwdefaults__, "cost", cheap)


@pytest.fixture
def province(tmp_path: Path, new_database: Callable[[], str]) -> Iterator[Province]:
    made = Province(tmp_path / "province", new_database())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def pc(tmp_path: Path, province: Province) -> Iterator[Pc]:
    session = Door(tmp_path / "pc", clock).set_up(
        NewOfficial(NAME, "Công chức"),
        PASSWORD,
        address=province.address,
        enrolment_code=province.codes[0],
    )
    made = Pc(tmp_path / "pc", session)
    made.work(3)
    assert made.exchange().problem == ""
    yield made
    made.session.close()


def received(province: Province) -> list[tuple[str, str]]:
    return [(kind, body) for kind, body in province.rows("SELECT kind, body FROM intake_event")]


def alarms(province: Province) -> list[str]:
    return [kind for (kind,) in province.rows("SELECT kind FROM intake_alarm ORDER BY id")]


def settle(province: Province) -> None:
    province.python(
        "from django.test import Client\n"
        "from sync.server.accounts.models import Staff\n"
        "from sync.server.intake.models import Alarm\n"
        "client = Client(); client.force_login(Staff.objects.get())\n"
        "for alarm in Alarm.objects.filter(settled_at=None):\n"
        "    done = client.post(f'/alarms/{alarm.pk}/settle/', HTTP_HOST='127.0.0.1')\n"
        "    assert done.status_code == 302, done.status_code\n"
    )


def test_a_copied_disk_loses_nothing_and_is_told(pc: Pc, province: Province, tmp_path: Path):
    pc.work(2)  # waits in both
    other = pc.copied_to(tmp_path / "other")
    pc.work(2)
    other.work(2)
    for each in (pc, other, pc, other):
        each.exchange()
    assert alarms(province)[0] == "conflict"
    assert sorted(received(province)) == sorted(pc.done() | other.done())
    assert [each.states().keys() for each in (pc, other)] == [{"accepted"}] * 2
    assert SHARED not in alarms(province), "that there are two is not certain yet"

    pc.work(1)
    pc.exchange()
    assert alarms(province).count(SHARED) == 1
    other.exchange()
    assert [pc.problem(), other.problem()] == [SHARED, SHARED]
    assert pc.states().keys() == {"accepted"}
    other.session.close()


def test_a_backup_that_went_on_elsewhere_becomes_a_pc_of_its_own(
    pc: Pc, province: Province, tmp_path: Path
):
    store = pc.session.store
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.write_to(backups.make(store.path, store.key, NOW, Stop()), stick)
    backups.take_from(stick, tmp_path / "other")
    other = Pc(tmp_path / "other", pc.session)
    other.session = pc.session
    key = keys.read(other.folder).open(NAME, PASSWORD).key
    repair(other.folder, key)
    other.session = Door(other.folder, clock).sign_in(NAME, PASSWORD)

    assert other.exchange().problem == ""
    assert pc.exchange().problem == "", "to ask for news proves nothing"
    assert alarms(province) == []
    other.work(2)
    pc.work(2)
    other.exchange()
    pc.exchange()
    other.exchange()
    assert alarms(province) == [SHARED]
    assert [pc.problem(), other.problem()] == [SHARED, SHARED]

    enrolment = Enrolment(other.session)
    assert enrolment.state().shared
    (code,) = province.new_codes(1)
    enrolment.correct(address=province.address, code=code)
    other.work(2)
    done = other.exchange()
    assert (done.problem, done.enrolled_now) == ("", True)
    settle(province)
    for each in (pc, other, pc, other):
        each.work(1)
        each.exchange()
    assert alarms(province) == [SHARED], "settled, and not again"
    assert [read_status(each.session).sentence for each in (pc, other)] == [
        Sentence.ALL_CONFIRMED
    ] * 2
    assert province.rows("SELECT count(*) FROM devices_device") == [(2,)]
    assert sorted(received(province)) == sorted(pc.done() | other.done())
    other.session.close()


def test_a_repair_or_a_late_request_is_no_second_pc(pc: Pc, province: Province):
    for _ in range(3):
        pc.work(1)
        pc.repaired().work(1)
        assert pc.exchange().problem == ""
        with pc.session.store.write() as database:
            database.execute("UPDATE events SET state = 'pending'")
        assert pc.exchange().problem == ""
    assert alarms(province) == []


@pytest.mark.parametrize("name_kept", [True, False])
def test_a_pc_that_lost_its_name_is_not_somebody_else_who_did_the_same(
    pc: Pc, province: Province, name_kept: bool
):
    """Its one row is gone and there is no backup: what was sent is sent again."""
    store = pc.session.store
    root = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'device'")
    with store.write() as database:
        database.execute("UPDATE events SET state = 'pending' WHERE counter > 2")
    before, done, raw_key = received(province), pc.done(), store.key
    pc.session.close()
    flip(store.path, root, random.Random(1))
    if not name_kept:
        for path in pc.folder.glob("keys*.json"):
            path.unlink()
        slots = keys.new_slots().with_slot(
            pc.official.id, NAME, PASSWORD, raw_key, keys.Cost(64, 1, 1)
        )
        keys.write(pc.folder, slots)
    key = keys.read(pc.folder).open(NAME, PASSWORD).key
    assert repair(pc.folder, key).knows_itself is name_kept
    pc.session = Door(pc.folder, clock).sign_in(NAME, PASSWORD)
    if not name_kept:
        (code,) = province.new_codes(1)
        Enrolment(pc.session).correct(address=province.address, code=code)
    result = pc.exchange()
    assert (result.problem, result.enrolled_now) == ("", True)
    assert received(province) == before, "what came twice counts once"
    assert pc.states().keys() == {"accepted"}
    assert pc.done() == done
    assert alarms(province) == []
    assert province.rows("SELECT count(*) FROM devices_device") == [(1 if name_kept else 2,)]
    pc.work(1)
    assert pc.exchange().problem == ""
    assert len(received(province)) == len(before) + 1
    assert device.read(pc.session.store).enrolled
