"""Talking to the province. Blocks on the network: call it off the GUI thread only."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.usecases import journey, recovery
from desktop.usecases.clock import Clock
from desktop.usecases.content import Content
from desktop.usecases.enrolment import accept
from desktop.usecases.line_rules import LineRules
from desktop.usecases.people import Session
from desktop.usecases.proxy import Proxy
from sync.client.backoff import LONGEST_S, SHORTEST_S, Backoff

if TYPE_CHECKING:
    from desktop.store.device import Device
    from sync.client.engine import Engine, Summary
    from sync.client.http import HttpCarrier

_DICTIONARY: Final = "dictionary"
_MAY_HAVE_ARRIVED: Final = {"too_slow", "cut"}
"""Problems after which what was sent may be with the province; after others it is not."""
Progress = Callable[[int, int], None]
REGULAR_S: Final = 10 * 60.0
"""How long a quiet PC waits before it asks for news, give or take a quarter."""


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
    updated: tuple[str, ...] = ()
    """The packs of lessons and forms of which a newer version is installed now."""


class Syncing:
    """Keeps the line between exchanges (keep-alive, batch size, backoff)."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        app_version: str,
        draw: random.Random | None = None,
        content: Content | None = None,
        *,
        rules: LineRules | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._app_version = app_version
        self._content = content
        self._rules = rules or LineRules(session)
        self._random = draw or random.SystemRandom()
        self._backoff = Backoff(self._random)
        self._one_at_a_time = threading.Lock()
        self._line: tuple[HttpCarrier, Engine] | None = None
        self._reached: tuple[object, ...] = ()

    def exchange(self, progress: Progress = lambda done, of: None) -> Exchanged:
        """Enrol if that is pending, then send what waits and take in what came.

        ``progress`` is told bytes of new lessons and forms, if any are fetched.
        Never raises for anything that the network or the province does: that is
        ``problem``, which is also kept in the store for the status sentence.

        Raises:
            KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
        """
        from desktop.store import device, views
        from sync.client.engine import Summary
        from sync.client.problems import CarrierError

        store = self._session.store
        with self._one_at_a_time:
            row = device.read(store)
            carrier, engine = self._reach(row)
            enrolled_now = False
            up, down = carrier.bytes_up, carrier.bytes_down
            try:
                if not row.enrolled:
                    self._enrol(row, carrier)
                    enrolled_now = True
                summary = engine.run()
                if not summary.problem:
                    summary.received += self._fetch_history(carrier)
                    recovery.seal(self._session)
            except CarrierError as error:
                summary = Summary(requests=1, problem=error.problem, params=error.params)
                summary.retry_after = error.retry_after
            # Content comes after the messages: a big file never holds up a small one.
            updated = self._update_content(carrier, summary, progress)
            self._remember_dictionary(row.address, carrier.dictionary)
            if summary.problem:
                self._remember_problem(summary)
                if summary.problem in _MAY_HAVE_ARRIVED and (
                    summary.sent > summary.confirmed + summary.refused
                ):
                    journey.mark_sent(self._session, views.last_event(store), self._clock())
            travelled = carrier.bytes_up + carrier.bytes_down - up - down
            self._rules.count(travelled, keep=not summary.problem)
            waiting = views.waiting(store)[0]
            return Exchanged(
                sent=summary.sent,
                confirmed=summary.confirmed,
                received=summary.received,
                requests=summary.requests + enrolled_now,
                bytes_up=carrier.bytes_up - up,
                bytes_down=carrier.bytes_down - down,
                waiting=waiting,
                again_in=self._again_in(summary, waiting),
                enrolled_now=enrolled_now,
                problem=summary.problem,
                params=summary.params,
                updated=tuple(updated),
            )

    def let_past(self) -> None:
        """Return once no :meth:`exchange` is running."""
        with self._one_at_a_time:
            pass

    def cancel(self) -> None:
        """End a running :meth:`exchange` now; what was not confirmed stays. Any thread."""
        if self._line is not None:
            self._line[1].cancel()
        if self._content is not None:
            self._content.cancel()

    def close(self) -> None:
        """Close the connection to the province."""
        if self._line is not None:
            self._line[0].close()

    def _reach(self, row: "Device") -> "tuple[HttpCarrier, Engine]":
        """The engine for the address and token of now; both may have been corrected."""
        from desktop.store import settings
        from desktop.store.exchange import StoreInbox, StoreOutbox
        from sync.client.engine import Engine
        from sync.client.http import HttpCarrier
        from sync.client.proxies import Proxies

        proxy = Proxy(self._session).read()
        if self._line is None or self._reached != (row.address, row.token, proxy):
            self.close()
            store = self._session.store
            known = settings.read(store, _DICTIONARY, {})
            carrier = HttpCarrier(
                row.address,
                row.token,
                proxies=Proxies(proxy),
                trained=known.get(row.address, 0),
            )
            engine = Engine(
                StoreOutbox(store),
                StoreInbox(store, self._clock),
                carrier,
                self._clock,
                app=self._app_version,
                held=self._content.held if self._content else dict,
            )
            self._line = (carrier, engine)
            self._reached = (row.address, row.token, proxy)
        return self._line

    def _enrol(self, row: "Device", carrier: "HttpCarrier") -> None:
        """Ask the province who this PC is, with the token drawn when the store was made.

        Raises:
            CarrierError: no answer, or refused; the next call asks the same again.
        """
        from sync.client.enrol import enrol_request

        answer = carrier.enrol(
            enrol_request(
                code=row.code,
                token=row.token,
                app=self._app_version,
                signing_seed=row.signing_seed,
                age_identity=row.age_identity,
            )
        )
        now = self._clock()
        accept(self._session, answer, now, answer.now - now)

    def _fetch_history(self, carrier: "HttpCarrier") -> int:
        """After a repair: take back what the province has of us and this file has not.

        Gives how many events that were.

        Raises:
            CarrierError: no answer; the next call goes on from there.
        """
        from desktop.store import settings
        from desktop.store.exchange import keep_history
        from desktop.store.repair import FETCH_HISTORY
        from sync.protocol import versions
        from sync.protocol.history import HistoryRequest

        store, kept = self._session.store, 0
        while (after := settings.read(store, FETCH_HISTORY)) is not None:
            kept += keep_history(store, carrier.history(HistoryRequest(versions.CURRENT, after)))
        return kept

    def _update_content(
        self, carrier: "HttpCarrier", summary: "Summary", progress: Progress
    ) -> list[str]:
        """Install what the province offers; what goes wrong becomes the summary's problem."""
        from desktop.store import device
        from desktop.store.files import disk_error
        from sync.client.problems import CarrierError

        if self._content is None or summary.problem or not summary.packs:
            return []
        if self._rules.files_wait():
            return []
        row = device.read(self._session.store)
        now = self._clock() + (row.server_offset or 0)

        def pin(keys: list[str]) -> None:
            if tuple(keys) != row.province_keys:
                with self._session.store.write() as database:
                    device.change(database, province_keys=keys)

        try:
            return self._content.update(
                carrier, summary.packs, row.province_keys, now, progress=progress, keys_told=pin
            )
        except CarrierError as error:
            summary.problem, summary.params = error.problem, error.params
            summary.retry_after = error.retry_after
        except OSError as error:
            raise disk_error(error) from error
        return []

    def _remember_dictionary(self, address: str, number: int) -> None:
        """What the province reads: so that the first message of tomorrow is short too."""
        from desktop.store import settings

        store = self._session.store
        if settings.read(store, _DICTIONARY, {}) != {address: number}:
            settings.write(store, _DICTIONARY, {address: number})

    def _remember_problem(self, summary: "Summary") -> None:
        from desktop.store import device

        store = self._session.store
        row = device.read(store)
        # A PC without a line tries all day: the disk is written when the news is new.
        if (row.problem, row.problem_params) != (summary.problem, summary.params):
            with store.write() as database:
                device.change(database, problem=summary.problem, problem_params=summary.params)

    def _again_in(self, summary: "Summary", waiting: int) -> float:
        from sync.client.problems import SOON

        if not summary.problem:
            self._backoff.worked()
            if waiting:
                return SHORTEST_S  # written while the exchange ran
            return REGULAR_S * self._random.uniform(0.75, 1.25)
        wait = self._backoff.failed(summary.retry_after)
        return wait if summary.problem in SOON else max(wait, LONGEST_S)
