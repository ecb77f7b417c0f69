"""What the files are called, and whether there are any; needs nothing else.

The sign-in screen asks before anything heavy is imported.
"""

from pathlib import Path
from typing import Final

FILE_NAME: Final = "sonca.db"
BACKUPS: Final = "backups"


def exists(folder: Path) -> bool:
    """Whether a store was ever finished in this folder."""
    return (folder / FILE_NAME).exists() or any((folder / BACKUPS).glob("*.db"))
