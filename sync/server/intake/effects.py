"""What new events become: officials, readings, attempts, reports and sign-offs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sync.protocol import messages
from sync.server.devices.models import Device
from sync.server.intake import bodies, checking, once
from sync.server.intake.models import Alarm, Official, Report
from sync.server.statements import Statement

_READS: Final = once.effects("intake_lessonread", lesson="text", version="text", seconds="integer")
_ATTEMPTS: Final = once.effects(
    "intake_attempt",
    lesson="text",
    version="text",
    language="text",
    mode="text",
    points="double precision",
    passed="boolean",
)
_SIGN_OFFS: Final = once.effects(
    "intake_signoff", report_ident="text", number="integer", leader="text"
)
_REVISIONS: Final = once.effects(
    "intake_revision",
    report_id="bigint",
    device_id="bigint",
    number="integer",
    form_hash="text",
    urgent="boolean",
)
_OFFICIALS: Final = Statement(
    "SELECT ident, id FROM intake_official WHERE commune_id = %s AND ident = ANY(%s)",
    "SELECT ident, id FROM intake_official"
    " WHERE commune_id = %s AND ident IN (SELECT value FROM json_each(%s))",
)

Columns = dict[str, Any]
"""A row of a table, by column."""


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

    def common(self, event: New) -> Columns:
        """The columns that every effect has of its own."""
        return {"event_id": event.pk, "official_id": self.officials[event.row.official]}

    def store(self, table: once.Table, rows: Sequence[Columns]) -> None:
        if rows:
            table.insert((self.device.commune_id, self.now), rows)


def apply(device: Device, epoch: str, new: Sequence[New], now: dt.datetime) -> None:
    """Make the rows for ``new``, in order of counter, inside the caller's transaction."""
    batch = _Batch(device, epoch, now, _officials(device, new))
    reads: list[Columns] = []
    attempts: list[Columns] = []
    sign_offs: list[Columns] = []
    reports: list[tuple[New, messages.ReportSubmitted]] = []
    for event in new:
        match event.body:
            case messages.LessonRead() as body:
                reads.append(
                    batch.common(event)
                    | {"lesson": body.lesson, "version": body.version, "seconds": body.seconds}
                )
            case messages.AttemptFinished() as body:
                attempts.append(
                    batch.common(event)
                    | {
                        "lesson": body.lesson,
                        "version": body.version,
                        "language": _clean(body.language, 10),
                        "mode": _clean(body.mode, 10),
                        "points": body.points,
                        "passed": body.passed,
                    }
                )
            case messages.SignedOff() as body:
                sign_offs.append(
                    batch.common(event)
                    | {
                        "report_ident": body.report,
                        "number": body.revision,
                        "leader": _clean(body.leader, 120),
                    }
                )
            case messages.ReportSubmitted() as body:
                reports.append((event, body))
            case messages.OfficialAdded():
                pass
    batch.store(_READS, reads)
    batch.store(_ATTEMPTS, attempts)
    batch.store(_SIGN_OFFS, sign_offs)
    if reports:
        _take_reports(batch, reports)


def _officials(device: Device, new: Iterable[New]) -> dict[str, int]:
    """Primary keys of the officials that ``new`` names, by identifier.

    One whose naming event has not come yet gets a row without a name.
    """
    named = {e.body.id: e.body for e in new if isinstance(e.body, messages.OfficialAdded)}
    # Sorted, so that two transactions lock them in one order.
    idents = sorted({e.row.official for e in new} | named.keys())
    found: dict[str, int] = dict(_OFFICIALS.rows(device.commune_id, idents))
    if len(found) < len(idents):
        Official.objects.bulk_create(
            [
                Official(commune_id=device.commune_id, ident=ident)
                for ident in idents
                if ident not in found
            ],
            ignore_conflicts=True,
        )
        found = dict(_OFFICIALS.rows(device.commune_id, idents))
    for ident in sorted(named):
        Official.objects.filter(pk=found[ident]).update(
            name=_clean(named[ident].name, 120),
            position=_clean(named[ident].position, 120),
            phone=_clean(named[ident].phone, 40),
        )
    return found


@dataclass(frozen=True, slots=True)
class _Sent:
    """A revision as it was sent."""

    event: New
    body: messages.ReportSubmitted
    urgent: bool


def _take_reports(batch: _Batch, new: Sequence[tuple[New, messages.ReportSubmitted]]) -> None:
    by_report: dict[str, list[_Sent]] = {}
    for event, body in new:
        urgent = checking.is_urgent(bytes(body.submission))
        by_report.setdefault(body.report, []).append(_Sent(event, body, urgent))
    fresh = once.REPORTS.insert(
        (batch.device.commune_id, batch.now, batch.now),
        [_new_report(ident, by_report[ident]) for ident in sorted(by_report)],
    )
    revisions = [
        revision
        for ident, pk in fresh.items()
        for revision in _revisions(batch, pk, by_report[ident], {})
    ]
    if len(fresh) < len(by_report):
        known = Report.objects.filter(ident__in=by_report.keys() - fresh.keys()).order_by("ident")
        # No joins here: a row that PostgreSQL waited for is read anew, its joined rows are not.
        for report in known.select_for_update():
            revisions += _add_to(batch, report, by_report[report.ident])
    batch.store(_REVISIONS, revisions)


def _new_report(ident: str, sent: Sequence[_Sent]) -> once.NewReport:
    newest = max(sent, key=lambda each: each.body.revision)
    return once.NewReport(
        ident=ident,
        form=newest.body.form,
        state=Report.State.WAITING.value,
        urgent=newest.urgent,
        # The revision's row follows; its reference is looked at when all is committed.
        latest_id=newest.event.pk,
    )


def _add_to(batch: _Batch, report: Report, sent: Sequence[_Sent]) -> list[Columns]:
    """Revisions to add to a report that is here already."""
    if report.commune_id != batch.device.commune_id:
        for each in sent:
            _alarm(Alarm.Kind.FOREIGN_REPORT, batch, each.event)
        return []
    held: dict[int, set[str]] = {}
    numbers = {each.body.revision for each in sent}
    for number, body in report.revisions.filter(number__in=numbers).values_list(
        "number", "event__body"
    ):
        held.setdefault(number, set()).add(body)
    revisions = _revisions(batch, report.pk, sent, held)
    newest = max(revisions, key=lambda each: int(each["number"]), default=None)
    # A revision that was overtaken on its way is history: the newest one stays.
    if newest and (report.latest is None or newest["number"] >= report.latest.number):
        forms = {each.event.pk: each.body.form for each in sent}
        report.latest_id = newest["event_id"]
        report.form = forms[newest["event_id"]]
        report.state = Report.State.WAITING
        report.urgent = newest["urgent"]
        report.last_received = batch.now
        report.save(update_fields=["latest", "form", "state", "urgent", "last_received"])
    return revisions


def _revisions(
    batch: _Batch, report: int, sent: Sequence[_Sent], held: dict[int, set[str]]
) -> list[Columns]:
    """Rows for what was sent; ``held`` has the bodies that are here, by number, and grows."""
    revisions = []
    for each in sent:
        bodies_held = held.setdefault(each.body.revision, set())
        if each.event.row.body in bodies_held:
            # A PC that was restored sends under a new epoch what it had sent before.
            continue
        if bodies_held:
            _alarm(Alarm.Kind.REVISION_AGAIN, batch, each.event)
        bodies_held.add(each.event.row.body)
        revisions.append(
            batch.common(each.event)
            | {
                "report_id": report,
                "device_id": batch.device.pk,
                "number": each.body.revision,
                "form_hash": each.body.form_hash,
                "urgent": each.urgent,
            }
        )
    return revisions


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
