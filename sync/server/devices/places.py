"""Provinces and communes from ``resources/places`` as rows, and their Vietnamese order."""

import csv
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.db import transaction

import resources
from lessons.search import fold
from sync.server.devices.models import Commune, Province

PLACES: Final = Path(resources.__file__).parent / "places"

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_QUALITIES: Final = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn


def load() -> int:
    """Bring the tables up to the files; how many rows were new or different.

    A commune that the files no longer have stays, because devices and reports name it.
    """
    provinces = {
        row["code"]: Province(code=row["code"], name=row["name"])
        for row in _rows(PLACES / "provinces.csv")
    }
    named = [
        (row["code"], unicodedata.normalize("NFC", row["name"]), row["province_code"])
        for row in _rows(PLACES / "communes.csv")
    ]
    ranked = sorted(named, key=lambda row: (vietnamese_key(bare_name(row[1])), row[0]))
    communes = {
        code: Commune(code=code, name=name, province_id=province, place=place, folded=fold(name))
        for place, (code, name, province) in enumerate(ranked)
    }
    with transaction.atomic():
        return _bring_up(Province, provinces, ["name"]) + _bring_up(
            Commune, communes, ["name", "province_id", "place", "folded"]
        )


def bare_name(name: str) -> str:
    """A commune's name without its kind: "Xã Lũng Cú" gives "Lũng Cú"."""
    for kind in ("Xã ", "Phường ", "Đặc khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def vietnamese_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A sort key: letters in the order of the Vietnamese alphabet first, tones second."""
    letters: list[int] = []
    tones: list[int] = []
    for c in unicodedata.normalize("NFC", text).casefold():
        parts = unicodedata.normalize("NFD", c)
        letter = parts[0] + "".join(p for p in parts[1:] if p in _QUALITIES)
        letter = unicodedata.normalize("NFC", letter)
        letters.append(_LETTERS.index(letter) + 100 if letter in _LETTERS else min(ord(c), 99))
        tones.append(next((_TONES.index(p) + 1 for p in parts if p in _TONES), 0))
    return tuple(letters), tuple(tones)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bring_up(
    model: type[Province] | type[Commune],
    wanted: Mapping[str, Province | Commune],
    fields: list[str],
) -> int:
    held = {row.pop("code"): row for row in model.objects.values("code", *fields)}
    stale = [
        row
        for code, row in wanted.items()
        if held.get(code) != {field: getattr(row, field) for field in fields}
    ]
    model._base_manager.bulk_create(
        stale,  # type: ignore[arg-type]
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=fields,
    )
    return len(stale)
