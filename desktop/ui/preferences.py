"""How this PC shows the program: scheme, text size, language. Nothing personal.

Kept outside the encrypted file, because the sign-in screen needs it.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "appearance.json"


@dataclass(slots=True)
class Preferences:
    """``percent`` is the text size; ``language`` is ``vi`` or ``en``."""

    scheme: str = "system"
    percent: int = 100
    language: str = "vi"

    @classmethod
    def load(cls, folder: Path) -> "Preferences":
        """What was kept, or the usual ones: a damaged file is not worth a message."""
        try:
            kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        preferences = cls()
        if isinstance(kept, dict):
            for field in fields(cls):
                value = kept.get(field.name)
                if type(value) is type(getattr(preferences, field.name)):
                    setattr(preferences, field.name, value)
        return preferences

    def save(self, folder: Path) -> None:
        """Keep them; a full disk costs only the choice, never an official's work."""
        path = folder / FILE
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(self)), encoding="utf-8")
            fresh.replace(path)
