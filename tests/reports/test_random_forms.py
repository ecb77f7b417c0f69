"""Forms of every feature that XLSForm has, whole and with what people get wrong in them.

Whatever comes out: never a crash; a refusal names its sheet and row in both languages; and what
compiles can be opened, filled in at random, and is the same after a full recomputation.
"""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.form import dump, load
from reports.session import Field, FormSession, NotAnswerableError
from reports.xlsform import compile_form

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))

TYPES = """
text integer decimal date time dateTime note acknowledge geopoint barcode image audio
file range hidden calculate start end today deviceid phonenumber username email audit
background-audio start-geopoint csv-external osm"""
SELECTS = ["select_one yn", "select_multiple màu", "rank l2", "select_one yn or_other",
           "select_one_from_file communes.csv", "select_multiple_from_file a.geojson",
           "select_one ${q2}", "select_one_external ext", "select_one list with space"]  # fmt: skip
WRONG_TYPES = ["interger", "select_one", "select_one nowhere", "select_one ${r}", "include x", "?",
               "SELECT ONE yn", "begin loop over yn", "end loop", "begin_kobomatrix", "end_rank",
               "begin_score", "rank a.csv", "end group", "end_repeat", "begin group"]  # fmt: skip
WRONG_NAMES = ["", "1q", "a b", "tuổi", "q1", "q1", "meta", "data", "x:y", "<x>", "name", "q/1"]
WORDS = ["Bạn bao nhiêu tuổi?", "Xin chào ${q1}", "**đậm** <b>x</b> & \\| “q”", "a<br>b", "😀"]
WRONG_WORDS = ["", "${gone}", "${q1", "$ {q1}", "<output value='x'/>", "${last-saved#q1}"]
EXPRESSIONS = ["${q1} = 'yes'", "selected(${q1}, 'a')", ". > 0 and . < 120", "${q1} + 1", "today()",
               "sum(${q2})", "count(${r})", "once(random())", "if(${q1} = '', 'a', ${q2})",
               "indexed-repeat(${q2}, ${r}, 1)", "position(..)", "${last-saved#q1}", "../q1",
               "jr:choice-name(${q1}, '${q1}')", "pulldata('communes', 'name', 'code', ${q1})",
               "regex(., '^[0-9]+$')", "instance('yn')/root/item[name = ${q1}]/label"]  # fmt: skip
WRONG_EXPRESSIONS = ["${q1} == 1", "(${q1} = 1", "${q1} = 'x", "nonsense(1)", "${gone} > 1", "1 +",
                     "regex(., '[')", "if(true(), 1)", "$x", "'''", "${q1}/2", "yes", "${Q1} = 1",
                     "choice-label(${q1}, 1)", "$q1 > ${ q1 }", "label::English != ''"]  # fmt: skip
COLUMNS = {
    "hint::vi": (WORDS, WRONG_WORDS), "guidance_hint": (WORDS, WRONG_WORDS),
    "relevant": (EXPRESSIONS, WRONG_EXPRESSIONS), "relevance": (EXPRESSIONS, WRONG_EXPRESSIONS),
    "constraint": (EXPRESSIONS, WRONG_EXPRESSIONS), "constraint_message": (WORDS, WRONG_WORDS),
    "calculation": (EXPRESSIONS, WRONG_EXPRESSIONS), "required": (["yes", "no", "true()"], ["x"]),
    "required_message::vi": (WORDS, WRONG_WORDS), "read_only": (["yes"], WRONG_EXPRESSIONS),
    "choice_filter": (["name = ${q1}", "true()"], WRONG_EXPRESSIONS),
    "repeat_count": (["3", "${q1}"], WRONG_EXPRESSIONS), "trigger": (["${q1}"], ["q1, x", "${r}"]),
    "default": (["5", "today()", "${last-saved#q1}"], ["if(", "N/A (x)", "${gone}"]),
    "parameters": (["randomize=true seed=42", "start=0 end=9 step=3", "max-pixels=800"],
                   ["step=0", "start=a", "randomize=maybe", "value=1x", "junk", "seed=${gone}"]),
    "appearance": (["minimal", "likert", "field-list", "table-list", "multiline", "columns-2"],
                   ["search('x')", "custom-x(1)", "${q1}", "w1 label"]),
    "media::image": (["a.png"], ["${gone}.png", "a b"]), "big-image": (["a.png"], ["x"]),
    "disabled": (["no"], ["yes"]), "save_to": (["p"], ["a#b#c"]), "bind::x y": (["1"], ["${q1"]),
    "instance::hxl": (["#a"], ["${gone}"]), "Notes": (["n"], ["n"]), "relevent": (["1"], ["1"]),
    "bind::jr:preload": (["property"], ["bogus"]), "label:English": (WORDS, WRONG_WORDS),
    "intent": (["ex:a()"], ["${"]), "rows": (["3"], ["x"]), "label::vi::": (WORDS, WRONG_WORDS),
}  # fmt: skip
SETTINGS = {
    "id_string": ["f 1", "f1"], "title": ["Biểu mẫu"], "version": ["1.0"], "name": ["1bad"],
    "default_language": ["vi", "nope"], "instance_name": ["concat(${q1}, 'x')", "${gone}", "1 +"],
    "style": ["pages"], "namespaces": ["broken"], "attribute::x y": ["z"], "flat": ["yes"],
    "public_key": ["k"], "clean_text_values": ["maybe"], "omit_instanceID": ["true"],
}  # fmt: skip
CHOICES = """| choices |
| | list name | name | label::vi | up | a b |
| | yn | yes | Có | x | 1 |
| | yn | no | Không | y | 2 |
| | màu | đỏ | Đỏ | | |
| | màu | 1.0 | Một | | |
| | l2 | a b | A B | | |
| | list with space | a | ${q1} | | |
| external_choices |
| | list_name | name | label |
| | ext | a | A |
"""
SPELL = st.sampled_from([str, str, str, str.upper, str.title, lambda c: c.replace("_", " ")])


@st.composite
def cell(draw, right, wrong, slips):
    """Mostly what may stand there; what may not, where the form has slips at all."""
    return draw(st.sampled_from(wrong if slips and draw(st.integers(0, 3)) == 0 else right))


@st.composite
def sheets(draw):
    """A form as Markdown tables: a repeat and two questions that others refer to, and more."""
    slips = draw(st.booleans())
    columns = draw(st.lists(st.sampled_from(sorted(COLUMNS)), max_size=6, unique=True))
    spelt = [draw(SPELL)(column) if "::" not in column else column for column in columns]
    lines = ["| survey |", f"| | type | name | label::vi | {' | '.join(spelt)} |"]
    open_blocks = []

    def row(type_, name, label="L"):
        cells = [
            draw(cell(*COLUMNS[column], slips)) if draw(st.integers(0, 3)) == 0 else ""
            for column in columns
        ]
        lines.append(f"| | {type_} | {name} | {label} | {' | '.join(cells)} |")

    # What others refer to is plain: a calculation that reads itself has no state to come back to.
    lines.append("| | integer | q1 | L |")
    for number in range(draw(st.integers(0, 7))):
        name = f"n{number}"
        if slips and draw(st.integers(0, 3)) == 0:
            name = draw(st.sampled_from(WRONG_NAMES))
        what = draw(st.integers(0, 9))
        if what < 2 and len(open_blocks) < 6:
            open_blocks.append(draw(st.sampled_from(["group", "repeat"])))
            row(f"begin_{open_blocks[-1]}", name)
        elif what < 4 and open_blocks:
            lines.append(f"| | end {open_blocks.pop()} |")
        else:
            type_ = draw(cell(TYPES.split() + SELECTS, WRONG_TYPES, slips))
            row(type_, name, draw(cell(WORDS, WRONG_WORDS, slips)))
    lines += [f"| | end_{block} |" for block in reversed(open_blocks) if not slips]
    lines += ["| | begin repeat | r | R |", "| | integer | q2 | Q |", "| | end repeat |"]
    settings = draw(st.lists(st.sampled_from(sorted(SETTINGS)), max_size=4, unique=True))
    if settings:
        values = [draw(st.sampled_from(SETTINGS[name])) for name in settings]
        lines += ["| settings |", f"| | {' | '.join(settings)} |", f"| | {' | '.join(values)} |"]
    return "\n".join(lines) + "\n" + (CHOICES if not slips or draw(st.booleans()) else "")


def shown(session):
    return (
        [(item.ref, item.label, getattr(item, "value", "")) for item in session.visible()],
        session.finished_values(),
        [(issue.ref, issue.code) for issue in session.errors()],
    )


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), st.randoms(use_true_random=False))
def test_any_form_is_filled_in_or_refused_at_its_row(text, choose):
    result = compile_form(text.encode(), "any.md")
    for problem in result.problems:
        assert problem.sheet
        assert problem.row
        assert problem.code != "form.strange", problem.params
        assert problem.text("vi") != problem.text("en")
    if result.form is None:
        assert any(problem.severity == "error" for problem in result.problems)
        return
    assert load(dump(result.form)) == result.form
    session = FormSession(result.form, clock=lambda: NOW)
    for _ in range(6):
        fields = [item for item in session.visible() if isinstance(item, Field)]
        try:
            session.answer(choose.choice(fields).ref, choose.choice(["", "1", "yes", "x y"]))
        except NotAnswerableError:
            continue
    reached = shown(session)
    again = FormSession.from_json(result.form, session.to_json(), clock=lambda: NOW)
    assert shown(again) == reached
    session.recompute()
    assert shown(session) == reached


def test_six_groups_of_one_name_lie_within_one_another():
    lines = ["| survey |", "| | type | name | label | relevant |", "| | text | q | Q | |"]
    lines += ["| | begin_group | g | G | ${q} != '' |"] * 6
    lines += ["| | text | a | A | |"] + ["| | end_group | | | |"] * 6
    result = compile_form("\n".join(lines).encode(), "deep.md")
    assert result.form is not None, [problem.text("en") for problem in result.problems]
    session = FormSession(result.form, clock=lambda: NOW)
    assert [item.ref for item in session.visible()] == ["/data/q"]
    session.answer("/data/q", "x")
    assert list(session.visible())[-1].ref == "/data" + "/g" * 6 + "/a"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_as_windows_writes_it(encoding, delimiter):
    rows = [["survey"], ["", "type", "name", "label"], ["", "select_one a", "q", "Hỏi gì?"],
            ["choices"], ["", "list_name", "name", "label"], ["", "a", "1", "Được"]]  # fmt: skip
    text = "\r\n".join(delimiter.join(row) for row in rows)
    if encoding == "cp1258":
        text = text.replace("Hỏi gì?", "Hoi gì?").replace("Được", "Có")
        text = text.replace("ì", "i\u0300")  # how code page 1258 writes tones
    result = compile_form(text.encode(encoding), "form.csv")
    assert result.form is not None, [problem.text("en") for problem in result.problems]
    assert next(node for node in result.form.walk() if node.name == "q").kind == "select_one"
