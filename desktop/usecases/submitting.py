"""Sending a report off: checked, signed where its form asks for it, written as events.

A leader signs on the same PC with their own name and password. The report and the
signature are written together, so neither is ever without the other.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop.usecases.clock import VIETNAM, Clock
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session, official_of

if TYPE_CHECKING:
    from desktop.store.drafts import Draft
    from reports.form import Form
    from reports.session import FormSession
    from reports.submission import SignOff, Submission

STYLE: Final = "sign-off"
"""The word in a form's ``style`` that asks for a leader's signature."""


@dataclass(frozen=True)
class Signer:
    """Who signs: an official of this PC, with the password that they sign in with."""

    official: str
    password: str = field(repr=False)


def asks_sign_off(form: "Form") -> bool:
    """Whether a report of this form is sent only with a leader's signature."""
    return STYLE in form.style.split()


def submit(
    session: Session,
    clock: Clock,
    draft: "Draft",
    filled: "FormSession",
    *,
    before: "Submission | None" = None,
    signer: Signer | None = None,
) -> None:
    """Write a draft's report event, and its signature's; the draft is gone then.

    ``filled`` is the draft's session, ``before`` the revision that it replaces.

    Raises:
        KnownError: REPORT_INCOMPLETE (count, refs), SIGN_OFF_NEEDED, NOT_A_LEADER (name),
            WRONG_PASSWORD, DRAFT_GONE (report), REPORT_TOO_LARGE (bytes, most).
    """
    import msgspec

    from desktop.store import attachments, drafts, events
    from reports.submission import encode
    from sync.protocol.messages import EventKind, ReportSubmitted, SignedOff

    submission = _finished(session, draft, filled, before)
    sign_off = None
    if asks_sign_off(filled.form):
        if signer is None:
            raise KnownError(Code.SIGN_OFF_NEEDED)
        sign_off = _sign_off(session, signer, submission.finished)
        submission = msgspec.structs.replace(submission, sign_off=sign_off)
    body = ReportSubmitted(
        report=draft.report,
        form=draft.form,
        form_hash=draft.form_hash,
        submission=msgspec.Raw(encode(submission)),
        revision=draft.revision,
    )
    now = clock()
    with session.store.write() as database:
        # Twice clicked, or two windows: whoever removes the draft sends it.
        if not drafts.delete(database, draft.report):
            raise KnownError(Code.DRAFT_GONE, report=draft.report)
        events.append(
            database, EventKind.REPORT_SUBMITTED, body, official=session.official.id, at=now
        )
        if sign_off is not None:
            said = ", ".join(part for part in (sign_off.name, sign_off.position) if part)
            signed = SignedOff(draft.report, draft.revision, said)
            events.append(database, EventKind.SIGNED_OFF, signed, official=sign_off.by, at=now)
        named = tuple(attachment.name for attachment in submission.attachments)
        attachments.mark_sent(database, draft.report, named)


def _finished(
    session: Session, draft: "Draft", filled: "FormSession", before: "Submission | None"
) -> "Submission":
    from desktop.store import attachments
    from reports.session import Unfinished
    from reports.submission import Attachment

    files = {
        name: Attachment(name, file.sha256, file.size, file.type)
        for name, file in attachments.of_report(session.store, draft.report).items()
    }
    try:
        return filled.finish(replaces=before.instance_id if before else "", files=files)
    except Unfinished as error:
        refs = [issue.ref for issue in error.problems]
        raise KnownError(Code.REPORT_INCOMPLETE, count=len(refs), refs=refs) from error


def _sign_off(session: Session, signer: Signer, at: str) -> "SignOff":
    from desktop.store import keys, views
    from reports.submission import SignOff

    people = {one.id: one for one in map(official_of, views.officials(session.store))}
    leader = people.get(signer.official)
    slots = keys.read(session.store.path.parent)
    if leader is None or not slots.opens(leader.id, signer.password):
        raise KnownError(Code.WRONG_PASSWORD)
    if not leader.leader:
        raise KnownError(Code.NOT_A_LEADER, name=leader.name)
    vouching = people.get(leader.added_by) if leader.added_by != leader.id else None
    return SignOff(
        by=leader.id,
        name=leader.name,
        at=at,
        position=leader.position,
        since=datetime.fromtimestamp(leader.added_at // 1000, VIETNAM).isoformat(),
        added_by=vouching.name if vouching is not None else "",
    )
