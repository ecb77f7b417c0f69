"""Evaluations a second of what forms ask, beside elementpath in the same run.

make bench NAME=xpath
"""

from __future__ import annotations

import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import ModuleType
from typing import Any

import elementpath
from elementpath.xpath1 import XPath1Parser

from reports.xpath import Context, compile, parse

SECONDS = 0.15
"""For each expression and engine; the best of three such runs counts."""

QUESTIONS = "".join(f"<q{number}>v{number}</q{number}>" for number in range(500))
MEMBERS = "".join(f"<m><name>n{n}</name><age>{20 + n}</age></m>" for n in range(10))
FORM = (
    "<data><g><age>42</age><consent>yes</consent><services>water power</services>"
    f"<born>1990-05-06</born><empty/>{QUESTIONS}<here/></g>{MEMBERS}</data>"
)
# About as often as in 115 real forms: nine in ten calls are of the functions in the first lines.
BOTH = (
    "../consent = 'yes'",
    "selected(../services, 'water')",
    "not(selected(../services, 'gas'))",
    "../age >= 18 and ../consent = 'yes'",
    "string-length(../q17) > 3",
    "count-selected(../services) >= 1",
    "concat(../q1, ' ', ../q2)",
    "/data/g/age > 17 or /data/g/q9 = ''",
    ". = '' or . > 5",
    "round(../age div 7)",
    "coalesce(../empty, ../age)",
    "sum(/data/m/age)",
    "count(/data/m[age > 24])",
    "../../m[2]/name",
)
OURS = (
    "if(../age >= 18 and ../consent = 'yes', 'ok', '')",
    "indexed-repeat(/data/m/name, /data/m, 3)",
    "int((today() - date(../born)) div 365.25)",
    "regex(../q3, '^[a-z0-9]+$')",
    "../born < today()",
    "position(../../m[2])",
    "format-date(today(), '%d/%m/%Y')",
)


# elementpath looks the module of a parser up, but run.py loads this file without registering it.
sys.modules.setdefault(__name__, ModuleType(__name__))


class OdkParser(XPath1Parser):  # type: ignore[misc]
    """elementpath with the few ODK functions of the common lines, in the least it needs."""


def _declare() -> None:
    function, method = OdkParser.function, OdkParser.method

    @method(function("selected", nargs=2, bp=90))
    def evaluate_selected(self: Any, context: Any = None) -> bool:
        answer = self.string_value(self.get_argument(context, 0, default=""))
        return self.get_argument(context, 1) in answer.split()

    @method(function("count-selected", nargs=1, bp=90))
    def evaluate_count_selected(self: Any, context: Any = None) -> int:
        return len(self.string_value(self.get_argument(context, 0, default="")).split())

    @method(function("coalesce", nargs=2, bp=90))
    def evaluate_coalesce(self: Any, context: Any = None) -> str:
        first = self.string_value(self.get_argument(context, 0, default=""))
        return first or self.string_value(self.get_argument(context, 1, default=""))


def _a_second(call: Callable[[], object]) -> float:
    call()
    best = 0.0
    for _ in range(3):
        times, begun = 0, time.perf_counter()
        while (spent := time.perf_counter() - begun) < SECONDS:
            for _ in range(50):
                call()
            times += 50
        best = max(best, times / spent)
    return best


def _mean(rates: list[float]) -> float:
    """Of the whole mix, each expression once: the harmonic mean."""
    return len(rates) / sum(1 / rate for rate in rates)


def run() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline_name?, baseline?, ratio?}."""
    document = parse(FORM)
    (here,) = compile("/data/g/here").nodes(Context(document))
    context = Context(here)

    def ours(source: str) -> float:
        expression = compile(source)
        return _a_second(lambda: expression.evaluate(context))

    _declare()
    root = ET.fromstring(FORM)
    item = root.find("g/here")
    parser = OdkParser()

    tree = elementpath.get_node_tree(root)
    node = next(each for each in tree.iter() if getattr(each, "elem", None) is item)

    def theirs(source: str) -> float:
        token = parser.parse(source)
        where = elementpath.XPathContext(tree, item=node)

        def call() -> object:
            where.item = node
            return token.evaluate(where)

        return _a_second(call)

    mine, other = _mean([ours(each) for each in BOTH]), _mean([theirs(each) for each in BOTH])
    compiled = _mean([_a_second(lambda each=each: compile(each)) for each in BOTH])
    parsed = _mean([_a_second(lambda each=each: parser.parse(each)) for each in BOTH])
    return [
        {
            "name": "xpath: common expressions",
            "value": round(mine),
            "unit": "evaluations/s",
            "baseline_name": f"elementpath {elementpath.__version__}",
            "baseline": round(other),
            "ratio": round(mine / other, 1),
        },
        {
            "name": "xpath: ODK's own functions",
            "value": round(_mean([ours(each) for each in OURS])),
            "unit": "evaluations/s",
        },
        {
            "name": "xpath: compile",
            "value": round(compiled),
            "unit": "expressions/s",
            "baseline_name": f"elementpath {elementpath.__version__}",
            "baseline": round(parsed),
            "ratio": round(compiled / parsed, 1),
        },
        _choices(),
    ]


def _choices() -> dict[str, Any]:
    """The communes of one province out of all of them, as a choice list asks at each change."""
    items = "".join(
        f"<item><province>p{n % 34}</province><name>c{n}</name></item>" for n in range(3321)
    )
    places = parse(f"<instance><root>{items}</root></instance>")
    places.frozen = True
    form = parse("<data><province>p7</province><commune/></data>")
    (here,) = compile("/data/commune").nodes(Context(form))
    context = Context(here, instances={"places": places.root_element})
    expression = compile("instance('places')/root/item[province = current()/../province]")
    return {
        "name": "xpath: one province's communes out of 3,321",
        "value": round(_a_second(lambda: expression.evaluate(context))),
        "unit": "evaluations/s",
    }


if __name__ == "__main__":
    for row in run():
        print(row)
