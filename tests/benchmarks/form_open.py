"""Click to painted: opening a form, going to each section of it, and one keystroke in it.

The real window on the offscreen platform with the built-in forms, and with one of 500 questions
with repeats; a store of its own. A form counts as open when its questions were painted with the
focus in the first one; rows that the screen does not show are made after that, in slices of 40 ms
(``rest``). The first opening contains the imports of the page and is a row of its own. ``full`` is
a draft with every question answered, which is the most that is ever drawn. ``cpu`` is the same
without what other processes took of the machine.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _window import painted, signed_in
from forms import form_text
from PySide6.QtWidgets import QApplication

import resources
from desktop.app import Desktop
from desktop.ui.page import Route
from reports.form import dump
from reports.session.view import Field
from reports.xlsform import compile_form

TURNS = 5
Taken = tuple[float, float]
"""Seconds by the wall clock, and of this process."""


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
        with signed_in(app, data, packs) as desktop:
            return _forms(app, desktop)


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
        rest = _timed(page.form.finish, lambda: _painted(app, desktop))
        found.append(_row(f"form.open.full.{id}.rest", [rest]))
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
    painted(app, desktop.shell.page.form.viewport())


def _fill(app: QApplication, desktop: Desktop) -> list[Taken]:
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
            values = [choice.value for choice in choices]
            # A yes to a state secret would end the form.
            value = "no" if "no" in values[:2] and "secret" in field.name else (values or [""])[0]
        page.form.go_to(field.ref)
        app.processEvents()
        taken.append(
            _timed(
                lambda ref=field.ref, value=value: page.form.edited.emit(ref, value),
                lambda: _painted(app, desktop),
            )
        )


def _timed(act: Callable[[], object], painted: Callable[[], None]) -> Taken:
    begun, used = time.perf_counter(), time.process_time()
    act()
    painted()
    return time.perf_counter() - begun, time.process_time() - used


def _row(name: str, taken: list[Taken]) -> dict[str, object]:
    wall, cpu = zip(*taken, strict=True)
    return {
        "name": name,
        "value": round(statistics.median(wall) * 1e3, 1),
        "worst": round(max(wall) * 1e3, 1),
        "cpu": round(statistics.median(cpu) * 1e3, 1),
        "cpu_worst": round(max(cpu) * 1e3, 1),
        "unit": "ms",
    }
