"""``python -m reports``: what can be done with forms from a terminal."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

VERBS: Final = {
    "check": "reports.commands.check",
    "convert": "reports.commands.convert",
    "fill": "reports.commands.fill",
    "pack": "reports.commands.pack",
    "submission": "reports.commands.submission",
    "xpath": "reports.xpath.command",
}


def main(argv: list[str]) -> int:
    """Run the verb named first. Each is imported only when it is called."""
    if argv and argv[0] in VERBS:
        return int(import_module(VERBS[argv[0]]).main(argv[1:]))
    print(f"usage: python -m reports {{{','.join(VERBS)}}} …", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
