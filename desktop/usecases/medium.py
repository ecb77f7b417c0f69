"""What a stick or a share does to us, as errors that an official can do something about."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.usecases.errors import Code, KnownError

_CODES: Final = {
    errno.ENOSPC: Code.MEDIUM_FULL,
    errno.EDQUOT: Code.MEDIUM_FULL,
    errno.EFBIG: Code.MEDIUM_FULL,
    errno.EROFS: Code.MEDIUM_READ_ONLY,
    errno.EACCES: Code.MEDIUM_READ_ONLY,
    errno.EPERM: Code.MEDIUM_READ_ONLY,
}


@contextmanager
def medium_errors(folder: Path) -> Iterator[None]:
    """Turn trouble while writing to ``folder`` into a KnownError.

    Raises:
        KnownError: MEDIUM_FULL, MEDIUM_READ_ONLY, MEDIUM_GONE (folder).
    """
    try:
        yield
    except OSError as error:
        if type(error).__name__ == "Stopped":
            raise
        code = _CODES.get(error.errno or 0, Code.MEDIUM_GONE)
        raise KnownError(code, folder=str(folder)) from error


@contextmanager
def reading_errors(folder: Path) -> Iterator[None]:
    """The same while reading from ``folder``, when only this PC's own disk can be full.

    Raises:
        KnownError: DISK_FULL; MEDIUM_GONE (folder).
    """
    try:
        yield
    except OSError as error:
        if type(error).__name__ == "Stopped":
            raise
        full = _CODES.get(error.errno or 0) is Code.MEDIUM_FULL
        if full:
            raise KnownError(Code.DISK_FULL) from error
        raise KnownError(Code.MEDIUM_GONE, folder=str(folder)) from error
