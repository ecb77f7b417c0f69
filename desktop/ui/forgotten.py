"""Nobody on this PC knows a password any more: the province opens it, by stick."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from desktop.background.tasks import TaskRunner
from desktop.ui.drives import DriveChooser
from desktop.ui.signin import Gate
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import PasswordField
from desktop.ui.widgets.option import Radio
from desktop.ui.widgets.text import label, row
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Official
from desktop.usecases.recovery import Recovery


class Forgotten(Gate):
    """``opened`` carries the ``Session``; ``left`` leads back to signing in."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, language: str, runner: TaskRunner, recovery: Recovery) -> None:
        super().__init__(theme, language)
        self.language_button.hide()
        self._runner, self._recovery = runner, recovery
        self._people: list[Official] = []
        self.drives = DriveChooser(theme)
        self._ask = button(self.tr("1. Ghi yêu cầu ra USB"), self.ask, "primary")
        self._read = button(self.tr("2. Đọc trả lời của tỉnh"), self.read)
        self._who = QVBoxLayout()
        self._group = QButtonGroup(self)
        self.password = PasswordField(
            theme, self.tr("Mật khẩu mới"), self.tr("Ít nhất 12 ký tự; ghép bốn, năm từ.")
        )
        self._enter = button(self.tr("Đặt mật khẩu và vào"), self.enter, "primary")
        for part in (self.password, self._enter):
            part.hide()
        self.password.entered.connect(self.enter)
        body = self.card.body
        body.addWidget(label(self.tr("Quên hết mật khẩu"), "heading"))
        body.addWidget(
            label(
                self.tr(
                    "Nếu một đồng nghiệp còn nhớ mật khẩu của mình, hãy nhờ người đó đặt lại: "
                    "nhanh hơn nhiều. Nếu không, ghi yêu cầu ra USB, mang đến tỉnh; tỉnh gọi lại "
                    "cho lãnh đạo xã rồi ghi trả lời vào USB."
                ),
                "soft",
            )
        )
        body.addWidget(self.drives)
        body.addLayout(row(self._ask, self._read, 1))
        body.addLayout(self._who)
        body.addWidget(self.password)
        body.addLayout(
            row(
                button(self.tr("Quay lại"), self._leave, "quiet", theme=theme, icon="back"),
                1,
                self._enter,
            )
        )
        self.drives.look()

    def ask(self) -> None:
        """Write the request."""
        folder = self._folder()
        if folder is not None:
            self._runner.run(self, lambda: self._recovery.ask(folder), self._asked, self._failed)

    def read(self) -> None:
        """Open the file with the answer."""
        folder = self._folder()
        if folder is not None:
            self._runner.run(
                self, lambda: self._recovery.read_answer(folder), self._answered, self._failed
            )

    def enter(self) -> None:
        """A new password for whoever was chosen."""
        chosen = self._group.checkedId()
        if chosen < 0 or not self._enter.isEnabled():
            return
        official, password = self._people[chosen], self.password.text
        self._enter.setEnabled(False)
        self._runner.run(
            self,
            lambda: self._recovery.let_in(official, password),
            self.opened.emit,
            self._failed,
        )

    def _asked(self, path: Path) -> None:
        self.banner.say(
            "good",
            self.tr(
                "Đã ghi “{name}”. Có thể rút USB an toàn. Đừng ghi yêu cầu lần nữa trước khi có "
                "trả lời: trả lời chỉ hợp với yêu cầu cuối."
            ).format(name=path.name),
        )

    def _answered(self, people: list[Official]) -> None:
        self.banner.hide()
        self._people = people
        for part in (self.drives, self._ask, self._read):
            part.hide()
        for at, one in enumerate(people):
            words = f"{one.name}, {one.position}"
            choice = Radio(self.theme, words, words)
            choice.setChecked(at == 0)
            self._group.addButton(choice, at)
            self._who.addWidget(choice)
        self.password.show()
        self._enter.show()
        self.password.edit.setFocus()

    def _failed(self, error: Exception) -> None:
        self._enter.setEnabled(True)
        if not isinstance(error, KnownError):
            raise error
        words = sentence(error.code, error.params)
        if error.code in {"password_too_short", "password_too_simple"}:
            self.password.set_error(words)
            self.password.edit.setFocus()
        else:
            self.banner.say("bad", words)

    def _folder(self) -> Path | None:
        if self.drives.folder is None:
            self.banner.say("warn", self.tr("Hãy chọn USB hoặc thư mục trước."))
        return self.drives.folder

    def _leave(self) -> None:
        self._recovery.close()
        self.left.emit()
