"""What happens to an upload: begun, continued, completed, expired."""

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import IO, Final

from django.db import IntegrityError, transaction

from sync.protocol import durably
from sync.server.devices.models import Device
from sync.server.files import storage
from sync.server.files.models import Upload
from sync.server.files.storage import Storage

KEPT_FOR: Final = timedelta(days=30)
"""How long an upload that stands still is kept."""

RECORD_EVERY: Final = 1024 * 1024
"""Bytes after which progress within one request is flushed and recorded."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Refusal(StrEnum):
    """Why an upload, or a piece of one, is not taken."""

    NO_HASH = "no_hash"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_SPACE = "no_space"
    OTHER_LENGTH = "other_length"
    WRONG_OFFSET = "wrong_offset"
    BUSY = "busy"
    TOO_LONG = "too_long"
    BAD_CHECKSUM = "bad_checksum"
    UNKNOWN_ALGORITHM = "unknown_algorithm"
    NOT_THE_FILE = "not_the_file"


class Refused(Exception):
    """The request is refused; what was recorded before stays."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Announcement:
    """What a device says before it sends: length in bytes, SHA-256 in hexadecimal."""

    length: int
    sha256: str
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Checksum:
    """A piece's digest, to be checked before the piece is believed."""

    algorithm: str
    digest: bytes

    @classmethod
    def of_header(cls, value: str) -> "Checksum":
        """``sha256 <base64>``, as tus writes it.

        Raises:
            Refused: another algorithm, or no base64.
        """
        algorithm, _, text = value.strip().partition(" ")
        if algorithm not in {"sha1", "sha256"}:
            raise Refused(Refusal.UNKNOWN_ALGORITHM)
        try:
            return cls(algorithm, base64.b64decode(text, validate=True))
        except binascii.Error as error:
            raise Refused(Refusal.BAD_CHECKSUM) from error


def begin(
    device: Device, told: Announcement, store: Storage, *, most: int, spare: int, now: datetime
) -> tuple[Upload, bool]:
    """The upload for an announced file, and whether it is new.

    A file that the province has in full is complete at once: it never travels again.

    Args:
        most: the largest file taken, in bytes.
        spare: bytes that must stay free on the server's disk.

    Raises:
        Refused: before a byte has travelled.
    """
    if not _DIGEST.fullmatch(told.sha256):
        raise Refused(Refusal.NO_HASH)
    if told.length <= 0:
        raise Refused(Refusal.EMPTY)
    if told.length > most:
        raise Refused(Refusal.TOO_LARGE)
    known = Upload.objects.filter(device=device, sha256=told.sha256).first()
    if known is None:
        if store.free() - told.length < spare:
            remove_expired(store, now)
            if store.free() - told.length < spare:
                raise Refused(Refusal.NO_SPACE)
        fresh = Upload(
            ident=secrets.token_hex(16),
            device=device,
            sha256=told.sha256,
            length=told.length,
            name=told.name.replace("\x00", "")[:200],
            media_type=told.media_type.replace("\x00", "")[:100],
            created_at=now,
            touched_at=now,
        )
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
        except IntegrityError:  # two requests at once: the other one made it
            return Upload.objects.get(device=device, sha256=told.sha256), False
        return fresh, True
    if known.length != told.length:
        raise Refused(Refusal.OTHER_LENGTH)
    return known, False


def receive(
    upload: Upload,
    offset: int,
    body: Iterator[bytes],
    store: Storage,
    checksum: Checksum | None,
    *,
    now: datetime,
) -> Upload:
    """Write ``body`` at ``offset``; the upload as it stands afterwards.

    With a checksum the piece counts whole or not at all. Without one, whatever
    arrived before the line went down is kept.

    Raises:
        Refused: the piece does not belong here.
        OSError: the disk is full or the line went down; what was recorded stays.
    """
    try:
        with store.locked(upload.ident) as part:
            upload.refresh_from_db()
            if upload.finished_at or offset != upload.offset:
                raise Refused(Refusal.WRONG_OFFSET)
            try:
                storage.cut_to(part, upload.offset)
            except storage.Shrunk:
                # From the beginning: what is left of it cannot be believed either.
                part.truncate(0)
                _record(upload, part, 0, now)
                raise Refused(Refusal.WRONG_OFFSET) from None
            try:
                _write(upload, body, part, checksum, now)
            except BaseException:
                storage.cut_to(part, upload.offset)
                raise
            if upload.offset == upload.length:
                _finish(upload, part, store, now)
    except storage.Busy as error:
        raise Refused(Refusal.BUSY) from error
    return upload


def remove_expired(store: Storage, now: datetime) -> int:
    """Throw away uploads that have stood still too long; how many there were."""
    stale = Upload.objects.filter(finished_at=None, touched_at__lt=now - KEPT_FOR)
    removed = 0
    for upload in stale:
        try:
            with store.locked(upload.ident):
                store.forget(upload.ident)
                upload.delete()
                removed += 1
        except storage.Busy:
            continue  # it has just woken up
    return removed


def _write(
    upload: Upload,
    body: Iterator[bytes],
    part: IO[bytes],
    checksum: Checksum | None,
    now: datetime,
) -> None:
    digest = hashlib.new(checksum.algorithm) if checksum else None
    at = upload.offset
    try:
        for chunk in body:
            if at + len(chunk) > upload.length:
                raise Refused(Refusal.TOO_LONG)
            storage.write_all(part, chunk)
            at += len(chunk)
            if digest:
                digest.update(chunk)
            elif at - upload.offset >= RECORD_EVERY:
                _record(upload, part, at, now)
    except OSError:
        if digest is None:
            _record(upload, part, at, now)
        raise
    if checksum and digest and digest.digest() != checksum.digest:
        raise Refused(Refusal.BAD_CHECKSUM)
    _record(upload, part, at, now)


def _record(upload: Upload, part: IO[bytes], at: int, now: datetime) -> None:
    durably.flush(part)
    upload.offset = at
    upload.touched_at = now
    upload.save(update_fields=["offset", "touched_at"])


def _finish(upload: Upload, part: IO[bytes], store: Storage, now: datetime) -> None:
    if not store.keep(upload.ident, part, upload.sha256):
        upload.offset = 0
        upload.save(update_fields=["offset"])
        raise Refused(Refusal.NOT_THE_FILE)
    upload.finished_at = now
    upload.save(update_fields=["finished_at"])
