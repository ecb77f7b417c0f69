"""Taking what waits to the province on a stick, and bringing home what it answers."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.background.progress import Progress
from desktop.background.tasks import TaskRunner
from desktop.ui.card_box import CardBox
from desktop.ui.desk import Desk
from desktop.ui.drives import DriveChooser
from desktop.ui.language import size
from desktop.ui.page import Column, Page, titled
from desktop.ui.stick_words import StickWords
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.going import Going
from desktop.ui.widgets.text import Card, Tone, clear, label, retone, row
from desktop.ui.words import sentence
from desktop.usecases.carrying import Trip
from desktop.usecases.errors import KnownError


class StickPage(Page):
    """Everything on it stays while something is written: nothing is built anew."""

    content_came = Signal()
    """Newer lessons or forms were installed, and the page is left now."""

    def __init__(self, theme: Theme, desk: Desk, runner: TaskRunner) -> None:
        super().__init__(theme)
        self._desk, self._runner = desk, runner
        self._installed = False
        self._words = StickWords(self)
        self._progress = Progress(self)
        self.drives = DriveChooser(theme)
        self.card = CardBox(theme, desk)
        self._waits = label("", "soft")
        self._going = Going(theme)
        self._progress.moved.connect(self._going.bytes_done)
        self._write = button(self.tr("Ghi ra USB"), self.write, "primary", theme=theme, icon="sent")
        self._read = button(
            self.tr("Đọc trả lời của tỉnh"), self.read, theme=theme, icon="returned"
        )
        self._stop = button(self.tr("Dừng"), self.stop, "quiet")
        self._stop.hide()
        self.result = Card(theme)
        self.result.hide()
        column = Column(theme)
        titled(
            column,
            self.tr("Mang về tỉnh bằng USB"),
            self.tr(
                "Khi không có mạng: ghi những gì đang chờ ra USB, mang đến tỉnh, rồi mang USB về "
                "đọc trả lời, bài học và biểu mẫu mới. Gói được mã hóa, chỉ tỉnh mở được; mất USB "
                "cũng không lộ nội dung."
            ),
        )
        card = Card(theme)
        card.body.setSpacing(theme.px(10))
        card.body.addWidget(label(self.tr("USB hoặc thư mục chung"), "heading"))
        for part in (self.drives, self._waits, self._going):
            card.body.addWidget(part)
        card.body.addLayout(row(self._write, self._read, self._stop, 1))
        column.body.addWidget(self.card)
        column.body.addWidget(card)
        column.body.addWidget(self.result)
        column.body.addLayout(
            row(
                button(self.tr("Về trang Đồng bộ"), self._leave, "quiet", theme=theme, icon="back"),
                1,
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.drives.chosen.connect(self.card.look)
        self.card.trusted.connect(self._trusted)
        self.card.trouble.connect(self.trouble)
        self.begin_at(self._write)

    def enter(self, _key: str) -> None:
        with self.handled():
            self._say_what_waits()
        if not self._going.isVisible():
            self.drives.look()
            self.card.look(self.drives.folder)

    def leave(self) -> None:
        if self._installed:
            self._installed = False
            self.content_came.emit()

    def write(self) -> None:
        """Take in what came, then write what waits, off the GUI thread."""
        folder = self._folder()
        if folder is not None:
            self._begin(lambda: self._desk.carrying.exchange(folder, self._progress))

    def read(self) -> None:
        """Take in what the province answered, off the GUI thread."""
        folder = self._folder()
        if folder is not None:
            self._begin(lambda: self._desk.carrying.read(folder, self._progress))

    def stop(self) -> None:
        """End it; nothing half stays on the stick."""
        self._desk.carrying.cancel()

    def _say_what_waits(self) -> None:
        status = self._desk.status()
        waiting = [
            self.tr("%n việc ({size})", "", status.waiting).format(size=size(status.size))
            if status.waiting
            else "",
            self.tr("%n tệp đính kèm ({size})", "", status.files).format(
                size=size(status.files_size)
            )
            if status.files
            else "",
        ]
        told = ", ".join(part for part in waiting if part)
        words = (
            self.tr(
                "Đang chờ: {what}. Ghi ra USB rồi vẫn còn trên máy cho đến khi tỉnh xác nhận."
            ).format(what=told)
            if told
            else self.tr("Không có gì chờ gửi. Vẫn có thể ghi một gói để hỏi tin của tỉnh.")
        )
        state = self._desk.enrolment.state()
        if not state.enrolled:
            words += " " + self.tr("Gói mang theo cả lời xin ghi danh với mã {code}.").format(
                code=state.code
            )
        self._waits.setText(words)

    def _begin(self, work: Callable[[], Trip]) -> None:
        self.noticed.emit("info", "")
        self.result.hide()
        self._going.begin(self.tr("Đang đọc và ghi, đừng rút USB"))
        self._stop.show()
        for part in (self._write, self._read, self.drives, self.card):
            part.setEnabled(False)
        self._runner.run(self, work, self._done, self._failed)

    def _done(self, trip: Trip) -> None:
        self._installed |= bool(trip.delivered.installed)
        came = self._words.came_home(trip, self._desk.status().commune)
        lacking = self._words.lacking(trip)
        if trip.taken.problem:
            lacking.insert(0, sentence(trip.taken.problem))
        lines = [*came, *lacking]
        if trip.stopped:
            lines.append(self.tr("Chưa có gì mới trên USB."))
            self._say("info", self.tr("Đã dừng"), lines)
            return
        tone: Tone = "warn" if lacking else "good"
        if trip.trouble is not None:
            lines.append(sentence(trip.trouble.code, trip.trouble.params))
            self._say("bad", self.tr("Chưa xong"), lines)
            return
        if trip.written is not None:
            lines.append(self._words.written(trip.written))
            lines.append(
                self.tr(
                    "Mang USB đến đầu mối của tỉnh. Khi có trả lời, cắm lại và bấm “Đọc trả lời "
                    "của tỉnh”."
                )
            )
        elif not lines:
            tone = "warn"
            lines.append(self._nothing_new(trip))
        self._say(tone, self.tr("Có thể rút USB an toàn"), lines)

    def _nothing_new(self, trip: Trip) -> str:
        if trip.taken.replies:
            return self.tr("Trả lời trên USB đã được đọc trước đây; không có gì mới.")
        return self.tr(
            "Không thấy gói trả lời nào cho máy này trên USB. Gói trả lời có tên "
            "“reply-….age”, do đầu mối của tỉnh ghi sau khi nhận gói của xã."
        )

    def _trusted(self) -> None:
        self.noticed.emit(
            "good", self.tr("Đã nhận thẻ của tỉnh. Bấm “Ghi ra USB” để xin ghi danh.")
        )
        self.enter("")
        self._write.setFocus()

    def _failed(self, error: Exception) -> None:
        self._quiet()
        if not isinstance(error, KnownError):
            raise error
        self._say("bad", self.tr("Chưa xong"), [sentence(error.code, error.params)])

    def _folder(self) -> Path | None:
        folder = self.drives.folder
        if folder is None:
            self.result.hide()
            self.noticed.emit("warn", self.tr("Hãy chọn USB hoặc thư mục trước."))
        return folder

    def _quiet(self) -> None:
        self._going.end()
        self._stop.hide()
        for part in (self._write, self._read, self.drives, self.card):
            part.setEnabled(True)
        # What was pressed was disabled meanwhile, and lost the focus.
        self._write.setFocus()

    def _say(self, tone: Tone, title: str, lines: list[str]) -> None:
        self._quiet()
        clear(self.result.body)
        retone(self.result, "tone", tone)
        self.result.body.addWidget(label(title, "heading"))
        for line in lines:
            self.result.body.addWidget(label(line))
        self.result.show()
        self.changed.emit()
        self.enter("")

    def _leave(self) -> None:
        self.go("sync")
