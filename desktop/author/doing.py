"""What the window has done off the GUI thread. Qt-free; every known mistake is ``NotDone``."""

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lessons.check import Report


CANNOT_WRITE: Final = "cannot_write"
"""``path``, and ``why`` in the system's words."""


class NotDone(Exception):
    """Either ``words``, in Vietnamese and English, or a ``code`` with ``params``: that above, or
    one that ``desktop.ui.words`` has the sentence for."""

    def __init__(
        self,
        code: str = "",
        params: dict[str, object] | None = None,
        words: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code, params, words)
        self.code, self.params, self.words = code, params or {}, words


@dataclass(frozen=True, slots=True)
class NewModule:
    id: str
    folder: str
    title: str


@dataclass(frozen=True, slots=True)
class NewLesson:
    module: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Where to, and as whom. The password is in memory only, until the answer is here."""

    address: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the province said. ``lost`` names lessons that would go away: nothing was published
    then."""

    sequence: int
    new: bool
    lost: tuple[str, ...] = ()


def make_module(root: Path, wanted: NewModule) -> None:
    """A module's folder, and the course around it when it is the first.

    Raises:
        NotDone: it is there already, or the disk does not let it be written.
    """
    from lessons.authoring import new_module

    with _known():
        new_module(root, wanted.folder, wanted.id, wanted.title)


def make_lesson(root: Path, wanted: NewLesson, today: dt.date) -> str:
    """A lesson from the template; the path of its Vietnamese file, relative to ``root``.

    Raises:
        NotDone: it is there already, or the disk does not let it be written.
    """
    from lessons.authoring import new_lesson

    with _known():
        written = new_lesson(root, wanted.module, wanted.id, wanted.title, today)
        return written[0].relative_to(root).as_posix()


def pack(report: "Report", path: Path) -> int:
    """Write the course of ``report``, which must have no error, to a file; its size.

    Raises:
        NotDone: the disk does not let it be written.
    """
    from lessons.pack import write

    with _known():
        write(report.compiled.course, path)
        return path.stat().st_size


def publish(report: "Report", wanted: Publication, *, drop: bool) -> Answer:
    """Send the course of ``report`` to the province. ``drop``: also when lessons go away.

    Raises:
        NotDone: nobody answered, or the province refused.
    """
    from sync.client.http import HttpCarrier
    from sync.client.problems import CarrierError

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lessons.zip"
        pack(report, file)
        octets = file.read_bytes()
    carrier = HttpCarrier(wanted.address)
    try:
        told = carrier.publish(octets, wanted.user, wanted.password, drop=drop)
    except CarrierError as error:
        raise NotDone(error.problem, {**error.params, "wait": error.retry_after}) from error
    finally:
        carrier.close()
    if not told.lost:
        record(report)
    return Answer(told.sequence, told.new, tuple(told.lost))


def record(report: "Report") -> None:
    """Remember the questions as published, so that one that vanishes later is noticed.

    Raises:
        NotDone: the disk does not let it be written.
    """
    from lessons.check.record import write_record

    with _known():
        write_record(report.compiled)


@contextlib.contextmanager
def _known() -> Iterator[None]:
    from lessons.authoring import AuthoringError

    try:
        yield
    except AuthoringError as error:
        raise NotDone(words=error.args) from error
    except OSError as error:
        raise NotDone(
            CANNOT_WRITE, {"path": error.filename or "", "why": error.strerror or ""}
        ) from error
