"""A way to a place, in the panel at the left of a page: a name on as many lines as it needs."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop.ui.theme import Theme
from desktop.ui.widgets.text import Icon, label


class Way(QPushButton):
    """``indent`` counts levels. A state below the name is optional."""

    def __init__(self, theme: Theme, name: str, indent: int = 0) -> None:
        super().__init__()
        self.setProperty("kind", "section")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self._name = name
        self._narrowest = theme.px(80)
        self._title = label(name)
        self._state = label("", "small")
        self._state.hide()
        self._icon = Icon(theme, "check", "leaf", 18)
        self._icon.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self._title, self._state, self._icon):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words.addWidget(self._title)
        words.addWidget(self._state)
        box = QHBoxLayout(self)
        left = theme.px(8) + indent * theme.px(12)
        box.setContentsMargins(left, theme.px(5), theme.px(8), theme.px(5))
        box.setSpacing(theme.px(8))
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, icon: str, colour: str, state: str) -> None:
        self._icon.show_as(icon, colour)
        self._icon.show()
        self._state.setText(state)
        self._state.show()
        self.setAccessibleName(f"{self._name}: {state}")

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        # A button's own asks for its whole name on one line.
        return QSize(self._narrowest, self.layout().minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)
