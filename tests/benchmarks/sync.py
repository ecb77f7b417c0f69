"""Exchanges over a bad line: ours, Anki's own client and server, and the floor.

A line of 600 ms, 64 kbit/s and 5 % loss: as root two TUN devices, so that TCP is the
kernel's own (see ``_tun``); else, or with SONCA_BENCH_LINE=model, a model in user space (see
``_line``). Each figure of seconds says which. Both programs keep their connection between
exchanges, as they do in life; "first of the day" is ours without one. Anki is installed
from PyPI into an environment of its own under ``build/``, never among our requirements. A
review in Anki is one answer; ours are answers in finished quizzes, each with question,
response, points and seconds.

The floor is zstd (level 19) of the bare facts in a table of columns, and one round trip.

SONCA_BENCH_SEED draws the losses and the work anew; SONCA_BENCH_RUNS (3) is how often each
exchange is made (short ones five times as often): seconds are the median, bytes and
requests those of the median run.
"""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import zstandard
from _line import Line, Shape
from _tun import TunLine, missing

from desktop.store import device, keys
from desktop.store.opening import create_store
from desktop.usecases.people import Door, NewOfficial, Session
from desktop.usecases.syncing import Syncing
from lessons.compile import compile_folder
from tests.sync.province import Province
from tests.sync.typical import FORMS, Commune, OfficeClock

ROOT = Path(__file__).resolve().parents[2]
ANKI = ROOT / "build" / "bench" / "anki"
_LISTENING = re.compile(r"listening.*:(\d+)")
SEED = int(os.environ.get("SONCA_BENCH_SEED", "1"))
RUNS = int(os.environ.get("SONCA_BENCH_RUNS", "3"))
SHAPE = Shape()
AnyLine = Line | TunLine
WHY_MODEL = "as asked" if os.environ.get("SONCA_BENCH_LINE") == "model" else missing()
"""Why the line is the model; "" when it is real to TCP."""
LINE = Line.kind if WHY_MODEL else TunLine.kind
ANSWERS = (0, 1, 10, 100, 1_000)
REPORTS = (1, 50)


def run() -> list[dict[str, Any]]:
    why = f" ({WHY_MODEL})" if WHY_MODEL else ""
    print(f"seed {SEED}, {RUNS} runs each, {SHAPE}, {LINE}{why}", file=sys.stderr)
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    keys.Slots.with_slot.__defaults__ = (cheap,)
    create_store.__kwdefaults__["cost"] = cheap
    with tempfile.TemporaryDirectory(prefix="sonca-bench-") as folder:
        ours = _ours(Path(folder))
        theirs = _theirs(Path(folder))
    rows: list[dict[str, Any]] = []
    for name, (mine, floor) in ours.items():
        rows += _rows(name, mine, theirs.get(name), floor)
    return rows


def _line(target: tuple[str, int]) -> AnyLine:
    return (Line if WHY_MODEL else TunLine)(target, SEED)


# ---- ours ------------------------------------------------------------------------------------


def _ours(folder: Path) -> dict[str, tuple[dict[str, float], bytes]]:
    """Median figures of each exchange, and the bare facts that it carried."""
    province = Province(folder / "province")
    province.environment["ALLOWED_HOSTS"] = "*"
    province.start()
    draw = random.Random(SEED)
    measured: dict[str, tuple[dict[str, float], bytes]] = {}
    try:
        with _line(province.target) as line:
            session = Door(folder / "pc", OfficeClock(draw)).set_up(
                NewOfficial("Cán bộ thử nghiệm", "Công chức", leader=True),
                "con chim son ca hot",
                # Nobody is to type plain HTTP to another host; a benchmark may.
                address="http://127.0.0.1:9",
                enrolment_code=province.codes[0],
            )
            with session.store.write() as database:
                device.change(database, address=line.address)
            clock = OfficeClock(draw)
            commune = Commune(session, "con chim son ca hot", ROOT / "build" / "packs", clock, draw)
            sentences = _sentences()
            syncing = Syncing(session, clock, "0.1.0")
            _exchange(syncing, line, None)

            def measure(name: str, work: Callable[[], Any], times: int = RUNS) -> None:
                runs = []
                for _ in range(times):
                    before = session.store.value("SELECT coalesce(max(id), 0) FROM events")
                    work()
                    facts = _bare(session, before)
                    runs.append((_exchange(syncing, line, SHAPE), facts))
                measured[name] = sorted(runs, key=lambda run: run[0]["seconds"])[times // 2]

            measure("nothing new, first of the day", syncing.close, _times(0))
            for count in ANSWERS:
                measure(
                    _of(count, "answer"), lambda n=count: n and commune.answer(n), _times(count)
                )
            for count in REPORTS:
                forms = [FORMS[i % len(FORMS)] for i in range(count)]
                measure(
                    _of(count, "report"),
                    lambda forms=forms: [commune.report(form, sentences) for form in forms],
                )
            syncing.close()
            session.close()
    finally:
        province.stop()
    return measured


def _times(count: int) -> int:
    """Short exchanges are decided by one lost segment, so they are made more often."""
    return RUNS * 5 if count <= 10 else RUNS


def _of(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count > 1 else ''}" if count else "nothing new"


def _exchange(syncing: Syncing, line: AnyLine, shape: Shape | None) -> dict[str, float]:
    line.reset()
    line.shape = shape
    begun = time.monotonic()
    result = syncing.exchange()
    seconds = time.monotonic() - begun
    line.shape = None
    if result.problem or result.waiting:
        raise RuntimeError(f"the exchange failed: {result}")
    return _figures(line, seconds)


def _figures(line: AnyLine, seconds: float) -> dict[str, float]:
    return {
        "requests": line.passed.requests,
        "up": line.passed.up,
        "down": line.passed.down,
        "seconds": round(seconds, 2),
        "lost": line.passed.lost,
        "connections": line.passed.connections,
        "wire": sum(line.wire) if line.wire else 0,
    }


def _bare(session: Session, after: int) -> bytes:
    """The facts of the events after ``after``: bodies without names, one a line."""

    def values(body: Any) -> Any:
        if isinstance(body, dict):
            return [values(value) for value in body.values()]
        return [values(value) for value in body] if isinstance(body, list) else body

    rows = session.store.rows("SELECT at, body FROM events WHERE id > ? ORDER BY id", [after])
    lines = [json.dumps([r["at"], values(json.loads(r["body"]))]) for r in rows]
    return "\n".join(lines).encode()


def _sentences() -> list[str]:
    """Real prose for free text: sentences of the shipped questions, 40 to 160 characters."""
    course = compile_folder(ROOT / "lessons" / "content").course
    found = {
        question.text
        for lesson in course.lessons
        if lesson.language == "vi"
        for question in lesson.questions
    }
    return sorted(text for text in found if 40 <= len(text) <= 160)


# ---- Anki ------------------------------------------------------------------------------------


def _theirs(folder: Path) -> dict[str, dict[str, float]]:
    python = _anki_python()
    measured: dict[str, dict[str, float]] = {}
    with _anki_server(python, folder) as port, _line(("127.0.0.1", port)) as line:
        client = subprocess.Popen(
            [
                *(str(python), str(Path(__file__).with_name("_anki_client.py"))),
                *(str(folder / "collection.anki2"), f"{line.address}/", "u", "p"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert client.stdin and client.stdout

        def ask(command: str = "") -> dict[str, Any]:
            if command:
                client.stdin.write(command + "\n")
                client.stdin.flush()
            answer = client.stdout.readline()
            if not answer:
                raise RuntimeError(f"Anki's client ended at {command!r}")
            return dict(json.loads(answer))

        ask()
        for count in ANSWERS:
            runs = []
            for _ in range(_times(count)):
                if count:
                    ask(f"answer {count}")
                line.reset()
                line.shape = SHAPE
                told = ask("sync")
                line.shape = None
                if told["required"]:
                    raise RuntimeError("Anki asks for a full sync")
                runs.append(_figures(line, told["seconds"]))
            runs.sort(key=lambda each: each["seconds"])
            measured[_of(count, "answer")] = runs[len(runs) // 2]
        client.stdin.close()
        client.wait(30)
        client.stdout.close()
    return measured


def _anki_python() -> Path:
    """Anki's environment, made if it is not there."""
    python = ANKI / "bin" / "python"
    if not (ANKI / "ready").exists():
        uv = ROOT / ".venv" / "bin" / "uv"
        subprocess.run([uv, "venv", "-q", "--clear", "-p", sys.executable, ANKI], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "anki"], check=True)
        (ANKI / "ready").touch()
    return python


@contextlib.contextmanager
def _anki_server(python: Path, folder: Path) -> Iterator[int]:
    told = {"SYNC_USER1": "u:p", "SYNC_BASE": str(folder / "anki"), "SYNC_HOST": "127.0.0.1"}
    with subprocess.Popen(
        [python, "-m", "anki.syncserver"],
        env={**os.environ, **told, "SYNC_PORT": "0", "RUST_LOG": "info"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout is not None
        said = server.stdout
        try:
            # It says the port that it drew once it listens; nothing more when it dies.
            port = next((m[1] for m in map(_LISTENING.search, said) if m), None)
            if port is None:
                raise RuntimeError(f"Anki's server ended with {server.wait()}")
            # Nobody reads on, and a full pipe would hold it up.
            threading.Thread(target=said.read, daemon=True).start()
            yield int(port)
        finally:
            server.terminate()


# ---- figures ---------------------------------------------------------------------------------


def _rows(
    name: str, mine: dict[str, float], anki: dict[str, float] | None, facts: bytes
) -> list[dict[str, Any]]:
    floor = zstandard.ZstdCompressor(level=19).compress(facts) if facts else b""
    rows = []
    for key, unit in (
        ("requests", "requests"),
        ("up", "bytes up"),
        ("down", "bytes down"),
        ("seconds", "s"),
    ):
        row: dict[str, Any] = {"name": f"sync: {name}", "value": mine[key], "unit": unit}
        if anki:
            row |= {"baseline_name": "Anki", "baseline": anki[key]}
            row["ratio"] = round(mine[key] / anki[key], 2) if anki[key] else None
        if key == "up":
            row["floor"] = len(floor)
        if key == "seconds":
            row["floor"] = round(SHAPE.round_trip + len(floor) * 8 / SHAPE.rate, 2)
            row |= {"segments_lost": mine["lost"], "new_connections": mine["connections"]}
            row["line"] = LINE
        rows.append(row)
    if mine["wire"]:
        row = {"name": f"sync: {name}", "value": mine["wire"], "unit": "bytes on the line"}
        rows.append(row | ({"baseline_name": "Anki", "baseline": anki["wire"]} if anki else {}))
    if name.endswith("reports"):
        count = int(name.partition(" ")[0])
        total = mine["up"] + mine["down"]
        rows.append({"name": f"sync: {name}", "value": round(total / count), "unit": "bytes each"})
    return rows


if __name__ == "__main__":
    for each in run():
        print(each)
