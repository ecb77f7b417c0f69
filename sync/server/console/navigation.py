"""The sidebar's badges and which of its items is open, as unfold asks for them by name."""

from django.http import HttpRequest
from django.urls import reverse

from sync.server.accounts import area
from sync.server.intake.models import Alarm, Report


def waiting_reports(request: HttpRequest) -> str:
    """How many reports wait for an answer; empty for none."""
    communes = area.communes(request.user)
    waiting = Report.objects.filter(commune__in=communes, state=Report.State.WAITING)
    return _shown(waiting.count())


def open_alarms(request: HttpRequest) -> str:
    """How many alarms nobody has settled; empty for none."""
    communes = area.communes(request.user)
    alarms = Alarm.objects.filter(device__commune__in=communes, settled_at=None)
    return _shown(alarms.count())


def today_is_open(request: HttpRequest) -> bool:
    return request.path == reverse("console:today")


def inbox_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:inbox"))


def communes_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:communes"))


def training_is_open(request: HttpRequest) -> bool:
    mine = ("console:training", "console:certificates")
    return request.path.startswith(tuple(reverse(name) for name in mine))


def notices_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:notices"))


def exports_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:exports"))


def sticks_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:sticks"))


def content_is_open(request: HttpRequest) -> bool:
    mine = ("console:content", "console:directory")
    return request.path.startswith(tuple(reverse(name) for name in mine))


def alarms_is_open(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("console:alarms"))


def _shown(count: int) -> str:
    return "" if count == 0 else str(count) if count < 1000 else "999+"
