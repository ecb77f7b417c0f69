"""The official's window on the offscreen platform, driven and timed to its painting."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desktop
from desktop.store import keys
from desktop.ui.signin import SignIn
from desktop.usecases.people import Door, NewOfficial

NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"
MOST_S = 20.0


class Paints(QObject):
    """Counts the paints of one widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@contextmanager
def signed_in(app: QApplication, data: Path, packs: Path) -> Iterator[Desktop]:
    """Somebody at home in a store of their own in ``data``; nothing is exchanged."""
    # What a password costs is measured with the start.
    keys.Slots.with_slot.__defaults__ = (keys.Cost(memory=64, passes=1, lanes=1),)
    Door(data, lambda: time.time_ns() // 1_000_000).set_up(
        NewOfficial(NAME, "Công chức"),
        PASSWORD,
        address="https://tinh.example",
        enrolment_code="00000-00000",
    ).close()
    desktop = Desktop(app, data, lambda: packs)
    desktop.window.resize(1366, 768)
    desktop.window.show()
    gate = desktop.window.front
    if not isinstance(gate, SignIn):
        raise RuntimeError("no sign-in screen")
    gate.name.edit.setText(NAME)
    gate.password.edit.setText(PASSWORD)
    gate.submit()
    until(app, lambda: desktop.desk is not None)
    desktop.stop_timer()
    yield desktop
    desktop.close()
    desktop.window.close()


def timed(act: Callable[[], object], painted: Callable[[], None]) -> float:
    """Seconds from ``act`` until ``painted`` has come back."""
    begun = time.perf_counter()
    act()
    painted()
    return time.perf_counter() - begun


def until(app: QApplication, condition: Callable[[], bool]) -> None:
    """Handle events until it is so.

    Raises:
        TimeoutError: it is not so after ``MOST_S`` seconds.
    """
    end = time.monotonic() + MOST_S
    while not condition():
        app.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


def painted(app: QApplication, view: QWidget) -> None:
    """Wait for the next painting of a view."""
    paints = Paints(view)
    view.update()
    until(app, lambda: paints.count > 0)
