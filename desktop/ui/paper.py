"""What is printed: lesson HTML, or HTML of ours, as the pages of a PDF.

Paper is always light and has its own text size, whatever the screen shows.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.ui.tokens import LIGHT
from desktop.ui.widgets.html import Pictures, document_style, without_sizes
from desktop.ui.widgets.picture import on_plate, scaled

_POINTS: Final = 11.0
_MARGIN_MM: Final = 20.0
_ROOM: Final = 640
"""Width of the text in 96ths of an inch, about: no picture is wider."""
_SHARPER: Final = 3
"""Pictures get this many dots for each 96th of an inch."""


class _Printed(QTextDocument):
    """Its pictures come from the pack, or are ours by name; nothing else can be loaded."""

    def __init__(self, pictures: Pictures, ours: Mapping[str, QImage]) -> None:
        super().__init__()
        self._pictures, self._ours = pictures, ours

    def loadResource(self, kind: int, url: QUrl) -> object:
        if url.scheme() != "image" or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        if url.path() in self._ours:
            return self._ours[url.path()]
        try:
            return _drawn(self._pictures(url.path()))
        except KeyError:
            return QImage()


def pdf(
    html: str,
    *,
    title: str,
    family: str,
    pictures: Pictures,
    foot: Callable[[int, int], str],
    ours: Mapping[str, QImage] | None = None,
    style: str = "",
) -> bytes:
    """The PDF of ``html`` on A4. ``foot`` gives each page's last line from its number and how
    many there are; ``ours`` are pictures by name for ``image:NAME``."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Sơn Ca")
    writer.setResolution(300)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    font = QFont(family)
    font.setPointSizeF(_POINTS)
    document = _Printed(pictures, ours or {})
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(document_style(LIGHT, _POINTS) + style)
    document.setHtml(without_sizes(html))
    small = QFont(font)
    small.setPointSizeF(_POINTS * 0.8)
    painter.setFont(small)
    line = painter.fontMetrics().height()
    width, height = writer.width(), writer.height() - 2 * line
    document.setPageSize(QSizeF(width, height))
    _keep_headings_with_text(document, 3 * line)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        painter.setPen(QColor(LIGHT.ink_soft))
        painter.setFont(small)
        below = QRectF(0, height + line, width, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, foot(page + 1, pages))
    painter.end()
    buffer.close()
    return bytes(data.data())


def _keep_headings_with_text(document: QTextDocument, room: float) -> None:
    """Begin a page at each heading that would have less than ``room`` under it."""
    layout, height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            end = layout.blockBoundingRect(block).bottom() % height
            if end > height - room:
                look = block.blockFormat()
                look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(look)
        block = block.next()


def _drawn(data: bytes) -> QImage:
    """A picture of the pack, sharp enough for paper."""
    image = scaled(data, lambda width: min(1.0, _ROOM / width) * _SHARPER)
    # A see-through picture would be two pictures in the file.
    image = on_plate(image, "#ffffff")
    image.setDevicePixelRatio(_SHARPER)
    return image
