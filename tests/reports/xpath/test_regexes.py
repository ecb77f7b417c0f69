"""Patterns that forms have, which Java and JavaScript read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.xpath import XPathError
from reports.xpath.regexes import matcher


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"^[\w-\.]+$", "a-b.c", "a b"),
        (r"^[\w-.]+@[a-z]+$", "a.b-c@d", "a b@d"),
        (r"^[+-\d]+$", "+8-4", "x"),
        (r"^[a-c-e]+$", "a-e", "d"),
        (r"^[-a]+$", "-a-", "b"),
        (r"^[a-]+$", "a-", "b"),
        (r"^[[a]+$", "[a", "b"),
        (r"^[&|~a&&b]+$", "&&||~~", "c"),
        (r"^[^\d]+$", "abc", "a1"),
        (r"^[\D]+$", "abc", "a1"),
        (r"^[\D5]+$", "a5", "a6"),
        (r"^[^\D5]+$", "6", "5"),
        (r"^[^\D]$", "6", "a"),
        (r"^(x|[])$", "x", ""),
        (r"^[^]+$", "a\nb", ""),
        (r"^\d{10}$", "0912345678", "٠٩١٢٣٤٥٦٧٨"),
        (r"^\w+$", "abc_1", "đường"),
        (r"^\p{L}+$", "đường", "a1"),
        (r"^[\p{L} .]+$", "Nguyễn Văn An", "An1"),
        (r"^\P{L}+$", "123", "a"),
        (r"^\p{Lu}\p{Ll}+$", "Đường", "đường"),
        (r"^\p{Alpha}+$", "abc", "đ"),
        (r"^\p{IsAlphabetic}+$", "đ", "1"),
        (r"^\s$", "\u00a0", "a"),
        (r"^a$", "a", "a\n"),
        (r"a\Z", "a\n", "ab"),
        (r"a\z", "a", "a\n"),
        (r"^(?<year>\d{4})-\k<year>$", "2026-2026", "2026-2025"),
        (r"(?<=a)b(?!c)", "ab", "abc"),
        (r"^(?i)abc$", "ABC", "ABD"),
        (r"^a(?i)b$", "aB", "AB"),
        (r"^(a(?i)b)c$", "aBc", "aBC"),
        (r"(?i)(?u)x", "X", "y"),
        (r"^\Qa.b\E+$", "a.bb", "axb"),
        (r"^\Qa.b", "a.b", "axb"),
        (r"^\-\/\:\@$", "-/:@", "a"),
        (r"^\y$", "y", "z"),
        (r"^a{,2}$", "a{,2}", "aa"),
        (r"^{x}$", "{x}", "x"),
        (r"^a{2}$", "aa", "a"),
        (r"^x*+y$", "xxy", "xx"),
        (r"^\u0111$", "đ", "d"),
        (r"^\u$", "u", "v"),
        (r"^\x41$", "A", "B"),
        (r"^\cA$", "\x01", "A"),
        (r"^[\b]$", "\x08", "b"),
        (r"\bviệt\b", "ti việt", "x"),
        (r"^\h\R$", "\t\r\n", "a"),
        (r"^[\h]$", "\t", "a"),
        (r"^\e$", "\x1b", "e"),
        (r"^a|b$", "xb", "xc"),
        (r"^.$", "a", "ab"),
        (r"a\\", "a\\", "a"),
        ("\\", "\\", "a"),
    ],
)
def test_patterns(pattern: str, yes: str, no: str) -> None:
    assert matcher(pattern).search(yes)
    assert not matcher(pattern).search(no)


@pytest.mark.parametrize("pattern", ["(", "[a", "a**", "[z-a]", r"\p{Nonsense}", "(?<a>x)(?<a>y)"])
def test_what_nobody_could_read_is_refused(pattern: str) -> None:
    with pytest.raises(XPathError) as caught:
        matcher(pattern)
    assert caught.value.code == "bad-regex"


@given(st.text(alphabet=r"ab0^$\[](){}?*+-.|dwspPLQEk<>:=!,iux& ", max_size=25))
def test_any_pattern_is_read_or_refused(pattern: str) -> None:
    try:
        matcher(pattern)
    except XPathError as error:
        assert error.code == "bad-regex"
