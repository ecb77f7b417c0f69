"""The lives of a device's database file, and what copies of it have to do with each other.

A file draws a new epoch when its life begins, also after a repair, and each request says
in which life it was made. A PC whose file is copied to another one (a backup, an image of
the disk) thereby has a twin with the same token, and two things follow:

- what was waiting in the file at that time comes from both of them, perhaps under another
  enrolment: it counts once, see :func:`held_elsewhere`;
- a life that was followed by another goes on doing new things, which one PC alone never
  does, see :func:`note`.
"""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from sync.protocol.messages import SyncRequest
from sync.server.devices.models import Device, DeviceEpoch
from sync.server.intake.models import Alarm, Event
from sync.server.statements import Statement

_OTHERS: Final = Statement(
    "SELECT device_id FROM devices_deviceepoch WHERE epoch = %s AND device_id <> %s"
)


def held_elsewhere(device: Device, epoch: str, counters: Sequence[int]) -> set[tuple[int, str]]:
    """Which of these events another device has sent already: counter and digest.

    An epoch is drawn at random, so two devices with the same one had the same file once.
    What both of them do after that has different contents, and is nobody's repeat.
    """
    others = [row[0] for row in _OTHERS.rows(epoch, device.pk)]
    if not others:
        return set()
    stored = Event.objects.filter(device__in=others, epoch=epoch, counter__in=counters)
    return set(stored.values_list("counter", "digest"))


def note(device: Device, told: SyncRequest, *, in_turn: bool, news: bool) -> str:
    """Remember the life that a request was made in; gives the newest that is known.

    ``in_turn``: it came when it was made, unlike what lies on a stick for weeks. ``news``:
    it brought what was not here before; what was only late or repeated proves nothing.
    """
    life = told.life or told.epoch
    if life == device.epoch == told.epoch:
        return life
    known = set(device.epochs.values_list("epoch", flat=True))
    DeviceEpoch.objects.bulk_create(
        [
            DeviceEpoch(device=device, epoch=epoch, first_seen=timezone.now())
            for epoch in dict.fromkeys((told.epoch, life))
            if epoch not in known
        ],
        ignore_conflicts=True,
    )
    if not device.epoch or (in_turn and life not in known):
        return life
    if in_turn and news and life != device.epoch:
        _raise_alarm(device, life)
    return device.epoch


def _raise_alarm(device: Device, life: str) -> None:
    """One at a time, for as long as nobody has settled it."""
    before = Alarm.objects.filter(device=device, kind=Alarm.Kind.SHARED)
    if before.filter(settled_at=None).exists():
        return
    Alarm.objects.get_or_create(
        kind=Alarm.Kind.SHARED,
        device=device,
        epoch=life,
        counter=before.count(),
        digest="",
        defaults={"raised_at": timezone.now()},
    )
    Device.objects.filter(pk=device.pk).update(shared_since=timezone.now())
    device.shared_since = timezone.now()
