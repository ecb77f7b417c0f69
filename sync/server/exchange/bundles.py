"""Bundles from devices in, replies out.

A bundle may come twice and in any order: what an event or a file does happens once,
and the reply is written anew each time, because the first may have been lost.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

import msgspec

from sync.protocol import bundle, encoding
from sync.protocol.bundle import BadBundle, Fault, Head, Source
from sync.protocol.messages import SyncRequest, SyncResponse
from sync.server.changes import numbering
from sync.server.devices.models import Device
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake import exchanging
from sync.server.wire import now_ms

if TYPE_CHECKING:
    from django.db.models import QuerySet

_MOST_CHANGES: Final = 20_000


@dataclass(frozen=True)
class TakenIn:
    """What a bundle brought; ``files`` by SHA-256. ``response`` is None when it carried
    files alone."""

    device: Device
    head: Head
    events: int
    files: tuple[str, ...]
    response: SyncResponse | None


def take_in(
    source: IO[bytes],
    keys: ProvinceKeys,
    store: Storage,
    now: datetime,
    devices: "QuerySet[Device] | None" = None,
) -> TakenIn:
    """Read one bundle and let it have its effect, once.

    ``devices`` are those whose bundles whoever brings it may take in; None: all.

    Raises:
        BadBundle: it is not for us, not from a device of ours, or damaged. Parts before
            the damage may have had their effect, which a whole copy then repeats
            without harm.
        Refused: its message contradicts the protocol.
        OSError: the disk is full.
    """
    found: dict[str, Device] = {}

    def key_of(head: Head) -> Sequence[str]:
        heard = Device.objects.all() if devices is None else devices
        device = heard.filter(ident=head.sender, revoked_at=None).first()
        if device is None or not device.verify_key:
            return []
        found["device"] = device
        return [device.verify_key]

    response: SyncResponse | None = None
    events = 0
    files: list[str] = []
    with bundle.reading(source, keys.identity, bundle.PROVINCE, key_of) as reader:
        device = found["device"]
        for part, chunks in reader.parts():
            if part.name == bundle.MESSAGES:
                told = _message(part.size, chunks)
                events = len(told.events)
                response = _exchange(device, told)
            elif part.name.startswith(bundle.FILES):
                _keep(device, part, chunks, store, now)
                files.append(part.sha256)
        return TakenIn(device, reader.head, events, tuple(files), response)


def reply(out: IO[bytes], taken: TakenIn, keys: ProvinceKeys) -> None:
    """Write the reply to a bundle, encrypted for its device.

    Raises:
        ValueError: the device never told where to encrypt to.
        OSError: from ``out``.
    """
    if not taken.device.recipient:
        raise ValueError(f"{taken.device.ident} has no age recipient")
    sources = []
    if taken.response is not None:
        data, _ = encoding.encode(taken.response, "identity")
        sources.append(Source.of_bytes(bundle.MESSAGES, data))
    if taken.files:
        sources.append(Source.of_bytes(bundle.RECEIVED, "\n".join(taken.files).encode()))
    head = Head(
        format=bundle.FORMAT,
        sender=bundle.PROVINCE,
        receiver=taken.device.ident,
        epoch=taken.head.epoch,
        number=taken.head.number,
        created=now_ms(),
        parts=[source.part for source in sources],
    )
    bundle.write(out, head, sources, keys.seed, taken.device.recipient)


def _message(size: int, chunks: Iterator[bytes]) -> SyncRequest:
    buffer = BytesIO()
    for chunk in chunks:
        if buffer.tell() > size:
            raise BadBundle(Fault.ALTERED, bundle.MESSAGES)
        buffer.write(chunk)
    try:
        return encoding.decode(buffer.getvalue(), SyncRequest, encoding.sniff(buffer.getvalue()))
    except encoding.BadMessage as error:
        raise BadBundle(Fault.ALTERED, str(error)) from error


def _exchange(device: Device, told: SyncRequest) -> SyncResponse:
    """As over the line, but with all changes at once: nobody can ask for the rest."""
    response = exchanging.exchange(device, told, in_turn=False)
    changes = list(response.changes)
    more = response.more
    while more and len(changes) < _MOST_CHANGES:
        further, more = numbering.after(device, changes[-1].number)
        changes += further
    cursor = changes[-1].number if changes else response.cursor
    # Else the device would seem to hold numbers that it was never given.
    Device.objects.filter(pk=device.pk, cursor__lt=cursor).update(cursor=cursor)
    return msgspec.structs.replace(response, changes=changes, cursor=cursor, more=more)


def _keep(
    device: Device, part: bundle.Part, chunks: Iterator[bytes], store: Storage, now: datetime
) -> None:
    sha256 = part.name.removeprefix(bundle.FILES)
    if sha256 != part.sha256:
        raise BadBundle(Fault.ALTERED, part.name)
    if not store.has(sha256):
        store.take(secrets.token_hex(16), chunks, sha256)
    upload, made = Upload.objects.get_or_create(
        device=device,
        sha256=sha256,
        defaults={
            "ident": secrets.token_hex(16),
            "length": part.size,
            "offset": part.size,
            "created_at": now,
            "touched_at": now,
            "finished_at": now,
        },
    )
    if not made and upload.finished_at is None:
        store.forget(upload.ident)
        upload.offset, upload.finished_at = upload.length, now
        upload.save(update_fields=["offset", "finished_at"])
