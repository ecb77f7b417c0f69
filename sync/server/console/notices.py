"""Announcements to communes, and lessons and forms assigned to them or to their officials."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sync.server.accounts import area
from sync.server.accounts.models import Staff
from sync.server.console import pages
from sync.server.content import forms, lessons
from sync.server.devices.models import Commune
from sync.server.intake.models import Attempt, Official, Report
from sync.server.notices import sending
from sync.server.notices.models import Announcement, Assignment

if TYPE_CHECKING:
    from django.db.models import QuerySet

_MOST: Final = 30
_ALL: Final = "all"
_LESSON, _FORM = "lesson:", "form:"
_EARLIEST: Final = dt.timedelta(0)
_LATEST: Final = dt.timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Row:
    """Something sent, as the list shows it. ``did`` of ``asked`` communes or officials have
    done what was asked of them."""

    sent: Announcement | Assignment
    title: str
    communes: list[str]
    more: int
    officials: list[str]
    had: int
    pcs: int
    did: int
    asked: int
    may_withdraw: bool


class _Announce(django_forms.Form):
    title = django_forms.CharField(max_length=120)
    text = django_forms.CharField(max_length=4000, required=False)


class _Assign(django_forms.Form):
    what = django_forms.CharField(max_length=130)
    due = django_forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    note = django_forms.CharField(max_length=1000, required=False)


@pages.staff_page
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What was sent to this person's communes, newest first."""
    person = pages.person(request)
    mine = area.communes(person)
    context = {
        "announcements": [_announced(each, person, mine) for each in _newest(Announcement, mine)],
        "assignments": [_assigned(each, person, mine) for each in _newest(Assignment, mine)],
        "most": _MOST,
    }
    return pages.show(request, "console/notices.html", _("Thông báo và giao việc"), context)


@pages.staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    """Write an announcement; with ``POST`` it is sent."""
    typed = _Announce(request.POST)
    communes = _chosen(request)
    if request.method == "POST":
        if not typed.is_valid():
            messages.error(request, _("Hãy viết tiêu đề của thông báo (tối đa 120 chữ)."))
        elif not communes:
            messages.error(request, _("Hãy chọn ít nhất một xã."))
        else:
            told = typed.cleaned_data
            sending.announce(pages.person(request), communes, told["title"], told["text"])
            return _done(request, len(communes))
    return _compose(request, "console/announce.html", _("Thông báo mới"), {})


@pages.staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Choose a lesson or a form and for whom; with ``POST`` it is sent.

    ``?commune=`` is one commune, whose officials can be chosen too.
    """
    typed = _Assign(request.POST)
    communes = _chosen(request)
    one = area.communes(pages.person(request)).filter(code=request.GET.get("commune", "")).first()
    if one is not None:
        communes = [one]
    if request.method == "POST":
        fault = _fault(typed, communes)
        if fault:
            messages.error(request, fault)
        else:
            told = typed.cleaned_data
            officials = Official.objects.filter(
                commune__in=communes, ident__in=request.POST.getlist("official")
            )
            sending.assign(
                pages.person(request),
                communes,
                lesson=told["what"].removeprefix(_LESSON) if _is_lesson(told["what"]) else "",
                form=told["what"].removeprefix(_FORM) if not _is_lesson(told["what"]) else "",
                due=told["due"],
                note=told["note"],
                officials=officials if one is not None else (),
            )
            return _done(request, len(communes))
    context = {
        "one": one,
        "officials": Official.objects.filter(commune=one).exclude(name="").order_by("name")
        if one is not None
        else (),
        "ticked": request.POST.getlist("official"),
        "lessons": [(f"{_LESSON}{ident}", title) for ident, title in _lessons()],
        "forms": [(f"{_FORM}{i}", title) for i, title in forms.titles(pages.language()).items()],
        "earliest": timezone.localdate() + _EARLIEST,
        "latest": timezone.localdate() + _LATEST,
    }
    return _compose(request, "console/assign.html", _("Giao việc mới"), context)


@pages.staff_page
@require_POST
def withdraw(request: HttpRequest, ident: str) -> HttpResponse:
    """What was sent by mistake, or no longer holds."""
    person = pages.person(request)
    mine = area.communes(person)
    for model in (Announcement, Assignment):
        sent = model.objects.filter(ident=ident, communes__in=mine).first()
        if sent is not None:
            if not _may_withdraw(sent, person, mine):
                raise PermissionDenied
            sending.withdraw(sent)
            messages.success(request, _("Đã thu hồi. Máy các xã thôi hiện ở lần đồng bộ sau."))
            return HttpResponseRedirect(reverse("console:notices"))
    raise Http404


def _fault(typed: _Assign, communes: list[Commune]) -> str:
    """What keeps an assignment from being sent, in words; "" for nothing."""
    if "what" in typed.errors or typed.cleaned_data["what"] not in _assignable():
        return _("Hãy chọn bài học hoặc biểu mẫu để giao.")
    if not communes:
        return _("Hãy chọn ít nhất một xã.")
    due = typed.cleaned_data.get("due")
    if "due" in typed.errors or (due and not _EARLIEST <= due - timezone.localdate() <= _LATEST):
        return _("Hạn phải là một ngày từ hôm nay trở đi, trong vòng hai năm.")
    if "note" in typed.errors:
        return _("Lời nhắn dài quá 1.000 chữ.")
    return ""


def _is_lesson(what: str) -> bool:
    return what.startswith(_LESSON)


def _assignable() -> set[str]:
    return {f"{_LESSON}{ident}" for ident, _title in _lessons()} | {
        f"{_FORM}{ident}" for ident in forms.titles(pages.language())
    }


def _lessons() -> list[tuple[str, str]]:
    """The lessons of the course beside the server, in its order."""
    course = lessons.course()
    if course is None:
        return []
    order = [lesson for module in course.modules for lesson in module.lessons]
    return [(each, lessons.title(each, pages.language())) for each in order]


def _chosen(request: HttpRequest) -> list[Commune]:
    """The communes of this person that were ticked, or all of them."""
    mine = area.communes(pages.person(request))
    if request.POST.get("whom") == _ALL:
        return list(mine)
    return list(mine.filter(code__in=request.POST.getlist("commune")))


def _compose(
    request: HttpRequest, template: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    communes = area.communes(pages.person(request))
    whole = {
        "communes": communes,
        "chosen": request.POST.getlist("commune"),
        "whom": request.POST.get("whom", _ALL),
        "typed": request.POST,
        **context,
    }
    status = 400 if request.method == "POST" else 200
    return pages.show(request, template, title, whole, status=status)


def _done(request: HttpRequest, communes: int) -> HttpResponse:
    said = ngettext(
        "Đã gửi tới %(n)d xã. Máy của xã nhận ở lần đồng bộ sau, kể cả qua USB.",
        "Đã gửi tới %(n)d xã. Máy của xã nhận ở lần đồng bộ sau, kể cả qua USB.",
        communes,
    )
    messages.success(request, said % {"n": communes})
    return HttpResponseRedirect(reverse("console:notices"))


def _newest(model: type[Announcement] | type[Assignment], mine: "QuerySet[Commune]") -> "list[Any]":
    found = model.objects.filter(communes__in=mine).distinct().select_related("by")
    return list(found[:_MOST])


def _may_withdraw(
    sent: Announcement | Assignment, person: Staff, mine: "QuerySet[Commune]"
) -> bool:
    """Who sent it, or who is in charge of all its communes."""
    if sent.withdrawn_at is not None:
        return False
    return sent.by_id == person.pk or not sent.communes.exclude(pk__in=mine.values("pk")).exists()


def _announced(sent: Announcement, person: Staff, mine: "QuerySet[Commune]") -> Row:
    return _row(sent, sent.title, person, mine, (0, 0))


def _assigned(sent: Assignment, person: Staff, mine: "QuerySet[Commune]") -> Row:
    """With how many have done it: officials where it was for some, else communes in which
    somebody has."""
    communes = sent.communes.filter(pk__in=mine.values("pk"))
    officials = sent.officials.filter(commune__in=communes)
    if sent.lesson:
        title = lessons.title(sent.lesson, pages.language())
        done: Any = Attempt.objects.filter(
            commune__in=communes, lesson=sent.lesson, mode="test", passed=True
        )
        people = done.filter(official__in=officials).values("official")
    else:
        title = forms.titles(pages.language()).get(sent.form, sent.form)
        done = Report.objects.filter(
            commune__in=communes, form=sent.form, last_received__gte=sent.at
        )
        people = done.filter(latest__official__in=officials).values("latest__official")
    if officials.exists():
        by_person = (people.distinct().count(), officials.count())
        return _row(sent, title, person, mine, by_person)
    by_commune = done.order_by().values("commune").distinct().count()
    return _row(sent, title, person, mine, (by_commune, communes.count()))


def _row(
    sent: Announcement | Assignment,
    title: str,
    person: Staff,
    mine: "QuerySet[Commune]",
    done: tuple[int, int],
) -> Row:
    communes = list(sent.communes.filter(pk__in=mine.values("pk")).values_list("name", flat=True))
    officials: list[str] = []
    if isinstance(sent, Assignment):
        theirs = sent.officials.filter(commune__in=mine)
        officials = list(theirs.values_list("name", flat=True))
    had, pcs = sending.reached(sent)
    return Row(
        sent=sent,
        title=title,
        communes=communes[:3],
        more=max(0, len(communes) - 3),
        officials=officials,
        had=had,
        pcs=pcs,
        did=done[0],
        asked=done[1],
        may_withdraw=_may_withdraw(sent, person, mine),
    )
