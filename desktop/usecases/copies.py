"""Files shown in the system's own programs: those need them outside of the encrypted file.

A copy lies in a folder of its own for as long as one is signed in. What could not be
removed then, because a program still has it open, is removed at the next sign-in.
"""

import shutil
from pathlib import Path
from typing import Final

FOLDER: Final = "opened"


class Copies:
    """``data_dir`` is the folder of the encrypted file."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self.forget()

    def write(self, sha256: str, name: str, body: bytes) -> Path:
        """A copy to read; each file has one, under its own name.

        Raises:
            OSError: the disk is full.
        """
        folder = self._folder / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / Path(name).name
        if not path.exists():
            path.write_bytes(body)
            # What is changed there would go nowhere.
            path.chmod(0o400)
        return path

    def forget(self) -> None:
        """Remove all copies that no program holds open."""
        for path in self._folder.glob("*/*"):
            # Windows does not remove what may not be written.
            path.chmod(0o600)
        shutil.rmtree(self._folder, ignore_errors=True)
