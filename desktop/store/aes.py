"""AES-256 in CBC mode, decryption only, for reading the pages of a damaged file one by one.

SQLCipher itself stops at the first page that it cannot trust. OpenSSL is in every process
of ours, brought by Python's ``ssl``, which does not offer its ciphers: they are called
through ``ctypes``, 20 µs a page of 4 KiB. Where it is not found where it should be,
:class:`Aes256` does the same in Python at 10 ms a page: slow, and still a repair.
FIPS 197; the tables are those of its "equivalent inverse cipher" (section 5.3.5).
"""

import ctypes
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

Decrypt = Callable[[bytes, bytes], bytes]
"""``data`` (whole blocks) in plain; the first is what its first block was mixed with."""

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


def decryption(key: bytes) -> Decrypt:
    """The fastest that there is for one key of 32 bytes; one thread at a time."""
    slow = Aes256(key).decrypt
    try:
        fast = _by_openssl(key)
        known = bytes(BLOCK), bytes(range(2 * BLOCK))
        return fast if fast(*known) == slow(*known) else slow
    except (OSError, AttributeError, ImportError):
        return slow


def _by_openssl(key: bytes) -> Decrypt:
    """
    Raises:
        OSError, AttributeError, ImportError: it is not where Python brings it.
    """
    crypto = _libcrypto()
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for name, gives, takes in (
        ("EVP_CIPHER_CTX_new", pointer, ()),
        ("EVP_CIPHER_CTX_free", None, (pointer,)),
        ("EVP_aes_256_cbc", pointer, ()),
        ("EVP_DecryptInit_ex", number, (pointer, pointer, pointer, *[ctypes.c_char_p] * 2)),
        ("EVP_CIPHER_CTX_set_padding", number, (pointer, number)),
        (
            "EVP_DecryptUpdate",
            number,
            (pointer, ctypes.c_char_p, ctypes.POINTER(number), ctypes.c_char_p, number),
        ),
    ):
        function = getattr(crypto, name)
        function.restype, function.argtypes = gives, takes
    cipher = crypto.EVP_aes_256_cbc()

    def decrypt(vector: bytes, data: bytes) -> bytes:
        context = crypto.EVP_CIPHER_CTX_new()
        try:
            plain, length = ctypes.create_string_buffer(len(data) + BLOCK), number(0)
            done = (
                crypto.EVP_DecryptInit_ex(context, cipher, None, key, vector)
                and crypto.EVP_CIPHER_CTX_set_padding(context, 0)
                and crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(length), data, len(data))
            )
            if not done or length.value != len(data):
                raise OSError("OpenSSL does not decrypt")
            return plain.raw[: len(data)]
        finally:
            crypto.EVP_CIPHER_CTX_free(context)

    return decrypt


def _libcrypto() -> Any:
    import _ssl

    if sys.platform != "win32":
        # What a library was linked with is found through it, whatever its name is.
        return ctypes.CDLL(_ssl.__file__)
    for name in ("libcrypto-3.dll", "libcrypto-3-x64.dll", "libcrypto-1_1.dll"):
        beside = Path(_ssl.__file__).with_name(name)
        if beside.exists():
            return ctypes.CDLL(str(beside))
    return ctypes.CDLL("libcrypto-3.dll")  # loaded already, from elsewhere


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
