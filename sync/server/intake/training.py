"""Attempts counted by commune and by lesson."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Avg, Count, Max, Q

from sync.server.devices.models import Commune
from sync.server.intake.models import Attempt

if TYPE_CHECKING:
    from django.db.models import QuerySet

_COUNTED: Final[dict[str, Any]] = {
    "tries": Count("pk"),
    "people": Count("official", distinct=True),
    "people_passed": Count("official", filter=Q(passed=True), distinct=True),
    "mean": Avg("points"),
    "last": Max("received_at"),
}


def attempts(communes: "QuerySet[Commune]", since: dt.datetime | None) -> "QuerySet[Attempt]":
    """Tests of ``communes`` that came at or after ``since``: practice and review are the
    learner's own business."""
    found = Attempt.objects.filter(commune__in=communes, mode="test")
    return found if since is None else found.filter(received_at__gte=since)


def by_commune(found: "QuerySet[Attempt]") -> "QuerySet[Attempt, Any]":
    """For each commune: tries, people, passes, mean points, when the last one came."""
    grouped = found.values("commune_id", "commune__name", "commune__place")
    return grouped.annotate(**_COUNTED).order_by("commune__place")


def by_lesson(found: "QuerySet[Attempt]") -> "QuerySet[Attempt, Any]":
    """The same for each lesson."""
    return found.values("lesson").annotate(**_COUNTED).order_by("lesson")
