"""What the province announces and assigns is at home, until it is read or done."""

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.reader import ReaderPage
from sync.protocol.messages import Announcement, Assignment, ChangeKind
from tests.desktop.ui.driving import go, shown_texts
from tests.desktop.ui.test_reporting import province_says

FIRST = Announcement(
    id="1" * 32,
    title="Bảo trì hệ thống một cửa",
    at=1_790_000_000_000,
    text="Từ 18 giờ đến 22 giờ.",
    by="Sở Nội vụ",
)


def home(desktop):
    return " ".join(shown_texts(go(desktop, "home")))


def press(desktop, words):
    buttons = desktop.shell.page.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words and b.isVisible()).click()


def assigned(desktop, **told):
    body = Assignment(**{"id": "2" * 32, "at": desktop.desk.clock(), "by": "Sở Nội vụ"} | told)
    province_says(desktop, (ChangeKind.ASSIGNMENT, body))
    return body


def a_lesson(desktop):
    return desktop.desk.learning.modules()[0].lessons[0]


def test_an_announcement_is_shown_until_it_is_put_aside(desktop):
    province_says(desktop, (ChangeKind.ANNOUNCEMENT, FIRST))
    said = home(desktop)
    for words in (FIRST.title, FIRST.text, "Sở Nội vụ"):
        assert words in said
    press(desktop, "Đã đọc")
    assert desktop.shell.page.isAncestorOf(QApplication.focusWidget())
    assert FIRST.title not in home(desktop)


def test_one_that_was_withdrawn_is_gone(desktop):
    gone = msgspec.structs.replace(FIRST, withdrawn=True)
    province_says(desktop, (ChangeKind.ANNOUNCEMENT, FIRST), (ChangeKind.ANNOUNCEMENT, gone))
    assert FIRST.title not in home(desktop)


def test_an_assigned_lesson_is_one_press_away(desktop):
    lesson = a_lesson(desktop)
    assigned(desktop, lesson=lesson.id, note="Trước buổi tập huấn", due=4_000_000_000_000)
    said = home(desktop)
    assert f"Tỉnh giao học: {lesson.title}" in said
    assert "Trước buổi tập huấn Hạn: hết ngày " in said
    press(desktop, "Học bài này")
    assert isinstance(desktop.shell.page, ReaderPage)


def test_what_is_late_says_so(desktop):
    assigned(desktop, lesson=a_lesson(desktop).id, due=1_700_000_000_000)
    assert "Đã quá hạn" in home(desktop)


def test_what_is_done_is_gone(desktop):
    lesson = a_lesson(desktop)
    told = assigned(desktop, lesson=lesson.id)
    assert len(desktop.desk.notices.to_do(set())) == 1
    assert desktop.desk.notices.to_do({lesson.id}) == []
    province_says(desktop, (ChangeKind.ASSIGNMENT, msgspec.structs.replace(told, withdrawn=True)))
    assert desktop.desk.notices.to_do(set()) == []


def test_what_is_for_a_colleague_is_not_ones_own(desktop):
    lesson = a_lesson(desktop)
    assigned(desktop, lesson=lesson.id, officials=["0" * 32])
    assert "Tỉnh giao học" not in home(desktop)
    assigned(desktop, id="3" * 32, lesson=lesson.id, officials=[desktop.desk.official.id])
    assert "Tỉnh giao học" in home(desktop)


def test_a_report_sent_since_answers_an_assigned_form(desktop):
    (form, *_) = desktop.desk.reporting.forms()
    assigned(desktop, form=form.id)
    assert f"Tỉnh yêu cầu báo cáo: {form.title}" in home(desktop)
    store = desktop.desk.session.store
    with store.write() as database:
        database.execute(
            "INSERT INTO events (epoch, counter, kind, at, official, body) VALUES"
            " ('e', 1, 'report', ?, ?, ?)",
            [
                desktop.desk.clock(),
                desktop.desk.official.id,
                msgspec.json.encode(
                    {"i": "4" * 32, "f": form.id, "h": form.hash, "s": {}}
                ).decode(),
            ],
        )
    assert "Tỉnh yêu cầu báo cáo" not in home(desktop)


@pytest.mark.parametrize("body", [{"id": 7}, {"nothing": True}, [1], "text"])
@pytest.mark.parametrize("kind", [ChangeKind.ANNOUNCEMENT, ChangeKind.ASSIGNMENT])
def test_what_a_newer_province_says_in_another_way_is_left_out(desktop, kind, body):
    province_says(desktop, (kind, body))
    assert "Chào anh/chị" in home(desktop)
