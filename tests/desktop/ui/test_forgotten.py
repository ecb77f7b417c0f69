"""Nobody knows a password any more: a stick to the province, and one is in again."""

import msgspec
import pyrage
import pytest

from desktop.store import device
from desktop.ui.forgotten import Forgotten
from desktop.ui.signin import SignIn
from desktop.usecases import recovery as asking
from sync.protocol import recovery
from tests.desktop.ui.driving import NAME

NEW = "một câu rất dài và lạ"


@pytest.fixture
def province(desktop, qtbot):
    """The province's age identity; the PC is enrolled there, and nobody is signed in."""
    identity = pyrage.x25519.Identity.generate()
    with desktop.desk.session.store.write() as database:
        device.change(
            database,
            enrolled_at=1,
            device="ab" * 8,
            province_recipient=str(identity.to_public()),
        )
    assert asking.seal(desktop.desk.session)
    assert not asking.seal(desktop.desk.session)
    desktop.shell.signed_out.emit()
    qtbot.waitUntil(lambda: isinstance(desktop.window.front, SignIn))
    return identity


def test_a_stick_to_the_province_and_back_lets_one_in(desktop, province, tmp_path, qtbot):
    stick = tmp_path / "stick"
    stick.mkdir()
    desktop.window.front.forgotten.emit()
    gate = desktop.window.front
    assert isinstance(gate, Forgotten)
    gate.drives.choose(stick)
    gate.read()
    qtbot.waitUntil(lambda: "sonca-mo-lai.age" in gate.banner.text)
    gate.ask()
    qtbot.waitUntil(lambda: "rút USB an toàn" in gate.banner.text)

    data = (stick / recovery.REQUEST).read_bytes()
    sealed, to = recovery.read_request(data, str(province))
    assert sealed.device == "ab" * 8
    (stick / recovery.ANSWER).write_bytes(recovery.answer(sealed, to))
    gate.read()
    qtbot.waitUntil(lambda: gate.password.isVisible())
    assert [NAME in choice.accessibleName() for choice in gate._group.buttons()] == [True]
    gate.password.edit.setText("ngắn")
    gate.enter()
    qtbot.waitUntil(lambda: gate.password.error != "")
    gate.password.edit.setText(NEW)
    with qtbot.waitSignal(desktop.signed_in):
        gate.enter()
    desktop.stop_timer()
    assert desktop.desk.official.name == NAME


def test_one_can_turn_back(desktop, province):
    desktop.window.front.forgotten.emit()
    desktop.window.front._leave()
    assert isinstance(desktop.window.front, SignIn)


def test_bytes_from_anywhere_open_nothing():
    identity = pyrage.x25519.Identity.generate()
    for data in (b"", b"{}", b"\xff" * 50, msgspec.json.encode(recovery.Request("eA==", "age1x"))):
        with pytest.raises(recovery.BadRecovery):
            recovery.read_request(data, str(identity))
        with pytest.raises(recovery.BadRecovery):
            recovery.read_answer(data, str(identity))
    with pytest.raises(recovery.BadRecovery):
        recovery.answer(recovery.Sealed("00", "d"), "not a recipient")
