"""``POST /api/v1/sync``."""

from django.http import HttpRequest

from sync.protocol.messages import SyncRequest, SyncResponse
from sync.server import wire
from sync.server.devices import tokens
from sync.server.intake import exchanging


@wire.endpoint
def sync(request: HttpRequest) -> SyncResponse:
    """One exchange over the line."""
    device = tokens.device_of(request)
    return exchanging.exchange(device, wire.read(request, SyncRequest))
