"""First start: the province, the code, the first official. Two short pages.

Nothing is written before the last button; a PC switched off in the middle begins anew.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.background.tasks import TaskRunner
from desktop.ui.newcomer import Newcomer
from desktop.ui.signin import Gate
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.text import label, row
from desktop.ui.words import sentence
from desktop.usecases.enrolment import checked_address, checked_code
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door


class Connection(QWidget):
    """The province's address and the enrolment code, checked as far as can be without it."""

    entered = Signal()

    def __init__(self, theme: Theme, address: str = "", code: str = "") -> None:
        super().__init__()
        self.address = Field(
            theme, self.tr("Địa chỉ máy chủ của tỉnh"), self.tr("Ví dụ: sonca.phutho.gov.vn")
        )
        self.code = Field(
            theme,
            self.tr("Mã ghi danh"),
            self.tr("Mười ký tự tỉnh cấp cho xã, dạng ABCDE-FGHJK. Mỗi mã dùng cho một máy."),
        )
        self.address.edit.setText(address)
        self.code.edit.setText(code)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(12))
        body.addWidget(self.address)
        body.addWidget(self.code)
        self.address.entered.connect(self.code.edit.setFocus)
        self.code.entered.connect(self.entered)
        self.setFocusProxy(self.address.edit)

    def checked(self) -> bool:
        """Whether both can be right. Shows them as they will be used, or what is wrong."""
        good = True
        for field, check in ((self.code, checked_code), (self.address, checked_address)):
            try:
                field.edit.setText(check(field.text))
            except KnownError as error:
                field.set_error(sentence(error.code, error.params))
                field.edit.setFocus()
                good = False
        return good


class FirstStart(Gate):
    """The wizard. ``opened`` carries the first official's ``Session``.

    ``backup_wanted``: this PC replaces another one, of which there is a backup.
    """

    opened = Signal(object)
    backup_wanted = Signal()

    def __init__(self, theme: Theme, language: str, runner: TaskRunner, door: Door) -> None:
        super().__init__(theme, language)
        self._runner, self._door = runner, door
        self.connection = Connection(theme)
        self.newcomer = Newcomer(theme)
        self.connection.entered.connect(self.next)
        self.newcomer.entered.connect(self.submit)
        self._step = label("", "small")
        self._heading = label("", "heading")
        self._why = label("", "soft")
        self._back = button(self.tr("Quay lại"), self.back, "quiet", theme=theme, icon="back")
        self._next = button(self.tr("Tiếp tục"), self.next, "primary")
        self._finish = button(self.tr("Bắt đầu dùng"), self.submit, "primary")
        body = self.card.body
        for part in (self._step, self._heading, self._why, self.connection, self.newcomer):
            body.addWidget(part)
        body.addLayout(row(self._back, 1, self._next, self._finish))
        self.below.addLayout(
            row(
                button(
                    self.tr("Khôi phục từ bản sao lưu trên USB"), self.backup_wanted.emit, "link"
                ),
                1,
            )
        )
        self.back()

    @property
    def at_person(self) -> bool:
        return not self.newcomer.isHidden()

    def back(self) -> None:
        """To the first page; what was typed stays."""
        self._turn(person=False)

    def next(self) -> None:
        """To the person, when the address and the code can be right."""
        if self.connection.checked():
            self._turn(person=True)

    def submit(self) -> None:
        """Create the encrypted file with its first official."""
        if not self._finish.isEnabled() or not self.newcomer.agrees():
            return
        official, password = self.newcomer.official(), self.newcomer.password.text
        address, code = self.connection.address.text, self.connection.code.text
        self._busy(True)
        self._runner.run(
            self,
            lambda: self._door.set_up(official, password, address=address, enrolment_code=code),
            self._succeeded,
            self._failed,
        )

    def _succeeded(self, session: object) -> None:
        self._busy(False)
        self.newcomer.clear()
        self.opened.emit(session)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, KnownError):
            raise error
        if error.code in {"address_bad", "code_mistyped"}:
            self.back()
            self.connection.checked()
        elif not self.newcomer.blame(error):
            self.banner.say("bad", sentence(error.code, error.params))

    def _busy(self, busy: bool) -> None:
        self._finish.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._finish.setText(self.tr("Đang tạo kho dữ liệu…") if busy else self.tr("Bắt đầu dùng"))

    def _turn(self, *, person: bool) -> None:
        self.connection.setVisible(not person)
        self.newcomer.setVisible(person)
        self._back.setVisible(person)
        self._finish.setVisible(person)
        self._next.setVisible(not person)
        self._step.setText(
            self.tr("Bước {step} trên {steps}").format(step=2 if person else 1, steps=2)
        )
        if person:
            self._heading.setText(self.tr("Người dùng đầu tiên trên máy này"))
            self._why.setText(
                self.tr(
                    "Mật khẩu mở khóa dữ liệu đã mã hóa trên máy. Đồng nghiệp dùng chung máy "
                    "được thêm sau, mỗi người một mật khẩu riêng."
                )
            )
        else:
            self._heading.setText(self.tr("Nối máy này với tỉnh"))
            self._why.setText(
                self.tr(
                    "Hai dòng này có trên phiếu ghi danh của tỉnh. Chưa có mạng cũng được: "
                    "vẫn học và soạn báo cáo, máy tự ghi danh khi có mạng, hoặc ghi danh bằng USB "
                    "ở trang Đồng bộ."
                )
            )
        self.setFocusProxy(self.newcomer if person else self.connection)
        (self.newcomer.name if person else self.connection.address).edit.setFocus()
        self.verticalScrollBar().setValue(0)
