"""How long to wait after a failure: exponential, with full jitter.

Full jitter (a uniform draw between nothing and the ceiling) spreads a province's PCs
out after its server was down; any smaller spread lets them come back in waves.
"""

import random
from typing import Final

BASE_S: Final = 10.0
LONGEST_S: Final = 15 * 60.0
SHORTEST_S: Final = 1.0
LONGEST_ASKED_S: Final = 6 * 3600.0
"""A server that asks for more patience than this has made a mistake."""


class Backoff:
    """Waits in seconds. ``draw`` gives numbers from 0 to 1."""

    def __init__(
        self, draw: random.Random | None = None, *, base: float = BASE_S, longest: float = LONGEST_S
    ) -> None:
        self._random = draw or random.SystemRandom()
        self._base = base
        self._longest = longest
        self._failures = 0

    def failed(self, retry_after: float = 0) -> float:
        """The wait after one more failure, not shorter than what the server asked for."""
        ceiling = min(self._longest, self._base * 2.0 ** min(self._failures, 30))
        self._failures += 1
        asked = min(retry_after, LONGEST_ASKED_S)
        return max(SHORTEST_S, asked, self._random.uniform(0, ceiling))

    def worked(self) -> None:
        """Forget the failures."""
        self._failures = 0
