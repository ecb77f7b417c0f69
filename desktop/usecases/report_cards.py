"""Reports, drafts and forms as screens list them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.session.view import Field


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
    """A form that can be filled in. ``hash`` pins its version.

    ``is_quick``: its author wants it to be filled in by a few keys, from anywhere.
    """

    id: str
    title: str
    hash: str
    is_quick: bool = False


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


def comment_on(field_: "Field", to_mend: Mapping[str, str]) -> str:
    """What the province wants mended in a question; "" for most."""
    marked = (to_mend.get(key, "") for key in (field_.ref, field_.path, field_.name))
    return next(filter(None, marked), "")


@dataclass(frozen=True)
class Report:
    """A report with all its revisions, the latest first."""

    card: ReportCard
    revisions: tuple[Revision, ...]
