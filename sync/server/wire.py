"""HTTP around the protocol's messages: bodies in, messages and refusals out."""

import functools
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, TypeVar

import msgspec
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sync.protocol import dictionary, encoding, versions
from sync.protocol.messages import MAX_BODY_BYTES
from sync.protocol.refusals import Problem, Refusal

log = logging.getLogger(__name__)

T = TypeVar("T", bound=msgspec.Struct)

_STATUS: Final = {
    Problem.BAD_MESSAGE: HTTPStatus.BAD_REQUEST,
    Problem.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Problem.UPDATE_NEEDED: HTTPStatus.UPGRADE_REQUIRED,
    Problem.SERVER_OLDER: HTTPStatus.NOT_IMPLEMENTED,
    Problem.NOT_ENROLLED: HTTPStatus.UNAUTHORIZED,
    Problem.REVOKED: HTTPStatus.FORBIDDEN,
    Problem.CODE_UNKNOWN: HTTPStatus.NOT_FOUND,
    Problem.CODE_USED: HTTPStatus.CONFLICT,
    Problem.CODE_EXPIRED: HTTPStatus.GONE,
    Problem.TOO_MANY_TRIES: HTTPStatus.TOO_MANY_REQUESTS,
    Problem.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Problem.ACCOUNT_UNKNOWN: HTTPStatus.UNAUTHORIZED,
    Problem.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    Problem.PACK_REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_BUSY_RETRY_SECONDS: Final = 30
_DICTIONARY: Final = "sonca.dictionary"


class Refused(Exception):
    """The whole request is refused; becomes a :class:`Refusal`."""

    def __init__(self, problem: Problem, detail: str = "", retry_after: int = 0) -> None:
        super().__init__(problem, detail)
        self.refusal = Refusal(problem=problem, detail=detail[:300], retry_after=retry_after)


class _Versions(msgspec.Struct):
    """The version alone, wherever a message keeps it."""

    v: int | None = None
    version: int | None = None


def now_ms() -> int:
    """The server's clock: milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


def read(request: HttpRequest, kind: type[T]) -> T:
    """The message in the request's body.

    Raises:
        Refused: too long (before it is read, where its length is told), of a
            protocol version that is not served, or no message at all.
    """
    declared = request.headers.get("Content-Length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > MAX_BODY_BYTES:
        raise Refused(Problem.TOO_LARGE, f"{declared} bytes")
    data = request.read(MAX_BODY_BYTES + 1)
    # Whatever it says it is, it is read: an old proxy may have changed the type.
    content_encoding = request.headers.get("Content-Encoding", "")
    coding = encoding.coding_of(request.headers.get("Content-Type", ""), content_encoding)
    if coding is None:
        coding = content_encoding.strip().lower()
    try:
        message = encoding.decode(data, kind, coding)
    except encoding.TooLarge as error:
        raise Refused(Problem.TOO_LARGE, str(error)) from error
    except encoding.BadMessage as error:
        _check_version(_version_alone(data, coding))
        raise Refused(Problem.BAD_MESSAGE, str(error)) from error
    _check_version(getattr(message, "version", None))
    told = getattr(message, "dictionary", 0) or encoding.trained_with(data)
    request.META[_DICTIONARY] = dictionary.common(told)
    return message


def common_dictionary(request: HttpRequest) -> int:
    """The newest dictionary that the device and this server know, once its message is read."""
    return int(request.META.get(_DICTIONARY, 0))


def _version_alone(data: bytes, coding: str) -> int | None:
    """The version in a message that cannot be read: another version may look different."""
    try:
        told = encoding.decode(data, _Versions, coding)
    except encoding.BadMessage:
        return None
    return told.v if told.v is not None else told.version


def _check_version(version: int | None) -> None:
    if version is None or versions.is_served(version):
        return
    if version < versions.OLDEST_SERVED:
        raise Refused(Problem.UPDATE_NEEDED, f"oldest served is {versions.OLDEST_SERVED}")
    raise Refused(Problem.SERVER_OLDER, f"this server speaks {versions.CURRENT}")


def endpoint(
    view: Callable[[HttpRequest], msgspec.Struct],
) -> Callable[[HttpRequest], HttpResponse]:
    """A POST endpoint: ``view`` returns a message or raises :class:`Refused`.

    A fault of ours is answered as ``BUSY``: the device keeps what it has and tries
    again, while the log tells the operator.
    """

    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            if request.method != "POST":
                raise Refused(Problem.BAD_MESSAGE, "POST only")
            return _response(request, view(request), HTTPStatus.OK)
        except Refused as refused:
            return refuse(request, refused.refusal)
        except OperationalError as error:
            log.warning("database: %s", error)
            return refuse(request, Refusal(Problem.BUSY, retry_after=_BUSY_RETRY_SECONDS))
        except OSError as error:
            # The line went down while the body was on its way: nobody reads this answer.
            return refuse(request, Refusal(Problem.BAD_MESSAGE, detail=str(error)[:300]))
        except Exception:
            log.exception("fault in %s", request.path)
            return refuse(request, Refusal(Problem.BUSY, retry_after=_BUSY_RETRY_SECONDS))

    return answer


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer that carries a refusal."""
    response = _response(request, refusal, _STATUS[refusal.problem])
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _response(request: HttpRequest, message: msgspec.Struct, status: int) -> HttpResponse:
    coding = encoding.choose_coding(request.headers.get("Accept-Encoding", ""))
    data, headers = encoding.encode_for(message, coding, common_dictionary(request))
    return HttpResponse(data, headers=headers, status=status)
