"""What a device sent once, given back to it after its file was damaged."""

from typing import Final

import msgspec

from sync.protocol import versions
from sync.protocol.history import HistoryResponse, PastEvent
from sync.server.devices.models import Device
from sync.server.intake.models import Event

_MOST: Final = 500
_MOST_BYTES: Final = 256 * 1024
"""A line that is cut costs one answer."""


def after(device: Device, cursor: int) -> HistoryResponse:
    """The device's own events that arrived after ``cursor``, as many as fit into an answer."""
    found = Event.objects.filter(device=device, pk__gt=cursor).order_by("pk")
    events: list[PastEvent] = []
    size, more = 0, False
    for event in found[: _MOST + 1]:
        size += len(event.body)
        if events and (size > _MOST_BYTES or len(events) == _MOST):
            more = True
            break
        events.append(
            PastEvent(
                epoch=event.epoch,
                counter=event.counter,
                kind=event.kind,
                at=event.device_ms,
                official=event.official,
                body=msgspec.Raw(event.body.encode()),
            )
        )
        cursor = event.pk
    return HistoryResponse(versions.CURRENT, cursor, events, more)


def nothing() -> HistoryResponse:
    """The answer to one who misses no event."""
    return HistoryResponse(versions.CURRENT, 0)
