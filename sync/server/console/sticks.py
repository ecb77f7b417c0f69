"""Bundles that a stick brought, taken in through a browser; replies to take home."""

import secrets
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sync.protocol import bundle
from sync.server.accounts import area
from sync.server.console import pages
from sync.server.devices.models import Device
from sync.server.exchange import bundles, keys, sticks
from sync.server.files.views import store

_KEPT_S: Final = 24 * 3600
"""How long a reply waits to be fetched. Another visit of the bundle makes another."""
_MOST: Final = 50
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
    done = request.session.get(_SESSION, [])
    replies = [each for each in done if each["reply"] and _file(each["reply"]).exists()]
    context = {"done": done, "replies": replies, "most": _MOST}
    return pages.show(request, "console/sticks.html", _("Gói USB"), context)


@pages.staff_page
@require_safe
def reply(request: HttpRequest, key: str) -> HttpResponse:
    """One reply of this person's last visit, under the name that the PC looks for."""
    for each in request.session.get(_SESSION, []):
        if each["reply"] == key and _file(key).exists():
            name, file = each["reply_name"], _file(key).open("rb")
            answer = FileResponse(file, as_attachment=True, filename=name, content_type=_TYPE)
            return cast("HttpResponse", answer)
    raise Http404


@pages.staff_page
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """All replies of this person's last visit in one archive."""
    done = request.session.get(_SESSION, [])
    found = [each for each in done if each["reply"] and _file(each["reply"]).exists()]
    if not found:
        raise Http404
    archive = TemporaryFile()  # noqa: SIM115 -- closed by the response
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
        for each in found:
            out.write(_file(each["reply"]), each["reply_name"])
    archive.seek(0)
    answer = FileResponse(
        archive, as_attachment=True, filename="sonca-tra-loi.zip", content_type="application/zip"
    )
    return cast("HttpResponse", answer)


def _taken_in(request: HttpRequest) -> list[dict[str, str]]:
    """What became of each file that was sent along; plain, for the session."""
    _forget_old()
    ours = keys.load(settings.KEYS)
    devices = Device.objects.filter(commune__in=area.communes(pages.person(request)))
    done = []
    for brought in request.FILES.getlist("bundles"):
        outcome, taken = sticks.take_one(
            Path(brought.name or "?").name,
            brought.file,  # type: ignore[arg-type]
            ours,
            store(),
            devices,
        )
        told = {"name": outcome.name, "sentence": outcome.sentence, "fault": outcome.fault}
        told |= {"reply": "", "reply_name": ""}
        if taken is not None:
            told["reply"] = _kept_reply(taken, ours)
            told["reply_name"] = bundle.reply_name(taken.device.ident, taken.head.number)
        done.append(told)
    return done


def _kept_reply(taken: bundles.TakenIn, ours: keys.ProvinceKeys) -> str:
    """The key under which the reply waits; encrypted for its device, as on a stick."""
    key = secrets.token_hex(16)
    _home().mkdir(parents=True, exist_ok=True)
    partial = _file(key).with_suffix(".new")
    with partial.open("wb") as out:
        bundles.reply(out, taken, ours)
    partial.replace(_file(key))
    return key


def _forget_old() -> None:
    before = time.time() - _KEPT_S
    for path in _home().glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _home() -> Path:
    return Path(settings.FILES) / "replies"


def _file(key: str) -> Path:
    return _home() / f"{key}.age"
