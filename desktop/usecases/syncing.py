"""Talking to the province. Blocks on the network: call it off the GUI thread only."""

from dataclasses import dataclass, field

from desktop.usecases.clock import Clock
from desktop.usecases.people import Session


@dataclass(frozen=True)
class Exchanged:
    """What one call achieved.

    ``again_in`` is how many seconds a background timer should wait before it calls
    again (backoff with jitter after a failure). ``problem`` is a code, "" when all
    went well.
    """

    sent: int
    confirmed: int
    received: int
    requests: int
    bytes_up: int
    bytes_down: int
    waiting: int
    again_in: float
    enrolled_now: bool = False
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)


class Syncing:
    """Keeps the line between exchanges (keep-alive, batch size, backoff)."""

    def __init__(self, session: Session, clock: Clock, app_version: str) -> None:
        self._session = session
        self._clock = clock
        self._app_version = app_version

    def exchange(self) -> Exchanged:
        """Enrol if that is pending, then send what waits and take in what came.

        Never raises for anything that the network or the province does: that is
        ``problem``, which is also kept in the store for the status sentence.

        Raises:
            KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
        """
        raise NotImplementedError

    def cancel(self) -> None:
        """Ask a running :meth:`exchange` to end after the current request. Any thread."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the connection to the province."""
        raise NotImplementedError
