"""The file is damaged or gone: what that means, one button, and what was saved in numbers."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.background.progress import Progress
from desktop.background.tasks import TaskRunner
from desktop.ui.drives import DriveChooser
from desktop.ui.language import moment
from desktop.ui.signin import Gate
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.going import Going
from desktop.ui.widgets.text import label, row
from desktop.ui.words import sentence
from desktop.usecases.content import Content
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door
from desktop.usecases.safekeeping import Repairing

if TYPE_CHECKING:
    from desktop.store.repair import Repaired


class Restore(Gate):
    """``opened`` carries the ``Session`` in the mended file."""

    opened = Signal(object)

    def __init__(  # noqa: PLR0917 -- made in one place
        self,
        theme: Theme,
        language: str,
        runner: TaskRunner,
        repairing: Repairing,
        content: Content,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(theme, language)
        # Nothing may replace this screen while the file is taken apart.
        self.language_button.hide()
        self._runner, self._repairing, self._content, self._now = runner, repairing, content, now
        self._progress = Progress(self)
        self._heading = label(self.tr("Kho dữ liệu trên máy bị hỏng"), "heading")
        self._words = label(
            self.tr(
                "Thường do mất điện giữa chừng hoặc ổ đĩa cũ. Sơn Ca có thể đọc lại phần còn "
                "nguyên, bù bằng bản sao lưu trên máy, rồi lấy phần tỉnh đã nhận khi có mạng. "
                "Tệp hỏng được giữ riêng, không xóa."
            )
        )
        self._backup = label(
            self.tr("Trên máy có bản sao lưu.")
            if repairing.has_backup()
            else self.tr("Trên máy chưa có bản sao lưu nào: chỉ đọc lại được phần còn nguyên."),
            "soft",
        )
        self._going = Going(theme)
        self._progress.moved.connect(self._going.bytes_done)
        self.begin_button = button(self.tr("Khôi phục"), self.begin, "primary")
        self.go_on = button(self.tr("Vào làm việc"), self._enter, "primary")
        self.go_on.hide()
        body = self.card.body
        for part in (self._heading, self._words, self._backup, self._going):
            body.addWidget(part)
        body.addLayout(row(self.begin_button, self.go_on, 1))
        self.setFocusProxy(self.begin_button)

    def begin(self) -> None:
        """Mend the file, off the GUI thread."""
        if not self.begin_button.isEnabled():
            return
        self.banner.hide()
        self.begin_button.setEnabled(False)
        self._going.begin(self.tr("Đang đọc lại, xin đừng tắt máy"))
        self._runner.run(
            self,
            lambda: self._repairing.run(self._content, self._progress),
            self._mended,
            self._failed,
        )

    def _mended(self, saved: "Repaired") -> None:
        self._going.end()
        self._heading.setText(self.tr("Đã khôi phục"))
        self._words.setText("\n".join(self._told(saved)))
        self._backup.setText(
            self.tr("Đã bù từ bản sao lưu lúc {time}.").format(
                time=moment(saved.backup_made, self._now())
            )
            if saved.backup_made is not None and saved.from_backup
            else ""
        )
        self._backup.setVisible(bool(self._backup.text()))
        self.begin_button.hide()
        self.go_on.show()
        self.go_on.setFocus()

    def _told(self, saved: "Repaired") -> list[str]:
        lines = [
            "• " + self.tr("%n việc đã làm", "", saved.events),
            "• " + self.tr("trong đó %n báo cáo đã gửi", "", saved.reports),
            "• " + self.tr("và %n bài kiểm tra", "", saved.attempts),
            "• " + self.tr("%n bản nháp", "", saved.drafts),
        ]
        if saved.waiting:
            lines.append("• " + self.tr("%n việc còn chờ gửi tỉnh", "", saved.waiting))
        if saved.missing:
            lines.append(
                self.tr(
                    "Còn %n việc chưa đọc lại được trên máy. Phần nào tỉnh đã nhận thì máy tự "
                    "lấy về khi có mạng.",
                    "",
                    saved.missing,
                )
            )
        lines.append(
            self.tr(
                "Bản nháp nào không thấy ở trang Soạn báo cáo là không đọc lại được: hãy soạn lại."
            )
        )
        if saved.lost_files:
            lines.append(
                self.tr(
                    "%n ảnh hoặc tệp chưa gửi không đọc lại được; báo cáo vẫn còn. Nếu còn ảnh "
                    "gốc, hãy gửi bản sửa của báo cáo kèm ảnh.",
                    "",
                    saved.lost_files,
                )
            )
        if not saved.knows_itself:
            lines.append(
                self.tr(
                    "Máy không còn thông tin ghi danh với tỉnh. Hãy xin tỉnh mã ghi danh mới rồi "
                    "nhập ở trang Đồng bộ."
                )
            )
        return lines

    def _failed(self, error: Exception) -> None:
        self._going.end()
        self.begin_button.setEnabled(True)
        if not isinstance(error, KnownError):
            raise error
        self.banner.say("bad", sentence(error.code, error.params))

    def _enter(self) -> None:
        self.go_on.setEnabled(False)
        self._runner.run(self, self._repairing.sign_in, self.opened.emit, self._not_entered)

    def _not_entered(self, error: Exception) -> None:
        self.go_on.setEnabled(True)
        self._failed(error)


class BringBackup(Gate):
    """On a PC that is new, or has lost everything: take a backup from a stick."""

    brought = Signal()
    left = Signal()

    def __init__(self, theme: Theme, language: str, runner: TaskRunner, door: Door) -> None:
        super().__init__(theme, language)
        self._runner, self._door = runner, door
        self.drives = DriveChooser(theme)
        self._take = button(self.tr("Lấy bản sao lưu"), self.take, "primary")
        self._going = Going(theme)
        self._progress = Progress(self)
        self._progress.moved.connect(self._going.bytes_done)
        body = self.card.body
        body.addWidget(label(self.tr("Khôi phục từ bản sao lưu trên USB"), "heading"))
        body.addWidget(
            label(
                self.tr(
                    "Chọn USB có thư mục “sonca-sao-luu-…”. Sau đó đăng nhập bằng tên và mật khẩu "
                    "đã dùng trên máy cũ. Đừng dùng tiếp máy cũ: mỗi mã ghi danh chỉ dành "
                    "cho một máy."
                ),
                "soft",
            )
        )
        body.addWidget(self.drives)
        body.addWidget(self._going)
        body.addLayout(
            row(
                button(self.tr("Quay lại"), self.left.emit, "quiet", theme=theme, icon="back"),
                1,
                self._take,
            )
        )
        self.drives.look()

    def take(self) -> None:
        """Bring what the chosen folder has."""
        folder = self.drives.folder
        if folder is None:
            self.banner.say("warn", self.tr("Hãy chọn USB hoặc thư mục trước."))
            return
        self._take.setEnabled(False)
        self._going.begin(self.tr("Đang chép bản sao lưu vào máy"))
        self._runner.run(
            self,
            lambda: self._door.bring_backup(folder, self._progress),
            self._done,
            self._failed,
        )

    def _done(self, _nothing: object) -> None:
        self.brought.emit()

    def _failed(self, error: Exception) -> None:
        self._take.setEnabled(True)
        self._going.end()
        if not isinstance(error, KnownError):
            raise error
        self.banner.say("bad", sentence(error.code, error.params))
