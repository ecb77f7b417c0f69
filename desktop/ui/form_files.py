"""The files of the report on the screen: made ready off the GUI thread, shown again."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

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
