"""In the settings: when the last backup was made, and putting one on a stick."""

from collections.abc import Callable
from datetime import datetime

from desktop.background.progress import Progress
from desktop.background.tasks import TaskRunner
from desktop.ui.drives import DriveChooser
from desktop.ui.language import moment, size
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.going import Going
from desktop.ui.widgets.text import Card, label, row
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.safekeeping import Safekeeping


class BackupCard(Card):
    """Keeps what it shows while a backup is written."""

    def __init__(
        self,
        theme: Theme,
        safekeeping: Safekeeping,
        runner: TaskRunner,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(theme)
        self._safekeeping, self._runner, self._now = safekeeping, runner, now
        self._progress = Progress(self)
        self._last = label("", "soft")
        self.drives = DriveChooser(theme)
        self.drives.hide()
        self._going = Going(theme)
        self._progress.moved.connect(self._going.bytes_done)
        self.result = label("")
        self.result.hide()
        self._open = button(self.tr("Chép ra USB…"), self.choose)
        self._write = button(self.tr("Chép bản sao lưu"), self.write, "primary")
        self._write.hide()
        self.body.addWidget(label(self.tr("Sao lưu"), "heading"))
        self.body.addWidget(
            label(
                self.tr(
                    "Máy tự sao lưu khi không ai làm việc. Bản sao lưu được mã hóa như kho dữ "
                    "liệu: mở bằng chính tên và mật khẩu của cán bộ. Ảnh tỉnh đã nhận thì không "
                    "chép lại. Mỗi tuần nên chép một bản ra USB cất riêng, phòng khi mất máy."
                ),
                "soft",
            )
        )
        for part in (self._last, self.drives, self._going, self.result):
            self.body.addWidget(part)
        self.body.addLayout(row(self._open, self._write, 1))

    def look(self) -> None:
        """Show what is true now."""
        last = self._safekeeping.last()
        self._last.setText(
            self.tr("Lần gần nhất: {time} ({size}).").format(
                time=moment(last.made, self._now()), size=size(last.size)
            )
            if last is not None
            else self.tr("Chưa có bản sao lưu nào trên máy.")
        )

    def choose(self) -> None:
        """Ask where to."""
        self.drives.look()
        self.drives.show()
        self._open.hide()
        self._write.show()
        self._write.setFocus()

    def write(self) -> None:
        """Back up into the chosen folder, off the GUI thread."""
        folder = self.drives.folder
        self.result.setVisible(folder is None)
        if folder is None:
            self.result.setText(self.tr("Hãy chọn USB hoặc thư mục trước."))
            return
        self._write.setEnabled(False)
        self._going.begin(self.tr("Đang chép, đừng rút USB"))
        self._runner.run(
            self,
            lambda: self._safekeeping.put_on(folder, self._progress),
            self._written,
            self._failed,
        )

    def _written(self, where: object) -> None:
        self._end(self.tr("Đã chép vào “{folder}”. Có thể rút USB an toàn.").format(folder=where))
        self.look()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._end("")
            raise error
        self._end(sentence(error.code, error.params))

    def _end(self, words: str) -> None:
        self._going.end()
        self._write.setEnabled(True)
        self.result.setText(words)
        self.result.setVisible(bool(words))
