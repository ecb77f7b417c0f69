"""What the trainer's window remembers between days. Never a password."""

from dataclasses import dataclass
from typing import ClassVar

from desktop.ui.kept import Kept


@dataclass(slots=True)
class Memory(Kept):
    """The folder opened last, and where and as whom was published last."""

    FILE: ClassVar = "author.json"

    folder: str = ""
    address: str = ""
    user: str = ""
