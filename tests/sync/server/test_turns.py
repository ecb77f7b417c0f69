"""Those who wait are written together, and one who fails takes nobody along."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from sync.server import turns
from sync.server.devices.models import Province

pytestmark = pytest.mark.django_db(transaction=True)


class Fault(Exception):
    pass


class Writers:
    """Threads that come while the first one's work holds the line up."""

    def __init__(self) -> None:
        self.outcomes: dict[str, object] = {}
        self.worked_in: dict[str, int] = {}
        self._threads: list[threading.Thread] = []

    def start(self, code: str, then: Callable[[], None] = lambda: None) -> None:
        def work() -> str:
            self.worked_in[code] = threading.get_ident()
            Province.objects.create(code=code, name=f"Tỉnh {code}")
            then()
            return code

        def write() -> None:
            try:
                self.outcomes[code] = turns.together(work)
            except Fault as fault:
                self.outcomes[code] = fault
            finally:
                connection.close()

        thread = threading.Thread(target=write)
        self._threads.append(thread)
        thread.start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()


def held_up(writers: Writers, *others: Callable[[], None]) -> None:
    """Start a first writer, and the others while it is at work."""
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        assert go_on.wait(30)

    writers.start("00", hold)
    assert begun.wait(30)
    for number, then in enumerate(others, 1):
        writers.start(f"{number:02}", then)
    if connection.vendor == "sqlite":
        while len(turns._LINE._waiting) < len(others):
            threading.Event().wait(0.001)
    go_on.set()
    writers.wait()


def nothing() -> None:
    pass


def fail() -> None:
    raise Fault


def test_those_who_waited_are_written_by_one_of_them() -> None:
    writers = Writers()
    held_up(writers, *[nothing] * 5)
    assert writers.outcomes == {f"{n:02}": f"{n:02}" for n in range(6)}
    assert Province.objects.count() == 6
    if connection.vendor == "sqlite":
        assert len({writers.worked_in[f"{n:02}"] for n in range(1, 6)}) == 1


def test_one_who_fails_takes_nobody_along() -> None:
    writers = Writers()
    held_up(writers, nothing, fail, nothing)
    assert isinstance(writers.outcomes.pop("02"), Fault)
    assert writers.outcomes == {code: code for code in ("00", "01", "03")}
    assert set(Province.objects.values_list("code", flat=True)) == {"00", "01", "03"}


def test_the_line_goes_on_after_a_first_one_failed() -> None:
    writers = Writers()
    writers.start("07", fail)
    writers.wait()
    assert turns.together(lambda: "on") == "on"
    assert not Province.objects.exists()
