"""Process start to the first painted screen, beside a bare PySide6 window of the same run.

``gate`` is the sign-in screen, ``home`` the home screen of an official whose password is
typed the moment the gate is painted; its time contains Argon2id, which is slow on
purpose. Cold means that the page cache was dropped before (needs root). Each figure is
the median of several starts, the three kinds taking turns.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.usecases.people import Door, NewOfficial
from sync.protocol import codes

PROBE = Path(__file__).parent / "_startup_probe.py"
NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"
ROUNDS = int(os.environ.get("ROUNDS", "7"))


def _start(kind: str, data: str) -> dict[str, float]:
    # An installed program has its bytecode beside it.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, str(PROBE), kind, data],
        capture_output=True,
        text=True,
        check=True,
        env=inherited | {"QT_QPA_PLATFORM": "offscreen"},
    )
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _drop_caches() -> bool:
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")
    except OSError:
        return False
    return True


def run() -> list[dict[str, object]]:
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        Door(Path(folder), lambda: time.time_ns() // 1_000_000).set_up(
            NewOfficial(NAME, "Công chức văn phòng"),
            PASSWORD,
            address="https://tinh.example",
            enrolment_code=codes.new_code(),
        ).close()
        for kind in ("bare", "home"):
            _start(kind, folder)  # writes the bytecode
        for warmth in ("cold", "warm"):
            taken: dict[str, list[dict[str, float]]] = {"bare": [], "gate": [], "home": []}
            for _ in range(ROUNDS):
                for kind, figures in taken.items():
                    if warmth == "cold" and not _drop_caches():
                        break
                    figures.append(_start(kind, folder))
            if taken["home"]:
                results += _rows(warmth, taken)
    return results


def _rows(warmth: str, taken: dict[str, list[dict[str, float]]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for measure, unit, scale in (("seconds", "s", 1.0), ("pss_kb", "MB", 1 / 1024)):
        middle = {
            kind: statistics.median(each[measure] for each in figures) * scale
            for kind, figures in taken.items()
        }
        for kind in ("gate", "home"):
            rows.append(
                {
                    "name": f"{warmth} start to {kind}" if unit == "s" else f"{warmth} PSS, {kind}",
                    "value": round(middle[kind], 3),
                    "unit": unit,
                    "baseline_name": "bare PySide6 window",
                    "baseline": round(middle["bare"], 3),
                    "ratio": round(middle[kind] / middle["bare"], 2),
                }
            )
    return rows
