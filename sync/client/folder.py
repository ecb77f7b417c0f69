"""The carrier over a folder: a stick, a share, an attachment.

Out go bundles with everything that waits, in come the province's replies. Nothing is
taken out of the outbox by writing it to a stick: only a reply, by whatever way it
comes, does that. So the same things may travel by line and by stick at once.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import msgspec

from sync.client.engine import Batch, Inbox, Outbox
from sync.protocol import bundle, durably, encoding, versions
from sync.protocol.bundle import BadBundle, Fault, Head, Source
from sync.protocol.messages import MAX_EVENTS, Event, SyncRequest, SyncResponse

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_BATCH_BYTES: Final = 4 * 1024 * 1024
_FLUSHED_EVERY: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Identity:
    """Who this PC is, and whom it writes to.

    ``seed`` (Ed25519) and ``age_identity`` are its secrets; ``recipient`` and ``keys``
    the province's public halves, learnt when it enrolled.
    """

    device: str
    seed: bytes = field(repr=False)
    age_identity: str = field(repr=False)
    recipient: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What a journey carries: the bundles, and how much is in them."""

    paths: tuple[Path, ...]
    events: int
    files: int
    size: int


@dataclass
class TakenIn:
    """What replies brought. ``files`` are the SHA-256 of those that arrived there;
    ``refused`` names bundles that were left alone, and why."""

    replies: int = 0
    confirmed: int = 0
    received: int = 0
    files: list[str] = field(default_factory=list)
    refused: list[tuple[str, Fault]] = field(default_factory=list)


class Stopped(OSError):
    """The official did not want to wait any longer."""


class _Watched(io.RawIOBase):
    """Writes on, tells how many bytes the medium really has, and can be stopped."""

    def __init__(self, out: IO[bytes], written: Callable[[int], None]) -> None:
        self._out, self._tell = out, written
        self._octets = self._unflushed = 0

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer") -> int:
        self._tell(self._octets)
        octets = self._out.write(data)
        self._octets += octets
        self._unflushed += octets
        if self._unflushed > _FLUSHED_EVERY:
            # Else the system takes it all at once, and the end takes minutes.
            durably.flush(self._out)
            self._unflushed = 0
        return octets


class Folder:
    """Bundles to and from one folder. ``now`` is this PC's clock in milliseconds."""

    def __init__(
        self,
        me: Identity,
        outbox: Outbox,
        inbox: Inbox,
        now: Callable[[], int],
        *,
        app: str = "",
        held: dict[str, int] | None = None,
    ) -> None:
        self._me, self._outbox, self._inbox, self._now = me, outbox, inbox, now
        self._app = app
        self._held = held or {}

    def write(
        self,
        folder: Path,
        numbers: Callable[[], int],
        files: Sequence[Source] = (),
        *,
        progress: Callable[[int, int], None] = lambda done, of: None,
        stopped: Callable[[], bool] = lambda: False,
        limit: int = bundle.FAT32_LIMIT,
    ) -> Written:
        """Write all that waits into ``folder``; it may be taken away when this returns.

        ``numbers`` gives a number never used before at each call; ``progress`` is told
        bytes written and bytes in all; ``stopped`` is asked now and then. A bundle
        appears under its name only when all of it is on the medium.

        Raises:
            Stopped: it was; bundles that are whole stay.
            OSError: the medium is full, gone or read-only; no bundle is half there.
        """
        journeys: list[tuple[str, Sequence[Source], int]] = [
            (epoch, [source], events) for epoch, source, events in self._messages()
        ]
        epoch = journeys[0][0]
        journeys += [(epoch, volume, 0) for volume in bundle.volumes(files, limit) if volume]
        whole = sum(source.part.size for _, sources, _ in journeys for source in sources)
        paths: list[Path] = []
        done = 0

        def written(octets: int) -> None:
            if stopped():
                raise Stopped
            # What encryption adds is not worth a promise.
            progress(min(done + octets, whole), whole)

        for epoch, sources, _ in journeys:
            paths.append(self._write_one(folder, numbers(), epoch, sources, written))
            done += sum(source.part.size for source in sources)
            progress(done, whole)
        return Written(
            tuple(paths),
            sum(events for _, _, events in journeys),
            len(files),
            sum(path.stat().st_size for path in paths),
        )

    def read(self, folder: Path) -> TakenIn:
        """Take in every reply for this PC that lies in ``folder``, oldest first.

        Taking the same in twice changes nothing, and no order is asked for. What is
        damaged or not for this PC is named and left alone.

        Raises:
            OSError: the medium cannot be read.
        """
        taken = TakenIn()
        pattern = bundle.reply_name(self._me.device, 0).replace("000000", "*")
        for path in sorted(folder.glob(pattern)):
            try:
                with path.open("rb") as source:
                    self._take_in(source, taken)
            except BadBundle as error:
                taken.refused.append((path.name, error.fault))
        return taken

    def _messages(self) -> Iterator[tuple[str, Source, int]]:
        """The outbox as requests, at least one: an empty one asks for news."""
        skip: frozenset[tuple[str, int]] = frozenset()
        first = True
        while True:
            batch = self._outbox.batch(MAX_EVENTS, _BATCH_BYTES, skip)
            if not batch.events and not first:
                return
            request = SyncRequest(
                version=versions.CURRENT,
                epoch=batch.epoch,
                now=self._now(),
                cursor=self._inbox.cursor(),
                app=self._app,
                events=list(batch.events),
                held=self._held,
                confirmed=batch.confirmed,
            )
            data, _ = encoding.encode(request)
            yield batch.epoch, Source.of_bytes(bundle.MESSAGES, data), len(batch.events)
            if not batch.events:
                return
            skip |= {(batch.epoch, event.counter) for event in batch.events}
            first = False

    def _write_one(
        self,
        folder: Path,
        number: int,
        epoch: str,
        sources: Sequence[Source],
        written: Callable[[int], None],
    ) -> Path:
        head = Head(
            format=bundle.FORMAT,
            sender=self._me.device,
            receiver=bundle.PROVINCE,
            epoch=epoch,
            number=number,
            created=self._now(),
            parts=[source.part for source in sources],
        )
        path = folder / bundle.file_name(self._me.device, number)
        with durably.new_file(path) as out:
            watched = cast("IO[bytes]", _Watched(out, written))
            bundle.write(watched, head, sources, self._me.seed, self._me.recipient)
        return path

    def _take_in(self, source: IO[bytes], taken: TakenIn) -> None:
        with bundle.reading(
            source, self._me.age_identity, self._me.device, lambda head: self._me.keys
        ) as reader:
            if reader.head.sender != bundle.PROVINCE:
                raise BadBundle(Fault.UNKNOWN_SENDER, reader.head.sender)
            for part, chunks in reader.parts():
                if part.name == bundle.MESSAGES:
                    response = _response(chunks)
                    self._apply(reader.head.epoch, response, taken)
                elif part.name == bundle.RECEIVED:
                    taken.files += b"".join(chunks).decode("ascii", "replace").split()
        taken.replies += 1

    def _apply(self, epoch: str, response: SyncResponse, taken: TakenIn) -> None:
        # An older reply than the last one must not move the cursor back.
        cursor = max(response.cursor, self._inbox.cursor())
        batch = self._waiting_of(epoch)
        here = {event.counter for event in batch.events}
        taken.confirmed += sum(
            result.first <= counter <= result.last
            for counter in here
            for result in response.results
        )
        taken.received += len(response.changes)
        self._inbox.take_in(batch, msgspec.structs.replace(response, cursor=cursor))

    def _waiting_of(self, epoch: str) -> Batch:
        """Everything of ``epoch`` that still waits: what a reply may speak about."""
        skip: frozenset[tuple[str, int]] = frozenset()
        events: list[Event] = []
        while (batch := self._outbox.batch(MAX_EVENTS, _BATCH_BYTES, skip)).events:
            if batch.epoch == epoch:
                events += batch.events
            skip |= {(batch.epoch, event.counter) for event in batch.events}
        return Batch(epoch, events, 0)


def _response(chunks: Iterator[bytes]) -> SyncResponse:
    buffer = BytesIO()
    for chunk in chunks:
        buffer.write(chunk)
    data = buffer.getvalue()
    try:
        return encoding.decode(data, SyncResponse, encoding.sniff(data))
    except encoding.BadMessage as error:
        raise BadBundle(Fault.ALTERED, str(error)) from error
