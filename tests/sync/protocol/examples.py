"""The examples of docs/protocol.md: (name of the message, JSON), and the messages by name."""

import inspect
import re
from pathlib import Path

import msgspec

from sync.protocol import bundle, card, enrolment, history, manifest, messages, refusals

TEXT = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text(encoding="utf-8")
EXAMPLES: list[tuple[str, str]] = re.findall(
    r"^```json (\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL
)
STRUCTS: dict[str, type[msgspec.Struct]] = {
    name: kind
    for module in (card, messages, history, enrolment, refusals, manifest, bundle)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, msgspec.Struct) and kind.__module__ == module.__name__
}
