"""Uploads on disk: grown at a recorded offset, believed only when their hash fits.

The database records how far an upload has come; the disk may hold more after a
kill, never less, because bytes are flushed before their number is recorded. What
lies past the recorded offset is cut off before anything is written.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from sync.protocol.durably import flush, flush_folder

_CHUNK: Final = 256 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Busy(Exception):
    """Another request is writing to this upload now."""


class Shrunk(Exception):
    """A part is shorter than what was recorded of it."""


class Storage:
    """A folder with ``parts/`` (on their way) and ``whole/`` (complete, by SHA-256)."""

    def __init__(self, root: Path) -> None:
        self._parts = root / "parts"
        self._whole = root / "whole"
        for folder in (self._parts, self._whole):
            folder.mkdir(parents=True, exist_ok=True)

    def whole(self, sha256: str) -> Path:
        """Where the complete file with this hash lies, or will lie.

        Raises:
            ValueError: that is no SHA-256.
        """
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(sha256)
        return self._whole / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the complete file is here."""
        return self.whole(sha256).is_file()

    def free(self) -> int:
        """Bytes that can still be written."""
        return shutil.disk_usage(self._parts).free

    @contextmanager
    def locked(self, ident: str) -> Iterator[IO[bytes]]:
        """The part file of an upload, for this request alone.

        The lock is the operating system's, so that it falls with the process.

        Raises:
            Busy: another request holds it.
        """
        descriptor = os.open(self._part(ident), os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as part:
            try:
                fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Busy(ident) from error
            yield part

    def keep(self, ident: str, part: IO[bytes], sha256: str) -> bool:
        """Move a finished part to its place if its hash fits; otherwise empty it."""
        part.seek(0)
        digest = hashlib.sha256()
        while chunk := part.read(_CHUNK):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            part.truncate(0)
            flush(part)
            return False
        self._move(ident, sha256)
        return True

    def take(self, ident: str, chunks: Iterator[bytes], sha256: str) -> None:
        """Keep a complete file whose hash the sender of ``chunks`` has checked.

        Raises:
            Exception: whatever ``chunks`` raises; nothing is kept then.
            OSError: the disk is full.
        """
        with self.locked(ident) as part:
            part.truncate(0)
            try:
                for chunk in chunks:
                    write_all(part, chunk)
                flush(part)
            except BaseException:
                self.forget(ident)
                raise
            self._move(ident, sha256)

    def forget(self, ident: str) -> None:
        """Throw a part away."""
        self._part(ident).unlink(missing_ok=True)

    def _move(self, ident: str, sha256: str) -> None:
        target = self.whole(sha256)
        target.parent.mkdir(exist_ok=True)
        self._part(ident).replace(target)
        flush_folder(target.parent)

    def _part(self, ident: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{32}", ident):
            raise ValueError(ident)
        return self._parts / ident


def write_all(part: IO[bytes], data: bytes) -> None:
    """Write all of it: on a disk that is nearly full, one write may take a part in silence.

    Raises:
        OSError: the disk is full.
    """
    left = memoryview(data)
    while left:
        left = left[part.write(left) :]


def cut_to(part: IO[bytes], offset: int) -> None:
    """Cut off what was never recorded, and stand at ``offset``.

    Raises:
        Shrunk: the part is shorter than what was recorded: the disk lost it.
    """
    if os.fstat(part.fileno()).st_size < offset:
        raise Shrunk
    part.truncate(offset)
    part.seek(offset)
