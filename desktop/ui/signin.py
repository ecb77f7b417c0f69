"""Signing in: the first thing that is painted on every day but the first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.tasks import TaskRunner
from desktop.ui.theme import Theme
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import Field, PasswordField
from desktop.ui.widgets.text import Card, Icon, label, row
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Door


class Gate(QScrollArea):
    """A card in the middle of the window, under the name of the product."""

    language_wanted = Signal(str)

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "page")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        name = label("Sơn Ca", "title", wrap=False)
        column.addStretch(1)
        column.addLayout(row(Icon(theme, "sonca", size=44), name, 1, spacing=theme.px(12)))
        self.banner = Banner(theme)
        column.addWidget(self.banner)
        self.card = Card(theme)
        self.card.body.setSpacing(theme.px(10))
        edge = theme.px(22)
        self.card.body.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(self.card)
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        other, name = ("vi", "Tiếng Việt") if language == "en" else ("en", "English")
        self.language_button = button(name, lambda: self.language_wanted.emit(other), "link")
        column.addLayout(row(1, self.language_button))
        column.addStretch(2)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(self.fontMetrics().averageCharWidth() * 64)
        middle.setMinimumWidth(min(theme.px(420), 560))
        outer = QHBoxLayout(inner)
        outer.addStretch(1)
        outer.addWidget(middle, 6)
        outer.addStretch(1)
        self.setWidget(inner)


class SignIn(Gate):
    """Name and password. ``opened`` carries the ``Session``.

    ``damaged`` carries the ``Repairing`` of a file that cannot be used as it is.
    """

    opened = Signal(object)
    damaged = Signal(object)
    forgotten = Signal()
    """Nobody here knows a password any more."""

    def __init__(self, theme: Theme, language: str, runner: TaskRunner, door: Door) -> None:
        super().__init__(theme, language)
        self._runner, self._door = runner, door
        self.name = Field(theme, self.tr("Họ và tên"), self.tr("Không cần gõ dấu hay chữ hoa."))
        self.password = PasswordField(theme, self.tr("Mật khẩu"))
        self._button = button(self.tr("Đăng nhập"), self.submit, "primary")
        self.name.entered.connect(self.password.edit.setFocus)
        self.password.entered.connect(self.submit)
        body = self.card.body
        body.addWidget(label(self.tr("Đăng nhập"), "heading"))
        body.addWidget(self.name)
        body.addWidget(self.password)
        body.addLayout(row(self._button, 1))
        self.below.addWidget(
            label(
                self.tr(
                    "Dữ liệu trên máy này được mã hóa. Quên mật khẩu thì nhờ đồng nghiệp "
                    "có tài khoản trên máy đặt lại."
                ),
                "small",
            )
        )
        self.below.addLayout(
            row(button(self.tr("Quên hết mật khẩu?"), self.forgotten.emit, "link"), 1)
        )
        self.setFocusProxy(self.name.edit)

    def submit(self) -> None:
        """Try the door with what was typed."""
        if not self.name.text.strip():
            self.name.set_error(self.tr("Hãy nhập họ và tên."))
            self.name.edit.setFocus()
            return
        if not self.password.text:
            self.password.set_error(self.tr("Hãy nhập mật khẩu."))
            self.password.edit.setFocus()
            return
        if not self._button.isEnabled():
            return
        name, password = self.name.text, self.password.text
        # Else the focus falls on “forgotten”, and an impatient Return opens that.
        self.password.edit.setFocus()
        self._button.setEnabled(False)
        self._button.setText(self.tr("Đang mở…"))
        self._runner.run(
            self, lambda: self._door.sign_in(name, password), self._succeeded, self._failed
        )

    def _ready_again(self) -> None:
        self._button.setEnabled(True)
        self._button.setText(self.tr("Đăng nhập"))

    def _succeeded(self, session: object) -> None:
        self._ready_again()
        self.password.edit.clear()
        self.banner.hide()
        self.opened.emit(session)

    def _failed(self, error: Exception) -> None:
        from desktop.ui.words import sentence

        if not isinstance(error, KnownError):
            raise error
        if error.code == "store_damaged" or (
            error.code == "store_missing" and self._door.can_restore()
        ):
            name, password = self.name.text, self.password.text
            self._runner.run(
                self,
                lambda: self._door.repairing(name, password),
                self.damaged.emit,
                self._failed,
            )
            return
        self._ready_again()
        text = sentence(error.code, error.params)
        if error.code == "wrong_password":
            self.password.set_error(text)
        else:
            self.banner.say("bad", text)
        self.password.edit.setFocus()
        self.password.edit.selectAll()
