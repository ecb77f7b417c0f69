"""Opening and answering a report: each makes a change for the device that sent it."""

from collections.abc import Sequence
from typing import Literal

from django.utils import timezone

from sync.protocol import messages
from sync.protocol.messages import ChangeKind, FieldComment
from sync.server import turns
from sync.server.accounts.models import Staff
from sync.server.changes import numbering
from sync.server.intake.models import Report, Revision
from sync.server.review.models import Reading, Review
from sync.server.wire import now_ms

Decision = Literal["accepted", "returned"]


class Overtaken(Exception):
    """The report has changed since the person saw it: a newer revision, or another answer."""


def mark_read(revision: Revision, by: Staff) -> None:
    """Note that ``by`` opened ``revision``; the first one to do so is told to the device."""
    if Reading.objects.filter(revision=revision).exists():
        return
    with turns.writing():
        _, first = Reading.objects.get_or_create(
            revision=revision, defaults={"by": by, "at": timezone.now()}
        )
        if first:
            body = messages.ReportRead(
                report=revision.report.ident, revision=revision.number, at=now_ms()
            )
            numbering.record(revision.device, ChangeKind.REPORT_READ, body)


def answer(
    report: Report,
    by: Staff,
    decision: Decision,
    comment: str,
    fields: Sequence[FieldComment],
    *,
    seen: tuple[int, int],
) -> Review:
    """Answer the report's newest revision.

    ``seen`` is what the person had before them: the keys of the revision and of its
    last review (0 for none).

    Raises:
        Overtaken: something else is newest by now; nothing was written.
    """
    with turns.writing():
        Report.objects.select_for_update().get(pk=report.pk)
        report = Report.objects.select_related("latest__device").get(pk=report.pk)
        revision = report.latest
        if revision is None:
            raise Overtaken
        last = revision.reviews.order_by("-pk").values_list("pk", flat=True).first()
        if (revision.pk, last or 0) != seen:
            raise Overtaken
        review = Review.objects.create(
            revision=revision,
            decision=decision,
            comment=comment,
            fields=[{"ref": field.ref, "comment": field.comment} for field in fields],
            by=by,
            at=timezone.now(),
        )
        report.state = Report.State(decision)
        report.save(update_fields=["state"])
        body = messages.Review(
            report=report.ident,
            revision=revision.number,
            decision=decision,
            at=now_ms(),
            comment=comment,
            by=f"{by.full_name}, {by.title}" if by.title else by.full_name,
            fields=list(fields),
        )
        numbering.record(revision.device, ChangeKind.REVIEW, body)
    return review
