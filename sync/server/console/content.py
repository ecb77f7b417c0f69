"""Content: the versions of lessons and forms that were published, and publishing lessons."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sync.server.accounts import area
from sync.server.console import pages
from sync.server.devices.models import Device
from sync.server.exchange import keys
from sync.server.files.storage import Storage
from sync.server.packs import uploads
from sync.server.packs.models import Pack

_ON_A_PAGE = 25
_MOST_NAMED = 5
_COUNTED = frozenset({"lessons", "forms"})
"""Packs of which each device's version is known."""


class _Upload(forms.Form):
    pack = forms.FileField()
    drop = forms.BooleanField(required=False)


@pages.staff_page
def content(request: HttpRequest) -> HttpResponse:
    """Every published version, newest first; who may publish also gets the form."""
    person = pages.person(request)
    mine = Device.objects.filter(commune__in=area.communes(person), revoked_at=None)
    holding = {
        (name, row[field]): row["n"]
        for name, field in (("lessons", "held_lessons"), ("forms", "held_forms"))
        for row in mine.values(field).annotate(n=Count("pk")).order_by()
    }
    page = pages.paged(
        request,
        Pack.objects.select_related("published_by").order_by("-published_at", "-pk"),
        _ON_A_PAGE,
    )
    names = {"lessons": _("Bài học"), "forms": _("Biểu mẫu"), "directory": _("Danh bạ")}
    newest = dict(Pack.objects.order_by().values_list("name").annotate(Max("sequence")))
    context = {
        "page": page,
        "query": pages.query_without_page(request),
        "packs": [
            (
                pack,
                names.get(pack.name, pack.name),
                holding.get((pack.name, pack.sequence), 0) if pack.name in _COUNTED else None,
                newest[pack.name] == pack.sequence,
            )
            for pack in page
        ],
        "device_count": mine.count(),
        "may_publish": uploads.may_publish(person),
        "largest": settings.FILE_LARGEST,
    }
    return pages.show(request, "console/content.html", _("Nội dung"), context)


@pages.staff_page
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A pack of lessons from the trainer's window, as a file."""
    person = pages.person(request)
    if not uploads.may_publish(person):
        raise PermissionDenied
    form = _Upload(request.POST, request.FILES)
    if form.is_valid():
        _publish(request, form)
    else:
        messages.error(request, _("Hãy chọn tệp gói bài học (.zip) rồi bấm Phát hành."))
    return HttpResponseRedirect(reverse("console:content"))


def _publish(request: HttpRequest, form: _Upload) -> None:
    try:
        told = uploads.publish(
            form.cleaned_data["pack"].chunks(),
            keys.load(settings.KEYS),
            Storage(settings.FILES),
            pages.person(request),
            drop=form.cleaned_data["drop"],
        )
    except uploads.NotAPack:
        messages.error(
            request,
            _(
                "Tệp này không phải gói bài học còn nguyên vẹn. Hãy đóng gói lại trong cửa sổ "
                "soạn bài rồi tải lên."
            ),
        )
        return
    except uploads.TooLarge:
        messages.error(
            request,
            _("Tệp lớn quá %(most)d MB. Hãy thu nhỏ ảnh trong bài rồi đóng gói lại.")
            % {"most": settings.FILE_LARGEST // 2**20},
        )
        return
    if told.lost:
        named = ", ".join(told.lost[:_MOST_NAMED]) + ("…" if len(told.lost) > _MOST_NAMED else "")
        messages.error(
            request,
            ngettext(
                "Chưa phát hành: gói này không có %(count)d bài mà các xã đang học (%(named)s). "
                "Nếu đúng là muốn bỏ, hãy đánh dấu ô “Bỏ cả những bài không có trong gói” rồi "
                "tải lên lại.",
                "Chưa phát hành: gói này không có %(count)d bài mà các xã đang học (%(named)s). "
                "Nếu đúng là muốn bỏ, hãy đánh dấu ô “Bỏ cả những bài không có trong gói” rồi "
                "tải lên lại.",
                len(told.lost),
            )
            % {"count": len(told.lost), "named": named},
        )
    elif told.new:
        messages.success(
            request,
            _("Đã phát hành phiên bản %(number)d. Máy các xã tải về ở lần đồng bộ sau.")
            % {"number": told.sequence},
        )
    else:
        messages.success(
            request,
            _("Phiên bản %(number)d đã đúng là gói này; không có gì thay đổi.")
            % {"number": told.sequence},
        )
