"""``python -m desktop sync`` with everything that can be in its way."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from desktop import headless
from desktop.store import device
from desktop.store.names import FILE_NAME
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door
from desktop.usecases.proxy import Proxy, Typed
from sync.client.http import HttpCarrier
from sync.client.problems import SOON, LineProblem
from sync.protocol import encoding
from sync.protocol.messages import Outcome, Result, SyncResponse
from sync.protocol.refusals import Problem, Refusal
from tests.desktop.usecases.conftest import NAME, PASSWORD, Pc
from tests.sync import faults

DOCUMENT = Path(__file__).parents[3] / "docs" / "headless.md"
TO_TRAINERS = {Problem.ACCOUNT_UNKNOWN, Problem.NOT_ALLOWED, Problem.PACK_REFUSED}
JSON = f"\r\nContent-Type: {encoding.MEDIA_TYPE}"


class Office:
    """A PC whose window is closed, and the line that it has."""

    def __init__(self, pc: Pc, line: faults.FaultyLine, read: Callable[[], str]) -> None:
        self.pc, self.line, self._read = pc, line, read

    def set_up(self, **columns: object) -> None:
        """Change who the PC is, then close its file."""
        with self.pc.session.store.write() as database:
            device.change(database, **{"enrolled_at": 1, "address": self.line.address, **columns})
        self.pc.session.close()

    def run(self, *arguments: str) -> tuple[int, dict[str, object]]:
        given = arguments or ("--data", str(self.pc.data_dir), "--name", NAME)
        status = headless.run(given)
        (told,) = self._read().splitlines()
        return status, json.loads(told)


@pytest.fixture
def office(
    pc: Pc, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    monkeypatch.setenv("SONCA_PASSWORD", PASSWORD)
    monkeypatch.setitem(HttpCarrier.__init__.__kwdefaults__, "read_s", 0.5)
    with faults.FaultyLine(("127.0.0.1", 9)) as line:
        yield Office(pc, line, lambda: capsys.readouterr().out)


def refused(problem: str) -> faults.Fault:
    return faults.answer(f"400 X{JSON}", msgspec.json.encode(Refusal(problem)))


def html(line: faults.FaultyLine, client: socket.socket) -> None:
    faults.answer("200 OK\r\nContent-Type: text/html", b"<html>Wi-Fi</html>")(line, client)


def asks(line: faults.FaultyLine, client: socket.socket) -> None:
    faults.answer("407 Proxy Authentication Required", b"")(line, client)


def confirmed(office: Office) -> None:
    """Nothing waits."""
    session = Door(office.pc.data_dir, office.pc.clock).sign_in(NAME, PASSWORD)
    with session.store.write() as database:
        database.execute("UPDATE events SET state = 'accepted'")
    session.close()


LINE: dict[LineProblem, faults.Fault] = {
    LineProblem.CUT: faults.reset,
    LineProblem.TOO_SLOW: faults.stall,
    LineProblem.NOT_OUR_SERVER: html,
    LineProblem.PROXY_ASKS: asks,
}
ADDRESS = {
    LineProblem.NO_LINE: "http://khong-co.invalid",
    LineProblem.SERVER_DOWN: "http://127.0.0.1:9",
    LineProblem.BAD_ADDRESS: "http://127.0.0.1:99999",
}


@pytest.mark.parametrize("problem", LINE)
def test_the_line_is_in_the_way(office: Office, problem: LineProblem) -> None:
    office.set_up()
    office.line.faults += [LINE[problem]] * 4
    status, told = office.run()
    assert told["problem"] == problem
    assert status == (headless.WAITS if problem in SOON else headless.HELP_NEEDED)
    assert told["waiting"] == 1


@pytest.mark.parametrize("problem", ADDRESS)
def test_the_address_is_in_the_way(office: Office, problem: LineProblem) -> None:
    office.set_up(address=ADDRESS[problem])
    status, told = office.run()
    assert told["problem"] == problem
    assert status == (headless.WAITS if problem in SOON else headless.HELP_NEEDED)


@pytest.mark.parametrize("problem", sorted(set(Problem) - TO_TRAINERS))
def test_the_province_refuses(office: Office, problem: Problem) -> None:
    office.set_up()
    office.line.faults += [refused(problem)] * 12
    status, told = office.run()
    assert told["problem"] == problem
    assert status == (headless.WAITS if problem in SOON else headless.HELP_NEEDED)


def test_the_script_of_the_office_is_in_the_way(office: Office, tmp_path: Path) -> None:
    Proxy(office.pc.session).write(Typed((tmp_path / "khong-co.pac").as_uri()))
    office.set_up(address="http://127.0.0.1:9")
    status, told = office.run()
    assert (status, told["problem"]) == (headless.HELP_NEEDED, LineProblem.PROXY_SCRIPT)


def test_another_pc_goes_by_this_enrolment(office: Office) -> None:
    office.set_up()
    body, _ = encoding.encode(SyncResponse(version=1, now=1, cursor=0, shared=True))
    confirmed(office)
    office.line.faults.append(faults.answer(f"200 OK{JSON}", body))
    status, told = office.run()
    assert (status, told["problem"], told["waiting"]) == (headless.HELP_NEEDED, "shared", 0)


def test_everything_is_with_the_province(office: Office) -> None:
    office.set_up()
    body, _ = encoding.encode(SyncResponse(version=1, now=1, cursor=0))
    confirmed(office)
    office.line.faults.append(faults.answer(f"200 OK{JSON}", body))
    status, told = office.run()
    assert status == headless.DONE
    assert "problem" not in told


def test_the_store_does_not_open(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.set_up()
    monkeypatch.setenv("SONCA_PASSWORD", "sai")
    assert office.run() == (headless.NOT_OPENED, {"error": "wrong_password", "params": {}})
    monkeypatch.setenv("SONCA_PASSWORD", PASSWORD)
    path = office.pc.data_dir / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\0" * 8192 + whole[12288:])
    assert office.run() == (headless.NOT_OPENED, {"error": "store_damaged", "params": {}})
    path.unlink()
    assert office.run() == (headless.NOT_OPENED, {"error": "store_missing", "params": {}})
    for name in office.pc.data_dir.glob("keys*.json"):
        name.write_bytes(b"{}")
    path.write_bytes(whole)
    assert office.run() == (headless.NOT_OPENED, {"error": "keys_damaged", "params": {}})


def test_nobody_is_there_to_be_asked_for_a_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.set_up()
    monkeypatch.delenv("SONCA_PASSWORD")
    assert office.run() == (headless.NOT_OPENED, {"error": "password_missing", "params": {}})


def test_a_fault_of_ours_is_told_apart(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.set_up()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sync.client.engine.Engine.run", broken)
    status, told = office.run()
    assert (status, told["error"]) == (headless.FAULT, "fault")
    assert "ZeroDivisionError" in caplog.text


def test_a_disk_that_is_full_is_an_error(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.set_up()

    def full(*_: object, **__: object) -> None:
        from desktop.usecases.errors import Code

        raise KnownError(Code.DISK_FULL)

    monkeypatch.setattr("desktop.store.exchange.StoreInbox.take_in", full)
    body, _ = encoding.encode(
        SyncResponse(version=1, now=1, cursor=0, results=[Result(1, 1, Outcome.ACCEPTED)])
    )
    office.line.faults.append(faults.answer(f"200 OK{JSON}", body))
    assert office.run() == (headless.NOT_OPENED, {"error": "disk_full", "params": {}})


def test_arguments_that_are_wrong(office: Office) -> None:
    with pytest.raises(SystemExit) as caught:
        headless.run(["--data", "x"])
    assert caught.value.code == 2


def test_every_problem_stands_in_the_document_with_its_status() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    with_1, _, rest = text.partition("`problem` with status 1:")[2].partition(
        "`problem` with status 4:"
    )
    with_4, _, errors = rest.partition("`error`:")

    def named(part: str) -> set[str]:
        return set(re.findall(r"`([a-z_]+)`", part))

    every = (set(LineProblem) | set(Problem)) - TO_TRAINERS
    assert named(with_1) == {str(each) for each in SOON}
    assert named(with_4) == {str(each) for each in every - SOON}
    assert {"wrong_password", "store_damaged", "fault"} <= named(errors)
