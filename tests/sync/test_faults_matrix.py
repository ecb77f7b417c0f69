"""Every fault at every message boundary: nothing lost, nothing doubled, little sent again.

A real server process, a real encrypted file behind the use cases, and a line that breaks
where it is told. After each fault the line is good again, and then everything that the
official did must be with the province exactly once, and everything that the province
decided on the PC exactly once.
"""

import hashlib
import io
import itertools
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.store import device, keys
from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError
from sync.client.transfer import SMALLEST_PIECE, Outgoing, Uploader
from sync.protocol import encoding
from tests.sync import faults
from tests.sync.faults import FaultyLine
from tests.sync.faults_province import FILE_MOMENTS, MOMENTS, MortalProvince
from tests.sync.faulty_pc import Pc, check, decide

NOW = 1_790_000_000_000
TEN_YEARS = 10 * 365 * 86_400_000
PHOTO = random.Random(3).randbytes(120_000)


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Passwords that cost nothing to check."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = keys.Cost(memory=64, passes=1, lanes=1)
        patch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
        from desktop.store.opening import create_store

        patch.setitem(create_store.__kwdefaults__, "cost", cheap)
        yield


@pytest.fixture(scope="module")
def province(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Iterator[MortalProvince]:
    made = MortalProvince(tmp_path_factory.mktemp("province"), new_database())
    made.codes += made.new_codes(150)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def new_pc(tmp_path: Path, province: MortalProvince) -> Iterator[Callable[..., Pc]]:
    made: list[Pc] = []

    def make(clock: Callable[[], int] = lambda: NOW) -> Pc:
        made.append(Pc(tmp_path / f"pc{len(made)}", province, clock))
        return made[-1]

    yield make
    for pc in made:
        pc.close()
    province.mine.unlink(missing_ok=True)


# ---- what is under way when the fault comes --------------------------------------------------


def enrol(pc: Pc) -> None:
    """The first exchange: a code becomes a PC, and its first event goes with it."""


def send(pc: Pc) -> None:
    pc.recover()
    pc.work(3)


def receive(pc: Pc) -> None:
    pc.recover()
    decide(pc, 3)


def both(pc: Pc) -> None:
    pc.recover()
    pc.work(2)
    decide(pc, 2)


STEPS = (enrol, send, receive, both)


def garbage(line: FaultyLine, client: Any) -> None:
    """What answers is not even HTTP."""
    faults._read_request(line, client)
    client.sendall(random.Random(1).randbytes(300))


def spoilt(line: FaultyLine, client: Any) -> None:
    """The right head, and another body of the same length."""
    request = faults._read_request(line, client)
    head, _, body = faults.deliver(line, request).partition(b"\r\n\r\n")
    client.sendall(head + b"\r\n\r\n" + random.Random(1).randbytes(len(body)))


def late_answer(line: FaultyLine, client: Any) -> None:
    """The server did it at once; its answer comes after the PC has given up (30 s and more
    on a real line; here the PC's patience is shorter instead)."""
    answered = faults.deliver(line, faults._read_request(line, client))
    client.settimeout(20)
    while client.recv(1000):  # the PC hangs up
        pass
    client.sendall(answered)


LINE_FAULTS: dict[str, faults.Fault] = {
    "reset": faults.reset,
    "stall": faults.stall,
    "twice": faults.twice,
    "garbage": garbage,
    "spoilt": spoilt,
    "late_answer": late_answer,
    **{f"up_{n}": faults.cut_up(n) for n in (1, 60, 250)},
    **{f"down_{n}": faults.cut_down(n) for n in (0, 1, 40, 150)},
    **{f"short_{n}": faults.cut_short(n) for n in (0, 40, 200)},
}


SILENT = {"stall", "late_answer"}


@pytest.mark.parametrize("fault", LINE_FAULTS)
@pytest.mark.parametrize("under_way", [enrol, both])
def test_the_line_fails(new_pc: Any, under_way: Callable[[Pc], None], fault: str) -> None:
    pc = new_pc()
    under_way(pc)
    pc.hang_up()
    # Twice: a request on a connection that may have been idle is made once more by itself.
    pc.line.faults += [LINE_FAULTS[fault]] * 2
    problem = pc.exchange(0.3 if fault in SILENT else 30)
    assert problem or fault == "twice"
    pc.line.faults.clear()
    pc.recover()
    check(pc)


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("back", [1, 2])
def test_the_last_byte_is_missing(new_pc: Any, way: str, back: int) -> None:
    """Just before the end of the request, and of the answer: found from a good exchange."""
    pc = new_pc()
    both(pc)
    pc.hang_up()
    up, down = pc.line.up, pc.line.down
    assert pc.exchange() == ""
    pc.hang_up()
    # The next exchange carries as much: two events, two decisions, longer numbers at most.
    whole = pc.line.up - up if way == "up" else pc.line.down - down
    pc.work(2)
    decide(pc, 2)
    cut = faults.cut_up if way == "up" else faults.cut_down
    pc.line.faults += [cut(whole - back - 20)] * 2
    assert pc.exchange() != ""
    pc.line.faults.clear()
    pc.recover()
    check(pc)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("under_way", STEPS)
def test_the_server_is_killed(
    new_pc: Any, province: MortalProvince, under_way: Callable[[Pc], None], moment: str
) -> None:
    pc = new_pc()
    under_way(pc)
    pc.hang_up()
    province.lay(moment)
    while not province.stepped():
        pc.exchange()
    pc.recover()
    check(pc)


@pytest.mark.parametrize("off", [-TEN_YEARS, TEN_YEARS])
@pytest.mark.parametrize("fault", ["down_40", "twice", "late_answer"])
def test_the_pcs_clock_is_ten_years_off(new_pc: Any, fault: str, off: int) -> None:
    now = [NOW + off]
    pc = new_pc(lambda: now[0])
    pc.work(2)
    pc.line.faults += [LINE_FAULTS[fault]] * 2
    pc.exchange(0.3 if fault in SILENT else 30)
    now[0] = NOW  # somebody sets it right in the middle of it
    pc.work(2)
    pc.line.faults.clear()
    pc.recover()
    check(pc)


@pytest.mark.parametrize("off", [-TEN_YEARS, TEN_YEARS])
def test_the_servers_clock_is_ten_years_off(
    new_pc: Any, province: MortalProvince, off: int
) -> None:
    pc = new_pc()
    both(pc)
    port = province.target[1]
    province.stop()
    province.start(port, clock_off_s=off // 1000)
    try:
        pc.hang_up()
        pc.line.faults += [LINE_FAULTS["down_40"]] * 2
        assert pc.exchange() != ""
        pc.recover()
        check(pc)
        _upload(pc, lambda pc: None)
    finally:
        province.stop()
        province.start(port)  # somebody sets it right
    pc.hang_up()
    pc.work(2)
    decide(pc, 2)
    pc.recover()
    check(pc)


def test_requests_arrive_in_another_order(new_pc: Any) -> None:
    """Three requests of three moments reach the server last first, and the oldest again."""
    pc = new_pc()
    pc.recover()
    kept: list[bytes] = []
    for _ in range(3):
        pc.work(1)
        decide(pc, 1)
        pc.hang_up()
        pc.line.faults += [faults.late(kept)] * 2
        assert pc.exchange() != ""
    pc.line.faults.clear()
    for request in [*reversed(kept), kept[0]]:
        assert faults.deliver(pc.line, request).startswith(b"HTTP/1.1 200")
    pc.recover()
    check(pc)
    for request in kept:
        faults.deliver(pc.line, request)
    pc.recover()
    check(pc)


@pytest.mark.parametrize("moment", FILE_MOMENTS)
def test_a_file_goes_on_where_the_server_was_killed(
    new_pc: Any, province: MortalProvince, moment: str
) -> None:
    _upload(new_pc(), lambda pc: province.lay(moment))
    assert province.stepped()


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_a_file_goes_on_where_the_line_failed(new_pc: Any, fault: str) -> None:
    def fail(pc: Pc) -> None:
        pc.line.faults.append(LINE_FAULTS[fault])
        with pc.line._lock:
            for connection in pc.line._open:
                faults._shut(connection)

    _upload(new_pc(), fail)


def _upload(pc: Pc, fail: Callable[[Pc], None]) -> None:
    """Send a file; ``fail`` once a third of it is there. At most one piece travels twice."""
    pc.recover()
    carrier = HttpCarrier(
        pc.line.address, pc.store.value("SELECT token FROM device"), proxies={}, read_s=0.5
    )
    photo = PHOTO + pc.epoch.encode()
    digest = hashlib.sha256(photo).hexdigest()
    file = Outgoing(digest, len(photo), lambda: io.BytesIO(photo))
    uploader = Uploader(carrier)
    uploader._piece = SMALLEST_PIECE
    uploader._clock = itertools.count(0, 7).__next__  # pieces neither grow nor shrink
    seen: list[int] = []

    def progress(there: int, of: int) -> None:
        if there > of / 3 and not any(before > of / 3 for before in seen):
            fail(pc)
        seen.append(there)

    before = pc.line.up
    done = False
    for _ in range(60):
        try:
            done = uploader.upload(file, progress)
            break
        except CarrierError:
            threading.Event().wait(0.05)
    carrier.close()
    assert done
    assert seen == sorted(seen), "what was confirmed stays confirmed"
    stored = pc.province.folder / "files" / "whole" / digest[:2] / digest
    assert stored.read_bytes() == photo
    requests = len(photo) // SMALLEST_PIECE + 30
    assert pc.line.up - before <= len(photo) + SMALLEST_PIECE + requests * 500


def test_a_file_that_began_a_new_life_sends_both_lives(new_pc: Any) -> None:
    """Two epochs wait at once, after a repair; the counters of each begin at 1."""
    pc = new_pc()
    pc.recover()
    pc.work(2)
    first, second = pc.epoch, "cd" * 8
    with pc.store.write() as database:
        device.change(database, epoch=second)
    pc.work(3)
    pc.hang_up()
    pc.line.faults += [faults.cut_down(10)] * 2
    assert pc.exchange() != ""
    pc.recover()
    for epoch, counters in ((first, [1, 2, 3]), (second, [1, 2, 3])):
        found = pc.province.rows(
            "SELECT e.counter FROM intake_event e JOIN devices_device d ON d.id = e.device_id"
            " WHERE e.epoch = ? AND d.ident = ? ORDER BY e.counter",
            epoch,
            pc.store.value("SELECT device FROM device"),
        )
        assert [counter for (counter,) in found] == counters


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(new_pc: Any) -> None:
    pc = new_pc()
    pc.recover()
    pc.hang_up()
    head = f"503 X\r\nContent-Type: {encoding.MEDIA_TYPE}"
    pc.line.faults.append(faults.answer(head, b'{"problem":"busy","retry_after":7000}'))
    result = pc.syncing.exchange()
    assert (result.problem, result.again_in >= 7000) == ("busy", True)


def test_a_pc_that_was_withdrawn_keeps_what_waits(new_pc: Any) -> None:
    pc = new_pc()
    pc.recover()
    pc.work(2)
    province = pc.province
    province.execute(
        "UPDATE devices_device SET revoked_at = '2026-01-01 00:00:00+00' WHERE ident = ?",
        pc.store.value("SELECT device FROM device"),
    )
    for _ in range(2):
        assert pc.exchange() == "revoked"
    assert pc.store.value("SELECT count(*) FROM events WHERE state = 'pending'") == 2
    assert pc.province.rows("SELECT count(*) FROM intake_event WHERE epoch = ?", pc.epoch) == [(1,)]
