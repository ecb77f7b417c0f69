"""The way of each thing done here, the newest first."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout

from desktop.ui.desk import Desk
from desktop.ui.language import moment
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Tone, chip, clear, label, row
from desktop.usecases.errors import KnownError
from desktop.usecases.journey import Item, Step, items

_FEW = 8
_MANY = 100
_TONES: dict[Step, Tone] = {
    Step.WRITTEN: "warn",
    Step.ON_A_STICK: "info",
    Step.SENT: "info",
    Step.CONFIRMED: "good",
    Step.READ: "good",
    Step.REFUSED: "bad",
}


class JourneyCard(Card):
    """Made anew at each visit of the page."""

    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now
        self.body.addWidget(label(self.tr("Đường đi của từng việc"), "heading"))
        self.body.addWidget(
            label(
                self.tr(
                    "Đã ghi trên máy → đã gửi → tỉnh đã nhận → tỉnh đã đọc. Việc chưa được tỉnh "
                    "nhận đứng trước."
                ),
                "soft",
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(18))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._more = button(self.tr("Xem nhiều hơn"), self.show_more, "link")
        self.body.addLayout(row(self._more, 1))
        self._fill(_FEW)

    def show_more(self) -> None:
        """Many instead of a few."""
        self._fill(_MANY)
        self._more.hide()

    def _fill(self, most: int) -> None:
        clear(self._grid)
        found = items(self._desk.session, most + 1)
        self._more.setVisible(len(found) > most)
        for at, item in enumerate(found[:most]):
            self._grid.addWidget(label(self._title(item)), at, 0)
            self._grid.addWidget(label(moment(item.at, self._now()), "small", wrap=False), at, 1)
            self._grid.addWidget(chip(step_words(item.step), _TONES[item.step]), at, 2)

    def _title(self, item: Item) -> str:
        match item.kind:
            case "report":
                name = self._desk.reporting.title_of(item.form_hash, item.form)
                if item.revision > 1:
                    return self.tr("Báo cáo: {name}, lần {n}").format(name=name, n=item.revision)
                return self.tr("Báo cáo: {name}").format(name=name)
            case "attempt":
                return self.tr("Bài kiểm tra: {name}").format(name=self._lesson(item.subject))
            case "read":
                return self.tr("Đọc bài: {name}").format(name=self._lesson(item.subject))
            case "official":
                people = {one.id: one.name for one in self._desk.people.officials()}
                return self.tr("Cán bộ: {name}").format(name=people.get(item.subject, "–"))
            case "signoff":
                return self.tr("Lãnh đạo duyệt báo cáo")
            case _:
                return item.kind

    def _lesson(self, lesson: str) -> str:
        from lessons.pack import PackError

        learning = self._desk.learning
        try:
            return learning.pack.entry(lesson, learning.language).title
        except (PackError, KnownError, KeyError):
            return lesson


def step_words(step: Step) -> str:
    """A step in two or three words."""
    translate = QCoreApplication.translate
    return {
        Step.WRITTEN: translate("Journey", "đã ghi, chờ gửi"),
        Step.ON_A_STICK: translate("Journey", "đã ghi ra USB"),
        Step.SENT: translate("Journey", "đã gửi, chờ xác nhận"),
        Step.CONFIRMED: translate("Journey", "tỉnh đã nhận"),
        Step.READ: translate("Journey", "tỉnh đã đọc"),
        Step.REFUSED: translate("Journey", "tỉnh không nhận được"),
    }[step]
