"""Where in the preview a finding is to be seen."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lessons.check import Finding, Report
    from lessons.draft import Draft

_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)"  # a picture
    r"|\{\{.*?\}\}|\{[^}]*\}"  # a datum, a heading's id
    r"|\]\([^)]*\)|\[\^[^\]]*\]"  # where a link leads, a footnote
    r"|\[![^\]]*\]|\[[ xX]\]|\+\+|[*_`|#>~\[\]!<]+"
)
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a lesson. ``question`` and ``heading`` are ids, one or none of them given;
    ``words`` is plain text of the line that is meant, "" when it has none."""

    lesson: str
    language: str
    question: str = ""
    heading: str = ""
    words: str = ""


def where(report: "Report", finding: "Finding") -> Where | None:
    """None when the finding is not about a lesson but about the course around it."""
    draft = _draft(report, finding.path)
    if draft is None:
        return None
    marks = [
        (line, id, True)
        for id, (path, line) in draft.question_lines.items()
        if path == finding.path
    ]
    if finding.path == draft.file.path:
        marks += [(line, heading.id, False) for heading, line in draft.headings]
    above = [mark for mark in marks if mark[0] <= finding.line]
    _, id, is_question = max(above, default=(0, "", False))
    return Where(
        draft.file.id,
        draft.file.language,
        question=id if is_question else "",
        heading="" if is_question else id,
        words=_words(draft, finding) if above and not is_question else "",
    )


def _draft(report: "Report", path: str) -> "Draft | None":
    for twins in report.compiled.drafts.values():
        for draft in twins.values():
            if path in {draft.file.path, draft.file.bank_path}:
                return draft
    return None


def _words(draft: "Draft", finding: "Finding") -> str:
    """The longest run of plain words in the line: what the reader shows of it as it stands."""
    lines = draft.file.text.splitlines()
    if not 0 < finding.line <= len(lines):
        return ""
    line = _LIST_MARK.sub("", lines[finding.line - 1])
    return max((part.strip() for part in _MARKUP.split(line)), key=len, default="")
