"""What must hold for any answers in any order, and for any bytes given as a form."""

import datetime as dt
import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import reports.forms
from reports.form import SCHEMA, Choice, Form, Group, Itemset, Question, Repeat, digest, dump, load
from reports.recheck import recheck
from reports.session import Field, FormSession, NotAnswerableError, Unfinished
from reports.session.plan import Plan
from reports.submission import decode, encode
from reports.xlsform import compile_form
from reports.xlsform.sheets import read
from reports.xlsform.writing import markdown, xlsx

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
QUIET = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def state(session):
    """Everything that a screen shows and a submission says."""
    shown = []
    for item in session.visible():
        if isinstance(item, Field):
            choices = ()
            if item.kind.startswith("select"):
                choices = tuple(choice.value for choice in session.choices(item.ref))
            shown.append((item.ref, item.label, item.value, item.required, item.readonly,
                          [issue.code for issue in item.issues], choices))  # fmt: skip
        else:
            shown.append((item.ref, item.label, item.kind, item.count))
    return shown, session.finished_values(), session.missing(), session.errors()


# Random forms: whatever reads something reads what stands before it.

NAMES = [f"q{n}" for n in range(8)]


@st.composite
def expressions(draw, known, at):
    """A number or a truth out of questions that stand earlier; absolute, or from ``at`` on."""
    if not known:
        return draw(st.sampled_from(["1", "true()", "2 > 1"]))
    path = draw(st.sampled_from(known))
    if draw(st.booleans()) and path.count("/") >= at.count("/") and path.startswith(at + "/"):
        path = "../" + path[len(at) + 1 :]
    other = draw(st.sampled_from(known))
    return draw(
        st.sampled_from(
            [f"{path} > 1", f"{path} = {other}", f"{path} != 2", f"sum({path}) + 1",
             f"count({path}) * 2", f"coalesce({path}, 3)", f"{path} = '' or {other} > 0",
             f"if({path} > 2, 'x', {other})", f"position(../..) + {path}"]
        )
    )  # fmt: skip


@st.composite
def nodes(draw, at, known, depth):
    found = []
    for number in range(draw(st.integers(1, 4))):
        name = f"n{len(known)}_{number}"
        path = f"{at}/{name}"
        maybe = st.one_of(st.just(""), expressions(known, at))
        kind = draw(st.sampled_from(["q", "q", "q", "calc", "group", "repeat"]))
        if kind == "q" or (depth > 2 and kind in ("group", "repeat")):
            found.append(
                Question(name, path, "integer", "int", relevant=draw(maybe), required=draw(maybe),
                         constraint=draw(st.sampled_from(["", ". < 5", ". > 0"])),
                         readonly="", label={"": ["a ", draw(st.sampled_from([*known, "."])), ""]})
            )  # fmt: skip
            known.append(path)
        elif kind == "calc":
            found.append(
                Question(name, path, "calculate", relevant=draw(maybe),
                         calculate=draw(expressions(known, at)))
            )  # fmt: skip
            known.append(path)
        elif kind == "group":
            relevant = draw(maybe)
            found.append(Group(name, path, draw(nodes(path, known, depth + 1)), relevant=relevant))
        else:
            relevant = draw(maybe)
            count = draw(st.sampled_from(["", "", "2", f"{known[0]} + 0" if known else ""]))
            children = draw(nodes(path, known, depth + 1))
            found.append(Repeat(name, path, children, relevant=relevant, count=count))
    return tuple(found)


@st.composite
def forms(draw):
    return Form(SCHEMA, "f", "1", "F", "data", (), "", draw(nodes("/data", [], 0)))


def play(session, choose):
    """One random action; what undoes it."""
    refs = [item.ref for item in session.visible()]
    repeats = [i for i in session.visible() if not isinstance(i, Field) and i.kind == "repeat"]
    instances = [i for i in session.visible() if not isinstance(i, Field) and i.kind == "instance"]
    if not refs:
        return ()
    what = choose.random()
    if what < 0.15 and repeats:
        repeat = choose.choice(repeats)
        return () if repeat.fixed else session.add_repeat(repeat.ref).undo
    if what < 0.25 and instances:
        instance = choose.choice(instances)
        return () if instance.fixed else session.remove_repeat(instance.ref).undo
    fields = [item for item in session.visible() if isinstance(item, Field)]
    if not fields:
        return ()
    field = choose.choice(fields)
    values = ["", "0", "1", "2", "3", "9", "-1", "x"]
    if field.kind.startswith("select"):
        values = ["", *[choice.value for choice in session.choices(field.ref)], "zz"]
    elif field.kind in ("date", "datetime"):
        values = ["", "2026-11-16", "2026-11-23T07:00:00.000+07:00", "2030-01-01"]
    try:
        return session.answer(field.ref, choose.choice(values)).undo
    except NotAnswerableError:
        return ()


def holds(session, form):
    """The three ways to the same state: as it came about, from the answers, from the draft."""
    reached = state(session)
    again = FormSession.from_json(form, session.to_json(), clock=lambda: NOW, plan=session.plan)
    assert state(again) == reached
    assert again.to_json() == session.to_json()
    session.recompute()
    assert state(session) == reached


@QUIET
@given(forms(), st.randoms(use_true_random=False))
def test_random_answers_give_what_a_full_recomputation_gives(form, choose):
    assert load(dump(form)) == form
    session = FormSession(form, clock=lambda: NOW)
    for _ in range(12):
        play(session, choose)
    holds(session, form)


@QUIET
@given(forms(), st.randoms(use_true_random=False))
def test_every_action_can_be_taken_back_and_made_again(form, choose):
    session = FormSession(form, clock=lambda: NOW)
    for _ in range(8):
        before = state(session)
        undo = play(session, choose)
        after = state(session)
        redo = session.apply(undo).undo
        assert state(session) == before
        session.apply(redo)
        assert state(session) == after


_BUILT_IN = {}


def built_in(form_id):
    if form_id not in _BUILT_IN:
        path = Path(reports.forms.__path__[0]) / f"{form_id}.md"
        form = compile_form(path.read_bytes(), path.name).form
        _BUILT_IN[form_id] = form, Plan(form)
    return _BUILT_IN[form_id]


@pytest.mark.parametrize("form_id", ["incident", "weekly", "digitisation", "inventory", "outage"])
@settings(parent=QUIET, max_examples=12)
@given(st.randoms(use_true_random=False))
def test_the_built_in_forms_hold_under_random_answers(form_id, choose):
    form, plan = built_in(form_id)
    session = FormSession(form, clock=lambda: NOW, plan=plan)
    session.answer("/data/gate/secret", "no") if form_id == "incident" else None
    for _ in range(25):
        play(session, choose)
    holds(session, form)
    try:
        submission = session.finish()
    except Unfinished:
        return
    assert decode(encode(submission)) == submission
    assert submission.form_hash == digest(form)
    assert recheck(form, submission, received=NOW) == ()


CASCADE = Form(
    SCHEMA, "c", "1", "C", "data", (), "",
    (
        Question("a", "/data/a", "select_one", itemset=Itemset("instance('l')/root/item",
                                                               source="l")),
        Repeat("r", "/data/r", (
            Question("b", "/data/r/b", "select_multiple", itemset=Itemset(
                "instance('l')/root/item[up = /data/a]", source="l", filter="up = /data/a")),
            Question("n", "/data/r/n", "calculate",
                     calculate="coalesce(indexed-repeat(/data/r/n, /data/r, position(..) - 1), 0)"
                               " + count-selected(../b)"),
        )),
        Question("total", "/data/total", "calculate", calculate="max(/data/r/n)"),
    ),
    lists={"l": tuple(Choice(v, {"": v}, extra={"up": u}) for v, u in ["xy", "yx", "zx", "wy"])},
)  # fmt: skip


@QUIET
@given(st.randoms(use_true_random=False))
def test_running_totals_and_cascades_hold(choose):
    session = FormSession(CASCADE, clock=lambda: NOW)
    for _ in range(15):
        play(session, choose)
    holds(session, CASCADE)


# Any bytes

SMALL = """| survey | | | |
| | type | name | label | relevant | calculation |
| | select_one l | a | A | | |
| | begin_repeat | r | R | ${a} = 'x' | |
| | integer | b | B | | |
| | end_repeat | | | | |
| | calculate | c | | | sum(${b}) |
| choices | | | |
| | list_name | name | label |
| | l | x | X |
"""
WORKBOOK = xlsx(read(SMALL.encode()))


def survives(data, name="any.xlsx"):
    result = compile_form(data, name)
    assert (result.form is None) == any(p.severity == "error" for p in result.problems)
    for problem in result.problems:
        assert problem.text("vi")
        assert problem.text("en")
        assert problem.row or problem.severity != "error"
    if result.form is not None:
        FormSession(load(dump(result.form)), clock=lambda: NOW)


@QUIET
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
@example(b"\xff\xfe|")
@example(b"|survey|\n||type|name|\n||text|a|")
@example(b"a,b\n\x00")
def test_any_bytes_are_read_or_refused(data):
    survives(data)


@QUIET
@given(
    st.text(alphabet="|-#\n \\survey choicestypenamelabel${}()<>&'\"\x00\u0301đ,;=", max_size=300)
)
def test_any_text_is_read_or_refused(text):
    survives(text.encode("utf-8"), "any.md")


@QUIET
@given(st.randoms(use_true_random=False))
def test_a_damaged_table_is_read_or_refused(choose):
    text = list(SMALL)
    for _ in range(choose.randint(1, 12)):
        at = choose.randrange(len(text))
        text[at] = choose.choice(["", "|", "$", "{", "}", "(", ")", "'", "\n", "é", "0", " ", "<"])
    survives("".join(text).encode(), "any.md")


@QUIET
@given(st.randoms(use_true_random=False))
def test_a_damaged_workbook_is_read_or_refused(choose):
    data = bytearray(WORKBOOK)
    for _ in range(choose.randint(1, 20)):
        data[choose.randrange(len(data))] = choose.randrange(256)
    survives(bytes(data))


@QUIET
@given(st.randoms(use_true_random=False))
def test_a_workbook_with_damaged_parts_is_read_or_refused(choose):
    source, target = zipfile.ZipFile(BytesIO(WORKBOOK)), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            part = bytearray(source.read(entry))
            if choose.random() < 0.4:
                for _ in range(choose.randint(1, 6)):
                    part[choose.randrange(len(part))] = choose.choice(b"<>\"'&=/0a ")
            archive.writestr(entry.filename, bytes(part))
    survives(target.getvalue())


CELLS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12
).map(str.strip).filter(bool)  # fmt: skip


@QUIET
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_cells_survive_markdown_and_spreadsheet(rows):
    table = ["| survey |", "| | type | name | label |"]
    for row in rows:
        table.append("| | " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    grids = read("\n".join(table).encode())
    cells = [[c for _, c in grid.rows] for grid in grids]
    for data in (markdown(grids).encode(), xlsx(grids)):
        assert [[c for _, c in grid.rows] for grid in read(data)] == cells


def test_the_seed_of_chance_decides_the_instance_id(form):
    compiled = form(SMALL)
    one, other = (FormSession(compiled, random=random.Random(7)) for _ in "12")
    assert one.instance_id == other.instance_id
    assert one.instance_id.startswith("uuid:")
