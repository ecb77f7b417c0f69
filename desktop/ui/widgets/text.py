"""Words on a screen, and the small boxes around them."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import Theme

Kind = Literal["", "title", "heading", "strong", "soft", "small", "error", "good", "warn", "score"]
Tone = Literal["", "good", "warn", "bad", "info"]


def label(text: str = "", kind: Kind = "", *, wrap: bool = True) -> QLabel:
    """Plain text (never markup), wrapped unless told not to."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def chip(text: str, tone: Tone = "") -> QLabel:
    """A state in a word or two. The word says it; the colour only helps."""
    made = label(text, wrap=False)
    made.setProperty("kind", "chip")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


class OneLine(QLabel):
    """A title that gives way: what does not fit ends in an ellipsis and a tooltip."""

    def __init__(self, kind: Kind = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setProperty("kind", kind)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.style().drawItemText(
            painter,
            self.rect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class Icon(QLabel):
    """A drawing beside words; follows the scheme, says nothing to a screen reader."""

    def __init__(self, theme: Theme, name: str, colour: str = "ink_soft", size: int = 20) -> None:
        super().__init__()
        self._theme, self._name, self._colour, self._size = theme, name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self._draw()

    def show_as(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self._draw()

    def _draw(self) -> None:
        size = self._theme.px(self._size)
        self.setPixmap(
            self._theme.pixmap(self._name, getattr(self._theme.tokens, self._colour), size)
        )
        self.setFixedSize(QSize(size, size))


class Card(QFrame):
    """A box with room inside. ``body`` is its column."""

    def __init__(self, theme: Theme, tone: Tone = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        edge = theme.px(16)
        self.body.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        self.body.setSpacing(theme.px(6))


def bar(kind: str) -> QFrame:
    """A strip at the top or the bottom (``kind``), never lower than what it holds."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """A thin line between things."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def row(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


def retone(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and show it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, to fill it anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
