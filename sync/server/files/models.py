"""Uploads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sync.server.devices.models import Device


class Upload(models.Model):
    """A file on its way from a device, or arrived.

    The same file of the same device is one upload, whatever is asked again.
    ``offset`` counts the bytes that are flushed to disk; ``finished_at`` is set
    once the hash has been checked.
    """

    ident = models.CharField(max_length=32, unique=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tệp gửi lên")
        verbose_name_plural = _("tệp gửi lên")
        constraints = (models.UniqueConstraint(fields=["device", "sha256"], name="upload_once"),)

    def __str__(self) -> str:
        return self.name or self.sha256
