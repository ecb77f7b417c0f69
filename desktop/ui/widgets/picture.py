"""Pictures read at the size at which they are drawn."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter


def scaled(data: bytes, times: Callable[[int], float]) -> QImage:
    """The picture in its own size times what ``times`` gives for its width in pixels.

    A null image when it cannot be read.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    own = reader.size()
    if not own.isValid() or own.isEmpty():
        return QImage()
    by = times(own.width())
    reader.setScaledSize(QSize(max(1, round(own.width() * by)), max(1, round(own.height() * by))))
    return reader.read()


def on_plate(image: QImage, colour: str) -> QImage:
    """A see-through picture on a ground of its own; any other as it is."""
    if not image.hasAlphaChannel():
        return image
    plate = QImage(image.size(), QImage.Format.Format_RGB32)
    plate.fill(QColor(colour))
    painter = QPainter(plate)
    painter.drawImage(0, 0, image)
    painter.end()
    return plate
