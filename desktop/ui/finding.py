"""Finding words in a text as people type them: without tones, case or đ."""

from dataclasses import dataclass

from lessons.search import fold


@dataclass(frozen=True, slots=True)
class Hit:
    """``start`` and ``end`` count UTF-16 units, as Qt's text cursors do."""

    start: int
    end: int


def hits(text: str, wanted: str) -> list[Hit]:
    """Every place where ``wanted`` occurs in ``text``, both folded; none for blank."""
    needle = " ".join(fold(wanted).split())
    if not needle:
        return []
    folded: list[str] = []
    places: list[int] = []
    at = 0
    for char in text:
        for part in fold(char) if not char.isspace() else " ":
            folded.append(part)
            places.append(at)
        at += 2 if ord(char) > 0xFFFF else 1
    places.append(at)
    haystack = "".join(folded)
    found: list[Hit] = []
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        found.append(Hit(places[start], places[end]))
        start = haystack.find(needle, end)
    return found
