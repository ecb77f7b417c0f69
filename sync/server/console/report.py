"""One report: read, compared with what it was, answered."""

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sync.protocol.messages import FieldComment
from sync.server.accounts import area
from sync.server.accounts.models import Staff
from sync.server.console import attachments, findings, pages, reading, signed
from sync.server.content import forms
from sync.server.intake import checking
from sync.server.intake.models import Report, Revision
from sync.server.review import answering
from sync.server.review.models import Review

if TYPE_CHECKING:
    from django.db.models import QuerySet

_DECISIONS: Final[dict[str, answering.Decision]] = {
    "accepted": "accepted",
    "returned": "returned",
}
_FIELD = "field:"
_LONGEST_COMMENT = 4000

_SIGNED: Final = "sign-off"
"""The word in a form's ``style`` that asks for a leader's signature."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it: what was said about it, and whether it is new."""

    line: reading.Line
    comment: str
    changed: bool
    before: str
    attachment: attachments.Attachment | None


@pages.staff_page
@require_safe
def report(request: HttpRequest, ident: str) -> HttpResponse:
    """The newest revision, or with ``?revision=`` an earlier one. Opening the newest is noted."""
    found = _report(pages.person(request), ident)
    newest = found.latest
    if newest is None:
        raise Http404
    if request.method == "GET":
        answering.mark_read(newest, pages.person(request))
    return _show(request, found, _chosen(request, found, newest), {})


@pages.staff_page
@require_POST
def answer(request: HttpRequest, ident: str) -> HttpResponse:
    """The province's answer. One that cannot be taken is shown again as it was typed."""
    found = _report(pages.person(request), ident)
    newest = found.latest
    if newest is None:
        raise Http404
    typed = {
        name: value.strip()[:_LONGEST_COMMENT]
        for name, value in request.POST.items()
        if isinstance(value, str)
    }
    comments = [
        FieldComment(ref=name.removeprefix(_FIELD), comment=value)
        for name, value in typed.items()
        if name.startswith(_FIELD) and value
    ]
    decision = _DECISIONS.get(typed.get("decision", ""))
    try:
        seen = (int(typed["revision"]), int(typed["review"]))
    except (ValueError, KeyError):
        seen, decision = (0, 0), None
    if decision is None:
        messages.error(request, _("Hãy chọn chấp nhận hoặc trả lại để sửa."))
        return _show(request, found, newest, typed, status=400)
    if decision == "returned" and not (typed.get("comment") or comments):
        messages.error(
            request, _("Trả lại thì phải nói rõ cần sửa gì: viết ý kiến chung hoặc góp ý từng câu.")
        )
        return _show(request, found, newest, typed, status=400)
    try:
        answering.answer(
            found,
            pages.person(request),
            decision,
            typed.get("comment", ""),
            comments,
            seen=seen,
        )
    except answering.Overtaken:
        messages.error(
            request,
            _(
                "Báo cáo vừa có bản mới hoặc vừa được người khác trả lời. "
                "Chưa gửi gì; hãy xem lại rồi trả lời."
            ),
        )
        found = _report(pages.person(request), ident)
        return _show(request, found, found.latest or newest, typed, status=409)
    messages.success(
        request,
        _("Đã gửi câu trả lời. Xã sẽ thấy ở lần kết nối tới."),
    )
    return HttpResponseRedirect(reverse("console:report", args=[ident]))


def _report(person: Staff, ident: str) -> Report:
    revisions: QuerySet[Revision] = Revision.objects.select_related(
        "event", "official", "device", "reading__by"
    ).prefetch_related(Prefetch("reviews", Review.objects.select_related("by")))
    return get_object_or_404(
        Report.objects.select_related("commune__province", "latest__event").prefetch_related(
            Prefetch("revisions", revisions.order_by("-number", "-pk"))
        ),
        ident=ident,
        commune__in=area.communes(person),
    )


def _chosen(request: HttpRequest, found: Report, newest: Revision) -> Revision:
    wanted = request.GET.get("revision", "")
    if not wanted:
        return newest
    for revision in found.revisions.all():
        if str(revision.pk) == wanted:
            return revision
    raise Http404


def _show(
    request: HttpRequest,
    found: Report,
    chosen: Revision,
    typed: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    revisions = list(found.revisions.all())
    chosen = next(revision for revision in revisions if revision.pk == chosen.pk)
    checking.looked_at([chosen])
    earlier = next((each for each in revisions if each.number < chosen.number), None)
    form = forms.known(found.form, chosen.form_hash)
    is_newest = found.latest is not None and chosen.pk == found.latest.pk
    reviews = list(chosen.reviews.all())
    last = reviews[-1] if reviews else None
    context: dict[str, Any] = {
        "report": found,
        "revision": chosen,
        "is_newest": is_newest,
        "revisions": revisions,
        "title_of_form": forms.title(form.form, pages.language()) if form else found.form,
        "form_missing": form is None,
        "form_differs": form is not None and not form.exact,
        "sections": _sections(
            form,
            chosen,
            earlier,
            comments=_comments(last, typed),
            files=attachments.of_revision(found, chosen),
        ),
        "findings": findings.sentences(
            chosen.findings or [], form.form if form else None, pages.language()
        ),
        "signatures": signed.signatures(chosen),
        "signature_missing": form is not None and _SIGNED in form.form.style.split(),
        "reviews": reviews,
        "last_review": last,
        "typed": typed,
    }
    title = _("%(form)s · %(commune)s") % {
        "form": context["title_of_form"],
        "commune": found.commune.name,
    }
    return pages.show(request, "console/report.html", title, context, status=status)


def _sections(
    form: forms.Known | None,
    chosen: Revision,
    earlier: Revision | None,
    *,
    comments: dict[str, str],
    files: dict[str, attachments.Attachment],
) -> list[tuple[reading.Section, list[Shown]]]:
    language = pages.language()
    now = reading.sections(form.form if form else None, reading.answers(chosen), language)
    before: dict[str, str] | None = None
    if earlier is not None:
        then = reading.sections(form.form if form else None, reading.answers(earlier), language)
        before = {line.ref: line.text for section in then for line in section.lines}
        now.append(_gone(then, now))
    return [
        (
            section,
            [
                Shown(
                    line=line,
                    comment=comments.get(line.ref, ""),
                    changed=before is not None and before.get(line.ref) != line.text,
                    before=(before or {}).get(line.ref, ""),
                    attachment=files.get(line.raw),
                )
                for line in section.lines
            ],
        )
        for section in now
        if section.lines
    ]


def _gone(then: list[reading.Section], now: list[reading.Section]) -> reading.Section:
    """What the earlier revision answered and this one leaves out: shown, so that nothing that
    was taken away goes unseen."""
    answered = {line.ref for section in now for line in section.lines}
    gone = reading.Section(_("Không còn ở bản này"))
    gone.lines += [
        dataclasses.replace(line, text="", raw="", choices=(), attachment=False, long=False)
        for section in then
        for line in section.lines
        if line.ref not in answered
    ]
    return gone


def _comments(last: Review | None, typed: dict[str, str]) -> dict[str, str]:
    """Comments by reference: those of the last review, under what has been typed since."""
    said = {each["ref"]: each["comment"] for each in last.fields} if last else {}
    return said | {
        name.removeprefix(_FIELD): text for name, text in typed.items() if name.startswith(_FIELD)
    }
