"""The official's own page."""

from PySide6.QtCore import Qt

from desktop.ui.my_learning import MyLearningPage
from desktop.ui.widgets.charts import Columns, Share
from lessons.questions import solution
from tests.desktop.ui.driving import go, shown_texts, typed


def take(desk, lesson):
    attempt = desk.learning.quizzes.start(lesson)
    for question in attempt.questions:
        desk.learning.quizzes.answer(attempt.id, question.id, solution(question), 60)
    desk.learning.quizzes.finish(attempt.id)


def test_what_is_done_due_and_spent_is_said_in_words_too(desktop):
    desk = desktop.desk
    take(desk, "b2")
    page = go(desktop, "my-learning")
    assert isinstance(page, MyLearningPage)
    texts = shown_texts(page)
    assert "Đạt 1 trên 2 bài" in texts
    assert "Học: Giả danh" in texts
    assert "tổng cộng 7 phút" in texts
    (share,) = page.findChildren(Share)
    assert share.accessibleName() == "An ninh mạng: đạt 1 trên 2"
    spoken = [chart.accessibleName() for chart in page.findChildren(Columns)]
    assert len(spoken) == 1
    assert spoken[0].endswith("Tuần này: 7 phút.")


def test_enter_goes_on_with_what_is_next(desktop):
    go(desktop, "my-learning")
    typed(Qt.Key.Key_Space)
    assert (desktop.shell.route.page, desktop.shell.route.key) == ("reader", "b2")


def test_charts_paint_in_both_schemes(desktop, qtbot):
    take(desktop.desk, "b2")
    page = go(desktop, "my-learning")
    for chart in (*page.findChildren(Columns), *page.findChildren(Share)):
        image = chart.grab().toImage()
        colours = {
            image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())
        }
        assert len(colours) > 2
