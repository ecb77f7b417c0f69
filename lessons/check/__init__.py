"""Everything an author can break, found and explained.

::

    report = check_folder(Path("lessons/content"))
    for finding in report.findings:
        print(finding.path, finding.line, finding.code, finding.text("vi"), finding.mend("vi"))

A code never changes its meaning. ``report.errors`` counts what stops a pack from being
built; warnings are for people to judge, and can be accepted with a reason in the lesson's
front matter, after which they are listed as explained.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from lessons.check.catalogue import MESSAGES
from lessons.check.law import law_problems
from lessons.check.message import ERROR, WARNING
from lessons.check.online import online_problems, why_silent
from lessons.check.record import record_problems
from lessons.check.references import reference_problems
from lessons.check.text import text_problems
from lessons.check.twins import in_vietnamese, twin_problems
from lessons.compile import Compiled, compile_folder
from lessons.draft import Draft
from lessons.front import Accepted
from lessons.problems import Problem, Problems
from lessons.questions import KINDS

__all__ = ["ERROR", "WARNING", "Finding", "Report", "check", "check_folder"]

ACCEPTABLE_ERRORS = frozenset({"law-repealed"})


class Finding(msgspec.Struct, frozen=True):
    """A problem with its words."""

    problem: Problem

    @property
    def path(self) -> str:
        return self.problem.path

    @property
    def line(self) -> int:
        return self.problem.line

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def severity(self) -> str:
        """ "error" or "warning"."""
        return MESSAGES[self.code].severity

    @property
    def explained(self) -> str:
        """The author's reason for leaving it; "" when it is open."""
        return self.problem.explained

    def text(self, language: str) -> str:
        message = MESSAGES[self.code]
        template = message.en if language == "en" else message.vi
        return template.format_map(self._params(language))

    def mend(self, language: str) -> str:
        message = MESSAGES[self.code]
        template = message.mend_en if language == "en" else message.mend_vi
        return template.format_map(self._params(language))

    def _params(self, language: str) -> "_Params":
        params = _Params(self.problem.params)
        if self.code in {"twin-content", "twin-question"} and language != "en":
            params["what"] = in_vietnamese(str(params["what"]))
        return params


class _Params(dict[str, str | int | float]):
    def __missing__(self, key: str) -> str:
        return "?"


class Counts(msgspec.Struct, frozen=True):
    lessons: int
    by_language: dict[str, int]
    questions: dict[str, dict[str, int]]
    """By language, then by kind."""
    pictures: int
    minutes: int
    """Of the originals."""


class Report(msgspec.Struct, frozen=True):
    findings: tuple[Finding, ...]
    counts: Counts
    compiled: Compiled

    @property
    def errors(self) -> int:
        return sum(f.severity == ERROR and not f.explained for f in self.findings)

    @property
    def warnings(self) -> int:
        return sum(f.severity == WARNING and not f.explained for f in self.findings)

    @property
    def explained(self) -> int:
        return sum(bool(f.explained) for f in self.findings)


def check_folder(
    root: Path,
    today: dt.date | None = None,
    before: Report | None = None,
    online: bool = False,
) -> Report:
    """Compile and check the course under ``root``. ``today`` is what the twelve months of a
    citation count back from; ``before`` an earlier report on the same folder, which makes
    this one quick; ``online``: also ask every address on the web. Raises OSError when the
    folder cannot be read."""
    compiled = compile_folder(root, before.compiled if before else None)
    more = online_problems(compiled, why_silent) if online else []
    return check(compiled, today or dt.datetime.now(tz=dt.UTC).date(), more)


def check(compiled: Compiled, today: dt.date, more: Sequence[Problem] = ()) -> Report:
    """``more``: problems found elsewhere, to be put in order with the others."""
    found = [*compiled.problems, *more]
    found += reference_problems(compiled)
    found += law_problems(compiled, today)
    found += record_problems(compiled)
    for id, drafts in compiled.drafts.items():
        found += twin_problems(id, drafts, compiled.folder.languages)
        for draft in drafts.values():
            if draft.text_problems is None:
                draft.text_problems = text_problems(draft)
            found += draft.text_problems
    found = _accept(compiled, found)
    order = {
        path: place
        for place, path in enumerate(
            path
            for drafts in compiled.drafts.values()
            for draft in drafts.values()
            for path, _ in draft.documents
        )
    }
    found.sort(key=lambda p: (order.get(p.path, -1), p.path, p.line, p.code))
    return Report(tuple(Finding(problem) for problem in found), _counts(compiled), compiled)


def _accept(compiled: Compiled, found: list[Problem]) -> list[Problem]:
    """Problems with the authors' reasons filled in."""
    drafts = [draft for twins in compiled.drafts.values() for draft in twins.values()]
    by_path = {path: draft for draft in drafts for path, _ in draft.documents}
    used: set[tuple[str, int]] = set()
    result = []
    for problem in found:
        draft = by_path.get(problem.path)
        entry = _entry(draft, problem) if draft else None
        if draft is None or entry is None:
            result.append(problem)
            continue
        used.add((draft.file.path, entry.line))
        severity = MESSAGES[problem.code].severity
        acceptable = severity == WARNING or problem.code in ACCEPTABLE_ERRORS
        reason = entry.because if acceptable else ""
        result.append(msgspec.structs.replace(problem, explained=reason))
    for draft in drafts:
        at = Problems(draft.file.path)
        for entry in draft.front.accept:
            message = MESSAGES.get(entry.code)
            if message and message.severity == ERROR and entry.code not in ACCEPTABLE_ERRORS:
                at.add("accept-refused", entry.line, accepted=entry.code)
            elif (draft.file.path, entry.line) not in used:
                at.add("accept-unused", entry.line, accepted=entry.code)
        result += at.found
    return result


def _entry(draft: Draft, problem: Problem) -> Accepted | None:
    place = _place(draft, problem)
    for entry in draft.front.accept:
        if entry.code == problem.code and entry.at in {"", place}:
            return entry
    return None


def _place(draft: Draft, problem: Problem) -> str:
    """Id of the heading or question under which the problem's line stands."""
    marks = [(line, heading.id) for heading, line in draft.headings]
    if problem.path != draft.file.path:
        marks = []
    marks += [
        (line, id) for id, (path, line) in draft.question_lines.items() if path == problem.path
    ]
    above = [mark for mark in marks if mark[0] <= problem.line]
    return max(above)[1] if above else ""


def _counts(compiled: Compiled) -> Counts:
    lessons = compiled.course.lessons
    by_language = Counter(lesson.language for lesson in lessons)
    kinds: dict[str, dict[str, int]] = {
        language: dict.fromkeys(KINDS, 0) for language in by_language
    }
    for lesson in lessons:
        for question in lesson.questions:
            kinds[lesson.language][question.kind] += 1
    return Counts(
        lessons=len(compiled.drafts),
        by_language=dict(by_language),
        questions=kinds,
        pictures=len(compiled.course.images),
        minutes=sum(lesson.minutes for lesson in lessons if lesson.language == "vi"),
    )
