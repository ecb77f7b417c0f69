"""The fields that describe a person who gets a password on this PC."""

from html import escape
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.fields import Field, PasswordField
from desktop.ui.widgets.option import Tick
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.people import SHORTEST_PASSWORD, NewOfficial, is_leading


class LeaderTick(Tick):
    """Whether somebody may sign reports: suggested by their position until it is touched."""

    def __init__(self, theme: Theme) -> None:
        words = self.tr("Là lãnh đạo, được ký duyệt báo cáo (tỉnh thấy ai là lãnh đạo)")
        super().__init__(theme, escape(words), words)
        self._touched = False
        self.clicked.connect(self._touch)

    def suggest(self, position: str) -> None:
        """Follow what is typed as the position."""
        if not self._touched:
            self.setChecked(is_leading(position))

    def _touch(self) -> None:
        self._touched = True


class Newcomer(QWidget):
    """Name, position, telephone, whether they lead, and a password typed twice."""

    entered = Signal()
    """Return was pressed in the last field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = Field(theme, self.tr("Họ và tên"))
        self.position = Field(
            theme, self.tr("Chức vụ"), self.tr("Ví dụ: Công chức Văn phòng HĐND và UBND")
        )
        self.phone = Field(
            theme,
            self.tr("Điện thoại công vụ (không bắt buộc)"),
            self.tr("Tỉnh gọi số này khi cần hỏi lại về một báo cáo."),
        )
        self.leader = LeaderTick(theme)
        self.position.edit.textEdited.connect(self.leader.suggest)
        self.password = PasswordField(
            theme,
            self.tr("Mật khẩu"),
            self.tr(
                "Ít nhất {minimum} ký tự. Nên ghép bốn, năm từ dễ nhớ với mình, "
                "khó đoán với người khác."
            ).format(minimum=SHORTEST_PASSWORD),
        )
        self.again = PasswordField(theme, self.tr("Nhập lại mật khẩu"))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(9))
        fields = (self.name, self.position, self.phone, self.password, self.again)
        for field, following in pairwise(fields):
            body.addWidget(field)
            if field is self.position:
                body.addWidget(self.leader)
            field.entered.connect(following.edit.setFocus)
        body.addWidget(self.again)
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.name.edit)

    def official(self) -> NewOfficial:
        return NewOfficial(
            self.name.text.strip(),
            self.position.text.strip(),
            self.phone.text.strip(),
            self.leader.isChecked(),
        )

    def agrees(self) -> bool:
        """Whether both passwords are the same; says so beside the second if not."""
        if self.password.text == self.again.text:
            return True
        self.again.set_error(self.tr("Hai lần nhập mật khẩu chưa giống nhau."))
        self.again.edit.setFocus()
        return False

    def blame(self, error: KnownError) -> bool:
        """Show an error beside the field that it is about; False when it is about none."""
        field = {
            "name_empty": self.name,
            "name_taken": self.name,
            "position_empty": self.position,
            "password_too_short": self.password,
            "password_too_simple": self.password,
        }.get(error.code)
        if field is None:
            return False
        field.set_error(sentence(error.code, error.params))
        field.edit.setFocus()
        return True

    def clear(self) -> None:
        for field in (self.name, self.position, self.phone, self.password, self.again):
            field.edit.clear()
            field.clear_error()
        self.leader.setChecked(False)
