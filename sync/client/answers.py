"""What an answer from the line means, and what is wrong when there is none.

Anything may answer in the province's place: a sign-in page of the network, a proxy,
another site. An answer counts only if it says that it is of this protocol.
"""

import re
import socket
import ssl
from typing import Final, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3
from urllib3.exceptions import NameResolutionError, NewConnectionError

from sync.client.problems import CarrierError, LineProblem
from sync.protocol import encoding
from sync.protocol.refusals import Problem

PROXY_ASKS: Final = 407
_TUNNEL: Final = re.compile(r"Tunnel connection failed: (\d{3})")
_VERIFY_NOT_YET_VALID: Final = 9
_VERIFY_EXPIRED: Final = 10

T = TypeVar("T")


class Refusal(msgspec.Struct):
    """As the protocol's own, but for problems of a newer server that have no name here yet."""

    problem: str
    detail: str = ""
    retry_after: int = 0


def judge(answer: requests.Response, content: bytes, kind: type[T]) -> T:
    """The message in an answer.

    Raises:
        CarrierError: it is a refusal, or not of this protocol.
    """
    status = answer.status_code
    content_type = answer.headers.get("Content-Type", "")
    media_type = content_type.partition(";")[0].strip().lower()
    coding = encoding.coding_of(content_type, answer.headers.get("Content-Encoding", ""))
    if coding is None:
        raise foreign(answer, media_type)
    try:
        if status == requests.codes.ok:
            return encoding.decode(content, kind, coding)
        refusal = encoding.decode(content, Refusal, coding)
    except encoding.BadMessage as error:
        raise CarrierError(
            LineProblem.NOT_OUR_SERVER, status=status, type=media_type, detail=str(error)
        ) from error
    raise CarrierError(
        refusal.problem, retry_after=max(0, refusal.retry_after), detail=refusal.detail
    )


def foreign(answer: requests.Response, media_type: str) -> CarrierError:
    """What an answer means that is not of this protocol."""
    status = answer.status_code
    wait = answer.headers.get("Retry-After", "")
    retry_after = int(wait) if wait.isdecimal() and len(wait) < 6 else 0
    if status == 413:
        return CarrierError(Problem.TOO_LARGE)
    if status == 429:
        return CarrierError(Problem.BUSY, retry_after=retry_after)
    if 500 <= status < 600 and status != 511:  # 511 is a network's own sign-in page
        return CarrierError(LineProblem.SERVER_DOWN, retry_after=retry_after, status=status)
    location = urlsplit(answer.headers.get("Location", "")).netloc
    return CarrierError(
        LineProblem.NOT_OUR_SERVER, status=status, type=media_type, location=location
    )


def line_problem(error: Exception) -> CarrierError:
    """Which problem stands behind an exception of the network libraries."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, CarrierError):
            return cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            if cause.verify_code == _VERIFY_NOT_YET_VALID:
                return CarrierError(LineProblem.CLOCK, kind="not_yet")
            if cause.verify_code == _VERIFY_EXPIRED:
                return CarrierError(LineProblem.CLOCK, kind="expired")
            return CarrierError(LineProblem.TLS, detail=cause.verify_message)
    kinds = tuple(type(cause) for cause in causes)

    def caused_by(*wanted: type[BaseException]) -> bool:
        return any(issubclass(kind, wanted) for kind in kinds)

    if caused_by(requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
        # A proxy that asks says 407; one that does not know who answers, often 401.
        said = [match for cause in causes if (match := _TUNNEL.search(str(cause)))]
        status = int(said[0][1]) if said else 0
        if status in {PROXY_ASKS, 401}:
            return CarrierError(LineProblem.PROXY, status=PROXY_ASKS)
        return CarrierError(LineProblem.PROXY, **({"status": status} if status else {}))
    if caused_by(NameResolutionError, socket.gaierror):
        return CarrierError(LineProblem.NO_LINE)
    if caused_by(ConnectionRefusedError):
        return CarrierError(LineProblem.SERVER_DOWN)
    if caused_by(ConnectionResetError, ConnectionAbortedError, BrokenPipeError):
        return CarrierError(LineProblem.CUT)
    if caused_by(NewConnectionError, requests.exceptions.ConnectTimeout):
        return CarrierError(LineProblem.NO_LINE)
    if caused_by(requests.exceptions.Timeout, TimeoutError, urllib3.exceptions.TimeoutError):
        return CarrierError(LineProblem.TOO_SLOW)
    if caused_by(ssl.SSLError) and not caused_by(ssl.SSLEOFError):
        return CarrierError(LineProblem.TLS, detail=str(error))
    if caused_by(requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, ValueError):
        return CarrierError(LineProblem.BAD_ADDRESS)
    return CarrierError(LineProblem.CUT)


def _causes(error: BaseException) -> list[BaseException]:
    """An exception and everything inside it: causes, contexts, arguments, ``reason``."""
    found: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        item = queue.pop(0)
        if isinstance(item, BaseException) and item not in found:
            found.append(item)
            queue += [getattr(item, "reason", None), item.__cause__, item.__context__, *item.args]
    return found
