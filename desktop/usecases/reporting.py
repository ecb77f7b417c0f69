"""Reporting: forms, drafts that survive a power cut, submission, and the province's answers."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.usecases import copying
from desktop.usecases.clock import Clock
from desktop.usecases.copying import Copied
from desktop.usecases.drafting import ORG_UNIT, OpenDraft, Sessions
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.forms import Forms
from desktop.usecases.people import Session
from desktop.usecases.report_cards import (
    DraftCard,
    FormCard,
    Report,
    ReportCard,
    ReportState,
    Revision,
)

if TYPE_CHECKING:
    from desktop.store.drafts import Draft
    from desktop.store.views import RevisionRow
    from desktop.usecases.moving import Move
    from desktop.usecases.submitting import Signer
    from reports.form import Form
    from reports.session import Changes, FormSession
    from reports.submission import SignOff, Submission

_QUICK: Final = "quick"
"""The word in a form's ``style`` for a log whose lines are written by a few keys."""

__all__ = [
    "DraftCard",
    "FormCard",
    "Report",
    "ReportCard",
    "ReportState",
    "Reporting",
    "Revision",
]


class Reporting:
    """The reports of this PC's commune. ``packs`` is ``resources.packs()``."""

    def __init__(self, session: Session, packs: Path, clock: Clock, language: str = "vi") -> None:
        self._session = session
        self._forms = Forms(packs / "forms")
        self._clock = clock
        self._sessions = Sessions(session, self._forms, clock, language)

    def forms(self) -> list[FormCard]:
        """The forms that can be filled in.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        title = self._sessions.title
        return [
            FormCard(form.id, title(form), form_hash, _QUICK in form.style.split())
            for form_hash, form in self._forms.offered
        ]

    def drafts(self) -> list[DraftCard]:
        """The drafts, the latest changed first."""
        from desktop.store import views

        return [
            DraftCard(
                row.report,
                row.revision,
                row.form,
                self._sessions.title_of(row.form_hash, row.form),
                row.author,
                row.created_at,
                row.changed_at,
            )
            for row in views.drafts(self._session.store)
        ]

    def new_draft(self, form_id: str) -> OpenDraft:
        """Begin a report; it is on disk when this returns.

        Raises:
            KnownError: FORM_UNKNOWN (form), CONTENT_MISSING (path).
        """
        form_hash, form = self._forms.latest(form_id)
        report = secrets.token_hex(16)
        session = self._sessions.new(form, report, self._last(form))
        return self._begin(report, 1, form_hash, session)

    def open_draft(self, report: str) -> OpenDraft:
        """Go on with a draft, with the form's version that it began with.

        Raises:
            KnownError: DRAFT_GONE (report).
        """
        draft = self._draft(report)
        form = self._sessions.form(draft.form_hash)
        session = self._sessions.resumed(form, draft.state.encode(), report, self._last(form))
        return self._opened(report, draft.revision, session, Copied.from_json(draft.copied))

    def move(self, draft: OpenDraft) -> "Move | None":
        """How a draft would look in the version of its form that is installed now.

        None when it is in that version, or the form is not offered any more.
        """
        from desktop.usecases import moving

        found = self._forms.other_version(draft.form)
        if found is None:
            return None
        form = found[1]
        return moving.move(
            draft.session,
            form,
            lambda answers: self._sessions.new(
                form,
                last=self._last(form),
                answers=answers,
                instance=draft.session.instance_id,
            ),
        )

    def take_move(self, draft: OpenDraft, move: "Move") -> OpenDraft:
        """Make it so: the draft is in the new version, and what had no place is gone.

        Raises:
            KnownError: DRAFT_GONE (report), DISK_FULL.
        """
        from desktop.store import contents, drafts, form_media
        from reports.form import digest, dump

        form_hash, state = digest(move.session.form), move.session.to_json().decode()
        copied = move.copied(draft.copied).to_json()
        with self._session.store.write() as database:
            contents.keep(database, form_hash, dump(move.session.form))
            form_media.keep(database, draft.report, self._forms.media(move.session.form))
            if not drafts.move(database, draft.report, form_hash, state, copied, self._clock()):
                raise KnownError(Code.DRAFT_GONE, report=draft.report)
        return self.open_draft(draft.report)

    def has_newer(self, draft: OpenDraft) -> bool:
        """Whether the draft's form is installed in another version than the draft's."""
        return self._forms.other_version(draft.form) is not None

    def last_sent(self, draft: OpenDraft) -> int | None:
        """When another report of the draft's form was sent last, if its answers may be copied."""
        found = self._last_to_copy(draft)
        return None if found is None else found.submitted_at

    def copy_last(self, draft: OpenDraft) -> "Changes":
        """Copy what stays true from the last report of the same form; see ``copying``.

        Raises:
            KnownError: NOTHING_TO_COPY, DRAFT_GONE (report), DISK_FULL.
        """
        found = self._last_to_copy(draft)
        last = self._submission(found.report, found.revision) if found else None
        if found is None or last is None:
            raise KnownError(Code.NOTHING_TO_COPY)
        return draft.copy_from(last, found.submitted_at)

    def title_of(self, form_hash: str, form_id: str) -> str:
        """What a version of a form calls itself; its name where the version is lost."""
        return self._sessions.title_of(form_hash, form_id)

    def delete_draft(self, report: str) -> None:
        """Throw a draft away. What was sent of the report stays."""
        from desktop.store import attachments, drafts, form_media

        with self._session.store.write() as database:
            drafts.delete(database, report)
            form_media.forget(database, report)
            attachments.forget_unsent(database, report)

    def submit(self, report: str, signer: "Signer | None" = None) -> ReportCard:
        """Check the draft and write it as events; the draft is gone and the report waits.

        ``signer`` is needed where the form asks for a leader's signature. Checking a
        password takes a quarter of a second: off the GUI thread then.

        Raises:
            KnownError: DRAFT_GONE (report), REPORT_INCOMPLETE (count, refs), SIGN_OFF_NEEDED,
                WRONG_PASSWORD, REPORT_TOO_LARGE (bytes, most).
        """
        from desktop.usecases import submitting

        draft = self._draft(report)
        filled = self.open_draft(report).session
        before = self._submission(report, draft.revision - 1)
        submitting.submit(self._session, self._clock, draft, filled, before=before, signer=signer)
        self._remember(filled)
        return self.report(report).card

    def sign_off(self, report: str, revision: int) -> "SignOff | None":
        """Which leader signed a revision, if any did."""
        submission = self._submission(report, revision)
        return None if submission is None else submission.sign_off

    def reports(self) -> list[ReportCard]:
        """What was sent, the latest first."""
        from desktop.store import views

        return [self._card(row) for row in views.reports(self._session.store)]

    def report(self, report: str) -> Report:
        """One report with its revisions and the province's answers.

        Raises:
            KnownError: REPORT_UNKNOWN (report).
        """
        rows = self._revisions(report)
        return Report(self._card(rows[0]), tuple(_revision(row) for row in rows))

    def submitted(self, report: str, revision: int) -> "FormSession":
        """The values of a revision in the form that it was filled in with, to show or print.

        Raises:
            KnownError: REPORT_UNKNOWN (report).
        """
        row = next((r for r in self._revisions(report) if r.revision == revision), None)
        submission = self._submission(report, revision)
        if row is None or submission is None:
            raise KnownError(Code.REPORT_UNKNOWN, report=report)
        form = self._sessions.form(row.form_hash)
        return self._sessions.sent(form, submission, report, again=False)

    def name_of(self, report: str, revision: int) -> str:
        """What a revision calls itself (``instance_name``), to tell it from others of its form;
        "" where its form has no name for it."""
        submission = self._submission(report, revision)
        name = submission.values.get("instanceName") if submission else None
        return name if isinstance(name, str) else ""

    def reopen(self, report: str) -> OpenDraft:
        """Mend a returned report: a new revision with the values sent and the fields to mend.

        Also one of which a file did not get to the province, to put another in its place.
        Goes on with the draft if one is there already.

        Raises:
            KnownError: REPORT_UNKNOWN (report), REPORT_NOT_RETURNED (report).
        """
        latest = self._revisions(report)[0]
        if latest.has_draft:
            return self.open_draft(report)
        submission = self._submission(report, latest.revision)
        may = latest.state == ReportState.RETURNED or self.lacks_files(report)
        if not may or submission is None:
            raise KnownError(Code.REPORT_NOT_RETURNED, report=report)
        form = self._sessions.form(latest.form_hash)
        session = self._sessions.sent(form, submission, report, again=True)
        return self._begin(report, latest.revision + 1, latest.form_hash, session)

    def lacks_files(self, report: str) -> bool:
        """Whether a file of a sent report will not get to the province as it is."""
        from desktop.store import attachments

        return any(each.report == report for each in attachments.unsent(self._session.store))

    def _begin(
        self, report: str, revision: int, form_hash: str, session: "FormSession"
    ) -> OpenDraft:
        from desktop.store import contents, drafts, form_media
        from reports.form import dump

        media = self._media_to_keep(report, form_hash, session.form)
        now = self._clock()
        draft = drafts.Draft(
            report=report,
            revision=revision,
            form=session.form.id,
            form_hash=form_hash,
            official=self._session.official.id,
            created_at=now,
            changed_at=now,
            state=session.to_json().decode(),
        )
        with self._session.store.write() as database:
            contents.keep(database, form_hash, dump(session.form))
            drafts.add(database, draft)
            if media:
                form_media.keep(database, report, media)
        return self._opened(report, revision, session)

    def _media_to_keep(self, report: str, form_hash: str, form: "Form") -> dict[str, bytes]:
        """What lies beside a form that a report is begun with.

        Nothing where the report has its own already, or where what is installed belongs to
        another version.
        """
        from desktop.store import form_media

        if not self._forms.has(form_hash) or form_media.is_kept(self._session.store, report):
            return {}
        return self._forms.media(form)

    def _opened(
        self, report: str, revision: int, session: "FormSession", copied: Copied | None = None
    ) -> OpenDraft:
        from desktop.store import views

        before = views.revisions(self._session.store, report)
        returned = next((row for row in before if row.revision == revision - 1), None)
        sent = self._answers_sent(returned, session.form) if returned else None
        return OpenDraft(report, revision, session, self._save, returned, copied=copied, sent=sent)

    def _answers_sent(self, row: "RevisionRow", form: "Form") -> dict[str, str] | None:
        """What a returned revision said, by ref; None where the draft's form has other refs."""
        from reports.form import digest

        submission = self._submission(row.report, row.revision)
        if not row.to_mend or submission is None or row.form_hash != digest(form):
            return None
        return self._sessions.sent(form, submission, row.report, again=False).answers()

    def _save(self, draft: OpenDraft) -> None:
        from desktop.store import drafts

        state, copied = draft.session.to_json().decode(), draft.copied.to_json()
        if not drafts.save(self._session.store, draft.report, state, copied, self._clock()):
            raise KnownError(Code.DRAFT_GONE, report=draft.report)

    def _remember(self, session: "FormSession") -> None:
        """What an official told about themselves once need not be asked again."""
        from desktop.store import settings
        from reports.form import Question

        store, me = self._session.store, self._session.official.id
        for node in session.form.walk():
            if isinstance(node, Question) and node.preload == f"property {ORG_UNIT}":
                told = session.value(node.path)
                if told and told != settings.read(store, ORG_UNIT, "", owner=me):
                    settings.write(store, ORG_UNIT, told, owner=me)

    def _last(self, form: "Form") -> "Submission | None":
        """The last report of a form that looks into it (``${last-saved#…}``)."""
        from desktop.store import views

        if not any(external.kind == "last-saved" for external in form.externals):
            return None
        sent = (row for row in views.reports(self._session.store) if row.form == form.id)
        latest = next(sent, None)
        return None if latest is None else self._submission(latest.report, latest.revision)

    def _last_to_copy(self, draft: OpenDraft) -> "RevisionRow | None":
        from desktop.store import views

        if draft.revision > 1 or not copying.offers(draft.form):
            return None
        sent = views.reports(self._session.store)
        return next((r for r in sent if r.form == draft.form.id and r.report != draft.report), None)

    def _draft(self, report: str) -> "Draft":
        from desktop.store import drafts

        draft = drafts.read(self._session.store, report)
        if draft is None:
            raise KnownError(Code.DRAFT_GONE, report=report)
        return draft

    def _revisions(self, report: str) -> "list[RevisionRow]":
        from desktop.store import views

        rows = views.revisions(self._session.store, report)
        if not rows:
            raise KnownError(Code.REPORT_UNKNOWN, report=report)
        return rows

    def _submission(self, report: str, revision: int) -> "Submission | None":
        from desktop.store import views
        from reports.submission import decode

        data = views.submission(self._session.store, report, revision)
        return None if data is None else decode(data)

    def _card(self, row: "RevisionRow") -> ReportCard:
        return ReportCard(
            report=row.report,
            revision=row.revision,
            form_id=row.form,
            title=self._sessions.title_of(row.form_hash, row.form),
            author=row.author,
            submitted_at=row.submitted_at,
            state=ReportState(row.state),
            has_draft=row.has_draft,
        )


def _revision(row: "RevisionRow") -> Revision:
    return Revision(
        revision=row.revision,
        submitted_at=row.submitted_at,
        author=row.author,
        state=ReportState(row.state),
        reviewed_at=row.reviewed_at,
        by=row.by,
        comment=row.comment,
        reason=row.reason,
        to_mend=row.to_mend,
    )
