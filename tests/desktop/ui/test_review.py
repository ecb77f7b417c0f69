"""What was missed comes back, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.review import ReviewPage
from desktop.ui.widgets.charts import Columns
from lessons.questions import solution
from tests.desktop.ui.driving import go, shown_texts, signed_in, typed

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
MISSED = ("q-single", "q-truefalse")
DAY_MS = 86_400_000


def practise(desk, wrong):
    attempt = desk.learning.quizzes.start("b2", "practice")
    for question in attempt.questions:
        given = 0 if question.id in wrong else solution(question)
        desk.learning.quizzes.answer(attempt.id, question.id, given)
    desk.learning.quizzes.finish(attempt.id)


@pytest.fixture
def missed(desktop, monkeypatch):
    """Two questions were missed yesterday."""
    desk, now = desktop.desk, desktop.desk.clock()
    practise(desk, MISSED)
    for part in (desk, desk.learning):
        name = "clock" if part is desk else "_clock"
        object.__setattr__(part, name, lambda: now + DAY_MS)
    return desktop


def test_home_offers_the_minutes_of_today_and_enter_begins(missed):
    go(missed, "home")
    texts = shown_texts(missed.shell.page)
    assert "1 phút ôn hôm nay" in texts
    assert "2 câu đã từng trả lời chưa đúng, ôn lại cho nhớ lâu." in texts
    typed(SPACE)
    assert missed.shell.route.page == "review"


def test_nothing_to_review_is_not_spoken_of_at_home(desktop):
    go(desktop, "home")
    assert not any("ôn hôm nay" in text for text in shown_texts(desktop.shell.page))


def test_a_review_from_first_to_last_without_a_mouse(missed):
    page = go(missed, "review")
    assert isinstance(page, ReviewPage)
    asked = set()
    for at in (1, 2):
        assert f"câu {at} trên 2" in shown_texts(page)
        assert "Từ bài: Tệp và đường link độc" in shown_texts(page)
        asked.add(page.answering.question.id)
        typed(Qt.Key.Key_2, ENTER)
        assert page.answering.buttons[1].verdict == "good"
        typed(ENTER)
    assert asked == set(MISSED)
    texts = shown_texts(page)
    assert "Xong phần ôn hôm nay" in texts
    assert any(text.startswith("2 câu đã ôn.") for text in texts)
    (chart,) = page.findChildren(Columns)
    assert chart.accessibleName().startswith("Số câu ôn từng ngày. Hôm nay: 0;")
    typed(SPACE)
    assert missed.shell.route.page == "home"


def test_a_wrong_answer_is_explained_and_leads_to_its_place_in_the_lesson(missed):
    page = go(missed, "review")
    while page.answering.question.id != "q-single":
        typed(Qt.Key.Key_2, ENTER, ENTER)
    typed(Qt.Key.Key_1, ENTER)
    assert page.answering.buttons[0].verdict == "bad"
    assert QApplication.focusWidget().text() == "Tiếp tục"
    again = next(
        b
        for b in page.findChildren(type(QApplication.focusWidget()))
        if b.text() == "Đọc lại trong bài"
    )
    assert again.isVisible()
    again.click()
    assert missed.shell.route.key == "b2#dau-hieu"


def test_review_goes_on_where_it_was_cut_off(missed, start, qtbot):
    page = go(missed, "review")
    typed(Qt.Key.Key_2, ENTER, ENTER)
    at = page.answering.question.id
    now = missed.desk.clock()
    missed.close()
    again = signed_in(start(), qtbot)
    object.__setattr__(again.desk, "clock", lambda: now)
    page = go(again, "review")
    assert page.answering.question.id == at
    assert "câu 2 trên 2" in shown_texts(page)


def test_nothing_is_taken_before_something_is_chosen(missed):
    page = go(missed, "review")
    part = page.answering
    typed(ENTER)
    assert page.answering is part
    assert missed.desk.reviewing.day().done == 0


def test_with_nothing_missed_the_page_says_what_review_is(desktop):
    page = go(desktop, "review")
    assert "Hôm nay không có câu nào phải ôn" in shown_texts(page)
    assert any("Câu nào trả lời chưa đúng" in text for text in shown_texts(page))
