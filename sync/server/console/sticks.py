"""Bundles that a stick brought, taken in through a browser; what is to be taken home."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final, cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sync.protocol import card
from sync.server.accounts import area
from sync.server.console import pages
from sync.server.devices.models import Province
from sync.server.exchange import cards, contents, keys, sticks, waiting
from sync.server.exchange.bundles import TakenIn
from sync.server.exchange.models import Carried
from sync.server.exchange.replies import Reply, replies
from sync.server.exchange.waiting import Kept
from sync.server.files.views import store
from sync.server.packs.models import Pack

_MOST: Final = settings.DATA_UPLOAD_MAX_NUMBER_FILES
_ON_A_PAGE: Final = 25
_SESSION: Final = "stick_visit"
_TYPE: Final = "application/octet-stream"


@pages.staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def sticks_page(request: HttpRequest) -> HttpResponse:
    """The page to bring bundles to, and with ``POST`` (files ``bundles``) what became of them."""
    if request.method == "POST":
        brought = request.FILES.getlist("bundles")
        if not brought or len(brought) > _MOST:
            messages.error(request, _("Hãy chọn từ 1 đến %(most)d gói trên USB.") % {"most": _MOST})
        else:
            request.session[_SESSION] = _taken_in(request)
        return HttpResponseRedirect(reverse("console:sticks"))
    mine = area.communes(pages.person(request))
    rows = waiting.rows(mine)
    context = {
        "done": request.session.get(_SESSION, []),
        "page": pages.paged(request, rows, _ON_A_PAGE),
        "unfetched": rows.filter(fetched_at=None).count(),
        "most": _MOST,
        "days": waiting.KEPT_S // (24 * 3600),
        "has_content": Pack.objects.exists(),
        "cards": [
            (province, card.fingerprint(cards.of(province, keys.load(settings.KEYS))))
            for province in Province.objects.filter(communes__in=mine).distinct()
        ],
    }
    return pages.show(request, "console/sticks.html", _("Gói USB"), context)


@pages.staff_page
@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The reply to one bundle, under the name that the PC looks for."""
    rows = waiting.rows(area.communes(pages.person(request)))
    row = get_object_or_404(rows, pk=pk)
    return _download(waiting.of(row), [row])


@pages.staff_page
@require_safe
def refusal(request: HttpRequest, key: str) -> HttpResponse:
    """What a PC is told that was not enrolled, to whoever brought its bundle."""
    for each in request.session.get(_SESSION, []):
        if each["reply"] == key:
            return _download(waiting.bundles(key, each["reply_name"], 1), [])
    raise Http404


@pages.staff_page
@require_safe
def all_replies(request: HttpRequest) -> HttpResponse:
    """Every reply that nobody has fetched yet, with the lessons and forms that their PCs
    lack, in one archive to be unpacked onto the stick."""
    rows = list(waiting.rows(area.communes(pages.person(request))).filter(fetched_at=None))
    kept = [each for row in rows for each in waiting.of(row)]
    if not kept:
        raise Http404
    content = sticks.content_for_devices(
        list(waiting.devices(rows)), keys.load(settings.KEYS), store()
    )
    archive = _archive(kept, content)
    waiting.mark_fetched(rows)
    return _attachment(archive, "sonca-tra-loi.zip", "application/zip")


@pages.staff_page
@require_safe
def content(request: HttpRequest) -> HttpResponse:
    """All lessons and forms, for every PC of the person's provinces."""
    provinces = Province.objects.filter(communes__in=area.communes(pages.person(request)))
    made = contents.for_devices([], provinces.distinct(), keys.load(settings.KEYS), store())
    if not made:
        raise Http404
    return _attachment(_archive([], made), "sonca-noi-dung.zip", "application/zip")


@pages.staff_page
@require_safe
def province_card(request: HttpRequest, code: str) -> HttpResponse:
    """What a PC without a line must know of the province before it can write to it."""
    mine = Province.objects.filter(communes__in=area.communes(pages.person(request))).distinct()
    province = get_object_or_404(mine, code=code)
    data = cards.data(cards.of(province, keys.load(settings.KEYS)))
    answer = HttpResponse(data, content_type=_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{card.file_name(code)}"'
    return answer


def _taken_in(request: HttpRequest) -> list[dict[str, str]]:
    """What became of each file that was sent along; plain, for the session."""
    ours = keys.load(settings.KEYS)
    person = pages.person(request)
    done, heard = [], []
    for brought in request.FILES.getlist("bundles"):
        outcome, taken = sticks.take_one(
            Path(brought.name or "?").name,
            cast("IO[bytes]", brought.file),
            ours,
            store(),
            area.communes(person),
        )
        told = _plain(outcome)
        if taken is not None:
            made = replies(taken, ours, store())
            key, names = waiting.keep(made), [each.name for each in made]
            sticks.note(taken, person, key, names)
            if taken.device is None:
                told |= {"reply": key, "reply_name": names[0]}
            _forget_contents(taken)
            heard.append(taken)
        done.append(told)
    return done + [_plain(outcome) for outcome in sticks.lacking(heard)]


def _plain(outcome: sticks.Outcome) -> dict[str, str]:
    told = {"name": outcome.name, "sentence": outcome.sentence, "fault": outcome.fault}
    return told | {"reply": "", "reply_name": ""}


def _forget_contents(taken: TakenIn) -> None:
    # Fifty bundles at once may bring many decisions home.
    taken.response = None


def _download(kept: list[Kept], rows: list[Carried]) -> HttpResponse:
    if not kept:
        raise Http404
    waiting.mark_fetched(rows)
    if len(kept) == 1:
        return _attachment(kept[0].path.open("rb"), kept[0].name, _TYPE)
    name = kept[0].name.removesuffix(".age") + ".zip"
    return _attachment(_archive(kept, []), name, "application/zip")


def _archive(kept: Iterable[Kept], made: Iterable[Reply]) -> IO[bytes]:
    archive = TemporaryFile()  # noqa: SIM115 -- closed by the response
    try:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
            for each in kept:
                out.write(each.path, each.name)
            for bundle in made:
                with out.open(bundle.name, "w", force_zip64=True) as member:
                    bundle.write(member)
    except BaseException:
        archive.close()
        raise
    archive.seek(0)
    return archive


def _attachment(file: IO[bytes], name: str, kind: str) -> HttpResponse:
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    return cast("HttpResponse", answer)
