"""Places as numbers: typed latitude and longitude, one point or several."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from desktop.ui.inputs.base import Input
from desktop.ui.inputs.text import shown_number
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label, retone, row
from lessons.search import fold
from resources.places import Place

_NUMBER: Final = re.compile(r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([nsewbdt])?", re.ASCII)
_PARTED: Final = re.compile(
    r"(\d{1,3})\s*[°º]\s*(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|'')\s*)?([nsewbdt])?",
    re.ASCII,
)
_BETWEEN: Final = " ,;\t"
_LONGEST: Final = 80
_NEGATIVE: Final = frozenset({"s", "w", "t"})
"""South; west in English and Vietnamese. An N is north, as everywhere in the country."""
VIETNAM: Final = (7.0, 24.0, 101.0, 118.0)
"""Latitudes and longitudes with the islands; what lies outside is likely a slip."""

_EXAMPLE: Final = (("21.0285", "105.8542"), ("21.029", "105.855"))


def read_degrees(text: str) -> str:
    """``21.03`` for ``21,03``, ``21.03° N`` or ``21°01'48"B``; "" for anything else."""
    text = fold(text).strip()
    if match := _NUMBER.fullmatch(text):
        number, side = match[1].replace(",", "."), match[2]
    elif match := _PARTED.fullmatch(text):
        minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.group(2, 3))
        if minutes >= 60 or seconds >= 60:
            return ""
        value = int(match[1]) + minutes / 60 + seconds / 3600
        number, side = f"{value:.6f}".rstrip("0").rstrip("."), match[4]
    else:
        return ""
    number = number.removeprefix("+")
    if side in _NEGATIVE and not number.startswith("-"):
        number = f"-{number}"
    return number


def read_point(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of ``21.0285, 105.8542`` as maps on the web copy them.

    Comma or blank may stand between the two or within one, so every one is tried.
    """
    text = text.strip()[:_LONGEST]
    for at, char in enumerate(text):
        if char in _BETWEEN:
            first, second = read_degrees(text[:at]), read_degrees(text[at:].lstrip(_BETWEEN))
            if first and second:
                return first, second
    return None


def is_possible(latitude: str, longitude: str) -> bool:
    """Is there such a point on the earth?"""
    return abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180


def is_in_vietnam(latitude: str, longitude: str) -> bool:
    south, north, west, east = VIETNAM
    return south <= float(latitude) <= north and west <= float(longitude) <= east


class Point(Input):
    """The value is ``latitude longitude altitude accuracy``; the last two are kept as they were."""

    def __init__(self, theme: Theme, commune: Place | None = None) -> None:
        super().__init__(theme)
        self._commune = commune
        self._rest = "0 0"
        self.latitude = self._field(self.tr("vĩ độ, ví dụ 21,0285"))
        self.longitude = self._field(self.tr("kinh độ, ví dụ 105,8542"))
        self.latitude.textEdited.connect(self._split)
        self._note = label("", "small")
        self._swap = button(self.tr("Đổi chỗ hai số"), self._swapped, "link")
        near = commune.name if commune is not None else ""
        text = self.tr("Lấy điểm giữa {commune}").format(commune=near)
        self._suggest = button(text, self._take_commune, "quiet", theme=theme, icon="place")
        self.watch(self._swap, self._suggest)
        line = row(spacing=theme.px(8))
        for caption, field in (
            (self.tr("Vĩ độ"), self.latitude),
            (self.tr("Kinh độ"), self.longitude),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(caption, "small", wrap=False))
            column.addWidget(field)
            line.addLayout(column)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._note)
        self.body.addLayout(row(self._swap, self._suggest, 1))
        self._locked = False
        self.begin_with(self.latitude)
        self._look()

    @property
    def note(self) -> str:
        """The help or the doubt under the fields."""
        return self._note.text()

    def value(self) -> str:
        parts = [field.text().strip() for field in (self.latitude, self.longitude)]
        if not any(parts):
            return ""
        first, second = (read_degrees(part) for part in parts)
        if first and second:
            return f"{first} {second} {self._rest}"
        return " ".join(part for part in parts if part)

    def put(self, value: str) -> None:
        parts = value.split()
        if len(parts) >= 2 and all(read_degrees(part) for part in parts[:2]):
            self._rest = " ".join([*parts[2:4], "0", "0"][:2])
            first, second = map(shown_number, parts[:2])
        else:
            first, second = value, ""
            self._rest = "0 0"
        self.latitude.setText(first)
        self.longitude.setText(second)
        self._look()

    def show_value(self, value: str) -> None:
        super().show_value(value)
        self._look()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        for field in (self.latitude, self.longitude):
            field.setReadOnly(locked)
        self._look()

    def mark(self, wrong: bool) -> None:
        for field in (self.latitude, self.longitude):
            retone(field, "wrong", "true" if wrong else "")

    def name(self, spoken: str, described: str) -> None:
        self.latitude.setAccessibleName(f"{spoken}, {self.tr('Vĩ độ')}")
        self.longitude.setAccessibleName(f"{spoken}, {self.tr('Kinh độ')}")
        for field in (self.latitude, self.longitude):
            field.setAccessibleDescription(f"{self._note.text()} {described}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._look()
        return super().eventFilter(watched, event)

    def _field(self, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        made.setFixedWidth(self.fontMetrics().averageCharWidth() * 30)
        made.textEdited.connect(self.typed)
        self.watch(made)
        return made

    def _split(self, text: str) -> None:
        """A pair copied from a map fills both fields."""
        pair = read_point(text) if not read_degrees(text) else None
        if pair is not None and not self.longitude.text().strip():
            self.latitude.setText(pair[0])
            self.longitude.setText(pair[1])
            self._look()

    def _take_commune(self) -> None:
        if self._commune is not None:
            self.put(f"{self._commune.latitude} {self._commune.longitude} 0 0")
            self.hand_on()
            self.latitude.setFocus()

    def _swapped(self) -> None:
        first, second = self.latitude.text(), self.longitude.text()
        self.latitude.setText(second)
        self.longitude.setText(first)
        self.hand_on()
        self._look()
        self.latitude.setFocus()

    def _look(self) -> None:
        """Help while it is empty, and a doubt about what may be a slip."""
        texts = [field.text().strip() for field in (self.latitude, self.longitude)]
        first, second = (read_degrees(text) for text in texts)
        swap = False
        kind = "small"
        if not any(texts):
            note = self.tr("Gõ hai số, hoặc dán cả cặp chép từ bản đồ trên điện thoại vào ô vĩ độ.")
        elif not first or not second:
            note = self.tr("Cần đủ hai số, ví dụ 21,0285 và 105,8542.")
        elif not is_in_vietnam(first, second):
            kind = "warn"
            swap = is_in_vietnam(second, first)
            note = (
                self.tr("Có lẽ hai số bị đổi chỗ: vĩ độ nước ta từ 8 đến 24.")
                if swap
                else self.tr("Điểm này nằm ngoài Việt Nam: hãy xem lại hai số.")
            )
        else:
            note = ""
        self._note.setText(note)
        retone(self._note, "kind", kind)
        self._note.setVisible(bool(note) and not self._locked)
        self._swap.setVisible(swap and not self._locked)
        self._suggest.setVisible(self._commune is not None and not any(texts) and not self._locked)


class Points(Input):
    """A line or an outline: one point on each line, stored with semicolons between.

    ``closed``: an outline ends where it began; the last point is added by itself.
    """

    def __init__(self, theme: Theme, *, closed: bool) -> None:
        super().__init__(theme)
        self._closed = closed
        self._rests: dict[tuple[str, str], str] = {}
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(
            "\n".join(" ".join(map(shown_number, point)) for point in _EXAMPLE)
        )
        self.edit.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + theme.px(30))
        self.edit.textChanged.connect(self._changed)
        self._note = label("", "small")
        self.body.addWidget(self.edit)
        self.body.addWidget(self._note)
        self.begin_with(self.edit)
        self.watch(self.edit)
        self._look()

    @property
    def note(self) -> str:
        """How many points were understood, or which line was not."""
        return self._note.text()

    def value(self) -> str:
        lines = self._lines()
        points = [read_point(line) for line in lines]
        if not lines:
            return ""
        read = [point for point in points if point is not None]
        if len(read) < len(lines):
            return "; ".join(lines)
        if self._closed and len(read) > 2 and read[0] != read[-1]:
            read.append(read[0])
        return "; ".join(f"{a} {b} {self._rests.get((a, b), '0 0')}" for a, b in read)

    def put(self, value: str) -> None:
        lines = [part.strip() for part in value.split(";") if part.strip()]
        shown = []
        for line in lines:
            parts = line.split()
            if len(parts) == 4 and read_point(" ".join(parts[:2])):
                self._rests[parts[0], parts[1]] = " ".join(parts[2:])
                shown.append(" ".join(map(shown_number, parts[:2])))
            else:
                shown.append(line)
        if self._closed and len(shown) > 3 and shown[0] == shown[-1]:
            shown.pop()
        self.edit.setPlainText("\n".join(shown))

    def lock(self, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def mark(self, wrong: bool) -> None:
        retone(self.edit, "wrong", "true" if wrong else "")

    def _lines(self) -> list[str]:
        return [line.strip() for line in self.edit.toPlainText().splitlines() if line.strip()]

    def _changed(self) -> None:
        self._look()
        self.typed()

    def _look(self) -> None:
        lines = self._lines()
        bad = next((n for n, line in enumerate(lines, 1) if not _good(line)), 0)
        least = 3 if self._closed else 2
        if not lines:
            note = self.tr("Mỗi dòng một điểm: vĩ độ, dấu cách, kinh độ.")
            if self._closed:
                note += " " + self.tr("Điểm cuối tự nối về điểm đầu.")
        elif bad:
            note = self.tr("Điểm {number} chưa đọc được: hãy gõ hai số, ví dụ 21,0285 105,8542.")
            note = note.format(number=bad)
        elif len(lines) < least:
            note = self.tr("Đã đọc %n điểm", "", len(lines)) + ". "
            note += self.tr("Cần ít nhất {least} điểm.").format(least=least)
        else:
            note = self.tr("Đã đọc %n điểm", "", len(lines)) + "."
        self._note.setText(note)
        retone(self._note, "kind", "warn" if bad else "small")


def _good(line: str) -> bool:
    point = read_point(line)
    return point is not None and is_possible(*point)
