"""``python -m reports``: what can be done with forms from a terminal."""

from __future__ import annotations

import sys


def main(argv: list[str]) -> int:
    """Run the sub-command named first. Each is imported only when it is called."""
    if argv and argv[0] == "xpath":
        from .xpath import command

        return command.main(argv[1:])
    print("usage: python -m reports xpath", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
