"""What time it is, as something that can be handed in."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Gives whole milliseconds since 1970-01-01 UTC, by this PC's clock."""


def system_clock() -> int:
    """This PC's clock now."""
    return time.time_ns() // 1_000_000
