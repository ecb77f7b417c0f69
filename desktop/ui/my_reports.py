"""Báo cáo của tôi: what was sent, where it is, and what the province said."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.ui.answers import shown_value
from desktop.ui.desk import Desk
from desktop.ui.form_clocks import Clocks
from desktop.ui.form_clocks import hours as clock_hours
from desktop.ui.language import moment
from desktop.ui.page import ColumnPage, titled
from desktop.ui.report_words import state_sentence, state_words
from desktop.ui.theme import Theme
from desktop.ui.widgets.attached import AttachedView
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Card, Icon, chip, clear, label, row, rule
from desktop.usecases.attaching import LOST, Attached
from desktop.usecases.reporting import ReportCard, ReportState, Revision
from reports.form import ATTACHMENTS
from reports.session import FormSession
from reports.session.view import Section


class MyReportsPage(ColumnPage):
    """The list, the latest first; drafts are in "Soạn báo cáo"."""

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
        first: QPushButton | None = None
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
            for number, card in enumerate(cards):
                if number == 0:
                    box = Card(self.theme)
                    self._column.body.addWidget(box)
                else:
                    box.body.addWidget(rule())
                opened = self._line(box, card)
                first = first or opened
        if first is not None:
            self.begin_at(first)

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
            self.tr("Xem: {title}, {state}").format(title=card.title, state=word)
        )
        line.addWidget(opened)
        box.body.addLayout(line)
        return opened


class MyReportPage(ColumnPage):
    """One report: its state, the province's answer, every revision, and what was sent."""

    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now

    def enter(self, key: str) -> None:
        clear(self._column.body)
        with self.handled():
            report = self._desk.reporting.report(key)
            back = icon_button(
                self.theme,
                "back",
                self.tr("Về danh sách báo cáo"),
                lambda: self.go("reports"),
            )
            self.begin_at(back)
            printing = button(
                self.tr("In hoặc lưu PDF"),
                lambda: self.go("print", f"sent:{key}:{report.card.revision}"),
                theme=self.theme,
                icon="print",
            )
            head = row(back, label(report.card.title, "title"))
            head.setStretch(1, 1)
            head.addWidget(printing)
            self._column.body.addLayout(head)
            self._state(report.card, report.revisions[0])
            files = self._desk.attaching.of_report(key)
            self._sent(self._desk.reporting.submitted(key, report.card.revision), files)
            if len(report.revisions) > 1:
                self._history(report.revisions)

    def _state(self, card: ReportCard, latest: Revision) -> None:
        word, tone, _icon = state_words(card.state)
        box = Card(self.theme, tone)
        box.body.addLayout(row(chip(word, tone), 1))
        box.body.addWidget(label(state_sentence(card.state)))
        now = self._now()
        box.body.addWidget(
            label(
                self.tr("{author} gửi lúc {time}").format(
                    author=latest.author, time=moment(latest.submitted_at, now)
                ),
                "small",
            )
        )
        signed = self._desk.reporting.sign_off(card.report, latest.revision)
        if signed is not None:
            who = ", ".join(part for part in (signed.name, signed.position) if part)
            box.body.addWidget(label(self.tr("Lãnh đạo ký duyệt: {who}").format(who=who), "small"))
        self._answer(box, latest)
        if latest.reason:
            box.body.addWidget(
                label(self.tr("Mã lỗi: {reason}").format(reason=latest.reason), "small")
            )
        if card.state is ReportState.RETURNED:
            mend = button(
                self.tr("Sửa tiếp") if card.has_draft else self.tr("Sửa và gửi lại"),
                lambda: self.go("form", f"mend:{card.report}"),
                "primary",
                theme=self.theme,
                icon="draft",
            )
            box.body.addLayout(row(mend, 1))
            self.begin_at(mend)
        self._column.body.addWidget(box)

    def _answer(self, box: Card, revision: Revision) -> None:
        if revision.reviewed_at is not None:
            who = revision.by or self.tr("Tỉnh")
            box.body.addWidget(
                label(
                    self.tr("{who} trả lời lúc {time}").format(
                        who=who, time=moment(revision.reviewed_at, self._now())
                    ),
                    "small",
                )
            )
        if revision.comment:
            box.body.addWidget(label(revision.comment, "strong"))

    def _sent(self, session: FormSession, files: Mapping[str, Attached]) -> None:
        box = Card(self.theme)
        box.body.addWidget(label(self.tr("Nội dung đã gửi"), "heading"))
        for part in session.visible():
            if isinstance(part, Section):
                text = part.label
                if part.kind == "instance":
                    text = f"{text} {part.position}".strip()
                if text:
                    box.body.addWidget(rule())
                    box.body.addWidget(label(text, "strong"))
            elif part.value and part.kind != "note":
                line = row(spacing=self.theme.px(16))
                name = label(part.label, "soft")
                line.addWidget(name, 2)
                if part.value in files and part.kind in ATTACHMENTS:
                    line.addWidget(self._file(files[part.value]), 3)
                else:
                    line.addWidget(label(shown_value(session, part)), 3)
                box.body.addLayout(line)
                if deadlines := clock_hours(part.appearance):
                    clocks = Clocks(self.theme, deadlines, self._now)
                    box.body.addWidget(clocks)
                    clocks.show_from(part.value)
        self._column.body.addWidget(box)

    def _file(self, attached: Attached) -> AttachedView:
        if attached.arrived:
            state = self.tr("tỉnh đã nhận")
        elif attached.refused == LOST:
            state = self.tr("đã mất khi ổ đĩa hỏng")
        elif attached.refused:
            state = self.tr("chưa gửi được")
        else:
            state = self.tr("chờ gửi")
        body = self._desk.attaching.body(attached.sha256)
        view = AttachedView(self.theme, attached, body, state)
        view.buttons.addStretch(1)
        return view

    def _history(self, revisions: tuple[Revision, ...]) -> None:
        box = Card(self.theme)
        box.body.addWidget(label(self.tr("Các lần gửi"), "heading"))
        for revision in revisions:
            box.body.addWidget(rule())
            word, tone, _icon = state_words(revision.state)
            text = self.tr("Lần {revision}: {author} gửi lúc {time}").format(
                revision=revision.revision,
                author=revision.author,
                time=moment(revision.submitted_at, self._now()),
            )
            box.body.addLayout(row(label(text), chip(word, tone)))
            self._answer(box, revision)
        self._column.body.addWidget(box)
