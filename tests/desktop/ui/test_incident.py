"""The incident form on the screen: secrets first, the clocks, whom to call."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.form_clocks import Clocks, hours
from desktop.ui.form_contacts import Contacts
from desktop.ui.form_page import FormPage
from desktop.usecases.calling import PACK, Calling
from reports.directory import FILE
from tests.desktop.ui.driving import go, shown_texts, typed

SECRET, FOUND = "/data/gate/secret", "/data/what/detected_at"


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:incident")
    assert isinstance(page, FormPage)
    return page


def put(form, ref, value) -> None:
    form._edited(ref, value)
    # On a slow machine the rows of a form are made little by little.
    form.form.finish()
    QApplication.processEvents()


def test_secrets_are_asked_about_first_and_alone(form):
    assert form.form.row(SECRET).isAncestorOf(QApplication.focusWidget())
    with pytest.raises(KeyError):
        form.form.row(FOUND)


def test_a_secret_ends_the_form_with_what_to_do_instead(form, desktop):
    typed(Qt.Key.Key_Space)
    QApplication.processEvents()
    assert form.session.value(SECRET) == "yes"
    texts = shown_texts(form)
    assert any("Báo lãnh đạo bằng lời, trực tiếp" in text for text in texts)
    assert any("không gửi, nên xóa bản nháp" in text for text in texts)
    assert "Gửi báo cáo" not in texts
    form.submit()
    assert desktop.shell.route.page == "form"
    put(form, SECRET, "no")
    assert "Gửi báo cáo" in shown_texts(form)


def test_the_clocks_count_from_when_it_was_found(form):
    put(form, SECRET, "no")
    texts = shown_texts(form.form.row(FOUND))
    assert any(text.startswith("Mốc 24 giờ: còn lại 23 giờ 59 phút (trước ") for text in texts)
    assert any(text.startswith("Mốc 72 giờ: còn lại 71 giờ") for text in texts)
    put(form, FOUND, "")
    assert not any("Mốc" in text for text in shown_texts(form.form.row(FOUND)))


class Now:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, tzinfo=datetime.now().astimezone().tzinfo)

    def __call__(self) -> datetime:
        return self.at


def told(clocks) -> list[str]:
    return [text for text in shown_texts(clocks) if "Mốc" in text]


def test_a_clock_runs_down_and_says_that_it_ran_out(desktop):
    now = Now()
    clocks = Clocks(desktop.theme, (24,), now)
    clocks.setParent(desktop.window)
    clocks.show_from(now.at.isoformat())
    assert told(clocks) == ["Mốc 24 giờ: còn lại 24 giờ (trước 08:00 24/11/2026)"]
    for passed, words in (
        (timedelta(minutes=30), "còn lại 23 giờ 30 phút"),
        (timedelta(hours=23, minutes=15), "còn lại 45 phút"),
        (timedelta(hours=26), "Mốc 24 giờ đã qua 2 giờ (hạn 08:00 24/11/2026)"),
    ):
        now.at = datetime(2026, 11, 23, 8, tzinfo=now.at.tzinfo) + passed
        clocks.refresh()
        assert words in told(clocks)[0]


def test_only_the_words_for_clocks_are_clocks():
    assert hours(("clock-24", "minimal", "clock-72", "clock-", "clock-x", "o-clock-5")) == (24, 72)


def red(form) -> None:
    put(form, SECRET, "no")
    put(form, "/data/severity/signs_security", "unsure")
    put(form, "/data/severity/severe", "yes")


CONTACTS = "mẫu,đơn vị,điện thoại,giờ trực\nincident,Đầu mối thử,0000 000 001,cả ngày đêm\n"


@pytest.fixture
def directory(packs):
    folder = packs / PACK
    folder.mkdir()
    (folder / FILE).write_text(CONTACTS, encoding="utf-8")
    yield
    (folder / FILE).unlink()
    folder.rmdir()


def test_whom_to_call_comes_from_the_province(directory, desktop):
    form = go(desktop, "form", "new:incident")
    red(form)
    (shown,) = [each for each in form.findChildren(Contacts) if each.isVisible()]
    texts = shown_texts(shown)
    assert "0000 000 001" in texts
    assert "Đầu mối thử" in texts
    assert "cả ngày đêm" in texts


def test_without_a_directory_no_number_is_made_up(form):
    red(form)
    (shown,) = [each for each in form.findChildren(Contacts) if each.isVisible()]
    (text,) = shown_texts(shown)
    assert "Tỉnh chưa gửi danh bạ" in text
    assert not any(character.isdigit() for character in text)


def test_a_damaged_directory_is_as_none(tmp_path, caplog):
    (tmp_path / PACK).mkdir()
    (tmp_path / PACK / FILE).write_bytes(b"\xff\xfe")
    assert Calling(tmp_path).contacts("incident") == ()
    assert "cannot be read" in caplog.text
    caplog.clear()


def test_the_clocks_go_on_when_the_report_is_sent(form, desktop):
    red(form)
    for ref, value in {
        "who/org_unit": "office",
        "what/kind": "malware",
        "what/systems": "pcs",
        "severity/personal_data": "no",
        "response/done": "unplug",
        "confirm/no_secret": "OK",
    }.items():
        put(form, f"/data/{ref}", value)
    form.submit()
    QApplication.processEvents()
    assert desktop.shell.route.page == "my-report"
    assert any(text.startswith("Mốc 72 giờ: còn lại") for text in shown_texts(desktop.shell.page))
    assert any(b.text() == "In hoặc lưu PDF" for b in desktop.shell.page.findChildren(QPushButton))
