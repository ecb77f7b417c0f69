"""``python -m desktop check``: whether this copy of the program is whole.

For whoever installs it on many PCs, and for the bundle's own test: a library that the virus
scanner took away shows here, and not on the day when somebody needs the page. Everything is
tried in a folder of its own that is thrown away; no network is used, nothing is kept.

Prints one line of JSON: ``{"whole": true, "tried": 70, "bad": []}``, each bad thing with what
it was and where it failed. Ends with 0 when nothing was bad.
"""

import json
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Desktop

_NAME: Final = "Kiểm tra"
_MOST_S: Final = 60.0
_PAGES: Final = (
    *("home", "lessons", "my-learning", "search", "review", "certificate-check"),
    *("forms", "reports", "places", "sync", "stick", "people", "settings"),
)


class Wholeness:
    """What was tried, and what of it failed."""

    def __init__(self) -> None:
        self.tried = 0
        self.bad: list[dict[str, str]] = []
        self._doing = ""

    @contextmanager
    def trying(self, what: str) -> Iterator[None]:
        """One thing; an error inside is written down and goes no further."""
        self.tried += 1
        self._doing = what
        try:
            yield
        except Exception as error:  # whatever is missing shows in its own way
            self.fail(type(error), error.__traceback__)

    def fail(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Something failed in what is being tried, in this thread or another."""
        from desktop.ui.crash import describe

        self.bad.append({"what": self._doing, "where": describe(kind, trace)})


def run(argv: Sequence[str]) -> int:
    """Try everything. ``argv`` follows the word ``check`` and is empty."""
    if argv:
        print("sonca check", file=sys.stderr)  # noqa: T201
        return 2
    # Before Qt is there: no window flickers while this runs.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = Wholeness()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        found.trying("start"),
    ):
        _try_all(found, Path(folder))
    told = {"whole": not found.bad, "tried": found.tried, "bad": found.bad}
    print(json.dumps(told, ensure_ascii=False))  # noqa: T201
    return 1 if found.bad else 0


def _try_all(found: Wholeness, folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    import resources
    from desktop.app import Desktop
    from desktop.usecases.clock import system_clock
    from desktop.usecases.people import Door, NewOfficial

    app = QApplication([sys.argv[0]])
    sys.excepthook = lambda kind, _error, trace: found.fail(kind, trace)
    threading.excepthook = lambda args: found.fail(args.exc_type, args.exc_traceback)
    with found.trying("pictures"):
        _try_pictures()
    password = secrets.token_hex(16)
    with found.trying("store"):
        Door(folder, system_clock).set_up(
            NewOfficial(_NAME, "Công chức"),
            password,
            address="https://tinh.example",
            enrolment_code="00000-00000",
        ).close()
    desktop = Desktop(app, folder, resources.packs)
    try:
        with found.trying("sign-in"):
            _sign_in(app, desktop, password)
            for language in ("vi", "en"):
                desktop.speak(language)
                _try_pages(found, desktop)
    finally:
        desktop.close()
    with found.trying("author"):
        _try_author(app, folder)


def _try_pictures() -> None:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    from desktop.ui.widgets.picture import scaled
    from desktop.usecases.pictures import shrunk

    for kind in ("PNG", "JPG", "WEBP", "BMP"):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(0)
        if not image.save(buffer, kind):
            raise RuntimeError(kind)
        small = shrunk(bytes(buffer.data().data()))
        if scaled(small.body, lambda _width: 1.0).isNull():
            raise RuntimeError(small.type)


def _sign_in(app: "QApplication", desktop: "Desktop", password: str) -> None:
    from desktop.ui.signin import SignIn

    desktop.window.show()
    gate = desktop.window.front
    if not isinstance(gate, SignIn):
        raise TypeError("no sign-in screen")
    gate.name.edit.setText(_NAME)
    gate.password.edit.setText(password)
    gate.submit()
    _until(app, lambda: desktop.desk is not None)
    desktop.stop_timer()


def _try_pages(found: Wholeness, desktop: "Desktop") -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.page import Route

    desk = desktop.desk
    if desk is None:
        raise RuntimeError("nobody is signed in")
    routes = [Route(page) for page in _PAGES]
    with found.trying("course"):
        for lesson in (card.id for module in desk.learning.modules() for card in module.lessons):
            routes += [Route("reader", lesson), Route("quiz", lesson)]
    with found.trying("forms"):
        for form in desk.reporting.forms():
            draft = desk.reporting.new_draft(form.id)
            for page in ("form", "print"):
                routes.append(Route(page, f"draft:{draft.report}"))
    for route in routes:
        with found.trying(f"{desktop.language.code} {route.page} {route.key}".strip()):
            desktop.shell.open(route)
            # What a page is told to do right after it has its size.
            QApplication.processEvents()
            if desktop.window.grab().isNull() or desktop.shell.banner.text:
                raise RuntimeError(desktop.shell.banner.text)


def _try_author(app: "QApplication", folder: Path) -> None:
    from desktop.author.app import Author
    from desktop.author.doing import NewModule, make_module

    course = folder / "course"
    make_module(course, NewModule("t", "t", "Kiểm tra"))
    author = Author(app, folder, course)
    try:
        author.window.show()
        _until(app, lambda: author.window.workbench.report is not None)
    finally:
        author.close()


def _until(app: "QApplication", condition: Callable[[], Any]) -> None:
    end = time.monotonic() + _MOST_S
    while not condition():
        app.processEvents()
        if time.monotonic() > end:
            raise TimeoutError
