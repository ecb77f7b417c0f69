"""A report on A4 as the decree on paperwork has it: shown, saved as PDF, or printed."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPixmap,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from reports.letter import FONT, MARGINS_MM

_A4 = QPageSize(QPageSize.PageSizeId.A4)
_DPI = 300
_UNIT = 96
_MM = _UNIT / 25.4
_NUMBER_PX = 17
"""13 points."""
_SERIFS = ("Liberation Serif", "Tinos", "Nimbus Roman", "Noto Serif", "DejaVu Serif")
"""What stands in where the decree's own font is not installed, if it writes Vietnamese."""


class Paper:
    """``html`` as ``reports.letter`` writes it."""

    def __init__(self, html: str) -> None:
        known = set(QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese))
        QFont.insertSubstitutions(FONT, [family for family in _SERIFS if family in known])
        self._html = html
        self._ruler = QImage(1, 1, QImage.Format.Format_RGB32)
        self._ruler.setDotsPerMeterX(round(_UNIT / 0.0254))
        self._ruler.setDotsPerMeterY(round(_UNIT / 0.0254))

    def page_count(self) -> int:
        """How many pages it takes."""
        return self._document().pageCount()

    def pdf(self, title: str) -> bytes:
        """A PDF with its fonts in it."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setTitle(title)
        writer.setCreator("Sơn Ca")
        set_up(writer)
        self.paint(writer)
        buffer.close()
        return bytes(data.data())

    def paint(self, device: QPagedPaintDevice) -> bool:
        """Every page onto a printer or a PDF that :func:`set_up` made ready."""
        document = self._document()
        painter = QPainter()
        if not painter.begin(device):
            return False
        for page in range(document.pageCount()):
            if page:
                device.newPage()
            painter.resetTransform()
            painter.scale(device.logicalDpiX() / _UNIT, device.logicalDpiY() / _UNIT)
            _draw(painter, document, page)
        painter.end()
        return True

    def pictures(self, width: int, ratio: float = 1.0) -> list[QPixmap]:
        """The pages as they will look, ``width`` logical pixels wide."""
        document = self._document()
        sheet = _A4.size(QPageSize.Unit.Millimeter) * _MM
        zoom = width * ratio / sheet.width()
        found = []
        for page in range(document.pageCount()):
            picture = QPixmap(round(sheet.width() * zoom), round(sheet.height() * zoom))
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(zoom, zoom)
            painter.translate(MARGINS_MM["left"] * _MM, MARGINS_MM["top"] * _MM)
            _draw(painter, document, page)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            found.append(picture)
        return found

    def _document(self) -> QTextDocument:
        """Laid out in 96ths of an inch, for screen and paper alike: Qt scales type to a
        device, but neither indents nor borders."""
        document = QTextDocument()
        document.setUseDesignMetrics(True)
        document.documentLayout().setPaintDevice(self._ruler)
        document.setDocumentMargin(0)
        document.setHtml(self._html)
        page, m = _A4.size(QPageSize.Unit.Millimeter), MARGINS_MM
        across, down = m["left"] + m["right"], m["top"] + m["bottom"]
        document.setPageSize(QSizeF(page.width() - across, page.height() - down) * _MM)
        _keep_last_table_whole(document)
        return document


def set_up(device: QPagedPaintDevice) -> None:
    """A4, upright, with the margins of the decree."""
    m = MARGINS_MM
    margins = QMarginsF(m["left"], m["top"], m["right"], m["bottom"])
    layout = QPageLayout(
        _A4,
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )
    device.setPageLayout(layout)


def _keep_last_table_whole(document: QTextDocument) -> None:
    """A signature does not stand on another page than the position above it."""
    tables = [f for f in document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    if not tables:
        return
    place = document.documentLayout().frameBoundingRect(tables[-1])
    height = document.pageSize().height()
    crosses = int(place.top() // height) != int((place.bottom() - 1) // height)
    if crosses and place.height() < height / 2:
        look = tables[-1].format()
        look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        tables[-1].setFormat(look)


def _draw(painter: QPainter, document: QTextDocument, page: int) -> None:
    """One page at the painter's origin, its number above it from the second on."""
    size = document.pageSize()
    painter.save()
    if page:
        font = QFont(FONT)
        font.setPixelSize(_NUMBER_PX)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        above = painter.fontMetrics().height() * 1.4
        head = QRectF(0, -above, size.width(), above)
        painter.drawText(head, Qt.AlignmentFlag.AlignHCenter, str(page + 1))
    area = QRectF(0, page * size.height(), size.width(), size.height())
    painter.translate(0, -area.top())
    painter.setClipRect(area)
    context = QAbstractTextDocumentLayout.PaintContext()
    # A line that only touches the edge belongs to the other page.
    context.clip = area.adjusted(0, 1, 0, -1)
    # On paper the ink is black, whatever the screens are.
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    document.documentLayout().draw(painter, context)
    painter.restore()
