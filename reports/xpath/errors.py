"""The one error of the XPath engine: a code, where in the expression, and what to say about it."""

from __future__ import annotations

from typing import Final

SYNTAX_CODES: Final = frozenset(
    {
        "unexpected-character",
        "unterminated-literal",
        "unexpected-token",
        "unexpected-end",
        "too-deep",
        "too-long",
    }
)
"""Codes that say the text is not an XPath expression (or is past our limits)."""

STATIC_CODES: Final = frozenset(
    {"unknown-function", "argument-count", "unknown-prefix", "unknown-axis", "not-nodes"}
)
"""Codes that say the expression is well formed but names or uses something wrongly."""

EVALUATION_CODES: Final = frozenset(
    {"bad-argument", "bad-regex", "no-resolver", "unknown-variable", "unknown-instance"}
)
"""Codes that only an evaluation can give, because they depend on values or on the context."""


class XPathError(Exception):
    """An expression that cannot be compiled or evaluated.

    ``code`` is one of the codes above; ``position`` is the 0-based character index in the source
    (``-1`` when no place can be named); ``parameters`` fill the sentence that the caller shows.
    """

    def __init__(self, code: str, position: int = -1, **parameters: str | int) -> None:
        self.code = code
        self.position = position
        self.parameters = parameters
        detail = ", ".join(f"{key}={value!r}" for key, value in parameters.items())
        place = f" at {position}" if position >= 0 else ""
        super().__init__(f"{code}{place}" + (f" ({detail})" if detail else ""))
