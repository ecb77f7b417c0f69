"""``POST /api/v1/enrol``."""

from django.conf import settings
from django.http import HttpRequest

from sync.protocol.enrolment import EnrolRequest, EnrolResponse
from sync.protocol.refusals import Problem
from sync.server import wire
from sync.server.accounts import tries
from sync.server.accounts.models import FailedTry
from sync.server.devices import enrolment
from sync.server.exchange import keys as province_keys

_GUESSES = {Problem.CODE_UNKNOWN, Problem.CODE_USED}


@wire.endpoint
def enrol(request: HttpRequest) -> EnrolResponse:
    """One enrolment. Wrong codes are counted by address; a mistyped one is no guess."""
    asked = wire.read(request, EnrolRequest)
    caller = tries.address(request)
    wait = tries.wait_seconds(FailedTry.Door.ENROLMENT, caller)
    if wait:
        raise wire.Refused(Problem.TOO_MANY_TRIES, retry_after=wait)
    try:
        device = enrolment.enrol(asked)
    except wire.Refused as refused:
        if refused.refusal.problem in _GUESSES and refused.refusal.detail != "mistyped":
            tries.failed(FailedTry.Door.ENROLMENT, caller)
        raise
    return enrolment.answer(device, province_keys.load(settings.KEYS))
