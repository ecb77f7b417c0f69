"""The inbox of reports."""

import contextlib
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lessons.search import fold
from sync.server.accounts import area
from sync.server.console import pages
from sync.server.content.forms import titles
from sync.server.devices.models import Commune
from sync.server.intake import checking
from sync.server.intake.models import Official, Report
from sync.server.review import answering

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
    """The list, by ``?state=``, ``?commune=``, ``?form=`` and ``?q=`` (a commune, a sender, the
    beginning of a report's code); red and unanswered ones first."""
    communes = area.communes(pages.person(request))
    found = reports(communes)
    commune = request.GET.get("commune", "")
    form = request.GET.get("form", "")
    state = request.GET.get("state", Report.State.WAITING)
    forms = found.order_by("form").values_list("form", flat=True).distinct()
    named = titles(pages.language())
    sought = request.GET.get("q", "").strip()[:80]
    if sought:
        found = found.filter(_says(sought, communes))
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
        "sought": sought,
        "may_tick": state == Report.State.WAITING,
    }
    return pages.show(request, "console/inbox.html", _("Báo cáo"), context)


@pages.staff_page
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the reports that were ticked (``report``: identifier and revision), each as it
    stood in the list. What is red, has faults or has changed since is left to be opened."""
    person = pages.person(request)
    ticked = dict(each.partition(":")[::2] for each in request.POST.getlist("report"))
    found = list(
        reports(area.communes(person)).filter(
            ident__in=list(ticked)[:_ON_A_PAGE], state=Report.State.WAITING, urgent=False
        )
    )
    checking.looked_at(report.latest for report in found if report.latest)
    accepted = 0
    for report in found:
        latest = report.latest
        if latest is None or latest.findings or ticked[report.ident] != str(latest.pk):
            continue
        with contextlib.suppress(answering.Overtaken):
            answering.answer(report, person, "accepted", "", (), seen=(latest.pk, 0))
            accepted += 1
    if accepted:
        said = ngettext(
            "Đã chấp nhận %(n)d báo cáo. Xã sẽ thấy ở lần kết nối tới.",
            "Đã chấp nhận %(n)d báo cáo. Xã sẽ thấy ở lần kết nối tới.",
            accepted,
        )
        messages.success(request, said % {"n": accepted})
    if accepted < len(ticked):
        n = len(ticked) - accepted
        said = ngettext(
            "%(n)d báo cáo chưa được chấp nhận vì có chỗ cần xem hoặc vừa thay đổi: hãy mở ra đọc.",
            "%(n)d báo cáo chưa được chấp nhận vì có chỗ cần xem hoặc vừa thay đổi: hãy mở ra đọc.",
            n,
        )
        messages.error(request, said % {"n": n})
    if not ticked:
        messages.error(request, _("Hãy đánh dấu những báo cáo muốn chấp nhận."))
    return HttpResponseRedirect(reverse("console:inbox"))


def _says(sought: str, communes: "QuerySet[Commune]") -> Q:
    """Reports of a commune or a person of that name, in any spelling, or with that code."""
    folded = fold(sought)
    people = Official.objects.filter(commune__in=communes).exclude(name="")
    named = [pk for pk, name in people.values_list("pk", "name") if folded in fold(name)]
    found = Q(commune__folded__contains=folded) | Q(latest__official__in=named)
    return found | Q(ident__startswith=sought.lower())
