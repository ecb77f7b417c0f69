"""``python -m lessons``: what an author does with a course folder, from a terminal."""

import argparse
import sys
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    pack = commands.add_parser("pack", help="build a pack from a course folder")
    pack.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    pack.add_argument("--out", type=Path, required=True, help="a folder, or a file ending in .zip")
    pack.set_defaults(run=_pack)

    options = parser.parse_args(argv)
    status: int = options.run(options)
    return status


def _pack(options: argparse.Namespace) -> int:
    from lessons.compile import compile_folder
    from lessons.pack import write

    compiled = compile_folder(options.folder)
    for problem in compiled.problems:
        print(f"{problem.path}:{problem.line}: {problem.code} {problem.params}", file=sys.stderr)
    version = write(compiled.course, options.out)
    print(f"{options.out}: {len(compiled.course.lessons)} lessons, version {version[:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
