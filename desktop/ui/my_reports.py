"""Báo cáo của tôi: what was sent, and where it is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.ui.desk import Desk
from desktop.ui.language import moment
from desktop.ui.page import ColumnPage, titled
from desktop.ui.report_words import state_words
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, chip, clear, label, row, rule
from desktop.usecases.reporting import ReportCard, ReportState

_AT_ONCE = 25
"""Lines that are shown at first: a log has hundreds after a year."""


class MyReportsPage(ColumnPage):
    """What waits for the official first, then the latest; drafts are in "Soạn báo cáo"."""

    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now

    def enter(self, _key: str) -> None:
        clear(self._column.body)
        titled(
            self._column,
            self.tr("Báo cáo của tôi"),
            self.tr("Mọi báo cáo đã gửi từ máy này và trả lời của tỉnh."),
        )
        with self.handled():
            drafts = self._desk.reporting.drafts()
            if drafts:
                to_drafts = button(
                    self.tr("%n bản nháp đang soạn", "", len(drafts)),
                    lambda: self.go("forms"),
                    "link",
                    theme=self.theme,
                    icon="draft",
                )
                self._column.body.addWidget(to_drafts)
            cards = self._desk.reporting.reports()
            if not cards:
                self._nothing()
                return
            to_mend = [card for card in cards if card.state is ReportState.RETURNED]
            others = [card for card in cards if card.state is not ReportState.RETURNED]
            first: QPushButton | None = None
            if to_mend:
                first = self._box(to_mend, self.tr("Tỉnh trả lại, cần sửa"))
            if others:
                head = self.tr("Báo cáo khác") if to_mend else ""
                opened = self._box(others[:_AT_ONCE], head)
                first = first or opened
                self._offer_more(others[_AT_ONCE:])
            if first is not None:
                self.begin_at(first)

    def _box(self, cards: Sequence[ReportCard], head: str) -> QPushButton:
        """A card with a line for each, of which there is one at least; gives its first button."""
        box = Card(self.theme)
        if head:
            box.body.addWidget(label(head, "heading"))
        opened: list[QPushButton] = []
        for card in cards:
            if opened or head:
                box.body.addWidget(rule())
            opened.append(self._line(box, card))
        self._column.body.addWidget(box)
        return opened[0]

    def _offer_more(self, cards: Sequence[ReportCard]) -> None:
        if not cards:
            return

        def show() -> None:
            more.hide()
            more.deleteLater()
            self._box(cards[: 2 * _AT_ONCE], "").setFocus()
            self._offer_more(cards[2 * _AT_ONCE :])

        more = button(self.tr("Xem thêm %n báo cáo cũ hơn", "", len(cards)), show)
        self._column.body.addWidget(more)

    def _nothing(self) -> None:
        card = Card(self.theme)
        card.body.addWidget(label(self.tr("Chưa gửi báo cáo nào."), "strong"))
        card.body.addWidget(
            label(self.tr("Báo cáo đã gửi, tình trạng và trả lời của tỉnh sẽ hiện ở đây."), "soft")
        )
        to_forms = button(self.tr("Soạn báo cáo"), lambda: self.go("forms"), "primary")
        card.body.addLayout(row(to_forms, 1))
        self._column.body.addWidget(card)
        self.begin_at(to_forms)

    def _line(self, box: Card, card: ReportCard) -> QPushButton:
        word, tone, icon = state_words(card.state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(card.title, "strong"))
        if name := self._desk.reporting.name_of(card.report, card.revision):
            words.addWidget(label(name))
        under = self.tr("{author} gửi lúc {time}").format(
            author=card.author, time=moment(card.submitted_at, self._now())
        )
        if card.revision > 1:
            under += " · " + self.tr("lần gửi thứ {revision}").format(revision=card.revision)
        words.addWidget(label(under, "small"))
        line = row(Icon(self.theme, icon), spacing=self.theme.px(12))
        line.addLayout(words, 1)
        line.addWidget(chip(word, tone))
        opened = button(self.tr("Xem"), lambda: self.go("my-report", card.report))
        opened.setAccessibleName(
            self.tr("Xem: {title}, {state}").format(title=name or card.title, state=word)
        )
        line.addWidget(opened)
        box.body.addLayout(line)
        return opened
