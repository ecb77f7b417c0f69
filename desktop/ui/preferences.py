"""How this PC shows the program: scheme, text size, language. Nothing personal.

Kept outside the encrypted file, because the sign-in screen needs it.
"""

from dataclasses import dataclass
from typing import ClassVar

from desktop.ui.kept import Kept


@dataclass(slots=True)
class Preferences(Kept):
    """``percent`` is the text size; ``language`` is ``vi`` or ``en``."""

    FILE: ClassVar = "appearance.json"

    scheme: str = "system"
    percent: int = 100
    language: str = "vi"
