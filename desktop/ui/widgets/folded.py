"""More words for those who want them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label


class Folded(QWidget):
    """A text behind "Xem thêm"; nothing at all without one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._button = button("", self._toggle, "link")
        self._text = label("", "soft")
        self._is_open = False
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(2))
        body.addWidget(self._button)
        body.addWidget(self._text)
        self._draw()

    def show_text(self, text: str) -> None:
        self._text.setText(text)
        self._draw()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._draw()

    def _draw(self) -> None:
        text = self._text.text()
        self._button.setText(self.tr("Thu gọn") if self._is_open else self.tr("Xem thêm"))
        self._button.setAccessibleDescription(text if self._is_open else "")
        self._text.setVisible(self._is_open and bool(text))
        self.setVisible(bool(text))
