"""What happened in a run of faults, and what must be true of it.

The model is small. An official's action, once the PC has said that it is done, is in the
PC's file for good. An event that the province confirmed is with the province for good.
In the end both sides hold the same events with the same contents, each with its effect
once, and each PC holds exactly the decisions that were made for it, in their order.
"""

from dataclasses import dataclass, field

Key = tuple[str, int]
"""An event: epoch and counter."""


@dataclass
class PcHistory:
    """One PC: what it said was done, and what its file holds in the end.

    ``said`` and ``held`` map events to digests; ``states`` those of ``held``;
    ``confirmed`` counts confirmed events after each exchange, ``cursors`` likewise;
    ``decisions`` are (number, body) in order of number.
    """

    name: str
    said: dict[Key, str] = field(default_factory=dict)
    held: dict[Key, str] = field(default_factory=dict)
    states: dict[Key, str] = field(default_factory=dict)
    confirmed: list[int] = field(default_factory=list)
    cursors: list[int] = field(default_factory=list)
    decisions: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class ProvinceHistory:
    """The province in the end. ``events`` are rows (event, digest), ``effects`` count what
    each event became, ``decided`` is (number, body) by PC, ``alarms`` their kinds."""

    events: list[tuple[Key, str]] = field(default_factory=list)
    effects: dict[Key, int] = field(default_factory=dict)
    decided: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)


def violations(pcs: list[PcHistory], province: ProvinceHistory) -> list[str]:
    """Everything that contradicts the model, in words; empty when all is well."""
    found = [f"alarm: {kind}" for kind in province.alarms]
    rows = dict(province.events)
    if len(rows) != len(province.events):
        found.append("the province holds an event twice")
    known = {key for pc in pcs for key in pc.held}
    found += [f"nobody did {key}" for key in rows.keys() - known]
    for pc in pcs:
        found += [f"{pc.name}: {what}" for what in _of_pc(pc, rows, province)]
    return found


def _of_pc(pc: PcHistory, rows: dict[Key, str], province: ProvinceHistory) -> list[str]:
    found = []
    for key, digest in pc.said.items():
        if pc.held.get(key) != digest:
            found.append(f"{key} was done and is not in the file")
    for epoch in {epoch for epoch, _ in pc.held}:
        counters = sorted(counter for e, counter in pc.held if e == epoch)
        if counters != list(range(1, len(counters) + 1)):
            found.append(f"gap in {epoch}")
    for key, digest in pc.held.items():
        state = pc.states.get(key)
        if state != "accepted":
            found.append(f"{key} is {state}")
        if key not in rows:
            found.append(f"lost: {key}")
        elif rows[key] != digest:
            found.append(f"changed: {key}")
        effects = province.effects.get(key, 0)
        if effects != 1:
            found.append(f"{key} had its effect {effects} times")
    for what, line in (("confirmed events", pc.confirmed), ("cursor", pc.cursors)):
        if line != sorted(line):
            found.append(f"{what} went back")
    decided = province.decided.get(pc.name, [])
    if pc.decisions != decided:
        hidden = [number for number, _ in decided if number not in dict(pc.decisions)]
        found.append(f"decisions differ; hidden: {hidden[:5]}")
    return found
