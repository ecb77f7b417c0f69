"""A form of 500 questions with repeats: compile, load, open, and what a keystroke costs.

The baseline is what a form engine does that has no dependency graph: every
expression of the form once, by elementpath, in the same run. So is our own full
recomputation.

make bench NAME=forms
"""

from __future__ import annotations

import datetime as dt
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import ModuleType
from typing import Any

from elementpath import ElementNode, XPathContext, get_node_tree
from elementpath.xpath1 import XPath1Parser

from reports.form import Form, Question, dump, load
from reports.session import Field, FormSession
from reports.session.plan import Plan, expression
from reports.xlsform import compile_form

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
INSTANCES = 10
LARGE = 84, 300
"""Sections and instances of a form four times as large, with a roll of 300 in it."""

# elementpath looks the module of a parser up, but run.py loads this file without registering it.
sys.modules.setdefault(__name__, ModuleType(__name__))


class OdkParser(XPath1Parser):  # type: ignore[misc]
    """elementpath with the two ODK functions that the form uses, in the least it needs."""


@OdkParser.method(OdkParser.function("selected", nargs=2, bp=90))  # type: ignore[misc]
def evaluate_selected(self: Any, context: Any = None) -> bool:
    answer = self.string_value(self.get_argument(context, 0, default=""))
    return self.get_argument(context, 1) in answer.split()


@OdkParser.method(OdkParser.function("coalesce", nargs=2, bp=90))  # type: ignore[misc]
def evaluate_coalesce(self: Any, context: Any = None) -> str:
    first = self.string_value(self.get_argument(context, 0, default=""))
    return first or self.string_value(self.get_argument(context, 1, default=""))


def form_text(sections: int = 20) -> str:
    """20 sections of 24 questions and a repeat of 20, as a survey has them: most of them depend
    on an answer of their section, and totals run over everything."""
    rows = ["## survey", "", "| type | name | label | relevant | constraint | calculation |"
            " required | choice_filter |", "|---|---|---|---|---|---|---|---|"]  # fmt: skip

    def row(*cells: str) -> None:
        rows.append(f"| {' | '.join(cells)} |")

    row("integer", "people", "People", "", ". > 0 and . < 100", "", "yes", "")
    for s in range(sections):
        first = f"s{s}_0"
        relevant = f"${{people}} > {s % 3}" if s else ""
        row("begin_group", f"s{s}", f"Section {s}", relevant, "", "", "", "")
        row("select_one yn", first, f"Section {s} applies to ${{people}}?", "", "", "", "yes", "")
        for q in range(1, 22):
            name, asked = f"s{s}_{q}", f"${{{first}}} = 'yes'"
            if q % 7 == 0:
                row("select_multiple kind", name, "Kinds", asked, "", "", "", "")
            elif q % 7 == 1:
                row("select_one place", name, "Place", asked, "", "", "",
                    f"up = ${{s{s}_{q - 1}}} or up = ''")  # fmt: skip
            elif q % 7 == 2:
                row("text", name, "Words", f"{asked} and selected(${{s{s}_7}}, 'a')", "", "", "",
                    "")  # fmt: skip
            else:
                row("integer", name, f"Number {q}", asked, ". >= 0 and . <= ${people} * 1000", "",
                    "yes" if q % 3 == 0 else "", "")  # fmt: skip
        row("calculate", f"t{s}", "", "", "", f"coalesce(${{s{s}_3}}, 0) + coalesce(${{s{s}_4}}, 0)"
            f" + coalesce(${{s{s}_5}}, 0)", "", "")  # fmt: skip
        row("note", f"n{s}", f"Total ${{t{s}}}", f"${{t{s}}} > 10", "", "", "", "")
        row("end_group", "", "", "", "", "", "", "")
    row("begin_repeat", "member", "Member", "", "", "", "", "")
    row("text", "m_name", "Name", "", "", "", "yes", "")
    row("integer", "m_age", "Age", "", ". >= 0 and . < 130", "", "yes", "")
    for q in range(17):
        row("integer", f"m_{q}", f"Of ${{m_name}}: {q}", "${m_age} > 17" if q % 2 else "",
            ". >= 0", "", "", "")  # fmt: skip
    row("calculate", "m_sum", "", "", "", "coalesce(${m_0}, 0) + coalesce(${m_1}, 0)", "", "")
    row("end_repeat", "", "", "", "", "", "", "")
    totals = " + ".join(f"${{t{s}}}" for s in range(sections))
    row("calculate", "all", "", "", "", totals, "", "")
    row("calculate", "ages", "", "", "", "sum(${m_sum}) + count(${member})", "", "")
    row("note", "end_note", "All: ${all}, ages: ${ages}", "", "", "", "", "")
    rows += ["", "## choices", "", "| list_name | name | label | up |", "|---|---|---|---|"]
    for list_, names in (("yn", ["yes", "no"]), ("kind", list("abcdef"))):
        for name in names:
            row(list_, name, name.upper(), "")
    for n in range(300):
        row("place", f"p{n}", f"Place {n}", "abcdef"[n % 6])
    return "\n".join(rows)


def filled(
    form: Form, plan: Plan | None = None, instances: int = INSTANCES
) -> tuple[FormSession, list[float]]:
    """A session with every question answered once, and the milliseconds that each answer took;
    the first of them shows all sections."""
    session = FormSession(form, clock=lambda: NOW, plan=plan)
    took: list[float] = []

    def answer(ref: str, value: str) -> None:
        # The processor's time: an answer waits for nothing, and the machine is shared.
        began = time.thread_time()
        session.answer(ref, value)
        took.append((time.thread_time() - began) * 1000)

    answer("/data/people", "7")
    for _ in range(instances - 1):
        session.add_repeat("/data/member")
    # Twice: the second time over, the answers of the first are already there.
    for turn in "12":
        for field in [item for item in session.visible() if isinstance(item, Field)]:
            if field.kind == "integer":
                answer(field.ref, f"{turn}9")
            elif field.kind == "text":
                answer(field.ref, f"word {turn}")
            elif field.kind == "select_multiple":
                answer(field.ref, "a b")
            elif field.kind == "select_one":
                choices = session.choices(field.ref)
                answer(field.ref, choices[0].value if choices else "")
    return session, took


def _best(action: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - began)
    return best * 1000


def _full_pass(form: Form, session: FormSession) -> Callable[[], None]:
    """Every relevance, constraint and calculation of the form once, by elementpath."""
    root = ET.Element(form.root)
    _build(root, form, session)
    tree = get_node_tree(ET.ElementTree(root))
    nodes = {node.obj: node for node in tree.iter() if isinstance(node, ElementNode)}
    parser = OdkParser()
    work = []
    for node in form.walk():
        sources = [node.relevant]
        if isinstance(node, Question):
            sources += [node.constraint, node.calculate]
        for source in filter(None, sources):
            token = parser.parse(source)
            work += [(token, nodes[element]) for element in root.findall("." + node.path[5:])]

    def run() -> None:
        for token, node in work:
            token.evaluate(XPathContext(tree, item=node))

    return run


def _build(root: ET.Element, form: Form, session: FormSession) -> None:
    def children(parent: ET.Element, nodes: Any, ref: str) -> None:
        for node in nodes:
            if isinstance(node, Question):
                ET.SubElement(parent, node.name).text = session.value(f"{ref}/{node.name}")
            elif session.has(f"{ref}/{node.name}[2]"):
                for number in range(1, INSTANCES + 1):
                    here = f"{ref}/{node.name}[{number}]"
                    children(ET.SubElement(parent, node.name), node.children, here)
            else:
                children(ET.SubElement(parent, node.name), node.children, f"{ref}/{node.name}")

    children(root, form.children, f"/{form.root}")


def _large() -> list[dict[str, object]]:
    """The same of a form of some 2,000 questions, with 300 instances of its repeat."""
    sections, instances = LARGE
    form = compile_form(form_text(sections).encode(), "large.md").form
    assert form is not None
    plan = Plan(form)
    (session, took), (_, again) = (filled(form, plan, instances) for _ in "12")
    took = [min(pair) for pair in zip(took, again, strict=True)]
    questions = sum(isinstance(node, Question) for node in form.walk())
    draft = session.to_json()
    resuming = _best(lambda: FormSession.from_json(form, draft, plan=plan, clock=lambda: NOW), 3)
    name = f"{questions} questions, {instances} instances: "
    return [
        {"name": f"{name}keystroke, mean", "value": sum(took) / len(took), "unit": "ms"},
        {"name": f"{name}keystroke, worst", "value": max(took[1:]), "unit": "ms"},
        {"name": f"{name}the answer that shows all sections", "value": took[0], "unit": "ms"},
        {"name": f"{name}go on with the draft", "value": resuming, "unit": "ms"},
        {"name": f"{name}size of the draft", "value": len(draft) / 1000, "unit": "kB"},
    ]


def run() -> list[dict[str, object]]:
    text = form_text().encode()
    compile_form(b"| survey |\n| | type | name |\n| | text | a |")  # pyxform's import, once
    began = time.perf_counter()
    result = compile_form(text, "bench.md")
    compiling = (time.perf_counter() - began) * 1000
    form = result.form
    assert form is not None, [problem.text("en") for problem in result.problems]
    questions = sum(isinstance(node, Question) for node in form.walk())
    data = dump(form)
    expression.cache_clear()
    opening_cold = _best(lambda: FormSession(load(data), clock=lambda: NOW), 1)
    opening = _best(lambda: FormSession(form, clock=lambda: NOW), 5)
    plan = Plan(form)
    session, took = filled(form, plan)
    _, again = filled(form, plan)
    # The machine is shared: of two measurements of the same answer the better one counts.
    took = [min(pair) for pair in zip(took, again, strict=True)]
    mean, worst = sum(took) / len(took), max(took)
    full = _best(session.recompute, 5)
    peer = _best(_full_pass(form, session), 3)
    draft = session.to_json()
    return [
        {"name": "questions in the form", "value": questions, "unit": ""},
        {"name": "compile the XLSForm", "value": compiling, "unit": "ms"},
        {"name": "size of the compiled form", "value": len(data) / 1000, "unit": "kB"},
        {"name": "load the form", "value": _best(lambda: load(data), 5), "unit": "ms"},
        {"name": "load and open it, the first time", "value": opening_cold, "unit": "ms"},
        {"name": "open it again", "value": opening, "unit": "ms"},
        {
            "name": "keystroke, mean",
            "value": mean,
            "unit": "ms",
            "baseline_name": "every expression once, by elementpath",
            "baseline": peer,
            "ratio": mean / peer,
        },
        {
            "name": "keystroke, worst",
            "value": worst,
            "unit": "ms",
            "baseline_name": "every expression once, by elementpath",
            "baseline": peer,
            "ratio": worst / peer,
        },
        {
            "name": "full recomputation",
            "value": full,
            "unit": "ms",
            "baseline_name": "every expression once, by elementpath",
            "baseline": peer,
            "ratio": full / peer,
        },
        {"name": "keep the draft", "value": _best(session.to_json, 5), "unit": "ms"},
        {"name": "size of the draft", "value": len(draft) / 1000, "unit": "kB"},
        {
            "name": "draw all visible questions",
            "value": _best(lambda: list(session.visible()), 5),
            "unit": "ms",
        },
        *_large(),
    ]
