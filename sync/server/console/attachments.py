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
    upload: Upload | None

    @property
    def is_picture(self) -> bool:
        return self.upload is not None and self.upload.media_type in _PICTURES


def of_revision(report: Report, revision: Revision) -> dict[str, Attachment]:
    """The revision's attachments, by the answer that names them."""
    named = _named(revision)
    arrived = {upload.sha256: upload for upload in _arrived(report, named.values())}
    return {name: Attachment(name, sha256, arrived.get(sha256)) for name, sha256 in named.items()}


@pages.staff_page
@require_safe
def attachment(request: HttpRequest, ident: str, sha256: str) -> HttpResponse:
    """A file that one of the report's revisions names."""
    communes = area.communes(pages.person(request))
    report = get_object_or_404(Report, ident=ident, commune__in=communes)
    names = {
        digest: name
        for revision in report.revisions.select_related("event")
        for name, digest in _named(revision).items()
    }
    upload = _arrived(report, [sha256]).first() if sha256 in names else None
    if upload is None or not store().has(sha256):
        raise Http404
    shown = upload.media_type in _PICTURES
    answer = FileResponse(
        store().whole(sha256).open("rb"),
        as_attachment=not shown,
        filename=names[sha256],
        content_type=upload.media_type if shown else "application/octet-stream",
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


class _Attachments(msgspec.Struct):
    attachments: list[Any] = []


class _Named(msgspec.Struct):
    name: str
    sha256: str = ""


def _named(revision: Revision) -> dict[str, str]:
    """SHA-256 by name, of those attachments whose submission says it."""
    body = msgspec.json.decode(revision.event.body, type=ReportSubmitted)
    try:
        listed = msgspec.json.decode(body.submission, type=_Attachments).attachments
        named = [msgspec.convert(each, _Named) for each in listed if isinstance(each, dict)]
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}
    return {each.name: each.sha256 for each in named if each.sha256}
