"""The inbox of reports."""

from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sync.server.accounts import area
from sync.server.console import pages
from sync.server.content.forms import titles
from sync.server.devices.models import Commune
from sync.server.intake import checking
from sync.server.intake.models import Report

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ON_A_PAGE = 25
_ALL = "all"


def reports(communes: "QuerySet[Commune]") -> "QuerySet[Report]":
    """The reports of ``communes`` with what a list shows of them."""
    return Report.objects.filter(commune__in=communes, latest__isnull=False).select_related(
        "commune", "latest__official", "latest__event"
    )


@pages.staff_page
def inbox(request: HttpRequest) -> HttpResponse:
    """The list, by ``?state=``, ``?commune=`` and ``?form=``; red and unanswered ones first."""
    communes = area.communes(pages.person(request))
    found = reports(communes)
    commune = request.GET.get("commune", "")
    form = request.GET.get("form", "")
    state = request.GET.get("state", Report.State.WAITING)
    forms = found.order_by("form").values_list("form", flat=True).distinct()
    named = titles(pages.language())
    if commune:
        found = found.filter(commune=commune)
    if form:
        found = found.filter(form=form)
    counts = {
        row["state"]: row["n"]
        for row in found.order_by("state").values("state").annotate(n=Count("pk"))
    }
    tabs = [(value, str(label), counts.get(value, 0)) for value, label in Report.State.choices]
    tabs.append((_ALL, _("Tất cả"), sum(counts.values())))
    if state in Report.State.values:
        found = found.filter(state=state)
    oldest_first = state == Report.State.WAITING
    found = found.order_by("-urgent", "last_received" if oldest_first else "-last_received", "pk")
    page = pages.paged(request, found, _ON_A_PAGE)
    checking.looked_at(report.latest for report in page if report.latest)
    context = {
        "page": page,
        "query": pages.query_without_page(request),
        "tabs": tabs,
        "state": state if state in Report.State.values else _ALL,
        "commune": commune,
        "communes": communes.filter(reports__isnull=False).distinct(),
        "form": form,
        "forms": [(each, named.get(each, each)) for each in forms],
        "titles": named,
    }
    return pages.show(request, "console/inbox.html", _("Báo cáo"), context)
