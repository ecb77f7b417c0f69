"""Thousands of kills and cuts, and a history that must come out right.

Some PCs, each in a process of its own with a real encrypted file, work and exchange over
a line that breaks at most connections; their processes are killed at any moment. The
server's processes are killed before and after commits, in mid-answer, and all at once.
Two members of staff decide things at the same time. In the end the line is good again,
everything is sent, and the history is held against a model (``tests/sync/faults_history``).

SONCA_BENCH_FAULTS (10,000) is how many faults, SONCA_BENCH_PCS (3) how many PCs,
SONCA_BENCH_SEED draws them anew; processes race, so a seed repeats the faults and not
their meeting. SONCA_BENCH_DATABASE=postgresql runs the server on a cluster of its own.
Ends with an error if anything was lost, doubled, changed or hidden.
"""

import contextlib
import itertools
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.usecases.people import Door
from tests import cluster
from tests.sync import faults, faults_pc
from tests.sync.faults import FaultyLine
from tests.sync.faults_history import PcHistory, ProvinceHistory, violations
from tests.sync.faults_province import MOMENTS, MortalProvince

FAULTS = int(os.environ.get("SONCA_BENCH_FAULTS", "10000"))
PCS = int(os.environ.get("SONCA_BENCH_PCS", "3"))
SEED = int(os.environ.get("SONCA_BENCH_SEED") or random.SystemRandom().randrange(10**6))
DATABASE = os.environ.get("SONCA_BENCH_DATABASE", "sqlite")
BROKEN = 0.75
"""The share of connections that break."""

STAFF = """
import random, sys, threading
from django.db import transaction, OperationalError
from sync.protocol.messages import ChangeKind, ReportRead
from sync.server.changes import numbering
from sync.server.devices.models import Device
draw, done, stop = random.Random({seed}), 0, threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
while not stop.is_set():
    device = Device.objects.order_by('?').first()
    if device is not None:
        with transaction.atomic():
            done += 1
            body = ReportRead('%032x' % draw.getrandbits(128), done, 5)
            numbering.record(device, ChangeKind.REPORT_READ, body)
    stop.wait(draw.uniform(0, 0.3))
"""


class BreakingLine(FaultyLine):
    """Draws a fault for most connections, as long as ``on``. ``met`` counts them."""

    def __init__(self, target: tuple[str, int], draw: random.Random) -> None:
        self.met: Counter[str] = Counter()
        self.on = True
        self._draw = draw
        self._kept: deque[bytes] = deque(maxlen=20)
        super().__init__(target)
        self.faults = _Drawn(self)

    def next_fault(self) -> faults.Fault:
        draw = self._draw
        name = draw.choice(["reset", "up", "up", "down", "down", "twice", "garbage", "late", "old"])
        self.met[name] += 1
        match name:
            case "up":
                return faults.cut_up(draw.randint(0, 900))
            case "down":
                return faults.cut_down(draw.randint(0, 400))
            case "twice":
                return faults.twice
            case "garbage":
                return faults.answer("200 OK\r\nContent-Type: text/html", b"<html>")
            case "late":
                return faults.late(self._kept)
            case "old":
                return self._old
        return faults.reset

    def _old(self, line: FaultyLine, client: Any) -> None:
        """A request of some time ago arrives now, before this one."""
        with contextlib.suppress(IndexError):
            faults.deliver(line, self._kept[0])
        faults.forward(line, client)

    def breaks(self) -> bool:
        return self.on and self._draw.random() < BROKEN


class _Drawn(deque[faults.Fault]):
    """What ``FaultyLine`` takes for its list of faults."""

    def __init__(self, line: BreakingLine) -> None:
        super().__init__()
        self._line = line

    def __bool__(self) -> bool:
        return self._line.breaks()

    def popleft(self) -> faults.Fault:
        return self._line.next_fault()


def run() -> list[dict[str, Any]]:
    print(f"seed {SEED}, {FAULTS} faults, {PCS} PCs, {DATABASE}", file=sys.stderr, flush=True)
    begun = time.monotonic()
    faults_pc.cheap()
    with tempfile.TemporaryDirectory(prefix="sonca-faults-") as folder, _database() as url:
        trial = Trial(Path(folder), url)
        try:
            trial.go()
            found = trial.settle()
        finally:
            trial.close()
    for violation in found[:50]:
        print(violation, file=sys.stderr)
    rows = [
        {"name": f"faults: {name}", "value": count, "unit": "times"}
        for name, count in sorted(trial.met().items())
    ]
    rows += [
        {"name": "faults: seed", "value": SEED, "unit": DATABASE},
        {"name": "faults: all", "value": sum(trial.met().values()), "unit": "faults"},
        {"name": "faults: events", "value": trial.events, "unit": "events"},
        {"name": "faults: decisions", "value": trial.decisions, "unit": "decisions"},
        {"name": "faults: exchanges", "value": trial.exchanges, "unit": "exchanges"},
        {"name": "faults: duration", "value": round(time.monotonic() - begun), "unit": "s"},
        {"name": "faults: violations", "value": len(found), "unit": "violations"},
    ]
    if found:
        raise SystemExit(f"{len(found)} violations, seed {SEED}")
    return rows


class Trial:
    """One run: its processes, its faults, its history."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self._draw = random.Random(SEED)
        self.killed: Counter[str] = Counter()
        self.events = self.decisions = self.exchanges = 0
        self.province = MortalProvince(folder / "province", database_url)
        self.province.codes += self.province.new_codes(PCS)
        self.province.start()
        self._port = self.province.target[1]
        self._lines = [
            BreakingLine(self.province.target, random.Random(self._draw.random()))
            for _ in range(PCS)
        ]
        self._folders = [folder / f"pc{n}" for n in range(PCS)]
        for line, home in zip(self._lines, self._folders, strict=True):
            faults_pc.begin(home, line.address, self.province.codes.pop())
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.sync.faults_pc"])
        self._stop = self._context.Event()
        self._staff: list[subprocess.Popen[str]] = []

    def met(self) -> Counter[str]:
        met = sum((line.met for line in self._lines), Counter())
        return met + self.killed

    def go(self) -> None:
        """Work and faults until there were enough of them."""
        for n in range(2):
            self._staff.append(
                subprocess.Popen(
                    [
                        *(sys.executable, "-m", "sync.server", "shell", "--no-imports", "-c"),
                        STAFF.format(seed=SEED + n),
                    ],
                    env=self.province.environment,
                    stdin=subprocess.PIPE,
                    text=True,
                )
            )
        pcs = [self._spawn(n) for n in range(PCS)]
        pause, shown, laid = threading.Event(), 0, ""
        for turn in itertools.count(1):
            done = sum(self.met().values())
            if done >= FAULTS:
                break
            if done // 1000 > shown:
                shown = done // 1000
                print(f"{done} faults", file=sys.stderr, flush=True)
            pause.wait(self._draw.uniform(0.05, 0.25))
            if self.province.stepped():
                if laid:
                    self.killed[f"server killed: {laid}"] += 1
                laid = self._draw.choice(MOMENTS)
                self.province.lay(laid)
            if turn % 150 == 0:
                self.province.kill()
                self.killed["server killed: all of it"] += 1
                self.province.mine.unlink(missing_ok=True)
                laid = ""
                self.province.start(self._port)
            if self._draw.random() < 0.4:
                n = self._draw.randrange(PCS)
                if pcs[n].exitcode is None:
                    pcs[n].kill()
                    self.killed["PC killed"] += 1
                pcs[n].join()
                if pcs[n].exitcode != -9:
                    raise RuntimeError(f"a PC ended by itself: {pcs[n].exitcode}")
                pcs[n] = self._spawn(n)
        self._stop.set()
        for pc in pcs:
            pc.join()
        self.province.mine.unlink(missing_ok=True)

    def settle(self) -> list[str]:
        """Everything good again: send all, then look at both sides."""
        for staff in self._staff:
            staff.communicate(timeout=60)
        for line in self._lines:
            line.on = False
        never = self._context.Event()
        last = [
            self._context.Process(
                target=faults_pc.live, args=(home, 1, never), kwargs={"work": False}
            )
            for home in self._folders
        ]
        for pc in last:
            pc.start()
        for pc in last:
            pc.join(300)
            if pc.exitcode != 0:
                return [f"a PC did not come to rest: {pc.exitcode}"]
        pcs = [self._history(home) for home in self._folders]
        province = self._province_history()
        self.events = len(province.events)
        self.decisions = sum(map(len, province.decided.values()))
        self.exchanges = sum(len(pc.cursors) for pc in pcs)
        return violations(pcs, province)

    def close(self) -> None:
        for staff in self._staff:
            staff.kill()
        for line in self._lines:
            line.close()
        with contextlib.suppress(AssertionError):
            self.province.kill()

    def _spawn(self, n: int) -> Any:
        seed = self._draw.randrange(10**9)
        pc = self._context.Process(target=faults_pc.live, args=(self._folders[n], seed, self._stop))
        pc.start()
        return pc

    def _history(self, home: Path) -> PcHistory:
        session = Door(home, faults_pc.clock).sign_in(faults_pc.NAME, faults_pc.PASSWORD)
        store = session.store
        history = PcHistory(str(store.value("SELECT device FROM device")))
        for line in (home / "journal").read_text().splitlines():
            match line.split():
                case ["did", epoch, counter, digest]:
                    history.said[epoch, int(counter)] = digest
                case ["synced", confirmed, cursor, _]:
                    history.confirmed.append(int(confirmed))
                    history.cursors.append(int(cursor))
        for row in store.rows("SELECT * FROM events ORDER BY id"):
            key = (row["epoch"], row["counter"])
            history.held[key], history.states[key] = faults_pc.digest(row), row["state"]
        rows = store.rows("SELECT number, body FROM changes ORDER BY number")
        history.decisions = [(row["number"], row["body"]) for row in rows]
        damage = store.damage()
        session.close()
        if damage:
            raise RuntimeError(f"the PC's file is damaged: {damage}")
        return history

    def _province_history(self) -> ProvinceHistory:
        rows = self.province.rows
        found = rows("SELECT id, epoch, counter, digest, kind, official FROM intake_event")
        keys = {pk: (epoch, counter) for pk, epoch, counter, *_ in found}
        history = ProvinceHistory(
            events=[((epoch, counter), digest) for _, epoch, counter, digest, *_ in found],
            alarms=[kind for (kind,) in rows("SELECT kind FROM intake_alarm")],
        )
        for table in ("lessonread", "attempt", "revision"):
            for (pk,) in rows(f"SELECT event_id FROM intake_{table}"):
                history.effects[keys[pk]] = history.effects.get(keys[pk], 0) + 1
        people = Counter(ident for (ident,) in rows("SELECT ident FROM intake_official"))
        for pk, *_, kind, ident in found:
            if kind == "official":
                history.effects[keys[pk]] = people[ident]
        for device, number, body in rows(
            "SELECT d.ident, c.id, c.body FROM changes_change c"
            " JOIN devices_device d ON d.id = c.device_id ORDER BY c.id"
        ):
            history.decided.setdefault(device, []).append((number, body))
        return history


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """A ``DATABASE_URL``: "" for SQLite in the server's folder."""
    if DATABASE != "postgresql":
        yield ""
        return
    with cluster.postgresql() as socket:
        yield cluster.create_database(socket, "faults")


if __name__ == "__main__":
    for each in run():
        print(each)
