"""What came by stick, and what waits to go home."""

from typing import Any

from django.conf import settings
from django.db import models

from sync.server.devices.models import Device


class CarriedSet(models.QuerySet["Carried"]):
    """Bundles that came."""

    def after(self, number: Any, part: Any, of: Any) -> "CarriedSet":
        """Those of journeys that began after the one of which a bundle is a part.

        Arguments may be expressions.
        """
        begun = models.F("number") - models.F("part")
        return self.annotate(begun=begun).filter(begun__gte=number - part + of)


class Carried(models.Model):
    """A bundle of a device that was taken in; coming again it is the same row.

    It is the ``part``-th of ``of`` with numbers in a row. ``held`` are the packs that the
    device had, None where the bundle does not say. ``reply`` is the key under which the
    reply is kept here, in ``replies`` bundles of which ``reply_name`` is the first; "" when
    it was written to the stick at once. ``fetched_at`` is when somebody last took it along.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="carried")
    number = models.BigIntegerField()
    part = models.PositiveIntegerField(default=1)
    of = models.PositiveIntegerField(default=1)
    held = models.JSONField(null=True)
    taken_at = models.DateTimeField(db_index=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply = models.CharField(max_length=32, blank=True)
    reply_name = models.CharField(max_length=60, blank=True)
    replies = models.PositiveIntegerField(default=1)
    fetched_at = models.DateTimeField(null=True)

    objects = CarriedSet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["device", "number"], name="carried_once"),)

    def __str__(self) -> str:
        return f"{self.device} {self.number}"
