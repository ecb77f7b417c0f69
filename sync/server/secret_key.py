"""The server's secret key: drawn once, kept beside the data, readable by its owner only."""

import os
import secrets
from pathlib import Path

FILE = "secret_key"


def kept(data: Path) -> str | None:
    """The key kept in the folder ``data``, if there is one."""
    try:
        return (data / FILE).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None


def draw() -> str:
    """A fresh key of 50 random bytes."""
    return secrets.token_urlsafe(50)


def keep(data: Path, key: str) -> str:
    """Keep ``key`` in ``data`` unless one is kept already; the key that holds from now on.

    Two processes that start at once agree, because the file appears whole or not at all.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = data / f"{FILE}.{os.getpid()}"
    fresh.touch(mode=0o600)
    fresh.write_text(key, encoding="ascii")
    try:
        (data / FILE).hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return kept(data) or key
