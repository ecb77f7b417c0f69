"""HTML of the lesson subset as plain words, for screen readers and narrow places."""

import html
import re

_BREAK = re.compile(r"<(?:br|/p|/li|/td|/th|/tr|/h\d)[^>]*>")
_ALT = re.compile(r'<img[^>]*?\balt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """Tags gone, entities read, pictures by their description, white space single."""
    spaced = _BREAK.sub(" ", _ALT.sub(r" \1 ", text))
    return " ".join(html.unescape(_TAG.sub("", spaced)).split())
