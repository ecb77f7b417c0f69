"""Expression text to tokens, by XPath 1.0's rules for names and operators (section 3.7)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from .errors import XPathError

MAXIMUM_LENGTH: Final = 100_000
"""Characters; the longest expression in the forms we have seen is under 10,000."""

_NAME = r"[^\W\d][\w.\-\u00b7\u0300-\u036f]*"
_QNAME = rf"{_NAME}(?::(?!:)(?:{_NAME}|\*))?"
_SYMBOL = r"::|\.\.|//|!=|<=|>=|[()\[\].@,/|+\-=<>*$]"

_NATIVE_NUMBER = r"\d+(?:\.\d*)?|\.\d+"
# Not XPath 1.0, but a number that was calculated and stored may have an exponent.
_ODK_NUMBER = rf"(?:{_NATIVE_NUMBER})(?:[eE][+-]?\d+)?"


def _scanner(number: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<space>[ \t\r\n]+)|(?P<number>{number})|(?P<literal>\"[^\"]*\"|'[^']*')"
        rf"|(?P<name>{_QNAME})|(?P<symbol>{_SYMBOL})"
    )


_SCANNERS: Final = {"native": _scanner(_NATIVE_NUMBER), "odk": _scanner(_ODK_NUMBER)}
# "1and1", "2div1" and "4 mod-1" are operators although the longest name would be "and1" ...
_OPERATOR_NAME: Final = re.compile(r"(?:and|or|div|mod)(?![^\W\d])")

BINARY: Final = frozenset(
    {"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"}
)


class Token(NamedTuple):
    """``kind``: ``number``, ``literal`` (text without its quotes), ``name``, ``operator``
    (``and``, ``*``, ``|`` ... where an operator can stand), ``symbol`` or ``end``."""

    kind: str
    text: str
    position: int


def tokens(source: str, mode: str) -> list[Token]:
    """All tokens and a last one of kind ``end``. XPathError for characters no token begins with."""
    if len(source) > MAXIMUM_LENGTH:
        raise XPathError("too-long", MAXIMUM_LENGTH, maximum=MAXIMUM_LENGTH)
    scan = _SCANNERS[mode].match
    found: list[Token] = []
    position = 0
    # True where an operand has just ended, so that "*" multiplies and "div" divides.
    after_operand = False
    while position < len(source):
        match = scan(source, position)
        if match is None:
            quote = source[position] in "\"'"
            code = "unterminated-literal" if quote else "unexpected-character"
            raise XPathError(code, position, character=source[position])
        kind = match.lastgroup or ""
        text = match.group()
        if kind == "name" and after_operand:
            operator = _OPERATOR_NAME.match(text)
            if operator is None:
                raise XPathError("unexpected-token", position, token=text)
            kind, text = "operator", operator.group()
        elif kind == "symbol" and (text in BINARY and (text != "*" or after_operand)):
            kind = "operator"
        if kind != "space":
            value = text[1:-1] if kind == "literal" else text
            found.append(Token(kind, value, position))
            after_operand = kind in {"number", "literal", "name"} or (
                kind == "symbol" and text in {")", "]", ".", "..", "*"}
            )
        position += len(text)
    found.append(Token("end", "", len(source)))
    return found
