"""One exchange is one request; a run is as many as it takes.

Nothing is ever taken out of the outbox but by an answer that names it, and an answer
is stored whole or not at all. So whatever is cut, repeated or late, the next request
says the same again and the server knows what it has.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from sync.client.problems import SMALLER, CarrierError, LineProblem
from sync.protocol import versions
from sync.protocol.messages import MAX_EVENTS, Event, Outcome, SyncRequest, SyncResponse
from sync.protocol.refusals import Problem

FIRST_BATCH: Final = 256 * 1024
"""Bytes of events (before compression) that a first request carries at most."""
SMALLEST_BATCH: Final = 4 * 1024
LARGEST_BATCH: Final = 4 * 1024 * 1024
EVENT_OVERHEAD: Final = 80
"""Bytes of an event beside its body: counter, kind, time, official, punctuation."""
MOST_SET_ASIDE: Final = 3
"""How many events that the server cannot read a run goes around before it gives up."""


@dataclass(frozen=True)
class Batch:
    """Events of one epoch, oldest first, and how many wait behind them.

    ``confirmed`` is the highest counter of the epoch that the province has confirmed;
    ``life`` the epoch that the file is in now, "" for that of the events.
    """

    epoch: str
    events: Sequence[Event]
    waiting: int
    confirmed: int = 0
    life: str = ""


class Outbox(Protocol):
    """Where events wait."""

    def batch(self, most_events: int, most_bytes: int, skip: frozenset[tuple[str, int]]) -> Batch:
        """The oldest waiting events of one epoch: at least one if any wait, and no more
        than fit. ``skip`` are (epoch, counter) to leave out. Without any, the current
        epoch and no events."""
        ...


class Inbox(Protocol):
    """Where answers are kept."""

    def cursor(self) -> int:
        """The number of the last change taken in."""
        ...

    def take_in(self, batch: Batch, response: SyncResponse) -> None:
        """Keep results, changes and cursor in one transaction. A result counts only for
        events that the batch carried. Taking the same in twice changes nothing. With
        ``again`` everything that was confirmed waits anew."""
        ...


class Carrier(Protocol):
    """One request, one answer."""

    bytes_up: int
    bytes_down: int

    def sync(self, request: SyncRequest) -> SyncResponse:
        """Ask the province.

        Raises:
            CarrierError: there is no answer of ours.
        """
        ...

    def cancel(self) -> None:
        """Make the request under way fail now. May be called from any thread."""
        ...


@dataclass
class Summary:
    """What a run achieved. ``alarms`` are (epoch, counter) of events that the server has
    with other contents. ``problem`` is "" when everything went through."""

    requests: int = 0
    sent: int = 0
    confirmed: int = 0
    refused: int = 0
    received: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    retry_after: int = 0
    alarms: list[tuple[str, int]] = field(default_factory=list)
    packs: dict[str, int] = field(default_factory=dict)
    """The newest sequence number of each pack that is newer than what is held."""


class Engine:
    """Exchanges until nothing waits on either side, or the line gives up.

    ``now`` is this PC's clock in milliseconds. The batch size is remembered between
    runs: halved after each failure that a smaller one may survive, doubled after each
    full batch that got through.
    """

    def __init__(
        self,
        outbox: Outbox,
        inbox: Inbox,
        carrier: Carrier,
        now: Callable[[], int],
        *,
        app: str = "",
        held: Callable[[], dict[str, int]] = dict,
    ) -> None:
        self._outbox = outbox
        self._inbox = inbox
        self._carrier = carrier
        self._now = now
        self._app = app
        self._held = held
        self._most_bytes = FIRST_BATCH
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """End the run now, the request under way included. May be called from any thread.

        Nothing is lost by it: what was not answered is said again in the next run.
        """
        self._cancelled.set()
        self._carrier.cancel()

    def run(self) -> Summary:
        """Exchange until done, cancelled, or stopped by a problem (never raised)."""
        self._cancelled.clear()
        summary = Summary()
        up, down = self._carrier.bytes_up, self._carrier.bytes_down
        skip: frozenset[tuple[str, int]] = frozenset()
        asked_again = numbered_anew = False
        try:
            while not self._cancelled.is_set():
                batch = self._outbox.batch(MAX_EVENTS, self._most_bytes, skip)
                try:
                    response = self._exchange(batch, summary)
                except CarrierError as error:
                    skip |= self._after_failure(error, batch, skip)
                    continue
                if response.again:
                    if asked_again:
                        # It would ask for ever.
                        raise CarrierError(LineProblem.NOT_OUR_SERVER, detail="again")
                    asked_again = True
                    continue
                more = response.more and response.changes
                # What was in conflict waits under another number now; once, or for ever.
                anew = bool(summary.alarms) and not numbered_anew
                numbered_anew |= anew
                if not more and not anew and batch.waiting <= len(skip):
                    break
        except CarrierError as error:
            if not self._cancelled.is_set():
                summary.problem, summary.params = error.problem, error.params
                summary.retry_after = error.retry_after
        if skip and not summary.problem:
            summary.problem = Problem.BAD_MESSAGE
        summary.bytes_up = self._carrier.bytes_up - up
        summary.bytes_down = self._carrier.bytes_down - down
        return summary

    def _exchange(self, batch: Batch, summary: Summary) -> SyncResponse:
        summary.requests += 1
        summary.sent += len(batch.events)
        response = self._carrier.sync(
            SyncRequest(
                version=versions.CURRENT,
                epoch=batch.epoch,
                now=self._now(),
                cursor=self._inbox.cursor(),
                app=self._app,
                events=list(batch.events),
                waiting=batch.waiting,
                held=self._held(),
                confirmed=batch.confirmed,
                life="" if batch.life == batch.epoch else batch.life,
            )
        )
        counted = _count(batch, response, summary)
        if batch.events and not counted and not response.again:
            # It answers, and confirms nothing: going on would never end.
            raise CarrierError(LineProblem.NOT_OUR_SERVER, detail="no result for any event")
        self._inbox.take_in(batch, response)
        summary.received += len(response.changes)
        summary.packs = response.packs
        if batch.waiting:
            self._most_bytes = min(LARGEST_BATCH, self._most_bytes * 2)
        return response

    def _after_failure(
        self, error: CarrierError, batch: Batch, skip: frozenset[tuple[str, int]]
    ) -> frozenset[tuple[str, int]]:
        """Make the next batch smaller, and give what to leave out of this run.

        Raises:
            CarrierError: the problem is not the size; the run ends.
        """
        size = sum(len(bytes(e.body)) + EVENT_OVERHEAD for e in batch.events)
        if error.problem not in SMALLER:
            raise error
        if error.problem in {Problem.BAD_MESSAGE, Problem.TOO_LARGE}:
            # The server read the request: look for the event that it cannot take.
            if not batch.events:
                raise error
            if len(batch.events) == 1:
                if len(skip) >= MOST_SET_ASIDE:
                    # So many at once: it is not the events that the server cannot take.
                    raise error
                return frozenset({(batch.epoch, batch.events[0].counter)})
            self._most_bytes = max(1, min(self._most_bytes, size) // 2)
            return frozenset()
        # The line broke: remember a smaller size for the next run, and leave it at that.
        self._most_bytes = max(SMALLEST_BATCH, min(self._most_bytes, size) // 2)
        raise error


def _count(batch: Batch, response: SyncResponse, summary: Summary) -> int:
    """Add the outcomes of a batch to the summary; gives how many events have one."""
    counters = [event.counter for event in batch.events]
    counted = 0
    for result in response.results:
        covered = [c for c in counters if result.first <= c <= result.last]
        counted += len(covered)
        if result.outcome in {Outcome.ACCEPTED, Outcome.DUPLICATE}:
            summary.confirmed += len(covered)
        else:
            summary.refused += len(covered)
        if result.outcome is Outcome.CONFLICT:
            summary.alarms += [(batch.epoch, c) for c in covered]
    return counted
