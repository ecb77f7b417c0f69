"""Expressions in the sheets: references that lead somewhere, and XPath that compiles.

Each expression is tried as it stands. Where it does not compile, the slips that
people make most (``==``, ``&&``, ``AND``, a bracket too few, Excel's curly
quotes) are mended one after the other, and the first version that compiles is
taken and said. Nothing is guessed about what an author meant to ask.
"""

from __future__ import annotations

import difflib
import re
from typing import Final

from reports.xlsform import surveycto
from reports.xlsform.names import REFERENCE, references
from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row
from reports.xlsform.slips import MENDS, functions, outside
from reports.xlsform.structure import Outline, Place, outline
from reports.xlsform.tables import TRANSLATED, Workbook
from reports.xlsform.types import UNSEEN_TYPES, block
from reports.xpath import XPathError
from reports.xpath import compile as xpath

COLUMNS: Final = (
    "relevant", "required", "constraint", "readonly", "calculation", "choice_filter",
    "repeat_count",
)  # fmt: skip
"""Survey columns that are always expressions."""

_BARE: Final = re.compile(r"\$([^\W\d][\w.-]*)(?!\s*[{(])")
"""``$age``, where ``${age}`` is meant."""

_YES_NO: Final = {"yes", "no", "true", "false", "true()", "false()"}
_LOOSE: Final = re.compile(r"(?<![\w$])[$#]?\s?[{(]\s*([A-Za-z_][\w.-]*)\s*[})]|\$\{\s*([\w.-]+)$")


def settle_expressions(book: Workbook, problems: Problems) -> None:
    """Mend or refuse every expression and reference, by row and column."""
    places = outline(book)
    known = {
        place.row.cells.get("name", "")
        for place in places.places
        if not place.row.cells["type"].endswith("-external")
    }
    known |= {f"{place.row.cells.get('name', '')}_count" for place in places.places
              if place.row.cells.get("repeat_count")}  # fmt: skip
    known.add("instanceID")
    mender = _Mender(book, places, known, problems)
    for place in places.places:
        mender.row(place)
    mender.words()
    mender.settings()


class _Mender:
    def __init__(
        self, book: Workbook, places: Outline, known: set[str], problems: Problems
    ) -> None:
        self.book = book
        self.places = places
        self.known = known
        self.folded: dict[str, list[str]] = {}
        for name in known:
            self.folded.setdefault(name.lower(), []).append(name)
        self.problems = problems

    def row(self, place: Place) -> None:
        cells = place.row.cells
        for column in COLUMNS:
            text = cells.get(column)
            if not text:
                continue
            lowered = text.strip().lower()
            if lowered in _YES_NO and column in ("relevant", "required", "readonly", "constraint"):
                cells[column] = "true()" if lowered in ("yes", "true", "true()") else "false()"
                continue
            if column in ("required", "readonly") and lowered in ("1", "x", "y", "có", "oui", "sí"):
                cells[column] = "true()"
                continue
            if column in ("required", "readonly") and lowered in ("0", "n", "không", "non"):
                del cells[column]
                continue
            mended = self.expression(text, place, column)
            if mended is not None:
                cells[column] = mended
        if "${" in cells["type"]:
            cells["type"] = self.references(cells["type"], place.row, "type", "survey")
            self.answers(place)
        for column in ("default", "parameters"):
            if "${" in cells.get(column, ""):
                cells[column] = self.references(cells[column], place.row, column, "survey")
        if cells.get("trigger"):
            self.trigger(place)
        if cells.get("appearance"):
            self.appearance(place)

    def answers(self, place: Place) -> None:
        """``select_one ${question}`` offers a question's answers; a group has none."""
        for name in references(place.row.cells["type"]):
            if any(block(found.row.cells["type"]) for found in self.places.named(name)):
                self.problems.error(
                    "list.no-question", sheet=self.book.sheets["survey"].title,
                    row=place.row.number, column="type", name=name,
                )  # fmt: skip

    def trigger(self, place: Place) -> None:
        """``${a}, ${b}``: the questions whose answers set the calculation off."""
        cells = place.row.cells
        where = {
            "sheet": self.book.sheets["survey"].title,
            "row": place.row.number,
            "column": "trigger",
        }
        parts = []
        for part in filter(None, re.split(r"[\s,;]+", cells["trigger"])):
            name = REFERENCE.sub(r"\2", part)
            parts.append(self.references(f"${{{name}}}", place.row, "trigger", "survey"))
            for source in self.places.named(REFERENCE.sub(r"\2", parts[-1])):
                if not _is_seen(source.row):
                    self.problems.error("trigger.unseen", **where, name=name)
        cells["trigger"] = ", ".join(parts)

    def appearance(self, place: Place) -> None:
        cells = place.row.cells
        text = surveycto.plain_appearance(cells["appearance"], place.row, self.book, self.problems)
        if "${" in text:
            text = self.references(text, place.row, "appearance", "survey")
        if text:
            cells["appearance"] = text
        else:
            del cells["appearance"]

    def expression(self, text: str, place: Place, column: str) -> str | None:
        """The expression as it can be compiled; None after an error."""
        where = {"sheet": self.book.sheets["survey"].title, "row": place.row.number}
        text = self.references(text, place.row, column, "survey")
        try:
            text = surveycto.translated(
                text, place, self.places, self.problems, column=column, book=self.book
            )
        except surveycto.UntranslatableError as foreign:
            self.problems.error(
                "function.elsewhere", **where, column=column, function=foreign.function
            )
            return None
        error = trouble(text)
        if error is None:
            return text
        changed = text
        for mend in MENDS:
            changed = mend(changed)
            if trouble(changed) is None:
                self.problems.repair(
                    "expression.mended", **where, column=column, old=text, new=changed
                )
                return changed
        self._refuse(error, text, column, where)
        return None

    def _refuse(self, error: XPathError, text: str, column: str, where: dict[str, object]) -> None:
        if error.code == "unknown-function":
            name = str(error.parameters.get("function", ""))
            near = difflib.get_close_matches(name, functions(), 1, 0.6)
            self.problems.error(
                "function.unknown-near" if near else "function.unknown",
                **where,
                column=column,
                function=name,
                near=near[0] if near else "",
            )
        elif error.code == "unknown-variable":
            name = str(error.parameters.get("variable", ""))
            near = difflib.get_close_matches(name, sorted(self.known), 1, 0.6)
            self.problems.error(
                "reference.unknown-near" if near else "reference.unknown",
                **where,
                column=column,
                name=name,
                near=near[0] if near else "",
            )
        elif error.code == "argument-count":
            self.problems.error(
                "function.arguments",
                **where,
                column=column,
                function=error.parameters.get("function", ""),
                signature=error.parameters.get("signature", ""),
            )
        else:
            at = max(error.position, 0)
            near_text = text[max(at - 15, 0) : at + 15].strip() or text[-30:]
            self.problems.error(
                "expression.wrong", **where, column=column, text=text, near=near_text,
                reason=error.code,
            )  # fmt: skip

    def references(self, text: str, row: Row, column: str, sheet: str) -> str:
        """``${…}`` spelt as the question is; unknown ones are errors (or, in words, dropped)."""
        title = self.book.sheets[sheet].title
        words = column.partition("::")[0] in TRANSLATED
        if column in COLUMNS:
            text = self._tidied(text, row, column, title)

        def one(match: re.Match[str]) -> str:
            prefix = "last-saved#" if match[1] else ""
            name = match[2]
            if name in self.known:
                return f"${{{prefix}{name}}}"
            where = {"sheet": title, "row": row.number, "column": column, "name": name}
            same = self.folded.get(name.lower(), [])
            if len(same) == 1:
                self.problems.repair("reference.case", **where, new=same[0])
                return f"${{{prefix}{same[0]}}}"
            if words:
                self.problems.repair("reference.in-words", **where)
                return f"[{name}]"
            near = difflib.get_close_matches(name, sorted(self.known), 1, 0.6)
            self.problems.error(
                "reference.unknown-near" if near else "reference.unknown",
                **where,
                near=near[0] if near else "",
            )
            return f"${{{prefix}{name}}}"

        return REFERENCE.sub(one, text)

    def _tidied(self, text: str, row: Row, column: str, title: str) -> str:
        """``{name}``, ``$(name)`` and ``${name`` at the end, where there is such a question."""

        def one(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            opened = match[0].strip()
            called = opened.startswith("(") or (opened.startswith("{") and match.start() > 0
                                                and text[match.start() - 1] == "$")  # fmt: skip
            if name not in self.known or called:
                return match[0]
            if opened.startswith("${") and opened.endswith("}"):
                return match[0]
            self.problems.repair(
                "reference.brackets", sheet=title, row=row.number, column=column, old=opened,
                name=name,
            )  # fmt: skip
            return f"${{{name}}}"

        def bare(match: re.Match[str]) -> str:
            if match[1] not in self.known:
                return match[0]
            self.problems.repair(
                "reference.brackets", sheet=title, row=row.number, column=column, old=match[0],
                name=match[1],
            )  # fmt: skip
            return f"${{{match[1]}}}"

        return outside(lambda piece: _BARE.sub(bare, piece))(_LOOSE.sub(one, text))

    def words(self) -> None:
        """References in labels, hints and messages, of questions and of choices."""
        for sheet in ("survey", "choices"):
            for row in self.book.rows(sheet):
                for column, text in row.cells.items():
                    if "${" in text and column.partition("::")[0] in TRANSLATED:
                        mended = self.references(text, row, column, sheet)
                        if mended.count("${") != len(REFERENCE.findall(mended)):
                            mended = mended.replace("${", "$ {")
                            self.problems.repair(
                                "reference.in-words", sheet=self.book.sheets[sheet].title,
                                row=row.number, column=column, name=text,
                            )  # fmt: skip
                        row.cells[column] = mended

    def settings(self) -> None:
        """An instance name that does not work only names drafts: without it, and said."""
        for row in self.book.rows("settings")[:1]:
            name = row.cells.get("instance_name")
            if not name:
                continue
            unknown = [each for _, each in REFERENCE.findall(name) if each not in self.known]
            if unknown or trouble(name):
                del row.cells["instance_name"]
                self.problems.repair(
                    "settings.instance-name", sheet=self.book.sheets["settings"].title,
                    row=row.number, column="instance_name", value=name,
                )  # fmt: skip


def _is_seen(row: Row) -> bool:
    """Does a person answer this row? One with a calculation and no words has no place on screen."""
    cells = row.cells
    if cells["type"] in UNSEEN_TYPES or block(cells["type"]):
        return False
    worked_out = cells.get("calculation") or cells.get("trigger")
    return not worked_out or any(key.startswith(("label", "hint")) for key in cells)


def trouble(text: str) -> XPathError | None:
    """What keeps an expression with ``${…}`` in it from compiling."""
    try:
        variables = xpath(REFERENCE.sub("/x", text)).variables
    except XPathError as error:
        return error
    if variables:
        name, position = variables[0]
        return XPathError("unknown-variable", position, variable=name)
    return None
