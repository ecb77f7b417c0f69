"""Which device is calling."""

from django.http import HttpRequest

from sync.protocol.refusals import Problem
from sync.server.devices import enrolment
from sync.server.devices.models import Device
from sync.server.wire import Refused


def device_of(request: HttpRequest) -> Device:
    """The device whose token the request carries.

    Raises:
        Refused: NOT_ENROLLED or REVOKED.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refused(Problem.NOT_ENROLLED)
    return enrolment.authenticate(token.strip())
