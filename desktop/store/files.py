"""A disk that says no, as an error that people are told."""

import errno
from pathlib import Path

from desktop.store.errors import Code, KnownError
from sync.protocol import durably


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, durably and all at once.

    Raises:
        KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED; the old file is untouched.
    """
    try:
        with durably.new_file(path) as file:
            file.write(data)
    except OSError as error:
        raise disk_error(error) from error


def disk_error(error: OSError) -> KnownError:
    """The coded error for what the operating system says."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return KnownError(Code.DISK_FULL)
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return KnownError(Code.DISK_READ_ONLY)
    return KnownError(Code.DISK_FAILED)
