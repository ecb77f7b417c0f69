"""ODK's number functions: some of XPath 3's and XForms', and its own ``round``."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from decimal import Context as Precision
from typing import Final

from .. import dates
from ..compiled import Compiled, as_nodes
from ..context import Context
from ..dates import DateTime
from ..tree import Node
from ..values import NAN, ODK, Rules, Value, to_number
from .registry import Library

LIBRARY: Final = Library()
_MOST_DECIMALS: Final = 400
"""More than any number has, before the point or after it."""
_PRECISE: Final = Precision(prec=2 * _MOST_DECIMALS)


@LIBRARY.special("number(any?) -> number")
def number(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """As XPath 1.0's, and a date or dateTime is the days since 1970-01-01 UTC.

    Such a number keeps its fraction in calculations, but as a string it is whole days.
    """
    run = arguments[0].run if arguments else _context_nodes

    def read(node: Node, position: int, size: int, context: Context) -> float:
        value = run(node, position, size, context)
        if isinstance(value, list):
            value = value[0].string_value() if value else ""
        if isinstance(value, str):
            milliseconds = dates.read(value, context.zone)
            if milliseconds is not None:
                days = str(milliseconds // dates.DAY)
                return DateTime.at(milliseconds, context.zone, days)
        return to_number(value, ODK, context)

    return Compiled("number", read)


def _context_nodes(node: Node, position: int, size: int, context: Context) -> list[Node]:
    return [node]


@LIBRARY.plain("int(number) -> number")
def whole(value: float) -> float:
    if not math.isfinite(value):
        return float(value)
    return float(math.trunc(value))


@LIBRARY.plain("round(number, number?) -> number")
def rounded(value: float, decimals: float = 0.0) -> float:
    """To so many decimals (negative: tens, hundreds); halves away from zero, unlike XPath 1.0.

    A half is one in the digits that are written: ``round(1.005, 2)`` is 1.01, although the number
    nearest to 1.005 in binary lies below it.
    """
    if math.isnan(value) or math.isnan(decimals):
        return NAN
    if math.isinf(value) or decimals > _MOST_DECIMALS:
        return float(value)
    places = math.trunc(max(decimals, -_MOST_DECIMALS))
    exact = Decimal(repr(float(value)))
    if -exact.as_tuple().exponent <= places:  # type: ignore[operator]
        return float(value)
    unit = Decimal((0, (1,), -places))
    return math.copysign(float(exact.quantize(unit, ROUND_HALF_UP, _PRECISE)), value)


@LIBRARY.special("sum(nodes) -> number")
def total(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """The sum of the answers that there are: unlike XPath 1.0's, it passes over blank nodes.

    A repeat with one question not yet answered still has a total; every client does so.
    """
    run, read = as_nodes(arguments[0], name), rules.number

    def add(node: Node, position: int, size: int, context: Context) -> float:
        texts = [each.string_value() for each in run(node, position, size, context)]
        return float(sum(read(text, context) for text in texts if text and not text.isspace()))

    return Compiled("number", add)


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def extreme(context: Context, *groups: list[Value]) -> float:
        numbers = [to_number(value, ODK, context) for group in groups for value in group]
        if not numbers or any(map(math.isnan, numbers)):
            return NAN
        return float(choose(numbers))

    return extreme


LIBRARY.contextual("max(values*) -> number")(_extreme(max))
LIBRARY.contextual("min(values*) -> number")(_extreme(min))


def power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        odd = exponent.is_integer() and exponent % 2 == 1
        return -math.inf if base < 0 and odd else math.inf
    except ValueError:
        return math.inf if base == 0 else NAN


LIBRARY.plain("pow(number, number) -> number")(power)


@LIBRARY.plain("exp10(number) -> number")
def exp10(value: float) -> float:
    return power(10.0, value)


def _guarded(body: Callable[[float], float], at_zero: float = NAN) -> Callable[[float], float]:
    """A function of ``math`` with IEEE 754 results where Python would raise."""

    def call(value: float) -> float:
        try:
            return body(value)
        except OverflowError:
            return math.inf
        except ValueError:
            return at_zero if value == 0 else NAN

    return call


for _name, _body in (
    ("acos", _guarded(math.acos)),
    ("asin", _guarded(math.asin)),
    ("atan", math.atan),
    ("cos", _guarded(math.cos)),
    ("exp", _guarded(math.exp)),
    ("log", _guarded(math.log, -math.inf)),
    ("log10", _guarded(math.log10, -math.inf)),
    ("sin", _guarded(math.sin)),
    ("sqrt", _guarded(math.sqrt)),
    ("tan", _guarded(math.tan)),
    ("abs", math.fabs),
):
    LIBRARY.plain(f"{_name}(number) -> number")(_body)

LIBRARY.plain("atan2(number, number) -> number")(math.atan2)


@LIBRARY.plain("pi() -> number")
def pi() -> float:
    return math.pi


@LIBRARY.contextual("random() -> number")
def random(context: Context) -> float:
    return context.random()
