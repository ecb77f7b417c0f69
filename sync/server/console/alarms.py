"""Alarms: what must not pass in silence, in words, until a person settles it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sync.server.accounts import area
from sync.server.console import pages
from sync.server.devices.models import Device
from sync.server.intake.models import Alarm

_ON_A_PAGE = 25

WHAT_TO_DO = {
    Alarm.Kind.CONFLICT: gettext_lazy(
        "Máy gửi một nội dung khác dưới số thứ tự đã có. Bản đầu được giữ nguyên, bản sau được giữ "
        "ở đây. Thường do ổ đĩa bị sao chép từ máy khác hoặc phần mềm bị sửa: hãy gọi cho xã, hỏi "
        "máy có được chép hay khôi phục không, rồi cấp mã ghi danh mới nếu cần."
    ),
    Alarm.Kind.REFUSED: gettext_lazy(
        "Máy gửi một mục mà máy chủ không hiểu, nên không nhận. Nội dung được giữ ở đây. Hãy kiểm "
        "tra phiên bản phần mềm ở xã và báo cho người vận hành máy chủ."
    ),
    Alarm.Kind.FOREIGN_REPORT: gettext_lazy(
        "Máy gửi một bản sửa cho báo cáo của xã khác. Báo cáo kia không bị thay đổi. Hãy gọi cho "
        "xã: có thể ổ đĩa đã được chép từ máy của xã kia."
    ),
    Alarm.Kind.REVISION_AGAIN: gettext_lazy(
        "Máy được khôi phục từ bản sao lưu cũ rồi sửa tiếp báo cáo, nên có hai bản cùng số. Cả hai "
        "đều được giữ; hãy mở báo cáo, so hai bản và hỏi xã bản nào đúng."
    ),
    Alarm.Kind.SHARED: gettext_lazy(
        "Hai máy ở xã đang dùng chung một ghi danh: một máy được lập từ bản sao lưu hoặc ổ đĩa "
        "chép của máy kia. Không mất gì, việc của cả hai đều được nhận. Hãy gọi cho xã, cấp một "
        "mã ghi danh mới để nhập ở máy thứ hai, rồi đánh dấu đã xử lý."
    ),
    Alarm.Kind.REWOUND: gettext_lazy(
        "Máy ở xã đã nhận những thông tin mà máy chủ này không có: có lẽ máy chủ vừa được khôi "
        "phục từ bản sao lưu cũ. Hãy báo người vận hành máy chủ."
    ),
}


@pages.staff_page
def alarms(request: HttpRequest) -> HttpResponse:
    """Open alarms, or with ``?show=settled`` those that were settled."""
    mine = Alarm.objects.filter(device__commune__in=area.communes(pages.person(request)))
    settled = request.GET.get("show") == "settled"
    found = mine.filter(settled_at__isnull=not settled).select_related(
        "device__commune", "settled_by"
    )
    page = pages.paged(request, found.order_by("-raised_at", "-pk"), _ON_A_PAGE)
    context = {
        "page": page,
        "alarms": [(alarm, WHAT_TO_DO[Alarm.Kind(alarm.kind)]) for alarm in page],
        "query": pages.query_without_page(request),
        "settled": settled,
        "open_count": mine.filter(settled_at=None).count(),
        "settled_count": mine.exclude(settled_at=None).count(),
    }
    return pages.show(request, "console/alarms.html", _("Cảnh báo"), context)


@pages.staff_page
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Alarm.objects.filter(device__commune__in=area.communes(pages.person(request)))
    alarm = get_object_or_404(mine, pk=pk)
    Alarm.objects.filter(pk=alarm.pk, settled_at=None).update(
        settled_at=timezone.now(), settled_by=pages.person(request)
    )
    if alarm.kind == Alarm.Kind.SHARED:
        # Which of the two lives goes on under this enrolment, its next request says.
        Device.objects.filter(pk=alarm.device_id).update(shared_since=None, epoch="")
    messages.success(request, _("Đã đánh dấu là xử lý xong."))
    return HttpResponseRedirect(reverse("console:alarms"))
