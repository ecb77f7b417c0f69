"""Checking a submission again: the same rules as on the desktop, by whoever receives it.

Nothing is refused here. A report that breaks a rule (an old desktop, an edited
file, a clock that ran wrong) is kept by its receiver, with what this finds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reports.form import Form, digest
from reports.session import FormSession, Issue
from reports.session.plan import Plan
from reports.session.slots import Aspect
from reports.submission import Keys, Submission, Values


def recheck(
    form: Form,
    submission: Submission,
    *,
    received: datetime,
    language: str = "",
    files: Callable[[str], bytes | None] | None = None,
    plan: Plan | None = None,
) -> tuple[Issue, ...]:
    """What is missing or wrong in a submission, in the order of the form.

    Codes are those of :class:`Issue`, and ``other-form`` (it was filled with
    another version), ``unknown`` (no such question), ``not-asked`` (answered
    though the form does not ask it) and ``calculation`` (the form works out
    something else). Rules that look at the clock hold for the moment when the
    report was finished, but never after ``received``. Messages are the form's own, in
    ``language``.
    """
    moment = _moment(submission.finished, received)
    session = FormSession.from_submission(
        form, submission, clock=lambda: moment, language=language, files=files, plan=plan
    )
    found = [*session.missing(), *session.errors()]
    if submission.form_hash != digest(form):
        found.insert(0, Issue(f"/{form.root}", "other-form"))
    found += _Comparison(session).compared(f"/{form.root}", f"/{form.root}", submission.values)
    return tuple(found)


def _moment(finished: str, received: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(finished)
    except ValueError:
        return received
    return min(moment, received) if moment.tzinfo else received


class _Comparison:
    """What was sent beside what the same answers give here."""

    def __init__(self, session: FormSession) -> None:
        self._plan = session.plan
        self._keys = Keys(session.form)
        self._ours = session.finished_values()

    def compared(
        self, base: str, ref: str, sent: Values, ours: Values | None = None
    ) -> list[Issue]:
        """``base`` is the path of the repeat around these answers, ``ref`` its instance."""
        ours = self._ours if ours is None else ours
        found: list[Issue] = []
        for key, value in sent.items():
            path = self._keys.paths[base].get(key)
            if path is None:
                found.append(Issue(f"{ref}/{key}", "unknown"))
                continue
            here = ref + path[len(base) :]
            mine = ours.get(key)
            if path in self._keys.paths:
                found += self._instances(path, here, value, mine if isinstance(mine, list) else [])
            elif mine is None:
                found.append(Issue(here, "not-asked"))
            elif mine != value and not _varies(self._plan, path):
                found.append(Issue(here, "calculation", params={"expected": mine}))
        return found

    def _instances(self, path: str, ref: str, sent: object, ours: list[Values]) -> list[Issue]:
        found: list[Issue] = []
        for number, inner in enumerate(sent if isinstance(sent, list) else [], 1):
            instance = f"{ref}[{number}]"
            if number > len(ours):
                found.append(Issue(instance, "not-asked"))
            elif isinstance(inner, dict):
                found += self.compared(path, instance, inner, ours[number - 1])
        return found


def _varies(plan: Plan, path: str) -> bool:
    """May a second calculation honestly give something else (the time, chance, a lookup)?"""
    cell = plan.by_path[path].cells.get(Aspect.CALCULATE)
    if cell is None:
        return False
    expression = cell.expression
    spoken = {"once", "pulldata", "instance", "jr:choice-name", "jr:itext", "property"}
    return expression.volatile or not spoken.isdisjoint(expression.functions)
