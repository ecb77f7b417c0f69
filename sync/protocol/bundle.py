"""Messages and files in one encrypted, signed file, for a stick or a share.

Inside the age encryption is a plain tar archive, so that a province can open
with the ``age`` and ``tar`` commands whatever its key may open::

    head.json        who sends to whom, and size and SHA-256 of every part
    head.sig         Ed25519 signature of head.json by the sender
    ...              the parts, each of which may be missing

Up travel ``enrol`` (an EnrolRequest), ``messages`` (a SyncRequest), ``wanted`` (a Wanted)
and ``files/<sha256>``. In a reply come ``enrolled`` (an EnrolResponse) or ``refusal`` (a
Refusal), ``messages`` (a SyncResponse), ``received`` (the SHA-256 of the files that arrived,
one a line), ``history/<epoch>/<n>`` (a HistoryResponse each) and ``files/<sha256>``. A
content bundle is for many PCs at once: ``packs/<name>`` (a SignedManifest) and
``files/<sha256>``. Readers pass over parts that they do not know.

A PC that is not enrolled yet signs with its own key and calls itself by it.

Nothing is ever written to disk in plain: both directions stream, with memory
that does not grow with the size of the parts.
"""

import hashlib
import io
import os
import re
import tarfile
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Final

import msgspec
import pyrage

from sync.protocol import signing

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

FORMAT: Final = 1
SUFFIX: Final = ".age"
ENROL: Final = "enrol"
ENROLLED: Final = "enrolled"
REFUSAL: Final = "refusal"
MESSAGES: Final = "messages"
WANTED: Final = "wanted"
RECEIVED: Final = "received"
HISTORY: Final = "history/"
PACKS: Final = "packs/"
FILES: Final = "files/"
PROVINCE: Final = "province"
COMMUNES: Final = "communes"
"""Whom content is for: every PC whose key the bundle was encrypted to."""
VOLUME: Final = 64 * 1024**2
"""Bytes after which another bundle begins: far below what FAT32 holds, and a copy that was
torn costs one of them."""
_CHUNK: Final = 64 * 1024
_MAX_HEAD: Final = 4 * 1024 * 1024
_PART_COSTS: Final = 2304
"""Bytes at most for a part's place in the archive and in the head."""
_KEY: Final = re.compile(r"[0-9a-f]{64}")


class Part(msgspec.Struct, array_like=True, frozen=True):
    """One member of the archive: its name, size in bytes and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who sends what to whom.

    ``sender`` and ``receiver`` are a device's id, the public key of one that has none yet,
    :data:`PROVINCE` or :data:`COMMUNES`. ``epoch`` and ``number`` name the bundle among
    those of its sender. What was too much for one bundle is in ``of`` of them, of which
    this is the ``part``-th from 1; each is whole in itself.
    """

    format: int
    sender: str
    receiver: str
    epoch: str
    number: int
    created: int
    parts: list[Part]
    part: int = 1
    of: int = 1


class Fault(StrEnum):
    """What is wrong with a bundle. Each has its sentence for people."""

    NOT_A_BUNDLE = "not_a_bundle"
    NOT_FOR_US = "not_for_us"
    UNKNOWN_SENDER = "unknown_sender"
    ALTERED = "altered"
    CUT_SHORT = "cut_short"
    NEWER_FORMAT = "newer_format"


class BadBundle(ValueError):
    """A bundle that must not be taken in; ``fault`` says why."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(detail or fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Source:
    """A part to be written: what it is, and how to open its bytes."""

    part: Part
    open: Callable[[], AbstractContextManager[IO[bytes]]]

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> "Source":
        """A part held in memory."""
        part = Part(name, len(data), hashlib.sha256(data).hexdigest())
        return cls(part, lambda: io.BytesIO(data))


def is_key(sender: str) -> bool:
    """Whether a sender calls itself by its public key, as it has no id yet."""
    return _KEY.fullmatch(sender) is not None


def short_name(device: str) -> str:
    """What stands for a device in names of files: its id, or the beginning of its key."""
    return device[:16]


def file_name(sender: str, number: int) -> str:
    """The name of a bundle on the stick; its order and its sender can be read from it."""
    return f"sonca-{short_name(sender)}-{number:06d}{SUFFIX}"


def reply_name(receiver: str, number: int, part: int = 1) -> str:
    """The name of the province's reply to bundle ``number`` of a device, or of a part of it."""
    more = f"-{part}" if part > 1 else ""
    return f"reply-{short_name(receiver)}-{number:06d}{more}{SUFFIX}"


def content_name(edition: str, part: int, of: int) -> str:
    """The name of a bundle of lessons and forms for many PCs."""
    return f"content-{edition}-{part}-{of}{SUFFIX}"


def volumes(sources: Sequence[Source], limit: int = VOLUME) -> list[list[Source]]:
    """The parts spread over bundles that each stay below ``limit`` bytes, in order.

    A part that is larger by itself gets a bundle of its own. Encryption adds 16 bytes in
    65,536, and 200 for each receiver.
    """
    room = limit - limit // 2048 - 64 * 1024
    spread: list[list[Source]] = [[]]
    used = 0
    for source in sources:
        cost = source.part.size + _PART_COSTS
        if spread[-1] and used + cost > room:
            spread.append([])
            used = 0
        spread[-1].append(source)
        used += cost
    return spread


def write(
    out: IO[bytes], head: Head, sources: Sequence[Source], seed: bytes, *recipients: str
) -> None:
    """Write one bundle to ``out``, encrypted to ``recipients`` and signed with ``seed``.

    Raises:
        ValueError: a source did not have the size it was announced with.
        OSError: from ``out`` or a source, a full stick for example.
    """
    payload = msgspec.json.encode(head)
    signature = signing.sign(seed, signing.BUNDLE, payload)
    members = [
        Source.of_bytes("head.json", payload),
        Source.of_bytes("head.sig", signature),
        *sources,
    ]
    archive = _tar(members)
    plain, sink = _Chunks(archive), _Sink(out)
    try:
        pyrage.encrypt_io(plain, sink, [pyrage.x25519.Recipient.from_str(r) for r in recipients])
    except pyrage.EncryptError as error:
        # age hands on only the text of what our own ends raised.
        raise plain.failure or sink.failure or error from error
    finally:
        # A source that was being read is closed now, not when nobody remembers the error.
        archive.close()
    if sink.failure:
        # The last block is written from a destructor, whose errors age lets fall.
        raise sink.failure


@contextmanager
def reading(
    source: IO[bytes],
    identity: str,
    receivers: Collection[str],
    key_of: Callable[[Head], Sequence[str]],
) -> Iterator["Reader"]:
    """Open a bundle for reading, its head already judged.

    Args:
        identity: our age secret key.
        receivers: the names under which bundles are addressed to us.
        key_of: the public keys of the sender that a head names; empty when unknown.

    Raises:
        BadBundle: at once, or while parts are read.
    """
    with _decrypted(source, identity) as plain, _archive(plain) as archive:
        yield Reader(archive, receivers, key_of)


class Reader:
    """The parts of one bundle, in order."""

    def __init__(
        self,
        archive: tarfile.TarFile,
        receivers: Collection[str],
        key_of: Callable[[Head], Sequence[str]],
    ) -> None:
        self._archive = archive
        payload = self._small("head.json", _MAX_HEAD)
        signature = self._small("head.sig", 64)
        try:
            self.head = msgspec.json.decode(payload, type=Head)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BadBundle(Fault.NOT_A_BUNDLE, str(error)) from error
        keys = key_of(self.head)
        if not keys:
            raise BadBundle(Fault.UNKNOWN_SENDER, self.head.sender)
        if signing.signer(keys, signing.BUNDLE, payload, signature) is None:
            raise BadBundle(Fault.ALTERED, "signature")
        if self.head.format > FORMAT:
            raise BadBundle(Fault.NEWER_FORMAT)
        if self.head.receiver not in receivers:
            raise BadBundle(Fault.NOT_FOR_US, self.head.receiver)

    def parts(self) -> Iterator[tuple[Part, Iterator[bytes]]]:
        """Each part with its chunks.

        The last chunk is followed by the check of size and hash, so a part may be
        believed only when its chunks have run out without :class:`BadBundle`.
        """
        for part in self.head.parts:
            chunks = self._checked(part)
            yield part, chunks
            for _ in chunks:  # what the reader left is still checked
                pass

    def _checked(self, part: Part) -> Iterator[bytes]:
        stream = self._member(part.name)
        digest = hashlib.sha256()
        size = 0
        while chunk := _read(stream):
            size += len(chunk)
            if size > part.size:
                raise BadBundle(Fault.ALTERED, part.name)
            digest.update(chunk)
            yield chunk
        if size != part.size or digest.hexdigest() != part.sha256:
            raise BadBundle(Fault.ALTERED, part.name)

    def _small(self, name: str, limit: int) -> bytes:
        data = _read(self._member(name), limit + 1)
        if len(data) > limit:
            raise BadBundle(Fault.NOT_A_BUNDLE, name)
        return data

    def _member(self, name: str) -> IO[bytes]:
        try:
            member = self._archive.next()
        except (tarfile.TarError, OSError, ValueError) as error:
            raise BadBundle(Fault.CUT_SHORT, str(error)) from error
        stream = None if member is None else self._archive.extractfile(member)
        if member is None or stream is None:
            raise BadBundle(Fault.CUT_SHORT, name)
        if member.name != name:
            raise BadBundle(Fault.ALTERED, name)
        return stream


def _read(stream: IO[bytes], size: int = _CHUNK) -> bytes:
    try:
        return stream.read(size)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BadBundle(Fault.CUT_SHORT, str(error)) from error


def _tar(members: Sequence[Source]) -> Generator[bytes, None, None]:
    for member in members:
        info = tarfile.TarInfo(member.part.name)
        info.size = member.part.size
        yield info.tobuf(tarfile.USTAR_FORMAT)
        left = info.size
        with member.open() as stream:
            while left and (chunk := stream.read(min(_CHUNK, left))):
                left -= len(chunk)
                yield chunk
            if left or stream.read(1):
                raise ValueError(f"{member.part.name} changed its size while it was written")
        yield bytes(-info.size % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


class _Chunks(io.RawIOBase):
    """A readable file over an iterator of chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            try:
                chunk = next(self._chunks, None)
            except (OSError, ValueError) as error:
                self.failure = error
                raise
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        if size is None or size < 0:
            size = len(self._rest)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


class _Sink(io.RawIOBase):
    """A writable file that remembers why a write failed."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer") -> int:
        try:
            return self._out.write(data)
        except OSError as error:
            self.failure = error
            raise


@contextmanager
def _archive(plain: IO[bytes]) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(fileobj=plain, mode="r|")  # noqa: SIM115 (closed below)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BadBundle(Fault.NOT_A_BUNDLE, str(error)) from error
    with archive:
        yield archive


@contextmanager
def _decrypted(source: IO[bytes], identity: str) -> Iterator[IO[bytes]]:
    """The plain stream of an age file, decrypted by a thread into a pipe."""
    key = pyrage.x25519.Identity.from_str(identity)
    outlet, inlet = os.pipe()
    failure: list[Exception] = []

    def decrypt() -> None:
        with os.fdopen(inlet, "wb", buffering=0) as pipe:
            try:
                pyrage.decrypt_io(source, pipe, [key])
            except Exception as error:  # handed to the reader below
                failure.append(error)

    thread = threading.Thread(target=decrypt, name="bundle", daemon=True)
    thread.start()
    plain = os.fdopen(outlet, "rb")
    try:
        yield plain
    except BadBundle as error:
        plain.close()
        thread.join()
        raise _named(failure, error) from error
    finally:
        plain.close()  # a reader that stopped early unblocks the thread
        thread.join()


def _named(failure: list[Exception], error: BadBundle) -> BadBundle:
    """What age said names the fault better than the archive that ended early."""
    if not failure or isinstance(failure[0], BrokenPipeError):
        return error
    said = str(failure[0])
    if "No matching" in said:
        return BadBundle(Fault.NOT_FOR_US, said)
    if error.fault is Fault.NOT_A_BUNDLE and ("eader" in said or "buffer" in said):
        return BadBundle(Fault.NOT_A_BUNDLE, said)
    return BadBundle(Fault.ALTERED, said)
