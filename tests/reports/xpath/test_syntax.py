"""What is an expression, what is not, and where it stops being one."""

import pytest

from reports.xpath import Context, XPathError, compile, parse


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("", "unexpected-end", 0),
        ("1 +", "unexpected-end", 3),
        ("1 + + 2", "unexpected-token", 4),
        ("(1", "unexpected-end", 2),
        ("1)", "unexpected-token", 1),
        ("'open", "unterminated-literal", 0),
        ("a = #", "unexpected-character", 4),
        ("a b", "unexpected-token", 2),
        ("/data//", "unexpected-end", 7),
        ("a[", "unexpected-end", 2),
        ("a[1", "unexpected-end", 3),
        ("a::b", "unknown-axis", 0),
        ("sideways::b", "unknown-axis", 0),
        ("concat('a' 'b')", "unexpected-token", 11),
        ("if(true(), 1)", "argument-count", 0),
        ("1 + nonsense(2)", "unknown-function", 4),
        ("not()", "argument-count", 0),
        ("today(1)", "argument-count", 0),
        ("x:thing", "unknown-prefix", 0),
        ("a/x:thing", "unknown-prefix", 2),
        ("count(1)", "not-nodes", 0),
        ("1 | a", "not-nodes", 0),
        ("'a'[1]", "not-nodes", 0),
        ("'a'/b", "not-nodes", 0),
        ("regex(a, '[')", "bad-regex", 0),
        ("$", "unexpected-end", 1),
        ("indexed-repeat(a, b, 1, c)", "argument-count", 0),
        ("a = " * 30_000 + "1", "too-long", 100_000),
    ],
)
def test_refusals_have_a_code_and_a_place(source: str, code: str, position: int) -> None:
    with pytest.raises(XPathError) as caught:
        compile(source)
    assert (caught.value.code, caught.value.position) == (code, position)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1and1", True),
        ("1or 0", True),
        ("8div2", 4.0),
        ("7mod4", 3.0),
        ("4 mod-3", 1.0),
        ("'6'-'2'", 4.0),
        ("2*3", 6.0),
        ("1-10 mod 4 div 4", 0.5),
        ("2+3*4", 14.0),
        ("(2+3)*4", 20.0),
        ("--5", 5.0),
        ("-5-5", -10.0),
        ("1 < 2 = true()", True),
        ("3 > 2 > 1", False),
        ("true() or nothing and false()", True),
        (".5 + 1.", 1.5),
        ("concat(\"it's\", '\"')", "it's\""),
        ("\t1\n+\r1 ", 2.0),
        ("div div and", 2.0),
        ("mod * and", 8.0),
        ("*/@id", "x"),
        ("or/@or = 'y' or false()", True),
        ("2e3", 2000.0),
    ],
)
def test_names_and_operators_are_told_apart(source: str, value: object) -> None:
    root = parse("<r><div id='x'>4</div><mod>4</mod><and>2</and><or or='y'/></r>").root_element
    expression = compile(source)
    found = expression.evaluate(Context(root))
    assert (expression.string(Context(root)) if isinstance(found, list) else found) == value


def test_plain_xpath_knows_no_exponents_and_no_odk_functions() -> None:
    for source in ("2e3", "if(true(), 1, 2)", "today()"):
        with pytest.raises(XPathError):
            compile(source, mode="native")


@pytest.mark.parametrize("pattern", ["({})", "not({})", "if(true(), {}, 0)", "a[{}]", "-(-{})"])
def test_nesting_works_to_the_limit_and_is_refused_beyond_it(pattern: str) -> None:
    def nested(times: int) -> str:
        source = "1"
        for _ in range(times):
            source = pattern.format(source)
        return source

    root = parse("<a><a/></a>")
    compile(nested(140)).evaluate(Context(root))
    with pytest.raises(XPathError) as caught:
        compile(nested(3_000))
    assert caught.value.code == "too-deep"


def test_a_long_sum_is_not_a_deep_one() -> None:
    source = "+".join(["1"] * 20_000)
    assert compile(source).number(Context(parse("<a/>"))) == 20_000


def test_late_complaints_wait_until_they_are_reached() -> None:
    context = Context(parse("<a/>"))
    assert compile("false() and nonsense(1)", late=True).boolean(context) is False
    with pytest.raises(XPathError) as caught:
        compile("true() and nonsense(1)", late=True).boolean(context)
    assert (caught.value.code, caught.value.position) == ("unknown-function", 11)
