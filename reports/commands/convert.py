"""``python -m reports convert FROM TO``: a form between spreadsheet and Markdown tables.

FROM is .xlsx, .xls, .csv or Markdown; TO ends in .md or .xlsx. Cells are kept
as they are, wrong ones too; ``check`` says what is wrong with them. Prose in a
Markdown file is not carried over.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reports.commands.files import FileRefusedError, read, write
from reports.xlsform.sheets import KNOWN, UnreadableError
from reports.xlsform.sheets import read as sheets
from reports.xlsform.writing import markdown, xlsx


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports convert", description=__doc__)
    parser.add_argument("source", type=Path, metavar="FROM")
    parser.add_argument("target", type=Path, metavar="TO")
    options = parser.parse_args(argv)
    if options.target.suffix.lower() not in (".md", ".xlsx"):
        parser.error(f"{options.target}: .md / .xlsx")
    try:
        grids = sheets(read(options.source))
    except UnreadableError as error:
        raise FileRefusedError(options.source, error.code, error.detail) from error
    if options.target.suffix.lower() == ".md":
        # Only the form's own sheets can be told from prose when they are read again.
        kept = [grid for grid in grids if grid.title.strip().lower() in KNOWN]
        data = markdown(kept or grids).encode("utf-8")
    else:
        data = xlsx(grids)
    write(options.target, lambda path: path.write_bytes(data))
    return 0
