"""The changes table."""

from django.db import models


class Change(models.Model):
    """One decision, for one device. Its primary key is its number on the wire.

    Rows are made by ``changes.numbering.record`` only: it keeps numbers in the
    order of commits.
    """

    device = models.ForeignKey(
        "devices.Device", on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    kind = models.CharField(max_length=10)
    body = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["device", "id"], name="change_device_number"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"
