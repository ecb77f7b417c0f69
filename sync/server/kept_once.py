"""Small secret files that are drawn once and then hold for all processes."""

import os
from pathlib import Path

from sync.protocol import durably


def read(path: Path) -> str | None:
    """What is kept at ``path``, if anything."""
    try:
        return path.read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None


def keep(path: Path, text: str) -> str:
    """Keep ``text`` at ``path`` unless something is kept already; what holds from now on.

    Two processes that start at once agree, because the file appears whole or not at
    all. It can be read by its owner only.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    try:
        with fresh.open("w", encoding="ascii") as file:
            file.write(text)
            durably.flush(file)
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return read(path) or text
