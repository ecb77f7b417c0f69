"""``POST /api/v1/publish/lessons``: from the trainer's window, with an account of the console.

The account comes with each request (``Authorization: Basic``), so that nothing has to be kept
on the trainer's PC; guesses count with those at the console's door.
"""

import base64
import binascii
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest

from sync.protocol.messages import Published
from sync.protocol.refusals import Problem
from sync.server import wire
from sync.server.accounts import tries
from sync.server.accounts.models import FailedTry, Staff
from sync.server.exchange import keys
from sync.server.files.storage import Storage
from sync.server.packs import uploads

_DOOR = FailedTry.Door.SIGN_IN
_CHUNK = 256 * 1024


@wire.endpoint
def publish(request: HttpRequest) -> Published:
    """The pack in the body becomes the next version. ``?drop=1``: also when lessons go away."""
    person = _person(request)
    if not uploads.may_publish(person):
        raise wire.Refused(Problem.NOT_ALLOWED)
    try:
        return uploads.publish(
            _body(request),
            keys.load(settings.KEYS),
            Storage(settings.FILES),
            person,
            drop=request.GET.get("drop") == "1",
        )
    except uploads.TooLarge as error:
        raise wire.Refused(Problem.TOO_LARGE) from error
    except uploads.NotAPack as error:
        raise wire.Refused(Problem.PACK_REFUSED, str(error)) from error


def _person(request: HttpRequest) -> Staff:
    """Whose account the request carries.

    Raises:
        Refused: nobody's, or too many wrong ones came before.
    """
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    try:
        told = base64.b64decode(coded, validate=True).decode() if kind == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        told = ""
    username, _, password = told.partition(":")
    watched = [tries.address(request), f"@{username}".casefold()]
    wait = max(tries.wait_seconds(_DOOR, who) for who in watched)
    if wait:
        raise wire.Refused(Problem.TOO_MANY_TRIES, retry_after=wait)
    person = authenticate(request, username=username, password=password)
    if not isinstance(person, Staff):
        for who in watched:
            tries.failed(_DOOR, who)
        raise wire.Refused(Problem.ACCOUNT_UNKNOWN)
    for who in watched:
        tries.forget(_DOOR, who)
    return person


def _body(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(_CHUNK):
        yield chunk
