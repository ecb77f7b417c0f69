"""Replies that were made for a browser's visitor, until somebody takes them to the communes."""

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from sync.protocol import bundle
from sync.server.devices.models import Device
from sync.server.exchange.models import Carried
from sync.server.exchange.replies import Reply

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.devices.models import Commune

KEPT_S: Final = 30 * 24 * 3600
"""How long a reply waits to be fetched. Another visit of the bundle makes another."""


@dataclass(frozen=True)
class Kept:
    """A bundle of a reply on the server's disk, encrypted for its device."""

    name: str
    path: Path


def keep(replies: list[Reply]) -> str:
    """The key under which the bundles of a reply wait.

    Raises:
        OSError: the disk is full.
    """
    _forget_old()
    key = secrets.token_hex(16)
    _home().mkdir(parents=True, exist_ok=True)
    for place, reply in enumerate(replies, 1):
        path = _file(key, place)
        partial = path.with_suffix(".new")
        with partial.open("wb") as out:
            reply.write(out)
        partial.replace(path)
    return key


def bundles(key: str, first_name: str, count: int) -> list[Kept]:
    """The bundles kept under ``key``; empty when they have been forgotten."""
    stem = first_name.removesuffix(bundle.SUFFIX)
    names = [first_name, *(f"{stem}-{place}{bundle.SUFFIX}" for place in range(2, count + 1))]
    found = [Kept(name, _file(key, place)) for place, name in enumerate(names, 1)]
    return found if all(kept.path.exists() for kept in found) else []


def of(row: Carried) -> list[Kept]:
    """The reply to a bundle that came through the browser."""
    return bundles(row.reply, row.reply_name, row.replies) if row.reply else []


def rows(communes: "QuerySet[Commune]") -> "QuerySet[Carried]":
    """What was answered for ``communes`` and can still be fetched, the unfetched first.

    A device that has been heard again since gets everything with the later reply.
    """
    later = Carried.objects.filter(device=OuterRef("device")).after(
        OuterRef("number"), OuterRef("part"), OuterRef("of")
    )
    since = timezone.now() - timedelta(seconds=KEPT_S)
    found = Carried.objects.filter(device__commune__in=communes, taken_at__gte=since)
    return (
        found.exclude(reply="")
        .filter(~Exists(later))
        .select_related("device__commune", "taken_by")
        .order_by(F("fetched_at").desc(nulls_first=True), "-taken_at", "pk")
    )


def mark_fetched(found: Iterable[Carried]) -> None:
    """Somebody has taken these along."""
    pks = [row.pk for row in found]
    Carried.objects.filter(pk__in=pks).update(fetched_at=timezone.now())


def devices(found: Iterable[Carried]) -> Iterator[tuple[Device, dict[str, int]]]:
    """Each row's device, and the packs that it had; without those that do not say."""
    for row in sorted(found, key=lambda each: each.number):
        if row.held is not None:
            yield row.device, row.held


def _forget_old() -> None:
    before = time.time() - KEPT_S
    for path in _home().glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _home() -> Path:
    return Path(settings.FILES) / "replies"


def _file(key: str, place: int) -> Path:
    return _home() / f"{key}-{place}{bundle.SUFFIX}"
