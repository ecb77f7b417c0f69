"""A file with hundreds of MB of photos: backing it up, mending it, and bringing it back.

Each step runs in a process of its own, so that its peak of memory is its own. "photo" and
"event" say what the damaged page held. All photos still wait for the province, which is
the worst case, but for the last backup: there the province has confirmed them.

SONCA_BENCH_MB (500) is how much the photos weigh in all.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.store import attachments, backups, keys, opening
from desktop.store.backups import Stop
from desktop.store.names import FILE_NAME
from desktop.store.pages import SIZE
from desktop.store.repair import repair
from sync.protocol.messages import OfficialAdded
from tests.desktop.store.damage import work

MB = int(os.environ.get("SONCA_BENCH_MB", "500"))
PHOTO = 330_000
NAME, PASSWORD = "Hoàng Thị Sử", "con chim son ca hot"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


class Official:
    id = "1" * 32


class Owner:
    official = Official()


def run() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="sonca-repair-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name) / "pc"
        pages = json.loads(_apart("fill", folder)["told"])
        steps: list[tuple[str, Callable[[], dict[str, Any]]]] = [
            ("look the file over", lambda: _apart("look", folder)),
            ("back up, photos waiting", lambda: _apart("backup", folder)),
            ("mend, a page of an event", lambda: _hurt_and_mend(folder, pages["event"])),
            ("mend, a page of a photo", lambda: _hurt_and_mend(folder, pages["photo"])),
            ("mend, the list of photos", lambda: _hurt_and_mend(folder, pages["list"])),
            ("bring back from the backup", lambda: _lose_and_mend(folder)),
            ("back up, photos confirmed", lambda: _apart("confirmed", folder)),
        ]
        for title, step in steps:
            got = step()
            rows += [
                {"name": f"{title}: time", "value": got["seconds"], "unit": "s"},
                {"name": f"{title}: memory", "value": got["peak_mb"], "unit": "MB, peak"},
                {"name": f"{title}: most of the disk", "value": got["disk_mb"], "unit": "MB more"},
                {"name": f"{title}: result", "value": got["told"], "unit": ""},
            ]
            print(title, got, file=sys.stderr, flush=True)
    return rows


def _apart(step: str, folder: Path) -> dict[str, Any]:
    """One step in a process of its own; watches how much of the disk it takes meanwhile."""
    before, most, ended = _size(folder.parent), 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.05):
            most = max(most, _size(folder.parent) - before)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, "-P", __file__, step, str(folder)],
            check=True,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
    finally:
        ended.set()
        watching.join()
    return {**json.loads(done.stdout), "disk_mb": round(most / 1e6)}


def _size(folder: Path) -> int:
    """Bytes of files, each once, whatever names it has or changes between just now."""
    found: dict[int, int] = {}
    for path in folder.rglob("*"):
        try:
            told = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            found[told.st_ino] = told.st_size
    return sum(found.values())


def _hurt_and_mend(folder: Path, page: int) -> dict[str, Any]:
    path = folder / FILE_NAME
    with path.open("rb+") as file:
        file.seek((page - 1) * SIZE + 900)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    got = _apart("mend", folder)
    # Mended again and again: each time the file as it was before.
    (aside,) = (folder / "damaged").glob(f"*/{FILE_NAME}")
    path.unlink()
    aside.replace(path)
    with path.open("rb+") as file:
        file.seek((page - 1) * SIZE + 900)
        file.write(bytes([byte]))
    aside.parent.rmdir()
    return got


def _lose_and_mend(folder: Path) -> dict[str, Any]:
    for ending in ("", "-wal", "-shm"):
        (folder / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
    return _apart("mend", folder)


# ---- what runs in a process of its own -------------------------------------------------------


def _fill(folder: Path) -> str:
    person = OfficialAdded(Official.id, NAME, "Công chức")
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    store = opening.create_store(
        folder, person, PASSWORD, address="", code="", at=1, cost=cheap
    ).store
    draw = random.Random(1)
    work(Owner(), store, 3000)
    for number in range(MB * 1_000_000 // PHOTO):
        with store.write() as database:
            report = f"{number // 5:032x}"
            name = f"{number}.jpg"
            photo = b"\xff\xd8\xff" + draw.randbytes(PHOTO)
            attachments.keep(database, report, name, "image/jpeg", photo, number)
            attachments.mark_sent(database, report, (name,))
    store.close()
    return json.dumps(_some_pages(folder))


def _some_pages(folder: Path) -> dict[str, int]:
    """A leaf of events, a page in the middle of a photo, and the root of the photos' table."""
    from desktop.store.pages import Pages, salt_of
    from desktop.store.records import LEAF

    path = folder / FILE_NAME
    store = opening.open_store(folder, NAME, PASSWORD).store
    root = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'file_bodies'")
    last = path.stat().st_size // SIZE
    event = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'events'")
    # The work was done before any photo: the pages after its root belong to it.
    with Pages(path, store.key, [salt_of(path)]) as pages:
        found = next(n for n in range(event + 40, last) if pages.kind(n) == LEAF)
    store.close()
    return {"event": found, "photo": last // 2, "list": root}


def _look(folder: Path) -> str:
    store = opening.open_store(folder, NAME, PASSWORD).store
    damage = store.damage()
    store.close()
    return str(damage or "whole")


def _backup(folder: Path) -> str:
    store = opening.open_store(folder, NAME, PASSWORD).store
    made: list[backups.Backup] = []
    working = threading.Thread(
        target=lambda: made.append(backups.make(store.path, store.key, NOW, Stop()))
    )
    working.start()
    # As the window does meanwhile: it draws, reads and writes a little.
    longest, last, number = 0.0, time.monotonic(), 0
    while working.is_alive():
        working.join(0.005)
        number += 1
        if number % 20 == 0:
            work(Owner(), store, 1, seed=number)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    store.close()
    return (
        f"{made[0].size / 1e6:.1f} MB; the window stood still for {longest * 1000:.0f} ms at most"
    )


def _confirmed(folder: Path) -> str:
    store = opening.open_store(folder, NAME, PASSWORD).store
    with store.write() as database:
        database.execute("UPDATE files SET arrived_at = 1")
    store.close()
    return _backup(folder)


def _mend(folder: Path) -> str:
    key = keys.read(folder).open(NAME, PASSWORD).key
    done = repair(folder, key)
    store = opening.open_store(folder, NAME, PASSWORD).store
    bodies = store.value("SELECT count(*) FROM file_bodies")
    store.close()
    return f"{done.events} events, {done.files} files, {bodies} with their bytes"


STEPS = {
    "fill": _fill,
    "look": _look,
    "backup": _backup,
    "mend": _mend,
    "confirmed": _confirmed,
}

if __name__ == "__main__":
    begun = time.monotonic()
    told = STEPS[sys.argv[1]](Path(sys.argv[2]))
    spent = round(time.monotonic() - begun, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"told": told, "seconds": spent, "peak_mb": round(peak / 1024)}))
