"""Announcements and assignments as they were sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from sync.server.devices.models import Commune
from sync.server.intake.models import Official


class Sent(models.Model):
    """Something that was sent to communes, and holds until it is withdrawn.

    ``first_change`` and ``last_change`` are the numbers of the changes that carried it to
    the PCs there were: a PC has it whose cursor is beyond its own.
    """

    ident = models.CharField(max_length=32, unique=True)
    communes = models.ManyToManyField(Commune, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    first_change = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-at", "-pk"]


class Announcement(Sent):
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Assignment(Sent):
    """A lesson or a form (one of them), for ``officials`` or for everybody there.

    ``due`` is the last day on which it is in time.
    """

    lesson = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True)
    note = models.TextField(blank=True)
    officials = models.ManyToManyField(Official, related_name="+")

    def __str__(self) -> str:
        return self.lesson or self.form

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()
