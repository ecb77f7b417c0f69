"""Passwords drawn by the server, for accounts that it makes itself."""

import secrets
from typing import Final

# Without letters and digits that are taken for each other when read from paper.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def draw() -> str:
    """Four groups of four characters, 79 bits: can be typed from a sheet of paper."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
