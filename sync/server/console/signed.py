"""Who signed a revision, when, and what gives reason to ask.

A leader signs on the PC of the one who wrote the report, offline: their password shows that they
sat there, nothing shows that they lead. So staff see who made the leader's account, and when.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from reports.submission import SignOff as Told
from sync.protocol.messages import ReportSubmitted
from sync.server.console.templatetags.sonca import moment
from sync.server.intake.models import Revision, SignOff

NEW_ACCOUNT: Final = dt.timedelta(hours=24)
"""A leader's account as young as this when it signs is worth a question."""


@dataclass(frozen=True, slots=True)
class Signature:
    """``who`` is a name and a position, ``at`` by the PC's clock."""

    who: str
    at: dt.datetime | None
    account: str
    doubts: tuple[str, ...]


class _Submission(msgspec.Struct):
    sign_off: Told | None = None


def signatures(revision: Revision) -> list[Signature]:
    """The signatures of a revision that have come, the first one first."""
    rows = SignOff.objects.filter(
        report_ident=revision.report.ident,
        number=revision.number,
        commune=revision.report.commune,
    ).select_related("event", "official")
    return [_signature(row, revision) for row in rows.order_by("pk")]


def _signature(row: SignOff, revision: Revision) -> Signature:
    told = _told(revision)
    doubts = []
    account = ""
    if row.official_id == revision.official_id:
        doubts.append(_("Người ký cũng là người soạn."))
    if told is not None and told.by != row.official.ident:
        doubts.append(_("Báo cáo ghi một người ký khác: %(name)s.") % {"name": told.name})
    elif told is not None and (since := _time(told.since)) is not None:
        facts = {"at": moment(since), "name": told.added_by}
        account = (
            _("Tài khoản người ký lập lúc %(at)s, do %(name)s thêm.")
            if told.added_by
            else _("Tài khoản người ký lập lúc %(at)s, khi cài đặt máy.")
        ) % facts
        signed = _time(told.at)
        if told.added_by and signed is not None and signed - since < NEW_ACCOUNT:
            doubts.append(_("Tài khoản người ký mới lập trong vòng 24 giờ trước khi ký."))
    return Signature(row.leader, row.event.device_time, account, tuple(doubts))


def _told(revision: Revision) -> Told | None:
    try:
        body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
        return msgspec.json.decode(bytes(body.submission), type=_Submission).sign_off
    except msgspec.MsgspecError:
        return None


def _time(text: str) -> dt.datetime | None:
    """A moment with its zone; None for anything else."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
