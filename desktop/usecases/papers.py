"""Files that an official takes away: PDFs."""

import re
from pathlib import Path

from lessons.search import fold


def save(path: Path, data: bytes) -> None:
    """Put a file where the official wants it, whole or not at all.

    Raises:
        KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED; nothing is left behind.
    """
    from desktop.store import files

    files.replace(path, data)


def file_name(title: str) -> str:
    """A name that every file system takes, from a title."""
    return (re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "son-ca")[:60] + ".pdf"
