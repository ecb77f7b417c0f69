"""Searching lessons as one types: folding, and the hit shown in its sentence."""

import unicodedata

_KEPT_APART = str.maketrans({"đ": "d", "ð": "d"})


def fold(text: str) -> str:
    """``text`` without case, tone marks, vowel marks and the stroke of đ.

    "Đăng nhập", "ĐĂNG NHẬP", "dang nhap" and the same in combining characters (NFD)
    all give "dang nhap"; so do "hoà" and "hòa" give "hoa". ð (U+00F0) stands for đ in
    texts from old converters. SQLite's ``remove_diacritics`` leaves đ as it is, which is
    why both the index and the query go through here.
    """
    folded = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in folded if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_KEPT_APART)
