"""The server as the operator runs it: its processes are killed, one after another."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.sync.province import Province


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    made = Province(tmp_path / "province")
    made.start()
    yield made
    made.stop()


def children(process: int) -> list[int]:
    """Its processes that answer requests: not the one that looks after their resources."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    found = []
    for child in map(int, listed):
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes()
        except FileNotFoundError:
            continue
        if b"resource_tracker" not in command:
            found.append(child)
    return found


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        threading.Event().wait(0.05)
    raise AssertionError("never")


def answers(province: Province) -> bool:
    try:
        return requests.get(f"{province.address}/healthz", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def test_a_server_whose_processes_are_killed_comes_back(province: Province) -> None:
    """More often than granian itself bears within a few seconds."""
    assert province._process is not None
    parent, killed = province._process.pid, set()
    for _ in range(4):
        until(lambda: bool(set(children(parent)) - killed) and answers(province))
        for child in set(children(parent)) - killed:
            os.kill(child, signal.SIGKILL)
            killed.add(child)
    until(lambda: answers(province))
    assert province._process.poll() is None
    province._process.terminate()
    assert province._process.wait(40) == 0
