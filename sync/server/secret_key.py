"""The server's secret key: drawn once, kept beside the data, readable by its owner only."""

import secrets
from pathlib import Path

from sync.server import kept_once

FILE = "secret_key"


def kept(data: Path) -> str | None:
    """The key kept in the folder ``data``, if there is one."""
    return kept_once.read(data / FILE)


def draw() -> str:
    """A fresh key of 50 random bytes."""
    return secrets.token_urlsafe(50)


def keep(data: Path, key: str) -> str:
    """Keep ``key`` in ``data`` unless one is kept already; the key that holds from now on."""
    return kept_once.keep(data / FILE, key)
