"""Communes and their PCs: enrolment, last contact, revocation."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lessons.search import fold
from sync.protocol import card
from sync.server.accounts import area
from sync.server.console import inbox, pages
from sync.server.content import forms
from sync.server.devices import enrolment, standing
from sync.server.devices.models import Commune, Device, EnrolmentCode, Province
from sync.server.exchange import cards, keys
from sync.server.intake.models import Attempt, Official

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ON_A_PAGE = 50
_MOST_SHEETS = 200
_RECENT = 10


@pages.staff_page
def communes(request: HttpRequest) -> HttpResponse:
    """The list, by ``?q=`` (any spelling) and ``?show=`` (silent, waiting or none enrolled)."""
    mine = area.communes(pages.person(request))
    found = standing.with_standing(mine)
    sought = request.GET.get("q", "").strip()
    show = request.GET.get("show", "")
    if sought:
        found = found.filter(folded__contains=fold(sought))
    silent = standing.silent(mine)
    filters: dict[str, QuerySet[standing.StandingCommune]] = {
        "silent": found.filter(pk__in=silent.values("pk")).order_by("last"),
        "waiting": found.filter(waiting__gt=0).order_by("-waiting", "place"),
        "none": found.filter(pcs=0),
    }
    context = {
        "page": pages.paged(request, filters.get(show, found), _ON_A_PAGE),
        "query": pages.query_without_page(request),
        "sought": sought,
        "show": show if show in filters else "",
        "tabs": [
            ("", _("Tất cả"), found.count()),
            ("silent", _("Im lặng"), filters["silent"].count()),
            ("waiting", _("Còn chờ gửi"), filters["waiting"].count()),
            ("none", _("Chưa ghi danh"), filters["none"].count()),
        ],
        "silent_before": timezone.now() - standing.SILENT_AFTER,
        "silent_days": standing.SILENT_AFTER.days,
        "several_provinces": mine.values("province").distinct().count() > 1,
    }
    return pages.show(request, "console/communes.html", _("Xã và máy"), context)


@pages.staff_page
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """One commune: its PCs, unused codes, people, newest reports."""
    found = _commune(request, code)
    codes = EnrolmentCode.objects.filter(commune=found, used_at=None, cancelled_at=None)
    context = {
        "commune": found,
        "devices": found.devices.order_by("revoked_at", "-enrolled_at"),
        "codes": codes.filter(expires_at__gt=timezone.now()).select_related("created_by"),
        "officials": Official.objects.filter(commune=found).order_by("name", "pk"),
        "reports": inbox.reports(Commune.objects.filter(pk=found.pk)).order_by("-last_received")[
            :_RECENT
        ],
        "attempts": Attempt.objects.filter(commune=found, mode="test")
        .select_related("official")
        .order_by("-received_at")[:_RECENT],
        "titles": forms.titles(pages.language()),
        "silent_before": timezone.now() - standing.SILENT_AFTER,
    }
    return pages.show(request, "console/commune.html", found.name, context)


@pages.staff_page
@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """New codes for the communes chosen, as sheets to print. They are shown this once."""
    person = pages.person(request)
    chosen = list(
        area.communes(person)
        .filter(code__in=request.POST.getlist("commune"))
        .select_related("province")[: _MOST_SHEETS + 1]
    )
    if not chosen or len(chosen) > _MOST_SHEETS:
        messages.error(
            request,
            _("Hãy chọn từ 1 đến %(most)d xã để tạo mã.") % {"most": _MOST_SHEETS},
        )
        return HttpResponseRedirect(reverse("console:communes"))
    with transaction.atomic():
        sheets = [
            (each, enrolment.create_code(each, person), _mark(each.province)) for each in chosen
        ]
    context = {
        "sheets": sheets,
        "address": settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/"),
        "expires": timezone.now() + enrolment.VALID_FOR,
        "back": reverse("console:commune", args=[chosen[0].code])
        if len(chosen) == 1
        else reverse("console:communes"),
    }
    return pages.show(request, "console/codes.html", _("Phiếu ghi danh"), context)


@pages.staff_page
@require_POST
def cancel_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A code that was lost, or given to the wrong people."""
    code = get_object_or_404(EnrolmentCode, pk=pk, commune__in=area.communes(pages.person(request)))
    unused = EnrolmentCode.objects.filter(pk=pk, used_at=None, cancelled_at=None)
    if unused.update(cancelled_at=timezone.now()):
        messages.success(request, _("Đã hủy mã ghi danh."))
    else:
        messages.error(request, _("Mã này đã được dùng hoặc đã hủy."))
    return HttpResponseRedirect(reverse("console:commune", args=[code.commune_id]))


@pages.staff_page
@require_POST
def revoke(request: HttpRequest, ident: str) -> HttpResponse:
    """A PC that is lost, sold or broken: it is heard no more."""
    device = get_object_or_404(
        Device, ident=ident, commune__in=area.communes(pages.person(request))
    )
    in_use = Device.objects.filter(pk=device.pk, revoked_at=None)
    if in_use.update(revoked_at=timezone.now(), revoked_by=pages.person(request)):
        messages.success(
            request,
            _("Đã thu hồi máy. Máy này không gửi và không nhận gì được nữa."),
        )
    return HttpResponseRedirect(reverse("console:commune", args=[device.commune_id]))


def _mark(province: Province) -> str:
    """By which a PC without a line knows the province's card."""
    return card.fingerprint(cards.of(province, keys.load(settings.KEYS)))


def _commune(request: HttpRequest, code: str) -> Commune:
    mine = area.communes(pages.person(request)).select_related("province")
    return get_object_or_404(mine, code=code)
