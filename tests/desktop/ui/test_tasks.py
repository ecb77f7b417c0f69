import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from desktop.background.tasks import TaskRunner
from desktop.background.timer import SyncTimer


@pytest.fixture
def runner(qapp):
    made = TaskRunner()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_arrives_in_the_gui_thread(qtbot, runner):
    owner, seen = QObject(), []
    runner.run(
        owner, threading.get_ident, lambda worker: seen.append((worker, QThread.currentThread()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, arrived = seen[0]
    assert worker != threading.get_ident()
    assert arrived is owner.thread() or arrived == owner.thread()
    assert runner.running == 0


def test_an_error_is_brought_back_too(qtbot, runner):
    owner, seen = QObject(), []
    runner.run(owner, lambda: 1 / 0, failed=lambda error: seen.append(type(error)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [ZeroDivisionError]


def test_an_error_that_nobody_takes_goes_to_the_exception_hook(qtbot, runner):
    owner = QObject()
    with qtbot.captureExceptions() as caught:
        runner.run(owner, lambda: 1 / 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_nobody_is_called_for_an_owner_that_is_gone(qtbot, runner):
    owner, gate, seen = QObject(), threading.Event(), []
    runner.run(owner, gate.wait, seen.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: runner.running == 0)
    assert seen == []


def test_closing_waits_for_what_runs_and_leaves_no_thread(qapp):
    before = threading.active_count()
    runner, owner, begun, gate = TaskRunner(), QObject(), threading.Event(), threading.Event()
    done = []

    def work():
        begun.set()
        gate.wait()
        done.append(True)

    runner.run(owner, work)
    begun.wait()
    threading.Timer(0, gate.set).start()
    runner.close()
    assert done == [True]
    assert threading.active_count() <= before + 1  # the timer may still be ending
    runner.run(owner, lambda: done.append("late"))
    assert done == [True]


def test_the_timer_is_due_once_and_can_be_stopped(qtbot, qapp):
    timer = SyncTimer()
    assert timer.seconds_left is None
    with qtbot.waitSignal(timer.due):
        timer.set(0)
    timer.set(1000)
    assert timer.seconds_left > 900
    timer.stop()
    assert timer.seconds_left is None


EMITS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Bell(QObject):
    rung = Signal(bool)
heard = 0
def hear(_value):
    global heard
    heard += 1
app = QCoreApplication([])
bell = Bell()
bell.rung.connect(hear)
for n in range(20_000):
    bell.rung.emit(bool(n % 2))
print(heard)
"""


def test_twenty_thousand_emits_do_not_wear_out_the_interpreter():
    # Some releases of PySide drop a reference at each emit and abort after thousands.
    ended = subprocess.run(
        [sys.executable, "-c", EMITS], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stdout.strip() == "20000"
