"""``python -m lessons``: what an author does with a course folder, from a terminal."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lessons.check import Finding, Report

CONTENT = Path(__file__).parent / "content"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="say what is wrong, where, and how to mend it")
    check.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    check.add_argument("--json", action="store_true", help="for programs")
    check.add_argument("--language", choices=("vi", "en"), default="vi")
    check.add_argument("--today", type=dt.date.fromisoformat, help="instead of the real date")
    check.add_argument("--only", help="show only files whose path contains this")
    check.add_argument("--online", action="store_true", help="also ask the addresses on the web")
    check.add_argument(
        "--record", action="store_true", help="accept the questions as they are as published"
    )
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="begin a lesson (or a module, with --module-folder)")
    new.add_argument("module", help="id of the module")
    new.add_argument("id", nargs="?", default="", help="id of the lesson, such as b2-tep-doc")
    new.add_argument("--title", default="Tên bài")
    new.add_argument("--module-folder", help="make the module itself, in this folder")
    new.add_argument("--folder", type=Path, default=CONTENT)
    new.set_defaults(run=_new)

    preview = commands.add_parser("preview", help="show the lessons in a browser")
    preview.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    preview.add_argument("--out", type=Path, help="write the pages here instead of serving them")
    preview.add_argument("--port", type=int, default=8017, help="on 127.0.0.1 only")
    preview.set_defaults(run=_preview)

    bank = commands.add_parser("import", help="bring in questions from a GIFT or Aiken file")
    bank.add_argument("file", type=Path)
    bank.add_argument("--lesson", required=True)
    bank.add_argument("--language", choices=("vi", "en"), default="vi")
    bank.add_argument("--folder", type=Path, default=CONTENT)
    bank.set_defaults(run=_import)

    export = commands.add_parser("export", help="write questions as GIFT, for Moodle")
    export.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    export.add_argument("--lesson", help="only this one")
    export.add_argument("--language", choices=("vi", "en"), default="vi")
    export.add_argument("--out", type=Path, required=True)
    export.set_defaults(run=_export)

    pack = commands.add_parser("pack", help="build a pack from a course folder")
    pack.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    pack.add_argument("--out", type=Path, required=True, help="a folder, or a file ending in .zip")
    pack.add_argument("--force", action="store_true", help="leave out what is broken")
    pack.set_defaults(run=_pack)

    options = parser.parse_args(argv)
    from lessons.authoring import AuthoringError

    try:
        status: int = options.run(options)
    except AuthoringError as error:
        print(" / ".join(error.args), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Không đọc hoặc ghi được: {error}", file=sys.stderr)
        return 2
    return status


def _check(options: argparse.Namespace) -> int:
    from lessons.check import check_folder
    from lessons.check.record import write_record

    report = check_folder(options.folder, options.today, online=options.online)
    if options.record:
        write_record(report.compiled)
        report = check_folder(options.folder, options.today, before=report)
    shown = [f for f in report.findings if not options.only or options.only in f.path]
    if options.json:
        print(json.dumps(_as_json(report, shown), ensure_ascii=False, indent=1))
        return 1 if report.errors else 0
    for finding in shown:
        print(
            f"{options.folder / finding.path}:{finding.line}: {_label(finding, options.language)}"
        )
        print(f"    {finding.text(options.language)}")
        print(f"    → {finding.explained or finding.mend(options.language)}")
    print(_summary(report, options.language))
    return 1 if report.errors else 0


def _new(options: argparse.Namespace) -> int:
    from lessons.authoring import AuthoringError, new_lesson, new_module

    written = []
    if options.module_folder:
        title = options.title
        written += new_module(options.folder, options.module_folder, options.module, title)
    if options.id:
        today = dt.datetime.now(tz=dt.UTC).date()
        written += new_lesson(options.folder, options.module, options.id, options.title, today)
    if not written:
        raise AuthoringError("Cần mã bài.", "The lesson's id is missing.")
    for path in written:
        print(path)
    return 0


def _preview(options: argparse.Namespace) -> int:
    from lessons.check import check_folder
    from lessons.preview import serve, write_pages

    if options.out:
        print(f"{options.out}: {write_pages(check_folder(options.folder), options.out)}")
    else:
        serve(options.folder, options.port, print)
    return 0


def _import(options: argparse.Namespace) -> int:
    from lessons.authoring import import_bank
    from lessons.check import Finding

    bank, count, problems = import_bank(
        options.folder, options.lesson, options.language, options.file
    )
    for problem in problems:
        finding = Finding(problem)
        print(f"{options.file}:{problem.line}: {_label(finding, options.language)}")
        print(f"    {finding.text(options.language)} {finding.mend(options.language)}")
    print(f"{bank}: +{count}")
    return 0 if count else 1


def _export(options: argparse.Namespace) -> int:
    from lessons.authoring import AuthoringError
    from lessons.compile import compile_folder
    from lessons.gift import write_gift

    course = compile_folder(options.folder).course
    chosen = [
        lesson
        for lesson in course.lessons
        if lesson.language == options.language and options.lesson in {None, lesson.id}
    ]
    if not chosen:
        raise AuthoringError("Không có bài nào như vậy.", "There is no such lesson.")
    options.out.write_text(write_gift(chosen), encoding="utf-8")
    print(f"{options.out}: {sum(len(lesson.questions) for lesson in chosen)}")
    return 0


def _label(finding: "Finding", language: str) -> str:
    words = {
        "vi": {"error": "lỗi", "warning": "cảnh báo", "explained": "đã giải thích"},
        "en": {"error": "error", "warning": "warning", "explained": "explained"},
    }[language]
    return f"{words['explained' if finding.explained else finding.severity]} [{finding.code}]"


def _summary(report: "Report", language: str) -> str:
    counts = report.counts
    asked = max((sum(kinds.values()) for kinds in counts.questions.values()), default=0)
    if language == "en":
        return (
            f"{counts.lessons} lessons, {asked} questions: {report.errors} errors,"
            f" {report.warnings} warnings, {report.explained} explained"
        )
    return (
        f"{counts.lessons} bài, {asked} câu hỏi: {report.errors} lỗi,"
        f" {report.warnings} cảnh báo, {report.explained} đã giải thích"
    )


def _as_json(report: "Report", shown: "list[Finding]") -> dict[str, object]:
    import msgspec

    return {
        "errors": report.errors,
        "warnings": report.warnings,
        "explained": report.explained,
        "counts": msgspec.to_builtins(report.counts),
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.line,
                "explained": finding.explained,
                **{
                    language: {"text": finding.text(language), "mend": finding.mend(language)}
                    for language in ("vi", "en")
                },
            }
            for finding in shown
        ],
    }


def _pack(options: argparse.Namespace) -> int:
    from lessons.check import ERROR, check_folder
    from lessons.pack import write

    report = check_folder(options.folder)
    for finding in report.findings:
        if finding.severity == ERROR and not finding.explained:
            place = f"{options.folder / finding.path}:{finding.line}"
            print(f"{place}: [{finding.code}] {finding.text('vi')}", file=sys.stderr)
    if report.errors and not options.force:
        print("Không đóng gói: còn lỗi. / Not packed: there are errors.", file=sys.stderr)
        return 1
    course = report.compiled.course
    version = write(course, options.out)
    print(f"{options.out}: {len(course.lessons)} lessons, version {version[:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
