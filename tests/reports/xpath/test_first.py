"""One expression of each kind, end to end."""

import pytest

from reports.xpath import Context, XPathError, compile, parse

DOCUMENT = parse("<data><age>7</age><name>An</name><minor/></data>")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("../age < 18", True),
        ("../age + 1", 8.0),
        ("concat(../name, '-', ../age)", "An-7"),
        ("round(-1.5)", -2.0),
        ("if(../age > 5, 'big', no-such-branch)", "big"),
    ],
)
def test_evaluates(source: str, value: object) -> None:
    minor = DOCUMENT.root_element.child("minor")
    assert minor is not None
    assert compile(source).evaluate(Context(minor)) == value


def test_refuses_an_unknown_function_at_its_place() -> None:
    with pytest.raises(XPathError) as caught:
        compile("1 + nonsense()")
    assert (caught.value.code, caught.value.position) == ("unknown-function", 4)
