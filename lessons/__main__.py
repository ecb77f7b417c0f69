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
    check.add_argument(
        "--record", action="store_true", help="accept the questions as they are as published"
    )
    check.set_defaults(run=_check)

    pack = commands.add_parser("pack", help="build a pack from a course folder")
    pack.add_argument("folder", type=Path, nargs="?", default=CONTENT)
    pack.add_argument("--out", type=Path, required=True, help="a folder, or a file ending in .zip")
    pack.add_argument("--force", action="store_true", help="leave out what is broken")
    pack.set_defaults(run=_pack)

    options = parser.parse_args(argv)
    status: int = options.run(options)
    return status


def _check(options: argparse.Namespace) -> int:
    from lessons.check import check_folder
    from lessons.check.record import write_record

    report = check_folder(options.folder, options.today)
    if options.record:
        write_record(report.compiled)
        report = check_folder(options.folder, options.today)
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
