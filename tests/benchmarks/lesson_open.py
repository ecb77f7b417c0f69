"""Click to painted: opening a lesson from the list, and a keystroke in the search page.

The real window on the offscreen platform with the shipped course, a store of its own. A
lesson counts as open when its text was painted at the place where reading stopped; the floor
beside it is a bare text browser that is given the same HTML. The first opening contains the
import of the page. A keystroke counts from the key to the painted list, without the 40 ms in
which quick keys are gathered.
"""

import statistics
import tempfile
from pathlib import Path

from _window import Paints, painted, signed_in, timed, until
from PySide6.QtWidgets import QApplication, QPushButton, QTextBrowser

import resources
from desktop.app import Desktop
from desktop.ui.page import Route
from desktop.ui.search import SearchPage
from lessons.pack import load

TYPED = "mat khau manh"


def run() -> list[dict[str, object]]:
    app = QApplication([])
    with (
        tempfile.TemporaryDirectory() as folder,
        signed_in(app, Path(folder), resources.packs()) as desktop,
    ):
        return _lessons(app, desktop) + _search(app, desktop)


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
        taken.append(timed(lambda way=way: way.click(), lambda: _reader_painted(app, desktop)))
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
    painted(app, page.text.viewport())


def _bare(app: QApplication, html: str) -> float:
    view = QTextBrowser()
    view.resize(1366, 768)
    view.show()
    app.processEvents()
    taken = timed(lambda: view.setHtml(html), lambda: painted(app, view.viewport()))
    view.close()
    return taken


def _search(app: QApplication, desktop: Desktop) -> list[dict[str, object]]:
    desk = desktop.desk
    if desk is None:
        raise RuntimeError("nobody is signed in")
    making = timed(desk.searching.prepare, lambda: None)
    desktop.shell.open(Route("search"))
    page = desktop.shell.page
    if not isinstance(page, SearchPage):
        raise RuntimeError("no search page")
    app.processEvents()

    def listed() -> None:
        page.search()
        paints = Paints(page.results.viewport())
        page.results.viewport().update()
        until(app, lambda: paints.count > 0 or not page.results.count())

    taken = [
        timed(lambda end=end: page.edit.setText(TYPED[:end]), listed)
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


def _row(name: str, value: float, floor: float) -> dict[str, object]:
    return {
        "name": name,
        "value": round(value * 1e3, 1),
        "unit": "ms",
        "baseline_name": "the same HTML in a bare text browser",
        "baseline": round(floor * 1e3, 1),
        "ratio": round(value / floor, 2),
    }
