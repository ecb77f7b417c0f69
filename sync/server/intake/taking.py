"""A batch of events: which are new, which were here, which contradict what is here."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from django.utils import timezone

from sync.protocol.messages import Event, Outcome, Result
from sync.server.devices.models import Device
from sync.server.intake import bodies, effects, lives, once
from sync.server.intake.models import Alarm


def take_in(device: Device, epoch: str, events: Sequence[Event]) -> list[Result]:
    """Take in a batch, inside the caller's transaction: results in order of counter.

    Gaps and any order are accepted. What is new has its effect in this transaction;
    what contradicts or can never be taken in becomes an alarm.
    """
    now = timezone.now()
    outcomes: list[tuple[Event, Outcome, str]] = []
    fresh: dict[int, tuple[once.Row, bodies.Body]] = {}
    repeats: list[Event] = []
    for event in sorted(events, key=lambda event: event.counter):
        if event.counter in fresh:
            repeats.append(event)
            continue
        try:
            body = bodies.read(event)
        except bodies.Unfit as unfit:
            outcomes.append((event, Outcome.REFUSED, str(unfit)))
            continue
        fresh[event.counter] = (_row(event), body)
        outcomes.append((event, Outcome.ACCEPTED, ""))

    elsewhere = lives.held_elsewhere(device, epoch, list(fresh)) if fresh else set()
    rows = [row for row, _ in fresh.values() if (row.counter, row.digest) not in elsewhere]
    keys = once.EVENTS.insert((device.pk, epoch, now), rows) if rows else {}
    held = {row.counter: row.digest for row, _ in fresh.values() if row.counter in keys}
    held |= {c: digest for c, digest in elsewhere if c in fresh and fresh[c][0].digest == digest}
    missing = [counter for counter in fresh if counter not in held]
    held |= once.stored_digests(device, epoch, missing) if missing else {}

    outcomes = [
        (event, _against(event, held), reason)
        if outcome is Outcome.ACCEPTED and event.counter not in keys
        else (event, outcome, reason)
        for event, outcome, reason in outcomes
    ] + [(event, _against(event, held), "") for event in repeats]
    outcomes.sort(key=lambda each: each[0].counter)

    _raise_alarms(device, epoch, outcomes, now)
    if keys:
        new = [effects.New(keys[counter], *fresh[counter]) for counter in sorted(keys)]
        effects.apply(device, epoch, new, now)
    return _runs(outcomes)


def _row(event: Event) -> once.Row:
    return once.Row(
        counter=event.counter,
        kind=event.kind,
        official=event.official,
        device_ms=event.at,
        digest=event.digest().hex(),
        body=bytes(event.body).decode(),
    )


def _against(event: Event, held: dict[int, str]) -> Outcome:
    same = held[event.counter] == event.digest().hex()
    return Outcome.DUPLICATE if same else Outcome.CONFLICT


def _raise_alarms(
    device: Device,
    epoch: str,
    outcomes: Iterable[tuple[Event, Outcome, str]],
    now: dt.datetime,
) -> None:
    kinds = {Outcome.CONFLICT: Alarm.Kind.CONFLICT, Outcome.REFUSED: Alarm.Kind.REFUSED}
    alarms = [
        Alarm(
            kind=kinds[outcome],
            device=device,
            epoch=epoch,
            counter=event.counter if event.counter in bodies.INT64 else 0,
            digest=event.digest().hex(),
            reason=reason,
            event_kind=event.kind.replace("\x00", "")[:40],
            body=bytes(event.body).decode(errors="replace").replace("\x00", "�"),
            raised_at=now,
        )
        for event, outcome, reason in outcomes
        if outcome in kinds
    ]
    if alarms:
        Alarm.objects.bulk_create(alarms, ignore_conflicts=True)


def _runs(outcomes: Iterable[tuple[Event, Outcome, str]]) -> list[Result]:
    """Neighbouring counters with one outcome as one result."""
    runs: list[Result] = []
    for event, outcome, reason in outcomes:
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.outcome == outcome
            and last.reason == reason
            and last.last + 1 == event.counter
        ):
            runs[-1] = msgspec.structs.replace(last, last=event.counter)
        else:
            runs.append(Result(event.counter, event.counter, outcome, reason))
    return runs
