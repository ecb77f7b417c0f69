"""Ed25519 signatures, each bound to the purpose it was made for.

A seed is 32 random bytes and stays where it was drawn. A public key travels as
64 hexadecimal digits.
"""

from collections.abc import Iterable
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

BUNDLE: Final = b"sonca bundle 1\n"
MANIFEST: Final = b"sonca manifest 1\n"


def new_seed() -> bytes:
    """A fresh private key."""
    return SigningKey.generate().encode()


def public_key(seed: bytes) -> str:
    """The public key that belongs to ``seed``."""
    return SigningKey(seed).verify_key.encode().hex()


def sign(seed: bytes, purpose: bytes, payload: bytes) -> bytes:
    """The signature (64 bytes) of ``payload`` for ``purpose``."""
    return SigningKey(seed).sign(purpose + payload).signature


def is_signed_by(key: str, purpose: bytes, payload: bytes, signature: bytes) -> bool:
    """Whether the holder of ``key`` signed ``payload`` for ``purpose``."""
    try:
        VerifyKey(bytes.fromhex(key)).verify(purpose + payload, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def signer(keys: Iterable[str], purpose: bytes, payload: bytes, signature: bytes) -> str | None:
    """The first of ``keys`` whose holder signed ``payload``, or none."""
    return next((key for key in keys if is_signed_by(key, purpose, payload, signature)), None)
