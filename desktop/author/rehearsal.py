"""A trial of the quiz: the officials' own question widgets, and nothing is kept."""

import secrets
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.quiz_result import Answered, question_card
from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.asking import Asking
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.html import Pictures
from desktop.ui.widgets.text import Card, label, row
from lessons.course import Lesson
from lessons.mastery import grade
from lessons.questions import Question, Response, Score, draw, score


class Mode(StrEnum):
    PRACTICE = "practice"
    TEST = "test"


class Rehearsal(QWidget):
    """Offers practice and test, then asks, as the quiz of officials does."""

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__()
        self._look, self._pictures = theme, pictures
        self._lesson: Lesson | None = None
        self._mode = Mode.PRACTICE
        self._seed = ""
        self._questions: tuple[Question, ...] = ()
        self._given: list[tuple[Response, Score]] = []
        self._explained = False
        self._asking = Asking(theme, pictures)
        self._asking.changed.connect(self._response_changed)
        self._asking.submitted.connect(self.forward)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._asking, 1)
        self._bottom = self._foot()
        whole.addWidget(self._bottom)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.forward)

    @property
    def answering(self) -> Answering | None:
        """The question in front; None before the first and after the last."""
        return self._asking.answering

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        at = len(self._given) - self._explained
        return self._questions[at] if self.answering is not None else None

    @property
    def lesson(self) -> Lesson | None:
        """The lesson as it was when it was offered: a save does not change a trial."""
        return self._lesson

    @property
    def begun(self) -> bool:
        """Whether a trial is under way or its result is in front."""
        return bool(self._questions)

    def offer(self, lesson: Lesson) -> None:
        """Begin anew, with this lesson."""
        self._lesson, self._questions, self._given = lesson, (), []
        self._asking.empty()
        self._bottom.hide()
        body = self._asking.body
        body.addWidget(
            label(self.tr("Thử bài kiểm tra: {title}").format(title=lesson.title), "title")
        )
        if not lesson.questions:
            body.addWidget(label(self.tr("Bài này chưa có câu hỏi nào."), "soft"))
            return
        quiz = lesson.quiz
        count = min(quiz.draw or len(lesson.questions), len(lesson.questions))
        rule = (
            self.tr("Đạt khi {right} trong {last} câu cuối đúng.").format(
                right=quiz.right, last=quiz.last
            )
            if quiz.right
            else self.tr("Đạt khi được từ {mark} % số điểm.").format(mark=quiz.pass_mark)
        )
        asked = self.tr("%n câu hỏi.", "", count)
        nothing = self.tr("Đây là làm thử: không có gì được lưu hay gửi đi.")
        body.addWidget(label(f"{asked} {rule} {nothing}", "soft"))
        test = button(self.tr("Làm như kiểm tra"), self._begin_test, "primary")
        practice = button(self.tr("Làm như luyện tập"), self._begin_practice)
        body.addLayout(row(test, practice, 1, spacing=self._look.px(10)))
        self.setFocusProxy(test)

    def begin(self, mode: Mode) -> None:
        """Ask the first question of the lesson that was offered."""
        lesson = self._lesson
        if lesson is None or not lesson.questions:
            return
        self._mode, self._seed, self._given = mode, secrets.token_hex(8), []
        self._questions = draw(lesson.questions, lesson.quiz.draw, self._seed)
        self._bottom.show()
        self._ask()

    def forward(self) -> None:
        """The button at the bottom: answer, go on, or see the result."""
        part, question = self.answering, self.question
        if part is None or question is None or not self._act.isEnabled():
            return
        if self._explained:
            self._go_on()
            return
        response = part.response()
        if response is None:
            return
        result = score(question, response)
        self._given.append((response, result))
        if self._mode is Mode.TEST:
            self._go_on()
            return
        self._explained = True
        self._asking.explain(question, result)
        last = len(self._given) == len(self._questions)
        self._act.setText(self.tr("Xem kết quả") if last else self.tr("Câu tiếp"))
        self._act.setFocus()

    def _begin_test(self) -> None:
        self.begin(Mode.TEST)

    def _begin_practice(self) -> None:
        self.begin(Mode.PRACTICE)

    def _go_on(self) -> None:
        self._explained = False
        if len(self._given) < len(self._questions):
            self._ask()
        else:
            self._show_result()

    def _ask(self) -> None:
        self._explained = False
        at = len(self._given)
        self._asking.ask(self._questions[at], self._seed)
        self.setFocusProxy(self._asking)
        self._place.setText(
            self.tr("câu {at} trên {count}").format(at=at + 1, count=len(self._questions))
        )
        self._act.setText(self.tr("Trả lời"))
        self._response_changed()

    def _response_changed(self) -> None:
        part = self.answering
        if part is not None and not self._explained:
            self._act.setEnabled(part.response() is not None)

    def _show_result(self) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        self._asking.empty()
        self._bottom.hide()
        result = grade((given for _, given in self._given), lesson.quiz)
        card = Card(self._look, "good" if result.passed else "warn")
        card.body.addWidget(label(f"{round(result.share * 100)} %", "score"))
        words = (
            self.tr("Với bài làm này, cán bộ đạt (cần từ {mark} %).")
            if result.passed
            else self.tr("Với bài làm này, cán bộ chưa đạt (cần từ {mark} %).")
        ).format(mark=lesson.quiz.pass_mark)
        card.body.addWidget(label(words))
        again: QPushButton = button(
            self.tr("Thử lại"), lambda: self.offer(lesson), theme=self._look, icon="retry"
        )
        card.body.addLayout(row(again, 1))
        body = self._asking.body
        body.addWidget(card)
        for number, (question, (response, given)) in enumerate(
            zip(self._questions, self._given, strict=True), start=1
        ):
            body.addWidget(
                question_card(
                    self._look,
                    self._pictures,
                    number,
                    Answered(question, self._seed, response, given),
                )
            )
        self.setFocusProxy(again)
        again.setFocus()
        self._asking.verticalScrollBar().setValue(0)

    def _foot(self) -> QFrame:
        theme = self._look
        frame = QFrame()
        frame.setProperty("kind", "bottom")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(28), theme.px(6), theme.px(14), theme.px(6))
        box.setSpacing(theme.px(12))
        self._place = label("", "soft", wrap=False)
        stop = button(self.tr("Thôi làm thử"), self._stop, "quiet")
        self._act = button(self.tr("Trả lời"), self.forward, "primary")
        self._act.setMinimumWidth(theme.px(130))
        self._act.setToolTip("Enter")
        box.addWidget(self._place)
        box.addStretch(1)
        box.addWidget(stop)
        box.addWidget(self._act)
        return frame

    def _stop(self) -> None:
        if self._lesson is not None:
            self.offer(self._lesson)
            self.setFocus()
