"""Bundles from devices in, and what is to be answered.

A bundle may come twice and in any order: what an event or a file does happens once,
and the reply is written anew each time, because the first may have been lost.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final, TypeVar

import msgspec

from sync.protocol import bundle, encoding
from sync.protocol.bundle import BadBundle, Fault, Head
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.history import Wanted
from sync.protocol.messages import MAX_BODY_BYTES, SyncRequest, SyncResponse
from sync.protocol.refusals import Problem, Refusal
from sync.server.changes import numbering
from sync.server.devices import enrolment
from sync.server.devices.models import Device
from sync.server.exchange.keys import ProvinceKeys
from sync.server.exchange.models import Carried
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake import exchanging
from sync.server.wire import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.devices.models import Commune

_MOST_CHANGES: Final = 20_000

Kind = TypeVar("Kind")


@dataclass
class TakenIn:
    """What a bundle brought; ``files`` by SHA-256.

    ``device`` is None when it was refused, with ``refusal``: it asked to be enrolled, or was
    withdrawn.
    ``recipient`` is whom the reply is encrypted to. ``response`` is None when the bundle
    carried files alone; ``held`` are then unknown too.
    """

    head: Head
    recipient: str = ""
    device: Device | None = None
    asked_to_enrol: bool = False
    refusal: Refusal | None = None
    events: int = 0
    files: list[str] = field(default_factory=list)
    response: SyncResponse | None = None
    held: dict[str, int] | None = None
    wanted: Wanted | None = None


def take_in(
    source: IO[bytes],
    keys: ProvinceKeys,
    store: Storage,
    now: datetime,
    communes: "QuerySet[Commune] | None" = None,
) -> TakenIn:
    """Read one bundle and let it have its effect, once.

    ``communes`` are those whose bundles whoever brings it may take in; None: all.

    Raises:
        BadBundle: it is not for us, not from a device of ours, or damaged. Parts before
            the damage may have had their effect, which a whole copy then repeats
            without harm.
        Refused: its message contradicts the protocol.
        OSError: the disk is full.
    """
    found: list[Device] = []

    def key_of(head: Head) -> Sequence[str]:
        if bundle.is_key(head.sender):
            # It says so itself, and the code that it brings decides whether it is heard.
            return [head.sender]
        heard = Device.objects.filter(ident=head.sender)
        device = (heard if communes is None else heard.filter(commune__in=communes)).first()
        if device is None or not device.verify_key:
            return []
        found.append(device)
        return [device.verify_key]

    with bundle.reading(source, keys.identity, (bundle.PROVINCE,), key_of) as reader:
        taken = TakenIn(reader.head)
        if found:
            taken.device, taken.recipient = found[0], found[0].recipient
            if found[0].revoked_at is not None:
                taken.device, taken.refusal = None, Refusal(Problem.REVOKED)
                return taken
        for part, chunks in reader.parts():
            if part.name == bundle.ENROL:
                _enrol(taken, _message(part.size, chunks, EnrolRequest), communes)
                if taken.device is None:
                    break
            elif taken.device is None:
                raise BadBundle(Fault.UNKNOWN_SENDER, part.name)
            elif part.name == bundle.MESSAGES:
                told = _message(part.size, chunks, SyncRequest)
                taken.events, taken.held = len(told.events), told.held
                taken.response = _exchange(taken.device, told, reader.head)
            elif part.name == bundle.WANTED:
                taken.wanted = _message(part.size, chunks, Wanted)
            elif part.name.startswith(bundle.FILES):
                _keep(taken.device, part, chunks, store, now)
                taken.files.append(part.sha256)
    return taken


def _message(size: int, chunks: Iterator[bytes], kind: type[Kind]) -> Kind:
    """A part as a message. Its size is what the sender says, who may be anybody."""
    if size > MAX_BODY_BYTES:
        raise BadBundle(Fault.ALTERED, f"{size} bytes")
    buffer = BytesIO()
    for chunk in chunks:  # no more of them than that, or they raise
        buffer.write(chunk)
    try:
        return encoding.decode(buffer.getvalue(), kind, encoding.sniff(buffer.getvalue()))
    except encoding.BadMessage as error:
        raise BadBundle(Fault.ALTERED, str(error)) from error


def _enrol(taken: TakenIn, asked: EnrolRequest, communes: "QuerySet[Commune] | None") -> None:
    """Make the sender a device of ours, or keep why not.

    Raises:
        BadBundle: it speaks for somebody else, or for a commune of another area.
    """
    if bundle.is_key(taken.head.sender) and asked.verify_key != taken.head.sender:
        raise BadBundle(Fault.ALTERED, "verify_key")
    if not asked.recipient:
        raise BadBundle(Fault.UNKNOWN_SENDER, "no recipient")
    if communes is not None and not enrolment.is_for(asked.code, communes):
        raise BadBundle(Fault.UNKNOWN_SENDER, "another area")
    taken.asked_to_enrol, taken.recipient = True, asked.recipient
    try:
        taken.device = enrolment.enrol(asked)
    except Refused as refused:
        taken.device, taken.refusal = None, refused.refusal


def _exchange(device: Device, told: SyncRequest, head: Head) -> SyncResponse:
    """As over the line, but with all changes at once: nobody can ask for the rest."""
    later = Carried.objects.filter(device=device).after(head.number, head.part, head.of)
    way = exchanging.Way.OLD_STICK if later.exists() else exchanging.Way.STICK
    response = exchanging.exchange(device, told, way)
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
