"""The parameters column: what pyxform takes for each type, and nothing that it chokes on."""

from __future__ import annotations

import re
from typing import Final

from reports.xlsform.problems import Problems
from reports.xlsform.tables import Workbook
from reports.xlsform.types import select

_PAIR: Final = re.compile(r"([^\s=,;]+)\s*=\s*(\$\{[^}]*\}|\"[^\"]*\"|[^\s=,;]+)")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")

_TAKEN: Final[dict[str, frozenset[str]]] = {
    "text": frozenset({"rows"}),
    "image": frozenset({"max-pixels", "app"}),
    "audio": frozenset({"quality"}),
    "range": frozenset(
        {"start", "end", "step", "tick_interval", "placeholder", "tick_labelset"}
    ),
    "geopoint": frozenset(
        {"allow-mock-accuracy", "capture-accuracy", "warning-accuracy", "reference-geometry"}
    ),
    "geotrace": frozenset({"allow-mock-accuracy", "incremental", "reference-geometry"}),
    "geoshape": frozenset({"allow-mock-accuracy", "incremental", "reference-geometry"}),
    "audit": frozenset(),
}  # fmt: skip
_SELECTS: Final = frozenset({"randomize", "seed"})
_FROM_FILE: Final = _SELECTS | {"value", "label"}
_NUMBERS: Final = frozenset({"rows", "max-pixels", "start", "end", "step", "tick_interval"})
_QUALITIES: Final = frozenset({"voice-only", "low", "normal", "external"})
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
            if name not in taken:
                problems.note("parameter.unknown", **where, name=f"{key}={value}")
                continue
            if name in _NUMBERS and not _NUMBER.fullmatch(value):
                report = problems.error if row.cells["type"] == "range" else problems.repair
                report("parameter.number", **where, name=name, value=value)
                continue
            if name == "quality" and value.lower() not in _QUALITIES:
                problems.note("parameter.unknown", **where, name=f"{key}={value}")
                continue
            if name == "step" and float(value) == 0:
                problems.error("parameter.zero", **where, name=name)
                continue
            if name == "randomize":
                kept[name] = _TRUTHS.get(value.lower(), value.lower())
            else:
                kept[name] = value
        if _PAIR.sub("", text).strip(" ,;"):
            problems.note("parameter.unknown", **where, name=_PAIR.sub("", text).strip(" ,;"))
        if kept.get("seed") and kept.get("randomize") != "true":
            del kept["seed"]
        if kept:
            row.cells["parameters"] = " ".join(f"{key}={value}" for key, value in kept.items())
        else:
            del row.cells["parameters"]
