"""Words and numbers to type."""

import re

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.ui.inputs.base import Input
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import label, retone, row


class Line(Input):
    """One line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.edit = QLineEdit()
        self.edit.textEdited.connect(self.typed)
        self.edit.editingFinished.connect(self.hand_on)
        self.body.addWidget(self.edit)
        self.begin_with(self.edit)
        self.watch(self.edit)

    def value(self) -> str:
        return self.edit.text().strip()

    def put(self, value: str) -> None:
        self.edit.setText(value)
        if not self.edit.hasFocus():
            # The beginning of a long answer says more than its end.
            self.edit.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QFocusEvent)
            and event.gotFocus()
            and event.reason() == Qt.FocusReason.OtherFocusReason
        ):
            # Brought here to go on with what stands there.
            self.edit.end(False)
        return super().eventFilter(watched, event)

    def lock(self, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def mark(self, wrong: bool) -> None:
        retone(self.edit, "wrong", "true" if wrong else "")


class Digits(Line):
    """A text of digits (``numbers``): a code or a telephone number, never grouped."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)


class Barcode(Line):
    """What a scanner types, or a person: a code and Enter, which goes on to the next question."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        # A method that makes tones out of letters would spoil the code.
        self.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.edit.setPlaceholderText(self.tr("Quét bằng máy đọc mã, hoặc gõ mã rồi Enter"))
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 52)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.hand_on()
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)


class Masked(Line):
    """What nobody else in the room should read (``masked``): dots, until one looks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 52)
        self._eye = icon_button(theme, "read", "", self._look)
        self.watch(self._eye)
        self.body.removeWidget(self.edit)
        line = row(self.edit, self._eye, 1, spacing=theme.px(4))
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self._dress()

    @property
    def is_masked(self) -> bool:
        return self.edit.echoMode() == QLineEdit.EchoMode.Password

    def _look(self) -> None:
        mode = QLineEdit.EchoMode
        self.edit.setEchoMode(mode.Normal if self.is_masked else mode.Password)
        self._dress()

    def _dress(self) -> None:
        name = self.tr("Hiện chữ đã gõ") if self.is_masked else self.tr("Che chữ đã gõ")
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)
        self.theme.dress(self._eye, "read" if self.is_masked else "hidden")


class Address(Line):
    """The address of a web page (``url``), with a button that opens it in the browser."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.edit.setPlaceholderText("https://")
        self._open = button(self.tr("Mở trang"), self._show_page, "quiet")
        self.watch(self._open)
        self.body.removeWidget(self.edit)
        line = row(self.edit, self._open, spacing=theme.px(4))
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.edit.textChanged.connect(self._look)
        self._look()

    @property
    def page(self) -> QUrl | None:
        """The page that the button opens; None for what is no web address."""
        url = QUrl(self.value(), QUrl.ParsingMode.StrictMode)
        good = url.isValid() and url.scheme() in {"http", "https"} and bool(url.host())
        return url if good else None

    def _look(self) -> None:
        self._open.setEnabled(self.page is not None)

    def _show_page(self) -> None:
        if (page := self.page) is not None:
            QDesktopServices.openUrl(page)


class Paragraph(Input):
    """Several lines; grows with what is typed. Tab goes on to the next question."""

    def __init__(self, theme: Theme, rows: int = 3) -> None:
        super().__init__(theme)
        self._rows = max(2, min(rows, 12))
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._changed)
        self.body.addWidget(self.edit)
        self.begin_with(self.edit)
        self.watch(self.edit)
        theme.changed.connect(self._grow)
        self._grow()

    def value(self) -> str:
        return self.edit.toPlainText().strip()

    def put(self, value: str) -> None:
        self.edit.setPlainText(value)
        # Whoever comes back goes on at the end.
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def lock(self, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def mark(self, wrong: bool) -> None:
        retone(self.edit, "wrong", "true" if wrong else "")

    def _changed(self) -> None:
        self._grow()
        self.typed()

    def _grow(self) -> None:
        lines = max(self._rows, min(14, round(self.edit.document().size().height())))
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + self.theme.px(30))


QWIDGETSIZE_MAX = 16_777_215
"""Qt's word for "no limit", which PySide does not pass on."""

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_GROUPED = {
    "vi": re.compile(r"[+-]?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?"),
    "en": re.compile(r"[+-]?\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?"),
}
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUP_FROM = 10_000
"""Shorter numbers are left alone: a year is no 2.026."""


def read_number(typed: str, language: str) -> str:
    """What a form stores (``1234.5``) for what people type (``1.234,5``); or as typed."""
    text = typed.strip().replace("−", "-")
    if _GROUPED[language].fullmatch(text):
        group, mark = (".", ",") if language == "vi" else (",", ".")
        text = re.sub(r"[ \u00a0]", "", text).replace(group, "").replace(mark, ".")
    elif _PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        return typed.strip()
    return text.removeprefix("+")


def written_number(stored: str, language: str, group_from: int = _GROUP_FROM) -> str:
    """The same for people: grouped from 10.000 on."""
    match = re.fullmatch(r"(-?)(\d+)(?:\.(\d+))?", stored)
    if match is None:
        return stored
    sign, whole, part = match.groups()
    group, mark = (".", ",") if language == "vi" else (",", ".")
    if int(whole) >= group_from:
        whole = f"{int(whole):,}".replace(",", group)
    return f"{sign}{whole}" + (f"{mark}{part}" if part is not None else "")


def regrouped(typed: str, caret: int, language: str) -> tuple[str, int]:
    """The text and the caret's place with groups where they belong now; no number stays."""
    group, mark = (".", ",") if language == "vi" else (",", ".")
    match = re.fullmatch(
        rf"([+-]?)([\d{re.escape(group)}]*\d)({re.escape(mark)}\d*)?", typed, re.ASCII
    )
    if match is None:
        return typed, caret
    sign, whole, part = match.groups()
    left = len(typed[:caret].replace(group, ""))
    digits = f"{int(whole.replace(group, '')):,}".replace(",", group)
    shown = f"{sign}{digits}{part or ''}"
    at = passed = 0
    while passed < left and at < len(shown):
        passed += shown[at] != group
        at += 1
    return shown, at


class NumberLine(Line):
    """A number: grouped when one leaves it, comma or point as the language has it.

    ``grouped``: from 1.000 on, and already while it is typed.
    """

    def __init__(self, theme: Theme, unit: str = "", *, grouped: bool = False) -> None:
        super().__init__(theme)
        self._by_hand = False
        self._from = 1000 if grouped else _GROUP_FROM
        if grouped:
            self.edit.textEdited.connect(self._regroup)
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.body.removeWidget(self.edit)
        self._line = row(self.edit, label(unit, wrap=False), 1)
        self._line.setStretch(0, 1)
        self.body.addLayout(self._line)

    def spread(self) -> None:
        self.edit.setMaximumWidth(QWIDGETSIZE_MAX)
        self._line.setStretch(2, 0)

    def value(self) -> str:
        return read_number(self.edit.text(), _language())

    def put(self, value: str) -> None:
        self.edit.setText(written_number(value, _language(), self._from))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.put(self.value())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None and not self.edit.isReadOnly():
                self._step(step)
                return True
        return done

    def _regroup(self, text: str) -> None:
        caret = self.edit.cursorPosition()
        if not set(text) & set(".,"):
            self._by_hand = False
        elif text[caret - 1 : caret] in {".", ","}:
            # Whether 1.5 has a group or a decimal is theirs to say from now on.
            self._by_hand = True
        shown, caret = (text, caret) if self._by_hand else regrouped(text, caret, _language())
        if shown != text:
            self.edit.setText(shown)
            self.edit.setCursorPosition(caret)

    def _step(self, by: int) -> None:
        value = self.value() or "0"
        if _WHOLE.fullmatch(value):
            self.put(str(max(int(value) + by, min(int(value), 0))))
            self.typed()


class Counter(NumberLine):
    """A whole number that is counted up and down (``counter``), or typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._less = icon_button(theme, "minus", self.tr("Bớt một"), lambda: self._step(-1))
        self._more = icon_button(theme, "plus", self.tr("Thêm một"), lambda: self._step(1))
        for each in (self._less, self._more):
            # The keyboard has its arrows for that.
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.setFixedWidth(self.fontMetrics().averageCharWidth() * 14)
        self._line.setStretch(0, 0)
        self._line.insertWidget(0, self._less)
        self._line.insertWidget(2, self._more)

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        for each in (self._less, self._more):
            each.setVisible(not locked)


def shown_number(stored: str) -> str:
    """A stored number in the language of now."""
    return written_number(stored, _language())


def _language() -> str:
    return "en" if QLocale().language() == QLocale.Language.English else "vi"
