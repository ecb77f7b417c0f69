"""The start page: what needs this person today."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sync.server.accounts import area
from sync.server.console import inbox, pages
from sync.server.content import forms
from sync.server.devices import standing
from sync.server.intake import training
from sync.server.intake.models import Alarm, Report

_MOST = 6
_TRAINING_DAYS = 7


@pages.staff_page
def today(request: HttpRequest) -> HttpResponse:
    communes = area.communes(pages.person(request))
    waiting = inbox.reports(communes).filter(state=Report.State.WAITING)
    urgent = waiting.filter(urgent=True).order_by("last_received")
    silent = standing.silent(communes)
    all_communes = standing.with_standing(communes)
    since = timezone.now() - dt.timedelta(days=_TRAINING_DAYS)
    tried = training.attempts(communes, since)
    context = {
        "urgent": urgent[:_MOST],
        "urgent_count": urgent.count(),
        "waiting": waiting.order_by("-urgent", "last_received")[:_MOST],
        "waiting_count": waiting.count(),
        "silent": silent[:_MOST],
        "silent_count": silent.count(),
        "silent_days": standing.SILENT_AFTER.days,
        "commune_count": communes.count(),
        "enrolled_count": all_communes.filter(pcs__gt=0).count(),
        "alarm_count": Alarm.objects.filter(device__commune__in=communes, settled_at=None).count(),
        "attempts": tried.select_related("commune", "official").order_by("-received_at")[:_MOST],
        "attempt_count": tried.count(),
        "people_count": tried.values("official").distinct().count(),
        "passed_count": tried.filter(passed=True).count(),
        "training_days": _TRAINING_DAYS,
        "titles": forms.titles(pages.language()),
    }
    return pages.show(request, "console/today.html", _("Hôm nay"), context)
