"""Whether what is cited is in force, and was looked at lately."""

import datetime as dt
import re

from lessons.compile import Compiled
from lessons.data import REFERENCE, Repealed
from lessons.draft import Draft
from lessons.problems import Problem, Problems
from lessons.search import fold


def law_problems(compiled: Compiled, today: dt.date) -> list[Problem]:
    found = _data(compiled, today)
    names = _Names(compiled.folder.repealed)
    for drafts in compiled.drafts.values():
        for draft in drafts.values():
            found += _sources(draft, today)
            for path, text in _texts(draft):
                at = Problems(path)
                _repealed(text, names, draft.lesson.language, at)
                found += at.found
    return found


def _texts(draft: Draft) -> list[tuple[str, str]]:
    texts = [(draft.file.path, draft.file.text), (draft.file.bank_path, draft.file.bank_text)]
    return [(path, text) for path, text in texts if path]


def _data(compiled: Compiled, today: dt.date) -> list[Problem]:
    used = {
        match["path"].removesuffix(".value")
        for drafts in compiled.drafts.values()
        for draft in drafts.values()
        for _, text in _texts(draft)
        for match in REFERENCE.finditer(text)
    }
    used |= {
        f"laws.{source.law}"
        for drafts in compiled.drafts.values()
        for draft in drafts.values()
        for source in draft.front.sources
    }
    found = []
    laws = compiled.folder.data.get("laws", {})
    for name, entries in compiled.folder.data.items():
        for key, datum in entries.items():
            at = Problems(datum.path)
            if datum.law and datum.law not in laws:
                at.add("law-unknown", datum.line, key=datum.law)
            age = _age(datum.checked, today)
            if age:
                code = "date-future" if age == "future" else "data-stale"
                at.add(code, datum.line, checked=datum.checked)
            if f"{name}.{key}" in used:
                if datum.valid_until and datum.valid_until < today.isoformat():
                    at.add("data-expired", datum.line, key=key, until=datum.valid_until)
                if datum.valid_from > today.isoformat():
                    at.add("data-not-yet", datum.line, key=key, begins=datum.valid_from)
            found += at.found
    return found


def _sources(draft: Draft, today: dt.date) -> list[Problem]:
    at = Problems(draft.file.path)
    if draft.lesson.language == "vi":
        if not draft.front.sources:
            at.add("sources-none")
        for source in draft.front.sources:
            age = _age(source.checked, today)
            if age:
                code = "date-future" if age == "future" else "source-stale"
                at.add(code, source.line, id=source.id or "?", checked=source.checked)
    return at.found


def _age(checked: str, today: dt.date) -> str:
    """ "future", "stale" (more than twelve months ago), or ""."""
    if not checked:
        return ""
    day = dt.date.fromisoformat(checked)
    if day > today:
        return "future"
    return "stale" if day < _twelve_months_before(today) else ""


def _twelve_months_before(today: dt.date) -> dt.date:
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 1, day=28)


class _Names:
    """All names of the listed laws in one pattern, longest first."""

    def __init__(self, laws: tuple[Repealed, ...]) -> None:
        self.laws = {name: law for law in laws for name in law.names}
        longest_first = sorted(self.laws, key=len, reverse=True)
        names = "|".join(re.escape(name) for name in longest_first) or r"(?!)"
        self.pattern = re.compile(rf"(?<![\w/-])(?:{names})(?![\w/])")


def _repealed(text: str, names: _Names, language: str, at: Problems) -> None:
    """Names may run over a line's end, so the whole text is searched at once."""
    folded = "\n".join(" ".join(fold(line).split()) for line in text.split("\n"))
    for match in names.pattern.finditer(folded.replace("\n", " ")):
        law = names.laws[match[0]]
        at.add(
            "law-superseded" if law.superseded else "law-repealed",
            folded.count("\n", 0, match.start()) + 1,
            name=law.names[match[0]],
            ended=law.ended,
            by=law.by.get(language) or law.by.get("vi", ""),
        )
