"""A PC behind a line of its own that breaks, for tests that set both sides against each other."""

import itertools
import random
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from desktop.usecases.people import Door, NewOfficial, People
from desktop.usecases.syncing import Syncing
from sync.client.http import HttpCarrier
from sync.protocol.messages import Event
from tests.sync.faults import FaultyLine
from tests.sync.province import Province

PASSWORD = "con chim son ca hot"
_names = itertools.count(1)


class Pc:
    """An official at work behind a line of their own."""

    def __init__(self, folder: Path, province: Province, clock: Callable[[], int]) -> None:
        self.province, self.clock = province, clock
        self.line = FaultyLine(province.target)
        self.session = Door(folder, clock).set_up(
            NewOfficial("Hoàng Thị Sử", "Công chức"),
            PASSWORD,
            address=self.line.address,
            enrolment_code=province.codes.pop(),
        )
        self.store = self.session.store
        self.syncing = Syncing(self.session, clock, "test", random.Random(1))
        self.decided: list[int] = []

    @property
    def epoch(self) -> str:
        return str(self.store.value("SELECT epoch FROM device"))

    def work(self, count: int) -> None:
        for _ in range(count):
            person = NewOfficial(f"Người {next(_names)}", "Công chức")
            People(self.session, self.clock).add_official(person, PASSWORD + person.name)

    def hang_up(self) -> None:
        """The next request needs a new connection, and so meets the next fault."""
        self.syncing.close()

    def exchange(self, patience_s: float = 30) -> str:
        """One exchange, given up when the line is silent for so long."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(HttpCarrier.__init__.__kwdefaults__, "read_s", patience_s)
            if self.syncing._line:
                self.syncing._line[0]._timeouts = (5, patience_s)
            problem = self.syncing.exchange().problem
            assert self.syncing._line
            self.syncing._line[0]._timeouts = (5, 30)
            return problem

    def recover(self) -> None:
        """Exchange until all is well; the server's process may still be coming back."""
        problems = []
        for _ in range(1000):
            problems.append(self.exchange())
            if not problems[-1] and not self.store.value(
                "SELECT count(*) FROM events WHERE state = 'pending'"
            ):
                return
            threading.Event().wait(0.05)
        raise AssertionError(problems[-5:])

    def close(self) -> None:
        self.syncing.close()
        self.session.close()
        self.line.close()


def decide(pc: Pc, count: int) -> None:
    """The province decides ``count`` things for this PC, straight in its database."""
    for n in range(count):
        pc.province.execute(
            "INSERT INTO changes_change (device_id, kind, body, made_at)"
            " SELECT id, 'read', ?, '2026-01-01 00:00:00+00' FROM devices_device WHERE ident = ?",
            msgspec.json.encode({"report": "1" * 32, "revision": n, "at": 5}).decode(),
            pc.store.value("SELECT device FROM device"),
        )


def check(pc: Pc) -> None:
    """Both sides have the same, each thing once, and nobody was alarmed."""
    mine = pc.store.rows("SELECT counter, kind, at, official, body, state FROM events ORDER BY id")
    digests = [
        (
            row["counter"],
            Event(
                row["counter"],
                row["kind"],
                row["at"],
                row["official"],
                msgspec.Raw(row["body"].encode()),
            )
            .digest()
            .hex(),
        )
        for row in mine
    ]
    assert {row["state"] for row in mine} == {"accepted"}
    assert [counter for counter, _ in digests] == list(range(1, len(mine) + 1))
    theirs = pc.province.rows(
        "SELECT counter, digest FROM intake_event WHERE epoch = ? ORDER BY counter", pc.epoch
    )
    assert theirs == digests
    people = {row["official"] for row in mine} | {
        msgspec.json.decode(row["body"])["id"] for row in mine if row["kind"] == "official"
    }
    found = pc.province.rows(
        f"SELECT count(*) FROM intake_official WHERE ident IN ({','.join('?' * len(people))})",
        *people,
    )
    assert found == [(len(people),)]
    decided = pc.province.rows(
        "SELECT c.id, c.body FROM changes_change c JOIN devices_device d ON d.id = c.device_id"
        " WHERE d.ident = ? ORDER BY c.id",
        pc.store.value("SELECT device FROM device"),
    )
    taken = pc.store.rows("SELECT number, body FROM changes ORDER BY number")
    assert [(row["number"], row["body"]) for row in taken] == decided
    assert pc.province.rows("SELECT * FROM intake_alarm WHERE epoch = ?", pc.epoch) == []
