"""``python -m reports convert FROM TO``: a form between spreadsheet and Markdown tables.

FROM is .xlsx, .xls, .csv or Markdown; TO ends in .md or .xlsx. Cells are kept
as they are, wrong ones too; ``check`` says what is wrong with them. Prose in a
Markdown file is not carried over.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reports.xlsform.catalogue import sentence
from reports.xlsform.problems import Problem
from reports.xlsform.sheets import KNOWN, UnreadableError, read
from reports.xlsform.writing import markdown, xlsx


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports convert", description=__doc__)
    parser.add_argument("source", type=Path, metavar="FROM")
    parser.add_argument("target", type=Path, metavar="TO")
    options = parser.parse_args(argv)
    if options.target.suffix.lower() not in (".md", ".xlsx"):
        parser.error(f"{options.target}: .md or .xlsx")
    try:
        grids = read(options.source.read_bytes())
    except OSError as error:
        print(f"{options.source}: {error.strerror}", file=sys.stderr)
        return 1
    except UnreadableError as error:
        problem = Problem(error.code, "error", params={"detail": error.detail})
        print(f"{options.source}: {sentence(problem)}", file=sys.stderr)
        return 1
    if options.target.suffix.lower() == ".md":
        # Only the form's own sheets can be told from prose when they are read again.
        kept = [grid for grid in grids if grid.title.strip().lower() in KNOWN]
        options.target.write_text(markdown(kept or grids), encoding="utf-8")
    else:
        options.target.write_bytes(xlsx(grids))
    return 0
