"""A leader signs a report, on the same PC and in the same window."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import PasswordField
from desktop.ui.widgets.text import clear, label, row
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.people import Official
from desktop.usecases.submitting import Signer

_Adjust = QComboBox.SizeAdjustPolicy


_LEAST = 96
"""Pixels of the question that are seen at least, at 100 %."""


class _Asked(QScrollArea):
    """As high as its words need, or as there is room for: then it is scrolled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.wanted: QWidget | None = None
        """What has to be seen, however little room there is."""
        inside = QWidget()
        inside.setProperty("kind", "column")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, theme.px(14), 0)
        self.body.setSpacing(theme.px(8))
        self.setWidget(inside)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.body.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self._theme.px(_LEAST), self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            QTimer.singleShot(0, self, self._show_wanted)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        if self.wanted is not None:
            self.ensureWidgetVisible(self.wanted, 0, 0)


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
        self.body.setContentsMargins(theme.px(28), theme.px(12), 0, theme.px(12))
        self.body.setSpacing(theme.px(8))
        self.hide()

    def ask(self, officials: Sequence[Official], author: Official) -> None:
        """Ask a leader among these to sign; colleagues of the author stand first."""
        clear(self.body)
        leaders = [one for one in officials if one.leader]
        self._people = sorted(leaders, key=lambda one: one.id == author.id)
        later = button(self.tr("Để sau"), self.close_panel, "quiet")
        page = button(
            self.tr("Xem bản tóm tắt"),
            self.summary_wanted.emit,
            "quiet",
            theme=self._theme,
            icon="report",
        )
        self._asked = _Asked(self._theme)
        self._asked.body.addLayout(row(label(self.tr("Lãnh đạo ký duyệt"), "heading"), 1, page))
        self._asked.body.addWidget(label(self._words(author), "soft"))
        self.body.addWidget(self._asked)
        if not leaders:
            add = button(self.tr("Thêm lãnh đạo vào máy này"), self.newcomer_wanted.emit, "primary")
            self.body.addLayout(row(add, later, 1, spacing=self._theme.px(10)))
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
        self._asked.body.addLayout(fields)
        self._asked.wanted = self._password
        self._button = button(
            self.tr("Ký duyệt và gửi"), self._sign, "primary", theme=self._theme, icon="check"
        )
        self.body.addLayout(row(self._button, later, 1, spacing=self._theme.px(10)))
        self.show()
        alone = [one.id for one in leaders] == [author.id]
        (self._password.edit if alone else self._who).setFocus()

    def show_refused(self, error: KnownError) -> None:
        """The signature was not taken."""
        self._ready(True)
        self._ask_again(self._refusal(error))
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
            self._ask_again(self.tr("Người ký hãy nhập mật khẩu của mình."))
            return
        self._ready(False)
        self.signed.emit(Signer(self._people[self._who.currentIndex()].id, self._password.text))

    def _ask_again(self, why: str) -> None:
        self._password.set_error(why)
        self._password.edit.setFocus()

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
