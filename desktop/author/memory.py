"""What the trainer's window remembers between days. Never a password."""

import contextlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "author.json"


@dataclass(slots=True)
class Memory:
    """The folder opened last, and where and as whom was published last."""

    folder: str = ""
    address: str = ""
    user: str = ""

    @classmethod
    def load(cls, data_dir: Path) -> "Memory":
        """What was kept; nothing when it cannot be read."""
        try:
            kept = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        memory = cls()
        if isinstance(kept, dict):
            for field in fields(cls):
                if isinstance(kept.get(field.name), str):
                    setattr(memory, field.name, kept[field.name])
        return memory

    def save(self, data_dir: Path) -> None:
        """Keep it; a full disk costs only some typing."""
        path = data_dir / FILE
        with contextlib.suppress(OSError):
            data_dir.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
