"""Putting labels, hints and messages into the session's language, with the values in them."""

from __future__ import annotations

from reports.form import Text, said
from reports.session.engine import Engine
from reports.session.items import Item


class Texts:
    """``language`` may be changed at any time; nothing rendered is kept."""

    def __init__(self, engine: Engine, language: str) -> None:
        self._engine = engine
        self._default = engine.form.default_language
        self.language = language

    def say(self, text: Text, item: Item) -> str:
        """A text of the form as ``item``'s place in it makes it read."""
        words = said(text, self.language, self._default)
        if isinstance(words, str):
            return words
        parts = [
            part if at % 2 == 0 else self._engine.string(part, item)
            for at, part in enumerate(words)
        ]
        return "".join(parts)

    def media(self, media: dict[str, Text]) -> dict[str, str]:
        found = {form: said(files, self.language, self._default) for form, files in media.items()}
        return {form: file for form, file in found.items() if isinstance(file, str) and file}
