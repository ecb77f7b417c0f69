"""Files that are on the medium, whole, under their name, or not there at all."""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

UNFINISHED: Final = ".unfinished"


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which gets its name once all of it is on the medium.

    Raises:
        OSError: the medium is full, gone or read-only; nothing is left behind.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as out:
            yield out
            flush(out)
        unfinished.replace(path)
    except BaseException:
        # What keeps it from being written may keep it from being removed.
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def give_name(unfinished: Path, path: Path) -> None:
    """Rename a file that somebody else wrote, once all of it is on the medium.

    Raises:
        OSError: as :func:`new_file`; the unfinished file is the caller's to remove.
    """
    with unfinished.open("rb+") as file:
        flush(file)
    unfinished.replace(path)
    flush_folder(path.parent)


def flush(file: IO[Any]) -> None:
    """Make what an open file was given so far survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make new names in ``folder`` survive the medium being pulled (Windows does so itself)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
