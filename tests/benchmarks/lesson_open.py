"""Click to painted: opening a lesson from the list, and a keystroke in the search page.

The real window on the offscreen platform with the shipped course, a store of its own. A
lesson counts as open when its text was painted at the place where reading stopped; the floor
beside it is a bare text browser that is given the same HTML. The first opening contains the
import of the page. A keystroke counts from the key to the painted list, without the 40 ms in
which quick keys are gathered.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QTextBrowser, QWidget

import resources
from desktop.app import Desktop
from desktop.store import keys
from desktop.ui.page import Route
from desktop.ui.search import SearchPage
from desktop.ui.signin import SignIn
from desktop.usecases.people import Door, NewOfficial
from lessons.pack import load

NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"
TYPED = "mat khau manh"
MOST_S = 20.0


class _Paints(QObject):
    """Counts the paints of one widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def run() -> list[dict[str, object]]:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        desktop = Desktop(app, Path(folder), resources.packs)
        desktop.window.resize(1366, 768)
        desktop.window.show()
        _sign_in(app, desktop)
        found = _lessons(app, desktop) + _search(app, desktop)
        desktop.close()
        desktop.window.close()
    return found


def _set_up(folder: Path) -> None:
    # What a password costs is measured with the start.
    keys.Slots.with_slot.__defaults__ = (keys.Cost(memory=64, passes=1, lanes=1),)
    Door(folder, lambda: time.time_ns() // 1_000_000).set_up(
        NewOfficial(NAME, "Công chức"),
        PASSWORD,
        address="https://tinh.example",
        enrolment_code="00000-00000",
    ).close()


def _sign_in(app: QApplication, desktop: Desktop) -> None:
    gate = desktop.window.front
    if not isinstance(gate, SignIn):
        raise RuntimeError("no sign-in screen")
    gate.name.edit.setText(NAME)
    gate.password.edit.setText(PASSWORD)
    gate.submit()
    _until(app, lambda: desktop.desk is not None)
    desktop.stop_timer()


def _lessons(app: QApplication, desktop: Desktop) -> list[dict[str, object]]:
    pack = load(resources.packs() / "lessons")
    ids = [entry.id for entry in pack.entries("vi")]
    taken = []
    for id in ids:
        desktop.shell.open(Route("lessons"))
        app.processEvents()
        title = pack.entry(id, "vi").title
        way = next(
            each
            for each in desktop.shell.page.findChildren(QPushButton)
            if each.accessibleName().endswith(f": {title}")
        )
        taken.append(_timed(lambda way=way: way.click(), lambda: _reader_painted(app, desktop)))
    floor = [_bare(app, pack.lesson(id).html) for id in ids]
    middle, bare = statistics.median(taken[1:]), statistics.median(floor[1:])
    return [
        _row("lesson.open.first", taken[0], floor[0]),
        _row("lesson.open.median", middle, bare),
        _row("lesson.open.slowest", max(taken[1:]), max(floor[1:])),
    ]


def _reader_painted(app: QApplication, desktop: Desktop) -> None:
    from desktop.ui.reader import ReaderPage

    page = desktop.shell.page
    if not isinstance(page, ReaderPage):
        raise RuntimeError("no lesson")
    # What is told to begin right after the page has its size.
    app.processEvents()
    paints = _Paints(page.text.viewport())
    page.text.viewport().update()
    _until(app, lambda: paints.count > 0)


def _bare(app: QApplication, html: str) -> float:
    view = QTextBrowser()
    view.resize(1366, 768)
    view.show()
    app.processEvents()

    def painted() -> None:
        paints = _Paints(view.viewport())
        view.viewport().update()
        _until(app, lambda: paints.count > 0)

    taken = _timed(lambda: view.setHtml(html), painted)
    view.close()
    return taken


def _search(app: QApplication, desktop: Desktop) -> list[dict[str, object]]:
    desk = desktop.desk
    if desk is None:
        raise RuntimeError("nobody is signed in")
    making = _timed(desk.searching.prepare, lambda: None)
    desktop.shell.open(Route("search"))
    page = desktop.shell.page
    if not isinstance(page, SearchPage):
        raise RuntimeError("no search page")
    app.processEvents()

    def painted() -> None:
        page.search()
        paints = _Paints(page.results.viewport())
        page.results.viewport().update()
        _until(app, lambda: paints.count > 0 or not page.results.count())

    taken = [
        _timed(lambda end=end: page.edit.setText(TYPED[:end]), painted)
        for end in range(2, len(TYPED) + 1)
    ]
    return [
        {"name": "search.prepare", "value": round(making * 1e3, 1), "unit": "ms"},
        {
            "name": "search.keystroke.median",
            "value": round(statistics.median(taken) * 1e3, 1),
            "unit": "ms",
        },
        {"name": "search.keystroke.slowest", "value": round(max(taken) * 1e3, 1), "unit": "ms"},
    ]


def _timed(act: Callable[[], object], painted: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    painted()
    return time.perf_counter() - begun


def _until(app: QApplication, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + MOST_S
    while not condition():
        app.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


def _row(name: str, value: float, floor: float) -> dict[str, object]:
    return {
        "name": name,
        "value": round(value * 1e3, 1),
        "unit": "ms",
        "baseline_name": "the same HTML in a bare text browser",
        "baseline": round(floor * 1e3, 1),
        "ratio": round(value / floor, 2),
    }
