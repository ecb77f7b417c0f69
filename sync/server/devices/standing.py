"""How communes stand: enrolled or not, heard of or silent."""

import datetime as dt
from typing import TYPE_CHECKING, Final, TypedDict

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from sync.server.devices.models import Commune

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    class _Standing(TypedDict):
        pcs: int
        last: dt.datetime | None
        waiting: int

    StandingCommune = WithAnnotations[Commune, _Standing]

SILENT_AFTER: Final = dt.timedelta(days=7)

_IN_USE: Final = Q(devices__revoked_at=None, devices__pk__isnull=False)


def with_standing(communes: "QuerySet[Commune]") -> "QuerySet[StandingCommune]":
    """``communes`` with ``pcs`` (devices in use), ``last`` (newest contact) and ``waiting``.

    A device that has never exchanged was last heard of when it enrolled.
    """
    # A model's own order does not hold for rows that are grouped to be counted.
    return communes.order_by("place", "code").annotate(
        pcs=Count("devices", filter=_IN_USE, distinct=True),
        last=Max(Coalesce("devices__last_contact", "devices__enrolled_at"), filter=_IN_USE),
        waiting=Coalesce(Sum("devices__waiting", filter=_IN_USE), 0),
    )


def silent(communes: "QuerySet[Commune]") -> "QuerySet[StandingCommune]":
    """Those with a PC of which nothing was heard for :data:`SILENT_AFTER`, longest first."""
    before = timezone.now() - SILENT_AFTER
    return with_standing(communes).filter(pcs__gt=0, last__lt=before).order_by("last")
