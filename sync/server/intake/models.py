"""Events as they came, the rows that they became, and alarms."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def moment(ms: int) -> dt.datetime | None:
    """A device's time as a moment; None when its clock said what no calendar holds."""
    try:
        return dt.datetime.fromtimestamp(ms / 1000, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


class Event(models.Model):
    """One event, exactly as its device wrote it. Written once, never changed.

    ``device_ms`` is the device's clock, shown only; ``received_at`` is ours, trusted.
    ``digest`` is the SHA-256 of all that the event says, ``body`` its JSON.
    """

    device = models.ForeignKey(
        "devices.Device", on_delete=models.PROTECT, related_name="events", db_index=False
    )
    epoch = models.CharField(max_length=16)
    counter = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    official = models.CharField(max_length=32)
    device_ms = models.BigIntegerField()
    received_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["device", "epoch", "counter"], name="event_once"),
        )

    def __str__(self) -> str:
        return f"{self.epoch}/{self.counter} {self.kind}"

    @property
    def device_time(self) -> dt.datetime | None:
        return moment(self.device_ms)


class Official(models.Model):
    """A person at a commune. The name is empty until the event that gives it has come."""

    commune = models.ForeignKey(
        "devices.Commune", on_delete=models.PROTECT, related_name="officials", db_index=False
    )
    ident = models.CharField(max_length=32)
    name = models.CharField(max_length=120, blank=True)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commune", "ident"], name="official_of_commune"),
        )

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """What an event became. The commune is the device's when the event came."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    commune = models.ForeignKey("devices.Commune", on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True


class LessonRead(Effect):
    """A lesson read to its end."""

    lesson = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    seconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.lesson


class Attempt(Effect):
    """A quiz taken to its end. ``points`` is 0 to 1; the answers are in the event's body."""

    lesson = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    mode = models.CharField(max_length=10)
    points = models.FloatField()
    passed = models.BooleanField()

    def __str__(self) -> str:
        return self.lesson


class Report(models.Model):
    """A report with all its revisions; the columns tell of the newest one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ trả lời")
        ACCEPTED = "accepted", _("Đã chấp nhận")
        RETURNED = "returned", _("Đã trả lại")

    ident = models.CharField(max_length=32, unique=True)
    commune = models.ForeignKey("devices.Commune", on_delete=models.PROTECT, related_name="reports")
    form = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    urgent = models.BooleanField(default=False)
    first_received = models.DateTimeField()
    last_received = models.DateTimeField()
    latest = models.OneToOneField("Revision", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=["commune", "state", "-last_received"], name="report_inbox"),
            models.Index(fields=["-last_received"], name="report_newest"),
        )

    def __str__(self) -> str:
        return self.ident


class Revision(Effect):
    """One revision of a report, as it was sent.

    ``findings`` are the faults that checking again found; None until it was looked at.
    Two revisions may bear one number, when a restored PC went on from an older state.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    form_hash = models.CharField(max_length=64)
    urgent = models.BooleanField(default=False)
    findings = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class SignOff(Effect):
    """A leader's approval of a revision. It may come before the revision does."""

    report_ident = models.CharField(max_length=32, db_index=True)
    number = models.PositiveIntegerField()
    leader = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.leader


class Alarm(models.Model):
    """Something that must not pass in silence. ``digest`` keeps a repeat from alarming twice."""

    class Kind(models.TextChoices):
        CONFLICT = "conflict", _("Hai nội dung khác nhau cùng một số thứ tự")
        REFUSED = "refused", _("Không nhận được")
        FOREIGN_REPORT = "foreign", _("Báo cáo của xã khác")
        REVISION_AGAIN = "again", _("Hai bản sửa cùng số")
        SHARED = "shared", _("Hai máy dùng chung một ghi danh")
        REWOUND = "rewound", _("Máy chủ có thể đã bị khôi phục từ bản cũ")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="alarms")
    epoch = models.CharField(max_length=16)
    counter = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=80, blank=True)
    event_kind = models.CharField(max_length=40, blank=True)
    body = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["device", "epoch", "counter", "kind", "digest"], name="alarm_once"
            ),
        )
        indexes = (models.Index(fields=["settled_at", "-raised_at"], name="alarm_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.epoch}/{self.counter}"
