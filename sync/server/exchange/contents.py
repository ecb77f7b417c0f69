"""Lessons and forms for a stick: each file once, for all the PCs that it comes to."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import msgspec

from sync.protocol import bundle
from sync.protocol.bundle import Head, Part, Source
from sync.protocol.manifest import Manifest, PackFile, SignedManifest
from sync.server.devices.models import Device, Province
from sync.server.exchange.keys import ProvinceKeys
from sync.server.exchange.replies import Reply, opener
from sync.server.files.storage import Storage
from sync.server.packs.models import Pack
from sync.server.wire import now_ms

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class _Contents:
    manifests: list[tuple[str, bytes]]
    files: dict[str, PackFile]


def for_devices(
    helds: Sequence[Mapping[str, int]],
    provinces: "Iterable[Province] | QuerySet[Province]",
    keys: ProvinceKeys,
    store: Storage,
    limit: int = bundle.VOLUME,
) -> list[Reply]:
    """Bundles with everything that is newer than what any of several devices holds.

    ``helds`` are the sequence numbers of their packs; without any, all there is. Files that
    every one of them has stay out. Every PC of ``provinces`` can read them; none when
    there is nothing new, or nobody to read it.
    """
    found = _contents(helds)
    devices = Device.objects.filter(commune__province__in=provinces, revoked_at=None)
    recipients = list(
        devices.exclude(recipient="").order_by("pk").values_list("recipient", flat=True)
    )
    if not found.manifests or not recipients:
        return []
    manifests = [Source.of_bytes(bundle.PACKS + name, data) for name, data in found.manifests]
    files = [_source(file, store) for file in found.files.values()]
    told = sum(source.part.size for source in manifests)
    # The manifests are in each, so that it says by itself what its files are for.
    volumes = bundle.volumes(files, limit - told)
    edition = hashlib.sha256(
        msgspec.json.encode([found.manifests, list(found.files), recipients])
    ).hexdigest()[:8]
    return [
        _bundle(edition, [*manifests, *volume], (part, len(volumes)), recipients, keys)
        for part, volume in enumerate(volumes, 1)
    ]


def _bundle(
    edition: str,
    sources: list[Source],
    place: tuple[int, int],
    recipients: list[str],
    keys: ProvinceKeys,
) -> Reply:
    part, of = place
    head = Head(
        format=bundle.FORMAT,
        sender=bundle.PROVINCE,
        receiver=bundle.COMMUNES,
        epoch=edition,
        number=part,
        created=now_ms(),
        parts=[source.part for source in sources],
        part=part,
        of=of,
    )

    def write(out: IO[bytes]) -> None:
        bundle.write(out, head, sources, keys.seed, *recipients)

    return Reply(bundle.content_name(edition, part, of), write)


def _contents(helds: Sequence[Mapping[str, int]]) -> _Contents:
    manifests: list[tuple[str, bytes]] = []
    files: dict[str, PackFile] = {}
    for pack in _newest():
        if helds and all(held.get(pack.name, 0) >= pack.sequence for held in helds):
            continue
        manifests.append((pack.name, bytes(pack.manifest)))
        everybody_has = _common(pack.name, helds)
        for file in _manifest(pack).files:
            if file.sha256 not in everybody_has:
                files[file.sha256] = file
    return _Contents(manifests, files)


def _newest() -> Iterator[Pack]:
    names = Pack.objects.order_by("name").values_list("name", flat=True).distinct()
    for name in names:
        yield Pack.objects.filter(name=name).order_by("-sequence")[0]


def _common(name: str, helds: Sequence[Mapping[str, int]]) -> set[str]:
    """The files that each of the versions held has."""
    sequences = {held.get(name, 0) for held in helds}
    versions = Pack.objects.filter(name=name, sequence__in=sequences)
    if not sequences or len(versions) < len(sequences):
        return set()  # somebody has only what came with the program, which is not known here
    return set.intersection(*({file.sha256 for file in _manifest(pack).files} for pack in versions))


def _manifest(pack: Pack) -> Manifest:
    sealed = msgspec.json.decode(bytes(pack.manifest), type=SignedManifest)
    return msgspec.json.decode(sealed.manifest, type=Manifest)


def _source(file: PackFile, store: Storage) -> Source:
    part = Part(bundle.FILES + file.sha256, file.size, file.sha256)
    return Source(part, opener(store.whole(file.sha256)))
