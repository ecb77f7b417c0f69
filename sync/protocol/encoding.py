"""Messages to bytes and back: JSON, compressed when that is shorter.

The reader never trusts a length: decompression stops at ``limit`` bytes.
"""

import gzip
import zlib
from typing import Final, Literal, TypeVar

import msgspec
import zstandard

from sync.protocol.messages import MAX_BODY_BYTES

MEDIA_TYPE: Final = "application/vnd.sonca+json"
Coding = Literal["identity", "zstd", "gzip"]
CODINGS: Final[tuple[Coding, ...]] = ("zstd", "gzip", "identity")
_LEVEL: Final = 19
_SHORTEST_WORTH_COMPRESSING: Final = 128

T = TypeVar("T")


class BadMessage(ValueError):
    """Bytes that are no message of this protocol."""


class TooLarge(BadMessage):
    """A body that is larger, once decompressed, than its reader allows."""


def encode(message: msgspec.Struct, coding: Coding = "zstd") -> tuple[bytes, Coding]:
    """The message's bytes and the coding used: ``identity`` when compression gains nothing."""
    plain = msgspec.json.encode(message)
    if coding == "identity" or len(plain) < _SHORTEST_WORTH_COMPRESSING:
        return plain, "identity"
    if coding == "zstd":
        packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=False).compress(plain)
    else:
        packed = gzip.compress(plain, mtime=0)
    return (packed, coding) if len(packed) < len(plain) else (plain, "identity")


def decode(
    data: bytes, kind: type[T], coding: str = "identity", *, limit: int = MAX_BODY_BYTES
) -> T:
    """The message in ``data``.

    Raises:
        TooLarge: decompressed, it is longer than ``limit``.
        BadMessage: anything else that is wrong with it.
    """
    plain = _decompress(data, coding, limit)
    try:
        return msgspec.json.decode(plain, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error


def sniff(data: bytes) -> Coding:
    """The coding of a message that lies in a file, where no header tells it."""
    if data.startswith(zstandard.FRAME_HEADER):
        return "zstd"
    return "gzip" if data.startswith(b"\x1f\x8b") else "identity"


def choose_coding(accepted: str) -> Coding:
    """The best coding that an ``Accept-Encoding`` header allows."""
    names = {
        name.strip().lower()
        for name, _, weight in (part.partition(";") for part in accepted.split(","))
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    }
    return next((coding for coding in CODINGS if coding in names), "identity")


def _decompress(data: bytes, coding: str, limit: int) -> bytes:
    try:
        if coding in {"", "identity"}:
            plain = data[: limit + 1]
        elif coding == "zstd":
            with zstandard.ZstdDecompressor().stream_reader(data) as reader:
                plain = reader.read(limit + 1)
        elif coding == "gzip":
            plain = zlib.decompressobj(wbits=31).decompress(data, limit + 1)
        else:
            raise BadMessage(f"unknown coding {coding!r}")
    except (zstandard.ZstdError, zlib.error, EOFError) as error:
        raise BadMessage(str(error)) from error
    if len(plain) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return plain
