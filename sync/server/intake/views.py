"""``POST /api/v1/sync`` and ``POST /api/v1/history``."""

import msgspec
from django.http import HttpRequest

from sync.protocol.history import HistoryRequest, HistoryResponse
from sync.protocol.messages import SyncRequest, SyncResponse
from sync.server import wire
from sync.server.devices import tokens
from sync.server.intake import exchanging
from sync.server.intake import history as past


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


@wire.endpoint
def history(request: HttpRequest) -> HistoryResponse:
    """What a device sent, for one that has lost it."""
    device = tokens.device_of(request)
    return past.after(device, wire.read(request, HistoryRequest).after)
