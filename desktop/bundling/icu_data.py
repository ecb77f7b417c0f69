"""ICU's data without the languages that nobody here reads.

Qt on Linux brings ICU with the data of all the world: 32 MB for sorting, names of languages,
line breaking and converters of character sets. This program sorts Vietnamese and English, and
Qt breaks lines and writes dates by itself. On Windows ICU is the system's.

The data is one table in ``libicudata.so``, after a header of the format ``CmnD``: the number of
items; for each, by name, the offsets of its name and of its bytes; names; bytes. Offsets count
from the table, which is the last thing in its segment and stays where it is in memory.
"""

import re
import struct
from itertools import pairwise
from pathlib import Path
from typing import Final

_MAGIC: Final = b"\xda\x27"
_FORMAT: Final = b"CmnD"
_FORMAT_AT: Final = 12
_ALIGNED: Final = 16
_PAGE: Final = 0x1000
_ELF_64: Final = b"\x7fELF\x02\x01"
_LOADED: Final = 1

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(_\w+)?\.res")
_READ_HERE: Final = re.compile(r"(vi|en)(_\w+)?\.res|res_index\.res")
_UNUSED: Final = re.compile(r"(brkitr|translit|rbnf)/|.+\.(cnv|spp|cfu)$|unames\.icu$")


class UnknownLayout(Exception):
    """The library is not laid out as this module knows it; nothing was changed."""


def is_wanted(item: str) -> bool:
    """Whether an item is kept, by its name in the package: ``coll/vi.res``."""
    name = item.rpartition("/")[2]
    is_foreign = _LANGUAGE.fullmatch(name) and not _READ_HERE.fullmatch(name)
    return not is_foreign and not _UNUSED.match(item)


def trim(library: Path) -> int:
    """Take what is not wanted out of a 64-bit ``libicudata.so``; gives the bytes saved.

    Raises:
        UnknownLayout: see there.
        OSError: the file cannot be read or written.
    """
    data = library.read_bytes()
    start = data.find(_FORMAT) - _FORMAT_AT
    if start < 0 or data[start + 2 : start + 4] != _MAGIC or not data.startswith(_ELF_64):
        raise UnknownLayout("no table of ICU data")
    (header,) = struct.unpack_from("<H", data, start)
    shorter = _trimmed(data, start + header)
    library.write_bytes(shorter)
    return len(data) - len(shorter)


def _trimmed(data: bytes, table: int) -> bytes:
    """The ELF file with fewer items in the table, which ends the segment that it is in.

    The segments after it stay where they are in memory and move forward in the file by whole
    pages. Sections, of which only linkers and debuggers know, are forgotten.
    """
    (headers,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    segments = []
    for place in range(headers, headers + count * size, size):
        kind, _, offset, _, _, length = struct.unpack_from("<IIQQQQ", data, place)
        segments.append((place, kind, offset, offset + length))
    around = [s for s in segments if s[1] == _LOADED and s[2] <= table < s[3]]
    if len(around) != 1:
        raise UnknownLayout("the table is in no segment")
    ((place, _, begin, end),) = around
    fewer = _with_wanted(data[table:end])
    saved = (end - table - len(fewer)) // _PAGE * _PAGE
    made = bytearray(data[:table] + fewer.ljust(end - saved - table, b"\0") + data[end:])
    struct.pack_into("<QQ", made, place + 32, end - saved - begin, end - saved - begin)
    for place, _, offset, _ in segments:
        if offset >= end:
            struct.pack_into("<Q", made, place + 8, offset - saved)
    struct.pack_into("<Q", made, 40, 0)
    struct.pack_into("<HHH", made, 58, 0, 0, 0)
    return bytes(made)


def _with_wanted(table: bytes) -> bytes:
    """The wanted items, in the order in which they are searched for."""
    (count,) = struct.unpack_from("<I", table)
    entries = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    if any(before >= after for (_, before), (_, after) in pairwise(entries)):
        raise UnknownLayout("the items are in another order")
    ends = [begin for _, begin in entries[1:]] + [len(table)]
    kept = []
    for (name_at, begin), end in zip(entries, ends, strict=True):
        name = table[name_at : table.index(b"\0", name_at) + 1]
        if is_wanted(name[:-1].decode("ascii").partition("/")[2]):
            kept.append((name, table[begin:end].ljust(_aligned(end - begin), b"\0")))
    name_at = 4 + 8 * len(kept)
    body_at = _aligned(name_at + sum(len(name) for name, _ in kept))
    made = [struct.pack("<I", len(kept))]
    for name, body in kept:
        made.append(struct.pack("<II", name_at, body_at))
        name_at += len(name)
        body_at += len(body)
    made += [name for name, _ in kept]
    names = b"".join(made)
    return names.ljust(_aligned(len(names)), b"\0") + b"".join(body for _, body in kept)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
