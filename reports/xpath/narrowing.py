"""Finding the items that a predicate keeps without looking at all of them.

``instance('communes')/root/item[province = current()/../province]`` is how a form asks for the
choices of a question, thousands of items at each keystroke. Where the right side does not depend on
the item, it is evaluated once, and in a frozen document the items come from an index.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from . import references
from .references import Reference
from .syntax import Chain, Literal, Path, Syntax

# These look at the item, or at its place, without a path in their arguments.
_OF_THE_ITEM: Final = frozenset(
    {"position", "last", "lang", "name", "local-name", "namespace-uri", "once"}
) | {"string", "number", "string-length", "normalize-space"}
_MARK: Final = Reference("context", ("item of the predicate",))


class Equality(NamedTuple):
    """``child = value`` in a predicate, where ``value`` is the same for every item.

    ``whole`` says that the predicate is nothing else.
    """

    child: str
    value: Syntax
    whole: bool


def equality(predicate: Syntax) -> Equality | None:
    """An equality that every kept item must meet, or None if there is none to be found.

    Predicates that ask for a position have none, for narrowing would change the positions.
    """
    if references.functions(predicate) & {"position", "last"}:
        return None
    parts: tuple[Syntax, ...] = (predicate,)
    if isinstance(predicate, Chain) and predicate.operators[0] == "and":
        parts = predicate.operands
    for part in parts:
        if isinstance(part, Chain) and part.operators == ("=",):
            left, right = part.operands
            for one, other in ((left, right), (right, left)):
                child = _child(one)
                if child and _is_fixed(other):
                    return Equality(child, other, part is predicate)
    return None


def _child(side: Syntax) -> str:
    """The name, where a side is nothing but a child's."""
    if not isinstance(side, Path) or side.absolute or side.start is not None:
        return ""
    if len(side.steps) != 1:
        return ""
    (step,) = side.steps
    plain = step.axis == "child" and not step.predicates and "*" not in step.test
    return step.test if plain and not step.test.endswith("()") else ""


def _is_fixed(side: Syntax) -> bool:
    if isinstance(side, Literal):
        return True
    called = references.functions(side)
    if called & (_OF_THE_ITEM | references.VOLATILE):
        return False
    return all(read.steps[:1] != _MARK.steps for read in references.references(side, _MARK))
