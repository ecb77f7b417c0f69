"""A certificate of completion: who finished what and when, in a code that any installation
verifies without a network.

The province signs (Ed25519), every installation has its public keys. The code carries the
whole statement, so that a verifier reads the name from the code and compares it with the
paper, instead of trusting the paper. It is written in Crockford's base 32: capitals and
digits without I, L, O and U, which a QR code packs tightly and a person can type.

This is *not* the certificate that Law 116/2025/QH15, Article 34.2, requires of those who
administer systems of level 3 to 5; :data:`NOT_THE_LEGAL_CERTIFICATE` says so, and belongs
on every copy.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

NOT_THE_LEGAL_CERTIFICATE = {
    "vi": "Giấy này xác nhận đã học xong tài liệu của Sơn Ca. Đây không phải chứng chỉ theo"
    " khoản 2 Điều 34 Luật An ninh mạng số 116/2025/QH15.",
    "en": "This states that the Sơn Ca material has been completed. It is not the certificate"
    " under Article 34(2) of the Cybersecurity Law No. 116/2025/QH15.",
}
_FORMAT = 1
_DOMAIN = b"sonca certificate 1\0"
"""Signed before the statement, so that no other signature of the key can pass for one."""
_SIGNATURE = 64
FIRST_DAY = dt.date(2026, 1, 1)
"""Days are counted from here; nothing was completed before."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {char: value for value, char in enumerate(_ALPHABET)}
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MAX_CODE = 600


class Completion(msgspec.Struct, frozen=True, array_like=True):
    """What a certificate states. Field order is the wire order: only ever append."""

    holder: str
    """Name, NFC."""
    commune: str
    """Five-digit code of the administrative unit."""
    scope: str
    """Id of the module or of the course."""
    title: str
    """Its Vietnamese title when it was completed."""
    lessons: int
    day: int
    """Days since 1 January 2026."""

    @property
    def on(self) -> dt.date:
        return FIRST_DAY + dt.timedelta(days=self.day)


class CodeError(ValueError):
    """A code does not verify. ``code`` is "unreadable" (mistyped or cut short), "foreign"
    (no pinned key signed it, or it was altered) or "newer" (made by a later version)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def completion(
    holder: str, commune: str, *, scope: str, title: str, lessons: int, on: dt.date
) -> Completion:
    """A statement ready to be signed. Raises ValueError for what cannot be stated."""
    holder = unicodedata.normalize("NFC", " ".join(holder.split()))
    title = unicodedata.normalize("NFC", " ".join(title.split()))
    if not 1 <= len(holder) <= 80 or not 1 <= len(title) <= 80 or not 1 <= len(scope) <= 40:
        raise ValueError("holder, title and scope have 1 to 80, 80 and 40 characters")
    if not re.fullmatch(r"\d{5}", commune):
        raise ValueError(f"not a commune's code: {commune}")
    if not 1 <= lessons <= 10_000 or on < FIRST_DAY:
        raise ValueError("no lessons, or a day before 2026")
    return Completion(holder, commune, scope, title, lessons, (on - FIRST_DAY).days)


def completed_on(lessons: Iterable[str], mastered: Mapping[str, dt.date]) -> dt.date | None:
    """The day on which the last of ``lessons`` was mastered; None while one is missing.
    ``mastered``: lesson id to the day it was first mastered."""
    days = [mastered.get(lesson) for lesson in lessons]
    found = [day for day in days if day is not None]
    return max(found) if found and len(found) == len(days) else None


def sign(statement: Completion, signing_key: bytes) -> str:
    """The code. ``signing_key``: the 32-byte Ed25519 seed of the province."""
    from nacl.signing import SigningKey

    body = bytes((_FORMAT,)) + msgspec.msgpack.encode(statement)
    signature = SigningKey(signing_key).sign(_DOMAIN + body).signature
    return _encoded(signature + body)


def verify(code: str, province_keys: Iterable[bytes]) -> Completion:
    """The statement that one of the province's public keys (32 bytes each) signed. Spaces,
    hyphens, line breaks, lower case and the letters O, I, L for digits are forgiven.
    Raises :class:`CodeError`."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    raw = _decoded(code)
    signature, body = raw[:_SIGNATURE], raw[_SIGNATURE:]
    if len(body) < 2:
        raise CodeError("unreadable")
    for key in province_keys:
        try:
            VerifyKey(key).verify(_DOMAIN + body, signature)
            break
        except BadSignatureError:
            continue
    else:
        # An unsigned format byte is nobody's word: what a later version wrote would still
        # verify, so anything that does not is foreign or mistyped.
        raise CodeError("foreign")
    if body[0] != _FORMAT:
        raise CodeError("newer")
    try:
        return msgspec.msgpack.decode(body[1:], type=Completion)
    except msgspec.DecodeError as error:
        raise CodeError("newer") from error


def serial(code: str) -> str:
    """A short name for the code, to print and to speak of: eight characters in two groups."""
    digest = _encoded(hashlib.sha256(_decoded(code)).digest())
    return f"{digest[:4]}-{digest[4:8]}"


def grouped(code: str, groups_a_line: int = 8) -> str:
    """The code in groups of five, in lines, for print."""
    groups = [code[i : i + 5] for i in range(0, len(code), 5)]
    lines = (groups[i : i + groups_a_line] for i in range(0, len(groups), groups_a_line))
    return "\n".join(" ".join(line) for line in lines)


def _encoded(data: bytes) -> str:
    bits = len(data) * 8
    length = -(-bits // 5)
    number = int.from_bytes(data, "big") << (length * 5 - bits)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((length - 1) * 5, -1, -5))


def _decoded(code: str) -> bytes:
    bare = re.sub(r"[\s-]", "", code[: _MAX_CODE * 2]).upper().translate(_LOOKALIKE)
    if not bare or len(bare) > _MAX_CODE or not all(char in _VALUE for char in bare):
        raise CodeError("unreadable")
    number = 0
    for char in bare:
        number = number << 5 | _VALUE[char]
    spare = len(bare) * 5 % 8
    if spare >= 5 or number & ((1 << spare) - 1):
        raise CodeError("unreadable")
    return (number >> spare).to_bytes(len(bare) * 5 // 8, "big")
