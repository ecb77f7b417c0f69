"""Readings and reviews of report revisions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sync.server.intake.models import Revision


class Reading(models.Model):
    """The first time that a member of staff opened a revision."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="reading")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.revision_id} {self.by_id}"


class Review(models.Model):
    """An answer to a revision. A later one replaces an earlier one, which stays to be seen.

    ``fields`` is a list of ``{"ref": …, "comment": …}``: what to mend and why.
    """

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Chấp nhận")
        RETURNED = "returned", _("Trả lại để sửa")

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    comment = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.decision}"
