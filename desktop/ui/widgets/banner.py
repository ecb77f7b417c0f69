"""A sentence above the page: what happened and what to do next. Never a dialog."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Icon, label, retone

Level = Literal["info", "good", "warn", "bad"]
_ICONS = {"info": "info", "good": "check", "warn": "warning", "bad": "warning"}
_COLOURS = {"info": "indigo", "good": "leaf", "warn": "turmeric", "bad": "vermilion"}


class Banner(QWidget):
    """Hidden until it has something to say; its button puts it away. ``around`` is its margin."""

    def __init__(self, theme: Theme, around: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*around)
        self._frame = QFrame()
        self._frame.setProperty("kind", "banner")
        outer.addWidget(self._frame)
        self._icon = Icon(theme, "info", "indigo")
        self._text = label("")
        self._action = button("", self._act, "quiet")
        self._then: Callable[[], object] | None = None
        close = icon_button(theme, "cross", self.tr("Ẩn thông báo"), self.hide)
        box = QHBoxLayout(self._frame)
        box.setContentsMargins(theme.px(14), theme.px(6), theme.px(6), theme.px(6))
        box.setSpacing(theme.px(10))
        box.addWidget(self._icon)
        box.addWidget(self._text, 1)
        box.addWidget(self._action)
        box.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that stands there now."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        level: Level,
        text: str,
        action: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show one sentence, with one button if there is something to press."""
        retone(self._frame, "tone", level)
        self._icon.show_as(_ICONS[level], _COLOURS[level])
        self._text.setText(text)
        self.setAccessibleName(text)
        self._then = then
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()
