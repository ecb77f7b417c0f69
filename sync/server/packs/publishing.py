"""A folder becomes the next version of a pack."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, Final

import msgspec
from django.db import transaction
from django.utils import timezone

from sync.protocol import manifest as manifests
from sync.protocol.manifest import Manifest, PackFile
from sync.server.accounts.models import Staff
from sync.server.exchange.keys import ProvinceKeys
from sync.server.files.storage import Storage
from sync.server.packs.models import Pack, PublishedFile
from sync.server.statements import Statement

NAMES: Final = ("lessons", "forms")
DIRECTORY: Final = "directory"
"""Whom to call: a province may have none."""
VALID_FOR: Final = timedelta(days=365)
RENEW_BEFORE: Final = timedelta(days=180)
"""A manifest that would end sooner than this is sealed anew, with the next sequence."""
_CHUNK: Final = 256 * 1024
_NEWEST: Final = Statement("SELECT name, max(sequence) FROM packs_pack GROUP BY name")


def publish(
    name: str, folder: Path, keys: ProvinceKeys, store: Storage, by: Staff | None = None
) -> tuple[Pack, bool]:
    """The pack's newest version with the files of ``folder``, and whether it is a new one.

    The files are in the store before anyone can learn of the version.

    Raises:
        ValueError: ``folder`` holds nothing.
        OSError: it cannot be read, or the disk is full.
    """
    files = [_stored(path, folder, store) for path in sorted(folder.rglob("*")) if path.is_file()]
    if not files:
        raise ValueError(f"{folder} is empty")
    contents = hashlib.sha256(msgspec.json.encode(files)).hexdigest()
    now = timezone.now()
    with transaction.atomic():
        newest = Pack.objects.select_for_update().filter(name=name).first()
        if newest and newest.contents == contents and newest.expires_at - now > RENEW_BEFORE:
            return newest, False
        sequence = newest.sequence + 1 if newest else 1
        expires = now + VALID_FOR
        manifest = Manifest(
            name=name,
            sequence=sequence,
            created=int(now.timestamp() * 1000),
            expires=int(expires.timestamp() * 1000),
            files=files,
            keys=list(keys.public),
        )
        pack = Pack.objects.create(
            name=name,
            sequence=sequence,
            manifest=manifests.seal(manifest, keys.seed),
            contents=contents,
            size=sum(file.size for file in files),
            published_at=now,
            expires_at=expires,
            published_by=by,
        )
        PublishedFile.objects.bulk_create(
            [PublishedFile(sha256=sha256) for sha256 in {file.sha256 for file in files}],
            ignore_conflicts=True,
        )
    return pack, True


def newer_than(held: dict[str, int]) -> dict[str, int]:
    """The newest sequence number of each pack that is newer than what a device holds."""
    return {name: number for name, number in _NEWEST.rows() if number > held.get(name, 0)}


def _stored(path: Path, folder: Path, store: Storage) -> PackFile:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    sha256 = digest.hexdigest()
    if not store.has(sha256):
        with path.open("rb") as file:
            store.take(secrets.token_hex(16), _chunks(file), sha256)
    return PackFile(path.relative_to(folder).as_posix(), sha256, path.stat().st_size)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
