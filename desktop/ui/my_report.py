"""One report of mine: where it is, what the province said, and what was sent each time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.ui.answers import shown_value
from desktop.ui.desk import Desk
from desktop.ui.form_clocks import Clocks
from desktop.ui.form_clocks import hours as clock_hours
from desktop.ui.form_files import open_outside
from desktop.ui.form_words import unmarked
from desktop.ui.language import moment
from desktop.ui.page import ColumnPage
from desktop.ui.report_words import state_sentence, state_words
from desktop.ui.theme import Theme
from desktop.ui.widgets.attached import AttachedView
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.player import Playing
from desktop.ui.widgets.text import Card, chip, clear, label, row, rule
from desktop.ui.words import refused_file, sentence
from desktop.usecases.attaching import Attached
from desktop.usecases.report_cards import comment_on
from desktop.usecases.reporting import Report, ReportCard, ReportState, Revision
from reports.form import ATTACHMENTS
from reports.session import FormSession
from reports.session.view import Field, Section


class MyReportPage(ColumnPage):
    """``enter`` takes ``REPORT``, or ``REPORT:REVISION`` to see an earlier one."""

    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now
        self._seen: object = None
        """What is drawn: news about other reports move nothing here."""
        self._playing = Playing()

    def enter(self, key: str) -> None:
        which, _, revision = key.partition(":")
        if self._seen is None:
            clear(self._column.body)
        with self.handled():
            report = self._desk.reporting.report(which)
            files = self._desk.attaching.of_report(which)
            if (key, report, files) == self._seen:
                return
            clear(self._column.body)
            latest = report.revisions[0]
            shown = next((r for r in report.revisions if str(r.revision) == revision), latest)
            back = icon_button(
                self.theme,
                "back",
                self.tr("Về danh sách báo cáo"),
                lambda: self.go("reports"),
            )
            self.begin_at(back)
            printing = button(
                self.tr("In hoặc lưu PDF"),
                lambda: self.go("print", f"sent:{which}:{shown.revision}"),
                theme=self.theme,
                icon="print",
            )
            head = row(back, label(report.card.title, "title"))
            head.setStretch(1, 1)
            head.addWidget(printing)
            self._column.body.addLayout(head)
            if name := self._desk.reporting.name_of(which, shown.revision):
                self._column.body.addWidget(label(name, "soft"))
            self._state(report.card, latest)
            if len(report.revisions) > 1:
                self._history(report, shown)
            session = self._desk.reporting.submitted(which, shown.revision)
            self._sent(session, files, shown, of=len(report.revisions))
            self._seen = (key, report, files)
        self._column.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        # Whoever comes back begins at the top.
        self._seen = None

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
        lacks = self._desk.reporting.lacks_files(card.report)
        if lacks:
            box.body.addWidget(
                label(
                    self.tr(
                        "Có tệp đính kèm không gửi được (xem bên dưới). Báo cáo vẫn còn nguyên: "
                        "thay tệp rồi gửi lại là đủ."
                    ),
                    "warn",
                )
            )
        if card.state is ReportState.RETURNED or lacks:
            begin = self.tr("Thay tệp và gửi lại") if lacks else self.tr("Sửa và gửi lại")
            mend = button(
                self.tr("Sửa tiếp") if card.has_draft else begin,
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

    def _sent(
        self, session: FormSession, files: Mapping[str, Attached], revision: Revision, *, of: int
    ) -> None:
        """What a revision said, with what the province wants mended beside it."""
        box = Card(self.theme)
        title = self.tr("Nội dung đã gửi")
        if of > 1:
            title = self.tr("Nội dung gửi lần {number}").format(number=revision.revision)
        box.body.addWidget(label(title, "heading"))
        for part in session.visible():
            if isinstance(part, Section):
                text = part.label
                if part.kind == "instance":
                    text = f"{text} {part.position}".strip()
                if text:
                    box.body.addWidget(rule())
                    box.body.addWidget(label(text, "strong"))
            elif part.kind != "note":
                self._answered(box, session, part, files, comment_on(part, revision.to_mend))
        self._column.body.addWidget(box)

    def _answered(
        self,
        box: Card,
        session: FormSession,
        field: Field,
        files: Mapping[str, Attached],
        comment: str,
    ) -> None:
        if not field.value and not comment:
            return
        line = row(spacing=self.theme.px(16))
        line.addWidget(label(unmarked(field.label), "soft"), 2, Qt.AlignmentFlag.AlignTop)
        if field.value in files and field.kind in ATTACHMENTS:
            line.addWidget(self._file(files[field.value]), 3)
        else:
            line.addWidget(label(shown_value(session, field) or "–"), 3, Qt.AlignmentFlag.AlignTop)
        box.body.addLayout(line)
        if comment:
            words = self.tr("Tỉnh ghi: {comment}").format(comment=comment)
            box.body.addLayout(row(2, label(words, "warn"), spacing=self.theme.px(16)))
            box.body.itemAt(box.body.count() - 1).layout().setStretch(1, 3)
        if deadlines := clock_hours(field.appearance):
            clocks = Clocks(self.theme, deadlines, self._now)
            box.body.addWidget(clocks)
            clocks.show_from(field.value)

    def _file(self, attached: Attached) -> AttachedView:
        if attached.arrived:
            state = self.tr("tỉnh đã nhận")
        elif attached.refused:
            state = self.tr("không gửi được")
        else:
            state = self.tr("chờ gửi")
        body = self._desk.attaching.body(attached.sha256)
        view = AttachedView(
            self.theme,
            attached,
            body,
            state,
            trouble=self._trouble(attached),
            opener=lambda name, found: open_outside(self._desk.attaching, name, found),
            playing=self._playing,
        )
        view.buttons.addStretch(1)
        return view

    def _trouble(self, attached: Attached) -> str:
        """Why a file is not with the province yet, where there is more to say than that."""
        if attached.refused:
            return refused_file(attached.refused, attached.size)
        status = self._desk.status()
        if attached.arrived or not status.files_problem:
            return ""
        return sentence(status.files_problem, status.files_params)

    def _history(self, report: Report, shown: Revision) -> None:
        box = Card(self.theme)
        box.body.addWidget(label(self.tr("Các lần gửi"), "heading"))
        for revision in report.revisions:
            box.body.addWidget(rule())
            word, tone, _icon = state_words(revision.state)
            text = self.tr("Lần {revision}: {author} gửi lúc {time}").format(
                revision=revision.revision,
                author=revision.author,
                time=moment(revision.submitted_at, self._now()),
            )
            line = row(label(text), chip(word, tone), spacing=self.theme.px(10))
            line.setStretch(0, 1)
            line.addWidget(self._see(report.card.report, revision, revision is shown))
            box.body.addLayout(line)
            self._answer(box, revision)
        self._column.body.addWidget(box)

    def _see(self, report: str, revision: Revision, is_shown: bool) -> QPushButton:
        see = button(
            self.tr("Đang xem") if is_shown else self.tr("Xem"),
            lambda: self.go("my-report", f"{report}:{revision.revision}"),
        )
        see.setEnabled(not is_shown)
        see.setAccessibleName(self.tr("Xem lần {number}").format(number=revision.revision))
        return see
