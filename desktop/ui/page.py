"""What every screen inside the shell has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.theme import Theme
from desktop.ui.tokens import MEASURE
from desktop.ui.widgets.text import label
from desktop.usecases.errors import KnownError


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go: the page's name, and which thing on it."""

    page: str
    key: str = ""


class Page(QWidget):
    """A screen. Subclasses fill ``column`` in ``enter``, which runs at each visit."""

    wanted = Signal(object)
    """A :class:`Route` to go to."""
    trouble = Signal(object)
    """A ``KnownError`` for the banner above the page."""
    noticed = Signal(str, str)
    """Level and sentence for the banner above the page; no sentence puts it away."""
    settled = Signal(str)
    """The key under which what is shown now is found again."""
    changed = Signal()
    """Something was saved: the status sentence may be different."""
    done = Signal(bool)
    """A page that was laid over another is over with; whether something was sent."""
    ended = Signal()
    """What is shown now is no more: nobody shall come back to it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._beginning: QWidget | None = None

    def enter(self, key: str) -> None:
        """Show the thing named by ``key``, as it is now."""

    def leave(self) -> None:
        """Another page comes to the front: save what is not saved yet."""

    def begin_at(self, widget: QWidget) -> None:
        """What takes the focus when the page comes to the front.

        Not a focus proxy: Tab would then skip whatever stands before it.
        """
        self._beginning = widget

    def take_focus(self) -> None:
        """Put the focus where the page begins."""
        widget = self._beginning
        if widget is not None and isValid(widget):
            widget.setFocus()
        else:
            self.setFocus()

    def go(self, page: str, key: str = "") -> None:
        self.wanted.emit(Route(page, key))

    @contextmanager
    def handled(self) -> Iterator[None]:
        """Known errors inside become the banner's sentence."""
        try:
            yield
        except KnownError as error:
            self.trouble.emit(error)


class Column(QScrollArea):
    """A column of things that scrolls, no wider than is comfortable to read."""

    def __init__(self, theme: Theme, measure: int = MEASURE + 22) -> None:
        super().__init__()
        self._theme, self._measure = theme, measure
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("kind", "column")
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(theme.px(28), theme.px(22), theme.px(28), theme.px(28))
        self._middle = QWidget()
        self._middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self._middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(12))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        outer.addWidget(self._middle, 1000, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self.setWidget(inner)
        theme.changed.connect(self._measure_text)
        self._measure_text()

    def _measure_text(self) -> None:
        self._middle.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._measure)


class ColumnPage(Page):
    """A page that is one column, which ``enter`` fills."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._column = Column(theme)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._column)


def titled(column: Column, title: str, under: str = "") -> None:
    """A page's title, and one sentence under it."""
    column.body.addWidget(label(title, "title"))
    if under:
        column.body.addWidget(label(under, "soft"))
