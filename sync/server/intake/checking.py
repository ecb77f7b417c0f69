"""The province's own look at a submission: the same engine and rules as on the desktop.

A fault found here never refuses a report: it is kept with the revision, and shown.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from reports.form import UNSEEN, Form, Question
from reports.session import FormSession
from reports.session.plan import Plan
from reports.submission import Keys
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

``code`` is an ``Issue``'s, or ``no_submission`` (cannot be read), ``unknown`` (the form has no
such question), ``not_asked`` (answered, though the form does not ask it here), ``unchecked``
(too long, or the engine failed). ``messages`` are the form's own words, where it has some.
"""


class _Rules:
    """A form made ready for many submissions. ``derived`` are the paths of what the form works
    out itself: a submission carries it, nobody answers it."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.plan = Plan(form)
        self.keys = Keys(form)
        self.derived = frozenset(
            node.path
            for node in form.walk()
            if isinstance(node, Question) and (node.calculate or node.kind in UNSEEN)
        )


_ready: dict[str, _Rules] = {}


def _rules(form_hash: str) -> _Rules | None:
    """The rules of a published form, where it can be checked here.

    Not without the files that it looks things up in: what is right would seem wrong.
    """
    rules = _ready.get(form_hash)
    if rules is None:
        form = forms.of_digest(form_hash)
        if form is None or any(not external.rows for external in form.externals):
            return None
        rules = _ready[form_hash] = _Rules(form)
    return rules


class _Submission(msgspec.Struct):
    """What is needed of ``reports.submission.Submission``, read leniently."""

    values: dict[str, Any]
    finished: str = ""


def is_urgent(submission: bytes) -> bool:
    """Whether a submission's JSON asks for a call at once, by its form's own reckoning."""
    try:
        return msgspec.json.decode(submission, type=_Submission).values.get(ALERT) == "red"
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


def check(form_hash: str, submission: bytes, received: dt.datetime) -> list[Finding] | None:
    """What the engine says of a submission's JSON, under the very form it was filled in.

    None where it cannot be said here.
    """
    try:
        read = msgspec.json.decode(submission, type=_Submission)
    except msgspec.DecodeError:
        return [_finding("", "no_submission")]
    try:
        rules = _rules(form_hash)
        return None if rules is None else _findings(rules, read, received)
    except Exception:
        log.exception("checking a report of form %s", form_hash)
        return [_finding("", "unchecked")]


def _findings(rules: _Rules, read: _Submission, received: dt.datetime) -> list[Finding]:
    root = f"/{rules.form.root}"
    given = dict(_answers(rules.keys, root, root, read.values))
    if len(given) > MOST_ANSWERS:
        return [_finding("", "unchecked")]
    answers = {ref: text for ref, text in given.items() if _path(ref) not in rules.derived}
    moment = _moment(read.finished, received)
    session = FormSession(rules.form, answers=answers, plan=rules.plan, clock=lambda: moment)
    messages: dict[tuple[str, str], dict[str, str]] = {}
    for language in [each.key for each in rules.form.languages] or [""]:
        session.set_language(language)
        for issue in (*session.missing(), *session.errors()):
            said = messages.setdefault((issue.ref, issue.code), {})
            if issue.message:
                said[language] = issue.message
    found = [_finding(ref, code, said) for (ref, code), said in messages.items()]
    asked = {item.ref for item in session.visible()}
    for ref in answers:
        if ref in session.unplaced:
            found.append(_finding(ref, "unknown"))
        elif ref not in asked:
            found.append(_finding(ref, "not_asked"))
    return found


def _moment(finished: str, received: dt.datetime) -> dt.datetime:
    """When the rules that look at the clock are to hold: when the report was finished.

    A device whose clock is ahead cannot move that beyond the moment of receipt.
    """
    try:
        moment = dt.datetime.fromisoformat(finished)
    except ValueError:
        return received
    return min(moment, received) if moment.tzinfo is not None else received


def _answers(
    keys: Keys, base: str, ref: str, values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Answers by reference; ``base`` is the path of the repeat around them, ``ref`` its instance.

    A key that the form does not know keeps its name below ``ref``.
    """
    for key, value in values.items():
        path = keys.paths[base].get(key, f"{base}/{key}")
        here = ref + path.removeprefix(base)
        if not isinstance(value, list):
            yield here, value if isinstance(value, str) else msgspec.json.encode(value).decode()
        elif path in keys.paths:
            for number, instance in enumerate(value, 1):
                if isinstance(instance, dict):
                    yield from _answers(keys, path, f"{here}[{number}]", instance)
        else:
            yield here, ""


def _path(ref: str) -> str:
    """A reference without its instances."""
    return "/".join(part.partition("[")[0] for part in ref.split("/"))


def _finding(ref: str, code: str, messages: Mapping[str, str] | None = None) -> Finding:
    return {"ref": ref, "code": code, "messages": dict(messages or {})}
