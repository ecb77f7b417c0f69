"""A copy of the program that says whether it is whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

CHECK = """
import sys
from pathlib import Path
import resources
from desktop import wholeness
resources.packs = lambda: Path(sys.argv[1])
sys.exit(wholeness.run([]))
"""


def checked(packs: Path) -> tuple[int, dict]:
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(packs)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def test_a_whole_copy(packs):
    code, told = checked(packs)
    assert (code, told["whole"], told["bad"]) == (0, True, [])
    assert told["tried"] > 30


def test_what_is_missing_is_named(packs, tmp_path):
    copy = tmp_path / "packs"
    shutil.copytree(packs, copy)
    for file in copy.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:40])
    code, told = checked(copy)
    assert (code, told["whole"]) == (1, False)
    assert {"course", "forms", "vi home", "en lessons"} <= {bad["what"] for bad in told["bad"]}
