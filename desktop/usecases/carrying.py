"""Taking what waits to the province on a stick, and bringing home what it answers.

A PC that never has a line does everything this way, becoming a commune's PC included; it
must only be shown the province's card first. Blocks on a slow medium: call it off the GUI
thread only.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from desktop.usecases import journey, recovery
from desktop.usecases.clock import Clock
from desktop.usecases.content import Content
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.homecoming import Homecoming
from desktop.usecases.medium import medium_errors, reading_errors
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from desktop.store.attachments import Attached
    from desktop.store.device import Device
    from sync.client.delivery import Delivered, Delivery
    from sync.client.folder import Asking, Identity, Written
    from sync.client.replies import TakenIn
    from sync.protocol.bundle import Source
    from sync.protocol.card import Card

_NUMBER: Final = "bundle_number"

Progress = Callable[[int, int], None]
"""Told bytes done, and bytes in all."""


@dataclass(frozen=True)
class FoundCard:
    """A province's card on a stick. ``fingerprint`` is what the enrolment sheet shows too."""

    path: Path
    province: str
    fingerprint: str
    card: "Card"


@dataclass(frozen=True)
class Trip:
    """What one visit of a stick did: what came home, what was written.

    ``written`` is None when nothing was to be written or it did not come to that:
    ``trouble`` says why, or it was ``stopped``.
    """

    taken: "TakenIn"
    delivered: "Delivered"
    written: "Written | None" = None
    trouble: KnownError | None = None
    stopped: bool = False


class Carrying:
    """A journey to the province and back, over any folder."""

    def __init__(
        self, session: Session, clock: Clock, app_version: str, content: Content | None = None
    ) -> None:
        self._session = session
        self._clock = clock
        self._app_version = app_version
        self._content = content
        self._stopped = threading.Event()

    def exchange(self, folder: Path, progress: Progress = lambda done, of: None) -> Trip:
        """Take in what the province answered, then write what waits.

        Replies that were taken in are removed once the new bundles are there, so that a
        stick does not fill up with the years.

        Raises:
            KnownError: as :meth:`read`. What goes wrong in writing is the trip's ``trouble``.
        """
        from sync.client.folder import remove

        self._stopped.clear()
        came = self._take_in(folder, progress)
        if came.stopped:
            return came
        try:
            written = self._write(folder, progress)
        except KnownError as error:
            return replace(came, trouble=error)
        if written is None:
            return replace(came, stopped=True)
        remove(came.taken.done)
        return replace(came, written=written)

    def write(self, folder: Path, progress: Progress = lambda done, of: None) -> "Written | None":
        """Write all that waits into ``folder``, photos and files too.

        When this returns the stick may be taken out. None when it was cancelled.

        ``progress`` is told bytes written and bytes in all. Everything still waits
        afterwards, until a reply confirms it.

        Raises:
            KnownError: NOT_ENROLLED_YET (there is no card of the province either),
                MEDIUM_FULL, MEDIUM_READ_ONLY, MEDIUM_GONE (folder).
        """
        self._stopped.clear()
        return self._write(folder, progress)

    def read(self, folder: Path, progress: Progress = lambda done, of: None) -> Trip:
        """Take in replies, lessons and forms that lie in ``folder``; twice is harmless.

        What came before it was cancelled is kept.

        Raises:
            KnownError: NOT_ENROLLED_YET, MEDIUM_GONE (folder), DISK_FULL.
        """
        self._stopped.clear()
        return self._take_in(folder, progress)

    def _write(self, folder: Path, progress: Progress) -> "Written | None":
        from desktop.store import attachments, device, views
        from desktop.store.exchange import StoreInbox, StoreOutbox
        from sync.client.folder import Folder, Stopped

        store = self._session.store
        row = device.read(store)
        carrier = Folder(
            self._identity(row),
            StoreOutbox(store),
            StoreInbox(store, self._clock),
            self._clock,
            app=self._app_version,
            held=self._content.held() if self._content else {},
        )
        last = views.last_event(store)
        files = [self._source(file) for file in attachments.waiting(store, here=True)]
        try:
            with medium_errors(folder):
                written = carrier.write(
                    folder,
                    self._next_number,
                    files,
                    self._asking(row),
                    progress=progress,
                    stopped=self._stopped.is_set,
                )
        except Stopped:
            return None
        journey.mark_sent(self._session, last, self._clock(), by_stick=True)
        return written

    def _take_in(self, folder: Path, progress: Progress) -> Trip:
        from desktop.store import attachments, device
        from desktop.store.exchange import StoreInbox, StoreOutbox
        from sync.client.delivery import Delivered
        from sync.client.folder import Stopped
        from sync.client.replies import Replies, TakenIn

        store = self._session.store
        row = device.read(store)
        replies = Replies(
            self._identity(row),
            StoreOutbox(store),
            StoreInbox(store, self._clock),
            Homecoming(self._session, self._clock),
            self._best_now,
        )
        delivered = Delivered()
        try:
            with reading_errors(folder):
                delivery = self._delivery(row)
                found = replies.paths(folder) + (delivery.paths(folder) if delivery else [])
                came = self._counter(sum(path.stat().st_size for path in found), progress)
                taken = replies.read(folder, came)
                if taken.enrolled:
                    delivery = self._delivery(device.read(store))
                if delivery is not None:
                    delivered = delivery.read(folder, came)
        except Stopped:
            return Trip(TakenIn(), Delivered(), stopped=True)
        with store.write() as database:
            for sha256 in taken.files:
                attachments.mark_arrived(database, sha256, self._clock())
            if delivered.keys:
                device.change(database, province_keys=delivered.keys)
        recovery.seal(self._session)
        return Trip(taken, delivered)

    def cancel(self) -> None:
        """End what runs; nothing half stays on the medium. Any thread."""
        self._stopped.set()

    def needs_card(self) -> bool:
        """Whether nothing can be written before the province's card was seen."""
        from desktop.store import device

        return not device.read(self._session.store).province_recipient

    def cards(self, folder: Path) -> list[FoundCard]:
        """The cards of provinces that lie in ``folder``.

        Raises:
            KnownError: MEDIUM_GONE (folder).
        """
        from sync.protocol import card

        found = []
        with reading_errors(folder):
            for path in sorted(folder.glob(f"*{card.SUFFIX}")):
                try:
                    with path.open("rb") as file:
                        read = card.read(file.read(card.MAX_BYTES + 1))
                except card.BadCard:
                    continue
                found.append(FoundCard(path, read.province, card.fingerprint(read), read))
        return found

    def trust(self, found: FoundCard) -> None:
        """The official has compared the fingerprint: write to this province from now on.

        Raises:
            KnownError: ALREADY_ENROLLED, DISK_FULL.
        """
        from desktop.store import device

        if device.read(self._session.store).enrolled:
            raise KnownError(Code.ALREADY_ENROLLED)
        with self._session.store.write() as database:
            device.change(
                database,
                province_code=found.card.province_code,
                province=found.card.province,
                province_recipient=found.card.recipient,
                province_keys=found.card.signing_keys,
            )

    def _identity(self, row: "Device") -> "Identity":
        from sync.client.folder import Identity

        if not row.province_recipient:
            # Nobody is there yet to encrypt to.
            raise KnownError(Code.NOT_ENROLLED_YET)
        return Identity(
            row.device if row.enrolled else "",
            row.signing_seed,
            row.age_identity,
            row.province_recipient,
            row.province_keys,
            former=row.device,
        )

    def _asking(self, row: "Device") -> "Asking":
        """To be enrolled as long as the province has not said so; and what a repair lost."""
        from desktop.store import file_bodies, settings
        from desktop.store.repair import FETCH_HISTORY
        from sync.client.enrol import enrol_request
        from sync.client.folder import Asking
        from sync.protocol.history import Wanted

        store = self._session.store
        enrol = None
        if not row.enrolled:
            enrol = enrol_request(
                code=row.code,
                token=row.token,
                app=self._app_version,
                signing_seed=row.signing_seed,
                age_identity=row.age_identity,
            )
        after = settings.read(store, FETCH_HISTORY)
        since = file_bodies.wanted_since(store, self._best_now())
        if after is None and since is None:
            return Asking(enrol)
        held = file_bodies.held(store) if since is not None else []
        return Asking(enrol, Wanted(row.epoch, after, since, held))

    def _delivery(self, row: "Device") -> "Delivery | None":
        from sync.client.delivery import Delivery

        if self._content is None:
            return None
        return Delivery(self._identity(row), self._content.library, self._best_now())

    def _counter(self, whole: int, progress: Progress) -> Callable[[int], None]:
        from sync.client.folder import Stopped

        done = 0

        def came(octets: int) -> None:
            nonlocal done
            if self._stopped.is_set():
                raise Stopped
            done += octets
            progress(min(done, whole), whole)

        return came

    def _source(self, file: "Attached") -> "Source":
        """A waiting file as a part of a bundle; read when its turn comes."""
        from desktop.store import file_bodies
        from sync.protocol.bundle import FILES, Part, Source

        store = self._session.store

        def opened() -> AbstractContextManager[IO[bytes]]:
            return file_bodies.reading(store, file.sha256)

        return Source(Part(FILES + file.sha256, file.size, file.sha256), opened)

    def _best_now(self) -> int:
        from desktop.store import device

        return self._clock() + (device.read(self._session.store).server_offset or 0)

    def _next_number(self) -> int:
        from desktop.store import settings

        return settings.count_up(self._session.store, _NUMBER)
