"""Taking work to the province on a stick, driven on the screen; and what the line may do."""

import msgspec
import pyrage
import pytest
from PySide6.QtWidgets import QPushButton

from desktop.store import device
from desktop.ui.drives import Drive, is_a_stick
from desktop.ui.widgets.option import Radio
from desktop.usecases import journey
from desktop.usecases.line_rules import Rules
from sync.protocol import bundle, card, encoding, manifest, signing
from sync.protocol.bundle import Head, Source
from sync.protocol.card import Card
from sync.protocol.manifest import Manifest, PackFile
from sync.protocol.messages import Outcome, Result, SyncResponse
from tests.desktop.store.damage import work
from tests.desktop.ui.driving import go, shown_texts


class Office:
    """The province's keys, and a reply of its own making."""

    def __init__(self) -> None:
        self.identity = pyrage.x25519.Identity.generate()
        self.seed = signing.new_seed()

    @property
    def card(self):
        recipient = str(self.identity.to_public())
        return Card("08", "Tỉnh Tuyên Quang", recipient, [signing.public_key(self.seed)])

    def put_card(self, folder):
        path = folder / card.file_name("08")
        path.write_bytes(msgspec.json.encode(self.card))
        return path

    def content(self, folder, me, *, signed_by=None, place=(1, 1)):
        """Lessons with nothing in them but one file."""
        blob = Source.of_bytes("", b"{}")
        files = [PackFile("course.json", blob.part.sha256, blob.part.size)]
        made = Manifest("lessons", 7, 0, 2**53, files)
        sources = [
            Source.of_bytes("packs/lessons", manifest.seal(made, signed_by or self.seed)),
            Source.of_bytes(f"files/{blob.part.sha256}", b"{}"),
        ][: 2 if place[0] == 1 else 1]
        head = Head(
            1,
            bundle.PROVINCE,
            bundle.COMMUNES,
            "aa",
            place[0],
            0,
            [s.part for s in sources],
            *place,
        )
        recipient = str(pyrage.x25519.Identity.from_str(me.age_identity).to_public())
        path = folder / bundle.content_name("aa", *place)
        with path.open("wb") as out:
            bundle.write(out, head, sources, self.seed, recipient)
        return path

    def reply(self, folder, me, last, number=1, place=(1, 1)):
        response = SyncResponse(1, 5, 0, [Result(1, last, Outcome.ACCEPTED)])
        source = Source.of_bytes(bundle.MESSAGES, encoding.encode(response, "identity")[0])
        head = Head(1, bundle.PROVINCE, me.device, me.epoch, number, 0, [source.part], *place)
        recipient = str(pyrage.x25519.Identity.from_str(me.age_identity).to_public())
        path = folder / bundle.reply_name(me.device, number)
        with path.open("wb") as out:
            bundle.write(out, head, [source], self.seed, recipient)
        return path


@pytest.fixture
def office(desktop):
    made = Office()
    with desktop.desk.session.store.write() as database:
        device.change(
            database,
            enrolled_at=1,
            device="ab" * 8,
            commune="Xã Lũng Cú",
            province="Tỉnh Tuyên Quang",
            province_recipient=str(made.identity.to_public()),
            province_keys=[signing.public_key(made.seed)],
        )
    work(desktop.desk.session, desktop.desk.session.store, 20)
    return made


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def page(desktop, office, stick):
    page = go(desktop, "stick")
    page.drives.choose(stick)
    return page


def result_of(page, qtbot):
    qtbot.waitUntil(lambda: page.result.isVisible())
    return " ".join(shown_texts(page.result))


def test_a_stick_is_safe_to_remove_only_after_all_is_written(desktop, page, stick, qtbot):
    page.write()
    told = result_of(page, qtbot)
    assert "Có thể rút USB an toàn" in told
    assert "25 việc" in told
    assert [path.suffix for path in stick.iterdir()] == [".age"]
    assert not page._going.isVisible()
    steps = {item.step for item in journey.items(desktop.desk.session)}
    assert steps == {journey.Step.ON_A_STICK}


def test_replies_are_read_and_foreign_files_named(desktop, page, office, stick, qtbot):
    me = device.read(desktop.desk.session.store)
    office.reply(stick, me, 25)
    Office().reply(stick, me, 25, number=2)
    page.read()
    told = result_of(page, qtbot)
    assert "Tỉnh xác nhận 25 việc" in told
    assert f"reply-{me.device}-000002.age: bị hỏng hoặc bị sửa" in told
    assert desktop.desk.status().waiting == 0


def test_what_a_reply_lacks_is_named(desktop, page, office, stick, qtbot):
    me = device.read(desktop.desk.session.store)
    office.reply(stick, me, 25, place=(1, 3))
    page.read()
    told = result_of(page, qtbot)
    assert f"reply-{me.device}-000001.age: còn thiếu phần 2/3, 3/3" in told


def test_writing_reads_what_came_first_and_clears_the_stick(desktop, page, office, stick, qtbot):
    me = device.read(desktop.desk.session.store)
    reply = office.reply(stick, me, 25)
    page.write()
    told = result_of(page, qtbot)
    assert "Tỉnh xác nhận 25 việc" in told
    assert "Đã ghi 1 gói" in told
    assert not reply.exists()
    assert desktop.desk.status().waiting == 0


def test_newer_lessons_are_installed_and_shown_once_the_page_is_left(
    desktop, page, office, stick, qtbot
):
    office.content(stick, device.read(desktop.desk.session.store))
    page.read()
    assert "Đã cài bản mới: bài học" in result_of(page, qtbot)
    shell = desktop.shell
    go(desktop, "sync")
    qtbot.waitUntil(lambda: desktop.shell is not shell)
    assert desktop.shell.route.page == "sync"
    assert desktop.desk.content.held() == {"lessons": 7}


def test_lessons_that_the_province_did_not_sign_are_named(desktop, page, office, stick, qtbot):
    office.content(stick, device.read(desktop.desk.session.store), signed_by=signing.new_seed())
    page.read()
    assert "bài học: không phải do tỉnh ký" in result_of(page, qtbot)
    assert desktop.desk.content.held() == {}


def test_without_a_line_a_pc_is_shown_the_provinces_card_and_asks_to_be_enrolled(
    desktop, stick, qtbot
):
    made = Office()
    page = go(desktop, "stick")
    assert "the-tinh-….sonca" in " ".join(shown_texts(page.card))
    page.drives.choose(stick)
    page.write()
    assert "chưa biết ghi cho tỉnh nào" in result_of(page, qtbot)
    made.put_card(stick)
    page = go(desktop, "stick")
    told = " ".join(shown_texts(page.card))
    assert card.fingerprint(made.card) in told
    assert "Tỉnh Tuyên Quang" in told
    (use,) = [b for b in page.card.findChildren(QPushButton) if "dùng thẻ này" in b.text()]
    use.click()
    assert not page.card.isVisible()
    page.write()
    assert "Đã ghi 1 gói" in result_of(page, qtbot)
    (written,) = stick.glob("sonca-*.age")
    seen = []
    with (
        written.open("rb") as source,
        bundle.reading(
            source, str(made.identity), ("province",), lambda head: [head.sender]
        ) as reader,
    ):
        seen = [part.name for part, _ in reader.parts()]
    assert seen == ["enrol", "messages"]


def test_a_stick_without_replies_says_what_to_look_for(page, qtbot):
    page.read()
    assert "reply-" in result_of(page, qtbot)


def test_a_stick_that_was_pulled_is_said(page, stick, qtbot):
    stick.rmdir()
    page.write()
    assert "cắm lại USB" in result_of(page, qtbot)


def test_writing_is_stopped_and_leaves_nothing_half(desktop, page, stick, qtbot):
    carrying = desktop.desk.carrying
    real = carrying._stopped.clear
    carrying._stopped.clear = lambda: (real(), carrying.cancel())
    page.write()
    assert "Đã dừng" in result_of(page, qtbot)
    assert list(stick.iterdir()) == []


def test_without_a_choice_one_is_asked_for(desktop, office, qtbot):
    page = go(desktop, "stick")
    page.drives.folder = None
    page.write()
    assert "Hãy chọn USB" in desktop.shell.banner.text


def test_the_sync_page_shows_each_things_way(desktop, office, qtbot):
    session = desktop.desk.session
    with session.store.write() as database:
        database.execute("UPDATE events SET state = 'accepted' WHERE id < 20")
        database.execute("UPDATE events SET state = 'refused', reason = 'x' WHERE id = 20")
    report = session.store.row("SELECT subject FROM events WHERE kind = 'report'")["subject"]
    with session.store.write() as database:
        database.execute(
            "INSERT INTO changes (number, kind, body, taken_at) VALUES (1, 'read', ?, 1)",
            [f'{{"report":"{report}","revision":1,"at":1}}'],
        )
    steps = [item.step for item in journey.items(session)]
    assert steps[:5] == [journey.Step.WRITTEN] * 5
    assert steps[5] is journey.Step.REFUSED
    assert steps.count(journey.Step.READ) == 1
    told = shown_texts(go(desktop, "sync"))
    assert "đã ghi, chờ gửi" in told
    assert "tỉnh không nhận được" in told


def test_pausing_is_kept_and_seen(desktop, office):
    page = go(desktop, "sync")
    page._turn_pause()
    assert desktop.desk.rules.read().paused
    assert "tạm ngừng; bấm “Tự đồng bộ trở lại” để gửi" in shown_texts(page)
    desktop._exchanges._due()
    assert not desktop._exchanges.running
    desktop.stop_timer()


def test_the_lines_use_is_set_in_the_settings(desktop, office):
    """From and to by the half hour, over midnight too."""
    card = go(desktop, "settings")._line
    assert not card.first.isEnabled()
    card.only.click()
    assert desktop.desk.rules.read().hours == ("17:00", "07:00")
    for field, chosen in ((card.first, "22:30"), (card.last, "05:30")):
        field.setCurrentText(chosen)
        field.activated.emit(field.currentIndex())
    card.limit.setCurrentIndex(1)
    card.limit.activated.emit(1)
    assert desktop.desk.rules.read() == Rules(False, ("22:30", "05:30"), 5_000_000)
    assert "từ 22:30 đến 05:30 sáng hôm sau" in " ".join(shown_texts(card))
    assert card.first.count() == 48
    go(desktop, "home")
    again = go(desktop, "settings")._line
    assert (again.first.currentText(), again.last.currentText()) == ("22:30", "05:30")
    again.last.setCurrentText("22:30")
    again.last.activated.emit(again.last.currentIndex())
    assert "bất cứ lúc nào" in " ".join(shown_texts(again))
    again.only.click()
    assert desktop.desk.rules.read().hours is None


def test_the_offices_proxy_is_typed_in_the_settings(desktop, office):
    from desktop.usecases.proxy import Proxy, Typed

    card = go(desktop, "settings")._proxy
    proxy = Proxy(desktop.desk.session)
    card.address.edit.setText("proxy")
    card.keep()
    assert "8080" in card.address.error
    assert proxy.read() == Typed()
    card.address.edit.setText(" proxy.xa.vn:8080 ")
    card.name.edit.setText("can-bo")
    card.password.edit.setText("m t khẩu")
    card.keep()
    desktop.stop_timer()
    assert proxy.read() == Typed("proxy.xa.vn:8080", "can-bo", "m t khẩu")
    go(desktop, "home")
    again = go(desktop, "settings")._proxy
    assert again.address.text == "proxy.xa.vn:8080"
    again.address.edit.setText("")
    again.keep()
    desktop.stop_timer()


def test_what_is_submitted_goes_at_once(desktop, office):
    desktop.shell.refresh_status()
    desktop._exchanges.timer.set(600)
    work(desktop.desk.session, desktop.desk.session.store, 1, seed=9)
    desktop.shell.refresh_status()
    assert desktop._exchanges.timer.seconds_left < 2
    desktop.stop_timer()


def test_progress_is_shown_with_bytes_and_an_end(desktop, office):
    page = go(desktop, "sync")
    desktop.shell.show_files(400_000, 1_000_000)
    assert any("400 kB trong 1,0 MB" in text for text in shown_texts(page))
    desktop.shell.show_files(0, 0)
    assert not page._going.isVisible()


@pytest.mark.parametrize(
    ("root", "kind", "device_", "likely"),
    [
        ("/media/mai/KINGSTON", b"vfat", "/dev/sdb1", True),
        ("/run/media/mai/USB", b"exfat", "/dev/sdc1", True),
        ("/mnt/usb", b"vfat", "/dev/sdb1", True),
        ("/mnt/data", b"ext4", "/dev/sda3", False),
        ("/home", b"ext4", "/dev/sda2", False),
        ("/srv/backup", b"ext4", "/dev/sdd1", True),
        ("/srv/disk", b"ext4", "/dev/sda1", False),
        ("/proc", b"proc", "proc", False),
    ],
)
def test_linux_knows_a_stick_by_its_bus_or_its_folder(tmp_path, root, kind, device_, likely):
    for name, bus in (("sdd1", "usb2/2-1"), ("sda1", "ata1")):
        real = tmp_path / "devices" / bus / name
        real.mkdir(parents=True)
        (tmp_path / name).symlink_to(real)
    assert is_a_stick(root, kind, device_, tmp_path) is likely


def test_a_locked_stick_can_be_chosen_and_says_so(desktop, office, stick):
    page = go(desktop, "stick")
    page.drives.show_drives([Drive("KINGSTON", stick, 5_000_000, writable=False)])
    (drive,) = page.drives.findChildren(Radio)
    assert "chỉ đọc được" in drive.accessibleName()
    assert page.drives.folder == stick
