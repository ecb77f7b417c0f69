"""Protocol versions and what each half must still understand."""

from typing import Final

CURRENT: Final = 1
"""The version that this build speaks."""

OLDEST_SERVED: Final = 1
"""The oldest desktop that a server of this build still answers.

A server keeps answering at least the two versions before its own.
"""


def is_served(version: int) -> bool:
    """Whether a desktop that speaks ``version`` gets an answer from this server."""
    return OLDEST_SERVED <= version <= CURRENT
