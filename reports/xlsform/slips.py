"""The slips that people make in expressions, and how each is mended.

From the surest to the last resort; each changes text outside of quotes only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final


def functions() -> list[str]:
    """The names that an expression can call."""
    from reports.xpath.functions import ODK

    return list(ODK)


_PIECE: Final = re.compile(r"'[^']*'|\"[^\"]*\"|[^'\"]+|['\"]")
_WORDS: Final = {"AND": "and", "OR": "or", "And": "and", "Or": "or", "MOD": "mod", "DIV": "div"}


def outside(change: Callable[[str], str]) -> Callable[[str], str]:
    """The same change, made only to what stands outside of quotes."""

    def mend(text: str) -> str:
        return "".join(
            piece if piece[0] in "'\"" else change(piece) for piece in _PIECE.findall(text)
        )

    return mend


def _operators(text: str) -> str:
    for wrong, right in (
        ("!==", "!="), ("===", "="), ("==", "="), ("<>", "!="), ("≠", "!="), ("≤", "<="),
        ("≥", ">="), ("=>", ">="), ("=<", "<="), ("&&", " and "), ("||", " or "), ("–", "-"),
        ("−", "-"), ("×", "*"), ("÷", " div "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
        ("\u200b", ""), ("\ufeff", ""), ("\u00ad", ""),
    ):  # fmt: skip
        text = text.replace(wrong, right)
    return re.sub(r"\b(?:AND|OR|And|Or|MOD|DIV)\b", lambda match: _WORDS[match[0]], text)


def _quotes(text: str) -> str:
    return re.sub("[‘’‚`´]", "'", re.sub("[“”„«»]", '"', text))


def _formula(text: str) -> str:
    return re.sub(r"^\s*[='](?=.)", "", text)


def _calls(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        name = match[1]
        plain = name.lower().replace("_", "-")
        better = _SYNONYMS.get(plain, plain)
        return f"{better}(" if better in _KNOWN() else match[0]

    return re.sub(r"([A-Za-z][\w:.-]*)\s*\(", one, text)


def _KNOWN() -> frozenset[str]:
    return frozenset(functions())


_SYNONYMS: Final = {
    "length": "string-length", "len": "string-length", "strlen": "string-length",
    "trim": "normalize-space", "selected-count": "count-selected", "is-selected": "selected",
    "ln": "log", "concatenate": "concat", "round-half": "round", "choice-name":
    "jr:choice-name", "jr:choice-label": "jr:choice-name", "indexed-repeats": "indexed-repeat",
    "count-select": "count-selected", "iif": "if",
}  # fmt: skip


def _brackets(text: str) -> str:
    depth = 0
    out: list[str] = []
    for piece in _PIECE.findall(text):
        if piece[0] in "'\"":
            out.append(piece)
            continue
        for char in piece:
            if char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    continue
                depth -= 1
            out.append(char)
    return "".join(out) + ")" * depth


def _trailing(text: str) -> str:
    return re.sub(r"[\s;,.]+$", "", text) if len(text) > 1 else text


def _double_reference(text: str) -> str:
    return re.sub(r"\$+\{\s*\$*\{?\s*([\w.-]+)\s*\}?\s*\}", r"${\1}", text)


def _division(text: str) -> str:
    """``${a}/2``: in XPath a slash leads to a child, and none is called 2."""
    return re.sub(r"(?<=[})\d])\s*/\s*(?=\d|\$\{|\()", " div ", text)


def _commas(text: str) -> str:
    return text.replace(";", ",")


MENDS: Final[tuple[Callable[[str], str], ...]] = (
    _quotes,
    outside(_operators),
    _formula,
    _double_reference,
    outside(_calls),
    outside(_division),
    _trailing,
    _brackets,
    outside(_commas),
)
