"""tus 1.0 (https://tus.io/protocols/resumable-upload): creation, checksum, expiration.

Two things beyond the protocol, both allowed by it: the answer to a creation tells
the offset, so that a device need not ask, and announcing a file again leads to the
upload that is there already.
"""

import base64
import binascii
import errno
import functools
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from sync.server import wire
from sync.server.devices import tokens
from sync.server.devices.models import Device
from sync.server.files import receiving
from sync.server.files.models import Upload
from sync.server.files.receiving import Announcement, Checksum, Refusal, Refused
from sync.server.files.storage import Storage

log = logging.getLogger(__name__)

VERSION: Final = "1.0.0"
_CHUNK: Final = 64 * 1024
_BYTES: Final = re.compile(r"[0-9]{1,15}")
_CHECKSUM_MISMATCH: Final = 460
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STATUS: Final = {
    Refusal.NO_HASH: HTTPStatus.BAD_REQUEST,
    Refusal.EMPTY: HTTPStatus.BAD_REQUEST,
    Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.NO_SPACE: HTTPStatus.INSUFFICIENT_STORAGE,
    Refusal.OTHER_LENGTH: HTTPStatus.CONFLICT,
    Refusal.WRONG_OFFSET: HTTPStatus.CONFLICT,
    Refusal.BUSY: HTTPStatus.LOCKED,
    Refusal.TOO_LONG: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.BAD_CHECKSUM: _CHECKSUM_MISMATCH,
    Refusal.UNKNOWN_ALGORITHM: HTTPStatus.BAD_REQUEST,
    Refusal.NOT_THE_FILE: _CHECKSUM_MISMATCH,
}


def store() -> Storage:
    """The server's store of files."""
    return Storage(settings.FILES)


def _answered(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest, **named: str) -> HttpResponse:
        if request.method == "OPTIONS":
            return _capabilities()
        try:
            if request.headers.get("Tus-Resumable") != VERSION:
                return _plain(HTTPStatus.PRECONDITION_FAILED, **{"Tus-Version": VERSION})
            response = view(tokens.device_of(request), request, **named)
        except wire.Refused as refused:
            return wire.refuse(request, refused.refusal)
        except Refused as refused:
            return _plain(_STATUS[refused.reason], refused.reason.value)
        except UnreadablePostError:
            # The line went down; nobody reads this answer.
            return _plain(HTTPStatus.BAD_REQUEST)
        except OperationalError:
            log.warning("database", exc_info=True)
            return _plain(HTTPStatus.SERVICE_UNAVAILABLE)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            return _plain(HTTPStatus.INSUFFICIENT_STORAGE, Refusal.NO_SPACE.value)
        return response

    return answer


@_answered
def create(device: Device, request: HttpRequest) -> HttpResponse:
    """``POST``: announce a file."""
    if request.method != "POST":
        return _plain(HTTPStatus.METHOD_NOT_ALLOWED)
    now = timezone.now()
    known, new = receiving.begin(
        device,
        _announcement(request),
        store(),
        most=settings.FILE_LARGEST,
        spare=settings.FILE_SPARE,
        now=now,
    )
    return _plain(
        HTTPStatus.CREATED if new else HTTPStatus.OK,
        **_progress(known, now),
        Location=reverse("upload", args=[known.ident]),
    )


@_answered
def upload(device: Device, request: HttpRequest, ident: str) -> HttpResponse:
    """``HEAD``: how far has it come? ``PATCH``: here is more."""
    known = Upload.objects.filter(device=device, ident=ident).first()
    if known is None:
        return _plain(HTTPStatus.NOT_FOUND)
    now = timezone.now()
    if request.method == "HEAD":
        return _plain(HTTPStatus.OK, **_progress(known, now))
    if request.method != "PATCH":
        return _plain(HTTPStatus.METHOD_NOT_ALLOWED)
    if request.content_type != "application/offset+octet-stream":
        return _plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset = request.headers.get("Upload-Offset", "")
    if not _BYTES.fullmatch(offset):
        return _plain(HTTPStatus.BAD_REQUEST)
    header = request.headers.get("Upload-Checksum")
    checksum = Checksum.of_header(header) if header else None
    known = receiving.receive(known, int(offset), _body(request), store(), checksum, now=now)
    return _plain(HTTPStatus.NO_CONTENT, **_progress(known, now))


def _body(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(_CHUNK):
        yield chunk


def _announcement(request: HttpRequest) -> Announcement:
    length = request.headers.get("Upload-Length", "")
    if not _BYTES.fullmatch(length):
        raise Refused(Refusal.EMPTY)
    told = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            told[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue  # the names of a file are no reason to refuse it
    return Announcement(
        length=int(length),
        sha256=told.get("sha256", ""),
        name=told.get("filename", ""),
        media_type=told.get("filetype", ""),
    )


def _progress(upload: Upload, now: datetime) -> dict[str, str]:
    headers = {
        "Upload-Offset": str(upload.offset if not upload.finished_at else upload.length),
        "Upload-Length": str(upload.length),
        "Cache-Control": "no-store",
    }
    if not upload.finished_at:
        headers["Upload-Expires"] = http_date((now + receiving.KEPT_FOR).timestamp())
    return headers


def _capabilities() -> HttpResponse:
    return _plain(
        HTTPStatus.NO_CONTENT,
        **{
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,checksum,expiration",
            "Tus-Max-Size": str(settings.FILE_LARGEST),
            "Tus-Checksum-Algorithm": "sha256,sha1",
        },
    )


def _plain(status: int, body: str = "", **headers: str) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Tus-Resumable"] = VERSION
    for name, value in headers.items():
        response.headers[name] = value
    return response
