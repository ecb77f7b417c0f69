"""Two communes without any line: everything that a line does, a stick does."""

import os
import shutil
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.store import attachments, backups, device, file_bodies
from desktop.store.backups import Stop
from desktop.store.names import FILE_NAME
from desktop.usecases.attaching import Asked, Attaching
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.reporting import Reporting, ReportState
from desktop.usecases.status import Sentence, read_status
from sync.protocol import bundle, card
from sync.protocol.messages import FieldComment
from sync.protocol.refusals import Problem
from sync.server.accounts.models import Staff
from sync.server.devices.models import Device
from sync.server.exchange import keys as province_keys
from sync.server.exchange import sticks
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from sync.server.intake.models import Alarm, Event, Report, Revision
from sync.server.packs import publishing
from sync.server.review import answering
from tests.desktop.usecases.conftest import lesson as make_lesson
from tests.desktop.usecases.conftest import write_course
from tests.desktop.usecases.photos import noise, write_form
from tests.sync.server import factories
from tests.sync.server.communes import Pc, cheap_passwords, commune, visit, write_card

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staff:
    cheap_passwords(monkeypatch)
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    return factories.staff()


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """What came with the program: a lesson, and a form that asks for a photo."""
    folder = tmp_path / "packs"
    (folder / "forms").mkdir(parents=True)
    write_form(folder)
    write_course(folder, make_lesson("b2", "Tệp lạ"))
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def pcs(tmp_path: Path, packs: Path, stick: Path) -> Any:
    made = [
        Pc(tmp_path / "a", packs, commune("00715", "Xã Lũng Cú")),
        Pc(tmp_path / "b", packs, commune("00721", "Xã Đồng Văn")),
    ]
    write_card(stick)
    for pc in made:
        pc.trust(stick)
    yield made
    for pc in made:
        pc.session.close()


def _publish(packs: Path) -> None:
    for name in ("lessons", "forms"):
        publishing.publish(
            name, packs / name, province_keys.load(settings.KEYS), Storage(settings.FILES)
        )


def _report(pc: Pc, text: str, photo: bytes) -> str:
    reporting = Reporting(pc.session, pc.content.home("forms"), pc.clock)
    attaching = Attaching(pc.session, pc.clock)
    draft = reporting.new_draft("seen")
    draft.answer("/data/what", text)
    kept = attaching.take(draft.report, Asked("image"), photo, "anh.jpg")
    draft.answer("/data/photo", kept.name)
    reporting.submit(draft.report)
    return draft.report


def _states(pc: Pc) -> list[ReportState]:
    return [c.state for c in Reporting(pc.session, pc.content.home("forms"), pc.clock).reports()]


def _all_is_well(pcs: list[Pc]) -> None:
    for pc in pcs:
        assert pc.events() == pc.at_province(), "each thing exactly once"
        assert read_status(pc.session).sentence is Sentence.ALL_CONFIRMED
    assert Event.objects.count() == sum(len(pc.events()) for pc in pcs)
    assert not Alarm.objects.exists()


def test_a_year_without_a_line(pcs: list[Pc], stick: Path, packs: Path, province: Staff) -> None:
    first, second = pcs
    # Enrolment, and the first work with it, in one journey.
    report = _report(first, "Cột điện đổ", noise(300, 200))
    for pc in pcs:
        assert pc.exchange(stick).written is not None
    outcomes = visit(stick)
    assert [outcome.fault for outcome in outcomes] == [""] * 2, outcomes
    for pc in pcs:
        assert pc.exchange(stick).taken.enrolled
        assert Enrolment(pc.session).state().enrolled
    assert Enrolment(second.session).state().commune == "Xã Đồng Văn"
    assert Upload.objects.get().finished_at is not None
    assert (first.waiting(), read_status(first.session).files) == (0, 0)

    # Lessons and forms: once on the stick, for both.
    write_course(packs, make_lesson("b2", "Tệp lạ, bản mới"), make_lesson("b9", "Bài mới"))
    _publish(packs)
    visit(stick)
    content = list(stick.glob("content-*"))
    assert len(content) == 1
    for pc in pcs:
        assert pc.exchange(stick).delivered.installed == ["forms", "lessons"]
        assert pc.content.held() == {"forms": 1, "lessons": 1}
        assert pc.exchange(stick).delivered.installed == [], "twice is harmless"
    visit(stick)
    assert list(stick.glob("content-*")) == content, "nobody lacks anything now"

    # A report comes back, and goes again.
    row = Report.objects.get()
    revision = row.latest
    assert revision is not None
    answering.mark_read(revision, province)
    fields = [FieldComment("/data/what", "Ở đâu?")]
    answering.answer(row, province, "returned", "Ghi rõ", fields, seen=(revision.pk, 0))
    first.exchange(stick)
    visit(stick)
    first.exchange(stick)
    assert _states(first) == [ReportState.RETURNED]
    draft = Reporting(first.session, first.content.home("forms"), first.clock)
    mended = draft.reopen(report)
    mended.answer("/data/what", "Cột điện đổ ở thôn Séo Lủng")
    draft.submit(report)
    for pc in pcs:
        pc.exchange(stick)
    visit(stick)
    for pc in pcs:
        pc.exchange(stick)
    assert _states(first) == [ReportState.RECEIVED]
    assert Report.objects.get().latest.number == 2  # type: ignore[union-attr]
    _all_is_well(pcs)


def test_a_mended_pc_gets_its_past_and_its_photos_by_stick(pcs: list[Pc], stick: Path) -> None:
    pc = pcs[0]
    store = pc.session.store
    backups.make(store.path, store.key, datetime(2026, 11, 23, tzinfo=UTC), Stop())
    photo = noise(320, 240)
    report = _report(pc, "Cột điện đổ", photo)
    pc.work(1200, seed=3)
    for each in (pc, pcs[1]):
        each.exchange(stick)
    visit(stick)
    for each in (pc, pcs[1]):
        each.exchange(stick)
    before = pc.events()
    (file,) = attachments.of_report(pc.session.store, report).values()
    body = attachments.body(pc.session.store, file.sha256)
    _lose(pc)
    assert len(pc.events()) == 1, "only what the backup had"

    pc.exchange(stick)
    assert any("xin lại" in outcome.sentence for outcome in visit(stick))
    trip = pc.exchange(stick)
    assert trip.taken.back == len(before) - 1 + 1
    assert pc.events() == before
    (back,) = attachments.of_report(pc.session.store, report).values()
    assert (back.sha256, back.arrived) == (file.sha256, True)
    assert attachments.body(pc.session.store, file.sha256) == body
    with file_bodies.reading(pc.session.store, file.sha256) as stream:
        assert stream.read() == body
    # It asks no more.
    assert pc.carrying._asking(device.read(pc.session.store)).wanted is None
    visit(stick)
    assert pc.exchange(stick).taken.back == 0
    _all_is_well(pcs)


def test_a_wrong_code_is_told_by_stick_and_mended(pcs: list[Pc], stick: Path) -> None:
    pc, other = pcs
    Enrolment(pc.session).correct(address="tinh.invalid", code=other.code)
    for each in (other, pc):
        each.exchange(stick)
    # Whichever came first has the code.
    faults = sorted(outcome.fault for outcome in visit(stick))
    assert faults == ["", Problem.CODE_USED]
    loser = next(each for each in pcs if each.exchange(stick).taken.problem)
    assert Enrolment(loser.session).state().problem == Problem.CODE_USED
    assert loser.waiting() == 1
    Enrolment(loser.session).correct(address="tinh.invalid", code=pc.code)
    loser.exchange(stick)
    visit(stick)
    assert loser.exchange(stick).taken.enrolled
    other.exchange(stick)
    _all_is_well(pcs)


def test_nobody_speaks_for_a_key_that_is_not_theirs(pcs: list[Pc], stick: Path) -> None:
    from sync.protocol import encoding, signing
    from sync.protocol.bundle import Head, Source

    asked = factories.asking(pcs[0].code, verify_key="ab" * 32)
    source = Source.of_bytes(bundle.ENROL, encoding.encode(asked, "identity")[0])
    seed = signing.new_seed()
    head = Head(1, signing.public_key(seed), bundle.PROVINCE, "ab" * 8, 1, 0, [source.part])
    recipient = province_keys.load(settings.KEYS).recipient
    with (stick / bundle.file_name(head.sender, 1)).open("wb") as out:
        bundle.write(out, head, [source], seed, recipient)
    assert [outcome.fault for outcome in visit(stick)] == ["altered"]
    assert not Device.objects.exists()


def test_a_stranger_cannot_fill_the_servers_memory(pcs: list[Pc], stick: Path) -> None:
    """Whoever asks to be enrolled is nobody yet, and may say that they send much."""
    from sync.protocol import signing
    from sync.protocol.bundle import Head, Source
    from sync.protocol.messages import MAX_BODY_BYTES

    source = Source.of_bytes(bundle.ENROL, bytes(3 * MAX_BODY_BYTES))
    seed = signing.new_seed()
    head = Head(1, signing.public_key(seed), bundle.PROVINCE, "ab" * 8, 1, 0, [source.part])
    recipient = province_keys.load(settings.KEYS).recipient
    with (stick / bundle.file_name(head.sender, 1)).open("wb") as out:
        bundle.write(out, head, [source], seed, recipient)
    tracemalloc.start()
    assert [outcome.fault for outcome in visit(stick)] == ["altered"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MAX_BODY_BYTES


def test_another_provinces_card_and_replies_are_of_no_use(
    pcs: list[Pc], stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = pcs[0]
    right = card.fingerprint(card.read((stick / "the-tinh-08.sonca").read_bytes()))
    monkeypatch.setattr(settings, "KEYS", tmp_path / "other-keys")
    wrong = write_card(stick)
    assert card.fingerprint(wrong) != right
    pc.exchange(stick)
    assert [outcome.fault for outcome in visit(stick)] == ["not_for_us"]
    (stick / "rac.sonca").write_bytes(b"{}")
    assert [found.fingerprint for found in pc.carrying.cards(stick)] == [card.fingerprint(wrong)]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_part_that_lacks_is_named_and_costs_only_itself(
    pcs: list[Pc], stick: Path, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = pcs[0]
    from sync.client.folder import Folder

    monkeypatch.setitem(Folder.write.__kwdefaults__, "limit", 150_000)
    for number in range(3):
        _report(pc, f"Ảnh {number}", noise(400, 300 + number))
    written = pc.exchange(stick).written
    assert written is not None
    assert len(written.paths) == 3
    held = written.paths[lost - 1].read_bytes()
    written.paths[lost - 1].unlink()
    (missing,) = (o for o in visit(stick) if o.fault == sticks.MISSING)
    assert missing.name == written.paths[lost - 1].name
    assert f"còn thiếu phần {lost}/3" in missing.sentence
    written.paths[lost - 1].write_bytes(held)
    assert all(outcome.fault == "" for outcome in visit(stick))
    pc.exchange(stick)
    _all_is_well(pcs[:1])
    assert Upload.objects.exclude(finished_at=None).count() == 3


def test_content_in_parts_waits_for_the_part_that_lacks(
    pcs: list[Pc], stick: Path, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.server.exchange import contents

    monkeypatch.setattr(contents.for_devices, "__defaults__", (100_000,))
    published = tmp_path / "published"
    shutil.copytree(packs, published)
    for number in range(3):
        (published / "lessons" / f"{number}").write_bytes(os.urandom(60_000))
    _publish(published)
    pc = pcs[0]
    pc.exchange(stick)
    visit(stick)
    parts = sorted(stick.glob("content-*"))
    assert len(parts) >= 3
    held = parts[1].read_bytes()
    parts[1].unlink()
    parts[2].write_bytes(parts[2].read_bytes()[:20_000])
    delivered = pc.carrying.read(stick).delivered
    assert "lessons" not in delivered.installed
    assert [fault for _, fault in delivered.refused] != []
    ((name, lacking, of),) = delivered.missing
    assert (name, lacking, of) == (parts[0].name, [2, 3], len(parts))
    # What came before is kept: the lacking parts alone are enough.
    for part in parts:
        part.unlink(missing_ok=True)
    parts[1].write_bytes(held)
    visit(stick)
    assert "lessons" in pc.carrying.read(stick).delivered.installed


Step = tuple[str, int, int]


@hypothesis_settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["work", "photo", "write", "province", "home", "review", "mend"]),
            st.integers(0, 1),
            st.integers(0, 10**6),
        ),
        max_size=14,
    )
)
def test_in_any_order_and_however_often_each_thing_counts_once(
    tmp_path_factory: pytest.TempPathFactory, packs: Path, province: Staff, steps: list[Step]
) -> None:
    """Sticks get lost, are copied, and come late; in the end one whole round settles all."""
    base = tmp_path_factory.mktemp("run")
    post, desk = base / "post", base / "desk"
    post.mkdir()
    desk.mkdir()
    where = commune("00715", "Xã Lũng Cú"), commune("00721", "Xã Đồng Văn")
    pcs = [Pc(base / str(number), packs, where[number]) for number in range(2)]
    write_card(post)
    for pc in pcs:
        pc.trust(post)
        store = pc.session.store
        backups.make(store.path, store.key, datetime(2026, 11, 23, tzinfo=UTC), Stop())
    out: dict[str, bytes] = {}
    home: dict[str, bytes] = {}
    for what, which, seed in steps:
        pc = pcs[which]
        if what == "work":
            pc.work(1 + seed % 4, seed=seed)
        elif what == "photo":
            _report(pc, str(seed), noise(40 + seed % 30, 30))
        elif what == "write":
            folder = _fresh(base / "out")
            pc.carrying.write(folder)
            out |= _files(folder, "sonca-*")
        elif what == "province":
            folder = _fresh(base / "in")
            _some(out, seed, folder)
            assert {o.fault for o in visit(folder)} <= {"", sticks.MISSING}
            home |= {f"{seed}/{n}": d for n, d in _files(folder, "reply-*").items()}
        elif what == "home":
            folder = _fresh(base / "back")
            _some({n.rpartition("/")[2]: d for n, d in home.items()}, seed, folder)
            before = device.read(pc.session.store).cursor
            assert pc.carrying.read(folder).taken.refused == []
            assert device.read(pc.session.store).cursor >= before
        elif what == "mend":
            _lose(pc)
        else:
            for report in Report.objects.all():
                if report.latest is not None:
                    answering.mark_read(report.latest, province)
    for _ in range(2):
        for pc in pcs:
            pc.exchange(desk)
        visit(desk)
    for pc in pcs:
        pc.exchange(desk)
        there = pc.at_province()
        # A stick of an earlier life may bring more, once the past was asked back.
        mended = any(what == "mend" and pcs[which] is pc for what, which, _ in steps)
        assert pc.events().items() <= there.items() if mended else pc.events() == there
        status = read_status(pc.session)
        assert (pc.waiting(), status.files) == (0, 0)
        sent = Revision.objects.filter(device__ident=_ident(pc)).count()
        assert sent == sum(kind == "report" for kind, _ in there.values())
    assert not Alarm.objects.exists()
    for pc in pcs:
        pc.session.close()


def _lose(pc: Pc) -> None:
    """Everything since the backup of the first day is gone."""
    pc.session.close()
    (pc.path / FILE_NAME).unlink()
    pc.mend()


def _ident(pc: Pc) -> str:
    return device.read(pc.session.store).device


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob(pattern)}


def _some(files: dict[str, bytes], seed: int, folder: Path) -> None:
    """A part of what was ever sent, old and new."""
    for place, (name, data) in enumerate(sorted(files.items())):
        if (seed >> (place % 20)) & 1:
            (folder / name).write_bytes(data)
