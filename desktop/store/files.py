"""Writing small files so that a power cut leaves the old one or the new one, never half."""

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import IO

from desktop.store.errors import Code, KnownError


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, durably and all at once.

    Raises:
        KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED; the old file is untouched.
    """
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(data)
            flush(file)
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise disk_error(error) from error


def flush(file: IO[bytes]) -> None:
    """Make an open file's bytes survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut (Windows does so by itself)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def disk_error(error: OSError) -> KnownError:
    """The coded error for what the operating system says."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return KnownError(Code.DISK_FULL)
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return KnownError(Code.DISK_READ_ONLY)
    return KnownError(Code.DISK_FAILED)
