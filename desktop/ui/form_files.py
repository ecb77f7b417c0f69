"""The files of the report on the screen: made ready off the GUI thread, shown again."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.background.tasks import TaskRunner
from desktop.usecases.attaching import Asked, Attached, Attaching
from desktop.usecases.errors import KnownError


class Files(Protocol):
    """What an attachment's widgets need to know of files."""

    def take(  # noqa: PLR0917
        self,
        owner: QObject,
        asked: Asked,
        source: Path | bytes,
        name: str,
        done: Callable[[Attached], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Keep a file; one of the callables follows, unless ``owner`` is gone by then."""

    def known(self, name: str) -> Attached | None:
        """What an answer calls ``name``."""

    def body(self, sha256: str) -> bytes | None:
        """A file's bytes, while they are here."""

    def open_outside(self, name: str, body: bytes) -> bool:
        """Show a file in the system's own program; False when it has none."""


class ReportFiles:
    """The files of one report."""

    def __init__(self, runner: TaskRunner, attaching: Attaching, report: str) -> None:
        self._runner, self._attaching, self._report = runner, attaching, report

    def take(  # noqa: PLR0917
        self,
        owner: QObject,
        asked: Asked,
        source: Path | bytes,
        name: str,
        done: Callable[[Attached], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        def refused(error: Exception) -> None:
            if not isinstance(error, KnownError):
                raise error
            failed(error)

        self._runner.run(
            owner,
            lambda: self._attaching.take(self._report, asked, source, name),
            done,
            refused,
        )

    def known(self, name: str) -> Attached | None:
        return self._attaching.of_report(self._report).get(name)

    def body(self, sha256: str) -> bytes | None:
        return self._attaching.body(sha256)

    def open_outside(self, name: str, body: bytes) -> bool:
        return open_outside(self._attaching, name, body)


def open_outside(attaching: Attaching, name: str, body: bytes) -> bool:
    """Show a file in the system's own program; False when it has none, or no room for it."""
    try:
        path = attaching.copy(name, body)
    except OSError:
        return False
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
