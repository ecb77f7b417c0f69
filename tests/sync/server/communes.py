"""PCs that never have a line, and a province that they reach by stick alone."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from desktop.store import device, keys, repair
from desktop.store.opening import open_store
from desktop.usecases.carrying import Carrying, Trip
from desktop.usecases.content import Content
from desktop.usecases.people import Door, NewOfficial, Session
from sync.protocol import card, durably
from sync.server.devices import enrolment
from sync.server.devices.models import Commune, Province
from sync.server.exchange import cards, sticks
from sync.server.exchange import keys as province_keys
from sync.server.files.storage import Storage
from sync.server.intake.models import Event
from tests.desktop.store.damage import known, work
from tests.sync.server import factories

NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"


class Clock:
    """A second more at each look."""

    def __init__(self) -> None:
        self.now = 1_790_000_000_000

    def __call__(self) -> int:
        self.now += 1000
        return self.now


@dataclass
class Pc:
    """One PC of a commune; ``packs`` holds what came with the program."""

    path: Path
    packs: Path
    commune: Commune
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.code = enrolment.create_code(self.commune)
        self.session: Session = Door(self.path, self.clock).set_up(
            NewOfficial(NAME, "Công chức"),
            PASSWORD,
            address="https://tinh.invalid",
            enrolment_code=self.code,
        )
        self.content = Content(self.path, self.packs)

    @property
    def carrying(self) -> Carrying:
        return Carrying(self.session, self.clock, "test", self.content)

    def trust(self, folder: Path) -> None:
        (found,) = self.carrying.cards(folder)
        self.carrying.trust(found)

    def exchange(self, folder: Path) -> Trip:
        return self.carrying.exchange(folder)

    def work(self, amount: int, seed: int) -> None:
        work(self, self.session.store, amount, seed=seed)

    @property
    def official(self) -> Any:
        return self.session.official

    def events(self) -> dict[tuple[str, int], tuple[str, str]]:
        found = known(self.session.store)
        return {which: (kind, body) for which, (kind, body, _) in found.items()}

    def waiting(self) -> int:
        return int(self.session.store.value("SELECT count(*) FROM events WHERE state = 'pending'"))

    def at_province(self) -> dict[tuple[str, int], tuple[str, str]]:
        ident = device.read(self.session.store).device
        rows = Event.objects.filter(device__ident=ident)
        found = {(row.epoch, row.counter): (row.kind, row.body) for row in rows}
        assert len(found) == len(rows)
        return found

    def mend(self) -> Any:
        """As when the file is found damaged at the start."""
        official = self.session.official
        self.session.close()
        done = repair.repair(self.path, keys.read(self.path).open(NAME, PASSWORD).key)
        opened = open_store(self.path, NAME, PASSWORD)
        self.session = Session(opened.store, official)
        return done


def cheap_passwords(monkeypatch: Any) -> None:
    from desktop.store.opening import create_store

    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(create_store.__kwdefaults__, "cost", cheap)


def visit(folder: Path) -> list[sticks.Outcome]:
    """The province's side: every bundle of a folder."""
    return list(sticks.visit(folder, province_keys.load(settings.KEYS), Storage(settings.FILES)))


def write_card(folder: Path, code: str = "08") -> card.Card:
    made = cards.of(Province.objects.get(code=code), province_keys.load(settings.KEYS))
    with durably.new_file(folder / card.file_name(code)) as out:
        out.write(cards.data(made))
    return made


def commune(code: str, name: str) -> Commune:
    return factories.commune(code, name)
