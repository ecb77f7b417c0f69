"""ODK's string functions: those that XPath 1.0 has not, or has with fewer arguments."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import uuid as uuids
from typing import Final

from ..compiled import Compiled, as_text
from ..context import Context
from ..errors import XPathError
from ..regexes import matcher
from ..values import ODK, Rules, Value, to_text
from .registry import Library

LIBRARY: Final = Library()

_DIGESTS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _joined(glue: str, groups: tuple[list[Value], ...]) -> str:
    return glue.join(to_text(value, ODK) for group in groups for value in group)


@LIBRARY.plain("concat(values*) -> string")
def concat(*groups: list[Value]) -> str:
    """Unlike XPath 1.0's: any number of arguments, and every node of a nodeset."""
    return _joined("", groups)


@LIBRARY.plain("join(string, values*) -> string")
def join(glue: str, *groups: list[Value]) -> str:
    return _joined(glue, groups)


@LIBRARY.plain("substr(string, number, number?) -> string")
def substr(text: str, start: float, end: float = math.inf) -> str:
    """From the 0-based start up to before the end; negative places count from the end."""
    length = len(text)
    return text[_place(start, length) : _place(end, length)]


def _place(value: float, length: int) -> int:
    if math.isnan(value):
        return 0
    if math.isinf(value):
        return length if value > 0 else 0
    place = math.trunc(value)
    return max(0, min(length, place + length if place < 0 else place))


@LIBRARY.plain("ends-with(string, string) -> boolean")
def ends_with(text: str, end: str) -> bool:
    return text.endswith(end)


@LIBRARY.special("regex(string, string) -> boolean")
def regex(arguments: list[Compiled], rules: Rules, name: str) -> Compiled:
    """Whether the pattern is found anywhere in the text.

    A pattern that is written out is checked beforehand: XPathError ``bad-regex``.
    """
    text, pattern = as_text(arguments[0], rules), as_text(arguments[1], rules)
    written = arguments[1].constant
    if isinstance(written, str):
        search = matcher(written).search
        return Compiled("boolean", lambda n, p, s, c: search(text(n, p, s, c)) is not None)
    return Compiled(
        "boolean",
        lambda n, p, s, c: matcher(pattern(n, p, s, c)).search(text(n, p, s, c)) is not None,
    )


@LIBRARY.contextual("uuid(number?) -> string")
def uuid(context: Context, length: float | None = None) -> str:
    """A random version 4 UUID, or so many random characters."""
    if length is None:
        return str(uuids.uuid4())
    if not length <= 100_000:
        raise XPathError("bad-argument", function="uuid", value=ODK.text(length))
    wanted = int(max(0.0, length))
    text = ""
    while len(text) < wanted:
        text += uuids.uuid4().hex
    return text[:wanted]


@LIBRARY.plain("digest(string, string, string?) -> string")
def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """XForms 1.1's ``digest``; the text is hashed as UTF-8. Names may be in any case."""
    name = _DIGESTS.get(algorithm.upper())
    if name is None:
        raise XPathError("bad-argument", function="digest", value=algorithm)
    # What a form asks for is a fingerprint for other systems, never protection of a secret.
    found = hashlib.new(name, text.encode("utf-8", "replace"), usedforsecurity=False)
    written = encoding.lower()
    if written == "hex":
        return found.hexdigest()
    if written == "base64":
        return base64.b64encode(found.digest()).decode("ascii")
    raise XPathError("bad-argument", function="digest", value=encoding)


@LIBRARY.plain("base64-decode(string) -> string")
def base64_decode(text: str) -> str:
    """The text in base64-encoded UTF-8; empty when it is not that.

    White space is passed over, and the ``=`` at the end may be missing, as RFC 4648 lets a reader
    have it.
    """
    packed = "".join(text.split()).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
