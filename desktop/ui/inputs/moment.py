"""Dates and times that can be typed in any usual way, or picked."""

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QSizePolicy, QWidgetAction

from desktop.ui.inputs.base import Input
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import retone, row
from reports.session.values import stored, typed

Now = Callable[[], dt.datetime]

_PARTED = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{1,2})?)?\s*(?:'|p|phút)?")
_SOLID_CLOCK = re.compile(r"(\d{1,2})(\d{2})")


def read_date(text: str, today: dt.date) -> dt.date | None:
    """``22/11/2026``, ``22-11-26``, ``22/11`` (this year), ``22112026``, ``2026-11-22``."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _PARTED.fullmatch(text) or _SOLID.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        year = int(match[3]) if match[3] else today.year
        if year < 100:
            year += 2000
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> dt.time | None:
    """``8:05``, ``8h05``, ``8h``, ``0805``, ``8 giờ``; seconds are not asked."""
    text = text.strip().casefold().replace("giờ", "h").replace(" ", "")
    match = _CLOCK.fullmatch(text) if not text.isdigit() or len(text) < 3 else None
    match = match or _SOLID_CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


class _Moment(Input):
    """The fields and the button for "now"; what is understood is written out on leaving."""

    def __init__(
        self, theme: Theme, now: Now, *, date: bool, time: bool, calendar: bool = False
    ) -> None:
        super().__init__(theme)
        self._now = now
        self._calendar = calendar
        self._spread = False
        self._date = self._field(self.tr("ngày/tháng/năm"), 13) if date else None
        self._time = self._field(self.tr("giờ:phút"), 8) if time else None
        line = self._line = row(spacing=theme.px(8))
        if self._date is not None:
            line.addWidget(self._date)
            self._pick = icon_button(theme, "calendar", self.tr("Chọn trên lịch"), self._open)
            if not calendar:
                self._pick.hide()
            self.watch(self._pick)
            line.addWidget(self._pick)
        if self._time is not None:
            line.addWidget(self._time)
        text = self.tr("Hôm nay") if not time else self.tr("Bây giờ")
        self._set_now = button(text, self._take_now, "quiet")
        self.watch(self._set_now)
        line.addWidget(self._set_now)
        line.addStretch(1)
        self.body.addLayout(line)
        self.begin_with(self._date or self._time)

    def fields(self) -> list[QLineEdit]:
        return [field for field in (self._date, self._time) if field is not None]

    def lock(self, locked: bool) -> None:
        for field in self.fields():
            field.setReadOnly(locked)
        self._set_now.setVisible(not locked and not self._spread)
        if self._date is not None:
            self._pick.setVisible(self._calendar and not locked)

    def spread(self) -> None:
        self._spread = True
        self._set_now.hide()
        self._line.setSpacing(self.theme.px(2))
        for field in self.fields():
            # The column is as wide as it is: the button beside it must not stand on the field.
            field.setMinimumWidth(0)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._line.setStretchFactor(field, 1)
        self._line.setStretch(self._line.count() - 1, 0)

    def mark(self, wrong: bool) -> None:
        for field in self.fields():
            retone(field, "wrong", "true" if wrong else "")

    def name(self, spoken: str, described: str) -> None:
        for field in self.fields():
            field.setAccessibleName(f"{spoken}, {field.placeholderText()}")
            field.setAccessibleDescription(described)

    def hand_on(self) -> None:
        super().hand_on()
        if not any(field.hasFocus() for field in self.fields()):
            self.put(self.value())

    def _field(self, hint: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        made.setFixedWidth(self.fontMetrics().averageCharWidth() * (width + 6))
        made.textEdited.connect(self.typed)
        self.watch(made)
        return made

    def _today(self) -> dt.date:
        return self._now().date()

    def _take_now(self) -> None:
        now = self._now()
        if self._date is not None:
            self._date.setText(f"{now:%d/%m/%Y}")
        if self._time is not None:
            self._time.setText(f"{now:%H:%M}")
        self.hand_on()

    def _open(self) -> None:
        if self._date is None:
            return
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = read_date(self._date.text(), self._today()) or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        calendar.selectionChanged.connect(lambda: self._picked(calendar.selectedDate()))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._pick.mapToGlobal(QPoint(0, self._pick.height())))
        calendar.setFocus()

    def _picked(self, date: QDate) -> None:
        if self._date is not None:
            self._date.setText(f"{date.day():02}/{date.month():02}/{date.year()}")
            self.hand_on()


class DateInput(_Moment):
    """``calendar``: it can be picked there too; without (``no-calendar``) it is only typed."""

    def __init__(self, theme: Theme, now: Now, *, calendar: bool = True) -> None:
        super().__init__(theme, now, date=True, time=False, calendar=calendar)

    def value(self) -> str:
        text = self.fields()[0].text().strip()
        date = read_date(text, self._today())
        return stored(date) if date is not None else text

    def put(self, value: str) -> None:
        date = typed("date", value)
        shown = f"{date:%d/%m/%Y}" if isinstance(date, dt.date) else value
        self.fields()[0].setText(shown)


class TimeInput(_Moment):
    def __init__(self, theme: Theme, now: Now) -> None:
        super().__init__(theme, now, date=False, time=True)

    def value(self) -> str:
        text = self.fields()[0].text().strip()
        time = read_time(text)
        return stored(time) if time is not None else text

    def put(self, value: str) -> None:
        time = typed("time", value)
        self.fields()[0].setText(f"{time:%H:%M}" if isinstance(time, dt.time) else value)


class DateTimeInput(_Moment):
    """Both, with the PC's offset from UTC, as forms store it."""

    def __init__(self, theme: Theme, now: Now, *, calendar: bool = True) -> None:
        super().__init__(theme, now, date=True, time=True, calendar=calendar)

    def value(self) -> str:
        day, clock = (field.text().strip() for field in self.fields())
        if not day and not clock:
            return ""
        date, time = read_date(day, self._today()), read_time(clock)
        if date is None or time is None:
            return f"{day} {clock}".strip()
        return stored(dt.datetime.combine(date, time, tzinfo=self._now().tzinfo))

    def put(self, value: str) -> None:
        moment = typed("datetime", value)
        day, clock = self.fields()
        if isinstance(moment, dt.datetime):
            local = moment.astimezone(self._now().tzinfo) if moment.tzinfo else moment
            day.setText(f"{local:%d/%m/%Y}")
            clock.setText(f"{local:%H:%M}")
        elif value != self.value():
            first, _, second = value.partition(" ")
            day.setText(first)
            clock.setText(second)
