"""A province's card: what a PC must know before it can write to the province by stick.

It holds public keys only, so it may be copied freely. Whoever swaps it on the way could
read what the PC writes; therefore the enrolment sheet carries the card's fingerprint, and
the official compares the two.
"""

import base64
import hashlib
from typing import Final

import msgspec
import pyrage

from sync.protocol.codes import ALPHABET

SUFFIX: Final = ".sonca"
MAX_BYTES: Final = 64 * 1024
_TO_OURS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
_GROUP: Final = 4
_GROUPS: Final = 4


class Card(msgspec.Struct, frozen=True):
    """``recipient`` is the province's age recipient, ``signing_keys`` its Ed25519 public keys."""

    province_code: str
    province: str
    recipient: str
    signing_keys: list[str]


class BadCard(ValueError):
    """Bytes that are no card."""


def file_name(province_code: str) -> str:
    """The card's name on a stick."""
    return f"the-tinh-{province_code}{SUFFIX}"


def read(data: bytes) -> Card:
    """The card in ``data``.

    Raises:
        BadCard: there is none.
    """
    if len(data) > MAX_BYTES:
        raise BadCard("too large")
    try:
        card = msgspec.json.decode(data, type=Card)
        pyrage.x25519.Recipient.from_str(card.recipient)
        keys = [bytes.fromhex(key) for key in card.signing_keys]
    except (msgspec.DecodeError, pyrage.RecipientError, ValueError, RecursionError) as error:
        raise BadCard(str(error)) from error
    if not keys or any(len(key) != 32 for key in keys):
        raise BadCard("keys")
    return card


def fingerprint(card: Card) -> str:
    """Sixteen characters (80 bits) over all that a card says, in groups to be compared by eye."""
    digest = hashlib.sha256(msgspec.json.encode(card)).digest()
    text = base64.b32encode(digest).decode().translate(_TO_OURS)[: _GROUP * _GROUPS]
    return "-".join(text[place : place + _GROUP] for place in range(0, len(text), _GROUP))
