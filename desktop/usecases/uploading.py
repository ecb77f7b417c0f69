"""Photos and files on their way to the province, apart from messages.

They have a connection of their own, so that no photo holds up a report; between two
pieces of a file an exchange that waits goes first. Blocks on the network: call it off
the GUI thread only.
"""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.usecases.clock import Clock
from desktop.usecases.line_rules import LineRules
from desktop.usecases.people import Session
from desktop.usecases.proxy import Proxy
from desktop.usecases.syncing import REGULAR_S
from sync.client.backoff import Backoff

if TYPE_CHECKING:
    from desktop.store.attachments import Attached
    from sync.client.http import HttpCarrier
    from sync.client.problems import CarrierError
    from sync.client.transfer import Outgoing

Progress = Callable[[int, int], None]
"""Told bytes with the province, and bytes in all."""


@dataclass(frozen=True)
class Uploaded:
    """What one call achieved: files with the province now, and files still here.

    ``again_in`` is how many seconds to wait before the next call (backoff with jitter
    after a failure); ``problem`` is a code, "" when all went well.
    """

    sent: int
    left: int
    again_in: float
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)


class Uploading:
    """``let_past`` returns once no exchange of messages runs (``Syncing.let_past``)."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        let_past: Callable[[], None] = lambda: None,
        draw: random.Random | None = None,
        rules: LineRules | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._let_past = let_past
        self._rules = rules or LineRules(session)
        self._backoff = Backoff(draw or random.SystemRandom())
        self._one_at_a_time = threading.Lock()
        self._stopped = threading.Event()
        self._counted = 0
        self._stop_current: Callable[[], None] = lambda: None

    def send(self, progress: Progress = lambda done, of: None) -> Uploaded:
        """Send every file that a report speaks of; what was begun goes on where it stopped.

        Never raises for anything that the network or the province does.

        Raises:
            KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
        """
        from desktop.store import attachments, device
        from sync.client.http import HttpCarrier
        from sync.client.proxies import Proxies

        store = self._session.store
        with self._one_at_a_time:
            if self._stopped.is_set():
                return Uploaded(0, 0, REGULAR_S)
            row = device.read(store)
            waiting = attachments.waiting(store)
            if not waiting or not row.enrolled or self._rules.files_wait():
                return Uploaded(0, len(waiting), REGULAR_S)
            carrier = HttpCarrier(
                row.address, row.token, proxies=Proxies(Proxy(self._session).read())
            )
            self._counted = 0
            try:
                sent, error = self._send_all(waiting, carrier, progress)
            finally:
                self._stop_current = lambda: None
                carrier.close()
                self._rules.count(carrier.bytes_up + carrier.bytes_down - self._counted)
            with store.write() as database:
                attachments.drop_old(database, self._clock())
            left = attachments.count_waiting(store)[0]
        self._remember(error)
        if error is None:
            self._backoff.worked()
            return Uploaded(sent, left, REGULAR_S)
        again_in = self._backoff.failed(error.retry_after)
        return Uploaded(sent, left, again_in, error.problem, error.params)

    def _remember(self, error: "CarrierError | None") -> None:
        """Why files still wait, for those who look; nothing is written while nothing changes."""
        from desktop.store import settings
        from desktop.store.attachments import PROBLEM

        found = {"problem": error.problem, "params": error.params} if error is not None else {}
        if settings.read(self._session.store, PROBLEM, {}) != found:
            settings.write(self._session.store, PROBLEM, found)

    def cancel(self) -> None:
        """End what runs after the piece that is under way; the next call goes on. Any thread."""
        self._stop_current()

    def stop(self) -> None:
        """End what runs after the piece that is under way, for good. Any thread."""
        self._stopped.set()
        self._stop_current()

    def _send_all(
        self, waiting: "list[Attached]", carrier: "HttpCarrier", progress: Progress
    ) -> "tuple[int, CarrierError | None]":
        """How many arrived, and what ended it before the last."""
        from desktop.store import attachments
        from sync.client.problems import CarrierError
        from sync.client.transfer import Uploader
        from sync.protocol.refusals import Problem

        uploader = Uploader(carrier)
        self._stop_current = uploader.cancel
        whole = sum(file.size for file in waiting)
        before = sent = 0

        def came(done: int, _of: int) -> None:
            progress(before + done, whole)
            self._let_past()
            travelled = carrier.bytes_up + carrier.bytes_down
            self._rules.count(travelled - self._counted, keep=False)
            self._counted = travelled
            if self._stopped.is_set() or self._rules.files_wait():
                uploader.cancel()

        for file in waiting:
            try:
                if not uploader.upload(self._outgoing(file), came):
                    break
            except CarrierError as error:
                if error.problem != Problem.TOO_LARGE:
                    return sent, error
                with self._session.store.write() as database:
                    attachments.mark_refused(database, file.sha256, error.problem)
                continue
            except attachments.LostError:
                # The province was asked and does not have it; the next one may still go.
                with self._session.store.write() as database:
                    attachments.mark_refused(database, file.sha256, attachments.LOST)
                continue
            with self._session.store.write() as database:
                attachments.mark_arrived(database, file.sha256, self._clock())
            sent += 1
            before += file.size
        return sent, None

    def _outgoing(self, file: "Attached") -> "Outgoing":
        from desktop.store import attachments
        from sync.client.transfer import Outgoing

        store = self._session.store
        return Outgoing(
            file.sha256,
            file.size,
            lambda: BytesIO(attachments.body_to_send(store, file.sha256)),
            file.name,
            file.type,
        )
