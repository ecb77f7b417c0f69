import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.store import device, keys
from desktop.store.database import Store
from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.store.opening import create_store
from sync.client.engine import Engine
from sync.client.enrol import enrol_request
from sync.client.http import HttpCarrier
from sync.protocol.messages import EventKind, LessonRead, OfficialAdded
from tests.sync.faults import FaultyLine
from tests.sync.province import Province

CODES = 60


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    made = Province(tmp_path_factory.mktemp("province"))
    made.codes += made.new_codes(CODES)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(province: Province) -> Iterator[FaultyLine]:
    """A line to the province that fails on request."""
    with FaultyLine(province.target) as made:
        yield made


class Pc:
    """A commune's PC without its screens: the real store, engine and carrier."""

    def __init__(self, folder: Path, code: str, address: str) -> None:
        self.official = secrets.token_hex(16)
        person = OfficialAdded(self.official, "Hoàng Thị Sử", "Công chức")
        self.store: Store = create_store(
            folder,
            person,
            "con chim son ca hot",
            address=address,
            code=code,
            at=self.now(),
            cost=keys.Cost(64, 1, 1),
        ).store
        self.row = device.read(self.store)
        self.carrier = self.new_carrier(address)
        self.engine = self.new_engine()

    def now(self) -> int:
        return 1_790_000_000_000

    def new_carrier(self, address: str, **options: float) -> HttpCarrier:
        return HttpCarrier(address, self.row.token, proxies={}, **options)

    def new_engine(self) -> Engine:
        outbox, inbox = StoreOutbox(self.store), StoreInbox(self.store, self.now)
        return Engine(outbox, inbox, self.carrier, self.now, app="test")

    def enrol(self) -> None:
        self.carrier.enrol(
            enrol_request(
                code=self.row.code,
                token=self.row.token,
                app="test",
                signing_seed=self.row.signing_seed,
                age_identity=self.row.age_identity,
            )
        )

    def read_lessons(self, count: int) -> None:
        """Append events, each of about 180 bytes."""
        from desktop.store import events

        for number in range(count):
            with self.store.write() as database:
                events.append(
                    database,
                    EventKind.LESSON_READ,
                    LessonRead("b2", secrets.token_hex(32), number),
                    official=self.official,
                    at=self.now(),
                )

    def states(self) -> dict[str, int]:
        rows = self.store.rows("SELECT state, count(*) AS n FROM events GROUP BY state")
        return {row["state"]: row["n"] for row in rows}

    def close(self) -> None:
        self.carrier.close()
        self.store.close()


@pytest.fixture
def new_pc(tmp_path: Path, province: Province) -> Iterator[Callable[..., Pc]]:
    """Makes a PC; by default enrolled, and reaching the province directly."""
    made: list[Pc] = []

    def make(address: str = "", *, enrolled: bool = True) -> Pc:
        pc = Pc(tmp_path / f"pc{len(made)}", province.codes.pop(), address or province.address)
        made.append(pc)
        if enrolled:
            pc.enrol()
        return pc

    yield make
    for pc in made:
        pc.close()


@pytest.fixture
def at_server(province: Province) -> Callable[[Pc], list[int]]:
    """The counters that the province has of a PC, in order."""

    def counters(pc: Pc) -> list[int]:
        found = province.rows(
            "SELECT counter FROM intake_event WHERE epoch = ? ORDER BY counter", pc.row.epoch
        )
        return [row[0] for row in found]

    return counters
