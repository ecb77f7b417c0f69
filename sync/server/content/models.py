"""Forms as they were published."""

from django.db import models


class FormVersion(models.Model):
    """One version of a form, compiled. Never changed or deleted: reports are pinned to it.

    ``digest`` is ``reports.form.digest``; the newest row of an ``ident`` is current.
    """

    digest = models.CharField(max_length=64, unique=True)
    ident = models.CharField(max_length=80, db_index=True)
    version = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    compiled = models.BinaryField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ident} {self.version}"
