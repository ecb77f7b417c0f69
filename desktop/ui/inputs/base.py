"""What all inputs have in common."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.begun import Begun
from reports.session.view import ChoiceView

_Key = QKeySequence.StandardKey
PAUSE_MS = 350
"""A pause in typing after which what was typed is saved."""


class Input(Begun, QWidget):
    """Values are texts as forms store them; "" is no answer.

    What cannot be read as its kind is handed on as it was typed, so that the session
    keeps it and says what is wrong with it.
    """

    edited = Signal(str)
    """A new value, after a pause in typing or at once for a choice."""
    left = Signal()
    """The focus went elsewhere: now is the time to say what is wrong."""
    renewed = Signal()
    """It has other parts than before, and Tab has to find them in their place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(6))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.hand_on)
        self._handed = ""

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way that is not :meth:`value` yet."""
        return False

    def value(self) -> str:
        """What stands there now, as the form would store it."""
        raise NotImplementedError

    def show_value(self, value: str) -> None:
        """Show a stored value; not an edit."""
        self._handed = value
        if value != self.value():
            self.put(value)
            # What reads back otherwise (a time without its seconds) was not changed by anybody.
            self._handed = self.value()

    def put(self, value: str) -> None:
        """Draw the value."""
        raise NotImplementedError

    def offer(self, choices: tuple[ChoiceView, ...]) -> None:
        """Other choices than before; only selects have any."""

    def lock(self, locked: bool) -> None:
        """Read-only, but readable."""
        raise NotImplementedError

    def mark(self, wrong: bool) -> None:
        """Whether to look wrong."""

    def spread(self) -> None:
        """Stand in a cell of a table: take all the width, and leave out what can be spared."""

    def name(self, spoken: str, described: str) -> None:
        """For screen readers."""
        target = self.beginning or self
        target.setAccessibleName(spoken)
        target.setAccessibleDescription(described)

    def typed(self) -> None:
        """Something was typed: hand it on after a pause."""
        self._pause.start()

    def hand_on(self) -> None:
        """Hand the value on now, if it is another one."""
        self._pause.stop()
        value = self.value()
        if value != self._handed:
            self._handed = value
            self.edited.emit(value)

    def watch(self, *fields: QWidget) -> None:
        """Notice when the focus leaves these for something outside this input."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # There is one way back through a report; a field's own would fight with it.
            return any(event.matches(key) for key in (_Key.Undo, _Key.Redo))
        if event.type() == QEvent.Type.FocusOut:
            self.hand_on()
            QTimer.singleShot(0, self, self._maybe_left)
        return False

    def _maybe_left(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.left.emit()
