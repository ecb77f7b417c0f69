"""A photo that the province does not take: what is said, and how another takes its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.form_page import FormPage
from desktop.ui.inputs.attachment import AttachmentInput
from desktop.usecases.syncing import Syncing
from tests.desktop.ui.driving import go, shown_texts, typed
from tests.desktop.usecases.photos import noise
from tests.sync.province import Province

PHOTO = "/data/photo"
SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


LIMIT = "SONCA_FILE_LARGEST_MB"


@pytest.fixture(scope="module")
def one_province(tmp_path_factory):
    """It takes files of 1 MB at most."""
    made = Province(tmp_path_factory.mktemp("province"))
    made.codes = made.new_codes(3)
    made.environment[LIMIT] = "1"
    made.start()
    yield made
    made.stop()


@pytest.fixture
def province(desktop, one_province):
    """One that knows this PC, and has nothing of other tests."""
    desktop.desk.enrolment.correct(address=one_province.address, code=one_province.codes.pop())
    return one_province


def on_server(province, table: str) -> int:
    """How many there are of this PC, which was enrolled last."""
    whole = " AND finished_at IS NOT NULL" if table == "files_upload" else ""
    mine = "(SELECT max(id) FROM devices_device)"
    ((number,),) = province.rows(f"SELECT count(*) FROM {table} WHERE device_id = {mine}{whole}")
    return number


def attach(page: FormPage, qtbot, data: bytes, name: str) -> None:
    made = page.form.row("/data/log").input
    assert isinstance(made, AttachmentInput)
    made.take(data, name)
    qtbot.waitUntil(lambda: made.value() == name)
    QApplication.processEvents()


def press(page, words: str) -> None:
    made = next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())
    made.setFocus()
    typed(SPACE)
    QApplication.processEvents()


def exchanged(desktop) -> str:
    """Messages, then files, without the province's lessons; what the status line says then."""
    desk = desktop.desk
    syncing = Syncing(desk.session, desk.clock, "test")
    assert syncing.exchange().problem == ""
    syncing.close()
    desk.uploading.send()
    desktop.shell.refresh_status()
    return desktop.shell.status_line.text


def test_another_file_takes_the_place_of_one_that_is_too_large(desktop, qtbot, province):
    form = go(desktop, "form", "new:seen")
    attach(form, qtbot, noise(40, 30), "khác.jpg")
    attach(form, qtbot, bytes(range(256)) * 5000, "nhat-ky.log")
    form.form.go_to("/data/what")
    typed("Cột đổ", TAB)
    form.submit()
    QApplication.processEvents()
    report = desktop.shell.route.key
    assert "1 tệp đính kèm không gửi được" in exchanged(desktop)

    seen = shown_texts(go(desktop, "my-report", report))
    assert any("Báo cáo vẫn còn nguyên" in text for text in seen)
    assert any(text.startswith("Tệp nặng 1,3 MB, quá mức") for text in seen)
    page = go(desktop, "sync")
    assert any("nhat-ky.log (1,3 MB)" in text for text in shown_texts(page))

    press(page, "Thay tệp")
    mending = desktop.shell.page
    assert isinstance(mending, FormPage)
    assert mending.session.value("/data/what") == "Cột đổ"
    beside = shown_texts(mending.form.row("/data/log"))
    assert any(text.startswith("Tệp nặng 1,3 MB, quá mức") for text in beside)
    attach(mending, qtbot, b"dong cuoi", "ngan.log")
    assert not any("quá mức" in text for text in shown_texts(mending.form.row("/data/log")))
    mending.submit()
    QApplication.processEvents()
    assert "Tỉnh đã nhận đủ" in exchanged(desktop)
    assert on_server(province, "intake_revision") == 2
    assert on_server(province, "files_upload") == 1
    assert not any("Tệp không gửi được" in text for text in shown_texts(go(desktop, "sync")))
    texts = shown_texts(go(desktop, "my-report", report))
    assert "Thay tệp và gửi lại" not in texts
    assert any("ngan.log" in text for text in texts)


def test_what_is_in_the_way_of_files_is_said(desktop, qtbot, province):
    form = go(desktop, "form", "new:seen")
    attach(form, qtbot, b"dong 1", "nhat-ky.log")
    form.form.go_to("/data/what")
    typed("Cột đổ", TAB)
    form.submit()
    QApplication.processEvents()
    report = desktop.shell.route.key
    exchanged_messages = Syncing(desktop.desk.session, desktop.desk.clock, "test")
    exchanged_messages.exchange()
    exchanged_messages.close()
    province.stop()
    assert desktop.desk.uploading.send().problem == "server_down"
    desktop.shell.refresh_status()
    assert "máy chủ của tỉnh chưa trả lời" in desktop.shell.status_line.text
    assert any("máy chủ của tỉnh chưa trả lời" in t for t in shown_texts(go(desktop, "sync")))
    page = go(desktop, "my-report", report)
    assert any("máy chủ của tỉnh chưa trả lời" in text for text in shown_texts(page))
    province.start(int(province.target[1]))
    assert desktop.desk.uploading.send().problem == ""
    page = go(desktop, "my-report", report)
    assert not any("chưa trả lời" in text for text in shown_texts(page))


def test_a_refused_file_is_offered_again_when_the_province_allows_more(desktop, qtbot, province):
    form = go(desktop, "form", "new:seen")
    attach(form, qtbot, bytes(range(256)) * 5000, "nhat-ky.log")
    form.form.go_to("/data/what")
    typed("Cột đổ", TAB)
    form.submit()
    QApplication.processEvents()
    assert "1 tệp đính kèm không gửi được" in exchanged(desktop)
    province.stop()
    del province.environment[LIMIT]
    province.start(int(province.target[1]))
    page = go(desktop, "sync")
    # The exchange that is wanted then is made below.
    page.sync_wanted.disconnect()
    press(page, "Thử gửi lại")
    assert "Tỉnh đã nhận đủ" in exchanged(desktop)
    assert on_server(province, "files_upload") == 1
