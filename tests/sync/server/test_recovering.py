"""All passwords forgotten: the province lets the commune in again, by stick."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from desktop.store import keys
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Door, Session
from desktop.usecases.recovery import Recovery
from sync.protocol import recovery
from sync.server.devices.models import Device
from tests.sync.server.test_sticks import CLOCK, official, stick

__all__ = ["official", "stick"]

NEW = "một mật khẩu rất mới"


@pytest.fixture
def forgotten(official: Session) -> Path:
    """The folder of an enrolled PC that nobody is signed in to."""
    folder = official.store.path.parent
    official.close()
    return folder


def _recover(stick: Path, commune: str = "00715") -> None:
    call_command("recover", str(stick / recovery.REQUEST), commune=commune, stdout=io.StringIO())


def test_the_province_lets_the_commune_in(forgotten: Path, stick: Path) -> None:
    asking = Recovery(forgotten)
    assert asking.is_possible()
    request = asking.ask(stick)
    key_before = keys.read(forgotten)
    assert key_before.sealed
    _recover(stick)
    people = Recovery(forgotten).read_answer  # another start of the program
    again = Recovery(forgotten)
    (person,) = again.read_answer(stick)
    assert person.name == "Hoàng Thị Sử"
    session = again.let_in(person, NEW)
    session.close()
    Door(forgotten, CLOCK).sign_in("hoang thi su", NEW).close()
    # The answer is used up, and serves nobody else.
    with pytest.raises(KnownError) as caught:
        people(stick)
    assert caught.value.code is Code.RECOVERY_ANSWER_MISSING
    assert request.exists()


def test_neither_file_opens_anything_by_itself(forgotten: Path, stick: Path) -> None:
    Recovery(forgotten).ask(stick)
    _recover(stick)
    Recovery(forgotten).ask(stick)  # a newer request: the answer was for the one before
    with pytest.raises(KnownError) as caught:
        Recovery(forgotten).read_answer(stick)
    assert caught.value.code is Code.RECOVERY_ANSWER_MISSING


@pytest.mark.parametrize("why", ["another commune", "revoked", "garbage"])
def test_the_command_refuses(forgotten: Path, stick: Path, why: str) -> None:
    Recovery(forgotten).ask(stick)
    if why == "revoked":
        Device.objects.update(revoked_at=timezone.now())
    if why == "garbage":
        (stick / recovery.REQUEST).write_bytes(b"{}")
    with pytest.raises(CommandError):
        _recover(stick, "00721" if why == "another commune" else "00715")
    assert not (stick / recovery.ANSWER).exists()


def test_a_pc_that_was_never_enrolled_cannot_ask(tmp_path: Path) -> None:
    assert not Recovery(tmp_path).is_possible()
    with pytest.raises(KnownError) as caught:
        Recovery(tmp_path).ask(tmp_path)
    assert caught.value.code is Code.KEYS_MISSING


def test_slots_that_were_changed_keep_what_was_sealed(forgotten: Path, stick: Path) -> None:
    before = keys.read(forgotten)
    changed = before.with_slot("1" * 32, "Ai đó", NEW, bytes(32))
    keys.write(forgotten, changed)
    after: Any = keys.read(forgotten)
    assert (after.sealed, after.sealed_to) == (before.sealed, before.sealed_to)
