"""The checker of histories finds what it is there to find."""

import copy

import pytest

from tests.sync.faults_history import PcHistory, ProvinceHistory, violations

KEYS = [("aa", 1), ("aa", 2), ("aa", 3)]


def good() -> tuple[list[PcHistory], ProvinceHistory]:
    held = {key: f"digest {key}" for key in KEYS}
    pc = PcHistory(
        "pc1",
        said={KEYS[0]: held[KEYS[0]]},
        held=held,
        states=dict.fromkeys(KEYS, "accepted"),
        confirmed=[0, 2, 3],
        cursors=[0, 5],
        decisions=[(4, "a"), (5, "b")],
    )
    province = ProvinceHistory(
        events=list(held.items()),
        effects=dict.fromkeys(KEYS, 1),
        decided={"pc1": [(4, "a"), (5, "b")]},
    )
    return [pc], province


def test_a_good_history_has_no_violations() -> None:
    assert violations(*good()) == []


def _lost(pc: PcHistory, province: ProvinceHistory) -> None:
    del province.events[1]


def _doubled(pc: PcHistory, province: ProvinceHistory) -> None:
    province.events.append(province.events[0])


def _doubled_effect(pc: PcHistory, province: ProvinceHistory) -> None:
    province.effects[KEYS[0]] = 2


def _no_effect(pc: PcHistory, province: ProvinceHistory) -> None:
    del province.effects[KEYS[0]]


def _changed(pc: PcHistory, province: ProvinceHistory) -> None:
    province.events[2] = (KEYS[2], "other")


def _invented(pc: PcHistory, province: ProvinceHistory) -> None:
    province.events.append((("bb", 1), "x"))


def _forgotten_on_the_pc(pc: PcHistory, province: ProvinceHistory) -> None:
    pc.said["aa", 4] = "done"


def _gap(pc: PcHistory, province: ProvinceHistory) -> None:
    for mapping in (pc.held, pc.states):
        del mapping[KEYS[1]]
    del province.events[1]


def _still_waiting(pc: PcHistory, province: ProvinceHistory) -> None:
    pc.states[KEYS[0]] = "pending"


def _unconfirmed_again(pc: PcHistory, province: ProvinceHistory) -> None:
    pc.confirmed.append(2)


def _cursor_back(pc: PcHistory, province: ProvinceHistory) -> None:
    pc.cursors.append(4)


def _hidden(pc: PcHistory, province: ProvinceHistory) -> None:
    province.decided["pc1"].append((6, "c"))


def _decided_twice(pc: PcHistory, province: ProvinceHistory) -> None:
    pc.decisions.append((6, "b"))


def _alarm(pc: PcHistory, province: ProvinceHistory) -> None:
    province.alarms.append("conflict")


@pytest.mark.parametrize(
    "damage",
    [
        _lost,
        _doubled,
        _doubled_effect,
        _no_effect,
        _changed,
        _invented,
        _forgotten_on_the_pc,
        _gap,
        _still_waiting,
        _unconfirmed_again,
        _cursor_back,
        _hidden,
        _decided_twice,
        _alarm,
    ],
)
def test_each_damage_is_found(damage) -> None:
    pcs, province = copy.deepcopy(good())
    damage(pcs[0], province)
    assert violations(pcs, province) != []
