"""``python -m reports submission FORM FILE [--to openrosa|json] [--check]``: one finished report.

FORM is an XLSForm or a compiled form; FILE a submission's JSON, or what
``fill --json`` printed. ``--to openrosa`` writes the XML that ODK Central
accepts; ``--check`` lists what is missing or wrong in it, a line each, and ends
with 1 when there is anything.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from reports.commands.files import FileRefusedError, open_form, read_json
from reports.openrosa import xml
from reports.recheck import recheck
from reports.submission import Submission


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports submission", description=__doc__)
    parser.add_argument("form", type=Path, metavar="FORM")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--to", choices=("openrosa", "json"), default="openrosa")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(argv)
    form = open_form(options.form)
    if form is None:
        return 1
    found = read_json(options.file)
    inner = found.get("submission", found) if isinstance(found, dict) else found
    try:
        submission = msgspec.convert(inner, Submission)
    except msgspec.ValidationError as error:
        raise FileRefusedError(options.file, "file.not-submission", error) from error
    if options.check:
        issues = recheck(form, submission, received=datetime.now(UTC))
        for issue in issues:
            print(f"{issue.ref}: {issue.message or issue.code}")
        return 1 if issues else 0
    if options.to == "openrosa":
        sys.stdout.write(xml(form, submission))
    else:
        print(msgspec.json.encode(submission).decode())
    return 0
