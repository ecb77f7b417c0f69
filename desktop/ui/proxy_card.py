"""In the settings: the office's proxy, for whoever was told to enter one."""

from PySide6.QtCore import Signal

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import Field, PasswordField
from desktop.ui.widgets.text import Card, label, row
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.proxy import Proxy, Typed


class ProxyCard(Card):
    """Kept by its button only: half an address is none."""

    kept = Signal()
    """Something else counts from now on: the line may be tried again."""

    def __init__(self, theme: Theme, proxy: Proxy) -> None:
        super().__init__(theme)
        self._proxy = proxy
        self.address = Field(
            theme,
            self.tr("Địa chỉ proxy"),
            self.tr("Ví dụ proxy.xa.gov.vn:8080, hoặc địa chỉ tệp cấu hình http://…/proxy.pac"),
        )
        self.name = Field(theme, self.tr("Tên tài khoản proxy"))
        self.password = PasswordField(theme, self.tr("Mật khẩu proxy"))
        self.result = label("", "small")
        self.result.hide()
        self.body.addWidget(label(self.tr("Máy chủ proxy của cơ quan"), "heading"))
        self.body.addWidget(
            label(
                self.tr(
                    "Chỉ điền khi người phụ trách mạng dặn. Để trống thì máy theo cài đặt của hệ "
                    "điều hành. Tên và mật khẩu được giữ trong kho đã mã hóa."
                ),
                "soft",
            )
        )
        for field in (self.address, self.name, self.password):
            self.body.addWidget(field)
        self.body.addWidget(self.result)
        self.body.addLayout(row(button(self.tr("Lưu và thử lại"), self.keep), 1))

    def look(self) -> None:
        """Show what is set now."""
        typed = self._proxy.read()
        for field, text in (
            (self.address, typed.address),
            (self.name, typed.name),
            (self.password, typed.password),
        ):
            field.edit.setText(text)
            field.clear_error()
        self.result.hide()

    def keep(self) -> None:
        """What was typed counts from now on."""
        try:
            self._proxy.write(
                Typed(self.address.text.strip(), self.name.text.strip(), self.password.text)
            )
        except KnownError as error:
            self.address.set_error(sentence(error.code, error.params))
            self.address.edit.setFocus()
            return
        self.result.setText(self.tr("Đã lưu. Máy đang thử lại; kết quả ở trang Đồng bộ."))
        self.result.show()
        self.kept.emit()
