"""The rule of areas: what a member of staff may see."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from sync.server.accounts.models import Staff
from sync.server.devices.models import Commune

if TYPE_CHECKING:
    from django.db.models import QuerySet


def communes(person: Staff | AnonymousUser) -> "QuerySet[Commune]":
    """The communes that ``person`` may see."""
    if not isinstance(person, Staff) or not person.is_active:
        return Commune.objects.none()
    if person.is_superuser:
        return Commune.objects.all()
    if person.communes.exists():
        return Commune.objects.filter(staff=person)
    if person.province_id is None:
        return Commune.objects.none()
    return Commune.objects.filter(province_id=person.province_id)
