"""Reports and figures to take away as a workbook."""

import datetime as dt
import logging
import re
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lessons.search import fold
from sync.server.accounts import area
from sync.server.console import pages
from sync.server.content import forms
from sync.server.exports import figures as figures_workbook
from sync.server.exports import openrosa as openrosa_archive
from sync.server.exports import reports as reports_workbook
from sync.server.files.views import store
from sync.server.intake.models import Report

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)

_PERIODS: Final = (7, 30, 90, 365)
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")


@pages.staff_page
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What there is to take away: each form with its reports, and the figures."""
    mine = _reports(request)
    named = forms.titles(pages.language())
    idents = mine.order_by("form").values_list("form", flat=True).distinct()
    context = {
        "forms": [(each, named.get(each, each)) for each in idents],
        "states": [(value, str(label)) for value, label in Report.State.choices],
        "periods": [
            *(
                (each, ngettext("%(n)d ngày qua", "%(n)d ngày qua", each) % {"n": each})
                for each in _PERIODS
            ),
            (0, _("Từ đầu")),
        ],
    }
    return pages.show(request, "console/exports.html", _("Xuất dữ liệu"), context)


@pages.staff_page
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of ``?form=`` received in ``?days=``, in ``?state=`` where it is given."""
    form, found = _asked(request)
    if not found.exists():
        return _nothing(request)
    file = TemporaryFile()  # noqa: SIM115 -- closed by the response
    reports_workbook.write(file, form, found, pages.language())
    return _answer(file, forms.titles("vi").get(form, form))


@pages.staff_page
@require_safe
def openrosa(request: HttpRequest) -> HttpResponse:
    """The same reports as OpenRosa XML with their files, for ODK."""
    form, found = _asked(request)
    file = TemporaryFile()  # noqa: SIM115 -- closed by the response
    written, left_out = openrosa_archive.write(file, found, store())
    if not written:
        file.close()
        return _nothing(request)
    if left_out:
        log.warning("openrosa: %s of %s reports of %s left out", left_out, found.count(), form)
    return _answer(file, forms.titles("vi").get(form, form), "zip", "application/zip")


@pages.staff_page
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures of this person's communes over ``?days=``."""
    communes = area.communes(pages.person(request))
    file = TemporaryFile()  # noqa: SIM115 -- closed by the response
    figures_workbook.write(file, communes, _since(request), pages.language())
    return _answer(file, "so-lieu")


def _reports(request: HttpRequest) -> "QuerySet[Report]":
    communes = area.communes(pages.person(request))
    return Report.objects.filter(commune__in=communes, latest__isnull=False)


def _asked(request: HttpRequest) -> tuple[str, "QuerySet[Report]"]:
    """The form, and its reports in the time and state that were chosen."""
    form = request.GET.get("form", "")
    found = _reports(request).filter(form=form)
    state = request.GET.get("state", "")
    if state in Report.State.values:
        found = found.filter(state=state)
    since = _since(request)
    if since is not None:
        found = found.filter(last_received__gte=since)
    return form, found


def _nothing(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Không có báo cáo nào như vậy trong thời gian đã chọn."))
    return HttpResponseRedirect(reverse("console:exports"))


def _since(request: HttpRequest) -> dt.datetime | None:
    days = request.GET.get("days", "0")
    if days not in {"0", *map(str, _PERIODS)}:
        raise Http404
    return timezone.now() - dt.timedelta(days=int(days)) if days != "0" else None


def _answer(file: IO[bytes], title: str, ending: str = "xlsx", kind: str = _TYPE) -> HttpResponse:
    file.seek(0)
    today = timezone.localdate().isoformat()
    name = f"sonca-{_NOT_IN_NAMES.sub('-', fold(title)).strip('-')[:60]}-{today}.{ending}"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    return cast("HttpResponse", answer)
