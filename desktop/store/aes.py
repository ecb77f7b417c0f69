"""AES-256 in CBC mode, decryption only, for reading the pages of a damaged file one by one.

SQLCipher itself stops at the first page that it cannot trust, and nothing else that we
ship speaks AES. About 10 ms a page of 4 KiB: for a repair, never for daily reading.
FIPS 197; the tables are those of its "equivalent inverse cipher" (section 5.3.5).
"""

import struct
from typing import Final

BLOCK: Final = 16
_ROUNDS: Final = 14


def _doubled(value: int) -> int:
    return (value << 1) ^ (0x11B if value & 0x80 else 0)


def _boxes() -> tuple[list[int], list[int]]:
    """The substitution table and its inverse."""
    powers, value = [0] * 256, 1
    logs = [0] * 256
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value ^= _doubled(value)  # times 3, a generator
    box, inverse = [0] * 256, [0] * 256
    for byte in range(256):
        turned = powers[-logs[byte] % 255] if byte else 0
        mixed = turned
        for _ in range(4):
            turned = ((turned << 1) | (turned >> 7)) & 0xFF
            mixed ^= turned
        box[byte] = mixed ^ 0x63
        inverse[mixed ^ 0x63] = byte
    return box, inverse


def _times(value: int, factor: int) -> int:
    product = 0
    while factor:
        if factor & 1:
            product ^= value
        value, factor = _doubled(value), factor >> 1
    return product


_BOX, _INVERSE = _boxes()
_UNMIX: Final = [
    _times(b, 14) << 24 | _times(b, 9) << 16 | _times(b, 13) << 8 | _times(b, 11)
    for b in range(256)
]
_T0: Final = [_UNMIX[_INVERSE[b]] for b in range(256)]
_T1: Final = [word >> 8 | (word & 0xFF) << 24 for word in _T0]
_T2: Final = [word >> 8 | (word & 0xFF) << 24 for word in _T1]
_T3: Final = [word >> 8 | (word & 0xFF) << 24 for word in _T2]


class Aes256:
    """One key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        words = list(struct.unpack(">8I", key))
        constant = 1
        for at in range(8, 4 * (_ROUNDS + 1)):
            word = words[at - 1]
            if at % 8 == 0:
                word = _substituted((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
                constant = _doubled(constant)
            elif at % 8 == 4:
                word = _substituted(word)
            words.append(words[at - 8] ^ word)
        rounds = [words[at : at + 4] for at in range(0, len(words), 4)][::-1]
        self._first, self._last = rounds[0], rounds[-1]
        self._middle = [tuple(_unmixed(word) for word in each) for each in rounds[1:-1]]

    def decrypt(self, vector: bytes, data: bytes) -> bytes:
        """``data`` (whole blocks) in plain; ``vector`` is what the first block was mixed with."""
        words = struct.unpack(f">{len(data) // 4}I", data)
        before = struct.unpack(">4I", vector)
        plain: list[int] = []
        for at in range(0, len(words), 4):
            block = words[at : at + 4]
            plain += [a ^ b for a, b in zip(self._block(*block), before, strict=True)]
            before = block
        return struct.pack(f">{len(plain)}I", *plain)

    def _block(self, a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
        k0, k1, k2, k3 = self._first
        a, b, c, d = a ^ k0, b ^ k1, c ^ k2, d ^ k3
        t0, t1, t2, t3 = _T0, _T1, _T2, _T3
        for k0, k1, k2, k3 in self._middle:
            a, b, c, d = (
                t0[a >> 24] ^ t1[d >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[b & 255] ^ k0,
                t0[b >> 24] ^ t1[a >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[c & 255] ^ k1,
                t0[c >> 24] ^ t1[b >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[d & 255] ^ k2,
                t0[d >> 24] ^ t1[c >> 16 & 255] ^ t2[b >> 8 & 255] ^ t3[a & 255] ^ k3,
            )
        box, (k0, k1, k2, k3) = _INVERSE, self._last
        return (
            _word(box[a >> 24], box[d >> 16 & 255], box[c >> 8 & 255], box[b & 255]) ^ k0,
            _word(box[b >> 24], box[a >> 16 & 255], box[d >> 8 & 255], box[c & 255]) ^ k1,
            _word(box[c >> 24], box[b >> 16 & 255], box[a >> 8 & 255], box[d & 255]) ^ k2,
            _word(box[d >> 24], box[c >> 16 & 255], box[b >> 8 & 255], box[a & 255]) ^ k3,
        )


def _word(a: int, b: int, c: int, d: int) -> int:
    return a << 24 | b << 16 | c << 8 | d


def _substituted(word: int) -> int:
    return _word(*(_BOX[byte] for byte in word.to_bytes(4)))


def _unmixed(word: int) -> int:
    a, b, c, d = word.to_bytes(4)
    return _T0[_BOX[a]] ^ _T1[_BOX[b]] ^ _T2[_BOX[c]] ^ _T3[_BOX[d]]
