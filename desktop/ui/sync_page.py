"""The way to the province: what waits, when it was last confirmed, and the enrolment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QGridLayout

from desktop.ui.desk import Desk
from desktop.ui.firststart import Connection
from desktop.ui.journey_card import JourneyCard
from desktop.ui.language import moment, number, size
from desktop.ui.page import ColumnPage, titled
from desktop.ui.statusline import status_sentence
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.going import Going
from desktop.ui.widgets.text import Card, Tone, clear, label, row, rule
from desktop.ui.words import refused_file, sentence
from desktop.usecases.attaching import LOST, Unsent
from desktop.usecases.errors import KnownError
from desktop.usecases.line_rules import Waits
from desktop.usecases.status import Sentence, Status

_CLOCK_OFF_MS = 5 * 60 * 1000
"""A PC's clock further off than this is worth a sentence."""


class SyncPage(ColumnPage):
    sync_wanted = Signal()
    stop_wanted = Signal()
    """End the exchange or the sending of files that is under way."""

    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now
        self._connection: Connection | None = None
        # What travels now stays in view however far one scrolls, and is never made anew.
        self._going = Going(theme)
        self._stop = button(self.tr("Dừng"), self.stop_wanted.emit, "quiet")
        self._stop.hide()
        strip = row(self._going, self._stop)
        strip.setContentsMargins(theme.px(28), theme.px(4), theme.px(28), theme.px(8))
        strip.setStretch(0, 1)
        self._whole.addLayout(strip)

    @property
    def connection(self) -> Connection | None:
        """Where the enrolment is corrected; None once the PC is enrolled."""
        return self._connection

    def enter(self, _key: str) -> None:
        # An exchange in the background must not wipe out what is being typed here.
        focus = QApplication.focusWidget()
        typing = self._connection
        if focus is not None and typing is not None and typing.isAncestorOf(focus):
            return
        clear(self._column.body)
        self._connection = None
        titled(
            self._column,
            self.tr("Đồng bộ"),
            self.tr("Việc làm xong được giữ trên máy và tự gửi khi có mạng."),
        )
        with self.handled():
            status = self._desk.status()
            self._state(status)
            self._unsent()
            state = self._desk.enrolment.state()
            if state.shared:
                self._enrolment(state.address, "")
            if not state.enrolled:
                self._enrolment(state.address, state.code)
            else:
                self._column.body.addWidget(JourneyCard(self.theme, self._desk, self._now))

    def show_busy(self, busy: bool) -> None:
        """While an exchange runs: it ends by itself after five minutes at the latest."""
        if busy:
            self._going.begin(self.tr("Đang trao đổi với tỉnh"))
        else:
            self._going.end()
        self._stop.setVisible(busy)

    def show_files(self, done: int, of: int) -> None:
        """While photos, files or packs travel: bytes there, and in all; 0 of 0 when over."""
        if not of:
            self.show_busy(False)
            return
        if not self._going.isVisible():
            self._going.begin(self.tr("Đang gửi ảnh và tệp"))
        self._stop.show()
        self._going.bytes_done(done, of)

    def _state(self, status: Status) -> None:
        tone: Tone = (
            "good"
            if status.sentence in {Sentence.ALL_CONFIRMED, Sentence.NOTHING_SENT_YET}
            else "info"
            if status.sentence is Sentence.WAITING
            else "warn"
        )
        card = Card(self.theme, tone)
        now = self._now()
        card.body.addWidget(label(status_sentence(status, now), "strong"))
        facts = [
            (self.tr("Đơn vị"), status.commune or self.tr("chưa ghi danh")),
            (self.tr("Tỉnh"), status.province or "–"),
            (self.tr("Chờ gửi"), self._waiting(status)),
            (
                self.tr("Tỉnh xác nhận lần cuối"),
                moment(status.last_confirmed, now)
                if status.last_confirmed is not None
                else self.tr("chưa lần nào"),
            ),
        ]
        used, limit = self._desk.rules.used(), self._desk.rules.read().limit
        facts.append(
            (
                self.tr("Hôm nay đã dùng"),
                self.tr("{used} trong mức {limit}").format(used=size(used), limit=size(limit))
                if limit
                else size(used),
            )
        )
        waits = self._desk.rules.files_wait()
        if waits is not None:
            facts.append((self.tr("Ảnh, tệp, bài mới"), _waits_words(waits)))
        if status.files_problem:
            facts.append(
                (
                    self.tr("Ảnh, tệp chưa đi vì"),
                    sentence(status.files_problem, status.files_params),
                )
            )
        if status.offset is not None and abs(status.offset) > _CLOCK_OFF_MS:
            facts.append(
                (
                    self.tr("Giờ của máy"),
                    self.tr("lệch khoảng {minutes} phút so với tỉnh; hãy chỉnh lại").format(
                        minutes=number(round(abs(status.offset) / 60_000))
                    ),
                )
            )
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(24))
        grid.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "soft", wrap=False), at, 0)
            grid.addWidget(label(value), at, 1)
        card.body.addLayout(grid)
        act = button(
            self.tr("Đồng bộ ngay"), self.sync_wanted.emit, "primary", theme=self.theme, icon="sync"
        )
        stick = button(self.tr("Mang về tỉnh bằng USB"), self._to_stick)
        paused = self._desk.rules.read().paused
        pause = button(
            self.tr("Tự đồng bộ trở lại") if paused else self.tr("Tạm ngừng"),
            self._turn_pause,
            "quiet",
        )
        card.body.addLayout(row(act, stick, pause, 1))
        self._column.body.addWidget(card)
        self.begin_at(act)

    def _unsent(self) -> None:
        """Files that will not get to the province by waiting: why, and what to do."""
        unsent = self._desk.attaching.unsent()
        if not unsent:
            return
        card = Card(self.theme, "warn")
        card.body.addWidget(label(self.tr("Tệp không gửi được"), "heading"))
        card.body.addWidget(
            label(self.tr("Báo cáo đã gửi vẫn còn nguyên; chỉ các tệp này chưa tới tỉnh."), "soft")
        )
        for each in unsent:
            card.body.addWidget(rule())
            title = self._desk.reporting.title_of(each.form_hash, each.form)
            name = f"{each.file.name} ({size(each.file.size)})"
            card.body.addWidget(label(f"{title}: {name}", "strong"))
            card.body.addWidget(label(refused_file(each.file.refused, each.file.size), "error"))
            mend = button(
                self.tr("Thay tệp"), lambda report=each.report: self.go("form", f"mend:{report}")
            )
            mend.setAccessibleName(self.tr("Thay tệp: {name}").format(name=each.file.name))
            line = row(mend, 1)
            if each.file.refused != LOST:
                again = button(
                    self.tr("Thử gửi lại"), lambda found=each: self._offer_again(found), "quiet"
                )
                again.setAccessibleName(self.tr("Thử gửi lại: {name}").format(name=each.file.name))
                line.insertWidget(1, again)
            card.body.addLayout(line)
        self._column.body.addWidget(card)

    def _offer_again(self, found: Unsent) -> None:
        with self.handled():
            self._desk.attaching.offer_again(found.report, found.file.name)
        self.enter("")
        self.take_focus()
        self.sync_wanted.emit()

    def _turn_pause(self) -> None:
        rules = self._desk.rules.read()
        with self.handled():
            self._desk.rules.write(replace(rules, paused=not rules.paused))
        self.enter("")
        self.take_focus()
        if rules.paused:
            self.sync_wanted.emit()

    def _to_stick(self) -> None:
        self.go("stick")

    def _waiting(self, status: Status) -> str:
        parts = []
        if status.waiting:
            parts.append(self.tr("%n việc", "", status.waiting) + f" ({size(status.size)})")
        if status.files:
            files = self.tr("%n tệp đính kèm", "", status.files)
            parts.append(f"{files} ({size(status.files_size)})")
        return ", ".join(parts) or self.tr("không có")

    def _enrolment(self, address: str, code: str) -> None:
        card = Card(self.theme)
        card.body.setSpacing(self.theme.px(12))
        card.body.addWidget(label(self.tr("Ghi danh với tỉnh"), "heading"))
        card.body.addWidget(
            label(
                self.tr(
                    "So lại với phiếu ghi danh của tỉnh. Sửa ở đây thì không phải nhập lại "
                    "gì khác, và mọi việc đã làm vẫn còn."
                ),
                "soft",
            )
        )
        self._connection = Connection(self.theme, address, code)
        self._connection.entered.connect(self._correct)
        card.body.addWidget(self._connection)
        card.body.addLayout(row(button(self.tr("Lưu và thử lại"), self._correct), 1))
        self._column.body.addWidget(card)

    def _correct(self) -> None:
        connection = self._connection
        if connection is None or not connection.checked():
            return
        try:
            self._desk.enrolment.correct(address=connection.address.text, code=connection.code.text)
        except KnownError as error:
            self.trouble.emit(error)
            return
        self.take_focus()
        self.changed.emit()
        self.sync_wanted.emit()


def _waits_words(waits: Waits) -> str:
    translate = QCoreApplication.translate
    return {
        Waits.PAUSED: translate("Line", "tạm ngừng; bấm “Tự đồng bộ trở lại” để gửi"),
        Waits.HOURS: translate("Line", "đợi đến giờ đã chọn trong Cài đặt"),
        Waits.LIMIT: translate("Line", "đã hết mức hôm nay, sáng mai gửi tiếp"),
    }[waits]
