"""What new events become: officials, readings, attempts, reports and sign-offs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sync.protocol import messages
from sync.server.devices.models import Device
from sync.server.intake import bodies, checking, once
from sync.server.intake.models import (
    Alarm,
    Attempt,
    LessonRead,
    Official,
    Report,
    Revision,
    SignOff,
)


@dataclass(frozen=True, slots=True)
class New:
    """A new event: its primary key, its row, its decoded body."""

    pk: int
    row: once.Row
    body: bodies.Body


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is common to the events of one request. ``officials`` gives keys by identifier."""

    device: Device
    epoch: str
    now: dt.datetime
    officials: dict[str, int]

    def common(self, event: New) -> dict[str, Any]:
        """The columns that every effect has."""
        return {
            "event_id": event.pk,
            "commune_id": self.device.commune_id,
            "official_id": self.officials[event.row.official],
            "received_at": self.now,
        }


def apply(device: Device, epoch: str, new: Sequence[New], now: dt.datetime) -> None:
    """Make the rows for ``new``, in order of counter, inside the caller's transaction."""
    batch = _Batch(device, epoch, now, _officials(device, new))
    reads: list[LessonRead] = []
    attempts: list[Attempt] = []
    signoffs: list[SignOff] = []
    reports: list[tuple[New, messages.ReportSubmitted]] = []
    for event in new:
        common = batch.common(event)
        match event.body:
            case messages.LessonRead() as body:
                reads.append(
                    LessonRead(
                        **common, lesson=body.lesson, version=body.version, seconds=body.seconds
                    )
                )
            case messages.AttemptFinished() as body:
                attempts.append(
                    Attempt(
                        **common,
                        lesson=body.lesson,
                        version=body.version,
                        language=_clean(body.language, 10),
                        mode=_clean(body.mode, 10),
                        points=body.points,
                        passed=body.passed,
                    )
                )
            case messages.SignedOff() as body:
                signoffs.append(
                    SignOff(
                        **common,
                        report_ident=body.report,
                        number=body.revision,
                        leader=_clean(body.leader, 120),
                    )
                )
            case messages.ReportSubmitted() as body:
                reports.append((event, body))
            case messages.OfficialAdded():
                pass
    LessonRead.objects.bulk_create(reads)
    Attempt.objects.bulk_create(attempts)
    SignOff.objects.bulk_create(signoffs)
    if reports:
        _take_reports(batch, reports)


def _officials(device: Device, new: Iterable[New]) -> dict[str, int]:
    """Primary keys of the officials that ``new`` names, by identifier.

    One whose naming event has not come yet gets a row without a name.
    """
    named = {e.body.id: e.body for e in new if isinstance(e.body, messages.OfficialAdded)}
    # Sorted, so that two transactions lock them in one order.
    idents = sorted({e.row.official for e in new} | named.keys())
    Official.objects.bulk_create(
        [Official(commune_id=device.commune_id, ident=ident) for ident in idents],
        ignore_conflicts=True,
    )
    rows = Official.objects.filter(commune_id=device.commune_id, ident__in=idents)
    officials = {row.ident: row for row in rows}
    for ident in sorted(named):
        official = officials[ident]
        official.name = _clean(named[ident].name, 120)
        official.position = _clean(named[ident].position, 120)
        official.phone = _clean(named[ident].phone, 40)
        official.save(update_fields=["name", "position", "phone"])
    return {ident: official.pk for ident, official in officials.items()}


def _take_reports(batch: _Batch, new: Sequence[tuple[New, messages.ReportSubmitted]]) -> None:
    idents = sorted({body.report for _, body in new})
    first = {body.report: body for _, body in reversed(new)}
    Report.objects.bulk_create(
        [
            Report(
                ident=ident,
                commune_id=batch.device.commune_id,
                form=first[ident].form,
                first_received=batch.now,
                last_received=batch.now,
            )
            for ident in idents
        ],
        ignore_conflicts=True,
    )
    locked = Report.objects.select_for_update().filter(ident__in=idents).order_by("ident")
    reports = {report.ident: report for report in locked}
    for event, body in new:
        report = reports[body.report]
        if report.commune_id != batch.device.commune_id:
            _alarm(Alarm.Kind.FOREIGN_REPORT, batch, event)
            continue
        same_number = report.revisions.filter(number=body.revision).select_related("event")
        held = [revision.event.body for revision in same_number]
        if event.row.body in held:
            # A PC that was restored sends under a new epoch what it had sent before.
            continue
        if held:
            _alarm(Alarm.Kind.REVISION_AGAIN, batch, event)
        _add_revision(batch, report, event, body)


def _add_revision(
    batch: _Batch, report: Report, event: New, body: messages.ReportSubmitted
) -> None:
    checked = checking.check(body.form_hash, bytes(body.submission), batch.now)
    revision = Revision.objects.create(
        **batch.common(event),
        report=report,
        device=batch.device,
        number=body.revision,
        form_hash=body.form_hash,
        urgent=checked.urgent,
        findings=checked.findings,
    )
    # A revision that was overtaken on its way is history: the newest one stays.
    if report.latest is None or body.revision >= report.latest.number:
        report.latest = revision
        report.form = body.form
        report.state = Report.State.WAITING
        report.urgent = checked.urgent
        report.last_received = batch.now
        report.save()


def _alarm(kind: Alarm.Kind, batch: _Batch, event: New) -> None:
    Alarm.objects.get_or_create(
        kind=kind,
        device=batch.device,
        epoch=batch.epoch,
        counter=event.row.counter,
        digest=event.row.digest,
        defaults={"event_kind": event.row.kind, "raised_at": batch.now},
    )


def _clean(text: str, length: int) -> str:
    return text.replace("\x00", "").strip()[:length]
