import json
import unicodedata

import pytest

from desktop.store import keys
from desktop.store.errors import Code, KnownError

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
KEY = bytes(range(32))
FIRST, SECOND = "11" * 16, "22" * 16


def slots_of_two() -> keys.Slots:
    slots = keys.new_slots().with_slot(FIRST, "Nguyễn Thị Hoà", "mot hai ba bon", KEY, CHEAP)
    return slots.with_slot(SECOND, "Nguyen Thi Hoa", "nam sau bay tam", KEY, CHEAP)


def test_each_official_opens_the_same_key_as_themselves():
    slots = slots_of_two()
    assert slots.open("Nguyễn Thị Hoà", "mot hai ba bon") == keys.Opened(KEY, FIRST)
    # The names fold alike; the passwords tell the two people apart.
    assert slots.open("nguyễn thị  HOÀ ", "nam sau bay tam") == keys.Opened(KEY, SECOND)


@pytest.mark.parametrize(
    ("name", "password"), [("Nguyễn Thị Hoà", "sai"), ("Nguyễn Văn Ai", "mot hai ba bon"), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_the_same_error(name, password):
    with pytest.raises(KnownError) as caught:
        slots_of_two().open(name, password)
    assert caught.value.code is Code.WRONG_PASSWORD


def test_a_password_typed_decomposed_is_the_same_password():
    slots = keys.new_slots().with_slot(FIRST, "A", "mật khẩu dài", KEY, CHEAP)
    assert slots.open("A", unicodedata.normalize("NFD", "mật khẩu dài")).key == KEY


def test_a_colleague_replaces_a_forgotten_password():
    slots = slots_of_two().with_slot(FIRST, "Nguyễn Thị Hoà", "mat khau moi", KEY, CHEAP)
    assert slots.open("Nguyễn Thị Hoà", "mat khau moi").official == FIRST
    assert not slots.opens(FIRST, "mot hai ba bon")
    assert slots.opens(SECOND, "nam sau bay tam")


def test_a_slot_with_an_exchanged_label_opens_nothing():
    slots = slots_of_two()
    first, second = slots.slots
    forged = keys.Slot(second.official, first.name_hash, first.salt, first.cost, first.box)
    with pytest.raises(KnownError):
        keys.Slots(slots.name_key, (forged,)).open("Nguyễn Thị Hoà", "mot hai ba bon")


def test_written_and_read_again(tmp_path):
    written = keys.write(tmp_path, slots_of_two())
    assert keys.read(tmp_path) == written
    assert written.generation == 1


def test_the_file_says_nothing_about_anybody(tmp_path):
    keys.write(tmp_path, slots_of_two())
    text = (tmp_path / "keys.json").read_text().casefold()
    assert "hoa" not in text
    assert "nguy" not in text


@pytest.mark.parametrize("name", ["keys.json", "keys.copy.json"])
@pytest.mark.parametrize("size", [0, 1, 100, 300])
def test_a_torn_file_loses_nobody(tmp_path, name, size):
    written = keys.write(tmp_path, slots_of_two())
    torn = tmp_path / name
    torn.write_bytes(torn.read_bytes()[:size] + b"\0" * 20)
    assert keys.read(tmp_path) == written


def test_torn_between_the_copies_the_newer_one_counts(tmp_path):
    keys.write(tmp_path, slots_of_two())
    before = (tmp_path / "keys.copy.json").read_bytes()
    newer = keys.write(tmp_path, keys.read(tmp_path).with_slot("33" * 16, "C", "x", KEY, CHEAP))
    (tmp_path / "keys.copy.json").write_bytes(before)
    assert keys.read(tmp_path) == newer


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b'{"check": 1}', b"\xff\xfe"])
def test_both_copies_damaged_is_said(tmp_path, damage):
    for name in ("keys.json", "keys.copy.json"):
        (tmp_path / name).write_bytes(damage)
    with pytest.raises(KnownError) as caught:
        keys.read(tmp_path)
    assert caught.value.code is Code.KEYS_DAMAGED


def test_no_file_is_said(tmp_path):
    with pytest.raises(KnownError) as caught:
        keys.read(tmp_path)
    assert caught.value.code is Code.KEYS_MISSING


def test_a_file_of_a_newer_program_is_left_alone(tmp_path):
    keys.write(tmp_path, slots_of_two())
    content = json.loads((tmp_path / "keys.json").read_text())
    del content["check"]
    content["format"] = keys.FORMAT + 1
    for name in ("keys.json", "keys.copy.json"):
        (tmp_path / name).write_text(json.dumps({**content, "check": keys._check(content)}))
    with pytest.raises(KnownError) as caught:
        keys.read(tmp_path)
    assert caught.value.code is Code.STORE_TOO_NEW


def test_the_standard_cost_is_the_one_of_the_rfc():
    assert (keys.STANDARD.memory, keys.STANDARD.passes, keys.STANDARD.lanes) == (65536, 3, 4)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Đặng Văn Ước", "dang van uoc"),
        (" đẶNG   văn ước", "dang van uoc"),
        ("ÐẶNG VĂN ƯỚC", "dang van uoc"),
        ("Y Bliă Êban", "y blia eban"),
    ],
)
def test_folding_is_part_of_the_file_format(name, folded):
    assert keys.fold(name) == folded
