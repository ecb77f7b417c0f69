"""Taking work to the province on a stick, driven on the screen; and what the line may do."""

import pyrage
import pytest

from desktop.store import device
from desktop.usecases import journey
from desktop.usecases.line_rules import Rules
from sync.protocol import bundle, encoding, signing
from sync.protocol.bundle import Head, Source
from sync.protocol.messages import Outcome, Result, SyncResponse
from tests.desktop.store.damage import work
from tests.desktop.ui.driving import go, shown_texts


class Office:
    """The province's keys, and a reply of its own making."""

    def __init__(self) -> None:
        self.identity = pyrage.x25519.Identity.generate()
        self.seed = signing.new_seed()

    def reply(self, folder, me, last, number=1):
        response = SyncResponse(1, 5, 0, [Result(1, last, Outcome.ACCEPTED)])
        source = Source.of_bytes(bundle.MESSAGES, encoding.encode(response, "identity")[0])
        head = Head(1, bundle.PROVINCE, me.device, me.epoch, number, 0, [source.part])
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
