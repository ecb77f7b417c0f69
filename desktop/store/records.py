"""Rows out of the leaves of a table, whatever became of the tree above them.

SQLite's file format, sections 1.6 (pages) and 2.1 (records). Which table a leaf belongs
to is written in the tree above it, so here a row is a bare list of values.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from desktop.store.pages import USABLE, Pages

LEAF: Final = 0x0D
"""The first byte of a leaf of a table."""
_MOST_LOCAL: Final = USABLE - 35
_LEAST_LOCAL: Final = (USABLE - 12) * 32 // 255 - 23
_CHAINED: Final = USABLE - 4
_WHOLE: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number by its serial type."""


@dataclass(frozen=True)
class Chain:
    """A BLOB that goes on in other pages: megabytes, perhaps, so it is read when wanted.

    ``head`` is what the leaf has of it, ``size`` its bytes in all.
    """

    pages: Pages
    head: bytes
    following: int
    size: int

    def read(self) -> bytes:
        """All of it.

        Raises:
            ValueError: a page of it is not there, or cannot be believed.
        """
        return self.head + _chained(self.pages, self.following, self.size - len(self.head))


@dataclass(frozen=True)
class Record:
    """A row as it lies in its leaf. Its last value may be a :class:`Chain`."""

    rowid: int
    values: list[Any]


def records(pages: Pages, number: int) -> Iterator[Record]:
    """The rows of one leaf; those that go on in a bad page are left out."""
    page = pages.read(number)
    start = 100 if number == 1 else 0
    (cells,) = struct.unpack_from(">H", page, start + 3)
    for cell in range(min(cells, USABLE // 2)):
        try:
            (at,) = struct.unpack_from(">H", page, start + 8 + 2 * cell)
            size, at = _varint(page, at)
            rowid, at = _varint(page, at)
            values = _values_at(pages, page, at, size)
            yield Record(rowid - 2**64 if rowid >= 2**63 else rowid, values)
        except (ValueError, IndexError, struct.error):
            continue


def _values_at(pages: Pages, page: bytes, at: int, size: int) -> list[Any]:
    """
    Raises:
        ValueError, IndexError, struct.error: this is no record, or a page of it is bad.
    """
    if size <= _MOST_LOCAL:
        return _values(page[at : at + size])
    length = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _CHAINED
    if length > _MOST_LOCAL:
        length = _LEAST_LOCAL
    local = page[at : at + length]
    (following,) = struct.unpack_from(">I", page, at + length)
    types, start = _types(local)
    blob = (types[-1] - 12) // 2 if types and types[-1] >= 12 and types[-1] % 2 == 0 else 0
    if not blob or size - blob > length:
        return _values(local + _chained(pages, following, size - length))
    values = []
    for kind in types[:-1]:
        value, start = _value(local, start, kind)
        values.append(value)
    if start != size - blob:
        raise ValueError("a record of another length")
    return [*values, Chain(pages, local[start:], following, blob)]


def _chained(pages: Pages, following: int, left: int) -> bytes:
    """What lies in a chain of pages."""
    parts = []
    while left > 0:
        page = pages.read(following)
        parts.append(page[4 : 4 + left])
        left -= len(parts[-1])
        (following,) = struct.unpack_from(">I", page)
    return b"".join(parts)


def _types(payload: bytes) -> tuple[list[int], int]:
    """The types of a record's values, and where the first value begins."""
    head, at = _varint(payload, 0)
    types = []
    while at < head:
        kind, at = _varint(payload, at)
        types.append(kind)
    return types, at


def _values(payload: bytes) -> list[Any]:
    """
    Raises:
        ValueError, IndexError: this is no record.
    """
    types, at = _types(payload)
    values = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length")
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind in _WHOLE:
        end = at + _WHOLE[kind]
        return int.from_bytes(payload[at:end], signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind in {8, 9}:
        return kind - 8, at
    if kind == 0:
        return None, at
    if kind < 12:
        raise ValueError("a reserved type")
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise ValueError("a record that is cut short")
    part = payload[at:end]
    return (part.decode() if kind % 2 else part), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        byte = data[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    raise ValueError("unreachable")
