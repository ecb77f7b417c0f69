"""An index may make a search quick; it may never change what is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.xpath import Context, compile, parse

ITEMS = "".join(
    f"<item><p>p{number % 3}</p><d>d{number % 4}</d><n>{number}</n></item>" for number in range(24)
)
ODD = "<item><n>24</n></item><item><p>p1</p><p>p2</p></item>"
PLACES = parse(f"<instance><root>{ITEMS}{ODD}</root></instance>")
FORM = parse("<data><p>p1</p><d>d2</d><many><p>p0</p><p>p2</p></many><empty/><q/></data>")


def found(predicates: str, frozen: bool) -> list[str]:
    PLACES.frozen = frozen
    (here,) = compile("/data/q").nodes(Context(FORM))
    context = Context(here, instances={"places": PLACES.root_element})
    nodes = compile(f"instance('places')/root/item{predicates}").nodes(context)
    return [node.path() for node in nodes]


@pytest.mark.parametrize(
    ("predicates", "count"),
    [
        ("[p = 'p1']", 9),
        ("['p1' = p]", 9),
        ("[p = /data/p]", 9),
        ("[p = current()/../p]", 9),
        ("[p = /data/many/p]", 17),
        ("[p = /data/none]", 0),
        ("[p = /data/empty]", 0),
        ("[p = 'p1' and d = current()/../d]", 2),
        ("[n > 3 and p = /data/p]", 7),
        ("[p = /data/p][2]", 1),
        ("[p = /data/p][position() = 2]", 1),
        ("[p = /data/p and position() < 6]", 2),
        ("[p = ../item[1]/p]", 8),
        ("[p = string(../item[1]/p)]", 8),
        ("[p = concat('p', 1)]", 9),
        ("[p = d]", 0),
        ("[p = .]", 0),
        ("[p = name()]", 0),
        ("[n = 5]", 1),
        ("[n = '05']", 0),
        ("[not(p = 'p1')]", 17),
        ("[p != 'p1']", 17),
        ("[p = 'p1' or p = 'p2']", 17),
        ("[p = 'p1'][d = 'd1'][last()]", 1),
    ],
)
def test_the_same_items_with_and_without_an_index(predicates: str, count: int) -> None:
    plain = found(predicates, frozen=False)
    assert len(plain) == count
    assert found(predicates, frozen=True) == plain
    assert found(predicates, frozen=True) == plain, "the second time the index is there already"


SIDES = st.sampled_from(
    (
        *("p", "d", "n", "'p1'", "'d2'", "/data/p", "current()/../d", "../item[2]/p"),
        *("5", "position()", "string(p)", "concat(p, '')"),
    )
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(SIDES, st.sampled_from(["=", "!=", "<"]), SIDES), min_size=1, max_size=3),
    st.sampled_from([" and ", " or "]),
)
def test_any_predicate_finds_the_same(parts: list[tuple[str, str, str]], joint: str) -> None:
    predicate = "[" + joint.join(f"{one} {sign} {other}" for one, sign, other in parts) + "]"
    assert found(predicate, frozen=True) == found(predicate, frozen=False)
