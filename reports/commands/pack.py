"""``python -m reports pack DIR --out DIR``: compile every form of a folder for the desktop.

Writes one canonical ``<form id>.json`` a form, and copies the files of a
``<form's file name>-media`` folder beside it to ``<form id>-media``. Writes
nothing and ends with 1 when any form is refused, or when two have the same id.
Says which files a form speaks of that are not in its folder.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from reports.commands.files import FileRefusedError, read, write
from reports.form import Form, Question, dump
from reports.xlsform import compile_form

KINDS = (".md", ".xlsx", ".xlsm", ".xls", ".csv")
_FILE_NAME = re.compile(r"\w[\w. -]{0,120}")
_STRAY = (".*", "Thumbs.db", "desktop.ini", "~$*")
"""What file managers and office programs leave in a folder."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports pack", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        raise FileRefusedError(options.folder, "file.no-folder")
    forms: dict[Path, Form] = {}
    refused = False
    for file in sorted(options.folder.iterdir()):
        if file.suffix.lower() not in KINDS or file.name.startswith((".", "~$")):
            continue
        result = compile_form(read(file), file.name)
        id_ = result.form.id if result.form else ""
        twin = next((other for other, form in forms.items() if form.id == id_), None)
        if result.form is None or twin is not None:
            refused = True
            for problem in result.problems:
                print(f"{file.name}: {problem.text('vi')} / {problem.text('en')}", file=sys.stderr)
            if twin is not None:
                same = f"trùng form_id với {twin.name} / has the form_id of {twin.name}"
                print(f"{file.name}: {same}", file=sys.stderr)
            continue
        if not _FILE_NAME.fullmatch(id_):
            refused = True
            bad = f"form_id “{id_}” không làm tên tệp được / cannot be the name of a file"
            print(f"{file.name}: {bad}", file=sys.stderr)
            continue
        forms[file] = result.form
    if refused:
        return 1
    write(options.out, lambda folder: _write(folder, forms))
    print(f"{len(forms)} biểu mẫu -> {options.out}")
    return 0


def _write(out: Path, forms: Mapping[Path, Form]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for file, form in forms.items():
        (out / f"{form.id}.json").write_bytes(dump(form))
        media = file.with_name(f"{file.stem}-media")
        packed = out / f"{form.id}-media"
        # What the author took away goes from the pack too.
        shutil.rmtree(packed, ignore_errors=True)
        if media.is_dir():
            shutil.copytree(media, packed, ignore=shutil.ignore_patterns(*_STRAY))
        for name in sorted(_spoken_of(form)):
            if not (media / name).is_file():
                missing = f"thiếu tệp “{name}” trong {media.name} / “{name}” is not in {media.name}"
                print(f"{file.name}: {missing}", file=sys.stderr)


def _spoken_of(form: Form) -> set[str]:
    """The names of the files that should lie beside a form."""
    lists = {external.file for external in form.externals if external.file}
    lists |= {
        node.search.file if "." in node.search.file else f"{node.search.file}.csv"
        for node in form.walk()
        if isinstance(node, Question) and node.search
    }
    media = [node.media for node in form.walk()]
    media += [choice.media for choices in form.lists.values() for choice in choices]
    named = {name for each in media for text in each.values() for name in text.values()}
    return lists | {name for name in named if isinstance(name, str) and name}
