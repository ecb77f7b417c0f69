"""What the province answered by stick, taken in.

Taking the same in twice changes nothing, and no order is asked for. What is damaged or not
for this PC is named and left alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol, TypeVar

import msgspec

from sync.client.engine import Batch, Inbox, Outbox
from sync.client.folder import BATCH_BYTES, Identity
from sync.protocol import bundle, encoding
from sync.protocol.bundle import BadBundle, Fault, Head, Part
from sync.protocol.enrolment import EnrolResponse
from sync.protocol.history import HistoryResponse
from sync.protocol.messages import MAX_EVENTS, Event, SyncResponse
from sync.protocol.refusals import Refusal

Kind = TypeVar("Kind")


@dataclass
class TakenIn:
    """What replies brought. ``files`` are the SHA-256 of those that arrived there;
    ``refused`` names bundles that were left alone, and why; ``missing`` names the first
    bundle of each set that is not whole with the numbers that lack and how many there are.
    ``back`` are events and files of this PC's own past."""

    replies: int = 0
    confirmed: int = 0
    received: int = 0
    back: int = 0
    enrolled: bool = False
    problem: str = ""
    files: list[str] = field(default_factory=list)
    refused: list[tuple[str, Fault]] = field(default_factory=list)
    missing: list[tuple[str, list[int], int]] = field(default_factory=list)
    done: list[Path] = field(default_factory=list)
    """The replies of which everything was taken in: they are needed no more."""


@dataclass
class _Set:
    """What came of the bundles of one reply."""

    name: str
    of: int
    parts: set[int] = field(default_factory=set)
    asked_by: str = ""


class Home(Protocol):
    """Where what a reply brings beside decisions is kept. Each may be told twice."""

    def enrolled(self, response: EnrolResponse) -> None:
        """The province has said who this PC is."""
        ...

    def refused(self, refusal: Refusal, number: int) -> bool:
        """It does not hear this PC, says the reply to bundle ``number``; False when a later
        one said otherwise."""
        ...

    def again(self, number: int) -> bool:
        """Whether to send everything again, as the reply to bundle ``number`` asks: once."""
        ...

    def heard(self, number: int) -> None:
        """All that the reply to bundle ``number`` says was taken in."""
        ...

    def history(self, epoch: str, response: HistoryResponse) -> int:
        """Keep events of the past, asked for by the file's life ``epoch``; how many are new."""
        ...

    def file(self, sha256: str, size: int, chunks: Iterator[bytes]) -> bool:
        """Keep a file of the past; whether it is new. ``chunks`` may raise."""
        ...

    def complete(self, epoch: str) -> None:
        """Everything that the file's life ``epoch`` asked back has come."""
        ...


class Replies:
    """The replies to one PC. ``best_now`` is the best known time in milliseconds."""

    def __init__(
        self,
        me: Identity,
        outbox: Outbox,
        inbox: Inbox,
        home: Home,
        best_now: Callable[[], int],
    ) -> None:
        self._me, self._outbox, self._inbox, self._home = me, outbox, inbox, home
        self._best_now = best_now

    def read(self, folder: Path, came: Callable[[int], None] = lambda octets: None) -> TakenIn:
        """Take in every reply for this PC that lies in ``folder``; other PCs' cost nothing.

        ``came`` is told bytes as they come, and may raise.

        Raises:
            OSError: the medium cannot be read.
        """
        taken = TakenIn()
        sets: dict[int, _Set] = {}
        # The first of a set says what the files of the others are; the oldest set first.
        for path in sorted(self.paths(folder), key=_order):
            try:
                with path.open("rb") as source:
                    self._take_in(source, path, taken, sets, came)
            except BadBundle as error:
                taken.refused.append((path.name, error.fault))
        for found in sets.values():
            lacking = sorted(set(range(1, found.of + 1)) - found.parts)
            if lacking:
                taken.missing.append((found.name, lacking, found.of))
            elif found.asked_by:
                self._home.complete(found.asked_by)
        return taken

    def paths(self, folder: Path) -> list[Path]:
        """The replies to this PC in ``folder``."""
        return [path for name in self._me.names for path in _replies_to(folder, name)]

    def _take_in(
        self,
        source: IO[bytes],
        path: Path,
        taken: TakenIn,
        sets: dict[int, "_Set"],
        came: Callable[[int], None],
    ) -> None:
        with bundle.reading(
            source, self._me.age_identity, self._me.names, lambda head: self._me.keys
        ) as reader:
            head = reader.head
            if head.sender != bundle.PROVINCE:
                raise BadBundle(Fault.UNKNOWN_SENDER, head.sender)
            asked_by = ""
            for part, chunks in reader.parts():
                told = counted(chunks, came)
                asked_by = self._take_part(head, part, told, taken) or asked_by
        found = sets.setdefault(head.number, _Set(path.name, head.of))
        found.parts.add(head.part)
        self._home.heard(head.number)
        found.asked_by = found.asked_by or asked_by
        taken.replies += 1
        taken.done.append(path)

    def _take_part(self, head: Head, part: Part, chunks: Iterator[bytes], taken: TakenIn) -> str:
        """Gives the life of the file to which history came, if it did."""
        if part.name == bundle.ENROLLED:
            self._home.enrolled(_message(chunks, EnrolResponse))
            taken.enrolled, taken.problem = True, ""
        elif part.name == bundle.REFUSAL:
            refusal = _message(chunks, Refusal)
            if self._home.refused(refusal, head.number):
                taken.problem = refusal.problem
        elif part.name == bundle.MESSAGES:
            self._apply(head, _message(chunks, SyncResponse), taken)
        elif part.name == bundle.RECEIVED:
            taken.files += b"".join(chunks).decode("ascii", "replace").split()
        elif part.name.startswith(bundle.HISTORY):
            epoch = part.name.removeprefix(bundle.HISTORY).partition("/")[0]
            taken.back += self._home.history(epoch, _message(chunks, HistoryResponse))
            return epoch
        elif part.name.startswith(bundle.FILES):
            sha256 = part.name.removeprefix(bundle.FILES)
            if sha256 != part.sha256:
                raise BadBundle(Fault.ALTERED, part.name)
            taken.back += self._home.file(sha256, part.size, chunks)
        return ""

    def _apply(self, head: Head, response: SyncResponse, taken: TakenIn) -> None:
        batch = self._waiting_of(head.epoch)
        here = {event.counter for event in batch.events}
        taken.confirmed += sum(
            result.first <= counter <= result.last
            for counter in here
            for result in response.results
        )
        taken.received += len(response.changes)
        response = msgspec.structs.replace(
            response,
            # An older reply than the last one must not move the cursor back.
            cursor=max(response.cursor, self._inbox.cursor()),
            # Days may have passed on the way: the province's time is at least that.
            now=max(response.now, self._best_now()),
            again=response.again and self._home.again(head.number),
        )
        self._inbox.take_in(batch, response)

    def _waiting_of(self, epoch: str) -> Batch:
        """Everything of ``epoch`` that still waits: what a reply may speak about."""
        skip: frozenset[tuple[str, int]] = frozenset()
        events: list[Event] = []
        while (batch := self._outbox.batch(MAX_EVENTS, BATCH_BYTES, skip)).events:
            if batch.epoch == epoch:
                events += batch.events
            skip |= {(batch.epoch, event.counter) for event in batch.events}
        return Batch(epoch, events, 0)


def counted(chunks: Iterator[bytes], came: Callable[[int], None]) -> Iterator[bytes]:
    """The same chunks; ``came`` is told how many bytes each has."""
    for chunk in chunks:
        came(len(chunk))
        yield chunk


def _replies_to(folder: Path, name: str) -> Iterator[Path]:
    return folder.glob(f"reply-{bundle.short_name(name)}-*{bundle.SUFFIX}")


def _order(path: Path) -> tuple[bool, str]:
    number, _, part = path.stem.split("-", 2)[2].partition("-")
    return bool(part), number


def _message(chunks: Iterator[bytes], kind: type[Kind]) -> Kind:
    buffer = BytesIO()
    for chunk in chunks:
        buffer.write(chunk)
    data = buffer.getvalue()
    try:
        return encoding.decode(data, kind, encoding.sniff(data))
    except encoding.BadMessage as error:
        raise BadBundle(Fault.ALTERED, str(error)) from error
