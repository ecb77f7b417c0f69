"""Throttling of those who guess: enrolment codes and passwords."""

import datetime as dt
import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from sync.server.accounts.models import FailedTry

WINDOW: Final = dt.timedelta(minutes=15)
MOST_IN_WINDOW: Final = 10


def address(request: HttpRequest) -> str:
    """The caller's network address; an IPv6 caller counts as its /64.

    Behind a trusted proxy it is the last address that a trusted proxy did not add.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    hops += reversed(request.headers.get("X-Forwarded-For", "").split(","))
    caller = ""
    for hop in hops:
        caller = hop.strip() or caller
        if caller not in settings.TRUSTED_PROXIES:
            break
    try:
        parsed = ipaddress.ip_address(caller)
    except ValueError:
        return caller[:80]
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def wait_seconds(door: FailedTry.Door, who: str) -> int:
    """How long ``who`` must wait before another try at ``door``; 0 when they may."""
    now = timezone.now()
    recent = FailedTry.objects.filter(door=door, who=who[:80], at__gt=now - WINDOW)
    times = list(recent.order_by("-at").values_list("at", flat=True)[:MOST_IN_WINDOW])
    if len(times) < MOST_IN_WINDOW:
        return 0
    return max(1, int((times[-1] + WINDOW - now).total_seconds()))


def failed(door: FailedTry.Door, who: str) -> None:
    """Count a failed try, and forget those that no longer matter."""
    now = timezone.now()
    FailedTry.objects.filter(at__lt=now - 4 * WINDOW).delete()
    FailedTry.objects.create(door=door, who=who[:80], at=now)


def forget(door: FailedTry.Door, who: str) -> None:
    """The right code or password was given."""
    FailedTry.objects.filter(door=door, who=who[:80]).delete()
