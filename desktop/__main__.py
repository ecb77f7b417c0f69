"""``python -m desktop``: the window. ``sync`` after it: one exchange, without a window.
``author`` after it: the trainer's window. ``check``: whether this copy is whole."""

import sys


def main(argv: list[str]) -> int:
    """Start what the arguments ask for; what it ends with is the process's exit status."""
    if argv[:1] == ["sync"]:
        from desktop import headless

        return headless.run(argv[1:])
    if argv[:1] == ["author"]:
        from desktop.author import app as author

        return author.run(argv[1:])
    if argv[:1] == ["check"]:
        from desktop import wholeness

        return wholeness.run(argv[1:])
    from desktop import starting

    return starting.run(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
