"""The reply to a bundle: receipts, decisions, and what a damaged PC asked back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec

from sync.protocol import bundle, encoding
from sync.protocol.bundle import Head, Part, Source
from sync.protocol.history import Wanted
from sync.server.devices import enrolment
from sync.server.devices.models import Device
from sync.server.exchange.bundles import TakenIn
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake import history
from sync.server.wire import now_ms


@dataclass(frozen=True)
class Reply:
    """One bundle of a reply: its name, and what writes it."""

    name: str
    write: Callable[[IO[bytes]], None]


def replies(
    taken: TakenIn, keys: ProvinceKeys, store: Storage, limit: int = bundle.VOLUME
) -> list[Reply]:
    """The reply to a bundle, encrypted for its device; in several bundles where it is long.

    Raises:
        ValueError: the device never told where to encrypt to.
    """
    if not taken.recipient:
        raise ValueError(f"{taken.head.sender} has no age recipient")
    volumes = bundle.volumes(_sources(taken, keys, store), limit)
    return [
        _reply(taken, keys, sources, part, len(volumes)) for part, sources in enumerate(volumes, 1)
    ]


def _reply(taken: TakenIn, keys: ProvinceKeys, sources: list[Source], part: int, of: int) -> Reply:
    head = Head(
        format=bundle.FORMAT,
        sender=bundle.PROVINCE,
        # Under the name that it knows itself by.
        receiver=taken.head.sender,
        epoch=taken.head.epoch,
        number=taken.head.number,
        created=now_ms(),
        parts=[source.part for source in sources],
        part=part,
        of=of,
    )
    return Reply(
        bundle.reply_name(taken.head.sender, taken.head.number, part),
        lambda out: bundle.write(out, head, sources, keys.seed, taken.recipient),
    )


def _sources(taken: TakenIn, keys: ProvinceKeys, store: Storage) -> list[Source]:
    if taken.refusal is not None:
        return [_part(bundle.REFUSAL, taken.refusal)]
    sources = []
    device = taken.device
    if taken.asked_to_enrol and device is not None:
        sources.append(_part(bundle.ENROLLED, enrolment.answer(device, keys)))
    if taken.response is not None:
        sources.append(_part(bundle.MESSAGES, taken.response))
    if taken.files:
        sources.append(Source.of_bytes(bundle.RECEIVED, "\n".join(taken.files).encode()))
    if taken.wanted is not None and device is not None:
        sources += _history(device, taken.wanted)
        sources += _files(device, taken.wanted, store)
    return sources


def _history(device: Device, wanted: Wanted) -> Iterator[Source]:
    """At least one answer, so that the asker knows that it was heard."""
    place, cursor, more = 0, wanted.after, True
    while more:
        place += 1
        response = history.nothing() if cursor is None else history.after(device, cursor)
        cursor, more = response.cursor, response.more
        yield _part(f"{bundle.HISTORY}{wanted.epoch}/{place}", response)


def _files(device: Device, wanted: Wanted, store: Storage) -> Iterator[Source]:
    if wanted.since is None:
        return
    uploads = Upload.objects.filter(device=device).exclude(finished_at=None)
    since = datetime.fromtimestamp(wanted.since / 1000, UTC)
    for upload in uploads.filter(created_at__gte=since).order_by("pk"):
        path = store.whole(upload.sha256)
        if upload.sha256 not in wanted.held and path.is_file():
            part = Part(bundle.FILES + upload.sha256, path.stat().st_size, upload.sha256)
            yield Source(part, opener(path))


def opener(path: Path) -> Callable[[], IO[bytes]]:
    """What opens a file when its turn comes."""
    return lambda: path.open("rb")


def _part(name: str, message: msgspec.Struct) -> Source:
    return Source.of_bytes(name, encoding.encode(message)[0])
