"""What the files are called, and whether there are any; needs nothing else.

The sign-in screen asks before anything heavy is imported.
"""

from pathlib import Path
from typing import Final

FILE_NAME: Final = "sonca.db"
BACKUPS: Final = "backups"
REPAIRED: Final = f"{FILE_NAME}.repaired"
"""A repair's result, for the moment in which the damaged file is moved aside."""


def exists(folder: Path) -> bool:
    """Whether a store was ever finished in this folder."""
    whole = (folder / FILE_NAME).exists() or (folder / REPAIRED).exists()
    return whole or any((folder / BACKUPS).glob("*.db"))
