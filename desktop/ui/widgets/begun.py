"""A widget that gives the focus to the part where it begins."""

from typing import Any

from PySide6.QtWidgets import QWidget


class Begun:
    """Stands before a widget class among the bases.

    Qt's own focus proxy has a place in the window's Tab chain, which stays at its end when the
    widget is made after the rest of the page: Tab then turns back there instead of coming round.
    """

    _beginning: QWidget | None = None

    @property
    def beginning(self) -> QWidget | None:
        """What takes the focus in its place; None while there is nothing."""
        return self._beginning

    def begin_with(self, widget: QWidget | None) -> None:
        """Let a part of this take the focus."""
        self._beginning = widget

    def setFocus(self, *reason: Any) -> None:
        widget = self._beginning
        if widget is None:
            super().setFocus(*reason)  # type: ignore[misc]
        else:
            widget.setFocus(*reason)
