"""Published versions of packs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pack(models.Model):
    """One published version of one pack.

    ``manifest`` is the sealed manifest as it travels; ``contents`` the SHA-256 over the
    list of its files, by which an unchanged folder is known.
    """

    name = models.CharField(_("gói"), max_length=40)
    sequence = models.PositiveIntegerField()
    manifest = models.BinaryField()
    contents = models.CharField(max_length=64)
    size = models.BigIntegerField()
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("gói nội dung")
        verbose_name_plural = _("gói nội dung")
        ordering = ("name", "-sequence")
        constraints = (
            models.UniqueConstraint(fields=["name", "sequence"], name="pack_sequence_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.sequence}"


class PublishedFile(models.Model):
    """A file that some version of some pack lists, and that devices may therefore fetch."""

    sha256 = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.sha256
