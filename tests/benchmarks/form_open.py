"""Click to painted: opening a form, going to each section of it, and one keystroke in it.

The real window on the offscreen platform with the built-in forms, and with one of 500 questions
with repeats; a store of its own. A form counts as open when its questions were painted with the
focus in the first one. The first opening contains the imports of the page and is a row of its
own. ``full`` is a draft with every question answered, which is the most that is ever drawn.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from forms import form_text
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

import resources
from desktop.app import Desktop
from desktop.store import keys
from desktop.ui.page import Route
from desktop.ui.signin import SignIn
from desktop.usecases.people import Door, NewOfficial
from reports.form import dump
from reports.session.view import Field
from reports.xlsform import compile_form

NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"
MOST_S = 20.0
TURNS = 5


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
        packs = Path(folder) / "packs"
        shutil.copytree(resources.packs(), packs)
        made = compile_form(form_text().encode(), "bench.md").form
        assert made is not None
        (packs / "forms" / "large.json").write_bytes(dump(made))
        data = Path(folder) / "data"
        data.mkdir()
        _set_up(data)
        desktop = Desktop(app, data, lambda: packs)
        desktop.window.resize(1366, 768)
        desktop.window.show()
        _sign_in(app, desktop)
        found = _forms(app, desktop)
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


def _forms(app: QApplication, desktop: Desktop) -> list[dict[str, object]]:
    assert desktop.desk is not None
    found: list[dict[str, object]] = []
    ids = [form.id for form in desktop.desk.reporting.forms()]
    first = _timed(lambda: _open(desktop, "new:weekly"), lambda: _painted(app, desktop))
    found.append(_row("form.open.first", [first]))
    for id in ids:
        taken = []
        for _ in range(TURNS):
            desktop.shell.open(Route("forms"))
            app.processEvents()
            taken.append(
                _timed(lambda id=id: _open(desktop, f"new:{id}"), lambda: _painted(app, desktop))
            )
        found.append(_row(f"form.open.{id}", taken))
    for id in ids:
        _open(desktop, f"new:{id}")
        _painted(app, desktop)
        typing = _fill(app, desktop)
        found.append(_row(f"form.answer.{id}", typing))
        report = desktop.shell.page.report
        desktop.shell.open(Route("forms"))
        app.processEvents()
        opened = _timed(
            lambda report=report: _open(desktop, f"draft:{report}"),
            lambda: _painted(app, desktop),
        )
        found.append(_row(f"form.open.full.{id}", [opened]))
        page = desktop.shell.page
        sections = [state.ref for state in page.session.sections()]
        switched = [
            _timed(lambda ref=ref, page=page: page.form.go_to(ref), lambda: _painted(app, desktop))
            for ref in sections
        ]
        found.append(_row(f"form.section.{id}", switched))
    return found


def _open(desktop: Desktop, key: str) -> None:
    desktop.shell.open(Route("form", key))


def _painted(app: QApplication, desktop: Desktop) -> None:
    # What is told to begin right after the page has its size.
    app.processEvents()
    view = desktop.shell.page.form.viewport()
    paints = _Paints(view)
    view.update()
    _until(app, lambda: paints.count > 0)


def _fill(app: QApplication, desktop: Desktop) -> list[float]:
    """Answer every question once, as typing does; gives the time of each answer to its picture."""
    page = desktop.shell.page
    done: set[str] = set()
    taken = []
    while True:
        field = next(
            (
                part
                for part in page.session.visible()
                if isinstance(part, Field)
                and part.ref not in done
                and not part.readonly
                and part.kind in {"integer", "decimal", "text", "select_one", "select_multiple"}
            ),
            None,
        )
        if field is None:
            return taken
        done.add(field.ref)
        value = "12"
        if field.kind.startswith("select"):
            choices = page.session.choices(field.ref)
            value = choices[0].value if choices else ""
        page.form.go_to(field.ref)
        app.processEvents()
        taken.append(
            _timed(
                lambda ref=field.ref, value=value: page.form.edited.emit(ref, value),
                lambda: _painted(app, desktop),
            )
        )


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


def _row(name: str, taken: list[float]) -> dict[str, object]:
    return {
        "name": name,
        "value": round(statistics.median(taken) * 1e3, 1),
        "worst": round(max(taken) * 1e3, 1),
        "unit": "ms",
    }
