"""A quiz: one question at a time, every answer saved as it is given, the score at the end."""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.ui import mastery_words
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.quiz_result import show_result
from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.asking import Asking
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Card, OneLine, bar, label, row
from desktop.usecases.quizzes import Attempt
from lessons.course import Lesson
from lessons.questions import Question, Score

PRACTICE, TEST = "practice", "test"


class QuizPage(Page):
    """``enter`` takes a lesson's id. An attempt that is open goes on where it was left."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk, self._quizzes = desk, desk.learning.quizzes
        self._lesson_id = ""
        self._attempt: Attempt | None = None
        self._at = 0
        self._clock = QElapsedTimer()
        self._column = Asking(theme, desk.picture)
        self._column.changed.connect(self._response_changed)
        self._column.submitted.connect(self.forward)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._column, 1)
        whole.addWidget(self._foot())
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.forward)

    @property
    def answering(self) -> Answering | None:
        """The question in front; None before the first and after the last."""
        return self._column.answering

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
                    for module in self._desk.learning.modules()
                    for card in module.lessons
                    if card.id == key
                ),
                "",
            )
            if open_attempt:
                self._begin(self._quizzes.resume(open_attempt))
            else:
                self._offer(self._desk.learning.lesson(key))

    # Before

    def _offer(self, lesson: Lesson) -> None:
        self._clear(lesson.title)
        self._bar.hide()
        self._act.hide()
        self._place.setText("")
        quiz = lesson.quiz
        count = min(quiz.draw or len(lesson.questions), len(lesson.questions))
        standing = self._quizzes.standing(lesson.id)
        rule = " ".join(
            filter(None, (mastery_words.rule(standing.rule), mastery_words.standing(standing)))
        )
        body = self._column.body
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
        self._bar.show()
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
        self._answered = False
        self._clear(attempt.lesson.title)
        count = len(attempt.questions)
        mode = self.tr("Kiểm tra") if attempt.mode == TEST else self.tr("Luyện tập")
        self._place.setText(
            self.tr("{mode} · câu {at} trên {count}").format(mode=mode, at=at + 1, count=count)
        )
        self._bar.setRange(0, count)
        self._bar.setValue(at)
        part = self._column.ask(question, str(attempt.seed))
        self._act.show()
        self._act.setText(self.tr("Trả lời"))
        self._response_changed()
        self.begin_at(part)
        self._column.lead_to(self._act)
        self._clock.start()

    def forward(self) -> None:
        """The button at the bottom: answer, go on, or finish."""
        part = self.answering
        if part is None or self._attempt is None or not self._act.isEnabled():
            return
        if self._answered:
            self._go_on()
            return
        response = part.response()
        if response is None:
            return
        with self.handled():
            question = self._attempt.questions[self._at]
            seconds = round(self._clock.elapsed() / 1000)
            score = self._quizzes.answer(self._attempt.id, question.id, response, seconds)
            self._answered = True
            if self._attempt.mode == PRACTICE:
                self._explain(question, score)
            else:
                self._go_on()

    def _explain(self, question: Question, score: Score) -> None:
        if self._attempt is None:
            return
        self._column.explain(question, score)
        last = self._at + 1 >= len(self._attempt.questions)
        self._act.setText(self.tr("Xem kết quả") if last else self.tr("Câu tiếp"))
        self._act.setFocus()
        self._bar.setValue(self._at + 1)

    def _go_on(self) -> None:
        if self._attempt is None:
            return
        if self._at + 1 < len(self._attempt.questions):
            self._ask(self._at + 1)
        else:
            with self.handled():
                self._attempt = self._quizzes.resume(self._attempt.id)
                self._finish()

    def _response_changed(self) -> None:
        if self.answering is not None and not self._answered:
            self._act.setEnabled(self.answering.response() is not None)

    # After

    def _finish(self) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        result = self._quizzes.finish(attempt.id)
        self.changed.emit()
        self._clear(attempt.lesson.title)
        self._act.hide()
        self._bar.hide()
        self._place.setText(self.tr("Kết quả"))
        following = self._following(attempt.lesson.id) if result.passed else ""
        first = show_result(self, self._column, self._desk, attempt, result, following=following)
        self.begin_at(first)
        first.setFocus()
        self._column.verticalScrollBar().setValue(0)

    def _following(self, lesson_id: str) -> str:
        order = [c.id for m in self._desk.learning.modules() for c in m.lessons]
        at = order.index(lesson_id) + 1 if lesson_id in order else len(order)
        return order[at] if at < len(order) else ""

    # Around

    def _clear(self, title: str) -> None:
        self._title.setText(title)
        self._column.empty()

    def _head(self) -> QFrame:
        theme = self.theme
        frame = bar("top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        self._title = OneLine("strong")
        self._place = label("", "soft", wrap=False)
        box.addWidget(icon_button(theme, "back", self.tr("Về bài học"), self._to_lesson))
        box.addWidget(self._title, 1)
        box.addWidget(self._place)
        return frame

    def _foot(self) -> QFrame:
        theme = self.theme
        frame = bar("bottom")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(28), theme.px(6), theme.px(14), theme.px(6))
        box.setSpacing(theme.px(16))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme.px(320))
        self._bar.setAccessibleName(self.tr("Số câu đã trả lời"))
        self._act = button(self.tr("Trả lời"), self.forward, "primary")
        self._act.setMinimumWidth(theme.px(140))
        self._act.setToolTip("Enter")
        box.addWidget(self._bar, 1)
        box.addStretch(1)
        box.addWidget(self._act)
        return frame

    def _to_lesson(self) -> None:
        self.go("reader", self._lesson_id)
