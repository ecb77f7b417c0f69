"""The carrier over a folder: a stick, a share, an attachment.

Out go bundles with everything that waits; what comes home is read by ``replies`` and
``delivery``. Nothing is taken out of the outbox by writing it to a stick: only a reply, by
whatever way it comes, does that. So the same things may travel by line and by stick at once.
"""

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from sync.client.engine import Inbox, Outbox
from sync.protocol import bundle, durably, encoding, signing, versions
from sync.protocol.bundle import Head, Source
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.history import Wanted
from sync.protocol.messages import MAX_EVENTS, SyncRequest

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

BATCH_BYTES: Final = 4 * 1024 * 1024
_FLUSHED_EVERY: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Identity:
    """Who this PC is, and whom it writes to.

    ``device`` is the id that the province gave it, "" before that; ``former`` one that was
    withdrawn; ``seed`` (Ed25519) and ``age_identity`` are its secrets; ``recipient`` and
    ``keys`` the province's public halves, learnt when it enrolled or from its card.
    """

    device: str
    seed: bytes = field(repr=False)
    age_identity: str = field(repr=False)
    recipient: str
    keys: tuple[str, ...]
    former: str = ""

    @property
    def sender(self) -> str:
        """What it calls itself: its id, or its public key as long as it has none."""
        return self.device or signing.public_key(self.seed)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it is, or once was, written to."""
        named = (self.device, self.former, signing.public_key(self.seed))
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class Asking:
    """What a journey asks for beside the outbox: to be enrolled, and what was lost."""

    enrol: EnrolRequest | None = None
    wanted: Wanted | None = None


@dataclass(frozen=True)
class Written:
    """What a journey carries: the bundles, and how much is in them."""

    paths: tuple[Path, ...]
    events: int
    files: int
    size: int


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


@dataclass(frozen=True)
class _Volume:
    epoch: str
    sources: Sequence[Source]
    events: int = 0

    @property
    def size(self) -> int:
        return sum(source.part.size for source in self.sources)


class Folder:
    """Bundles for one folder. ``now`` is this PC's clock in milliseconds; ``held`` the
    sequence number of each pack that is installed."""

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
        asking: Asking | None = None,
        *,
        progress: Callable[[int, int], None] = lambda done, of: None,
        stopped: Callable[[], bool] = lambda: False,
        limit: int = bundle.VOLUME,
    ) -> Written:
        """Write all that waits into ``folder``; it may be taken away when this returns.

        ``numbers`` gives a number never used before at each call; ``progress`` is told
        bytes written and bytes in all; ``stopped`` is asked now and then. A bundle
        appears under its name only when all of it is on the medium. What lay there from
        earlier journeys goes away: whatever of it still waits is in the new bundles.

        Raises:
            Stopped: it was; bundles that are whole stay.
            OSError: the medium is full, gone or read-only; no bundle is half there.
        """
        volumes = list(self._volumes(files, asking or Asking(), limit))
        whole = sum(volume.size for volume in volumes)
        paths: list[Path] = []
        done = 0

        def written(octets: int) -> None:
            if stopped():
                raise Stopped
            # What encryption adds is not worth a promise.
            progress(min(done + octets, whole), whole)

        for place, volume in enumerate(volumes, 1):
            path = self._write_one(folder, numbers(), volume, (place, len(volumes)), written)
            paths.append(path)
            done += volume.size
            progress(done, whole)
        self._remove_others(folder, paths)
        return Written(
            tuple(paths),
            sum(volume.events for volume in volumes),
            len(files),
            sum(path.stat().st_size for path in paths),
        )

    def _volumes(self, files: Sequence[Source], asking: Asking, limit: int) -> Iterator[_Volume]:
        """Messages first; the first files with the last of them where there is room."""
        # Whoever reads any of them must first know who this is.
        start = [_part(bundle.ENROL, asking.enrol)] if asking.enrol else []
        wanted = [_part(bundle.WANTED, asking.wanted)] if asking.wanted else []
        messages = list(self._messages())
        for epoch, source, events in messages[:-1]:
            yield _Volume(epoch, [*start, source, *wanted], events)
            wanted = []
        epoch, source, events = messages[-1]
        first, *others = bundle.volumes([*start, source, *wanted, *files], limit)
        yield _Volume(epoch, first, events)
        for sources in others:
            yield _Volume(epoch, [*start, *sources])

    def _messages(self) -> Iterator[tuple[str, Source, int]]:
        """The outbox as requests, at least one: an empty one asks for news."""
        skip: frozenset[tuple[str, int]] = frozenset()
        first = True
        while True:
            batch = self._outbox.batch(MAX_EVENTS, BATCH_BYTES, skip)
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
                life="" if batch.life == batch.epoch else batch.life,
            )
            yield batch.epoch, _part(bundle.MESSAGES, request), len(batch.events)
            if not batch.events:
                return
            skip |= {(batch.epoch, event.counter) for event in batch.events}
            first = False

    def _write_one(
        self,
        folder: Path,
        number: int,
        volume: _Volume,
        place: tuple[int, int],
        written: Callable[[int], None],
    ) -> Path:
        head = Head(
            format=bundle.FORMAT,
            sender=self._me.sender,
            receiver=bundle.PROVINCE,
            epoch=volume.epoch,
            number=number,
            created=self._now(),
            parts=[source.part for source in volume.sources],
            part=place[0],
            of=place[1],
        )
        path = folder / bundle.file_name(self._me.sender, number)
        with durably.new_file(path) as out:
            watched = cast("IO[bytes]", _Watched(out, written))
            bundle.write(watched, head, volume.sources, self._me.seed, self._me.recipient)
        return path

    def _remove_others(self, folder: Path, kept: Iterable[Path]) -> None:
        names = {path.name for path in kept}
        found = [
            path
            for name in self._me.names
            for path in folder.glob(f"sonca-{bundle.short_name(name)}-*")
        ]
        remove([path for path in found if path.name not in names])


def remove(paths: Sequence[Path]) -> None:
    """Take what is needed no more off the medium, flushed, where that is allowed."""
    for path in paths:
        # A stick that is a little too full is no reason to fail.
        with contextlib.suppress(OSError):
            path.unlink()
    for folder in {path.parent for path in paths}:
        with contextlib.suppress(OSError):
            durably.flush_folder(folder)


def _part(name: str, message: SyncRequest | EnrolRequest | Wanted) -> Source:
    return Source.of_bytes(name, encoding.encode(message)[0])
