"""The provinces and communes of Viet Nam since July 2025, found by any spelling, old or new.

The data: ``places/*.csv``, from the MIT-licensed ``vietnamadminunits`` 1.0.4, the three
provinces that became cities in 2026 corrected.

Reading and folding all 14,000 names takes a tenth of a second and happens at the first
search; ``commune`` and ``province`` need the short lists only.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from resources import data

_MARKS: Final = re.compile("[\u0300-\u036f]+")
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Ea H'leo, as people type it.
_APOSTROPHES: Final = re.compile("['’ʼ`]")
_BETWEEN: Final = re.compile(r"[\s.,;:/()\-–]+")
_SHORT: Final = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "hn": "ha noi",
    "brvt": "ba ria vung tau",
}
"""What officials write instead of a name. "p.", "x.", "q." and "h." work by themselves:
a word is found by its beginning."""
_COMMUNE_TYPES: Final = re.compile(r"^(?:phuong|xa|dac khu|thi tran) (?=.)")
_FINAL_Y: Final = re.compile(r"(?<= )([bcdghklmnpqrstvx]+u?)y(?= )")


@dataclass(frozen=True)
class Province:
    """A province or centrally run city. ``code`` has two digits."""

    code: str
    name: str


@dataclass(frozen=True)
class Place:
    """A commune, ward or special zone. ``code`` has five digits; ``name`` includes the type.

    ``former`` is the old name, with district and province, under which a search found it,
    "" when the name of today fits best; ``share`` then says how much of the old commune
    went there: whole, most or part.
    """

    code: str
    name: str
    province_code: str
    province: str
    latitude: float
    longitude: float
    former: str = ""
    share: str = ""


def provinces() -> Sequence[Province]:
    """All of them, in order of their codes."""
    return tuple(_provinces().values())


def province(code: str) -> Province | None:
    """The province with a code of two digits, if there is one."""
    return _provinces().get(code)


def commune(code: str) -> Place | None:
    """The commune with a code of five digits, if there is one today."""
    return _communes().get(code)


def communes(province_code: str) -> Sequence[Place]:
    """A province's communes, in order of their codes."""
    return tuple(place for place in _communes().values() if place.province_code == province_code)


def find(text: str, limit: int = 20, *, province_code: str = "") -> list[Place]:
    """Communes whose name, province, or old name with district and province fits ``text``.

    Every word of the text must begin a word there, in any order; case, tones, đ, i or y at
    a word's end, and punctuation do not matter. Where nothing fits, spaces do not matter
    either. The best come first: the whole name, the beginning of the name, words of the
    name, then anything else; among equals the tones as typed, then names of today before
    old ones. A single letter looks at names of today only. ``province_code`` keeps to one
    province.
    """
    query = _query(text)
    if not query:
        return []
    index = _index()
    found = index.containing(query) or index.containing_loosely(query)
    bare = _COMMUNE_TYPES.sub("", query)
    best: dict[str, tuple[int, Place]] = {}
    for fit, _, _, at in sorted(index.rank(at, query, bare) for at in found):
        place = index.place(at)
        if province_code in {"", place.province_code}:
            best.setdefault(place.code, (fit, place))
        # Enough to choose from by tones, which count only among equals.
        if len(best) >= max(4 * limit, 60):
            break
    toned = _toned(text)
    if _toned(query) == toned:  # typed without any
        return [place for _, place in best.values()][:limit]
    # Stable: the order of before stays among equals.
    ranked = sorted(best.values(), key=lambda pair: (pair[0], toned not in _toned_name(pair[1])))
    return [place for _, place in ranked][:limit]


def fold(text: str) -> str:
    """As ``lessons.search.fold``, in a few passes over a whole file instead of one a letter."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("ð", "d")


class _Index:
    """Every name once: first those of today, then the old ones.

    ``searched`` has the folded words, each after a space, the name first, then a bar,
    then district and province; ``names`` the folded names without their types.
    """

    def __init__(self) -> None:
        self._places = list(_communes().values())
        self._former = _rows("former.csv")
        lines = [f"{place.name}|{place.province}" for place in self._places]
        lines += [f"{row[1]}|{row[2]} {row[3]}" for row in self._former]
        folded = _APOSTROPHES.sub("", fold("\n".join(lines)))
        folded = folded.replace("-", " ").replace(".", " ").replace("|", " | ")
        self.searched = [f" {line} " for line in folded.split("\n")]
        self.names = [_COMMUNE_TYPES.sub("", line[1 : line.index(" | ")]) for line in self.searched]

    def containing(self, query: str) -> list[int]:
        """Where every word of the query begins a word."""
        searched = self.searched if len(query) > 1 else self.searched[: len(self._places)]
        first, *others = [tuple(f" {word}" for word in _spellings(w)) for w in query.split(" ")]
        found = [at for at, line in enumerate(searched) if any(word in line for word in first)]
        for words in others:
            found = [at for at in found if any(word in searched[at] for word in words)]
        return found

    def containing_loosely(self, query: str) -> list[int]:
        """Where the query stands when nobody puts spaces."""
        close = query.replace(" ", "")
        return [at for at, line in enumerate(self.searched) if close in line.replace(" ", "")]

    def rank(self, at: int, query: str, bare: str) -> tuple[int, bool, int, int]:
        """How well a name fits, the least first. ``bare`` is the query without its type."""
        name = self.names[at]
        if bare == name or _with_i(bare) == _with_i(name):
            fit = 0
        elif name.startswith(bare) or bare.startswith(f"{name} "):
            fit = 1  # a beginning, or the name and then where it is
        elif f" {query}" in self.searched[at]:
            fit = 2
        else:
            fit = 3 if all(f" {word}" in f" {name}" for word in bare.split(" ")) else 4
        return fit, at >= len(self._places), len(name), at

    def place(self, at: int) -> Place:
        """The commune of today, with the old name if it is one."""
        if at < len(self._places):
            return self._places[at]
        _, name, district, old_province, code, share = self._former[at - len(self._places)]
        return replace(_communes()[code], former=f"{name}, {district}, {old_province}", share=share)


def _toned_name(place: Place) -> str:
    return _toned(f"{place.former or place.name} {place.province}")


def _spellings(word: str) -> tuple[str, ...]:
    """The word, and with y for i or i for y at its end: Mỹ or Mĩ, Quy or Qui."""
    other = f"{word[:-1]}y" if word.endswith("i") else word
    with_i = _with_i(other)
    return (word,) if with_i == other else (with_i, other)


def _with_i(text: str) -> str:
    return _FINAL_Y.sub(r"\1i", f" {text} ")[1:-1]


def _toned(text: str) -> str:
    """Folded but for its marks; each word's tone stands at its end, so hoà is hòa."""
    words = []
    for word in _BETWEEN.split(unicodedata.normalize("NFD", text.casefold())):
        tones = "".join(_TONES.findall(word))
        words.append(unicodedata.normalize("NFC", _TONES.sub("", word)) + tones)
    return " ".join(words).strip()


def _query(text: str) -> str:
    words = _BETWEEN.split(_APOSTROPHES.sub("", fold(text)))
    return " ".join(_SHORT.get(word, word) for word in words if word)


@cache
def _provinces() -> dict[str, Province]:
    return {code: Province(code, name) for code, name in _rows("provinces.csv")}


@cache
def _communes() -> dict[str, Place]:
    found = {}
    for code, name, _, in_province, latitude, longitude, _ in _rows("communes.csv"):
        name_there = _provinces()[in_province].name
        found[code] = Place(code, name, in_province, name_there, float(latitude), float(longitude))
    return found


@cache
def _index() -> _Index:
    return _Index()


def _rows(name: str) -> list[list[str]]:
    """The rows of a table below its head. None of the tables quotes or escapes anything."""
    lines = data(f"places/{name}").read_text(encoding="utf-8").splitlines()
    return list(_split(lines[1:]))


def _split(lines: list[str]) -> Iterator[list[str]]:
    for line in lines:
        yield line.split(",")
