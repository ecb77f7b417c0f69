"""The modules and their lessons, with what the official has done."""

from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.language import number
from desktop.ui.page import ColumnPage, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, chip, clear, label, row, rule
from desktop.usecases.learning import LessonCard, ModuleCard


class LessonListPage(ColumnPage):
    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk

    def enter(self, _key: str) -> None:
        clear(self._column.body)
        titled(
            self._column,
            self.tr("Bài học"),
            self.tr(
                "Mỗi bài 10–15 phút, có bài kiểm tra ở cuối. Học lúc nào cũng được, không cần mạng."
            ),
        )
        self._column.body.addLayout(
            row(
                button(
                    self.tr("Tìm trong mọi bài học…"),
                    lambda: self.go("search"),
                    theme=self.theme,
                    icon="search",
                ),
                button(
                    self.tr("Việc học của tôi"),
                    lambda: self.go("my-learning"),
                    theme=self.theme,
                    icon="star",
                ),
                1,
            )
        )
        first: QPushButton | None = None
        with self.handled():
            coming = self._desk.learning.next_lesson()
            for module in self._desk.learning.modules():
                card = self._module(module)
                for lesson in module.lessons:
                    card.body.addWidget(rule())
                    is_next = coming is not None and lesson.id == coming.id
                    act = self._lesson(card, lesson, is_next)
                    if is_next or first is None:
                        first = act
                self._column.body.addWidget(card)
        if first is not None:
            self.begin_at(first)

    def _module(self, module: ModuleCard) -> Card:
        card = Card(self.theme)
        done = self.tr("Đạt {passed} trên {all} bài").format(
            passed=number(module.passed), all=number(len(module.lessons))
        )
        card.body.addLayout(row(label(module.title, "heading"), 1, label(done, "soft", wrap=False)))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, len(module.lessons)))
        bar.setValue(module.passed)
        bar.setAccessibleName(f"{module.title}: {done}")
        card.body.addWidget(bar)
        return card

    def _lesson(self, card: Card, lesson: LessonCard, is_next: bool) -> QPushButton:
        icon, colour = (
            ("check", "leaf")
            if lesson.passed
            else ("quiz", "turmeric")
            if lesson.open_attempt
            else ("lessons", "indigo" if is_next else "ink_soft")
        )
        title = label(lesson.title, "strong" if is_next else "")
        under = [self.tr("%n phút", "", lesson.minutes)]
        if lesson.best is not None:
            under.append(
                self.tr("điểm cao nhất {percent} %").format(percent=round(lesson.best * 100))
            )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(label(" · ".join(under), "small"))
        line = row(Icon(self.theme, icon, colour), spacing=self.theme.px(12))
        line.addLayout(words, 1)
        if (state := self._state(lesson)) is not None:
            line.addWidget(state)
        act = button(
            self._verb(lesson),
            lambda: self.go("quiz" if lesson.open_attempt else "reader", lesson.id),
            "primary" if is_next else "",
        )
        act.setMinimumWidth(self.theme.px(104))
        act.setAccessibleName(f"{self._verb(lesson)}: {lesson.title}")
        line.addWidget(act)
        card.body.addLayout(line)
        return act

    def _state(self, lesson: LessonCard) -> QWidget | None:
        if lesson.passed:
            return chip(self.tr("Đạt"), "good")
        if lesson.open_attempt:
            return chip(self.tr("Đang kiểm tra"), "warn")
        if lesson.best is not None:
            return chip(self.tr("Chưa đạt"), "warn")
        if lesson.read:
            return chip(self.tr("Đã đọc"), "info")
        return None

    def _verb(self, lesson: LessonCard) -> str:
        if lesson.open_attempt:
            return self.tr("Làm tiếp")
        if lesson.passed or lesson.read:
            return self.tr("Đọc lại")
        return self.tr("Học")
