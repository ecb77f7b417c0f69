"""What must hold of any expression, any number and any tree."""

import math
import xml.etree.ElementTree as ET

import elementpath
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.xpath import Context, Element, XPathError, compile, parse
from reports.xpath.errors import STATIC_CODES, SYNTAX_CODES
from reports.xpath.functions import ODK as FUNCTIONS
from reports.xpath.values import NATIVE, ODK, digits, to_number

ROOT = parse("<r><a k='1'>1<b>2</b></a><a>3</a><c/></r>")
WORDS = """
a b c k r / // . .. * @ :: [ ] ( ) , | + - = != < <= > >= and or div mod 1 2.5 'x' "y" $v child
ancestor following-sibling text() node() count( not( if( concat( today() position() last()
current() selected( regex( indexed-repeat( instance('c') date( sum( round(
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map(" ".join)))
@example("\x00")
@example("\ud800")
@example("'" + "[" * 50)
def test_any_text_is_compiled_or_refused_with_a_code_and_a_place(source: str) -> None:
    try:
        expression = compile(source)
    except XPathError as error:
        assert error.code in SYNTAX_CODES | STATIC_CODES | {"bad-regex"}
        assert 0 <= error.position <= len(source)
        return
    assert expression.references is not None
    for mode in ("string", "number", "boolean"):
        try:
            getattr(expression, mode)(Context(ROOT.root_element))
        except XPathError as error:
            assert error.code not in SYNTAX_CODES


VALUES = """
'' 'a' '1' '-1' '1e400' 'Infinity' '2026-11-22' '0001-01-01' '0001-01-01T00:00:00+14:00' '12:00'
'9999-12-31T23:59:59.999-14:00' '00:00:00.000-14:00' '%Y%m%d%H%M%S%3%a%b%Z' '𝄞' '(' '[a' '0,0;1,1'
'SHA-1' 'hex' 0 1 -1 2.5 -719162.5 2932896.99 1e300 -1e300 1e-300 100001 true() today() now() . ..
/r/a /r/a/@k /r/none (1div0) (-1div0) (0div0)
"""
ODDITIES = st.sampled_from(VALUES.split())


@st.composite
def calls(draw: st.DrawFn, depth: int = 0) -> str:
    """A call of any function with anything, in numbers that its signature allows."""
    if depth == 3 or draw(st.integers(0, 2)) == 0:
        return draw(ODDITIES)
    function = draw(st.sampled_from(list(FUNCTIONS.values())))
    most = function.maximum if function.maximum >= 0 else function.minimum + 3
    count = draw(st.integers(function.minimum, most))
    return f"{function.name}({', '.join(draw(calls(depth + 1)) for _ in range(count))})"


@settings(max_examples=400, deadline=None)
@given(calls())
@example("id(true())")
@example("format-date('0001-01-01', '%Y')")
@example("round(1, -1 div 0)")
@example("uuid(-1 div 0)")
@example("format-number(1 div 0)")
def test_any_call_gives_a_value_or_an_error_of_ours(source: str) -> None:
    """Python's own exceptions would end a session in an official's face."""
    context = Context(ROOT.root_element, itext=str, choice_name=lambda value, path, node: value)
    try:
        expression = compile(source)
        assert isinstance(expression.stored(context), str)
        assert isinstance(expression.number(context), float)
        assert isinstance(expression.boolean(context), bool)
    except XPathError:
        pass


@given(st.floats())
def test_a_number_written_is_the_number_read(value: float) -> None:
    context = Context(ROOT)
    assert to_number(ODK.text(value), ODK, context) == value or math.isnan(value)
    if math.isfinite(value):
        written = digits(value)
        assert "e" not in written.lower()
        assert to_number(written, NATIVE, context) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_rounding_stays_within_half(value: float) -> None:
    context = Context(ROOT, variables={"v": value})
    for places in (0, 1, 2):
        rounded = compile(f"round($v, {places})").number(context)
        assert abs(rounded - value) <= 0.5 * 10**-places * (1 + 1e-6) + abs(value) * 1e-15
    assert compile("int($v)").number(context) == math.trunc(value)


@given(
    st.floats(allow_nan=False, width=32),
    st.floats(allow_nan=False, width=32),
    st.sampled_from(["+", "-", "*", "div", "mod"]),
)
def test_arithmetic_never_raises(left: float, right: float, sign: str) -> None:
    context = Context(ROOT, variables={"l": left, "r": right})
    assert isinstance(compile(f"$l {sign} $r").evaluate(context), float)


DIRECTIONS = """
child descendant descendant-or-self self parent ancestor ancestor-or-self following
following-sibling preceding preceding-sibling
"""
CONDITIONS = (
    "[1] [2] [last()] [a] [not(b)] [position()=2] [.='1'] [@k] [b|c] [last()-1] [count(*)>1]"
)
AXES = st.sampled_from(DIRECTIONS.split())
ELEMENTS = st.sampled_from("abc*")
PREDICATES = st.sampled_from(CONDITIONS.split())
MANY = st.lists(PREDICATES, max_size=2).map("".join)
STEP = st.builds("{}::{}{}/".format, AXES, ELEMENTS, MANY)
# Only at the end: the other engine does not see what follows a text node.
LAST = st.builds("{}::{}{}".format, AXES, ELEMENTS | st.sampled_from(["node()", "text()"]), MANY)
STARTS = st.sampled_from(["/r/", "//", "/descendant-or-self::*/", "/r/descendant::*/"])


@st.composite
def paths(draw: st.DrawFn) -> str:
    start = draw(STARTS)
    steps = "".join(draw(st.lists(STEP, max_size=3)))
    if start == "//":
        steps = "*/" + steps
    return start + steps + draw(LAST)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(st.sampled_from("abc"))
    text = draw(st.sampled_from(["", "1", "2"]))
    children = draw(st.lists(trees(depth + 1), max_size=3)) if depth < 3 else []
    key = draw(st.sampled_from(["", " k='1'"]))
    return f"<{name}{key}>{text}{''.join(children)}</{name}>"


@settings(max_examples=250, deadline=None)
@given(st.lists(trees(), min_size=1, max_size=3), paths(), paths())
def test_paths_find_what_another_engine_finds(items: list[str], path: str, other: str) -> None:
    """The same nodes; the order is checked by ourselves, for the other engine does not keep it."""
    xml = f"<r>{''.join(items)}</r>"
    document, theirs = parse(xml), ET.ElementTree(ET.fromstring(xml))
    places = {node: index for index, node in enumerate([document, *document.descendants()])}
    elements = [node for node in places if isinstance(node, Element)]
    same = dict(zip(theirs.iter(), elements, strict=True))
    for source in (path, f"{path} | {other}"):
        ours = compile(source, mode="native").nodes(Context(document))
        order = [places[node] for node in ours]
        assert order == sorted(set(order)), "in document order, and each once"
        found = elementpath.select(theirs, source, parser=elementpath.XPath1Parser)
        assert len(ours) == len(found), source
        assert {node for node in ours if isinstance(node, Element)} == {
            same[node] for node in found if isinstance(node, ET.Element)
        }
