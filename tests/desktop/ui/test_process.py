"""The program as a process: one for each folder, closed well, quick to its first picture."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

ROOT = Path(__file__).parents[3]

HOLD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import app, starting

real = app.Desktop.say_second_start
def second(self):
    real(self)
    print("called:", self.window.front.banner.text, flush=True)
    QTimer.singleShot(0, QApplication.quit)
app.Desktop.say_second_start = second

begin = starting._AfterPaint.begin
def began(self):
    begin(self)
    print("ready", flush=True)
starting._AfterPaint.begin = began
sys.exit(starting.run(sys.argv[1:]))
"""


@pytest.fixture
def environment():
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def held(folder, environment, program=HOLD) -> subprocess.Popen:
    """The program at work on a folder; it says when it is ready."""
    return subprocess.Popen(
        [sys.executable, "-c", program, "--data", folder],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    )


def test_a_second_start_brings_the_first_window_forward_and_says_so(tmp_path, environment):
    first = held(tmp_path, environment)
    assert first.stdout is not None
    with first:
        assert first.stdout.readline() == "ready\n"
        second = subprocess.run(
            [sys.executable, "-m", "desktop", "--data", tmp_path],
            capture_output=True,
            text=True,
            env=environment,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
        assert second.returncode == 0
        assert "Sơn Ca đang mở sẵn" in second.stderr
        assert "đây là cửa sổ đang dùng" in first.stdout.readline()
    assert first.returncode == 0


def test_a_lock_left_by_a_killed_program_is_no_hindrance(tmp_path, environment):
    first = held(tmp_path, environment)
    with first:
        assert first.stdout.readline() == "ready\n"
        first.kill()
    again = held(tmp_path, environment)
    with again:
        assert again.stdout.readline() == "ready\n"
        again.terminate()


IMPATIENT = """
from desktop.ui import instance
calling = instance.call_forward
def looked(folder):
    found = calling(folder)
    print("looked", flush=True)
    return found
instance.call_forward = looked
"""


def test_pressed_twice_the_second_waits_for_the_first_to_come_or_to_end(tmp_path, environment):
    starting = QLockFile(str(tmp_path / "lock"))
    assert starting.tryLock(0)
    with held(tmp_path, environment, IMPATIENT + HOLD) as second:
        assert second.stdout.readline() == "looked\n"
        starting.unlock()
        assert next(line for line in second.stdout if line != "looked\n") == "ready\n"
        second.terminate()


FIRST_PICTURE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import Desktop
app = QApplication([])
desktop = Desktop(app, Path(sys.argv[1]), Path)
desktop.window.show()
app.processEvents()
print(type(desktop.window.front).__name__, *sorted(sys.modules))
desktop.close()
"""


@pytest.mark.parametrize("front", ["FirstStart", "SignIn"])
def test_the_first_picture_needs_neither_store_nor_network_nor_forms(tmp_path, environment, front):
    if front == "SignIn":
        (tmp_path / "sonca.db").touch()
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, tmp_path],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=True,
    )
    shown, *loaded = ended.stdout.split()
    assert shown == front
    heavy = {"requests", "sqlite_utils", "sqlcipher3", "argon2", "pyxform", "msgspec", "zstandard"}
    assert set(loaded) & (heavy | {"PySide6.QtNetwork"}) == set()
