"""``POST /api/v1/sync``."""

import msgspec
from django.http import HttpRequest

from sync.protocol.messages import SyncRequest, SyncResponse
from sync.server import wire
from sync.server.devices import tokens
from sync.server.intake import exchanging


@wire.endpoint
def sync(request: HttpRequest) -> SyncResponse:
    """One exchange over the line."""
    device = tokens.device_of(request)
    told = wire.read(request, SyncRequest)
    response = exchanging.exchange(device, told)
    if told.dictionary:
        common = wire.common_dictionary(request)
        response = msgspec.structs.replace(response, dictionary=common)
    return response
