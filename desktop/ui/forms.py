"""Báo cáo: the drafts to finish, and the forms that can be begun."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.ui.desk import Desk
from desktop.ui.language import moment
from desktop.ui.page import ColumnPage, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, chip, clear, label, row, rule


class FormsPage(ColumnPage):
    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now

    def enter(self, _key: str) -> None:
        clear(self._column.body)
        titled(
            self._column,
            self.tr("Soạn báo cáo"),
            self.tr("Soạn được khi không có mạng. Bản nháp tự lưu, mất điện cũng không mất."),
        )
        self._first: QPushButton | None = None
        with self.handled():
            self._drafts()
            self._forms()
        if self._first is not None:
            self.begin_at(self._first)

    def _drafts(self) -> None:
        drafts = self._desk.reporting.drafts()
        if not drafts:
            return
        card = Card(self.theme)
        card.body.addWidget(label(self.tr("Đang soạn"), "heading"))
        for draft in drafts:
            under = self.tr("{author} sửa lần cuối lúc {time}").format(
                author=draft.author, time=moment(draft.changed_at, self._now())
            )
            again = self.tr("Sửa theo yêu cầu của tỉnh") if draft.revision > 1 else ""
            self._line(
                card,
                "draft",
                draft.form_title,
                under,
                again,
                self.tr("Viết tiếp"),
                lambda draft=draft: self.go("form", f"draft:{draft.report}"),
            )
        self._column.body.addWidget(card)

    def _forms(self) -> None:
        card = Card(self.theme)
        card.body.addWidget(label(self.tr("Chọn biểu mẫu"), "heading"))
        for form in self._desk.reporting.forms():
            self._line(
                card,
                "report",
                form.title,
                "",
                "",
                self.tr("Soạn mới"),
                lambda form=form: self.go("form", f"new:{form.id}"),
                quick=form.id if form.is_quick else "",
            )
        self._column.body.addWidget(card)

    def _line(  # noqa: PLR0917
        self,
        card: Card,
        icon: str,
        title: str,
        under: str,
        state: str,
        action: str,
        act: Callable[[], None],
        quick: str = "",
    ) -> None:
        card.body.addWidget(rule())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong"))
        if under:
            words.addWidget(label(under, "small"))
        line = row(Icon(self.theme, icon), spacing=self.theme.px(12))
        line.addLayout(words, 1)
        if state:
            line.addWidget(chip(state, "warn"))
        if quick:
            note = button(
                self.tr("Ghi nhanh"),
                lambda: self.go("quick", quick),
                "quiet",
                theme=self.theme,
                icon="clock",
            )
            note.setAccessibleName(self.tr("Ghi nhanh: {title}").format(title=title))
            line.addWidget(note)
        press = button(action, act, "primary" if self._first is None else "")
        press.setAccessibleName(f"{action}: {title}")
        press.setMinimumWidth(self.theme.px(104))
        line.addWidget(press)
        card.body.addLayout(line)
        if self._first is None:
            self._first = press
