"""A quiz: one question at a time, every answer saved as it is given, the score at the end."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.ui import mastery_words
from desktop.ui.desk import Desk
from desktop.ui.question_page import QuestionPage
from desktop.ui.quiz_result import show_result
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, OneLine, label, row
from desktop.usecases.quizzes import Attempt
from lessons.course import Lesson
from lessons.questions import Question, Score

PRACTICE, TEST = "practice", "test"


class QuizPage(QuestionPage):
    """``enter`` takes a lesson's id. An attempt that is open goes on where it was left."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, desk)
        self._quizzes = desk.learning.quizzes
        self._lesson_id = ""
        self._attempt: Attempt | None = None
        self._at = 0
        self._title = OneLine("strong")
        back = self.tr("Về bài học"), self._to_lesson
        self.lay_out(self._title, back, self.tr("Số câu đã trả lời"))

    @property
    def question(self) -> Question:
        """The question in front.

        Raises:
            RuntimeError: there is none.
        """
        if self._attempt is None or self.answering is None:
            raise RuntimeError("no question on the screen")
        return self._attempt.questions[self._at]

    def enter(self, key: str) -> None:
        self._lesson_id = key
        self._attempt = None
        with self.handled():
            open_attempt = next(
                (
                    card.open_attempt
                    for module in self.desk.learning.modules()
                    for card in module.lessons
                    if card.id == key
                ),
                "",
            )
            if open_attempt:
                self._begin(self._quizzes.resume(open_attempt))
            else:
                self._offer(self.desk.learning.lesson(key))

    # Before

    def _offer(self, lesson: Lesson) -> None:
        self._clear(lesson.title)
        self.progress.hide()
        self.act.hide()
        self.place.setText("")
        quiz = lesson.quiz
        count = min(quiz.draw or len(lesson.questions), len(lesson.questions))
        standing = self._quizzes.standing(lesson.id)
        rule = " ".join(
            filter(None, (mastery_words.rule(standing.rule), mastery_words.standing(standing)))
        )
        body = self.column.body
        body.addWidget(label(self.tr("Kiểm tra: {title}").format(title=lesson.title), "title"))
        body.addWidget(
            label(
                self.tr("%n câu hỏi.", "", count)
                + " "
                + rule
                + " "
                + self.tr("Mỗi câu trả lời được lưu ngay, mất điện cũng không phải làm lại."),
                "soft",
            )
        )
        test = button(self.tr("Bắt đầu kiểm tra"), self._start_test, "primary")
        practice = button(self.tr("Luyện tập"), self._start_practice)
        for act, title, text in (
            (
                test,
                self.tr("Kiểm tra lấy kết quả"),
                self.tr("Làm hết các câu rồi xem điểm và giải thích từng lựa chọn."),
            ),
            (
                practice,
                self.tr("Luyện tập trước"),
                self.tr("Xem giải thích ngay sau mỗi câu. Không tính vào kết quả bài học."),
            ),
        ):
            card = Card(self.theme)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(label(title, "strong"))
            words.addWidget(label(text, "soft"))
            line = row(spacing=12)
            line.addLayout(words, 1)
            line.addWidget(act)
            card.body.addLayout(line)
            body.addWidget(card)
        self.begin_at(test)
        test.setFocus()

    def _start_test(self) -> None:
        self.start(TEST)

    def _start_practice(self) -> None:
        self.start(PRACTICE)

    def start(self, mode: str) -> None:
        """Begin (or go on with) an attempt at this lesson's quiz."""
        with self.handled():
            self._begin(self._quizzes.start(self._lesson_id, mode))

    # During

    def _begin(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self.progress.show()
        if attempt.at < len(attempt.questions):
            self._ask(attempt.at)
        else:
            self._finish()

    def _ask(self, at: int) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        question = attempt.questions[at]
        self._at = at
        self._clear(attempt.lesson.title)
        count = len(attempt.questions)
        mode = self.tr("Kiểm tra") if attempt.mode == TEST else self.tr("Luyện tập")
        self.place.setText(
            self.tr("{mode} · câu {at} trên {count}").format(mode=mode, at=at + 1, count=count)
        )
        self.progress.setRange(0, count)
        self.progress.setValue(at)
        self.act.show()
        self.ask(question, str(attempt.seed))

    def score(self, response: Any, seconds: int) -> Score:
        attempt = self._attempt
        if attempt is None:
            raise RuntimeError("no attempt is under way")
        return self._quizzes.answer(attempt.id, self.question.id, response, seconds)

    def scored(self, score: Score) -> None:
        if self._attempt is None:
            return
        if self._attempt.mode == PRACTICE:
            last = self._at + 1 >= len(self._attempt.questions)
            onward = self.tr("Xem kết quả") if last else self.tr("Câu tiếp")
            self.explain(self.question, score, onward)
        else:
            self.go_on()

    def go_on(self) -> None:
        if self._attempt is None:
            return
        if self._at + 1 < len(self._attempt.questions):
            self._ask(self._at + 1)
        else:
            with self.handled():
                self._attempt = self._quizzes.resume(self._attempt.id)
                self._finish()

    # After

    def _finish(self) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        result = self._quizzes.finish(attempt.id)
        self.changed.emit()
        self._clear(attempt.lesson.title)
        self.act.hide()
        self.progress.hide()
        self.place.setText(self.tr("Kết quả"))
        following = self._following(attempt.lesson.id) if result.passed else ""
        first = show_result(self, self.column, self.desk, attempt, result, following=following)
        self.begin_at(first)
        first.setFocus()
        self.column.verticalScrollBar().setValue(0)

    def _following(self, lesson_id: str) -> str:
        order = [c.id for m in self.desk.learning.modules() for c in m.lessons]
        at = order.index(lesson_id) + 1 if lesson_id in order else len(order)
        return order[at] if at < len(order) else ""

    # Around

    def _clear(self, title: str) -> None:
        self._title.setText(title)
        self.column.empty()

    def _to_lesson(self) -> None:
        self.go("reader", self._lesson_id)
