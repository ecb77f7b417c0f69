"""Something that takes a while: how far it is, and how long it will still take."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.text import label

_SURE_AFTER_S: Final = 3.0
"""Before that a guess at the time left jumps about."""


class Going(QWidget):
    """Hidden until :meth:`begin`. ``clock`` is in seconds."""

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._begun = 0.0
        self._from: int | None = None
        self._words = ""
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.text = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        box.addWidget(self.bar)
        box.addWidget(self.text)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what has begun; how large it is may not be known yet."""
        self._words, self._begun, self._from = words, self._clock(), None
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        self.text.setText(words)
        self.bar.setAccessibleName(words)
        self.show()

    def bytes_done(self, done: int, of: int) -> None:
        """So many bytes of so many."""
        self._move(done, of)
        told = self.tr("{done} trong {of}").format(done=size(done), of=size(of))
        self.text.setText(" · ".join(p for p in (self._words, told, self._left(done, of)) if p))

    def end(self) -> None:
        self.hide()

    def _move(self, done: int, of: int) -> None:
        if self._from is None:
            self._from, self._begun = done, self._clock()
        self.bar.setValue(round(1000 * done / of) if of else 0)

    def _left(self, done: int, of: int) -> str:
        spent, came = self._clock() - self._begun, done - (self._from or 0)
        if spent < _SURE_AFTER_S or came <= 0 or done >= of:
            return ""
        seconds = spent * (of - done) / came
        if seconds < 60:
            return self.tr("còn chưa đến 1 phút")
        return self.tr("còn khoảng %n phút", "", max(1, round(seconds / 60)))
