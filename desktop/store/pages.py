"""The pages of an encrypted file, each judged by itself.

SQLCipher 4: a page of 4,096 bytes ends with a vector of 16 bytes and an HMAC-SHA512 over
what is encrypted, the vector and the page's number. The key of the HMAC comes from the
raw key and the salt, which are the file's first 16 bytes (see "Design" in its manual).
So a page that was altered or torn is known, and every other one can be believed.
"""

import contextlib
import hashlib
import hmac
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from desktop.store.aes import BLOCK, decryption

SIZE: Final = 4096
SALT: Final = 16
_RESERVED: Final = 80
USABLE: Final = SIZE - _RESERVED
_MAGIC: Final = b"SQLite format 3\x00"
_WAL_HEAD: Final = 32
_FRAME_HEAD: Final = 24


@dataclass(frozen=True)
class Frame:
    """A page that a transaction wrote to the log, and where in the log its bytes begin.

    ``commits``: the last of its transaction.
    """

    page: int
    commits: bool
    at: int


def salt_of(path: Path) -> bytes:
    """The salt that a file begins with; empty when it is too short for one."""
    with path.open("rb") as file:
        salt = file.read(SALT)
    return salt if len(salt) == SALT else b""


def frames(log: Path) -> list[Frame]:
    """What lies in a write-ahead log, in order, whether SQLite would follow it so far or not."""
    found = []
    try:
        with log.open("rb") as file:
            head = file.read(_WAL_HEAD)
            end = log.stat().st_size - SIZE - _FRAME_HEAD
            for at in range(_WAL_HEAD, end + 1, _FRAME_HEAD + SIZE):
                file.seek(at)
                page, commits, mark = struct.unpack(">II8s", file.read(16))
                found.append((mark, Frame(page, bool(commits), at + _FRAME_HEAD)))
    except FileNotFoundError:
        return []
    # What was written before the log began anew carries another mark.
    marks = Counter([head[16:24], *(mark for mark, _ in found[:8])])
    mine = marks.most_common(1)[0][0] if found else b""
    return [frame for mark, frame in found if mark == mine]


def first_bytes(log: Path, page: int) -> list[bytes]:
    """What each version of a page in a log begins with: of the first, the file's salt."""
    wanted = [frame.at for frame in frames(log) if frame.page == page]
    if not wanted:
        return []
    with log.open("rb") as file:
        return [_at(file, at, SALT) for at in wanted]


def followed(log: Path) -> int:
    """How many frames SQLite takes from a log: up to the first whose checksum does not fit.

    SQLite's file format, section 4.2. Reads all of it: 0.2 ms a frame.
    """
    try:
        with log.open("rb") as file:
            return _followed(file)
    except FileNotFoundError:
        return 0


def _followed(log: IO[bytes]) -> int:
    head = log.read(_WAL_HEAD)
    if len(head) < _WAL_HEAD:
        return 0
    (magic,) = struct.unpack(">I", head[:4])
    order = ">" if magic & 1 else "<"
    sums = _checksum(head[:24], order, (0, 0))
    if sums != struct.unpack(">II", head[24:32]):
        return 0
    count = 0
    while len(frame := log.read(_FRAME_HEAD + SIZE)) == _FRAME_HEAD + SIZE:
        sums = _checksum(frame[:8] + frame[_FRAME_HEAD:], order, sums)
        if frame[8:16] != head[16:24] or sums != struct.unpack(">II", frame[16:24]):
            break
        count += 1
    return count


def _at(file: IO[bytes], at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)


def _checksum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & 0xFFFFFFFF
        second = (second + words[at + 1] + first) & 0xFFFFFFFF
    return first, second


class Pages:
    """Every page of a file and its log that can be believed; closed after use.

    ``salts`` are tried in turn: the file's own may be what is damaged. Holds where pages
    are, never their bytes.
    """

    def __init__(self, path: Path, key: bytes, salts: list[bytes]) -> None:
        self._decrypt = decryption(key)
        self._keys = [
            hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt), 2, 32)
            for salt in dict.fromkeys(salts)
            if salt
        ]
        log = path.with_name(path.name + "-wal")
        self._logged: dict[int, list[int]] = {}
        for frame in frames(log):
            self._logged.setdefault(frame.page, []).append(frame.at)
        size = path.stat().st_size if path.exists() else 0
        self.last = max([-(-size // SIZE), *self._logged])
        self.bad: set[int] = set()
        """Pages that are there and cannot be believed."""
        self._opened = contextlib.ExitStack()
        self._file = self._opened.enter_context(path.open("rb")) if size else None
        self._log = self._opened.enter_context(log.open("rb")) if self._logged else None

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, self.last + 1))

    def kind(self, number: int) -> int | None:
        """The first byte of a page, which says what it holds; None for a bad one."""
        raw = self._raw(number)
        if raw is None:
            return None
        if number == 1:
            return self.read(1)[100]
        return self._decrypt(raw[USABLE : USABLE + BLOCK], raw[:BLOCK])[0]

    def read(self, number: int) -> bytes:
        """A page in plain, :data:`USABLE` bytes.

        Raises:
            ValueError: it is not there, or cannot be believed.
        """
        raw = self._raw(number)
        if raw is None:
            raise ValueError(f"page {number}")
        start = SALT if number == 1 else 0
        plain = self._decrypt(raw[USABLE : USABLE + BLOCK], raw[start:USABLE])
        return _MAGIC + plain if start else plain

    def _raw(self, number: int) -> bytes | None:
        """The newest trustworthy version of a page, encrypted."""
        for at in reversed(self._logged.get(number, [])):
            raw = _at(self._log, at, SIZE) if self._log else b""
            if self._believed(number, raw):
                return raw
        raw = self._in_file(number)
        if self._believed(number, raw):
            return raw
        if any(raw):
            self.bad.add(number)
        return None

    def _in_file(self, number: int) -> bytes:
        if self._file is None or not 0 < number <= self.last:
            return b""
        return _at(self._file, (number - 1) * SIZE, SIZE)

    def _believed(self, number: int, raw: bytes) -> bool:
        if len(raw) != SIZE:
            return False
        start = SALT if number == 1 else 0
        said = raw[start : USABLE + BLOCK] + struct.pack("<I", number)
        return any(
            hmac.compare_digest(
                hmac.digest(key, said, "sha512"), raw[USABLE + BLOCK : USABLE + BLOCK + 64]
            )
            for key in self._keys
        )
