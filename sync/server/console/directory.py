"""Whom to call: the list that officials see beside an incident, looked through and published."""

from collections.abc import Iterable, Mapping
from typing import Final

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reports import directory as lists
from reports.directory import Contact, DirectoryError
from sync.server.accounts.models import Staff
from sync.server.console import pages
from sync.server.content import forms
from sync.server.exchange import keys
from sync.server.files.storage import Storage
from sync.server.packs import directories, uploads

_FAULTS: Final = {
    "no_text": gettext_lazy(
        "Tệp này không phải danh bạ. Hãy dùng tệp Excel (.xlsx), hoặc CSV lưu với mã UTF-8."
    ),
    "empty": gettext_lazy("Danh bạ chưa có dòng nào."),
    "no_heading": gettext_lazy("thiếu cột “%(column)s” ở dòng tiêu đề"),
    "no_unit": gettext_lazy("thiếu tên đơn vị"),
    "bad_phone": gettext_lazy("số điện thoại “%(phone)s” không đúng"),
}
_EXAMPLE: Final = (
    "mẫu,đơn vị,người,điện thoại,giờ trực,ghi chú\n"
    "incident,Trung tâm giám sát an toàn thông tin tỉnh,,,24/7,Gọi khi có sự cố mức đỏ\n"
)
"""Without numbers: nobody must call one that was never theirs."""


class _Brought(django_forms.Form):
    file = django_forms.FileField(max_length=200)


class _Seen(django_forms.Form):
    text = django_forms.CharField(max_length=directories.LARGEST, strip=False)


@pages.staff_page
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The list as the communes have it; who may publish also gets the form."""
    pack, data = directories.published(Storage(settings.FILES))
    return _show(request, {"pack": pack, "rows": _rows(directories.contacts(data))})


@pages.staff_page
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """What is in the file that was brought: as it would be published, or by line what to mend."""
    _may_publish(request)
    form = _Brought(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn tệp danh bạ (.xlsx hoặc .csv) rồi bấm Xem trước."))
        return HttpResponseRedirect(reverse("console:directory"))
    file = form.cleaned_data["file"]
    if file.size > directories.LARGEST:
        messages.error(
            request,
            _("Tệp lớn quá %(most)d kB: danh bạ chỉ cần chữ, không cần ảnh.")
            % {"most": directories.LARGEST // 1024},
        )
        return HttpResponseRedirect(reverse("console:directory"))
    try:
        data = directories.as_csv(file.read())
    except directories.NotReadable:
        messages.error(request, _FAULTS["no_text"])
        return HttpResponseRedirect(reverse("console:directory"))
    found, faults = lists.look_through(data)
    return _show(
        request,
        {
            "seen": True,
            "rows": _rows(found),
            "faults": _sentences(faults),
            "unknown": _unknown(found),
            "text": "" if faults else data.decode("utf-8-sig"),
        },
        status=400 if faults else 200,
    )


@pages.staff_page
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """The list that was looked at goes to the communes."""
    person = _may_publish(request)
    form = _Seen(request.POST)
    if not form.is_valid():
        messages.error(request, _FAULTS["empty"])
        return HttpResponseRedirect(reverse("console:directory"))
    try:
        pack, new = directories.publish(
            form.cleaned_data["text"].encode(),
            keys.load(settings.KEYS),
            Storage(settings.FILES),
            person,
        )
    except DirectoryError as fault:
        messages.error(request, " ".join(_sentences([fault])))
        return HttpResponseRedirect(reverse("console:directory"))
    if new:
        said = _("Đã phát hành danh bạ, phiên bản %(number)d. Máy các xã tải về ở lần đồng bộ sau.")
    else:
        said = _("Phiên bản %(number)d đã đúng là danh bạ này; không có gì thay đổi.")
    messages.success(request, said % {"number": pack.sequence})
    return HttpResponseRedirect(reverse("console:directory"))


@pages.staff_page
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The list as it was published, or an empty one to begin with, for a spreadsheet program."""
    _pack, data = directories.published(Storage(settings.FILES))
    # Excel knows UTF-8 by its mark.
    text = "\ufeff" + (data.decode("utf-8-sig") if data else _EXAMPLE)
    answer = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="danh-ba.csv"'
    return answer


def _show(request: HttpRequest, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    whole = {
        "may_publish": uploads.may_publish(pages.person(request)),
        "largest_kb": directories.LARGEST // 1024,
        **context,
    }
    return pages.show(request, "console/directory.html", _("Danh bạ"), whole, status=status)


def _may_publish(request: HttpRequest) -> Staff:
    person = pages.person(request)
    if not uploads.may_publish(person):
        raise PermissionDenied
    return person


def _rows(found: Iterable[Contact]) -> list[tuple[Contact, str]]:
    """Each contact with the forms beside which it is shown; "" for all."""
    titles = forms.titles(pages.language())
    return [(each, ", ".join(titles.get(topic, topic) for topic in each.topics)) for each in found]


def _unknown(found: Iterable[Contact]) -> list[str]:
    """Forms that are named and that nobody published here."""
    known = forms.titles(pages.language())
    return sorted({topic for each in found for topic in each.topics if topic not in known})


def _sentences(faults: Iterable[DirectoryError]) -> list[str]:
    said = []
    for fault in faults:
        words = str(_FAULTS[fault.code]) % fault.params
        if fault.row:
            words = _("Dòng %(row)d: %(fault)s.") % {"row": fault.row, "fault": words}
        said.append(words)
    return said
