"""``python -m reports``: what can be done with forms from a terminal."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
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
    """Run the verb named first. Each is imported only when it is called.

    2 where a file cannot be read or written, as for a wrong command line.
    """
    if argv and argv[0] in VERBS:
        from reports.commands.files import FileRefusedError

        try:
            return int(import_module(VERBS[argv[0]]).main(argv[1:]))
        except FileRefusedError as error:
            print(error, file=sys.stderr)
            return 2
    print(f"usage: python -m reports {{{','.join(VERBS)}}} …", file=sys.stderr)
    return 2


def _run() -> int:
    """``main`` for a terminal: whatever it can show, and wherever its output goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A console of another code page, or a file name that is no text, ends nothing.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has enough of it; Python would complain of that on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(_run())
