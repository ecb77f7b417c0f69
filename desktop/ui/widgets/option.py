"""A choice with wrapped rich text: the whole row can be clicked, arrows move between radios."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.ui.theme import Theme
from desktop.ui.tokens import Tokens
from desktop.ui.widgets.html import styled_document


class Scaled(Protocol):
    """A picture that follows the text size."""

    def at(self, theme: Theme, ratio: float = 1.0) -> QPixmap:
        """As it is drawn now."""


class Wrapping:
    """A radio or a tick that is as tall as its words need, and can be clicked anywhere."""

    def hasHeightForWidth(self) -> bool:
        return True

    def hitButton(self, _position: object) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _Wrapped(Wrapping):
    """What radio and tick have in common: the text and how it is painted."""

    _round = True

    def dress(self, theme: Theme, html: str, spoken: str) -> None:
        """``html`` is shown, ``spoken`` is read aloud."""
        self._theme = theme
        self._html = html
        self._verdict = ""
        self._picture: Scaled | None = None
        self._drawn: QPixmap | None = None
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self.setAccessibleName(spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._redraw)
        self._redraw()

    def set_verdict(self, verdict: str) -> None:
        """``good`` or ``bad`` marks it after answering; "" takes it back."""
        self._verdict = verdict
        self.update()

    def set_picture(self, picture: Scaled | None) -> None:
        """A picture between the mark and the words."""
        self._picture = picture
        self._redraw()

    @property
    def picture_width(self) -> int:
        """Of the picture as it is drawn now; 0 without one."""
        return round(self._drawn.deviceIndependentSize().width()) if self._drawn else 0

    @property
    def verdict(self) -> str:
        return self._verdict

    def heightForWidth(self, width: int) -> int:
        self._document.setTextWidth(max(40, width - self._indent() - 2 * self._pad()))
        height = self._document.size().height()
        picture = self._drawn.deviceIndependentSize().height() if self._drawn is not None else 0
        return round(max(height, self._mark(), picture) + 2 * self._pad())

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 100 else 480
        return QSize(min(480, width), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(110), self._mark() + 2 * self._pad())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._theme.tokens
        ground = {"good": t.leaf_soft, "bad": t.vermilion_soft}.get(
            self._verdict, t.indigo_soft if self.isChecked() else t.surface
        )
        edge = {"good": t.leaf, "bad": t.vermilion}.get(
            self._verdict, t.indigo if self.isChecked() else t.line
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size = self._mark()
        # Beside the first line, however large that is.
        top = self._text_top() + (self.fontMetrics().height() - size) / 2
        box = QRectF(self._pad() + 1, top + 1, size - 2, size - 2)
        paint_mark(painter, t, box, self.isChecked(), self._round)
        if self._drawn is not None:
            left = self._pad() + self._mark() + self._theme.px(10)
            height = self._drawn.deviceIndependentSize().height()
            painter.drawPixmap(left, round((self.height() - height) / 2), self._drawn)
        painter.translate(self._pad() + self._indent(), self._text_top())
        self._document.setTextWidth(self.width() - self._indent() - 2 * self._pad())
        self._document.drawContents(painter)
        painter.end()

    def _redraw(self) -> None:
        styled_document(self._theme, self._html, self._document)
        ratio = self.devicePixelRatioF()
        self._drawn = self._picture.at(self._theme, ratio) if self._picture else None
        self.updateGeometry()
        self.update()

    def _text_top(self) -> float:
        # A single line stands in the middle of its row.
        return max(self._pad(), (self.height() - self._document.size().height()) / 2)

    def _pad(self) -> int:
        return self._theme.px(9)

    def _mark(self) -> int:
        return self._theme.px(20)

    def _indent(self) -> int:
        picture = self.picture_width
        return self._mark() + self._theme.px(10) + (picture and picture + self._theme.px(10))


def paint_mark(painter: QPainter, tokens: Tokens, box: QRectF, on: bool, round_: bool) -> None:
    """The circle of a radio (``round_``) or the square of a tick."""
    t = tokens
    painter.setPen(QPen(QColor(t.indigo if on else t.edge), 1.6))
    painter.setBrush(QColor(t.indigo) if on and not round_ else QColor(t.surface))
    if round_:
        painter.drawEllipse(box)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.indigo))
            painter.drawEllipse(box.adjusted(4, 4, -4, -4))
        return
    painter.drawRoundedRect(box, 3, 3)
    if on:
        painter.setPen(QPen(QColor(t.on_indigo), 2))
        across, down, left, top = box.width(), box.height(), box.left(), box.top()
        painter.drawPolyline(
            [
                QPointF(left + across * 0.22, top + down * 0.53),
                QPointF(left + across * 0.43, top + down * 0.73),
                QPointF(left + across * 0.79, top + down * 0.30),
            ]
        )


class Radio(_Wrapped, QRadioButton):
    """One of several."""

    def __init__(self, theme: Theme, html: str, spoken: str, parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self.dress(theme, html, spoken)


class Tick(_Wrapped, QCheckBox):
    """Any of several."""

    _round = False

    def __init__(self, theme: Theme, html: str, spoken: str, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self.dress(theme, html, spoken)
