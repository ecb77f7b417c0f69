"""By stick: bytes of what travels, memory with a large file, a stick full of others' bundles.

The province is the real server's command over a real folder, the PC a real encrypted file.
Memory is the growth of this process's resident set, looked at every 5 ms. Beside a bundle
stands the file that it carries, beside the time a plain copy with fsync.
"""

import hashlib
import json
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psutil

from desktop.store import device, events, file_bodies
from desktop.store.database import open_blob
from desktop.usecases.carrying import Carrying
from desktop.usecases.content import Content
from desktop.usecases.people import Door, NewOfficial, Session
from sync.protocol import bundle, durably
from sync.protocol.messages import EventKind, ReportSubmitted
from tests.desktop.store.damage import work
from tests.sync.province import Province

MB = 2**20
LARGE_MB = int(os.environ.get("SONCA_BENCH_LARGE_MB", "300"))
OTHERS = 200
_CHUNK = bytes(range(256)) * 4096
NOW = 1_790_000_000_000


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="sonca-sticks-") as folder:
        home = Path(folder)
        province = Province(home / "province")
        province.command("publish")
        commune = _Commune(home, province)
        return [*commune.first_journey(), *commune.quiet(), *commune.large(), *commune.crowded()]


@dataclass
class _Peak:
    octets: int = 0


@contextmanager
def _memory() -> Iterator[_Peak]:
    """How much more memory than now was ever in use inside the block."""
    me, peak, done = psutil.Process(), _Peak(), threading.Event()
    before = me.memory_info().rss

    def look() -> None:
        while not done.wait(0.005):
            peak.octets = max(peak.octets, me.memory_info().rss - before)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


class _Commune:
    def __init__(self, home: Path, province: Province) -> None:
        self._province = province
        self.stick = home / "stick"
        self.stick.mkdir()
        self.path = home / "pc"
        self.session: Session = Door(self.path, lambda: NOW).set_up(
            NewOfficial("Cán bộ thử nghiệm", "Công chức"),
            "con chim son ca hot",
            address="https://tinh.invalid",
            enrolment_code=province.codes[0],
        )
        content = Content(self.path, home / "nothing-shipped")
        self.carrying = Carrying(self.session, lambda: NOW, "0.1.0", content)
        self.official = self.session.official
        self.clock = lambda: NOW

    def _visit(self) -> float:
        begun = time.perf_counter()
        self._province.command("bundles", str(self.stick))
        return time.perf_counter() - begun

    def _size(self, pattern: str) -> int:
        return sum(path.stat().st_size for path in self.stick.glob(pattern))

    def first_journey(self) -> list[dict[str, Any]]:
        """Enrolment, and everything there is to learn and to fill in."""
        self._province.command("card", str(self.stick), "--province", "08")
        (card,) = self.carrying.cards(self.stick)
        self.carrying.trust(card)
        self.carrying.exchange(self.stick)
        up = self._size("sonca-*")
        self._visit()
        content = self._size("content-*")
        trip = self.carrying.read(self.stick)
        assert sorted(trip.delivered.installed)[-1] == "lessons"
        packs = [p for p in (self.path / "content" / "blobs").rglob("*") if p.is_file()]
        bare = sum(path.stat().st_size for path in packs)
        return [
            {"name": "enrolment up", "value": up, "unit": "bytes"},
            {"name": "enrolment down", "value": self._size("reply-*"), "unit": "bytes"},
            _beside("all lessons and forms", content, "bytes", "their files", bare),
        ]

    def quiet(self) -> list[dict[str, Any]]:
        """Nothing new, and 1,000 things done."""
        self.carrying.exchange(self.stick)
        empty = self._size("sonca-*")
        self._visit()
        nothing = self._size("reply-*")
        work(self, self.session.store, 1000)
        self.carrying.exchange(self.stick)
        return [
            {"name": "nothing new up", "value": empty, "unit": "bytes"},
            {"name": "nothing new down", "value": nothing, "unit": "bytes"},
            {"name": "1,000 things up", "value": self._size("sonca-*"), "unit": "bytes"},
        ]

    def large(self) -> list[dict[str, Any]]:
        """One large file out of the encrypted file onto the stick, and back again."""
        sha256 = self._keep_large()
        with _memory() as out:
            begun = time.perf_counter()
            written = self.carrying.write(self.stick)
            seconds = time.perf_counter() - begun
        assert written is not None
        copy = self._plain_copy(written.size)
        self._visit()
        with self.session.store.write() as database:
            database.execute("DELETE FROM file_bodies")
            database.execute(
                "INSERT INTO settings (owner, name, value) VALUES ('', ?, 'true')",
                [file_bodies.FETCH_FILES],
            )
        self.carrying.write(self.stick)
        self._visit()
        with _memory() as back:
            begun = time.perf_counter()
            taken = self.carrying.read(self.stick).taken
            reading = time.perf_counter() - begun
        assert taken.back == 1, taken
        with file_bodies.reading(self.session.store, sha256) as stream:
            assert _digest(stream) == sha256
        return [
            _beside(f"a file of {LARGE_MB} MB", written.size, "bytes", "itself", LARGE_MB * MB),
            _beside(f"writing {LARGE_MB} MB", seconds, "s", "a plain copy with fsync", copy),
            {"name": f"memory, writing {LARGE_MB} MB", "value": out.octets // MB, "unit": "MB"},
            {"name": f"reading {LARGE_MB} MB back", "value": round(reading, 2), "unit": "s"},
            {"name": f"memory, reading {LARGE_MB} MB", "value": back.octets // MB, "unit": "MB"},
        ]

    def crowded(self) -> list[dict[str, Any]]:
        """A stick with the bundles and replies of many other communes."""
        for path in self.stick.glob("*.age"):
            path.unlink()
        self.carrying.write(self.stick)
        self._visit()
        alone = self._read_s()
        reply = next(self.stick.glob("reply-*"))
        for number in range(OTHERS):
            for name in (
                bundle.file_name(f"{number:016x}", 1),
                bundle.reply_name(f"{number:016x}", 1),
            ):
                (self.stick / name).write_bytes(reply.read_bytes() + os.urandom(20_000))
        crowded = self._read_s()
        visit = self._visit_with_strangers()
        return [
            _beside(
                f"reading beside {OTHERS} other communes", crowded, "ms", "reading alone", alone
            ),
            {"name": f"the province refusing {OTHERS} bundles", "value": visit, "unit": "s"},
        ]

    def _visit_with_strangers(self) -> float:
        begun = time.perf_counter()
        try:
            self._province.command("bundles", str(self.stick))
        except Exception:
            return round(time.perf_counter() - begun, 2)
        raise AssertionError("strangers were taken in")

    def _read_s(self) -> float:
        best = 1e9
        for _ in range(5):
            begun = time.perf_counter()
            self.carrying.read(self.stick)
            best = min(best, time.perf_counter() - begun)
        return round(best * 1000, 1)

    def _keep_large(self) -> str:
        digest = hashlib.sha256()
        for _ in range(LARGE_MB):
            digest.update(_CHUNK)
        sha256 = digest.hexdigest()
        store = self.session.store
        report = secrets.token_hex(16)
        # The report speaks of it, so that it can come back.
        told = {"values": {}, "attachments": [{"name": "p", "sha256": sha256}]}
        body = ReportSubmitted(report, "incident", "0" * 64, msgspec.Raw(json.dumps(told).encode()))
        with store.write() as database:
            events.append(
                database, EventKind.REPORT_SUBMITTED, body, official=self.official.id, at=NOW
            )
        with store.write() as database:
            database.execute(
                "INSERT INTO files (sha256, size, type, added_at) VALUES (?, ?, '', 0)",
                [sha256, LARGE_MB * MB],
            )
            row = database.execute(
                "INSERT INTO file_bodies (sha256, body) VALUES (?, zeroblob(?)) RETURNING rowid",
                [sha256, LARGE_MB * MB],
            ).fetchone()[0]
            stream = open_blob(database, "file_bodies", "body", row, writing=True)
            for _ in range(LARGE_MB):
                stream.write(_CHUNK)
            stream.close()
            database.execute(
                "INSERT INTO attachments (report, name, sha256, sent) VALUES (?, 'p', ?, 1)",
                [report, sha256],
            )
        assert device.read(store).enrolled
        return sha256

    def _plain_copy(self, size: int) -> float:
        target = self.stick / "copy"
        begun = time.perf_counter()
        with durably.new_file(target) as out:
            for _ in range(size // MB):
                out.write(_CHUNK)
        seconds = time.perf_counter() - begun
        target.unlink()
        return round(seconds, 2)


def _digest(stream: Any) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(MB):
        digest.update(chunk)
    return digest.hexdigest()


def _beside(name: str, value: float, unit: str, peer: str, baseline: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "baseline_name": peer,
        "baseline": baseline,
        "ratio": round(value / baseline, 3) if baseline else 0,
    }
