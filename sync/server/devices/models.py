"""Places, enrolment codes and devices."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.Model):
    """One of the 34 provinces, by the statistics office's two-digit code."""

    code = models.CharField(_("mã"), max_length=2, primary_key=True)
    name = models.CharField(_("tên"), max_length=60)

    class Meta:
        verbose_name = _("tỉnh")
        verbose_name_plural = _("tỉnh")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune, ward or special zone, by its five-digit code.

    ``place`` is its rank in the order of the Vietnamese alphabet among all communes;
    ``folded`` its name without case, tones and đ, to be searched.
    """

    code = models.CharField(_("mã"), max_length=5, primary_key=True)
    name = models.CharField(_("tên"), max_length=60)
    province = models.ForeignKey(
        Province, verbose_name=_("tỉnh"), on_delete=models.PROTECT, related_name="communes"
    )
    place = models.PositiveIntegerField(default=0)
    folded = models.CharField(max_length=60, default="")

    class Meta:
        verbose_name = _("xã")
        verbose_name_plural = _("xã")
        ordering = ("place", "code")

    def __str__(self) -> str:
        return self.name


class EnrolmentCode(models.Model):
    """A code that makes one PC a commune's. Only its keyed hash is kept."""

    digest = models.CharField(max_length=64, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="enrolment_codes")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    device = models.ForeignKey("Device", null=True, on_delete=models.PROTECT, related_name="codes")

    def __str__(self) -> str:
        return f"{self.commune} {self.created_at:%Y-%m-%d}"


class Device(models.Model):
    """A PC of a commune.

    ``token_digest`` is the SHA-256 of the token that the device drew.
    ``clock_offset_ms`` is the server's clock minus the device's at the last contact.
    ``epoch`` is the newest life of its file that is known, ``cursor`` the highest change number
    that it was ever given. ``held_lessons`` and ``held_forms`` are the versions of the packs
    that it had at the last contact, 0 for what came with the program. ``shared_since`` is set
    while two PCs seem to go by this enrolment.
    """

    ident = models.CharField(max_length=16, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="devices")
    token_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True)
    app_version = models.CharField(max_length=40, blank=True)
    verify_key = models.CharField(max_length=64, blank=True)
    recipient = models.CharField(max_length=80, blank=True)
    enrolled_at = models.DateTimeField()
    epoch = models.CharField(max_length=16, blank=True)
    last_contact = models.DateTimeField(null=True, db_index=True)
    clock_offset_ms = models.BigIntegerField(null=True)
    waiting = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    held_lessons = models.PositiveIntegerField(default=0)
    held_forms = models.PositiveIntegerField(default=0)
    shared_since = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name or self.ident


class DeviceEpoch(models.Model):
    """A life of a device's database file: a new one begins at each restore."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="epochs")
    epoch = models.CharField(max_length=16, db_index=True)
    first_seen = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["device", "epoch"], name="device_epoch_once"),
        )

    def __str__(self) -> str:
        return self.epoch
