"""A leader signs a report, on the same PC and in the same window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import PasswordField
from desktop.ui.widgets.text import clear, label, row
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Official
from desktop.usecases.submitting import Signer

_Adjust = QComboBox.SizeAdjustPolicy


class SigningPanel(QFrame):
    """Below the questions, when a complete report waits for its signature."""

    signed = Signal(object)
    """A :class:`Signer`."""
    put_off = Signal()
    newcomer_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._people: list[Official] = []
        self.setProperty("kind", "bottom")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(28), theme.px(12), theme.px(14), theme.px(12))
        self.body.setSpacing(theme.px(8))
        self.hide()

    def ask(self, officials: Sequence[Official], author: Official) -> None:
        """Ask a leader among these to sign; colleagues of the author stand first."""
        clear(self.body)
        leaders = [one for one in officials if one.leader]
        self._people = sorted(leaders, key=lambda one: one.id == author.id)
        self.body.addWidget(label(self.tr("Lãnh đạo ký duyệt"), "heading"))
        self.body.addWidget(label(self._words(author), "soft"))
        later = button(self.tr("Để sau"), self.close_panel, "quiet")
        page = button(
            self.tr("Xem bản tóm tắt"),
            self.summary_wanted.emit,
            "quiet",
            theme=self._theme,
            icon="report",
        )
        if not leaders:
            add = button(self.tr("Thêm lãnh đạo vào máy này"), self.newcomer_wanted.emit, "primary")
            self.body.addLayout(row(add, later, page, 1, spacing=self._theme.px(10)))
            self.show()
            add.setFocus()
            return
        self._who = QComboBox()
        self._who.setAccessibleName(self.tr("Người ký duyệt"))
        # A long position must not push the password aside.
        self._who.setSizeAdjustPolicy(_Adjust.AdjustToMinimumContentsLengthWithIcon)
        self._who.setMinimumContentsLength(12)
        for one in self._people:
            self._who.addItem(f"{one.name} · {one.position}")
        self._password = PasswordField(self._theme, self.tr("Mật khẩu của người ký"))
        self._password.entered.connect(self._sign)
        who = QVBoxLayout()
        who.setSpacing(self._theme.px(4))
        chosen = label(self.tr("Người ký duyệt"), "strong")
        chosen.setBuddy(self._who)
        who.addWidget(chosen)
        who.addWidget(self._who)
        who.addStretch(1)
        fields = row(spacing=self._theme.px(18))
        fields.addLayout(who, 1)
        fields.addWidget(self._password, 1)
        self.body.addLayout(fields)
        self._button = button(
            self.tr("Ký duyệt và gửi"), self._sign, "primary", theme=self._theme, icon="check"
        )
        acts: list[QWidget | int] = [self._button, later, page, 1]
        self.body.addLayout(row(*acts, spacing=self._theme.px(10)))
        self.show()
        alone = [one.id for one in leaders] == [author.id]
        (self._password.edit if alone else self._who).setFocus()

    def show_refused(self, error: KnownError) -> None:
        """The signature was not taken."""
        self._ready(True)
        self._password.set_error(self._refusal(error))
        self._password.edit.setFocus()
        self._password.edit.selectAll()

    def close_panel(self) -> None:
        """Put the question away; the draft stays."""
        self.hide()
        clear(self.body)
        self.put_off.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _sign(self) -> None:
        if not self._button.isEnabled():
            return
        if not self._password.text:
            self._password.set_error(self.tr("Người ký hãy nhập mật khẩu của mình."))
            self._password.edit.setFocus()
            return
        self._ready(False)
        self.signed.emit(Signer(self._people[self._who.currentIndex()].id, self._password.text))

    def _ready(self, ready: bool) -> None:
        self._button.setEnabled(ready)
        self._button.setText(self.tr("Ký duyệt và gửi") if ready else self.tr("Đang ký…"))

    def _words(self, author: Official) -> str:
        if not self._people:
            return self.tr(
                "Báo cáo này cần lãnh đạo duyệt, nhưng trên máy chưa ai được đánh dấu là lãnh đạo. "
                "Mời lãnh đạo ngồi vào máy, thêm tên, chức vụ và tự đặt mật khẩu của mình; chỉ "
                "làm một lần. Nếu người soạn chính là lãnh đạo, hãy sửa chức vụ ở mục “Người dùng "
                "trên máy này”. Bản nháp vẫn được giữ."
            )
        if [one.id for one in self._people] == [author.id]:
            return self.tr(
                "Báo cáo đã đủ và cần lãnh đạo duyệt. Người soạn là lãnh đạo duy nhất trên máy: "
                "nhập lại mật khẩu của mình để ký. Tỉnh thấy người soạn và người ký là một."
            )
        return self.tr(
            "Báo cáo đã đủ và cần lãnh đạo duyệt. Mời lãnh đạo xem lại ở trên, chọn tên mình "
            "và nhập mật khẩu của mình."
        )

    def _refusal(self, error: KnownError) -> str:
        if error.code == "wrong_password":
            return self.tr(
                "Mật khẩu của người ký chưa đúng. Kiểm tra Caps Lock và bộ gõ rồi nhập lại."
            )
        return sentence(error.code, error.params)
