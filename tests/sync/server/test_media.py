"""Sticks as they are: full, locked, pulled out, and the process killed in the middle.

A stick is a small file system of its own, mounted in a namespace that ends with the child
process, so nobody needs to be root and nothing is left behind.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from desktop.store import device
from desktop.usecases.status import read_status
from sync.protocol import bundle
from sync.server.exchange import keys as province_keys
from sync.server.files.storage import Storage
from sync.server.intake.models import Alarm
from sync.server.packs import publishing
from tests.desktop.usecases.photos import noise
from tests.sync.server.communes import NAME, PASSWORD, Pc, visit
from tests.sync.server.test_by_stick import _report, packs, pcs, province, stick

__all__ = ["packs", "pcs", "province", "stick"]

pytestmark = pytest.mark.django_db(transaction=True)

_ROOT = Path(__file__).parents[3]
_CHILD = """
import json, sys
from pathlib import Path
from desktop.store import keys
from desktop.usecases.carrying import Carrying
from desktop.usecases.content import Content
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door
data, packs, name, password, folder, now, what = sys.argv[1:]
clock = iter(range(int(now), int(now) + 10**9, 1000)).__next__
session = Door(Path(data), clock).sign_in(name, password)
carrying = Carrying(session, clock, "test", Content(Path(data), Path(packs)))
print("ready", flush=True)
try:
    trip = getattr(carrying, what)(Path(folder))
except KnownError as error:
    print(json.dumps({"code": error.code}))
else:
    trouble = getattr(trip, "trouble", None)
    print(json.dumps({"code": trouble.code if trouble else "",
                      "left": sorted(p.name for p in Path(folder).iterdir()),
                      "taken": trip.taken.replies if what != "write" else 0}))
session.close()
"""


def _arguments(pc: Pc, folder: Path, what: str) -> list[str]:
    return [
        *(sys.executable, "-c", _CHILD),
        *(str(pc.path), str(pc.packs), NAME, PASSWORD, str(folder), str(pc.clock.now + 10**6)),
        what,
    ]


def _on_a_stick(
    pc: Pc, stick: Path, options: str, what: str, tmp_path: Path, *, locked: bool = False
) -> dict[str, Any]:
    """What the PC says of a stick of its own that has what lies in ``stick``."""
    mount = tmp_path / "mount"
    mount.mkdir(exist_ok=True)
    steps = [
        f"mount -t tmpfs -o {options} stick {mount}",
        f"cp -a {stick}/. {mount}/",
        f"mount -o remount,ro {mount}" if locked else ":",
        'exec "$@"',
    ]
    pc.session.close()
    done = subprocess.run(
        [
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-ec",
            "\n".join(steps),
            "sh",
            *_arguments(pc, mount, what),
        ],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    _sign_in(pc)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _sign_in(pc: Pc) -> None:
    from desktop.usecases.people import Door

    pc.session = Door(pc.path, pc.clock).sign_in(NAME, PASSWORD)


def test_a_full_stick_is_said_and_what_fits_is_whole(
    pcs: list[Pc], stick: Path, tmp_path: Path
) -> None:
    pc = pcs[0]
    _report(pc, "Cột điện đổ", noise(900, 700))
    told = _on_a_stick(pc, stick, "size=100k", "exchange", tmp_path)
    assert told["code"] == "medium_full"
    assert told["left"] == ["the-tinh-08.sonca"], "nothing half is there"
    assert pc.waiting() == 2
    told = _on_a_stick(pc, stick, "size=4m", "exchange", tmp_path)
    assert told["code"] == ""
    assert len(told["left"]) == 2


def test_from_a_locked_stick_replies_are_read_all_the_same(
    pcs: list[Pc], stick: Path, tmp_path: Path
) -> None:
    pc = pcs[0]
    pc.exchange(stick)
    visit(stick)
    told = _on_a_stick(pc, stick, "size=4m", "exchange", tmp_path, locked=True)
    assert (told["code"], told["taken"]) == ("medium_read_only", 1)
    assert device.read(pc.session.store).enrolled
    assert pc.waiting() == 0


def test_a_stick_that_is_pulled_out_in_the_middle_is_said(pcs: list[Pc], stick: Path) -> None:
    """What a mount point looks like after that: the folder is gone."""
    import shutil

    from desktop.usecases.errors import Code, KnownError

    pc = pcs[0]
    _report(pc, "Cột điện đổ", noise(900, 700))

    def pull(done: int, of: int) -> None:
        if 0 < done < of:
            shutil.rmtree(stick, ignore_errors=True)

    with pytest.raises(KnownError) as caught:
        pc.carrying.write(stick, pull)
    assert caught.value.code is Code.MEDIUM_GONE
    assert pc.waiting() == 2


@pytest.mark.parametrize("seed", range(2))
def test_a_pc_killed_while_it_writes_or_reads_loses_and_doubles_nothing(
    pcs: list[Pc], stick: Path, packs: Path, seed: int
) -> None:
    draw = random.Random(seed)
    pc = pcs[0]
    publishing.publish(
        "lessons", packs / "lessons", province_keys.load(settings.KEYS), Storage(settings.FILES)
    )
    photos = [_report(pc, f"Ảnh {n}", noise(500 + 10 * seed, 400 + n)) for n in range(3)]
    for _ in range(8):
        pc.work(draw.randint(1, 60), seed=draw.randrange(10**6))
        pc.session.close()
        _killed(_arguments(pc, stick, "exchange"), draw.uniform(0, 0.12))
        _sign_in(pc)
        outcomes = visit(stick)
        assert {outcome.fault for outcome in outcomes} <= {""}, outcomes
    pc.exchange(stick)
    assert not list(stick.glob("*.unfinished")), "what a killed PC left half is cleared away"
    visit(stick)
    pc.exchange(stick)
    assert pc.events() == pc.at_province()
    assert (pc.waiting(), read_status(pc.session).files) == (0, 0)
    assert len(photos) == 3
    assert pc.content.held() == {"lessons": 1}
    assert not Alarm.objects.exists()


def _killed(arguments: list[str], after: float) -> None:
    """Let a child begin, and end it without warning."""
    child = subprocess.Popen(arguments, cwd=_ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child, child.stdout as said:
        assert said.readline() == b"ready\n"
        select.select([], [], [], after)
        os.kill(child.pid, signal.SIGKILL)


def test_the_province_killed_while_it_reads_or_answers_loses_and_doubles_nothing(
    pcs: list[Pc], stick: Path, server_environment: dict[str, str]
) -> None:
    draw = random.Random(7)
    environment = {
        **server_environment,
        "SONCA_KEYS": str(settings.KEYS),
        "SONCA_FILES": str(settings.FILES),
    }
    for _ in range(4):
        for pc in pcs:
            pc.work(draw.randint(1, 300), seed=draw.randrange(10**6))
            _report(pc, "Ảnh", noise(500, 400 + draw.randrange(100)))
            pc.exchange(stick)
        child = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "bundles", str(stick)],
            cwd=_ROOT,
            env=environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        with child, child.stdout as said:
            # It says each bundle that it is done with; then somewhere in the next.
            for _ in range(draw.randrange(2)):
                said.readline()
            select.select([], [], [], draw.uniform(0, 0.05) if draw.random() < 0.7 else 1.0)
            os.kill(child.pid, signal.SIGKILL)
    visit(stick)
    for pc in pcs:
        pc.exchange(stick)
        assert pc.events() == pc.at_province()
        assert (pc.waiting(), read_status(pc.session).files) == (0, 0)
    assert not Alarm.objects.exists()
    assert not list(stick.glob(f"reply-*{bundle.SUFFIX}.unfinished"))
