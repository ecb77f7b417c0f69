"""How a province lets officials in again who all forgot their passwords.

The PC seals its file's key to the province when it enrols, and keeps what it sealed. A
*request* carries that and a recipient drawn for this once; the *answer* is the same key,
sealed to that recipient. So neither file opens anything by itself, and an answer serves
the PC that asked and no other. All three are age files; nothing is ever in plain.
"""

import base64
import binascii
from typing import Final

import msgspec
import pyrage

REQUEST: Final = "sonca-xin-mo-lai.json"
ANSWER: Final = "sonca-mo-lai.age"


class Sealed(msgspec.Struct, frozen=True):
    """What the province can open: ``key`` in hexadecimal, and the device's id."""

    key: str
    device: str


class Request(msgspec.Struct, frozen=True):
    """``sealed`` is a :class:`Sealed` for the province (base64); ``to`` an age recipient."""

    sealed: str
    to: str


class BadRecovery(ValueError):
    """A request or an answer that is not one, or is for somebody else."""


def seal(key: bytes, device: str, recipient: str) -> str:
    """A file's key for the province alone, base64."""
    plain = msgspec.json.encode(Sealed(key.hex(), device))
    return base64.b64encode(_encrypt(plain, recipient)).decode()


def read_request(data: bytes, identity: str) -> tuple[Sealed, str]:
    """What a request asks to be opened, and the recipient of the answer.

    Raises:
        BadRecovery: it is none, or was not sealed to this province.
    """
    try:
        request = msgspec.json.decode(data, type=Request)
        sealed = base64.b64decode(request.sealed, validate=True)
        plain = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
        return msgspec.json.decode(plain, type=Sealed), request.to
    except (msgspec.DecodeError, binascii.Error, pyrage.DecryptError, ValueError) as error:
        raise BadRecovery(str(error)) from error


def answer(sealed: Sealed, recipient: str) -> bytes:
    """The answer to a request.

    Raises:
        BadRecovery: the recipient is none.
    """
    try:
        return _encrypt(msgspec.json.encode(sealed), recipient)
    except (pyrage.RecipientError, ValueError) as error:
        raise BadRecovery(str(error)) from error


def read_answer(data: bytes, identity: str) -> bytes:
    """The file's key out of an answer.

    Raises:
        BadRecovery: it is none, or answers another request.
    """
    try:
        plain = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])
        return bytes.fromhex(msgspec.json.decode(plain, type=Sealed).key)
    except (msgspec.DecodeError, pyrage.DecryptError, ValueError) as error:
        raise BadRecovery(str(error)) from error


def _encrypt(plain: bytes, recipient: str) -> bytes:
    sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed
