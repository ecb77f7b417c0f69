"""Data that ships with the product: places, icons, translations, letterhead.

Belongs here: data files and the small readers that find things in them.

Does not belong here: logic of lessons, reports, sync or desktop.
"""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent


def data(name: str) -> Path:
    """A file or folder that ships inside this package, by its path there."""
    return _HERE / name


def packs() -> Path:
    """The folder of the built content: ``lessons/`` and ``forms/``.

    ``make setup`` builds it; a bundle keeps it at the same place within.
    """
    return _HERE.parent / "build" / "packs"
