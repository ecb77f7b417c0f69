"""A stick travels between a real encrypted file and the province, both ways."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from desktop.store import device
from desktop.store import keys as slots
from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.usecases.carrying import Carrying
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Door, NewOfficial, People, Session
from desktop.usecases.status import Sentence, read_status
from desktop.usecases.syncing import Syncing
from sync.client.folder import Folder
from sync.protocol import bundle, signing
from sync.protocol.bundle import Fault, Head, Source
from sync.protocol.messages import ChangeKind, ReportRead
from sync.protocol.refusals import Problem
from sync.server.changes import numbering
from sync.server.devices import enrolment
from sync.server.devices.models import Device
from sync.server.exchange import keys as province_keys
from sync.server.exchange import sticks
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake.models import Alarm, Event
from tests.sync.server import factories

PASSWORD = "con chim son ca hot"
CLOCK = iter(range(1_790_000_000_000, 1_800_000_000_000, 1000)).__next__


@pytest.fixture
def official(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server_environment: dict[str, str]
) -> Any:
    """An enrolled official who has since worked without a line."""
    cheap = slots.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(slots.Slots.with_slot, "__defaults__", (cheap,))
    data = Path(server_environment["SONCA_SERVER_DATA"])
    monkeypatch.setattr(settings, "KEYS", data / "keys")
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    code = enrolment.create_code(factories.commune(), factories.staff())
    session = Door(tmp_path / "pc", CLOCK).set_up(
        NewOfficial("Hoàng Thị Sử", "Công chức văn phòng"),
        PASSWORD,
        address=server.address,
        enrolment_code=code,
    )
    syncing = Syncing(session, CLOCK, "test")
    assert syncing.exchange().problem == ""
    syncing.close()
    yield session
    session.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def visit(stick: Path) -> Callable[[], list[sticks.Outcome]]:
    return lambda: list(
        sticks.visit(stick, province_keys.load(settings.KEYS), Storage(settings.FILES))
    )


def _work(session: Session, *names: str) -> None:
    for name in names:
        People(session, CLOCK).add_official(NewOfficial(name, "Công chức"), PASSWORD + name)


def _waiting(session: Session) -> int:
    return read_status(session).waiting


def test_a_stick_carries_work_there_and_confirmation_home(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    _work(official, "Lò Văn Páo", "Giàng A Sính")
    carrying = Carrying(official, CLOCK, "test")
    written = carrying.write(stick)
    assert (written.events, len(written.paths)) == (2, 1)
    assert _waiting(official) == 2, "a stick may get lost"

    assert [outcome.fault for outcome in visit()] == [""]
    assert Event.objects.count() == 3

    taken = carrying.read(stick).taken
    assert (taken.replies, taken.confirmed, taken.refused) == (1, 2, [])
    assert read_status(official).sentence is Sentence.ALL_CONFIRMED


def test_twice_and_in_any_order_changes_nothing(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    carrying = Carrying(official, CLOCK, "test")
    _work(official, "Lò Văn Páo")
    (first,) = carrying.write(stick).paths
    data = first.read_bytes()
    _work(official, "Giàng A Sính")
    (second,) = carrying.write(stick).paths
    assert not first.exists(), "the second has all that the first had"
    first.write_bytes(data)
    visit()
    visit()
    assert Event.objects.count() == 3
    replies = sorted(stick.glob("reply-*"))
    assert len(replies) == 2
    # The older reply alone, then both, then both again.
    held = replies[1].read_bytes()
    replies[1].unlink()
    carrying.read(stick)
    assert _waiting(official) == 1
    replies[1].write_bytes(held)
    carrying.read(stick)
    carrying.read(stick)
    assert _waiting(official) == 0
    assert (first.exists(), second.exists()) == (True, True)


def test_the_line_and_the_stick_may_carry_the_same(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    _work(official, "Lò Văn Páo")
    Carrying(official, CLOCK, "test").write(stick)
    syncing = Syncing(official, CLOCK, "test")
    assert syncing.exchange().confirmed == 1
    syncing.close()
    assert [outcome.fault for outcome in visit()] == [""]
    assert Event.objects.count() == 2


def test_all_decisions_come_home_on_one_stick(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    from django.db import transaction

    device_ = Device.objects.get()
    for number in range(450):
        with transaction.atomic():
            numbering.record(device_, ChangeKind.REPORT_READ, ReportRead(f"{number:032d}", 1, 0))
    carrying = Carrying(official, CLOCK, "test")
    carrying.write(stick)
    visit()
    assert carrying.read(stick).taken.received == 450


def test_photos_travel_too_and_are_kept_once(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    photo = b"\xff\xd8" + bytes(range(256)) * 500
    plain = Source.of_bytes("", photo)
    source = Source.of_bytes(f"files/{plain.part.sha256}", photo)
    row = device.read(official.store)
    me = Carrying(official, CLOCK, "test")._identity(row)
    folder = Folder(me, StoreOutbox(official.store), StoreInbox(official.store, CLOCK), CLOCK)
    numbers = iter(range(100, 200)).__next__
    assert folder.write(stick, numbers, [source]).files == 1
    visit()
    visit()
    upload = Upload.objects.get()
    assert upload.finished_at is not None
    assert Storage(settings.FILES).whole(upload.sha256).read_bytes() == photo


def test_a_foreign_file_is_named_and_the_rest_goes_on(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    _work(official, "Lò Văn Páo")
    Carrying(official, CLOCK, "test").write(stick)
    (stick / "sonca-0000-000001.age").write_bytes(b"not age at all")
    (stick / "sonca-zzzz-000001.age").write_bytes(b"")
    outcomes = {outcome.name: outcome.fault for outcome in visit()}
    assert outcomes["sonca-0000-000001.age"] == Fault.NOT_A_BUNDLE
    assert sorted(outcomes.values()) == ["", "not_a_bundle", "not_a_bundle"]
    with pytest.raises(CommandError, match="2 gói"):
        call_command("bundles", str(stick), stdout=io.StringIO(), stderr=io.StringIO())


def test_a_stranger_cannot_speak_for_a_device(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    device_ = Device.objects.get()
    source = Source.of_bytes(bundle.MESSAGES, b"{}")
    head = Head(1, device_.ident, bundle.PROVINCE, "ab" * 8, 1, 0, [source.part])
    recipient = province_keys.load(settings.KEYS).recipient
    with (stick / bundle.file_name(device_.ident, 1)).open("wb") as out:
        bundle.write(out, head, [source], signing.new_seed(), recipient)
    assert [outcome.fault for outcome in visit()] == [Fault.ALTERED]


def test_a_forged_reply_is_refused(official: Session, stick: Path) -> None:
    device_ = Device.objects.get()
    source = Source.of_bytes(bundle.MESSAGES, b'{"v":1,"t":0,"c":99}')
    head = Head(1, bundle.PROVINCE, device_.ident, "ab" * 8, 1, 0, [source.part])
    with (stick / bundle.reply_name(device_.ident, 1)).open("wb") as out:
        bundle.write(out, head, [source], signing.new_seed(), device_.recipient)
    taken = Carrying(official, CLOCK, "test").read(stick).taken
    assert [fault for _, fault in taken.refused] == [Fault.ALTERED]


def test_a_revoked_device_is_told_apart(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    from django.utils import timezone

    carrying = Carrying(official, CLOCK, "test")
    _work(official, "Lò Văn Páo")
    carrying.write(stick)
    Device.objects.update(revoked_at=timezone.now())
    (outcome,) = visit()
    assert (outcome.fault, "thu hồi" in outcome.sentence) == (Problem.REVOKED, True)
    assert Event.objects.count() == 1
    assert carrying.read(stick).taken.problem == Problem.REVOKED
    assert read_status(official).sentence is Sentence.REVOKED
    assert _waiting(official) == 1, "it is kept"
    # It comes back with a new code; the old reply on the stick says nothing any more.
    code = enrolment.create_code(factories.commune())
    Enrolment(official).correct(address="tinh.invalid", code=code)
    old = {path.name: path.read_bytes() for path in stick.glob("reply-*")}
    carrying.exchange(stick)
    assert [each.fault for each in visit()] == [""]
    assert carrying.exchange(stick).taken.enrolled
    for name, data in old.items():
        (stick / name).write_bytes(data)
    assert carrying.read(stick).taken.problem == ""
    assert read_status(official).sentence is Sentence.ALL_CONFIRMED


def test_the_province_can_look_inside_with_age(
    official: Session, stick: Path, tmp_path: Path
) -> None:
    _work(official, "Lò Văn Páo")
    Carrying(official, CLOCK, "test").write(stick)
    data = next(stick.iterdir()).read_bytes()
    assert "Lò Văn Páo".encode() not in data
    identity = province_keys.load(settings.KEYS).identity
    assert pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)])[:9] == b"head.json"


@pytest.mark.parametrize("kind", ["gone", "full"])
def test_a_medium_that_fails_is_said_and_nothing_is_lost(
    official: Session, stick: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _work(official, "Lò Văn Páo")
    carrying = Carrying(official, CLOCK, "test")
    if kind == "gone":
        stick.rmdir()
        code = Code.MEDIUM_GONE
    else:
        unfinished = stick / f"{bundle.file_name(Device.objects.get().ident, 1)}.unfinished"
        unfinished.symlink_to("/dev/full")
        code = Code.MEDIUM_FULL
    with pytest.raises(KnownError) as caught:
        carrying.write(stick)
    assert caught.value.code is code, caught.value.__cause__
    assert _waiting(official) == 1
    assert not stick.exists() or not list(stick.iterdir())


def test_more_decisions_than_one_answer_holds_come_by_stick_and_go_on_by_line(
    official: Session, stick: Path, visit: Callable[[], list[sticks.Outcome]]
) -> None:
    with transaction.atomic():
        for n in range(numbering.MOST_IN_ANSWER + 5):
            numbering.record(
                Device.objects.get(), ChangeKind.REPORT_READ, ReportRead("1" * 32, n, 5)
            )
    carrying = Carrying(official, CLOCK, "test")
    carrying.write(stick)
    visit()
    assert carrying.read(stick).taken.received == numbering.MOST_IN_ANSWER + 5
    syncing = Syncing(official, CLOCK, "test")
    assert syncing.exchange().received == 0
    syncing.close()
    assert not Alarm.objects.exists()
