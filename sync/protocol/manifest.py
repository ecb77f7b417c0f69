"""What is in a pack, signed by the province.

A pack is a set of files named by their SHA-256, so that versions share what did
not change. The manifest lists them. A device pins two of the province's keys;
either may sign, so that one can be replaced by a manifest that the other signed.

Refused: a foreign signature, a sequence number that goes back (rollback), and a
manifest past its expiry (freeze), judged by the best clock the device has.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from sync.protocol import signing

MAX_FILES: Final = 20_000
MAX_BYTES: Final = 4 * 1024 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PATH: Final = re.compile(r"[\w][\w.\-]*(/[\w][\w.\-]*)*", re.ASCII)


class PackFile(msgspec.Struct, array_like=True, frozen=True):
    """One file: ``path`` within the pack (ASCII, no ``..``), digest, size in bytes."""

    path: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version of one pack. Times are milliseconds since 1970 UTC.

    ``keys``, when given, are the province's keys from now on.
    """

    name: str
    sequence: int
    created: int
    expires: int
    files: list[PackFile]
    keys: list[str] = []


class SignedManifest(msgspec.Struct, frozen=True):
    """The manifest's bytes as they were signed, and the signature in hexadecimal."""

    manifest: msgspec.Raw
    signature: str


class Distrust(StrEnum):
    """Why a manifest is refused."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    OLDER = "older"
    EXPIRED = "expired"


class UntrustedManifest(ValueError):
    """A manifest that must not be installed; ``reason`` says why."""

    def __init__(self, reason: Distrust) -> None:
        super().__init__(reason.value)
        self.reason = reason


def seal(manifest: Manifest, seed: bytes) -> bytes:
    """The signed manifest, as it is stored and sent."""
    payload = msgspec.json.encode(manifest)
    signature = signing.sign(seed, signing.MANIFEST, payload).hex()
    return msgspec.json.encode(SignedManifest(msgspec.Raw(payload), signature))


def unseal(data: bytes, pinned: Sequence[str], *, held: int = 0, now: int = 0) -> Manifest:
    """The manifest in ``data``, if it may be installed.

    Args:
        pinned: the province's public keys.
        held: the sequence number installed now; equal is allowed (a resumed download).
        now: milliseconds, or 0 when no clock can be trusted.

    Raises:
        UntrustedManifest: it may not.
    """
    if len(data) > MAX_BYTES:
        raise UntrustedManifest(Distrust.UNREADABLE)
    try:
        sealed = msgspec.json.decode(data, type=SignedManifest)
        signature = bytes.fromhex(sealed.signature)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UntrustedManifest(Distrust.UNREADABLE) from error
    # The signature is judged before anything in the manifest is believed.
    if signing.signer(pinned, signing.MANIFEST, bytes(sealed.manifest), signature) is None:
        raise UntrustedManifest(Distrust.FOREIGN)
    try:
        manifest = msgspec.json.decode(sealed.manifest, type=Manifest)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UntrustedManifest(Distrust.UNREADABLE) from error
    if not _is_sound(manifest):
        raise UntrustedManifest(Distrust.UNREADABLE)
    if manifest.sequence < held:
        raise UntrustedManifest(Distrust.OLDER)
    if now and now > manifest.expires:
        raise UntrustedManifest(Distrust.EXPIRED)
    return manifest


def _is_sound(manifest: Manifest) -> bool:
    return (
        len(manifest.files) <= MAX_FILES
        and len({file.path for file in manifest.files}) == len(manifest.files)
        and all(
            _PATH.fullmatch(file.path) and _DIGEST.fullmatch(file.sha256) and file.size >= 0
            for file in manifest.files
        )
    )
