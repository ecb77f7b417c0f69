"""Review: the few questions of today, one at a time, each explained at once."""

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton

from desktop.ui import review_words
from desktop.ui.desk import Desk
from desktop.ui.question_page import QuestionPage
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, label, row
from desktop.usecases.reviewing import Due, ReviewDay
from lessons.questions import Score

MORE = "more"


class ReviewPage(QuestionPage):
    """``enter`` takes nothing, or ``MORE`` to go on beyond today's few minutes.

    Which question comes is worked out from what was answered, so a program that was killed
    goes on at the same one.
    """

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, desk)
        self._due: Due | None = None
        self._more = False
        self._read = button(
            self.tr("Đọc lại trong bài"), self._to_lesson, "quiet", theme=theme, icon="lessons"
        )
        title = label(self.tr("5 phút ôn hôm nay"), "strong")
        back = self.tr("Về trang chủ"), lambda: self.go("home")
        self.lay_out(title, back, self.tr("Số câu đã ôn"), self._read)

    def enter(self, key: str) -> None:
        self._more = key == MORE
        self.go_on()

    def go_on(self) -> None:
        with self.handled():
            reviewing = self.desk.reviewing
            self._due = reviewing.next(more=self._more)
            day = reviewing.day()
            if self._due is None:
                self._rest(day)
                return
            source = label(self.tr("Từ bài: {title}").format(title=self._due.lesson.title), "small")
            if self._more:
                self.place.setText(self.tr("Ôn thêm"))
                self.progress.hide()
            else:
                whole = day.done + day.left
                self.place.setText(
                    self.tr("câu {at} trên {count}").format(at=day.done + 1, count=whole)
                )
                self.progress.setRange(0, whole)
                self.progress.setValue(day.done)
                self.progress.show()
            self._read.hide()
            self.bottom.show()
            self.ask(self._due.question, str(self._due.seed), source)

    def score(self, response: Any, seconds: int) -> Score:
        if self._due is None:
            raise RuntimeError("no question is due")
        return self.desk.reviewing.answer(self._due, response, seconds)

    def scored(self, score: Score) -> None:
        if self._due is None:
            return
        self.explain(self._due.question, score, self.tr("Tiếp tục"))
        self._read.setVisible(not score.right)
        self.changed.emit()

    def _rest(self, day: ReviewDay) -> None:
        """Nothing is left for today."""
        self.column.empty()
        self.bottom.hide()
        self.place.setText("")
        body = self.column.body
        done = Card(self.theme, "good" if day.done else "")
        if day.done:
            done.body.addWidget(label(self.tr("Xong phần ôn hôm nay"), "heading"))
            said = self.tr("%n câu đã ôn.", "", day.done)
        else:
            done.body.addWidget(label(self.tr("Hôm nay không có câu nào phải ôn"), "heading"))
            said = ""
        if day.next is not None:
            date = QLocale().toString(day.next, QLocale.FormatType.LongFormat)
            said += " " + self.tr("Lần ôn tới: {date}.").format(date=date)
        elif not day.done:
            said = self.tr(
                "Câu nào trả lời chưa đúng trong bài luyện tập hoặc bài kiểm tra sẽ trở lại ở "
                "đây, mỗi lần một xa hơn khi đã nhớ."
            )
        done.body.addWidget(label(said.strip()))
        home = button(self.tr("Về trang chủ"), lambda: self.go("home"), "primary")
        acts: list[QPushButton] = [home]
        if day.more:
            acts.append(button(self.tr("Ôn thêm"), lambda: self.go("review", MORE)))
        acts.append(button(self.tr("Xem các bài học"), lambda: self.go("lessons")))
        done.body.addLayout(row(*acts, 1))
        body.addWidget(done)
        if any(day.coming):
            card = Card(self.theme)
            card.body.addWidget(label(self.tr("Những ngày tới"), "strong"))
            card.body.addWidget(
                label(
                    self.tr(
                        "Số câu mỗi ngày, nhiều nhất khoảng 5 phút. Bận vài hôm cũng không dồn lại."
                    ),
                    "small",
                )
            )
            card.body.addWidget(review_words.forecast(self.theme, day))
            body.addWidget(card)
        self.begin_at(home)
        home.setFocus()

    def _to_lesson(self) -> None:
        if self._due is not None:
            about = self._due.question.about
            self.go("reader", self._due.lesson.id + (f"#{about}" if about else ""))
