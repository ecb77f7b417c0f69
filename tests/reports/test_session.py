"""A session's rules, each on the smallest form that has it."""

import xml.etree.ElementTree as ET

import pytest

from reports.openrosa import xml
from reports.session import FormSession, NotAnswerableError, Unfinished
from reports.submission import decode, encode


def labels(session, ref=""):
    return [item.label for item in session.visible(ref)]


def refs(session):
    return [item.ref for item in session.visible()]


RELEVANCE = """
| survey |             |      |       |                |                |
|        | type        | name | label | relevant       | calculation    |
|        | integer     | a    | A     |                |                |
|        | begin_group | g    | G     | ${a} > 1       |                |
|        | integer     | b    | B     |                |                |
|        | integer     | c    | C     | ${b} = 2       |                |
|        | end_group   |      |       |                |                |
|        | calculate   | d    |       |                | ${c} + 1       |
|        | calculate   | e    |       |                | if(${c} != '5', 'no', 'yes') |
"""


def test_an_answer_shows_and_hides_with_everything_below(session):
    s = session(RELEVANCE)
    assert refs(s) == ["/data/a"]
    changes = s.answer("/data/a", "2")
    assert changes.shown == ("/data/g", "/data/g/b")
    s.answer("/data/g/b", "2")
    s.answer("/data/g/c", "5")
    assert s.value("/data/d") == "6"
    changes = s.answer("/data/a", "1")
    assert set(changes.hidden) == {"/data/g", "/data/g/b", "/data/g/c"}
    assert "/data/d" in changes.values
    assert refs(s) == ["/data/a"]


def test_what_is_not_relevant_is_kept_but_blank_to_expressions(session):
    s = session(RELEVANCE)
    for ref, value in {"/data/a": "2", "/data/g/b": "2", "/data/g/c": "5", "/data/a ": ""}.items():
        if ref.strip() == ref:
            s.answer(ref, value)
    s.answer("/data/a", "0")
    assert s.value("/data/g/c") == "5"
    assert s.value("/data/d") == ""
    assert s.value("/data/e") == "no"
    assert s.finish().values == {"a": "0", "e": "no"}
    s.answer("/data/a", "2")
    assert s.value("/data/d") == "6"


def test_required_and_constraint_only_where_relevant_and_not_on_empty(session):
    s = session(
        """
        | survey |         |      |       |          |          |            |                    |
        |        | type    | name | label | relevant | required | constraint | constraint_message |
        |        | integer | a    | A     |          | yes      | . > 3      | more than ${b}     |
        |        | integer | b    | B     | ${a} = 5 | yes      | . > 3      |                    |
        """
    )
    assert [issue.code for issue in s.missing()] == ["required"]
    assert s.errors() == ()
    s.answer("/data/a", "2")
    assert [(i.ref, i.code, i.message) for i in s.errors()] == [
        ("/data/a", "constraint", "more than ")
    ]
    assert s.missing() == ()
    changes = s.answer("/data/a", "5")
    assert "/data/a" in changes.states
    assert s.errors() == ()
    assert [issue.ref for issue in s.missing()] == ["/data/b"]
    with pytest.raises(Unfinished) as caught:
        s.finish()
    assert [issue.ref for issue in caught.value.problems] == ["/data/b"]


def test_a_wrong_value_is_kept_and_named(session):
    s = session(
        """
        | survey |            |      |       |
        |        | type       | name | label |
        |        | integer    | i    | I     |
        |        | decimal    | d    | D     |
        |        | date       | t    | T     |
        |        | select_one l | s  | S     |
        |        | select_multiple l | m | M  |
        |        | geopoint   | p    | P     |
        | choices |  |  |  |
        | | list_name | name | label |
        | | l | x | X |
        | | l | y | Y |
        """
    )
    for name, value in [
        ("i", "12a"),
        ("d", "1,5"),
        ("t", "2026-02-30"),
        ("s", "z"),
        ("m", "x z"),
        ("p", "95 200"),
    ]:
        s.answer(f"/data/{name}", value)
        assert s.value(f"/data/{name}") == value
    assert [issue.code for issue in s.errors()] == [
        "integer", "decimal", "date", "choice", "choice", "geopoint",
    ]  # fmt: skip
    for name, value in [
        ("i", "-12"), ("d", "1.5"), ("t", "2026-02-28"), ("s", "y"), ("m", "y x"),
        ("p", "21.03 105.85"),
    ]:  # fmt: skip
        s.answer(f"/data/{name}", value)
    assert s.errors() == ()


def test_choices_are_filtered_and_a_choice_filtered_away_is_an_error(session):
    s = session(
        """
        | survey  |              |          |       |                     |
        |         | type         | name     | label | choice_filter       |
        |         | select_one p | province | P     |                     |
        |         | select_one c | commune  | C     | province=${province} |
        | choices |           |      |            |          |
        |         | list_name | name | label      | province |
        |         | p         | 01   | Hà Nội     |          |
        |         | p         | 02   | Hà Giang   |          |
        |         | c         | a    | Ba Đình    | 01       |
        |         | c         | b    | Lũng Cú    | 02       |
        |         | c         | c    | Đồng Văn   | 02       |
        """
    )
    assert s.choices("/data/commune") == ()
    changes = s.answer("/data/province", "02")
    assert changes.choices == ("/data/commune",)
    assert [choice.label for choice in s.choices("/data/commune")] == ["Lũng Cú", "Đồng Văn"]
    s.answer("/data/commune", "c")
    assert [choice.selected for choice in s.choices("/data/commune")] == [False, True]
    assert s.errors() == ()
    s.answer("/data/province", "01")
    assert [issue.code for issue in s.errors()] == ["choice"]


def test_readonly_and_calculated_answers_are_refused(session):
    s = session(
        """
        | survey |      |      |       |          |             |
        |        | type | name | label | readonly | calculation |
        |        | text | a    | A     |          |             |
        |        | text | b    | B     | ${a}='x' |             |
        |        | text | c    | C     |          | ${a}        |
        """
    )
    s.answer("/data/b", "free")
    changes = s.answer("/data/a", "x")
    assert changes.states == ("/data/b",)
    assert s.field("/data/b").readonly
    assert s.field("/data/c").readonly
    assert s.value("/data/c") == "x"
    for ref in ("/data/b", "/data/c"):
        with pytest.raises(NotAnswerableError):
            s.answer(ref, "no")
    with pytest.raises(KeyError):
        s.answer("/data/none", "1")


def test_labels_say_values_in_the_language_of_the_session(session):
    s = session(
        """
        | survey |      |      |                        |                     |
        |        | type | name | label::Tiếng Việt (vi) | label::English (en) |
        |        | text | who  | Ai?                    | Who?                |
        |        | note | hi   | Chào ${who}!           | Hi ${who}!          |
        """,
        language="vi",
    )
    changes = s.answer("/data/who", "An")
    assert changes.texts == ("/data/hi",)
    assert labels(s) == ["Ai?", "Chào An!"]
    assert "/data/hi" in s.set_language("en").texts
    assert labels(s) == ["Who?", "Hi An!"]
    s.set_language("fr")
    assert s.language == "vi"


def test_dynamic_defaults_happen_once(session, clock):
    s = session(
        """
        | survey |          |      |       |           |             |
        |        | type     | name | label | default   | calculation |
        |        | integer  | n    | N     | 3         |             |
        |        | date     | d    | D     | today()   |             |
        |        | integer  | m    | M     | ${n} + 1  |             |
        |        | calculate | r   |       |           | once(random()) |
        """
    )
    assert (s.value("/data/d"), s.value("/data/m")) == ("2026-11-23", "4")
    s.answer("/data/m", "9")
    s.answer("/data/n", "7")
    kept = s.value("/data/r")
    clock.pass_by(days=1)
    again = FormSession.from_json(s.form, s.to_json(), clock=clock)
    assert again.value("/data/m") == "9"
    assert again.value("/data/d") == "2026-11-23"
    assert again.value("/data/r") == kept
    assert again.to_json() == s.to_json()


def test_a_trigger_sets_a_value_only_when_its_question_changes(session, clock):
    s = session(
        """
        | survey |          |       |       |             |          |
        |        | type     | name  | label | calculation | trigger  |
        |        | text     | a     | A     |             |          |
        |        | dateTime | when  | When  | now()       | ${a}     |
        """
    )
    assert s.value("/data/when") == ""
    s.answer("/data/a", "x")
    first = s.value("/data/when")
    assert first.startswith("2026-11-23T08:00")
    clock.pass_by(hours=1)
    s.answer("/data/a", "x")
    assert s.value("/data/when") == first
    s.answer("/data/when", "2026-11-23T07:00:00.000+07:00")
    changes = s.answer("/data/a", "y")
    assert s.value("/data/when").startswith("2026-11-23T09:00")
    s.apply(changes.undo)
    assert s.value("/data/when") == "2026-11-23T07:00:00.000+07:00"
    assert s.value("/data/a") == "x"


def test_or_other_asks_which(session):
    s = session(
        """
        | survey  |                       |      |       |
        |         | type                  | name | label |
        |         | select_one l or_other | a    | A     |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | x    | X     |
        """
    )
    assert [(c.value, c.label) for c in s.choices("/data/a")] == [("x", "X"), ("other", "Other")]
    s.answer("/data/a", "other")
    assert refs(s) == ["/data/a", "/data/a_other"]


def test_or_other_speaks_the_form_s_languages_and_goes_with_a_filter(session):
    s = session(
        """
        | survey | | | | | |
        | | type | name | label::vi | label::en | choice_filter |
        | | text | u | Vùng | Area | |
        | | select_multiple l or_other | a | Chọn | Pick | up = ${u} |
        | | select_one l | b | Chọn | Pick | |
        | choices | | | | | |
        | | list_name | name | label::vi | label::en | up |
        | | l | x | Một | One | n |
        | | l | y | Hai | Two | s |
        """,
        language="vi",
    )
    s.answer("/data/u", "s")
    assert [c.label for c in s.choices("/data/a")] == ["Hai", "Khác"]
    assert [c.value for c in s.choices("/data/b")] == ["x", "y"], "other questions keep their list"
    s.answer("/data/a", "y other")
    assert labels(s) == ["Vùng", "Chọn", "Ghi rõ.", "Chọn"]
    s.set_language("en")
    assert [c.label for c in s.choices("/data/a")] == ["Two", "Other"]
    assert "Specify other." in labels(s)


def test_or_other_in_a_form_of_one_language_is_in_that(session):
    text = """| survey | | | |
        | | type | name | label |
        | | select_one l or_other | a | {} |
        | choices | | | |
        | | list_name | name | label |
        | | l | x | X |"""
    for label, other in (("Chọn một dịch vụ", "Khác"), ("Pick one", "Other")):
        s = session(text.format(label))
        assert [choice.label for choice in s.choices("/data/a")] == ["X", other]


def test_a_seed_keeps_the_order_and_every_choice(session):
    form = """
        | survey  |              |      |       |                          |
        |         | type         | name | label | parameters               |
        |         | integer      | n    | N     |                          |
        |         | select_one l | a    | A     | randomize=true, seed=${n} |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | 1    | 1     |
        |         | l         | 2    | 2     |
        |         | l         | 3    | 3     |
        |         | l         | 4    | 4     |
        |         | l         | 5    | 5     |
        """
    orders = set()
    for seed in "123":
        one, other = session(form), session(form)
        one.answer("/data/n", seed)
        other.answer("/data/n", seed)
        order = [choice.value for choice in one.choices("/data/a")]
        assert order == [choice.value for choice in other.choices("/data/a")]
        assert sorted(order) == list("12345")
        orders.add(tuple(order))
    assert len(orders) > 1


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("1", []),
        ("10", []),
        ("2.5", []),
        ("2.25", ["range"]),
        ("11", ["range"]),
        ("x", ["decimal"]),
    ],
)
def test_a_range_has_ends_and_steps(session, value, codes):
    s = session(
        """
        | survey |       |      |       |                        |
        |        | type  | name | label | parameters             |
        |        | range | a    | A     | start=1 end=10 step=0.5 |
        """
    )
    s.answer("/data/a", value)
    assert [issue.code for issue in s.errors()] == codes


@pytest.mark.parametrize(
    ("value", "codes"),
    [("x y z", []), ("z x y", []), ("x y", ["rank"]), ("x x y", ["choice"]), ("q", ["choice"])],
)
def test_a_rank_orders_all_choices(session, value, codes):
    s = session(
        """
        | survey  |        |      |       |
        |         | type   | name | label |
        |         | rank l | a    | A     |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | x    | X     |
        |         | l         | y    | Y     |
        |         | l         | z    | Z     |
        """
    )
    s.answer("/data/a", value)
    assert [issue.code for issue in s.errors()] == codes


def test_pulldata_and_choices_from_files(session):
    files = {"communes.csv": "code,name,province\n01,Ba Đình,HN\n02,Lũng Cú,HG\n".encode()}
    s = session(
        """
        | survey |
        |        | type                            | name | label | choice_filter | calculation |
        |        | text                              | p     | P |                 |             |
        |        | select_one_from_file communes.csv | c     | C | province = ${p} |             |
        |        | calculate | code | | | pulldata('communes', 'code', 'name', ${c}) |
        |        | calculate | count | | | count(instance('communes')/root/item) |
        """,
        files=files.get,
    )
    assert s.value("/data/count") == "2"
    s.answer("/data/p", "HG")
    # Without value= and label= parameters the columns are name and label.
    assert [choice.value for choice in s.choices("/data/c")] == ["Lũng Cú"]
    s.answer("/data/c", "Lũng Cú")
    assert s.value("/data/code") == "02"


PEOPLE = "id,name,xa\n1,An,01\n2,Bình,01\n3,Chi,02\n".encode()


@pytest.mark.parametrize(
    ("search", "offered"),
    [
        ("search('p')", ["None", "An (1)", "Bình (2)", "Chi (3)"]),
        ("search('p', 'contains', 'name', ${q})", ["None", "Bình (2)", "Chi (3)"]),
        ("search('p', 'startswith', 'name', ${q})", ["None"]),
        ("search('p', 'matches', 'xa', '02')", ["None", "Chi (3)"]),
        ("search('p', 'contains', 'name', ${q}, 'xa', '01')", ["None", "Bình (2)"]),
    ],
)
def test_search_offers_what_a_file_has(session, search, offered):
    s = session(
        f"""
        | survey  |              |      |       |                  |
        |         | type         | name | label | appearance       |
        |         | text         | q    | Q     |                  |
        |         | select_one l | a    | A     | minimal {search} |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | 0    | None  |
        |         | l         | id   | name, id |
        """,
        files={"p.csv": PEOPLE}.get,
    )
    s.answer("/data/q", "h")
    labels = [choice.label for choice in s.choices("/data/a")]
    assert [label.replace(", ", " (") + ")" if ", " in label else label for label in labels] == (
        offered
    )
    assert s.field("/data/a").appearance == ("minimal",)


def test_choices_of_the_external_sheet_travel_in_the_form(session):
    s = session(
        """
        | survey           |                          |      |       |               |
        |                  | type                     | name | label | choice_filter |
        |                  | text                     | p    | P     |               |
        |                  | select_one_external town | t    | T     | province=${p} |
        | external_choices |           |      |          |          |
        |                  | list_name | name | label    | province |
        |                  | town      | a    | Đồng Văn | 02       |
        |                  | town      | b    | Ba Đình  | 01       |
        """
    )
    assert s.choices("/data/t") == ()
    s.answer("/data/p", "02")
    assert [choice.label for choice in s.choices("/data/t")] == ["Đồng Văn"]
    s.answer("/data/t", "b")
    assert [issue.code for issue in s.errors()] == ["choice"]


def test_a_missing_file_is_named_and_offers_nothing(session):
    s = session(
        """
        | survey |                             |      |       |
        |        | type                        | name | label |
        |        | select_one_from_file no.csv | c    | C     |
        """
    )
    assert s.choices("/data/c") == ()
    assert s.instances.absent == ["no.csv"]


def test_sections_tell_what_is_left(session):
    s = session(
        """
        | survey |             |      |       |          |
        |        | type        | name | label | required |
        |        | text        | top  | Top   |          |
        |        | begin_group | g    | First |          |
        |        | integer     | a    | A     | yes      |
        |        | integer     | b    | B     |          |
        |        | end_group   |      |       |          |
        """
    )
    s.answer("/data/g/b", "x")
    state = {section.label: section for section in s.sections()}
    assert list(state) == ["test", "First"]
    first = state["First"]
    assert (first.ref, first.asked, first.answered) == ("/data/g", 2, 1)
    assert [issue.ref for issue in first.missing] == ["/data/g/a"]
    assert [issue.code for issue in first.errors] == ["integer"]


def test_an_audit_keeps_times_only_where_the_form_asks(session, clock):
    plain = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
    asked = plain + "| | audit | audit | |\n"
    for text, expected in ((plain, ()), (asked, (("/data/a", 90),))):
        s = session(text)
        clock.pass_by(seconds=90)
        s.answer("/data/a", "x")
        assert tuple(s.audit) == expected
        assert tuple(s.finish().audit) == expected


def test_known_things_are_filled_in(session):
    s = session(
        """
        | survey |             |      |       |
        |        | type        | name | label |
        |        | start       | s    |       |
        |        | end         | e    |       |
        |        | today       | t    |       |
        |        | username    | u    |       |
        |        | phonenumber | p    |       |
        |        | text        | a    | A     |
        """,
        properties={"username": "an", "phonenumber": "0912345678"},
    )
    values = s.finish().values
    assert values["s"] == "2026-11-23T08:00:00.000+07:00"
    assert values["e"] == "2026-11-23T08:00:00.000+07:00"
    assert (values["t"], values["u"], values["p"]) == ("2026-11-23", "an", "0912345678")
    assert refs(s) == ["/data/a"]


def test_given_answers_are_placed_and_the_rest_is_named(session):
    s = session(
        """
        | survey |              |      |       |             |
        |        | type         | name | label | calculation |
        |        | integer      | a    | A     |             |
        |        | begin_repeat | r    | R     |             |
        |        | integer      | b    | B     |             |
        |        | end_repeat   |      |       |             |
        |        | calculate    | c    |       | ${a} * 2    |
        """,
        answers={"/data/a": "4", "/data/r[3]/b": "7", "/data/gone": "x", "/data/c": "9"},
    )
    assert s.value("/data/r[3]/b") == "7"
    assert s.value("/data/c") == "8"
    assert s.unplaced == {"/data/gone": "x", "/data/c": "9"}


def test_the_last_report_can_be_asked(session):
    text = """
        | survey |         |      |       |                     |
        |        | type    | name | label | default             |
        |        | integer | a    | A     | ${last-saved#a}     |
        """
    first = session(text)
    assert first.value("/data/a") == ""
    first.answer("/data/a", "12")
    assert session(text, last=first.finish()).value("/data/a") == "12"


def test_one_or_the_other_settles(session):
    s = session(
        """
        | survey |      |      |       |           |
        |        | type | name | label | relevant  |
        |        | text | a    | A     | ${b} = '' |
        |        | text | b    | B     | ${a} = '' |
        """
    )
    assert refs(s) == ["/data/a", "/data/b"]
    s.answer("/data/a", "x")
    assert refs(s) == ["/data/a"]
    s.answer("/data/a", "")
    s.answer("/data/b", "y")
    assert refs(s) == ["/data/b"]


def test_a_draft_moves_to_a_new_version_and_shows_what_does_not_fit(session):
    old = session(
        """
        | survey  |              |      |       |
        |         | type         | name | label |
        |         | integer      | a    | A     |
        |         | text         | gone | G     |
        |         | select_one l | s    | S     |
        |         | begin_repeat | r    | R     |
        |         | text         | b    | B     |
        |         | end_repeat   |      |       |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | x    | X     |
        """
    )
    old.add_repeat("/data/r")
    for ref, value in {"a": "1", "gone": "g", "s": "x", "r[2]/b": "bb"}.items():
        old.answer(f"/data/{ref}", value)
    new = session(
        """
        | survey  |              |      |       |
        |         | type         | name | label |
        |         | begin_group  | g    | G     |
        |         | integer      | a    | A     |
        |         | end_group    |      |       |
        |         | select_one l | s    | S     |
        |         | begin_repeat | r    | R     |
        |         | begin_group  | h    | H     |
        |         | text         | b    | B     |
        |         | end_group    |      |       |
        |         | end_repeat   |      |       |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | l         | y    | Y     |
        """,
        answers=old.answers(),
    )
    assert new.value("/data/g/a") == "1"
    assert new.value("/data/r[2]/h/b") == "bb"
    assert new.unplaced == {"/data/gone": "g"}
    assert [(issue.ref, issue.code) for issue in new.errors()] == [("/data/s", "choice")]


@pytest.mark.parametrize("answer", ["", "01", "1", "x y", "none"])
def test_a_plain_filter_offers_what_the_general_way_offers(session, answer):
    s = session(
        """
        | survey  |              |       |       |               |
        |         | type         | name  | label | choice_filter |
        |         | text         | a     | A     |               |
        |         | select_one l | plain | P     | up=${a}       |
        |         | select_one l | other | O     | (up=${a})     |
        |         | select_one l | byname | N    | name = ${a}   |
        |         | select_one l | named | N     | (name = ${a}) |
        | choices |           |      |       |     |
        |         | list_name | name | label | up  |
        |         | l         | 1    | One   | 01  |
        |         | l         | 01   | Two   | 1   |
        |         | l         | 3    | Three |     |
        |         | l         | 4    | Four  | x y |
        |         | l         | 5    | Five  | 01  |
        """
    )
    s.answer("/data/a", answer)
    assert s.choices("/data/plain") == s.choices("/data/other")
    assert s.choices("/data/byname") == s.choices("/data/named")


def test_a_calculation_has_the_last_word_over_a_default(session):
    s = session(
        """| survey | | | | | |
        | | type | name | label | default | calculation |
        | | integer | a | A | | |
        | | integer | b | B | 1 + 1 | coalesce(${a}, 0) * 2 |"""
    )
    assert s.value("/data/b") == "0"
    s.answer("/data/a", "4")
    assert s.value("/data/b") == "8"


def test_what_reads_a_group_as_a_whole_follows_every_answer_in_it(session):
    """As text a group is all its answers, so any of them may change what is said of it."""
    s = session(
        """| survey | | | | | |
        | | type | name | label | relevant | calculation |
        | | begin_group | g | G | | |
        | | text | a | A | | |
        | | begin_repeat | r | R | | |
        | | text | b | B | | |
        | | end_repeat | | | | |
        | | end_group | | | | |
        | | calculate | said | | | concat(${g}) |
        | | calculate | some | | | count-non-empty(${r}) |
        | | calculate | places | | | count(${r}) |
        | | text | why | Why | ${g} != '' | |"""
    )
    assert not s.field("/data/why")
    s.answer("/data/g/r[1]/b", "x")
    assert [s.value(f"/data/{name}") for name in ("said", "some", "places")] == ["x", "1", "1"]
    assert s.field("/data/why")
    s.answer("/data/g/a", "y")
    assert s.value("/data/said") == "yx"
    s.answer("/data/g/a", "")
    s.answer("/data/g/r[1]/b", "")
    assert not s.field("/data/why")


def test_what_the_desktop_fills_in_is_not_worked_out_as_well(session):
    s = session(
        """| survey | | | | |
        | | type | name | label | calculation |
        | | text | a | A | |
        | | start | began | | ${a} = 'yes' |"""
    )
    began = s.value("/data/began")
    assert began.startswith("2026-11-23")
    s.answer("/data/a", "yes")
    assert s.value("/data/began") == began


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x0bc\ufffe", "abc"),
        ("\ud800x", "\ufffdx"),
        ("\ud834\udd1e", "𝄞"),
        ("một\tdòng\nhai", "một\tdòng\nhai"),
    ],
)
def test_an_answer_that_no_report_could_hold_is_kept_without_that(session, typed, kept):
    """A clipboard may hold half a character; the draft has to be saved all the same."""
    s = session("| survey |\n| | type | name | label |\n| | text | a | A |")
    s.answer("/data/a", typed)
    assert s.value("/data/a") == kept
    assert FormSession.from_json(s.form, s.to_json()).value("/data/a") == kept
    submission = s.finish()
    assert decode(encode(submission)) == submission
    assert ET.fromstring(xml(s.form, submission)).findtext("a") == kept
