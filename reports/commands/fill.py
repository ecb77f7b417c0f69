"""``python -m reports fill FILE --answers A.json [--json] [--lang KEY]``: fill a form in, and see.

FILE is an XLSForm or a compiled form. The answers are one JSON object: ref to
value, and optionally ``"@properties"`` (what a device knows), ``"@now"`` (an
ISO time with offset) and ``"@last"`` (a submission, for ``${last-saved#…}``).
Answers are given in the order in which they stand, as a person would, so that
triggers run. Files that the form asks for are looked up beside FILE.

Shows the visible questions with their values, the errors, and the submission
or what still keeps it back. Ends with 0 when the report could be sent.
"""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from reports.commands.files import FileRefusedError, open_form, read_json
from reports.form import SELECTS, Form
from reports.session import Field, FormSession, Issue, NotAnswerableError, Unfinished
from reports.submission import Submission


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m reports fill", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--answers", type=Path, required=True, metavar="A.json")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", default="vi")
    options = parser.parse_args(argv)
    form = open_form(options.file)
    if form is None:
        return 1
    answers = read_json(options.answers)
    try:
        session = begin(form, answers, options.lang, options.file.parent)
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        raise FileRefusedError(options.answers, "file.not-answers", error) from error
    refused = give(session, answers)
    report = shown(session, refused)
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        _print(report)
    return 0 if report["submission"] else 1


def begin(form: Form, answers: dict[str, Any], language: str, folder: Path) -> FormSession:
    """A session in the surroundings that the answers describe. ValueError when they cannot be."""
    if not isinstance(answers, dict):
        raise ValueError("not a JSON object")
    moment = datetime.fromisoformat(answers["@now"]) if "@now" in answers else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("@now without an offset")
    properties = msgspec.convert(answers.get("@properties", {}), dict[str, str])
    last = msgspec.convert(answers["@last"], Submission) if "@last" in answers else None

    def contents(name: str) -> bytes | None:
        path = folder / Path(name).name
        return path.read_bytes() if path.is_file() else None

    return FormSession(
        form,
        language=language,
        properties=properties,
        clock=(lambda: moment) if moment else None,
        files=contents,
        last=last,
    )


def give(session: FormSession, answers: dict[str, Any]) -> dict[str, str]:
    """Answer in order; what the form does not take, and why."""
    refused: dict[str, str] = {}
    for ref, value in answers.items():
        if ref.startswith("@"):
            continue
        try:
            _reach(session, ref)
            session.answer(ref, value if isinstance(value, str) else _text(value))
        except KeyError:
            refused[ref] = "unknown"
        except NotAnswerableError:
            refused[ref] = "not-answerable"
    return refused


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def _reach(session: FormSession, ref: str) -> None:
    """Add the instances of repeats that a ref needs."""
    at = ref.find("]")
    while at >= 0:
        instance = ref[: at + 1]
        repeat, _, number = instance[:-1].rpartition("[")
        for _ in range(int(number) if number.isdigit() else 0):
            if session.has(instance):
                break
            session.add_repeat(repeat)
        at = ref.find("]", at + 1)


def shown(session: FormSession, refused: dict[str, str]) -> dict[str, Any]:
    """Everything that a person would see, and what would be sent."""
    visible = []
    for item in session.visible():
        entry: dict[str, Any] = {"ref": item.ref, "kind": item.kind, "label": item.label}
        if isinstance(item, Field):
            entry |= {"value": item.value, "required": item.required, "readonly": item.readonly}
            if item.kind in SELECTS:
                entry["choices"] = [
                    {"value": choice.value, "label": choice.label}
                    for choice in session.choices(item.ref)
                ]
        visible.append(entry)
    submission = None
    problems: tuple[Issue, ...] = ()
    try:
        submission = session.finish()
    except Unfinished as unfinished:
        problems = unfinished.problems
    return {
        "form": session.form.id,
        "version": session.form.version,
        "visible": visible,
        "values": session.answers(),
        "errors": [
            {"ref": issue.ref, "code": issue.code, "message": issue.message}
            for issue in (*session.missing(), *session.errors())
        ],
        "refused": refused,
        "problems": [issue.ref for issue in problems],
        "submission": msgspec.to_builtins(submission) if submission else None,
    }


def _print(report: dict[str, Any]) -> None:
    for entry in report["visible"]:
        star = "*" if entry.get("required") else ""
        value = f" = {entry['value']}" if entry.get("value") else ""
        print(f"{entry['ref']} [{entry['kind']}] {entry['label']}{star}{value}")
    for error in report["errors"]:
        print(f"! {error['ref']}: {error['message'] or error['code']}")
    for ref, why in report["refused"].items():
        print(f"? {ref}: {why}")
    if report["submission"]:
        print(json.dumps(report["submission"], ensure_ascii=False, indent=2))
