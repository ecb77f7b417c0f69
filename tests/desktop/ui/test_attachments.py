"""Photos and files in a report: taken, shown, refused, sent."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from desktop.store import device
from desktop.ui.form_page import FormPage
from desktop.ui.inputs.attachment import AttachmentInput
from desktop.ui.widgets.attached import AttachedView
from desktop.ui.widgets.player import Player
from tests.desktop.ui import recordings
from tests.desktop.ui.driving import go, shown_texts, typed
from tests.desktop.usecases.photos import noise, photo
from tests.sync.province import Province

PHOTO, LOG = "/data/photo", "/data/log"
SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:seen")
    assert isinstance(page, FormPage)
    return page


def attachment(form, ref=PHOTO) -> AttachmentInput:
    made = form.form.row(ref).input
    assert isinstance(made, AttachmentInput)
    return made


def attach(form, qtbot, data, name, ref=PHOTO) -> None:
    made = attachment(form, ref)
    made.take(data, name)
    qtbot.waitUntil(lambda: made.value() != "" or made.error != "")
    QApplication.processEvents()


def dropped(widget, given) -> bool:
    """Drag over a widget and let go; whether it was welcome."""
    place = QPointF(10, 10)
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    over = QDragEnterEvent(place.toPoint(), copy, given, left, none)
    QApplication.sendEvent(widget, over)
    if not over.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(place, copy, given, left, none))
    return True


def test_a_photo_is_chosen_by_keyboard_and_saved(form, desktop, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "hiện trường.jpg"
    path.write_bytes(photo())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    form.form.go_to(PHOTO)
    typed(SPACE)
    qtbot.waitUntil(lambda: form.session.value(PHOTO) == "hiện trường.jpg")
    texts = shown_texts(form.form.row(PHOTO))
    assert "hiện trường.jpg" in texts
    assert any("400 × 300" in text for text in texts)
    assert attachment(form).isAncestorOf(QApplication.focusWidget())
    reopened = desktop.desk.reporting.open_draft(form.report)
    assert reopened.session.value(PHOTO) == "hiện trường.jpg"


def test_choosing_nothing_changes_nothing(form, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    form.form.go_to(PHOTO)
    typed(SPACE)
    assert attachment(form).value() == ""


def test_a_picture_is_pasted(form, qtbot):
    image = QImage(50, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    form.form.go_to(PHOTO)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: form.session.value(PHOTO) == "Ảnh dán.png")


def test_pasting_words_says_what_is_missing(form):
    QGuiApplication.clipboard().setText("chỉ có chữ")
    form.form.go_to(PHOTO)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "dán lại" in attachment(form).error


def test_a_file_is_dragged_in(form, qtbot, tmp_path):
    path = tmp_path / "nhat-ky.log"
    path.write_bytes(b"dong 1\n")
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path))])
    assert dropped(attachment(form, LOG), given)
    qtbot.waitUntil(lambda: form.session.value(LOG) == "nhat-ky.log")


def test_words_cannot_be_dragged_in(form):
    given = QMimeData()
    given.setText("chữ")
    assert not dropped(attachment(form, LOG), given)


@pytest.mark.parametrize(
    ("ref", "data", "name", "words"),
    [
        (PHOTO, b"%PDF-1.7", "bien-ban.pdf", "không phải ảnh"),
        (LOG, b"MZ\x90", "sua-may.exe", "đừng mở"),
        (LOG, b"", "rong.txt", "trống"),
        (LOG, bytes(5_000_001), "to.bin", "nhiều nhất là 5,0 MB"),
    ],
)
def test_a_refusal_is_said_beside_the_question(  # noqa: PLR0917
    form, qtbot, ref, data, name, words
):
    attach(form, qtbot, data, name, ref)
    assert words in attachment(form, ref).error
    assert form.session.value(ref) == ""
    assert attachment(form, ref).isAncestorOf(QApplication.focusWidget())


def test_an_error_goes_away_with_a_good_file(form, qtbot):
    attach(form, qtbot, b"%PDF", "a.jpg")
    attach(form, qtbot, photo(), "b.jpg")
    qtbot.waitUntil(lambda: attachment(form).value() == "b.jpg")
    assert attachment(form).error == ""


def test_a_photo_is_removed_and_brought_back(form, qtbot):
    attach(form, qtbot, photo(), "a.jpg")
    typed(TAB, SPACE)
    assert form.session.value(PHOTO) == ""
    form.undo()
    assert form.session.value(PHOTO) == "a.jpg"
    assert "a.jpg" in shown_texts(form.form.row(PHOTO))
    form.redo()
    assert form.session.value(PHOTO) == ""


def test_a_photo_is_seen_large_and_small_again(form, qtbot):
    attach(form, qtbot, photo(), "a.jpg")
    view = attachment(form).findChild(AttachedView)
    QTest.keyClick(QApplication.focusWidget(), TAB, Qt.KeyboardModifier.ShiftModifier)
    typed(SPACE)
    assert view.is_large
    assert "Thu nhỏ" in shown_texts(view)
    typed(SPACE)
    assert not view.is_large


def test_a_draft_opened_again_shows_its_photo(form, desktop, qtbot):
    attach(form, qtbot, photo(), "a.jpg")
    report = form.report
    go(desktop, "forms")
    page = go(desktop, "form", f"draft:{report}")
    assert "a.jpg" in shown_texts(page.form.row(PHOTO))


@pytest.mark.qt_log_ignore("PulseAudioService", "No audio device", "No RHI backend", extend=True)
def test_a_recording_is_chosen_heard_replaced_and_removed_by_keyboard(
    form, desktop, qtbot, tmp_path, monkeypatch
):
    talk = "/data/talk"
    for name, seconds in (("cuộc gọi.wav", 1), ("ngắn.wav", 2)):
        (tmp_path / name).write_bytes(recordings.sound(seconds))
    chosen = iter([tmp_path / "cuộc gọi.wav", tmp_path / "ngắn.wav"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(next(chosen)), ""))
    texts = shown_texts(form.form.row(talk))
    assert "hoặc kéo tệp vào đây (nhiều nhất 20,0 MB)" in texts
    form.form.go_to(talk)
    typed(SPACE)
    qtbot.waitUntil(lambda: form.session.value(talk) == "cuộc gọi.wav")
    QApplication.processEvents()
    assert "16 kB" in " ".join(shown_texts(form.form.row(talk)))
    player = attachment(form, talk).findChild(Player)
    player.button.setFocus()
    typed(SPACE)
    assert player.is_playing
    typed(SPACE)
    assert not player.is_playing
    form.form.go_to(talk)
    typed(SPACE)
    qtbot.waitUntil(lambda: form.session.value(talk) == "ngắn.wav")
    QApplication.processEvents()
    typed(TAB, SPACE)
    assert form.session.value(talk) == ""


def test_a_text_is_no_recording(form, qtbot):
    attach(form, qtbot, b"chi co chu", "ghi-am.txt", "/data/talk")
    assert "không phải loại tệp mà câu này hỏi" in attachment(form, "/data/talk").error


def test_a_file_is_opened_outside_from_a_copy_that_goes_at_sign_out(
    form, desktop, qtbot, data_dir, monkeypatch
):
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(url) or True)
    attach(form, qtbot, b"dong 1\n", "nhat-ky.log", LOG)
    view = attachment(form, LOG).findChild(AttachedView)
    opened = next(b for b in view.findChildren(QPushButton) if b.text() == "Mở")
    opened.setFocus()
    typed(SPACE)
    (url,) = given
    copy = Path(url.toLocalFile())
    assert copy.read_bytes() == b"dong 1\n"
    assert copy.is_relative_to(data_dir / "opened")
    assert not copy.stat().st_mode & 0o077
    desktop.shell.signed_out.emit()
    qtbot.waitUntil(lambda: not copy.exists())


def test_a_pc_that_cannot_open_a_file_says_so(form, qtbot, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    attach(form, qtbot, b"dong 1\n", "nhat-ky.log", LOG)
    view = attachment(form, LOG).findChild(AttachedView)
    next(b for b in view.findChildren(QPushButton) if b.text() == "Mở").click()
    assert any("không có chương trình nào mở được" in text for text in shown_texts(view))


def send(form, qtbot) -> None:
    attach(form, qtbot, noise(300, 200), "a.jpg")
    form.form.go_to("/data/what")
    typed("Cột đổ", TAB)
    form.submit()
    QApplication.processEvents()


def test_my_report_shows_the_photo_and_that_it_waits(form, desktop, qtbot):
    send(form, qtbot)
    assert desktop.shell.route.page == "my-report"
    assert any("chờ gửi" in text and "kB" in text for text in shown_texts(desktop.shell.page))
    with desktop.desk.session.store.write() as database:
        device.change(database, enrolled_at=1)
    desktop.shell.refresh_status()
    assert "2 việc chờ gửi (1 kB), 1 tệp đính kèm chờ gửi (" in desktop.shell.status_line.text
    page = go(desktop, "sync")
    assert any(text.startswith("2 việc (1 kB), 1 tệp đính kèm (") for text in shown_texts(page))


def test_the_photo_follows_its_report_to_the_province(form, desktop, qtbot, tmp_path):
    province = Province(tmp_path / "province")
    province.start()
    try:
        desktop.desk.enrolment.correct(address=province.address, code=province.codes[0])
        send(form, qtbot)
        desktop.exchange()
        status = desktop.shell.status_line
        qtbot.waitUntil(lambda: "Tỉnh đã nhận đủ" in status.text, timeout=60_000)
        assert any("tỉnh đã nhận" in text for text in shown_texts(desktop.shell.page))
        assert province.rows("SELECT count(*) FROM files_upload WHERE finished_at > 0") == [(1,)]
        assert device.read(desktop.desk.session.store).problem == ""
    finally:
        province.stop()


def test_signing_out_while_a_photo_travels_leaves_nothing_behind(form, desktop, qtbot, tmp_path):
    province = Province(tmp_path / "province")
    province.start()
    try:
        desktop.desk.enrolment.correct(address=province.address, code=province.codes[0])
        send(form, qtbot)
        with qtbot.waitSignal(desktop.exchanged, timeout=60_000):
            desktop.exchange()
        desktop.shell.signed_out.emit()
        qtbot.waitUntil(lambda: desktop.runner.running == 0, timeout=60_000)
    finally:
        province.stop()
