"""Review: the few questions of today, one at a time, each explained at once."""

from PySide6.QtCore import QElapsedTimer, QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from desktop.ui import review_words
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.asking import Asking
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Card, bar, label, row
from desktop.usecases.reviewing import Due, ReviewDay

MORE = "more"


class ReviewPage(Page):
    """``enter`` takes nothing, or ``MORE`` to go on beyond today's few minutes.

    Which question comes is worked out from what was answered, so a program that was killed
    goes on at the same one.
    """

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._due: Due | None = None
        self._answered = self._more = False
        self._clock = QElapsedTimer()
        self._asking = Asking(theme, desk.picture)
        self._asking.changed.connect(self._response_changed)
        self._asking.submitted.connect(self.forward)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._asking, 1)
        self._bottom = self._foot()
        whole.addWidget(self._bottom)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.forward)

    @property
    def answering(self) -> Answering | None:
        """The question in front; None when today's are done."""
        return self._asking.answering

    def enter(self, key: str) -> None:
        self._more = key == MORE
        self._ask()

    def _ask(self) -> None:
        with self.handled():
            reviewing = self._desk.reviewing
            self._due = reviewing.next(more=self._more)
            day = reviewing.day()
            if self._due is None:
                self._rest(day)
                return
            self._answered = False
            source = label(self.tr("Từ bài: {title}").format(title=self._due.lesson.title), "small")
            part = self._asking.ask(self._due.question, str(self._due.seed), source)
            if self._more:
                self._place.setText(self.tr("Ôn thêm"))
                self._bar.hide()
            else:
                whole = day.done + day.left
                self._place.setText(
                    self.tr("câu {at} trên {count}").format(at=day.done + 1, count=whole)
                )
                self._bar.setRange(0, whole)
                self._bar.setValue(day.done)
                self._bar.show()
            self._read.hide()
            self._bottom.show()
            self._act.setText(self.tr("Trả lời"))
            self._response_changed()
            self.begin_at(part)
            self._asking.lead_to(self._act)
            self._clock.start()

    def forward(self) -> None:
        """The button at the bottom: answer, or go on."""
        part = self._asking.answering
        if part is None or self._due is None or not self._act.isEnabled():
            return
        if self._answered:
            self._ask()
            return
        response = part.response()
        if response is None:
            return
        with self.handled():
            seconds = round(self._clock.elapsed() / 1000)
            score = self._desk.reviewing.answer(self._due, response, seconds)
            self._answered = True
            self._asking.explain(self._due.question, score)
            self._bar.setValue(self._bar.value() + 1)
            self._read.setVisible(not score.right)
            self._act.setText(self.tr("Tiếp tục"))
            self._act.setFocus()
            self.changed.emit()

    def _rest(self, day: ReviewDay) -> None:
        """Nothing is left for today."""
        self._asking.empty()
        self._bottom.hide()
        self._place.setText("")
        body = self._asking.body
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

    def _response_changed(self) -> None:
        part = self._asking.answering
        if part is not None and not self._answered:
            self._act.setEnabled(part.response() is not None)

    def _head(self) -> QFrame:
        theme = self.theme
        frame = bar("top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        self._place = label("", "soft", wrap=False)
        box.addWidget(icon_button(theme, "back", self.tr("Về trang chủ"), lambda: self.go("home")))
        box.addWidget(label(self.tr("5 phút ôn hôm nay"), "strong"), 1)
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
        self._bar.setAccessibleName(self.tr("Số câu đã ôn"))
        self._read = button(
            self.tr("Đọc lại trong bài"), self._to_lesson, "quiet", theme=theme, icon="lessons"
        )
        self._act = button(self.tr("Trả lời"), self.forward, "primary")
        self._act.setMinimumWidth(theme.px(140))
        self._act.setToolTip("Enter")
        box.addWidget(self._bar, 1)
        box.addStretch(1)
        box.addWidget(self._read)
        box.addWidget(self._act)
        return frame

    def _to_lesson(self) -> None:
        if self._due is not None:
            about = self._due.question.about
            self.go("reader", self._due.lesson.id + (f"#{about}" if about else ""))
