"""Messages to bytes and back: JSON, compressed when that is shorter.

The reader never trusts a length: decompression stops at ``limit`` bytes.

Two media types say what a body is. :data:`MEDIA_TYPE` is JSON, its compression told by
``Content-Encoding``. :data:`TRAINED_MEDIA_TYPE` is a zstd frame made with a dictionary
of ours; as HTTP knows nothing of it, nobody on the way tries to unpack it.
"""

import gzip
import zlib
from typing import Final, Literal, TypeVar

import msgspec
import zstandard

from sync.protocol import dictionary
from sync.protocol.messages import MAX_BODY_BYTES

MEDIA_TYPE: Final = "application/vnd.sonca+json"
TRAINED_MEDIA_TYPE: Final = "application/vnd.sonca+zstd"
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


def encode_for(
    message: msgspec.Struct, coding: Coding, trained: int = 0
) -> tuple[bytes, dict[str, str]]:
    """The message's bytes and the headers that say what they are.

    ``coding`` and ``trained`` (the number of a dictionary, or 0) are what the reader knows.
    The dictionary is used on the shortest message too, for it tells that one knows it.
    """
    if trained:
        plain = msgspec.json.encode(message)
        packer = zstandard.ZstdCompressor(
            level=dictionary.LEVEL, dict_data=dictionary.load(trained), write_checksum=False
        )
        return packer.compress(plain), {"Content-Type": TRAINED_MEDIA_TYPE}
    data, used = encode(message, coding)
    headers = {"Content-Type": MEDIA_TYPE}
    if used != "identity":
        headers["Content-Encoding"] = used
    return data, headers


def coding_of(content_type: str, content_encoding: str) -> str | None:
    """The coding that a body's headers tell, for :func:`decode`; None: it is no message."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == TRAINED_MEDIA_TYPE:
        return "zstd"
    if media_type == MEDIA_TYPE:
        return content_encoding.strip().lower() or "identity"
    return None


def trained_with(data: bytes) -> int:
    """The number of the dictionary that a body was made with; 0 for none."""
    try:
        return zstandard.get_frame_parameters(data).dict_id
    except zstandard.ZstdError:
        return 0


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
            number = trained_with(data)
            known = dictionary.load(number) if number else None
            with zstandard.ZstdDecompressor(dict_data=known).stream_reader(data) as reader:
                plain = reader.read(limit + 1)
        elif coding == "gzip":
            plain = zlib.decompressobj(wbits=31).decompress(data, limit + 1)
        else:
            raise BadMessage(f"unknown coding {coding!r}")
    except dictionary.UnknownDictionary as error:
        raise BadMessage(f"unknown dictionary {error}") from error
    except (zstandard.ZstdError, zlib.error, EOFError) as error:
        raise BadMessage(str(error)) from error
    if len(plain) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return plain
