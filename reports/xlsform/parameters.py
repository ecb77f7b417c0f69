"""The parameters column: what pyxform takes for each type, and nothing that it chokes on."""

from __future__ import annotations

import re
from typing import Final

from reports.xlsform.names import REFERENCE
from reports.xlsform.problems import Problems
from reports.xlsform.tables import Workbook
from reports.xlsform.types import select

_PAIR: Final = re.compile(r"([^\s=,;]+)\s*=\s*(\$\{[^}]*\}|\"[^\"]*\"|[^\s=,;]+)")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")

_TAKEN: Final[dict[str, frozenset[str]]] = {
    "text": frozenset({"rows"}),
    "image": frozenset({"max-pixels"}),
    "range": frozenset({"start", "end", "step"}),
}
"""What a PC can do; the others are a telephone's camera, microphone and sensors."""
_SELECTS: Final = frozenset({"randomize", "seed"})
_FROM_FILE: Final = _SELECTS | {"value", "label"}
_WHOLE: Final = frozenset({"rows", "max-pixels"})
_NUMBERS: Final = _WHOLE | {"start", "end", "step"}
_TRUTHS: Final = {"yes": "true", "1": "true", "no": "false", "0": "false"}


def settle_parameters(book: Workbook, problems: Problems) -> None:
    """Keep what is understood, spelt as pyxform has it; a range without sense is an error."""
    title = book.sheets["survey"].title
    for row in book.rows("survey"):
        text = row.cells.get("parameters")
        if not text:
            continue
        where = {"sheet": title, "row": row.number, "column": "parameters"}
        chosen = select(row.cells["type"])
        taken = _TAKEN.get(row.cells["type"], frozenset())
        if chosen:
            taken = _FROM_FILE if chosen.head.endswith("_from_file") else _SELECTS
        kept: dict[str, str] = {}
        for key, written in _PAIR.findall(text):
            name = key.strip().lower()
            value = written.strip("\"'")
            if name == "randomize":
                value = _TRUTHS.get(value.lower(), value.lower())
            if name not in taken or not _could_be(name, value):
                problems.note("parameter.unknown", **where, name=f"{key}={value}")
            elif name in _NUMBERS and not _NUMBER.fullmatch(value):
                report = problems.error if row.cells["type"] == "range" else problems.repair
                report("parameter.number", **where, name=name, value=value)
            elif name == "step" and float(value) == 0:
                problems.error("parameter.zero", **where, name=name)
            else:
                kept[name] = value
        if row.cells["type"] == "range" and not _fits(kept):
            problems.error("parameter.range", **where, name="step")
        if _PAIR.sub("", text).strip(" ,;"):
            problems.note("parameter.unknown", **where, name=_PAIR.sub("", text).strip(" ,;"))
        if kept.get("seed") and kept.get("randomize") != "true":
            del kept["seed"]
        if kept:
            row.cells["parameters"] = " ".join(f"{key}={value}" for key, value in kept.items())
        else:
            del row.cells["parameters"]


def _could_be(name: str, value: str) -> bool:
    """Whether a value is of the kind that its parameter takes."""
    if name == "randomize":
        return value in ("true", "false")
    if name == "seed":
        return bool(_NUMBER.fullmatch(value) or REFERENCE.fullmatch(value))
    if name in ("value", "label"):
        return re.fullmatch(r"[^\W\d][\w.-]*", value) is not None
    return name not in _WHOLE or not _NUMBER.fullmatch(value) or value.isdecimal()


def _fits(kept: dict[str, str]) -> bool:
    """Whether a range's step is no longer than the range; what is left out is 0, 10 and 1."""
    start, end, step = (
        float(kept.get(name, usual)) for name, usual in (("start", 0), ("end", 10), ("step", 1))
    )
    return abs(step) <= abs(end - start)
