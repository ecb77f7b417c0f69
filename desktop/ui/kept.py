"""Choices kept outside the encrypted file: nothing personal, nothing that is work."""

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import ClassVar, Self


@dataclass(slots=True)
class Kept:
    """A subclass is a dataclass of plain fields, each with its default, in one JSON file."""

    FILE: ClassVar[str]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What was kept, or the usual: a damaged file is not worth a message."""
        made = cls()
        try:
            kept = json.loads((folder / cls.FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return made
        if isinstance(kept, dict):
            for field in fields(cls):
                value = kept.get(field.name)
                if type(value) is type(getattr(made, field.name)):
                    setattr(made, field.name, value)
        return made

    def save(self, folder: Path) -> None:
        """Keep it; a full disk costs only the choice, never anybody's work."""
        path = folder / self.FILE
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
