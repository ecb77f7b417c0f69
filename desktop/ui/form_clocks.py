"""How long is left until a deadline that counts from an answer."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.text import Icon, label, retone, row
from reports.session.values import typed

_TOKEN = re.compile(r"clock-(\d{1,4})")
_SOON = timedelta(hours=6)
_TICK_MS = 30_000


def hours(appearance: Sequence[str]) -> tuple[int, ...]:
    """The deadlines that a question's appearance names (``clock-24 clock-72``), in hours."""
    found = (_TOKEN.fullmatch(word) for word in appearance)
    return tuple(int(match[1]) for match in found if match)


class Clocks(QWidget):
    """A line for each deadline, kept up to date while it is seen."""

    def __init__(self, theme: Theme, deadlines: Sequence[int], now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._from: datetime | None = None
        self._lines: list[tuple[timedelta, Icon, QWidget]] = []
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(2))
        for each in deadlines:
            icon, words = Icon(theme, "clock", "ink_soft", 18), label("", "soft")
            line = row(icon, spacing=theme.px(8))
            line.addWidget(words, 1)
            body.addLayout(line)
            self._lines.append((timedelta(hours=each), icon, words))
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self.refresh)
        self.hide()

    def show_from(self, value: str) -> None:
        """Count from a stored moment; nothing for what is none."""
        moment = typed("datetime", value)
        here = self._now().tzinfo
        self._from = moment.astimezone(here) if isinstance(moment, datetime) else None
        self.setVisible(self._from is not None)
        if self._from is None:
            self._ticker.stop()
        else:
            self._ticker.start()
            self.refresh()

    def refresh(self) -> None:
        """Say what is left now."""
        if self._from is None:
            return
        now = self._now()
        for span, icon, words in self._lines:
            due = self._from + span
            left = due - now
            kind, colour = "soft", "ink_soft"
            if left <= timedelta():
                kind, colour = "error", "vermilion"
            elif left <= _SOON:
                kind, colour = "warn", "turmeric"
            words.setText(self._sentence(span, due, left))
            retone(words, "kind", kind)
            icon.show_as("warning" if kind == "error" else "clock", colour)

    def _sentence(self, span: timedelta, due: datetime, left: timedelta) -> str:
        by = f"{due:%H:%M %d/%m/%Y}"
        whole = round(span.total_seconds() / 3600)
        if left <= timedelta():
            text = self.tr("Mốc {hours} giờ đã qua {late} (hạn {by})")
            return text.format(hours=whole, late=self._span(-left), by=by)
        text = self.tr("Mốc {hours} giờ: còn lại {left} (trước {by})")
        return text.format(hours=whole, left=self._span(left), by=by)

    def _span(self, span: timedelta) -> str:
        minutes = int(span.total_seconds() // 60)
        if minutes < 60:
            return self.tr("%n phút", "", minutes)
        if minutes < 24 * 60 and minutes % 60:
            text = self.tr("{hours} giờ {minutes} phút")
            return text.format(hours=minutes // 60, minutes=minutes % 60)
        return self.tr("%n giờ", "", minutes // 60)
