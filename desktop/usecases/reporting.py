"""Reporting: forms, drafts that survive a power cut, submission, and the province's answers."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.usecases.clock import Clock
from desktop.usecases.people import Session

if TYPE_CHECKING:
    from reports.form import Form
    from reports.session import FormSession


class ReportState(StrEnum):
    """Where a report's latest revision is on its way."""

    WAITING = "waiting"
    """On this PC only, goes with the next exchange."""
    RECEIVED = "received"
    """The province's server confirmed it."""
    READ = "read"
    """A member of staff opened it."""
    RETURNED = "returned"
    """To be mended; see ``comment`` and ``to_mend``."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The server can never take it in as it is; ``reason`` says why."""


@dataclass(frozen=True)
class FormCard:
    """A form that can be filled in. ``hash`` pins its version."""

    id: str
    title: str
    hash: str


@dataclass(frozen=True)
class DraftCard:
    """A report not yet sent. Times are milliseconds since 1970 UTC."""

    report: str
    revision: int
    form_id: str
    form_title: str
    author: str
    created_at: int
    changed_at: int


@dataclass(frozen=True)
class ReportCard:
    """A line of "my reports". ``title`` is the form's; ``author`` the name of who sent it."""

    report: str
    revision: int
    form_id: str
    title: str
    author: str
    submitted_at: int
    state: ReportState
    has_draft: bool


@dataclass(frozen=True)
class Revision:
    """One revision as sent, and what the province said about it.

    ``to_mend`` maps a field's reference to the comment beside it; ``by`` is the
    reviewer as the province gives it.
    """

    revision: int
    submitted_at: int
    author: str
    state: ReportState
    reviewed_at: int | None = None
    by: str = ""
    comment: str = ""
    reason: str = ""
    to_mend: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A report with all its revisions, the latest first."""

    card: ReportCard
    revisions: tuple[Revision, ...]


class OpenDraft:
    """A draft on the screen.

    ``session`` answers what is visible, required and wrong; change values only
    through :meth:`answer` and the repeat methods, which save before they return.
    ``to_mend`` has the province's comments by field when this is a returned report.
    """

    report: str
    revision: int
    form: "Form"
    session: "FormSession"
    to_mend: dict[str, str]
    comment: str

    def answer(self, ref: str, value: Any) -> Any:
        """Set a value and save the draft; gives what changed, as ``FormSession.answer``."""
        raise NotImplementedError

    def save(self) -> None:
        """Save the session as it is (after repeats were added or removed)."""
        raise NotImplementedError


class Reporting:
    """The reports of this PC's commune. ``packs`` is ``resources.packs()``."""

    def __init__(self, session: Session, packs: Path, clock: Clock, language: str = "vi") -> None:
        self._session = session
        self._packs = packs
        self._clock = clock
        self.language = language

    def forms(self) -> list[FormCard]:
        """The forms that can be filled in.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        raise NotImplementedError

    def drafts(self) -> list[DraftCard]:
        """The drafts, the latest changed first."""
        raise NotImplementedError

    def new_draft(self, form_id: str) -> OpenDraft:
        """Begin a report; it is on disk when this returns.

        Raises:
            KnownError: FORM_UNKNOWN (form), CONTENT_MISSING (path).
        """
        raise NotImplementedError

    def open_draft(self, report: str) -> OpenDraft:
        """Go on with a draft, with the form's version that it began with.

        Raises:
            KnownError: DRAFT_GONE (report).
        """
        raise NotImplementedError

    def delete_draft(self, report: str) -> None:
        """Throw a draft away. What was sent of the report stays."""
        raise NotImplementedError

    def submit(self, report: str) -> ReportCard:
        """Check the draft and write its one event; the draft is gone and the report waits.

        Raises:
            KnownError: DRAFT_GONE (report), REPORT_INCOMPLETE (count, refs),
                REPORT_TOO_LARGE (bytes, most).
        """
        raise NotImplementedError

    def reports(self) -> list[ReportCard]:
        """What was sent, the latest first."""
        raise NotImplementedError

    def report(self, report: str) -> Report:
        """One report with its revisions and the province's answers.

        Raises:
            KnownError: REPORT_UNKNOWN (report).
        """
        raise NotImplementedError

    def submitted(self, report: str, revision: int) -> "FormSession":
        """The values of a revision in the form that it was filled in with, to show or print."""
        raise NotImplementedError

    def reopen(self, report: str) -> OpenDraft:
        """Mend a returned report: a new revision with the values sent and the fields to mend.

        Goes on with the draft if one is there already.

        Raises:
            KnownError: REPORT_UNKNOWN (report), REPORT_NOT_RETURNED (report).
        """
        raise NotImplementedError
