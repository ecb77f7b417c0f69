"""Buttons with words, icons and a name that each screen reader can say."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.ui.theme import Theme


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    kind: str = "",
    *,
    theme: Theme | None = None,
    icon: str = "",
) -> QPushButton:
    """A push button. ``kind`` is primary, quiet, link or nothing."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    # Enter presses what has the focus, as everybody is used to; Qt has it in dialogs only.
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if theme is not None and icon:
        colours = {"primary": "on_indigo", "quiet": "indigo", "link": "indigo"}
        theme.dress(made, icon, colours.get(kind, "ink_soft"))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def icon_button(
    theme: Theme, icon: str, name: str, clicked: Callable[[], object] | None = None
) -> QPushButton:
    """A button with a drawing only; ``name`` is its tooltip and what is read aloud."""
    made = button("", clicked, "icon", theme=theme, icon=icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
