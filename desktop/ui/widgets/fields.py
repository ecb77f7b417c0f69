"""A field with its label above and its error below, as every form of ours has it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.text import label, retone, row


class Field(QWidget):
    """One line of text: label, field, hint, error. Its label is its accessible name."""

    entered = Signal()
    """Return was pressed."""

    def __init__(self, theme: Theme, text: str, hint: str = "") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self.clear_error)
        self._label = label(text, "strong")
        self._label.setBuddy(self.edit)
        self._hint = label(hint, "small")
        self._error = label("", "error")
        self._error.hide()
        self.edit.setAccessibleName(text)
        self.edit.setAccessibleDescription(hint)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(4))
        self.body.addWidget(self._label)
        self._place(theme)
        self.body.addWidget(self._error)
        # Only now: a label without a parent would be shown as a window of its own.
        self.body.addWidget(self._hint)
        self._hint.setVisible(bool(hint))

    def _place(self, _theme: Theme) -> None:
        self.body.addWidget(self.edit)

    @property
    def text(self) -> str:
        return self.edit.text()

    @property
    def error(self) -> str:
        """The sentence under the field; "" when nothing is wrong."""
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Say what is wrong beside the field; "" takes it back."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        retone(self.edit, "wrong", "true" if text else "")
        hint = self._hint.text()
        self.edit.setAccessibleDescription(f"{text} {hint}".strip())

    def clear_error(self) -> None:
        if self._error.text():
            self.set_error("")


class PasswordField(Field):
    """A password that can be looked at, with a word when Caps Lock seems to be on."""

    def __init__(self, theme: Theme, text: str, hint: str = "") -> None:
        self._caps = QLabel()
        super().__init__(theme, text, hint)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.installEventFilter(self)

    def _place(self, theme: Theme) -> None:
        self._theme = theme
        self._eye = icon_button(theme, "read", self.tr("Hiện mật khẩu"), self._look)
        self._caps = label(self.tr("Phím Caps Lock có vẻ đang bật."), "warn")
        self._caps.hide()
        line = row(self.edit, self._eye, spacing=4)
        line.setAlignment(self._eye, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)
        self.body.addWidget(self._caps)

    @property
    def caps_shown(self) -> bool:
        return not self._caps.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent):
            # Qt does not tell the state of the key; a capital without Shift does.
            typed = event.text()
            if typed.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps.setVisible(typed.isupper() != shift)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        name = self.tr("Che mật khẩu") if hidden else self.tr("Hiện mật khẩu")
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)
        self._theme.dress(self._eye, "hidden" if hidden else "read")
