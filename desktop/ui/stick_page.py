"""Taking what waits to the province on a stick, and bringing the replies home."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.background.progress import Progress
from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.drives import DriveChooser
from desktop.ui.language import size
from desktop.ui.page import Column, Page, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.going import Going
from desktop.ui.widgets.text import Card, Tone, clear, label, retone, row
from desktop.ui.words import refused_bundle, sentence
from desktop.usecases.errors import KnownError

if TYPE_CHECKING:
    from sync.client.folder import TakenIn, Written


class StickPage(Page):
    """Everything on it stays while something is written: nothing is built anew."""

    received = Signal()
    """The province's replies were taken in: other screens may be different."""

    def __init__(self, theme: Theme, desk: Desk, runner: TaskRunner) -> None:
        super().__init__(theme)
        self._desk, self._runner = desk, runner
        self._progress = Progress(self)
        self.drives = DriveChooser(theme)
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
                "đọc trả lời. Gói được mã hóa, chỉ tỉnh mở được; mất USB cũng không lộ nội dung."
            ),
        )
        card = Card(theme)
        card.body.setSpacing(theme.px(10))
        card.body.addWidget(label(self.tr("USB hoặc thư mục chung"), "heading"))
        for part in (self.drives, self._waits, self._going):
            card.body.addWidget(part)
        card.body.addLayout(row(self._write, self._read, self._stop, 1))
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
        self.begin_at(self._write)

    def enter(self, _key: str) -> None:
        with self.handled():
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
            self._waits.setText(
                self.tr(
                    "Đang chờ: {what}. Ghi ra USB rồi vẫn còn trên máy cho đến khi tỉnh xác nhận."
                ).format(what=told)
                if told
                else self.tr("Không có gì chờ gửi. Vẫn có thể ghi một gói để hỏi tin của tỉnh.")
            )
        if not self._going.isVisible():
            self.drives.look()

    def write(self) -> None:
        """Write what waits, off the GUI thread."""
        folder = self._folder()
        if folder is None:
            return
        self._busy(self.tr("Đang ghi, đừng rút USB"))
        self._stop.show()
        self._runner.run(
            self,
            lambda: self._desk.carrying.write(folder, self._progress),
            self._written,
            self._failed,
        )

    def read(self) -> None:
        """Take in what the province answered, off the GUI thread."""
        folder = self._folder()
        if folder is None:
            return
        self._busy(self.tr("Đang đọc, đừng rút USB"))
        self._runner.run(
            self, lambda: self._desk.carrying.read(folder), self._taken_in, self._failed
        )

    def stop(self) -> None:
        """End writing; nothing half stays on the stick."""
        self._desk.carrying.cancel()

    def _written(self, written: "Written | None") -> None:
        if written is None:
            self._say("info", self.tr("Đã dừng"), [self.tr("Chưa có gì mới trên USB.")])
            return
        self._say(
            "good",
            self.tr("Có thể rút USB an toàn"),
            [
                self.tr("Đã ghi %n gói", "", len(written.paths))
                + f" ({size(written.size)}): "
                + self.tr("%n việc", "", written.events)
                + ", "
                + self.tr("%n tệp", "", written.files)
                + ".",
                self.tr(
                    "Mang USB đến đầu mối của tỉnh. Khi có trả lời, cắm lại và bấm “Đọc trả lời "
                    "của tỉnh”."
                ),
            ],
        )

    def _taken_in(self, taken: "TakenIn") -> None:
        lines = []
        if taken.replies:
            lines.append(
                self.tr("Tỉnh xác nhận %n việc", "", taken.confirmed + len(taken.files))
                + ", "
                + self.tr("gửi về %n tin", "", taken.received)
                + "."
            )
        elif not taken.refused:
            lines.append(
                self.tr(
                    "Không thấy gói trả lời nào cho máy này trên USB. Gói trả lời có tên "
                    "“reply-….age”, do đầu mối của tỉnh ghi sau khi nhận gói của xã."
                )
            )
        lines += [f"{name}: {refused_bundle(fault)}" for name, fault in taken.refused]
        tone: Tone = "warn" if taken.refused or not taken.replies else "good"
        self._say(tone, self.tr("Có thể rút USB an toàn"), lines)
        self.received.emit()

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

    def _busy(self, words: str) -> None:
        self.noticed.emit("info", "")
        self.result.hide()
        self._going.begin(words)
        for part in (self._write, self._read, self.drives):
            part.setEnabled(False)

    def _quiet(self) -> None:
        self._going.end()
        self._stop.hide()
        for part in (self._write, self._read, self.drives):
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
