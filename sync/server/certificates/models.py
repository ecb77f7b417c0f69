"""Certificates as they were signed."""

from django.db import models

from sync.server.intake.models import Official


class Certificate(models.Model):
    """One for each official and each module, or the course. Never signed twice.

    ``code`` is the whole statement with its signature, see ``lessons.certificate``.
    """

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="certificates")
    scope = models.CharField(max_length=40)
    code = models.TextField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["official", "scope"], name="certificate_once"),
        )

    def __str__(self) -> str:
        return f"{self.official_id} {self.scope}"
