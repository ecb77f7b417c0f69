"""Groups that occur several times: counted, nested, added, removed, and what reads across them."""

import pytest

from reports.session import FormSession, NotAnswerableError


def refs(session, kind=None):
    return [item.ref for item in session.visible() if kind in (None, item.kind)]


FAMILY = """
| survey |              |          |       |             |                                  |
|        | type         | name     | label | relevant    | calculation                      |
|        | text         | head     | Head  |             |                                  |
|        | begin_repeat | member   | M     |             |                                  |
|        | text         | name     | Name  |             |                                  |
|        | integer      | age      | Age   |             |                                  |
|        | text         | school   | S     | ${age} < 18 |                                  |
|        | calculate    | nr       |       |             | position(..)                     |
|  | calculate | before | | | indexed-repeat(${name}, ${member}, position(..) - 1) |
|        | begin_repeat | asset    | A     |             |                                  |
|        | text         | what     | What  |             |                                  |
|        | calculate    | whose    |       |             | concat(${name}, ':', ${what})    |
|        | end_repeat   |          |       |             |                                  |
|        | calculate    | assets   |       |             | count(${asset})                  |
|        | end_repeat   |          |       |             |                                  |
|        | calculate    | people   |       |             | count(${member})                 |
|        | calculate    | years    |       |             | sum(${age})                      |
|        | calculate    | minors   |       |             | count(${member}[./age < 18])     |
|        | note         | all      | ${people} people, ${years} years |  |               |
"""


@pytest.fixture
def family(session):
    s = session(FAMILY)
    for number, (name, age) in enumerate([("An", "40"), ("Bình", "8"), ("Chi", "5")], 1):
        if number > 1:
            s.add_repeat("/data/member")
        s.answer(f"/data/member[{number}]/name", name)
        s.answer(f"/data/member[{number}]/age", age)
    return s


def test_totals_follow_the_answers(family):
    assert family.field("/data/all").label == "3 people, 53 years"
    assert family.value("/data/minors") == "2"
    changes = family.answer("/data/member[2]/age", "18")
    assert set(changes.values) == {"/data/member[2]/age", "/data/years", "/data/minors"}
    assert changes.texts == ("/data/all",)
    assert changes.hidden == ("/data/member[2]/school",)


def test_only_the_same_instance_hears_of_an_answer(family):
    changes = family.answer("/data/member[2]/name", "Ba")
    assert "/data/member[2]/asset[1]/whose" in changes.values
    assert "/data/member[3]/before" in changes.values
    assert not any(ref.startswith("/data/member[1]") for ref in changes.values)


def test_removing_one_moves_the_others_up_and_can_be_taken_back(family):
    before = family.to_json()
    changes = family.remove_repeat("/data/member[1]")
    assert changes.removed == ("/data/member[1]",)
    assert family.value("/data/member[1]/name") == "Bình"
    assert [family.value(f"/data/member[{n}]/nr") for n in (1, 2)] == ["1", "2"]
    assert [family.value(f"/data/member[{n}]/before") for n in (1, 2)] == ["", "Bình"]
    assert family.value("/data/people") == "2"
    redo = family.apply(changes.undo)
    assert family.to_json() == before
    family.apply(redo.undo)
    assert family.value("/data/member[1]/name") == "Bình"


def test_an_instance_keeps_its_key_when_others_go(family):
    keys = [item.key for item in family.visible() if item.kind == "instance" and item.depth == 1]
    family.remove_repeat("/data/member[2]")
    left = [item.key for item in family.visible() if item.kind == "instance" and item.depth == 1]
    assert left == [keys[0], keys[2]]


def test_repeats_nest(family):
    family.add_repeat("/data/member[2]/asset")
    family.answer("/data/member[2]/asset[2]/what", "bike")
    assert family.value("/data/member[2]/asset[2]/whose") == "Bình:bike"
    assert [family.value(f"/data/member[{n}]/assets") for n in (1, 2, 3)] == ["1", "2", "1"]
    assert FormSession.from_json(family.form, family.to_json()).finished_values() == (
        family.finished_values()
    )


def test_all_instances_may_go(family):
    for _ in range(3):
        family.remove_repeat("/data/member[1]")
    (head,) = [item for item in family.visible() if item.kind == "repeat"]
    assert (head.ref, head.count, head.fixed) == ("/data/member", 0, False)
    assert family.value("/data/people") == "0"
    again = FormSession.from_json(family.form, family.to_json())
    assert refs(again) == refs(family)
    assert again.add_repeat("/data/member").added == ("/data/member[1]",)


COUNTED = """
| survey |              |       |       |              |         |
|        | type         | name  | label | repeat_count | default |
|        | integer      | n     | N     |              |         |
|        | begin_repeat | r     | R     | ${n}         |         |
|        | text         | a     | A     |              |         |
|        | date         | day   | D     |              | today() |
|        | end_repeat   |       |       |              |         |
"""


def test_a_count_makes_and_hides_instances_and_loses_nothing(session):
    s = session(COUNTED)
    assert refs(s, "instance") == []
    changes = s.answer("/data/n", "3")
    assert changes.added == ("/data/r[1]", "/data/r[2]", "/data/r[3]")
    assert s.value("/data/r[3]/day") == "2026-11-23"
    s.answer("/data/r[3]/a", "kept")
    s.answer("/data/n", "1")
    assert refs(s, "instance") == ["/data/r[1]"]
    assert s.finish().values["r"] == [{"day": "2026-11-23"}]
    s.answer("/data/n", "3")
    assert s.value("/data/r[3]/a") == "kept"
    with pytest.raises(NotAnswerableError):
        s.add_repeat("/data/r")
    with pytest.raises(NotAnswerableError):
        s.remove_repeat("/data/r[1]")


@pytest.mark.parametrize(("answer", "count"), [("-1", 0), ("", 0), ("x", 0), ("99999", 1000)])
def test_a_count_is_never_more_than_can_be_meant(session, answer, count):
    s = session(COUNTED)
    s.answer("/data/n", answer)
    assert len(refs(s, "instance")) == count


def test_one_more_after_each_yes(session):
    s = session(
        """
        | survey  |              |      |       |                                     |
        |         | type         | name | label | repeat_count                        |
        |         | begin_repeat | r    | R     | count(${r}[./more = 'yes']) + 1     |
        |         | select_one y | more | More? |                                     |
        |         | end_repeat   |      |       |                                     |
        | choices |           |      |       |
        |         | list_name | name | label |
        |         | y         | yes  | Yes   |
        |         | y         | no   | No    |
        """
    )
    for number in range(1, 31):
        assert len(refs(s, "instance")) == number
        s.answer(f"/data/r[{number}]/more", "yes" if number < 30 else "no")
    assert len(refs(s, "instance")) == 30
    again = FormSession.from_json(s.form, s.to_json())
    assert refs(again) == refs(s)
    s.recompute()
    assert refs(again) == refs(s)


def test_a_repeat_that_feeds_itself_stops(session):
    s = session(
        """
        | survey |              |      |       |                 |
        |        | type         | name | label | repeat_count    |
        |        | begin_repeat | r    | R     | count(${r}) + 1 |
        |        | text         | a    | A     |                 |
        |        | end_repeat   |      |       |                 |
        """
    )
    assert len(refs(s, "instance")) < 20


def test_dynamic_defaults_of_an_added_instance(session, clock):
    s = session(
        """
        | survey |              |      |       |                 |
        |        | type         | name | label | default         |
        |        | text         | who  | Who   |                 |
        |        | begin_repeat | r    | R     |                 |
        |        | text         | by   | By    | ${who}          |
        |        | integer      | nr   | Nr    | 7               |
        |        | end_repeat   |      |       |                 |
        """
    )
    s.answer("/data/who", "An")
    changes = s.add_repeat("/data/r")
    assert (s.value("/data/r[2]/by"), s.value("/data/r[2]/nr")) == ("An", "7")
    s.apply(changes.undo)
    assert refs(s, "instance") == ["/data/r[1]"]


def test_choices_out_of_a_repeat(session):
    s = session(
        """
        | survey |                    |      |       |            |
        |        | type               | name | label | relevant   |
        |        | begin_repeat       | r    | R     |            |
        |        | text               | name | Name  |            |
        |        | integer            | age  | Age   |            |
        |        | end_repeat         |      |       |            |
        |        | select_one ${name} | head | Head  |            |
        """
    )
    s.answer("/data/r[1]/name", "An")
    s.add_repeat("/data/r")
    assert [choice.label for choice in s.choices("/data/head")] == ["An"]
    changes = s.answer("/data/r[2]/name", "Bình")
    assert changes.choices == ("/data/head",)
    s.answer("/data/head", "Bình")
    assert s.errors() == ()
    s.remove_repeat("/data/r[2]")
    assert [issue.code for issue in s.errors()] == ["choice"]


def test_a_running_total_reads_the_instance_before(session):
    s = session(
        """
        | survey |              |      |       |             |
        |        | type         | name | label | calculation |
        |        | begin_repeat | r    | R     |             |
        |        | integer      | n    | N     |             |
        | | calculate | last | | indexed-repeat(${sum}, ${r}, position(..) - 1) |
        |        | calculate    | sum  |       | ${n} + coalesce(${last}, 0) |
        |        | end_repeat   |      |       |             |
        """
    )
    for number in range(1, 6):
        if number > 1:
            s.add_repeat("/data/r")
        s.answer(f"/data/r[{number}]/n", str(number))
    assert [s.value(f"/data/r[{n}]/sum") for n in range(1, 6)] == ["1", "3", "6", "10", "15"]
    s.remove_repeat("/data/r[2]")
    assert [s.value(f"/data/r[{n}]/sum") for n in range(1, 5)] == ["1", "4", "8", "13"]


def test_a_keystroke_costs_what_depends_on_it(session, monkeypatch):
    rows = "".join(f"| | integer | q{n} | Q | ${{q{n - 1}}} != 5 |\n" for n in range(1, 300))
    s = session(
        f"| survey |\n| | type | name | label | relevant |\n| | integer | q0 | Q | |\n{rows}"
    )
    seen = []
    evaluate = type(s._engine)._evaluate
    monkeypatch.setattr(
        type(s._engine), "_evaluate", lambda self, *args: (seen.append(args), evaluate(self, *args))
    )
    s.answer("/data/q150", "4")
    assert len(seen) == 1
    s.answer("/data/q150", "5")
    assert len(seen) == 2


def test_an_instance_may_ask_for_its_own_place(session):
    """What marks the condition of the others when one is removed marks that one's own, too."""
    s = session(
        """| survey | | | | |
        | | type | name | label | relevant |
        | | integer | most | Most | |
        | | begin_repeat | r | R | position(.) <= ${most} |
        | | text | a | A | |
        | | end_repeat | | | |"""
    )
    s.answer("/data/most", "2")
    added = s.add_repeat("/data/r")
    assert [item.ref for item in s.visible()][-1] == "/data/r[2]/a"
    removed = s.remove_repeat("/data/r[1]")
    assert [item.ref for item in s.visible()][-1] == "/data/r[1]/a"
    s.apply(removed.undo)
    s.apply(added.undo)
    s.answer("/data/most", "0")
    assert [item.ref for item in s.visible()] == ["/data/most"]
