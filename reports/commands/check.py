"""``python -m reports check FILE… [--json] [--lang vi|en]``: do these forms work, and if not why.

Exit code 0 when every form compiles (repaired or not), 1 when one is refused, 2 when a file
cannot be read; the others are checked all the same.
With ``--json`` one object a file, a line each: ``file``, ``ok``, ``form`` (id,
version, title, languages, number of questions) and ``problems`` with their
place and their words in both languages.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from reports.commands.files import FileRefusedError, read
from reports.form import UNSEEN, Form, Question
from reports.xlsform import Problem, Result, compile_form

_SIGNS = {
    "error": ("LỖI", "ERROR"),
    "repair": ("đã sửa", "repaired"),
    "warning": ("lưu ý", "warning"),
    "note": ("ghi chú", "note"),
}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports check", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    worst = 0
    for file in options.files:
        try:
            result = compile_form(read(file), file.name)
            worst = max(worst, 0 if result.form else 1)
        except FileRefusedError as error:
            result = Result(None, (error.problem,))
            worst = 2
        if options.json:
            print(json.dumps(described(file, result), ensure_ascii=False))
        else:
            _show(file, result, options.lang)
    return worst


def described(file: Path, result: Result) -> dict[str, Any]:
    form = result.form
    return {
        "file": str(file),
        "ok": form is not None,
        "form": _form(form) if form else None,
        "problems": [_problem(problem) for problem in result.problems],
    }


def _form(form: Form) -> dict[str, Any]:
    questions = [node for node in form.walk() if isinstance(node, Question)]
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "languages": [language.name for language in form.languages],
        "questions": sum(1 for question in questions if question.kind not in UNSEEN),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "params": problem.params,
        "vi": problem.text("vi"),
        "en": problem.text("en"),
    }


def _show(file: Path, result: Result, language: str) -> None:
    english = language == "en"
    form = result.form
    if form is None:
        print(f"{file}: {'refused' if english else 'chưa dùng được'}")
    else:
        count = _form(form)["questions"]
        words = "questions" if english else "câu hỏi"
        print(f"{file}: {form.id} {form.version} “{form.title}”, {count} {words}")
    for problem in result.problems:
        print(f"  {_SIGNS[problem.severity][english]}: {problem.text(language)}")
