"""Pictures that come beside a form, in its questions and choices."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.inputs.beside import Beside
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label

LARGE = QSize(520, 280)
SMALL = QSize(128, 84)
WHOLE = QSize(1000, 620)
"""The most that a picture takes beside a question, beside a choice, and on request; at 100 %."""
_KINDS = ("image", "big-image", "audio", "video")
_SHARP = 3
"""As many pixels are kept as the largest text and a fine screen can show."""
_PLATE = "#f4f1e9"
"""Drawings are made for paper."""


class Picture:
    """A picture at any text size, in any scheme, no larger than is useful."""

    def __init__(self, image: QImage, most: QSize, own: QSize) -> None:
        self._image, self._most, self._own = image, most, own

    @classmethod
    def read(cls, body: bytes, most: QSize) -> "Picture | None":
        """None when it is no picture."""
        buffer = QBuffer()
        buffer.setData(QByteArray(body))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        own = reader.size()
        kept = most * _SHARP
        if own.isValid() and (own.width() > kept.width() or own.height() > kept.height()):
            # Decoded small: the original of a photo takes 50 MB.
            reader.setScaledSize(own.scaled(kept, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return None
        if own.isValid() and own.transposed().width() > 0:
            turned = (image.width() > image.height()) != (own.width() > own.height())
            own = own.transposed() if turned else own
        else:
            own = image.size()
        return cls(image, most, own)

    def at(self, theme: Theme, ratio: float = 1.0, room: int = 0) -> QPixmap:
        """As it is drawn at the text size of now; no wider than ``room`` logical pixels."""
        size = QSize(theme.px(self._own.width()), theme.px(self._own.height()))
        most = QSize(theme.px(self._most.width()), theme.px(self._most.height()))
        if room:
            most.setWidth(min(most.width(), room))
        if size.width() > most.width() or size.height() > most.height():
            size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        size = (size * ratio).expandedTo(QSize(1, 1))
        image = self._image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        if theme.tokens.dark and image.hasAlphaChannel():
            plate = QImage(image.size(), QImage.Format.Format_RGB32)
            plate.fill(QColor(_PLATE))
            painter = QPainter(plate)
            painter.drawImage(0, 0, image)
            painter.end()
            image = plate
        drawn = QPixmap.fromImage(image)
        drawn.setDevicePixelRatio(ratio)
        return drawn


def picture(beside: Beside, media: Mapping[str, str], most: QSize = SMALL) -> Picture | None:
    """The picture that ``media`` names; None without one, or when it cannot be read."""
    name = media.get("image") or media.get("big-image") or ""
    body = beside.file(name) if name else None
    return Picture.read(body, most) if body is not None else None


class PictureLabel(QLabel):
    """A picture by itself, with ``words`` for those who do not see it."""

    def __init__(self, theme: Theme, drawn: Picture, words: str) -> None:
        super().__init__()
        self._theme, self._drawn = theme, drawn
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Hình: {words}").format(words=words))
        self._room = 0
        theme.changed.connect(self.draw)
        self.draw()

    def fit(self, room: int) -> None:
        """No wider than this."""
        if room != self._room:
            self._room = room
            self.draw()

    def draw(self) -> None:
        """In the size and colours of now."""
        self.setPixmap(self._drawn.at(self._theme, self.devicePixelRatioF(), self._room))


class MediaBox(QWidget):
    """Everything that stands beside a label: a picture, larger on request; players; what is
    missing. ``small`` is for the head of a column or a choice."""

    def __init__(
        self, theme: Theme, beside: Beside, media: Mapping[str, str], words: str, *, small: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._labels: list[PictureLabel] = []
        self._large: PictureLabel | None = None
        self.troubles: list[str] = []
        self._draw(beside, media, words, small)
        middle = Qt.AlignmentFlag.AlignHCenter if small else Qt.AlignmentFlag(0)
        for player in beside.players(theme, media, words, small=small):
            self._column.addWidget(player, 0, middle)

    @property
    def is_large(self) -> bool:
        return self._large is not None and not self._large.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for each in self._labels:
            each.fit(self.width())

    def _draw(self, beside: Beside, media: Mapping[str, str], words: str, small: bool) -> None:
        name, large = media.get("image", ""), media.get("big-image", "")
        if not name and not large:
            return
        body = beside.file(name or large)
        drawn = Picture.read(body, SMALL if small else LARGE) if body is not None else None
        if drawn is None:
            self._miss(name or large, is_there=body is not None)
        else:
            self._add(PictureLabel(self._theme, drawn, words))
        if large and not small:
            whole = beside.file(large)
            drawn = Picture.read(whole, WHOLE) if whole is not None else None
            if drawn is None and name:
                self._miss(large, is_there=whole is not None)
            elif drawn is not None:
                self._zoom = button("", self._toggle, "link")
                self._zoom.setAccessibleDescription(words)
                self._column.addWidget(self._zoom)
                self._large = self._add(PictureLabel(self._theme, drawn, words))
                self._large.hide()
                self._show_zoom()

    def _add(self, made: PictureLabel) -> PictureLabel:
        self._labels.append(made)
        self._column.addWidget(made)
        return made

    def _miss(self, name: str, *, is_there: bool) -> None:
        if is_there:
            text = self.tr(
                "Không đọc được hình “{name}” của biểu mẫu. Vẫn trả lời được; "
                "hãy báo đầu mối của tỉnh."
            )
        else:
            text = self.tr(
                "Thiếu hình “{name}” của biểu mẫu. Vẫn trả lời được; hãy báo đầu mối của tỉnh."
            )
        self.troubles.append(text.format(name=name))
        self._column.addWidget(label(self.troubles[-1], "small"))

    def _toggle(self) -> None:
        if self._large is not None:
            self._large.setVisible(self._large.isHidden())
            self._labels[0].setVisible(self._large.isHidden())
            self._show_zoom()

    def _show_zoom(self) -> None:
        self._zoom.setText(self.tr("Thu nhỏ hình") if self.is_large else self.tr("Xem hình lớn"))


def media_box(
    theme: Theme, beside: Beside, media: Mapping[str, str], words: str, *, small: bool = False
) -> MediaBox | None:
    """None where there is nothing to show or to hear."""
    if not any(media.get(kind) for kind in _KINDS):
        return None
    return MediaBox(theme, beside, media, words, small=small)
