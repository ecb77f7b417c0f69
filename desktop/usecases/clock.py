"""What time it is, as something that can be handed in."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
"""The one time zone in which officials and their province read times. The zone that a PC
is set to is often wrong, and a form would then contradict the province by hours."""

Clock = Callable[[], int]
"""Gives whole milliseconds since 1970-01-01 UTC, by this PC's clock."""


def system_clock() -> int:
    """This PC's clock now."""
    return time.time_ns() // 1_000_000


def vietnam_now() -> datetime:
    """This PC's clock now, in Vietnamese time."""
    return datetime.now(VIETNAM)
