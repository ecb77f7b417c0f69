"""Files of reports: which have come, and one of them for a browser."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from sync.protocol.messages import ReportSubmitted
from sync.server.accounts import area
from sync.server.console import pages
from sync.server.files.models import Upload
from sync.server.files.views import store
from sync.server.intake.models import Report, Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet

_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
"""What a browser may show in place; it saves everything else, and runs nothing."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a revision names. ``upload`` is None until all of it has come."""

    name: str
    sha256: str
    type: str
    upload: Upload | None

    @property
    def is_picture(self) -> bool:
        return self.upload is not None and _type(self.upload, self.type) in _PICTURES


def of_revision(report: Report, revision: Revision) -> dict[str, Attachment]:
    """The revision's attachments, by the answer that names them."""
    named = _named(revision)
    digests = [each.sha256 for each in named]
    arrived = {upload.sha256: upload for upload in _arrived(report, digests)}
    return {
        each.name: Attachment(each.name, each.sha256, each.type, arrived.get(each.sha256))
        for each in named
    }


@pages.staff_page
@require_safe
def attachment(request: HttpRequest, ident: str, sha256: str) -> HttpResponse:
    """A file that one of the report's revisions names."""
    communes = area.communes(pages.person(request))
    report = get_object_or_404(Report, ident=ident, commune__in=communes)
    named = {
        each.sha256: each
        for revision in report.revisions.select_related("event")
        for each in _named(revision)
    }
    upload = _arrived(report, [sha256]).first() if sha256 in named else None
    if upload is None or not store().has(sha256):
        raise Http404
    media_type = _type(upload, named[sha256].type)
    shown = media_type in _PICTURES
    answer = FileResponse(
        store().whole(sha256).open("rb"),
        as_attachment=not shown,
        filename=named[sha256].name,
        content_type=media_type if shown else "application/octet-stream",
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer  # type: ignore[return-value]


def _arrived(report: Report, digests: Iterable[str]) -> "QuerySet[Upload]":
    """Whole files of the report's own commune: a hash alone opens no other commune's file."""
    return Upload.objects.filter(
        finished_at__isnull=False,
        sha256__in=list(digests),
        device__commune=report.commune_id,
    )


def _type(upload: Upload, named: str) -> str:
    """What came by stick has no type of its own: the submission says one."""
    return upload.media_type or named


class _Attachments(msgspec.Struct):
    attachments: list[Any] = []


class _Named(msgspec.Struct):
    name: str
    sha256: str = ""
    type: str = ""


def _named(revision: Revision) -> list[_Named]:
    """Those attachments whose submission says which file they are."""
    body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
    try:
        listed = msgspec.json.decode(body.submission, type=_Attachments).attachments
        named = [msgspec.convert(each, _Named) for each in listed if isinstance(each, dict)]
    except (msgspec.DecodeError, msgspec.ValidationError):
        return []
    return [each for each in named if each.sha256]
