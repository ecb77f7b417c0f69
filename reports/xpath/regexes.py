"""Java's and JavaScript's regular expressions, as forms have them, turned into Python's.

What differs: ``[\\w-\\.]`` is legal there; ``\\d``, ``\\w`` and ``\\b`` know ASCII only; ``$`` is
the very end; ``\\p{L}`` exists; ``[`` means itself within brackets; a named group is
``(?<name>…)``; ``\\Q…\\E`` quotes; and a needless backslash before a letter is forgiven.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from typing import Final

from .errors import XPathError

_SETS: Final = {
    "d": "0-9",
    "w": "a-zA-Z0-9_",
    "s": r" \t\n\r\f\v\u00a0\ufeff\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
    "h": r" \t\u00a0\u2000-\u200a\u202f\u205f\u3000",
}
_POSIX: Final = {
    "Lower": "a-z",
    "Upper": "A-Z",
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Punct": r"!-/:-@\[-`{-~",
    "Space": r" \t\n\r\f\v",
    "Blank": r" \t",
    "XDigit": "0-9a-fA-F",
    "ASCII": r"\x00-\x7f",
    "Alphabetic": "L",
    "Letter": "L",
    "Lowercase": "Ll",
    "Uppercase": "Lu",
    "Punctuation": "P",
}
_PLAIN_ESCAPES: Final = frozenset("nrtfvxu0123456789")
_HEX: Final = {"x": re.compile(r"[0-9a-fA-F]{2}"), "u": re.compile(r"[0-9a-fA-F]{4}")}
_FLAGS: Final = re.compile(r"\(\?([a-zA-Z]+)\)")
_NAMED: Final = re.compile(r"\(\?<([A-Za-z]\w*)>")
_REFERENCE: Final = re.compile(r"k<([A-Za-z]\w*)>")
_PROPERTY: Final = re.compile(r"[pP]\{(?:Is)?(\w+)\}")


@lru_cache(maxsize=512)
def matcher(pattern: str) -> re.Pattern[str]:
    """The pattern, ready to search with. XPathError ``bad-regex`` when nobody could read it."""
    try:
        return re.compile(_Translator(pattern).run())
    except (re.error, RecursionError, OverflowError, ValueError) as error:
        raise XPathError("bad-regex", pattern=pattern, reason=str(error)) from error


@lru_cache(maxsize=32)
def _category(name: str) -> str:
    """The ranges of the characters of a Unicode general category (``L``, ``Lu``), for brackets."""
    ranges: list[str] = []
    start = -1
    for code in range(sys.maxunicode + 2):
        within = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(name)
        if within and start < 0:
            start = code
        elif not within and start >= 0:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = -1
    return "".join(ranges)


class _Translator:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.out: list[str] = []
        # For each open group, how many more brackets its end must close.
        self.groups = [0]

    def run(self) -> str:
        pattern = self.pattern
        while self.at < len(pattern):
            character = pattern[self.at]
            if character == "\\":
                self.at += 1
                self.out.append(self.escape())
            elif character == "[":
                self.out.append(self.brackets())
            elif character == "(":
                self.group()
            else:
                self.at += 1
                self.out.append(self.ordinary(character))
        return "".join(self.out) + ")" * self.groups[0]

    def ordinary(self, character: str) -> str:
        if character == "$":
            return r"\Z"
        if character == ")" and len(self.groups) > 1:
            return ")" * (self.groups.pop() + 1)
        if character == "{" and self.pattern[self.at : self.at + 1] in {",", ""}:
            return r"\{"
        return character

    def group(self) -> None:
        if flags := _FLAGS.match(self.pattern, self.at):
            # Flags in the middle hold to the end of their group.
            kept = "".join(sorted(set(flags.group(1)) & set("ims")))
            if kept:
                self.out.append(f"(?{kept}:")
                self.groups[-1] += 1
            self.at = flags.end()
            return
        self.groups.append(0)
        if named := _NAMED.match(self.pattern, self.at):
            self.out.append(f"(?P<{named.group(1)}>")
            self.at = named.end()
            return
        self.out.append("(")
        self.at += 1

    def escape(self) -> str:
        """What follows a backslash outside brackets."""
        character = self.pattern[self.at : self.at + 1]
        if character in {"b", "B"}:
            self.at += 1
            return rf"(?a:\{character})"
        if character in {"A", "z", "Z", "G"}:
            self.at += 1
            return {"A": r"\A", "z": r"\Z", "Z": r"(?=\n?\Z)", "G": ""}[character]
        if character == "k" and (reference := _REFERENCE.match(self.pattern, self.at)):
            self.at = reference.end()
            return f"(?P={reference.group(1)})"
        if character == "R":
            self.at += 1
            return r"(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])"
        members, negated = self.set()
        if members is not None:
            return f"[{'^' if negated else ''}{members}]"
        return self.literal()

    def set(self) -> tuple[str | None, bool]:
        """A class such as ``d``, ``W`` or ``p{L}`` as bracket members, or None."""
        character = self.pattern[self.at : self.at + 1]
        members = _SETS.get(character.lower()) if character else None
        if members is not None:
            self.at += 1
            return members, character.isupper()
        found = _PROPERTY.match(self.pattern, self.at)
        if found is None:
            return None, False
        self.at = found.end()
        name = found.group(1)
        members = _POSIX.get(name, name)
        if len(members) <= 2:
            members = _category(members)
        elif name not in _POSIX:
            raise ValueError(f"unknown property {name}")
        if not members:
            raise ValueError(f"unknown property {name}")
        return members, found.group().startswith("P")

    def literal(self) -> str:
        """An escape that stands for one character."""
        character = self.pattern[self.at : self.at + 1]
        self.at += 1
        if character == "":
            return r"\\"
        if character == "Q":
            end = self.pattern.find("\\E", self.at)
            text = self.pattern[self.at : end if end >= 0 else len(self.pattern)]
            self.at = end + 2 if end >= 0 else len(self.pattern)
            return re.escape(text)
        if character == "E":
            return ""
        if character == "e":
            return r"\x1b"
        if character == "c" and self.pattern[self.at : self.at + 1].isalpha():
            code = ord(self.pattern[self.at]) % 32
            self.at += 1
            return f"\\x{code:02x}"
        if character in _HEX and not _HEX[character].match(self.pattern, self.at):
            return character
        if character in _PLAIN_ESCAPES:
            return "\\" + character
        return re.escape(character)

    def brackets(self) -> str:
        """``[…]``, with JavaScript's ``[]`` (nothing) and ``[^]`` (anything)."""
        self.at += 1
        negated = self.pattern[self.at : self.at + 1] == "^"
        self.at += negated
        if self.pattern[self.at : self.at + 1] == "]":
            self.at += 1
            return r"[\s\S]" if negated else r"(?!)"
        inside: list[str] = []
        excluded: list[str] = []
        while self.pattern[self.at : self.at + 1] != "]":
            if self.at >= len(self.pattern):
                raise ValueError("unterminated brackets")
            self.member(inside, excluded)
        self.at += 1
        body = "".join(inside)
        if not excluded:
            return f"[{'^' if negated else ''}{body}]"
        # "[\Dx]" cannot be written with plain ranges: it is "not a digit, or x".
        parts = [f"[^{members}]" for members in excluded] + ([f"[{body}]"] if body else [])
        return f"(?!{'|'.join(parts)})[\\s\\S]" if negated else f"(?:{'|'.join(parts)})"

    def member(self, inside: list[str], excluded: list[str]) -> None:
        """One member of brackets: a set, a character, or a range of two characters."""
        start, is_set = self.one(excluded)
        if is_set or self.pattern[self.at : self.at + 1] != "-":
            inside.append(start)
            return
        self.at += 1
        if self.pattern[self.at : self.at + 1] in {"]", ""}:
            inside.append(start + r"\-")
            return
        end, is_set = self.one(excluded)
        # In "[+-\d]" and "[\w-.]" the hyphen is only a hyphen.
        inside.append(start + (r"\-" if is_set else "-") + end)

    def one(self, excluded: list[str]) -> tuple[str, bool]:
        """The next character, escaped; or a set's members and True (a negated one apart)."""
        character = self.pattern[self.at]
        self.at += 1
        if character != "\\":
            return re.escape(character), False
        if self.pattern[self.at : self.at + 1] == "b":
            self.at += 1
            return r"\x08", False
        members, negated = self.set()
        if members is None:
            return self.literal(), False
        if negated:
            excluded.append(members)
            return "", True
        return members, True
