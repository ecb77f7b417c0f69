"""A big key: a sign to press on the keyboard, and what it stands for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from desktop.ui.theme import Theme
from desktop.ui.widgets.text import label

SIGNS = "1234567890-+/.*"
"""What is pressed for the first, the second… of several keys.

No letters: where Vietnamese is typed the VNI way, a letter and the digit of the next
question would be made into one. All are on the number pad too.
"""

# ă â ê ô, the five tones and đ: what the row of digits types on Windows' Vietnamese layout;
# and + without Shift, there (₫) and elsewhere.
_TYPED_BY_DIGITS = (0x103, 0xE2, 0xEA, 0xF4, 0x300, 0x309, 0x303, 0x301, 0x323, 0x111)
_TYPED_INSTEAD = {
    **dict(zip(map(chr, _TYPED_BY_DIGITS), "1234567890", strict=True)),
    "=": "+",
    "\u20ab": "+",
}
_NOT_HELD = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


def sign_of(event: QKeyEvent) -> str:
    """The sign that was pressed, on any row and with any layout; "" for other keys."""
    if event.modifiers() & _NOT_HELD:
        return ""
    text = event.text().lower()
    sign = _TYPED_INSTEAD.get(text, text)
    return sign if len(sign) == 1 and sign in SIGNS else ""


class Key(QPushButton):
    """``name`` wraps beside the sign. What is pressed elsewhere is its page's affair."""

    def __init__(self, theme: Theme, sign: str, name: str) -> None:
        super().__init__()
        self.sign, self._theme = sign, theme
        self.setProperty("kind", "key")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{sign}: {name}")
        cap = label(sign, wrap=False)
        cap.setProperty("kind", "keycap")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setMinimumWidth(theme.px(24))
        words = label(name)
        for part in (cap, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = self._box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5))
        box.setSpacing(theme.px(10))
        box.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        # A button's own asks for its whole name on one line.
        return QSize(self._theme.px(110), self._box.minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._box.heightForWidth(width), self._theme.px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
