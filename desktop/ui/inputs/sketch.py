"""A signature or a sketch, drawn with mouse, pen or finger; or on top of a photo."""

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.form_files import Files
from desktop.ui.inputs.attachment import AttachmentInput
from desktop.ui.theme import Theme
from desktop.ui.widgets.attached import AttachedView
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.player import Playing
from desktop.ui.widgets.text import label, row
from desktop.usecases.attaching import Asked, Attached

SIGNATURE, DRAW, ANNOTATE = "signature", "draw", "annotate"
DRAWN: Final = frozenset({SIGNATURE, DRAW, ANNOTATE})
"""Appearances of a picture that is drawn."""
_PAPER, _INK, _RED = "#ffffff", "#14213d", "#c62828"
_SIZES: Final = {SIGNATURE: (460, 150), DRAW: (640, 320), ANNOTATE: (640, 420)}
_SCALE: Final = 2
"""Pixels that are kept for each one on the screen: a letter prints finer than a screen shows."""


class Pad(QWidget):
    """White paper in both schemes. Delete takes the last stroke back."""

    drawn = Signal()
    """A stroke was finished, or taken back."""

    def __init__(self, theme: Theme, size: tuple[int, int], under: QImage | None = None) -> None:
        super().__init__()
        self._theme, self._under = theme, under
        self._strokes: list[QPolygonF] = []
        width, height = size
        if under is not None and not under.isNull():
            # The photo decides on the shape, the screen on the size.
            fitting = under.size().scaled(QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio)
            width, height = fitting.width(), fitting.height()
        self.setFixedSize(width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def count(self) -> int:
        """How many strokes there are."""
        return len(self._strokes)

    def take_back(self) -> None:
        """Away with the last stroke."""
        if self._strokes:
            self._strokes.pop()
            self.update()
            self.drawn.emit()

    def picture(self) -> QImage:
        """What is on the paper."""
        if self._under is not None and not self._under.isNull():
            made = self._under.convertToFormat(QImage.Format.Format_RGB32)
            scale = made.width() / self.width()
        else:
            made = QImage(self.size() * _SCALE, QImage.Format.Format_RGB32)
            made.fill(QColor(_PAPER))
            scale = _SCALE
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self._paint_strokes(painter)
        painter.end()
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append(QPolygonF([event.position()]))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(self._within(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._strokes:
            self.drawn.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(_PAPER))
        if self._under is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._under)
        self._paint_strokes(painter)
        painter.setPen(QPen(QColor(self._theme.tokens.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_strokes(self, painter: QPainter) -> None:
        pen = QPen(QColor(_INK if self._under is None else _RED), 2.6 if self._under is None else 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            if stroke.count() == 1:
                painter.drawPoint(stroke.at(0))
            else:
                painter.drawPolyline(stroke)

    def _within(self, point: QPointF) -> QPointF:
        return QPointF(
            min(max(point.x(), 0.0), float(self.width())),
            min(max(point.y(), 0.0), float(self.height())),
        )


class SketchInput(AttachmentInput):
    """Drawn here, or chosen, dragged or pasted as any picture. Kept when the focus leaves it."""

    def __init__(
        self,
        theme: Theme,
        asked: Asked,
        files: Files,
        appearance: tuple[str, ...],
        playing: Playing | None = None,
    ) -> None:
        self._kind = next((word for word in _SIZES if word in appearance), DRAW)
        self._pad: Pad | None = None
        super().__init__(theme, asked, files, playing)

    @property
    def pad(self) -> Pad | None:
        """The paper, while something is being drawn or nothing is there yet."""
        return self._pad

    def hand_on(self) -> None:
        super().hand_on()
        now = QApplication.focusWidget()
        if now is self._pad or now is None or not self.isAncestorOf(now):
            # To its own buttons it is not gone yet: one of them takes strokes back.
            self._keep()

    def _empty(self) -> QWidget:
        made = super()._empty()
        if self._locked or self._kind == ANNOTATE:
            return made
        return self._with_pad(made, None)

    def _filled(self, attached: Attached) -> AttachedView:
        view = super()._filled(attached)
        self._pad = None
        body = self._files.body(attached.sha256)
        if self._kind == ANNOTATE and not self._locked and body:
            on_it = button(self.tr("Vẽ lên ảnh"), lambda: self._draw_on(body), "link")
            view.buttons.insertWidget(view.buttons.count() - 1, on_it)
            self.watch(on_it)
        return view

    def _draw_on(self, body: bytes) -> None:
        self._replace(self._with_pad(None, QImage.fromData(body)))
        if self._pad is not None:
            self._pad.setFocus()

    def _with_pad(self, other: QWidget | None, under: QImage | None) -> QWidget:
        width, height = _SIZES[self._kind]
        self._pad = Pad(self.theme, (self.theme.px(width), self.theme.px(height)), under)
        self._pad.setAccessibleName(
            self.tr("Khung ký tên") if self._kind == SIGNATURE else self.tr("Khung vẽ")
        )
        done = button(self.tr("Lấy nét vẽ này"), self._keep, theme=self.theme, icon="check")
        back = button(self.tr("Bỏ nét cuối"), self._pad.take_back, "quiet")
        pad = self._pad

        def show_acts() -> None:
            done.setEnabled(pad.count > 0)
            back.setEnabled(pad.count > 0)

        pad.drawn.connect(show_acts)
        show_acts()
        self.watch(pad, done, back)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(8))
        words = (
            self.tr("Ký vào khung bằng chuột, bút hoặc ngón tay.")
            if self._kind == SIGNATURE
            else self.tr("Vẽ vào khung bằng chuột, bút hoặc ngón tay.")
        )
        column.addWidget(label(words, "small"))
        column.addWidget(pad)
        column.addLayout(row(done, back, 1))
        if other is not None:
            column.addWidget(other)
        return made

    def _keep(self) -> None:
        """What is drawn becomes the answer."""
        pad = self._pad
        if pad is None or not pad.count or self._locked:
            return
        self._pad = None
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        pad.picture().save(buffer, "PNG")
        name = self.tr("Chữ ký") if self._kind == SIGNATURE else self.tr("Hình vẽ")
        self.take(bytes(buffer.data().data()), f"{name}.png")
