"""Certificates of completion: which were signed, which wait and why, and whether one is real."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from lessons import certificate
from lessons.course import LANGUAGES, in_language
from lessons.search import fold
from sync.server.accounts import area
from sync.server.certificates import issuing
from sync.server.certificates.issuing import Reason
from sync.server.certificates.models import Certificate
from sync.server.console import pages
from sync.server.content import lessons
from sync.server.devices.models import Commune
from sync.server.exchange import keys

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ON_A_PAGE: Final = 25
_LONGEST_CODE: Final = 2_000
_WHY: Final = {
    Reason.NO_NAME: gettext_lazy("chưa có tên cán bộ: máy của xã còn chờ gửi, sẽ tự cấp khi nhận"),
    Reason.NO_LESSON: gettext_lazy(
        "máy chủ không có phiên bản bài học mà người này đã làm, nên không chấm lại được"
    ),
    Reason.NOT_MASTERED: gettext_lazy("chấm lại ở tỉnh chưa đạt: máy của xã tính khác máy chủ"),
    Reason.NOT_YET: gettext_lazy("đủ điều kiện, chỉ còn cấp"),
}
_WHAT_TO_DO: Final = {
    Reason.NO_LESSON: gettext_lazy(
        "Hãy phát hành lại đúng gói bài học đã đưa cho xã (trang Nội dung), hoặc nhờ người vận "
        "hành đặt gói đó vào máy chủ, rồi bấm cấp lại."
    ),
    Reason.NOT_MASTERED: gettext_lazy("Hãy gọi cho xã: người học cần làm lại bài kiểm tra."),
}
_PROBLEMS: Final = {
    "unreadable": gettext_lazy("Mã bị gõ sai hoặc thiếu. Hãy so lại từng nhóm chữ với tờ giấy."),
    "foreign": gettext_lazy(
        "Giấy này không do tỉnh ký, hoặc nội dung đã bị sửa. Đừng công nhận; hãy hỏi nơi cấp."
    ),
    "newer": gettext_lazy("Giấy do phiên bản mới hơn cấp. Hãy cập nhật máy chủ rồi kiểm tra lại."),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A certificate that is missing, in words."""

    official: str
    commune: Commune
    title: str
    why: str
    what_to_do: str
    lessons: tuple[str, ...]


@pages.staff_page
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Those signed (``?q=``: a person or a commune), those that wait, and with ``?code=`` whether
    a code on somebody's paper is real."""
    mine = area.communes(pages.person(request))
    found = Certificate.objects.filter(official__commune__in=mine).select_related(
        "official__commune"
    )
    sought = request.GET.get("q", "").strip()[:80]
    if sought:
        found = found.filter(pk__in=_named(found, fold(sought)))
    page = pages.paged(request, found.order_by("-issued_at", "-pk"), _ON_A_PAGE)
    titles = _titles()
    code = request.GET.get("code", "").strip()[:_LONGEST_CODE]
    context = {
        "page": page,
        "query": pages.query_without_page(request),
        "sought": sought,
        "rows": [
            (each, titles.get(each.scope, each.scope), certificate.serial(each.code))
            for each in page
        ],
        "waiting": [_in_words(each) for each in issuing.waiting(mine)],
        "no_course": lessons.course() is None,
        "code": code,
        **(_verdict(code) if code else {}),
    }
    return pages.show(request, "console/certificates.html", _("Giấy xác nhận"), context)


@pages.staff_page
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Sign what is missing and can be signed by now."""
    issued = issuing.issue_waiting(area.communes(pages.person(request)))
    if issued:
        said = ngettext("Đã cấp %(n)d giấy xác nhận.", "Đã cấp %(n)d giấy xác nhận.", issued)
        messages.success(request, said % {"n": issued})
    else:
        messages.error(request, _("Chưa cấp được giấy nào: hãy xem lý do ở từng dòng."))
    return HttpResponseRedirect(reverse("console:certificates"))


def _named(found: "QuerySet[Certificate]", folded: str) -> list[int]:
    rows = found.values_list("pk", "official__name", "official__commune__name")
    return [pk for pk, person, place in rows if folded in fold(f"{person} {place}")]


def _titles() -> dict[str, str]:
    """Modules and the course by identifier."""
    course = lessons.course()
    if course is None:
        return {}
    language = pages.language() if pages.language() in LANGUAGES else LANGUAGES[0]
    titles = {module.id: in_language(module.title, language) for module in course.modules}
    return titles | {course.id: in_language(course.title, language)}


def _in_words(waiting: issuing.Waiting) -> Waiting:
    return Waiting(
        official=waiting.official.name,
        commune=waiting.official.commune,
        title=waiting.title,
        why=str(_WHY[waiting.reason]),
        what_to_do=str(_WHAT_TO_DO.get(waiting.reason, "")),
        lessons=tuple(lessons.title(each, pages.language()) for each in waiting.lessons),
    )


def _verdict(code: str) -> dict[str, object]:
    """What the paper with this code says, or why it is nothing worth."""
    trusted = [bytes.fromhex(key) for key in keys.load(settings.KEYS).public]
    try:
        said = certificate.verify(code, trusted)
    except certificate.CodeError as error:
        return {"problem": _PROBLEMS[error.code]}
    place = Commune.objects.filter(code=said.commune).select_related("province").first()
    return {"said": said, "serial": certificate.serial(code), "place": place or said.commune}
