"""``GET /api/v1/packs/<name>`` and ``GET /api/v1/blobs/<sha256>``, for devices alone."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from sync.server import wire
from sync.server.devices import tokens
from sync.server.files.storage import Storage
from sync.server.packs.models import Pack, PublishedFile

_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_CHUNK: Final = 64 * 1024


def _for_devices(
    view: Callable[[HttpRequest, str], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, name: str) -> HttpResponseBase:
        try:
            tokens.device_of(request)
        except wire.Refused as refused:
            return wire.refuse(request, refused.refusal)
        if request.method != "GET":
            return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED)
        return view(request, name)

    return answer


@_for_devices
def manifest(request: HttpRequest, name: str) -> HttpResponseBase:
    """The newest sealed manifest of a pack."""
    pack = Pack.objects.filter(name=name).first()
    if pack is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    return HttpResponse(bytes(pack.manifest), content_type="application/json")


@_for_devices
def blob(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file by its SHA-256, whole or from an offset on.

    Only files that a published pack lists are given: the same store holds officials'
    photos, and to know a hash is no right to see them.
    """
    try:
        path = Storage(settings.FILES).whole(name)
    except ValueError:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    if not path.is_file() or not PublishedFile.objects.filter(pk=name).exists():
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    first = int(asked[1]) if asked else 0
    last = min(int(asked[2]), size - 1) if asked and asked[2] else size - 1
    if asked and first > last:
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    body = StreamingHttpResponse(_piece(path, first, last), content_type="application/octet-stream")
    body.headers["Content-Length"] = str(max(0, last - first + 1))
    if asked:
        body.status_code = HTTPStatus.PARTIAL_CONTENT
        body.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return body


def _piece(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
