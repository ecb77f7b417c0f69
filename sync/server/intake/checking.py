"""The province's own look at a submission: the same engine and rules as on the desktop.

A fault found here never refuses a report: it is kept with the revision, and shown.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from reports import submission
from reports.form import Form
from reports.recheck import recheck
from reports.session.plan import Plan
from sync.protocol.messages import ReportSubmitted
from sync.server.content import forms
from sync.server.intake.models import Revision

log = logging.getLogger(__name__)

ALERT: Final = "alert"
"""A form that may need a call at once works its level out in a question of this name:
``red``, ``yellow`` or ``green``."""

MOST_ANSWERS: Final = 5_000
"""A submission with more answers is not gone through while a person waits."""

Finding = dict[str, Any]
"""``{"ref": …, "code": …, "messages": {language: text}}``.

``code`` is one of ``reports.recheck``, or ``no-submission`` (cannot be read), ``unchecked``
(too long, or the engine failed). ``messages`` are the form's own words, where it has some.
"""


_ready: dict[str, tuple[Form, Plan]] = {}


def _rules(form_hash: str) -> tuple[Form, Plan] | None:
    """A published form, made ready for many submissions, where it can be checked here.

    Not without the files that it looks things up in: what is right would seem wrong.
    """
    rules = _ready.get(form_hash)
    if rules is None:
        form = forms.of_digest(form_hash)
        if form is None or any(not external.rows for external in form.externals):
            return None
        rules = _ready[form_hash] = (form, Plan(form))
    return rules


def is_urgent(data: bytes) -> bool:
    """Whether a submission's JSON asks for a call at once, by its form's own reckoning."""
    try:
        return submission.decode(data).values.get(ALERT) == "red"
    except msgspec.DecodeError:
        return False


def looked_at(revisions: Iterable[Revision]) -> None:
    """Fill in the ``findings`` of those revisions that nobody has looked at yet.

    That is done when they are first shown rather than when they arrive: a device on a bad
    line does not wait for it, and revisions that were overtaken cost nothing. One whose form
    is not known here yet is tried again the next time.
    """
    for revision in revisions:
        if revision.findings is None:
            body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
            revision.findings = check(body.form_hash, bytes(body.submission), revision.received_at)
            if revision.findings is not None:
                Revision.objects.filter(pk=revision.pk).update(findings=revision.findings)


def check(form_hash: str, data: bytes, received: dt.datetime) -> list[Finding] | None:
    """What the engine says of a submission's JSON, under the very form it was filled in.

    None where it cannot be said here.
    """
    try:
        read = submission.decode(data)
    except msgspec.DecodeError:
        return [_finding("", "no-submission")]
    if data.count(b":") > MOST_ANSWERS:
        return [_finding("", "unchecked")]
    try:
        rules = _rules(form_hash)
        return None if rules is None else _findings(*rules, read, received)
    except Exception:
        log.exception("checking a report of form %s", form_hash)
        return [_finding("", "unchecked")]


def _findings(
    form: Form, plan: Plan, read: submission.Submission, received: dt.datetime
) -> list[Finding]:
    """Each issue once, with the form's message in each of its languages."""
    messages: dict[tuple[str, str], dict[str, str]] = {}
    for language in [each.key for each in form.languages] or [""]:
        for issue in recheck(form, read, received=received, language=language, plan=plan):
            said = messages.setdefault((issue.ref, issue.code), {})
            if issue.message:
                said[language] = issue.message
    return [_finding(ref, code, said) for (ref, code), said in messages.items()]


def _finding(ref: str, code: str, messages: Mapping[str, str] | None = None) -> Finding:
    return {"ref": ref, "code": code, "messages": dict(messages or {})}
