"""Whether an answer holds: its type, its choices, its range, its constraint."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from reports.form import SELECTS, Question
from reports.session.choices import Choices
from reports.session.engine import Engine
from reports.session.items import Item
from reports.session.slots import Aspect
from reports.session.values import fits


class Validation:
    """Checks for the items of one session."""

    def __init__(self, engine: Engine, choices: Choices) -> None:
        self._engine = engine
        self._choices = choices

    def check(self, item: Item) -> tuple[str, ...]:
        """Issue codes of a relevant, answered question: what it is first, then what it says."""
        question = item.question
        code = self._form(question, item)
        if code:
            return (code,)
        cell = item.slot.cells.get(Aspect.CONSTRAINT)
        if cell is not None and not self._engine.truth(cell, item):
            return ("constraint",)
        return ()

    def _form(self, question: Question, item: Item) -> str:
        value = item.value
        if question.calculate and question.kind not in SELECTS:
            return ""  # the form's own doing; nothing that a person could mend
        if not fits(question.kind, value, question.type):
            return "decimal" if question.kind == "range" else question.kind
        if question.kind == "range" and not _in_range(value, question.parameters):
            return "range"
        if question.kind in SELECTS and question.itemset is not None:
            offered = {offer.value for offer in self._choices.of(item)}
            given = [value] if question.kind == "select_one" else value.split()
            if not offered.issuperset(given) or len(set(given)) != len(given):
                return "choice"
            if question.kind == "rank" and len(given) != len(offered):
                return "rank"
        return ""


def _in_range(value: str, parameters: dict[str, str]) -> bool:
    try:
        number = Decimal(value)
        start = Decimal(parameters.get("start", "0"))
        end = Decimal(parameters.get("end", "10"))
        step = abs(Decimal(parameters.get("step", "1")))
    except InvalidOperation:
        return True
    low, high = min(start, end), max(start, end)
    return low <= number <= high and (not step or (number - start) % step == 0)
