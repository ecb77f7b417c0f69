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
_ENDS_OPERAND: Final = frozenset({")", "]", ".", "..", "*"})


class Token(NamedTuple):
    """``kind``: ``number``, ``literal`` (text without its quotes), ``name``, ``operator``
    (``and``, ``*``, ``|`` ... where an operator can stand), ``end``, or the symbol itself."""

    kind: str
    text: str
    position: int


def tokens(source: str, mode: str) -> list[Token]:
    """All tokens, and ``end`` twice. XPathError for characters no token begins with."""
    if len(source) > MAXIMUM_LENGTH:
        raise XPathError("too-long", MAXIMUM_LENGTH, maximum=MAXIMUM_LENGTH)
    scan = _SCANNERS[mode].match
    found: list[Token] = []
    position, end = 0, len(source)
    # True where an operand has just ended, so that "*" multiplies and "div" divides.
    after_operand = False
    while position < end:
        match = scan(source, position)
        if match is None:
            quote = source[position] in "\"'"
            code = "unterminated-literal" if quote else "unexpected-character"
            raise XPathError(code, position, character=source[position])
        kind, text = match.lastgroup, match.group()
        if kind == "space":
            position += len(text)
            continue
        if kind == "name":
            if after_operand:
                operator = _OPERATOR_NAME.match(text)
                if operator is None:
                    raise XPathError("unexpected-token", position, token=text)
                kind, text = "operator", operator.group()
            after_operand = kind == "name"
            found.append(Token(kind, text, position))
        elif kind == "symbol":
            kind = "operator" if text in BINARY and (after_operand or text != "*") else text
            after_operand = kind in _ENDS_OPERAND
            found.append(Token(kind, text, position))
        else:
            after_operand = True
            found.append(Token(kind or "", text[1:-1] if kind == "literal" else text, position))
        position += len(text)
    # Twice, so that the parser can always look one token ahead.
    found.append(Token("end", "", end))
    found.append(found[-1])
    return found
