"""Enrolment codes: short enough to read over the telephone, hard to guess.

Ten characters of Crockford's base 32 (no I, L, O, U): nine random ones, 45 bits,
and a check character, shown as ``ABCDE-FGHJK``. Typing is forgiven: case, spaces
and dashes do not matter, O is 0, and I or L is 1.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10
_FORGIVEN: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_PRIME: Final = 31


class MistypedCode(ValueError):
    """A code whose length, characters or check character are wrong."""


def new_code() -> str:
    """A fresh random code, in its shown form."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return shown(body + _check(body))


def normalise(typed: str) -> str:
    """The ten characters behind what a person typed.

    Raises:
        MistypedCode: it cannot be a code, whatever the server knows.
    """
    code = "".join(c for c in typed.upper() if c.isalnum()).translate(_FORGIVEN)
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        raise MistypedCode(typed)
    if _check(code[:-1]) != code[-1]:
        raise MistypedCode(typed)
    return code


def shown(code: str) -> str:
    """The form that people read: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def _check(body: str) -> str:
    # Weights that differ from place to place, over a prime, catch every single
    # wrong character but one pair and every swap of neighbours.
    total = sum((place + 2) * ALPHABET.index(c) for place, c in enumerate(body))
    return ALPHABET[total % _PRIME]
