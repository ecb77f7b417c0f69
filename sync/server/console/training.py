"""Training: attempts by commune and by lesson."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sync.server.accounts import area
from sync.server.certificates import issuing
from sync.server.console import pages
from sync.server.intake import training as counted

_ON_A_PAGE = 50
_PERIODS = (7, 30, 90)
_DEFAULT_PERIOD = 30
_RECENT = 12


@pages.staff_page
def training(request: HttpRequest) -> HttpResponse:
    """Counts over ``?days=`` (0: from the beginning), of all or of ``?commune=``, ``?lesson=``."""
    communes = area.communes(pages.person(request))
    days = _days(request.GET.get("days", ""))
    since = timezone.now() - dt.timedelta(days=days) if days else None
    tried = counted.attempts(communes, since)
    commune = communes.filter(code=request.GET.get("commune", "")).first()
    lesson = request.GET.get("lesson", "")
    if commune is not None:
        tried = tried.filter(commune=commune)
    if lesson:
        tried = tried.filter(lesson=lesson)
    periods = [
        (each, ngettext("%(n)d ngày", "%(n)d ngày", each) % {"n": each}) for each in _PERIODS
    ]
    context = {
        "periods": [*periods, (0, _("Từ đầu"))],
        "days": days,
        "commune": commune,
        "lesson": lesson,
        "attempt_count": tried.count(),
        "people_count": tried.values("official").distinct().count(),
        "passed_people_count": tried.filter(passed=True).values("official").distinct().count(),
        "commune_count": tried.values("commune").distinct().count(),
        "by_lesson": list(counted.by_lesson(tried)),
        "page": pages.paged(request, counted.by_commune(tried), _ON_A_PAGE),
        "query": pages.query_without_page(request),
        "waiting_count": len(issuing.waiting(communes)),
        "recent": tried.select_related("commune", "official").order_by("-received_at")[:_RECENT],
    }
    return pages.show(request, "console/training.html", _("Học tập"), context)


def _days(asked: str) -> int:
    return int(asked) if asked in {"0", *map(str, _PERIODS)} else _DEFAULT_PERIOD
