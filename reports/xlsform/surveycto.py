"""SurveyCTO's dialect: its own functions and appearances, said in ODK's words.

A translation gives the same answers as SurveyCTO's documentation describes. What
asks for a telephone (call logs, device details) becomes an empty text with a
warning; what has no equal (``rank-value``) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reports.xlsform.itemset import arguments
from reports.xlsform.names import REFERENCE, references
from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row
from reports.xlsform.structure import Outline, Place
from reports.xlsform.tables import Workbook
from reports.xlsform.types import block

_CALL: Final = re.compile(r"(?<![\w:.$-])([A-Za-z][A-Za-z0-9-]*)\s*\(")
_PLUGIN: Final = re.compile(r"\bcustom-[\w-]+(\()?")
_AUDIO_AUDIT: Final = re.compile(r"^\s*p=\d+\s*(?:;.*)?$")

_NOTHING: Final = "''"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class UntranslatableError(Exception):
    """A function that nothing here can stand in for."""

    def __init__(self, function: str) -> None:
        super().__init__(function)
        self.function = function


def translated(
    text: str, place: Place, places: Outline, problems: Problems, *, column: str, book: Workbook
) -> str:
    """``text`` with SurveyCTO's functions replaced. Raises :class:`UntranslatableError`."""
    if "(" not in text:
        return text
    return _Translator(place, places, problems, column=column, book=book).text(text)


def plain_appearance(text: str, row: Row, book: Workbook, problems: Problems) -> str:
    """The appearance without field plug-ins and audio-audit settings, which a PC cannot run."""
    where = {"sheet": book.sheets["survey"].title, "row": row.number, "column": "appearance"}
    if _AUDIO_AUDIT.match(text):
        problems.note("appearance.plug-in", **where, value=text)
        return ""
    match = _PLUGIN.search(text)
    while match:
        end = match.end()
        if match[1]:
            inside = _inside(text, end)
            end += len(inside) + 1
        problems.note("appearance.plug-in", **where, value=match[0].rstrip("("))
        text = f"{text[: match.start()]} {text[end:]}".strip()
        match = _PLUGIN.search(text)
    return text


def _inside(text: str, start: int) -> str:
    """What stands between a bracket that opened before ``start`` and the one that closes it."""
    depth, quote = 1, ""
    for at in range(start, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return text[start:at]
    return text[start:]


class _Translator:
    def __init__(
        self, place: Place, places: Outline, problems: Problems, *, column: str, book: Workbook
    ) -> None:
        self.place = place
        self.places = places
        self.problems = problems
        self.column = column
        self.book = book
        self.table: dict[str, Callable[[list[str]], str]] = {
            "choice-label": self.choice_label,
            "coalesce": self.coalesce,
            "duration": self.duration,
            "empty": lambda args: f"(string-length({args[0]}) = 0)",
            "index": self.index,
            "relevant": self.relevant,
            "count-if": lambda args: f"count({self.filtered(args[0], args[1])})",
            "sum-if": lambda args: f"sum({self.filtered(args[0], args[1])})",
            "min-if": lambda args: f"min({self.filtered(args[0], args[1])})",
            "max-if": lambda args: f"max({self.filtered(args[0], args[1])})",
            "join-if": lambda args: f"join({args[0]}, {self.filtered(args[1], args[2])})",
            "rank-index": self.rank_index,
            "short-geopoint": lambda args: (
                f"concat(selected-at({args[0]}, 0), ', ', selected-at({args[0]}, 1))"
            ),
            "distance-between": lambda args: f"distance({args[0]}, {args[1]})",
            "hash": lambda args: f"digest(concat({', '.join([*args, _NOTHING])}), 'MD5')",
            "linebreak": lambda args: "'\n'",
            "username": lambda args: "property('username')",
            "lower": lambda args: f"translate({args[0]}, '{_UPPER}', '{_UPPER.lower()}')",
            "lower-case": lambda args: f"translate({args[0]}, '{_UPPER}', '{_UPPER.lower()}')",
            "upper": lambda args: f"translate({args[0]}, '{_UPPER.lower()}', '{_UPPER}')",
            "upper-case": lambda args: f"translate({args[0]}, '{_UPPER.lower()}', '{_UPPER}')",
            "collect-is-phone-app": lambda args: self.elsewhere("collect-is-phone-app", "false()"),
            **{
                name: lambda args, name=name: self.elsewhere(name, "''")  # type: ignore[misc]
                for name in (
                    "device-info",
                    "phone-call-log",
                    "phone-call-duration",
                    "phone-call-recording",
                    "plug-in-metadata",
                    "call-log",
                )
            },
            **dict.fromkeys(("rank-value", "rank-index-if", "geo-scatter"), self.refuse),
        }

    def text(self, text: str) -> str:
        out: list[str] = []
        at = 0
        quote = ""
        while at < len(text):
            char = text[at]
            if quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char.isalpha():
                match = _CALL.match(text, at)
                if match and match[1] in self.table and not self.is_name_before(text, at):
                    inside = _inside(text, match.end())
                    out.append(self.call(match[1], inside))
                    at = match.end() + len(inside) + 1
                    continue
            out.append(char)
            at += 1
        return "".join(out)

    @staticmethod
    def is_name_before(text: str, at: int) -> bool:
        return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_-.:$")

    def call(self, name: str, inside: str) -> str:
        args = [self.text(arg) for arg in arguments(inside)]
        try:
            new = self.table[name](args)
        except IndexError:
            raise UntranslatableError(name) from None
        if name == "coalesce":
            return new
        self.problems.note(
            "function.translated",
            sheet=self.book.sheets["survey"].title,
            row=self.place.row.number,
            column=self.column,
            function=name,
            new=new,
        )
        return new

    def refuse(self, args: list[str]) -> str:
        raise UntranslatableError("rank-value")

    def elsewhere(self, name: str, value: str) -> str:
        self.problems.warning(
            "function.empty",
            sheet=self.book.sheets["survey"].title,
            row=self.place.row.number,
            column=self.column,
            function=name,
        )
        return value

    def choice_label(self, args: list[str]) -> str:
        return f"jr:choice-name({args[1]}, '{args[0]}')"

    def coalesce(self, args: list[str]) -> str:
        """ODK's has two arguments."""
        first, *rest = args
        return f"coalesce({first}, {self.coalesce(rest) if len(rest) > 1 else rest[0]})"

    def duration(self, args: list[str]) -> str:
        """Seconds since the form was begun; the form's own start field says when."""
        for place in self.places.places:
            if place.row.cells["type"] == "start":
                name = place.row.cells["name"]
                break
        else:
            raise UntranslatableError("duration")
        since = f"decimal-date-time(now()) - decimal-date-time(${{{name}}})"
        return f"round(({since}) * 86400, 0)"

    def index(self, args: list[str]) -> str:
        """The number of the repeat instance around: of the parent, or of a parent above it."""
        around = self.place.around
        for steps, row in enumerate(reversed(around), start=1):
            if block(row.cells["type"]) == ("begin", "repeat"):
                return f"position({'/'.join(['..'] * steps)})"
        return "1"

    def relevant(self, args: list[str]) -> str:
        """Whether a question is asked: its own condition and those of the groups around it."""
        named = references(args[0])
        places = self.places.named(named[0]) if named else []
        if not places:
            raise UntranslatableError("relevant")
        rows = (*places[0].around, places[0].row)
        shared = {id(row) for row in self.place.around}
        conditions = [
            f"({row.cells['relevant']})"
            for row in rows
            if row.cells.get("relevant") and id(row) not in shared
        ]
        joined = " and ".join(conditions)
        return f"({self.text(joined)})" if conditions else "true()"

    def filtered(self, field: str, condition: str) -> str:
        """The values of a repeated field, or the instances of a repeat, for which a test holds."""
        names = references(field)
        places = self.places.named(names[0]) if names else []
        if not places:
            raise UntranslatableError("count-if")
        place = places[0]
        is_repeat = block(place.row.cells["type"]) == ("begin", "repeat")
        repeat = place.row if is_repeat else (place.repeats[-1] if place.repeats else None)
        if repeat is None:
            raise UntranslatableError("count-if")
        inner = REFERENCE.sub(lambda match: self.within(repeat, match), condition)
        inner = re.sub(r"position\((?:\.\.)(?:/\.\.)*\)", "position()", inner)
        path = "" if is_repeat else f"/{'/'.join(self.below(repeat, place))}"
        return f"${{{repeat.cells['name']}}}[{inner}]{path}"

    def within(self, repeat: Row, match: re.Match[str]) -> str:
        """A reference inside a test: relative to the instance, where the question is in it."""
        for place in self.places.named(match[2]):
            if any(row is repeat for row in place.around):
                return f"./{'/'.join(self.below(repeat, place))}"
        return match[0]

    @staticmethod
    def below(repeat: Row, place: Place) -> list[str]:
        at = next(i for i, row in enumerate(place.around) if row is repeat)
        inner = (*place.around[at + 1 :], place.row)
        return [row.cells["name"] for row in inner]

    def rank_index(self, args: list[str]) -> str:
        names = references(args[1])
        places = self.places.named(names[0]) if names else []
        if not places or not places[0].repeats:
            raise UntranslatableError("rank-index")
        repeat = places[0].repeats[-1]
        own = "/".join(self.below(repeat, places[0]))
        group = f"${{{repeat.cells['name']}}}"
        # Within the test, "here" is the instance that is looked at and not this question.
        which = args[0].replace("position(..", "position(current()/..")
        value = f"number(indexed-repeat({args[1]}, {group}, {which}))"
        return f"(count({group}[number(./{own}) > {value}]) + 1)"
