"""What is wrong in real XLSForms: mended and said, or refused at its row with what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from reports.form import Question, Repeat
from reports.session import FormSession
from reports.xlsform import compile_form
from reports.xlsform.catalogue import MESSAGES
from reports.xlsform.sheets import read

LISTS = """
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def compiled(text, name="test.md"):
    return compile_form(text.encode(), name)


def survey(*rows, choices=LISTS):
    """A survey sheet of (type, name, label, column=text) rows."""
    columns = ["type", "name", "label"]
    for row in rows:
        columns += [key for key in (row[3] if len(row) > 3 else {}) if key not in columns]
    lines = ["| survey |", f"| | {' | '.join(columns)} |"]
    for row in rows:
        cells = dict(zip(("type", "name", "label"), row, strict=False))
        cells |= row[3] if len(row) > 3 else {}
        lines.append(
            f"| | {' | '.join(cells.get(c, '').replace('|', chr(92) + '|') for c in columns)} |"
        )
    return "\n".join(lines) + "\n" + choices


def found(result, severity=None):
    return [p.code for p in result.problems if severity in (None, p.severity)]


def question(form, name):
    return next(node for node in form.walk() if node.name == name)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Text", "text"), ("string", "text"), ("INTEGER", "integer"), ("int", "integer"),
        ("number", "decimal"), ("date time", "datetime"), ("datetime", "datetime"),
        ("gps", "geopoint"), ("photo", "image"), ("add image prompt", "image"),
        ("Select One yn", "select_one"), ("select one from yn", "select_one"),
        ("select_one  yn", "select_one"), ("select1 yn", "select_one"),
        ("select_one: yn", "select_one"), ("select multiple yn", "select_multiple"),
        ("select all that apply from yn", "select_multiple"), ("Rank yn", "rank"),
        ("acknowledge", "acknowledge"), ("trigger", "acknowledge"), ("q string", "text"),
        ("barcode", "barcode"), ("calculate_here", "calculate"), ("begin group", None),
    ],
)  # fmt: skip
def test_a_type_is_understood_in_any_dialect(written, kind):
    extra = {"calculation": "1"} if kind == "calculate" else {}
    rows = [(written, "a", "A", extra)]
    if kind is None:
        rows += [("text", "b", "B"), ("End Group", "")]
    result = compiled(survey(*rows))
    assert found(result) == []
    assert getattr(question(result.form, "a"), "kind", None) == kind


@pytest.mark.parametrize(
    ("written", "kind"),
    [("interger", "integer"), ("decmal", "decimal"), ("select_mutiple yn", "select_multiple"),
     ("slect_one yn", "select_one")],
)  # fmt: skip
def test_a_misspelt_type_is_mended_and_said(written, kind):
    result = compiled(survey((written, "a", "A")))
    assert found(result) == ["type.misspelt"]
    assert question(result.form, "a").kind == kind


REFUSED = [
    ("type.unknown", 3, survey(("wizardry", "a", "A"))),
    ("type.missing", 3, survey(("", "a", "A"), ("text", "b", "B"))),
    ("type.no-list", 3, survey(("select_one", "a", "A"))),
    ("type.include", 3, survey(("include", "a", "A"))),
    ("list.none", 3, survey(("select_one nowhere", "a", "A"), choices="")),
    ("list.unknown", 3, survey(("select_one nowhere", "a", "A"))),
    ("list.no-question", 6, survey(("begin_repeat", "r", "R"), ("text", "b", "B"),
                                   ("end_repeat", ""), ("select_one ${r}", "a", "A"))),
    ("list.rank-file", 3, survey(("rank towns.csv", "a", "A"))),
    ("list.unknown-near", 3, survey(("select_one yna", "a", "A"))),
    ("block.crossed", 5, survey(("begin_group", "g", "G"), ("begin_repeat", "r", "R"),
                                ("end_group", ""), ("end_repeat", ""))),
    ("name.twice-used", 4, survey(("text", "a", "A"), ("text", "a", "B"),
                                  ("note", "n", "${a}"))),
    ("reference.unknown", 3, survey(("text", "a", "A", {"relevant": "${zzz} = 1"}))),
    ("reference.unknown-near", 4, survey(("text", "age", "A"),
                                         ("text", "b", "B", {"relevant": "${agee} = 1"}))),
    ("reference.unknown", 3, survey(("text", "a", "A", {"relevant": "$zzz = 1"}))),
    ("function.unknown", 3, survey(("text", "a", "A", {"constraint": "wobble(.)"}))),
    ("function.unknown-near", 3, survey(("text", "a", "A", {"constraint": "selectd(., 'x')"}))),
    ("function.arguments", 3, survey(("text", "a", "A", {"constraint": "regex(.)"}))),
    ("function.elsewhere", 5, survey(("begin_repeat", "r", "R"), ("integer", "n", "N"),
        ("calculate", "c", "", {"calculation": "rank-value(1, ${n})"}), ("end_repeat", ""))),
    ("expression.wrong", 3, survey(("text", "a", "A", {"relevant": "1 = 'x"}))),
    ("expression.circle", 3, survey(("calculate", "a", "", {"calculation": "${b} + 1"}),
                                    ("calculate", "b", "", {"calculation": "${a} + 1"}))),
    ("expression.hides-itself", 3, survey(("text", "a", "A", {"relevant": "${a} = ''"}))),
    ("expression.hides-itself", 4, survey(("text", "b", "B"),
        ("begin_group", "g", "G", {"relevant": "${b} = '' or ${a} = ''"}), ("text", "a", "A"),
        ("end_group", ""))),
    ("parameter.number", 3, survey(("range", "a", "A", {"parameters": "start=one end=3"}))),
    ("column.missing", 2, "| survey |\n| | name | label |\n| | a | A |\n"),
    ("sheet.survey-empty", 3, "| survey |\n| | type | name |\n"),
    ("sheet.survey-missing", 1, "| questions |\n| | type |\n| | text |\n| extra |\n| | a |\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "row", "text"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_mended_is_refused_at_its_row(code, row, text):
    result = compiled(text)
    assert result.form is None
    (problem,) = [p for p in result.problems if p.severity == "error"]
    assert (problem.code, problem.row) == (code, row)
    for language in ("vi", "en"):
        assert "{" not in problem.text(language).replace("${", "")


def test_all_that_is_wrong_is_said_at_once():
    result = compiled(
        survey(
            ("wizardry", "a", "A"),
            ("text", "b", "B", {"relevant": "${zzz} = 1", "constraint": "wobble(.)"}),
            ("select_one nowhere", "c", "C"),
        )
    )
    errors = [(p.row, p.code) for p in result.problems if p.severity == "error"]
    assert sorted(errors) == [
        (3, "type.unknown"), (4, "function.unknown"), (4, "reference.unknown"),
        (5, "list.unknown"),
    ]  # fmt: skip


MENDED = [
    (" ${a} == 1", " ${a} = 1"),
    ("${a} = 1 && ${a} != 2", "${a} = 1  and  ${a} != 2"),
    ("${a} = 1 AND ${a} <> 2", "${a} = 1 and ${a} != 2"),
    ("${a} ≥ 1", "${a} >= 1"),
    ("=${a} > 1", "${a} > 1"),
    ("Selected(${s}, 'yes')", "selected(${s}, 'yes')"),
    ("count_selected(${s}) > 0", "count-selected(${s}) > 0"),
    ("selected(${s}, ‘yes’)", "selected(${s}, 'yes')"),
    ("selected(${s}, 'yes'", "selected(${s}, 'yes')"),
    ("(${a} > 1))", "(${a} > 1)"),
    ("${a} > 1;", "${a} > 1"),
    ("$${a} > 1", "${a} > 1"),
    ("${a}/2 > 1", "${a} div 2 > 1"),
    ("(${a} + 1) / ${a} > 1", "(${a} + 1) div ${a} > 1"),
    ("length(${s}) > 1", "string-length(${s}) > 1"),
    ("selected(${s}; 'yes')", "selected(${s}, 'yes')"),
]


@pytest.mark.parametrize(("old", "new"), MENDED)
def test_a_slip_in_an_expression_is_mended_and_said(old, new):
    rows = [("integer", "a", "A"), ("select_one yn", "s", "S")]
    mended = compiled(survey(*rows, ("text", "b", "B", {"relevant": old})))
    right = compiled(survey(*rows, ("text", "b", "B", {"relevant": new})))
    assert set(found(mended)) <= {"expression.mended", "reference.brackets"} and found(mended)
    assert found(right) == []
    spaced = [question(r.form, "b").relevant.split() for r in (mended, right)]
    assert spaced[0] == spaced[1]


@pytest.mark.parametrize("text", ["'a == b && c'", '"AND"'])
def test_what_stands_in_quotes_is_left_alone(text):
    result = compiled(survey(("text", "a", "A", {"constraint": f". != {text} and . <> 'q'"})))
    assert text in question(result.form, "a").constraint


def test_words_keep_their_curly_quotes():
    message = {"constraint": ". != 1", "constraint_message": "không phải ‘1’"}
    result = compiled(survey(("text", "a", "Ghi “Có” với ${b}", message), ("text", "b", "“B”")))
    assert question(result.form, "a").label == {"": ["Ghi “Có” với ", "/data/b", ""]}
    assert question(result.form, "b").label == {"": "“B”"}
    assert question(result.form, "a").constraint_message == {"": "không phải ‘1’"}


@pytest.mark.parametrize(
    ("written", "codes"),
    [("${ a } = 1", []), ("${A} = 1", ["reference.case"]), ("{a} = 1", ["reference.brackets"])],
)
def test_a_reference_is_read_as_it_was_meant(written, codes):
    result = compiled(survey(("integer", "a", "A"), ("text", "b", "B", {"relevant": written})))
    assert found(result) == codes
    assert question(result.form, "b").relevant.split() == ["/data/a", "=", "1"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("/data/gone = 1", "reference.nowhere"), ("../gone/b = 1", "reference.nowhere"),
        ("${a} = null", "reference.bare-word"), ("${a} = yes", "reference.bare-word"),
        ("count(instance('gone')/root/item) > 0", "reference.no-instance"),
        ("count(instance('yn')/root/item) > 0", None), ("/data/a = 1", None), ("//a = 1", None),
        ("../a = 1 or /data/@id = 'x'", None), ("current()/../a = 1", None), ("'gone' = 'x'", None),
    ],
)  # fmt: skip
def test_a_path_into_nowhere_is_a_warning(written, code):
    rows = [("select_one yn", "a", "A"), ("text", "b", "B", {"relevant": written})]
    result = compiled(survey(*rows))
    (problem,) = result.problems if code else [None]
    assert found(result) == ([code] if code else [])
    assert problem is None or (problem.severity, problem.row, problem.column) == (
        "warning", 4, "relevant",
    )  # fmt: skip


def test_a_word_without_quotes_in_the_report_s_name_is_named_in_the_settings():
    settings = "| settings |\n| | instance_name |\n| | Weekly |\n"
    (problem,) = compiled(survey(("text", "a", "A")) + settings).problems
    assert (problem.code, problem.sheet, problem.row) == ("reference.bare-word", "settings", 11)


def test_an_unknown_name_in_words_stays_words():
    result = compiled(survey(("text", "a", "Hello ${nobody}, ${b"), ("text", "c", "C")))
    assert set(found(result)) == {"reference.in-words"}
    assert question(result.form, "a").label[""].startswith("Hello [nobody]")


def test_names_are_made_mended_and_told_apart():
    result = compiled(
        survey(
            ("text", "", "First name"),
            ("text", "2nd name", "Second"),
            ("text", "twin", "T", {"relevant": "${2nd name} != ''"}),
            ("integer", "twin", "U"),
            ("begin_group", "", ""),
            ("text", "meta", "M"),
            ("end_group", ""),
        )
    )
    names = [node.name for node in result.form.walk() if node.path.count("/") == 2]
    assert names[:5] == ["First_name", "_2nd_name", "twin", "twin_2", "group_7"]
    assert question(result.form, "twin").relevant.split()[0] == "/data/_2nd_name"
    assert set(found(result)) == {"name.missing", "name.invalid", "name.twice"}


def test_a_name_that_no_xml_can_have_is_mended():
    result = compiled(survey(("text", "😀", "A"), ("text", "tuổi", "B"), ("text", "𝄞x", "C")))
    assert found(result) == ["name.invalid", "name.invalid"]
    assert question(result.form, "tuổi").row == 4


def test_blocks_are_closed_where_only_one_reading_is_left():
    result = compiled(
        survey(
            ("end_group", ""),
            ("begin_group", "g", "G"),
            ("text", "a", "A"),
            ("end_repeat", ""),
            ("begin_repeat", "r", "R"),
            ("text", "b", "B"),
        )
    )
    assert found(result) == ["block.extra-end", "block.wrong-end", "block.no-end"]
    assert question(result.form, "a").path == "/data/g/a"
    assert isinstance(question(result.form, "r"), Repeat)


def test_lists_are_found_by_any_spelling():
    result = compiled(survey(("select_one Y-N", "a", "A"), ("select_multiple YN", "b", "B")))
    assert found(result) == ["list.misspelt", "list.misspelt"]
    assert question(result.form, "a").itemset.source == "yn"


def test_choices_are_mended_by_row():
    result = compiled(
        survey(
            ("select_multiple l", "a", "A", {"constraint": "not(selected(., 'very good'))"}),
            ("select_one l", "b", "B"),
            choices="""
| choices |
| | list_name | name | label | Odd column |
| | l | very good | Very good | 1 |
| | l | bad | Bad | 2 |
| | l | bad | Bad | 2 |
| | l | bad | Awful | 3 |
| | l | | Unnamed one | |
| | | lost | Lost | |
""",
        )
    )
    assert sorted(found(result)) == [
        "choice.no-list", "choice.no-name", "choice.same-name", "choice.space", "choice.twice",
        "column.renamed",
    ]  # fmt: skip
    values = [choice.value for choice in result.form.lists["l"]]
    assert values == ["very_good", "bad", "bad", "Unnamed_one"]
    assert "'very_good'" in question(result.form, "a").constraint


def test_a_choice_without_words_is_shown_by_its_value():
    lists = LISTS.replace("| no | No |", "| no | |")
    result = compiled(survey(("select_one yn or_other", "a", "A"), choices=lists))
    assert found(result) == ["choice.no-label"]
    labels = [choice.label for choice in FormSession(result.form).choices("/data/a")]
    assert labels == ["Yes", "no", "Other"]


def test_a_cascade_may_use_a_value_twice():
    result = compiled(
        survey(
            ("select_one p", "p", "P"),
            ("select_one c", "c", "C", {"choice_filter": "p=${p}"}),
            choices="| choices |\n| | list_name | name | label | p |\n| | p | 1 | One | |\n"
            "| | p | 2 | Two | |\n| | c | x | X1 | 1 |\n| | c | x | X2 | 2 |\n",
        )
    )
    assert found(result) == []
    session = FormSession(result.form)
    session.answer("/data/p", "2")
    assert [choice.label for choice in session.choices("/data/c")] == ["X2"]


def test_columns_of_one_meaning_are_merged_and_unknown_ones_named():
    result = compiled(
        "| survey |\n| | Type | Name | Label | bind:relevant | relevance | Requird | my notes |\n"
        "| | integer | a | A | | | yes | x |\n| | text | b | B | ${a} = 1 | | | |\n"
        "| | text | c | C | | ${a} = 2 | | |\n| | text | d | D | ${a} = 3 | ${a} = 4 | | |\n"
    )
    assert found(result) == ["column.unknown-near", "column.unknown", "column.twice"]
    relevant = [question(result.form, name).relevant.split()[-1] for name in "bcd"]
    assert relevant == ["1", "2", "3"]


def test_a_header_may_stand_below_a_title():
    result = compiled("Our survey,,\n,,\ntype,name,label\ntext,a,A\n", "x.csv")
    assert found(result) == ["sheet.header-lower"]
    assert question(result.form, "a").row == 4


def test_languages_that_differ_in_case_are_one():
    result = compiled(
        "| survey |\n| | type | name | label::English | hint::english |\n| | text | a | A | H |\n"
    )
    assert [language.name for language in result.form.languages] == ["English"]
    assert question(result.form, "a").hint == {"English": "H"}


def test_what_needs_a_telephone_becomes_an_empty_field():
    result = compiled(
        survey(
            ("caseid", "caseid", ""),
            ("text audit", "ta", "", {"appearance": "p=100"}),
            (
                "text",
                "a",
                "A ${caseid}",
                {"appearance": "numbers custom-thing(x=${caseid}, y='(')"},
            ),
            ("calculate", "d", "", {"calculation": "device-info()"}),
        )
    )
    assert set(found(result)) == {"type.elsewhere", "appearance.plug-in", "function.empty",
                                  "function.translated"}  # fmt: skip
    assert question(result.form, "caseid").kind == "hidden"
    assert question(result.form, "a").appearance == "numbers"


SCTO = survey(
    ("start", "begun", ""),
    ("select_one yn", "q", "Q"),
    ("begin_repeat", "r", "R"),
    ("begin_group", "g", "G"),
    ("integer", "n", "N"),
    ("text", "w", "W", {"relevant": "${n} > 1"}),
    ("calculate", "i", "", {"calculation": "index()"}),
    ("calculate", "asked", "", {"calculation": "if(relevant(${w}), 'y', 'n')"}),
    ("calculate", "rank", "", {"calculation": "rank-index(index(), ${n})"}),
    ("end_group", ""),
    ("end_repeat", ""),
    ("calculate", "label", "", {"calculation": "choice-label(${q}, ${q})"}),
    ("calculate", "many", "", {"calculation": "count-if(${r}, ${n} > 1)"}),
    ("calculate", "sum", "", {"calculation": "sum-if(${n}, ${n} > 1)"}),
    ("calculate", "words", "", {"calculation": "join-if(', ', ${w}, ${n} > 1)"}),
    ("calculate", "items", "", {"calculation": "item-at(', ', ${words}, 1)"}),
    ("calculate", "blank", "", {"calculation": "if(empty(${q}), 1, 0)"}),
    ("calculate", "first", "", {"calculation": "coalesce(${words}, ${q}, 'none')"}),
    ("calculate", "took", "", {"calculation": "once(duration())"}),
)  # fmt: skip


def test_surveyctos_functions_say_the_same_here(clock):
    result = compiled(SCTO)
    assert set(found(result)) == {"function.translated"}
    session = FormSession(result.form, clock=clock)
    assert session.value("/data/blank") == "1"
    assert session.value("/data/first") == "none"
    session.answer("/data/q", "yes")
    session.add_repeat("/data/r")
    session.add_repeat("/data/r")
    for number, (n, word) in enumerate([("3", "c"), ("1", ""), ("7", "d")], 1):
        session.answer(f"/data/r[{number}]/g/n", n)
        if word:
            session.answer(f"/data/r[{number}]/g/w", word)
    values = {name: session.value(f"/data/{name}") for name in
              ("label", "many", "sum", "words", "items", "blank", "first")}  # fmt: skip
    assert values == {"label": "Yes", "many": "2", "sum": "10", "words": "c, d", "items": "d",
                      "blank": "0", "first": "c, d"}  # fmt: skip
    inside = [[session.value(f"/data/r[{k}]/g/{name}") for name in ("i", "asked", "rank")]
              for k in (1, 2, 3)]  # fmt: skip
    assert inside == [["1", "y", "2"], ["2", "n", "3"], ["3", "y", "1"]]


def test_kobos_ratings_rankings_and_matrices_become_groups():
    kobo = survey(
        ("begin_score", "s", "Rate", {"kobo--score-choices": "yn"}),
        ("score__row", "s1", "Water"),
        ("end_score", ""),
        ("begin_rank", "r", "Rank", {"kobo--rank-items": "yn",
                                     "kobo--rank-constraint-message": "twice"}),
        ("rank__level", "r1", "First"),
        ("rank__level", "r2", "Second"),
        ("end_rank", ""),
        ("begin_kobomatrix", "m", "Matrix", {"kobo--matrix_list": "yn"}),
        ("integer", "count", "How many"),
        ("end_kobomatrix", ""),
    )  # fmt: skip
    result = compiled(kobo)
    assert found(result) == ["type.kobo"] * 3
    paths = [node.path for node in result.form.walk() if isinstance(node, Question)]
    assert paths[:5] == [
        "/data/s/s1", "/data/r/r1", "/data/r/r2", "/data/m/yes/count", "/data/m/no/count",
    ]  # fmt: skip
    session = FormSession(result.form)
    session.answer("/data/r/r1", "yes")
    session.answer("/data/r/r2", "yes")
    assert [(issue.ref, issue.message) for issue in session.errors()] == [("/data/r/r2", "twice")]


def test_a_matrix_sees_the_answers_beside_it_and_no_others():
    result = compiled(
        survey(
            ("begin_kobomatrix", "m", "Matrix", {"kobo--matrix_list": "yn"}),
            ("integer", "have", "How many %(label)s"),
            ("begin_group", "inner", "Inner"),
            (
                "integer",
                "broken",
                "Broken",
                {"relevant": "${have} > 0", "constraint": ". <= ${have}"},
            ),
            ("end_group", ""),
            ("end_kobomatrix", ""),
            choices="| choices |\n| | list_name | name | label |\n| | yn | 1.0 | One |\n"
            "| | yn | two | Two |\n",
        )
    )
    assert found(result, "error") == []
    assert found(result, "repair") == ["name.invalid"], "1 is no name for a group"
    session = FormSession(result.form)
    session.answer("/data/m/_1.0/have", "2")
    shown = [item.ref for item in session.visible()]
    assert "/data/m/_1.0/inner/broken" in shown
    assert "/data/m/two/inner/broken" not in shown
    session.answer("/data/m/_1.0/inner/broken", "3")
    assert [issue.code for issue in session.errors()] == ["constraint"]
    labels = {item.ref: item.label for item in session.visible()}
    assert labels["/data/m/two/have"] == "How many Two"


def test_columns_for_other_programs_are_left_out_whatever_is_in_them():
    result = compiled(
        survey(
            ("text", "a", "A", {
                "bind::x y": "${gone}", "instance::hxl": "#a", "control::no:where": "${",
                "bind::jr:preload": "${a}", "bind::orx:max-pixels": "many", "rows": "3",
                "body::intent": "x", "bind::": "?",
            })
        )
        + "| settings |\n| | attribute::a b | namespaces |\n| | 1 | x |\n"
    )  # fmt: skip
    assert found(result, "error") == []
    assert found(result).count("column.unused") == 4
    assert found(result).count("column.not-here") == 2
    assert question(result.form, "a").parameters == {"rows": "3"}


@pytest.mark.parametrize(
    ("type_", "parameters", "code"),
    [
        ("range", "start=0 end=4 step=5", "parameter.range"),
        ("range", "step=0", "parameter.zero"),
        ("range", "start=1e3 end=2e3", "parameter.number"),
        ("select_one yn", "randomize=true seed=${gone}", "reference.unknown"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused(type_, parameters, code):
    result = compiled(survey((type_, "a", "A", {"parameters": parameters})))
    assert set(found(result, "error")) == {code}


@pytest.mark.parametrize(
    ("type_", "parameters"),
    [
        ("select_one yn", "randomize=maybe"), ("select_one yn", "seed=1"),
        ("select_one yn", "randomize=true seed=x"), ("text", "rows=2.5"),
        ("range", "tick_interval=2 placeholder=99"), ("audio", "quality=best"),
        ("geopoint", "capture-accuracy=x allow-mock-accuracy=maybe"), ("image", "app=org.x"),
        ("audit", "track-changes=perhaps location-priority=x"),
    ],
)  # fmt: skip
def test_a_parameter_of_no_use_is_left_out(type_, parameters):
    result = compiled(survey(("text", "b", "B"), (type_, "a", "A", {"parameters": parameters})))
    assert found(result, "error") == []
    assert "parameter.unknown" in found(result) or parameters == "seed=1"


def test_a_big_picture_alone_is_the_picture():
    result = compiled(survey(("text", "a", "A", {"big-image": "a.png"})))
    assert found(result) == []
    assert question(result.form, "a").media["image"] == {"": "a.png"}


def test_a_default_of_words_is_words():
    result = compiled(survey(("text", "a", "A", {"default": "N/A (none) - x"})))
    assert found(result) == ["default.words"]
    assert FormSession(result.form).value("/data/a") == "N/A (none) - x"


def test_a_repeat_may_be_called_like_the_form():
    result = compiled(survey(("begin_repeat", "data", "D"), ("text", "a", "A"), ("end_repeat", "")))
    assert result.form.root == "form"
    assert question(result.form, "a").path == "/form/data/a"


def test_settings_are_kept_or_named():
    result = compiled(
        survey(("text", "a", "A"))
        + "| settings |\n| | form_id | form_title | public_key | odd | instance_name |\n"
        "| | f | F | abc | 1 | ${gone} |\n| | g | | | | |\n"
    )
    assert sorted(found(result)) == [
        "settings.encrypted", "settings.ignored", "settings.instance-name", "settings.more-rows",
    ]  # fmt: skip
    assert (result.form.id, result.form.title) == ("f", "F")


def test_parameters_of_other_tools_are_left_out():
    result = compiled(
        survey(
            ("text", "a", "A", {"parameters": "rows=3; kuid=x"}),
            ("select_one yn", "b", "B", {"parameters": "Randomize=Yes, seed=42"}),
        )
    )
    assert found(result) == ["parameter.unknown"]
    assert question(result.form, "a").parameters == {"rows": "3"}
    assert question(result.form, "b").itemset.randomize


def test_every_code_has_words_in_both_languages():
    for code, (vietnamese, english) in MESSAGES.items():
        assert vietnamese and english, code
        assert vietnamese != english, code


def test_every_code_is_in_the_documentation():
    page = Path(__file__).parents[2] / "docs" / "xlsform-support.md"
    text = page.read_text(encoding="utf-8")
    assert [code for code in MESSAGES if f"`{code}`" not in text] == []


def test_questions_know_their_rows():
    form = compiled(survey(("text", "a", "A"), ("begin_group", "g", "G"), ("text", "b", "B"),
                           ("end_group", ""))).form  # fmt: skip
    assert {node.name: node.row for node in form.walk() if isinstance(node, Question)} == {
        "a": 3, "b": 5, "instanceID": 0,
    }  # fmt: skip


def sheet_xml(rows):
    return f'<worksheet xmlns="m"><sheetData>{rows}</sheetData></worksheet>'


def workbook(sheet, styles="", shared="", names=("survey",)):
    """An .xlsx of the fewest parts, as tools write that are not Excel."""
    buffer = io.BytesIO()
    kinds = {"w1": "worksheet", "st": "styles", "sh": "sharedStrings"}
    targets = {"w1": "worksheets/one.xml", "st": "styles.xml", "sh": "/xl/shared.xml"}
    parts = {
        "xl/workbook.xml": '<workbook xmlns="m" xmlns:r="r"><sheets>'
        f'<sheet name="{names[0]}" sheetId="1" r:id="w1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="{id_}" Type="x/{kind}" Target="{targets[id_]}"/>'
            for id_, kind in kinds.items()
        )
        + "</Relationships>",
        "xl/worksheets/one.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = styles
    if shared:
        parts["xl/shared.xml"] = shared
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_a_workbook_of_odd_parts_is_read_for_its_cells():
    data = workbook(
        sheet_xml(
            '<row r="3"><c r="A3" t="inlineStr"><is><t>type</t></is></c>'
            '<c r="C3" t="s"><v>0</v></c><c t="str"><v>label</v></c></row>'
            "<row><c><v>1</v></c><c/><c r='C4' s='1'><v>45000</v></c><c t='b'><v>1</v></c>"
            "<c t='e'><v>#REF!</v></c><c s='2'><v>0.5</v></c><c><v>2.50</v></c></row>"
        ),
        styles='<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[$-42A]dd/mm/yyyy"/>'
        '</numFmts><fills><fill odd="1"/></fills><cellXfs><xf/><xf numFmtId="200"/>'
        '<xf numFmtId="20"/></cellXfs></styleSheet>',
        shared='<sst><si><r><t>na</t></r><r><t xml:space="preserve">me</t></r><rPh><t>x</t></rPh>'
        "</si></sst>",
    )
    (grid,) = read(data)
    assert grid.rows == [
        (3, ["type", "", "name", "label"]),
        (4, ["1", "", "2023-03-15", "TRUE", "", "12:00:00", "2.5"]),
    ]


def test_merged_cells_are_said_in_every_row_that_they_span():
    """People merge the list's name over its choices; over several columns it is a title."""
    rows = [
        ["type", "name"], ["text", "a"], [None, "b"], ["integer", "c"],
    ]  # fmt: skip
    written = "".join(
        f'<row r="{number}">' + "".join(
            f'<c r="{"AB"[at]}{number}" t="str"><v>{cell}</v></c>' if cell else ""
            for at, cell in enumerate(cells)
        ) + "</row>" for number, cells in enumerate(rows, 1)
    )  # fmt: skip
    merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:B1"/></mergeCells>'
    sheet = f"<worksheet><sheetData>{written}</sheetData>{merges}</worksheet>"
    (grid,) = read(workbook(sheet))
    assert [cells for _, cells in grid.rows] == [
        ["type", "name"], ["text", "a"], ["text", "b"], ["integer", "c"],
    ]  # fmt: skip


def test_a_formula_that_was_never_worked_out_is_named_by_its_cell():
    rows = '<row><c t="str"><v>type</v></c></row><row><c r="A2"><f>B2&amp;"x"</f></c></row>'
    (problem,) = compile_form(workbook(sheet_xml(rows)), "f.xlsx").problems
    assert problem.code == "file.formula"
    assert "survey!A2" in problem.text("vi")
    assert read(workbook(sheet_xml(rows), names=("notes",))) == [], "of no form is it asked"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"), (b"  \n", "file.empty"), (b"%PDF-1.7 ,", "file.kind"),
        (b"<html>,</html>", "file.kind"), (b"no table at all", "file.kind"),
        (b"PK\x03\x04 broken", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.damaged"),
        (workbook('<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'), "file.damaged"),
        (workbook("<worksheet><row>"), "file.damaged"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_by_what_it_is(data, code):
    (problem,) = compile_form(data, "x.xlsx").problems
    assert (problem.code, problem.row) == (code, 1)
