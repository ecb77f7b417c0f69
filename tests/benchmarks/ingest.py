"""Reports in: how many a second the province's server takes, and what each one costs it.

Eight PCs send incident reports of 16 answers over kept connections to ``serve`` with one
process, on SQLite and on PostgreSQL, both waiting for the disk at every commit. The requests
are made and compressed beforehand and sent by one cheap process, which shares the machine's
cores with the server. Beside them, in the same run: the same rows written bare, one commit
for each request, and what the HTTP server answers to a page that does nothing.
"""

import contextlib
import json
import os
import pickle
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psutil
import psycopg

from sync.protocol import dictionary, encoding, messages
from sync.protocol.messages import EventKind, SyncRequest
from tests import cluster
from tests.sync.province import Province

MB = 2**20
CLIENTS = int(os.environ.get("SONCA_BENCH_CLIENTS", "8"))
REQUESTS = int(os.environ.get("SONCA_BENCH_REQUESTS", "3000"))
DATABASES = os.environ.get("SONCA_BENCH_DATABASE", "sqlite,postgresql").split(",")
BATCHES = (1, 50)
LOAD = Path(__file__).with_name("_ingest_load.py")
VALUES = {
    "secret": "no",
    "stage": "immediate",
    "org_unit": "service_centre",
    "reporter": "Lò Thị Mai",
    "phone": "0912345678",
    "detected_at": "2026-09-20T14:30:00.000+07:00",
    "kind": "malware",
    "systems": "documents internet",
    "pcs": "3",
    "what_happened": "Màn hình hiện thông báo đòi tiền. Đã rút dây mạng.",
    "signs_security": "no",
    "severe": "yes",
    "personal_data": "no",
    "alert": "yellow",
    "done": "unplug logs",
    "no_secret": "OK",
}


def run() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for kind in DATABASES:
        with tempfile.TemporaryDirectory(prefix="sonca-ingest-") as folder, _database(kind) as url:
            province = Province(Path(folder), url)
            province.start()
            try:
                rows += _measure(kind, province)
            finally:
                province.stop()
    return rows


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    with cluster.postgresql(durable=True) as socket:
        yield cluster.create_database(socket, "ingest")


@dataclass
class Pc:
    """A PC that is enrolled, and how far its counter has come."""

    token: str
    epoch: str
    counter: int = 0

    def request(self, reports: int) -> bytes:
        """A whole HTTP request with the PC's next reports."""
        events = [self._report() for _ in range(reports)]
        told = SyncRequest(
            version=1,
            epoch=self.epoch,
            now=1_790_000_000_000,
            events=events,
            confirmed=self.counter - reports,
        )
        body, headers = encoding.encode_for(told, "zstd", dictionary.NEWEST)
        head = [
            "POST /api/v1/sync HTTP/1.1",
            "Host: 127.0.0.1",
            f"Authorization: Bearer {self.token}",
            "Accept-Encoding: zstd",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join([*head, "", ""]).encode() + body

    def _report(self) -> messages.Event:
        self.counter += 1
        form_hash = "d" * 64
        submission = {
            "form_id": "incident",
            "form_version": "2026112301",
            "form_hash": form_hash,
            "instance_id": f"uuid:{secrets.token_hex(16)}",
            "started": "2026-09-21T22:51:45.492+07:00",
            "finished": "2026-09-21T22:54:17.555+07:00",
            "values": VALUES,
        }
        body = messages.ReportSubmitted(
            report=secrets.token_hex(16),
            form="incident",
            form_hash=form_hash,
            submission=msgspec.Raw(msgspec.json.encode(submission)),
        )
        return messages.Event(
            counter=self.counter,
            kind=EventKind.REPORT_SUBMITTED,
            at=1_790_000_000_000 + self.counter * 60_000,
            official="0f" * 16,
            body=msgspec.Raw(msgspec.json.encode(body)),
        )


def _measure(kind: str, province: Province) -> list[dict[str, Any]]:
    pcs = [Pc(token, secrets.token_hex(8)) for token in _enrolled(province)]
    assert province._process is not None
    server = psutil.Process(province._process.pid)
    processes = [server, *server.children(recursive=True)]
    idle = _largest(processes)
    _load(province, [[pc.request(1) for _ in range(20)] for pc in pcs])
    rows = []
    nothing = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    each = REQUESTS // CLIENTS
    before = _cpu(processes)
    told = _load(province, [[nothing] * each for _ in pcs])
    per_second = each * CLIENTS / told["seconds"]
    rows.append(_row(f"{kind}: a page that does nothing", round(per_second), "requests/s"))
    cost = (_cpu(processes) - before) / (each * CLIENTS) * 1000
    rows.append(_row(f"{kind}: a page that does nothing", round(cost, 3), "ms CPU"))
    for batch in BATCHES:
        each = max(20, REQUESTS // CLIENTS // (1 if batch == 1 else 10))
        requests = [[pc.request(batch) for _ in range(each)] for pc in pcs]
        floor = _bare(kind, province, batch, each * CLIENTS)
        taken = _taken(province)
        before, database = _cpu(processes), _database_cpu(kind)
        told = _load(province, requests)
        sent = each * CLIENTS * batch
        cpu = (_cpu(processes) - before) / sent * 1000
        beside = (_database_cpu(kind) - database) / sent * 1000
        assert _taken(province) - taken == sent, "not every report was taken in"
        name = f"{kind}: {batch} a request"
        cuts = statistics.quantiles(told["took"], n=100)
        rows += [
            _row(name, round(sent / told["seconds"]), "reports/s", "the same rows, bare", floor),
            _row(f"{name}, p50", round(cuts[49] * 1000, 1), "ms"),
            _row(f"{name}, p99", round(cuts[98] * 1000, 1), "ms"),
            _row(f"{name}, server", round(cpu, 3), "ms CPU a report"),
            _row(f"{name}, database", round(beside, 3), "ms CPU a report"),
            _row(f"{name}, load generator", round(told["cpu"] / sent * 1000, 3), "ms CPU a report"),
        ]
    memory = _largest(processes)
    rows.append(_row(f"{kind}: memory of the largest process", memory, "MB", "idle", idle))
    return rows


def _load(province: Province, requests: list[list[bytes]]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, LOAD],
        input=pickle.dumps((province.target, requests)),
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    if told["wrong"]:
        raise RuntimeError(f"an answer was wrong: {told['wrong'][:300]}")
    return told


def _enrolled(province: Province) -> list[str]:
    """Tokens of :data:`CLIENTS` PCs, each of a commune of its own."""
    told = province.python(
        "import json, secrets\n"
        "from django.utils import timezone\n"
        "from sync.server.devices import enrolment\n"
        "from sync.server.devices.models import Commune, Device\n"
        "tokens = []\n"
        f"for commune in Commune.objects.all()[:{CLIENTS}]:\n"
        "    token = secrets.token_urlsafe(32)\n"
        "    Device.objects.create(ident=secrets.token_hex(8), commune=commune,\n"
        "        token_digest=enrolment.token_digest(token), enrolled_at=timezone.now())\n"
        "    tokens.append(token)\n"
        "print(json.dumps(tokens))\n"
    )
    tokens: list[str] = json.loads(told)
    return tokens


def _taken(province: Province) -> int:
    (counted,) = province.rows("SELECT count(*) FROM intake_report")
    return int(counted[0])


def _cpu(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


def _database_cpu(kind: str) -> float:
    """Of all PostgreSQL processes of the machine; SQLite works inside the server."""
    if kind == "sqlite":
        return 0.0
    spent = 0.0
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == "postgres":
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                spent += times.user + times.system
    return spent


def _largest(processes: list[psutil.Process]) -> int:
    """The largest resident set of one process, in MB."""
    return round(max(process.memory_info().rss for process in processes) / MB)


def _bare(kind: str, province: Province, batch: int, requests: int) -> int:
    """Rows a second when nothing but the rows of events, reports and revisions is written, by
    one connection, one commit for each request."""
    requests = min(requests, 1500)
    body = json.dumps({"i": "0" * 32, "s": {"values": VALUES}}, ensure_ascii=False)
    write = _writer(kind, province)
    begun = time.perf_counter()
    for number in range(requests):
        write([(secrets.token_hex(16), number * batch + k, body) for k in range(batch)])
    return round(requests * batch / (time.perf_counter() - begun))


_TABLES = (
    "CREATE TABLE bare_event (id {key}, counter bigint UNIQUE, digest text, body text)",
    "CREATE TABLE bare_report (id {key}, ident text UNIQUE, state text, latest bigint)",
    "CREATE TABLE bare_revision (event bigint PRIMARY KEY, report text)",
)


def _writer(kind: str, province: Province) -> Callable[[list[tuple[str, int, str]]], None]:
    if kind == "sqlite":
        database = sqlite3.connect(province.folder / "bare.sqlite3", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        for table in _TABLES:
            database.execute(table.format(key="integer PRIMARY KEY").replace("TABLE", _IF, 1))
        for name in ("bare_event", "bare_report", "bare_revision"):
            database.execute(f"DELETE FROM {name}")

        def to_sqlite(rows: list[tuple[str, int, str]]) -> None:
            events = [(n, "d" * 64, body) for _, n, body in rows]
            database.execute("BEGIN IMMEDIATE")
            for sql, values in (
                ("INSERT INTO bare_event (counter, digest, body) VALUES (?, ?, ?)", events),
                (
                    "INSERT INTO bare_report (ident, state, latest) VALUES (?, 'waiting', ?)",
                    [(ident, n) for ident, n, _ in rows],
                ),
                ("INSERT INTO bare_revision VALUES (?, ?)", [(n, ident) for ident, n, _ in rows]),
            ):
                database.executemany(sql, values)
            database.execute("COMMIT")

        return to_sqlite

    connection = psycopg.connect(province.environment["DATABASE_URL"])
    key = "bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY"
    for table in _TABLES:
        connection.execute(table.format(key=key).replace("TABLE", _IF, 1).encode())
    connection.execute("TRUNCATE bare_event, bare_report, bare_revision")
    connection.commit()
    row = "AS row(ident text, counter bigint, body text)"
    statements = [
        f"INSERT INTO bare_event (counter, digest, body) SELECT counter, '{'d' * 64}', body"
        f" FROM json_to_recordset(%s::json) {row}",
        "INSERT INTO bare_report (ident, state, latest) SELECT ident, 'waiting', counter"
        f" FROM json_to_recordset(%s::json) {row}",
        f"INSERT INTO bare_revision SELECT counter, ident FROM json_to_recordset(%s::json) {row}",
    ]

    def to_postgresql(rows: list[tuple[str, int, str]]) -> None:
        told = json.dumps([{"ident": i, "counter": n, "body": body} for i, n, body in rows])
        for sql in statements:
            connection.execute(sql.encode(), [told])
        connection.commit()

    return to_postgresql


_IF = "TABLE IF NOT EXISTS"


def _row(
    name: str, value: float, unit: str, baseline_name: str = "", baseline: float = 0
) -> dict[str, Any]:
    row: dict[str, Any] = {"name": f"ingest: {name}", "value": value, "unit": unit}
    if baseline_name:
        row |= {"baseline_name": baseline_name, "baseline": baseline}
        row["ratio"] = round(value / baseline, 2)
    return row


if __name__ == "__main__":
    for row in run():
        print(row)
