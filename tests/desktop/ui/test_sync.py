"""The way to a real province, seen from the screens: a wrong code, no line, the wrong server."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import Qt

from desktop.ui.signin import SignIn
from desktop.ui.sync_page import SyncPage
from desktop.usecases.people import Door, NewOfficial
from desktop.usecases.syncing import Syncing
from sync.protocol.codes import new_code
from tests.desktop.ui.driving import PASSWORD, go, shown_texts, signed_in, typed
from tests.sync.province import Province

ENTER = Qt.Key.Key_Return
WAIT_MS = 20_000


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    made = Province(tmp_path_factory.mktemp("province"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(desktop) -> SyncPage:
    made = go(desktop, "sync")
    assert isinstance(made, SyncPage)
    return made


def enrol_with(desktop, qtbot, page: SyncPage, address: str, code: str) -> None:
    """Correct both fields by keyboard and wait for what becomes of it."""
    connection = page.connection
    assert connection is not None
    connection.address.edit.setFocus()
    connection.address.edit.selectAll()
    with qtbot.waitSignal(desktop.exchanged, timeout=WAIT_MS):
        typed(address, ENTER)
        connection.code.edit.selectAll()
        typed(code, ENTER)


def test_a_code_that_the_province_does_not_know_is_corrected_in_place(
    desktop, qtbot, page, province
):
    enrol_with(desktop, qtbot, page, province.address, new_code())
    assert "Tỉnh không có mã ghi danh này" in desktop.shell.status_line.text
    assert "Cần sửa ghi danh của máy này với tỉnh" in shown_texts(go(desktop, "home"))
    typed(Qt.Key.Key_Space)
    assert desktop.shell.route.page == "sync"
    enrol_with(desktop, qtbot, page, province.address, province.codes.pop())
    assert "Tỉnh đã nhận đủ" in desktop.shell.status_line.text
    texts = shown_texts(desktop.window)
    assert any(commune in text for commune in province.communes for text in texts)
    assert page.connection is None


def test_a_code_that_was_used_has_its_sentence(desktop, qtbot, page, province, tmp_path):
    (code,) = province.new_codes(1)
    other = Door(tmp_path / "other", desktop.desk.clock).set_up(
        NewOfficial("Người khác", "Công chức"),
        PASSWORD,
        address=province.address,
        enrolment_code=code,
    )
    syncing = Syncing(other, desktop.desk.clock, "test")
    assert syncing.exchange().enrolled_now
    syncing.close()
    other.close()
    enrol_with(desktop, qtbot, page, province.address, code)
    assert "đã dùng cho máy khác" in desktop.shell.status_line.text


def test_a_server_that_is_down_has_its_sentence_and_nothing_is_lost(desktop, qtbot, page):
    enrol_with(desktop, qtbot, page, "http://127.0.0.1:9", new_code())
    assert "máy chủ của tỉnh chưa trả lời" in desktop.shell.status_line.text
    assert desktop.desk.status().waiting == 1
    assert "Máy này chưa ghi danh với tỉnh" in shown_texts(go(desktop, "home"))


class _Page(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body>Wi-Fi mien phi</body></html>")

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def captive_portal():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_where_the_province_should_be_has_its_sentence(desktop, qtbot, page, captive_portal):
    enrol_with(desktop, qtbot, page, captive_portal, new_code())
    assert "trang đăng nhập Wi-Fi" in desktop.shell.status_line.text


def test_what_is_typed_into_the_correction_survives_an_exchange(desktop, qtbot, page):
    desktop.desk.enrolment.correct(address="http://127.0.0.1:9", code=new_code())
    page.connection.address.edit.setFocus()
    page.connection.address.edit.setText("đang gõ dở")
    with qtbot.waitSignal(desktop.exchanged, timeout=WAIT_MS):
        desktop.exchange()
    assert page.connection.address.text == "đang gõ dở"


def test_f9_exchanges_and_the_button_says_so(desktop, qtbot, page):
    desktop.desk.enrolment.correct(address="http://127.0.0.1:9", code=new_code())
    with qtbot.waitSignal(desktop.exchanged, timeout=WAIT_MS):
        desktop.shell.sync_wanted.emit()
        assert "Đang đồng bộ…" in shown_texts(desktop.shell.status_line)
    assert "Đồng bộ ngay" in shown_texts(desktop.shell.status_line)


def test_signing_out_during_an_exchange_waits_for_it_behind_the_door(
    desktop, qtbot, captive_portal
):
    desktop.desk.enrolment.correct(address=captive_portal, code=new_code())
    desktop.exchange()
    desktop.shell.signed_out.emit()
    assert isinstance(desktop.window.front, SignIn)
    qtbot.waitUntil(lambda: desktop.runner.running == 0, timeout=WAIT_MS)
    signed_in(desktop, qtbot)
    assert desktop.shell.route.page == "home"


def test_two_pcs_with_one_enrolment_are_told_and_one_gets_its_own(desktop, qtbot, page, province):
    enrol_with(desktop, qtbot, page, province.address, province.new_codes(1)[0])
    here = desktop.desk.session.store.value("SELECT device FROM device")
    province.execute(
        "UPDATE devices_device SET shared_since = '2026-11-23 00:00:00+00' WHERE ident = ?", here
    )
    with qtbot.waitSignal(desktop.exchanged, timeout=WAIT_MS):
        page.sync_wanted.emit()
    page = go(desktop, "sync")
    assert any("Có một máy khác đang dùng mã ghi danh" in text for text in shown_texts(page))
    enrol_with(desktop, qtbot, page, province.address, province.new_codes(1)[0])
    assert "Tỉnh đã nhận đủ" in desktop.shell.status_line.text
    assert desktop.desk.session.store.value("SELECT device FROM device") != here
    assert page.connection is None
