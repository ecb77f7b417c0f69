"""Rows and messages for tests, as plain functions."""

import itertools
import secrets
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from lessons.search import fold
from reports import form as forms
from reports.submission import Submission
from sync.protocol import messages
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.messages import Event, EventKind, SyncRequest
from sync.server.accounts.models import Staff
from sync.server.content.models import FormVersion
from sync.server.devices import enrolment
from sync.server.devices.models import Commune, Device, Province
from sync.server.devices.places import bare_name
from sync.server.intake import taking
from sync.server.packs.models import Pack

PROVINCES = {"08": "Tỉnh Tuyên Quang", "11": "Tỉnh Điện Biên"}
NOW_MS = 1_790_000_000_000
EPOCH = "ab" * 8
OFFICIAL = "0f" * 16
PASSWORD = "thử-nghiệm-không-dùng-thật"

_numbers = itertools.count(1)


def commune(code: str = "00715", name: str = "Xã Lũng Cú", province: str = "08") -> Commune:
    Province.objects.get_or_create(code=province, defaults={"name": PROVINCES[province]})
    row, _ = Commune.objects.get_or_create(
        code=code,
        defaults={"name": name, "province_id": province, "folded": fold(bare_name(name))},
    )
    return row


def staff(
    username: str = "tinh",
    province: str | None = "08",
    communes: list[Commune] | None = None,
    **extra: Any,
) -> Staff:
    """A person of the province. Without ``password=``, one who cannot sign in by themselves:
    hashing a password takes a good part of a second."""
    if province is not None:
        Province.objects.get_or_create(code=province, defaults={"name": PROVINCES[province]})
    named = {"full_name": f"Cán bộ {username}"} | extra
    person = Staff.objects.create_user(username=username, province_id=province, **named)
    person.communes.set(communes or [])
    return person


def token() -> str:
    return secrets.token_urlsafe(32)


def published(name: str, sequence: int, size: int) -> Pack:
    """A row of the list of published versions; nothing of it can be fetched."""
    now = timezone.now()
    return Pack.objects.create(
        name=name,
        sequence=sequence,
        manifest=b"",
        contents="",
        size=size,
        published_at=now,
        expires_at=now,
    )


def device(of: Commune | None = None, *, held: str | None = None) -> Device:
    """A device whose token is ``held``."""
    return Device.objects.create(
        ident=secrets.token_hex(8),
        commune=of or commune(),
        token_digest=enrolment.token_digest(held or token()),
        name=f"Máy {next(_numbers)}",
        enrolled_at=timezone.now(),
    )


def asking(code: str, held: str | None = None, **changed: Any) -> EnrolRequest:
    return EnrolRequest(**({"version": 1, "code": code, "token": held or token()} | changed))


def event(counter: int, body: msgspec.Struct, kind: str = "", **changed: Any) -> Event:
    kinds = {
        messages.OfficialAdded: EventKind.OFFICIAL_ADDED,
        messages.LessonRead: EventKind.LESSON_READ,
        messages.AttemptFinished: EventKind.ATTEMPT_FINISHED,
        messages.ReportSubmitted: EventKind.REPORT_SUBMITTED,
        messages.SignedOff: EventKind.SIGNED_OFF,
    }
    whole = {
        "counter": counter,
        "kind": kind or kinds[type(body)],
        "at": NOW_MS + counter * 60_000,
        "official": OFFICIAL,
        "body": msgspec.Raw(msgspec.json.encode(body)),
    }
    return Event(**(whole | changed))


def official(counter: int = 1, name: str = "Lò Thị Mai") -> Event:
    return event(
        counter, messages.OfficialAdded(id=OFFICIAL, name=name, position="Công chức văn phòng")
    )


def attempt(counter: int, lesson: str = "nhan-biet-tep-doc", points: float = 0.75) -> Event:
    body = messages.AttemptFinished(
        lesson=lesson,
        version="c0ffee",
        language="vi",
        started=NOW_MS,
        seed=counter,
        answers=[messages.Answer("q1", msgspec.Raw(b'["a"]'), points, 12)],
        points=points,
        passed=points >= 0.7,
    )
    return event(counter, body)


def lesson_read(counter: int, lesson: str = "nhan-biet-tep-doc") -> Event:
    return event(counter, messages.LessonRead(lesson=lesson, version="c0ffee", seconds=300))


def report(
    counter: int,
    ident: str = "1" * 32,
    revision: int = 1,
    answers: dict[str, Any] | None = None,
    form: str = "incident",
) -> Event:
    submission = msgspec.json.encode(answers if answers is not None else {"kind": "malware"})
    body = messages.ReportSubmitted(
        report=ident,
        form=form,
        form_hash="d" * 64,
        submission=msgspec.Raw(submission),
        revision=revision,
    )
    return event(counter, body)


def publish(form: forms.Form) -> str:
    """Publish a form; its digest."""
    digest = forms.digest(form)
    FormVersion.objects.get_or_create(
        digest=digest,
        defaults={
            "ident": form.id,
            "title": form.title,
            "compiled": forms.dump(form),
            "added_at": timezone.now(),
        },
    )
    return digest


INCIDENT = {
    "secret": "no",
    "stage": "immediate",
    "org_unit": "service_centre",
    "reporter": "Lò Thị Mai",
    "phone": "0912345678",
    "detected_at": "2026-09-20T14:30:00.000+07:00",
    "kind": "malware",
    "systems": "documents internet",
    "pcs": "3",
    "what_happened": "Màn hình hiện thông báo đòi tiền.\nĐã rút dây mạng.",
    "signs_security": "no",
    "severe": "yes",
    "personal_data": "no",
    "alert": "red",
    "done": "unplug logs",
    "no_secret": "OK",
}
"""A red incident, as a submission's values."""


def submission(values: dict[str, Any], form_hash: str = "", finished: str = "") -> bytes:
    return msgspec.json.encode(
        Submission(
            form_id="incident",
            form_version="1",
            form_hash=form_hash,
            instance_id="uuid:1",
            started=finished,
            finished=finished,
            values=values,
        )
    )


def incident(
    counter: int,
    ident: str = "1" * 32,
    revision: int = 1,
    form_hash: str = "d" * 64,
    **changed: str | None,
) -> Event:
    """A report on the incident form; a value of None leaves that answer out."""
    values = {key: value for key, value in (INCIDENT | changed).items() if value is not None}
    body = messages.ReportSubmitted(
        report=ident,
        form="incident",
        form_hash=form_hash,
        submission=msgspec.Raw(submission(values, form_hash, "2026-09-20T15:00:00+07:00")),
        revision=revision,
    )
    return event(counter, body)


def take_in(into: Device, *events: Event, epoch: str = EPOCH) -> None:
    """Events as they arrive, without the wire."""
    with transaction.atomic():
        taking.take_in(into, epoch, events)


def signed_off(counter: int, ident: str = "1" * 32, revision: int = 1) -> Event:
    return event(counter, messages.SignedOff(report=ident, revision=revision, leader="Giàng A Páo"))


def exchange(*events: Event, **changed: Any) -> SyncRequest:
    whole = {"version": 1, "epoch": EPOCH, "now": NOW_MS, "events": list(events)}
    return SyncRequest(**(whole | changed))
