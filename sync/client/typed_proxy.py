"""A proxy as somebody was told it. Needs nothing else: screens ask before anything heavy."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_SCRIPT_ENDINGS: Final = (".pac", ".dat", ".js")


@dataclass(frozen=True)
class Typed:
    """What the official was told by whoever looks after the office's network.

    ``address`` is ``host:port``, or that of a script, or "" for the system's settings;
    ``name`` and ``password`` are for a proxy that asks who it is, whichever way it was found.
    """

    address: str = ""
    name: str = ""
    password: str = field(default="", repr=False)

    @property
    def script(self) -> str:
        """The address of a script, if that is what it is."""
        parts = urlsplit(self.address)
        is_one = parts.path.lower().endswith(_SCRIPT_ENDINGS) or parts.scheme == "file"
        return self.address if is_one else ""


def is_address(text: str) -> bool:
    """Whether this can be the address of a proxy (``host:port``), or of a script."""
    parts = urlsplit(text if "://" in text else f"http://{text}")
    try:
        port = parts.port
    except ValueError:
        return False
    if parts.scheme == "file" or Typed(text).script:
        return bool(parts.path)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and bool(host) and " " not in text and port is not None
