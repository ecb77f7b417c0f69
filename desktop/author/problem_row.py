"""One finding in the list: a sign, the place, what is wrong, how to mend it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import Theme

SEVERITY = Qt.ItemDataRole.UserRole + 1
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class ProblemRow(QStyledItemDelegate):
    """Draws an item whose text has three lines: place, sentence, mend; each wraps."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        parts = self._parts(option.font, index, QRect(0, 0, width, 0))
        return QSize(width, parts[-1][0].bottom() + self._theme.px(10))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.indigo_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(tokens.sunken))
        error = index.data(SEVERITY) == "error"
        tone = tokens.vermilion if error else tokens.turmeric
        sign = self._theme.pixmap("warning", tone, px(18))
        painter.drawPixmap(option.rect.left() + px(12), option.rect.top() + px(9), sign)
        colours = (tone, tokens.ink, tokens.ink_soft)
        parts = self._parts(option.font, index, option.rect)
        for (rect, text, font), colour in zip(parts, colours, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(rect, _WRAP, text)
        painter.setPen(QColor(tokens.line))
        bottom = option.rect.bottom()
        painter.drawLine(option.rect.left() + px(12), bottom, option.rect.right() - px(12), bottom)
        painter.restore()

    def _parts(
        self, font: QFont, index: QModelIndex | QPersistentModelIndex, row: QRect
    ) -> list[tuple[QRect, str, QFont]]:
        """Where each line of the item's text goes, and in which font."""
        px = self._theme.px
        bold, small = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(font.pointSizeF() * 0.93)
        left, top = row.left() + px(38), row.top() + px(8)
        width = row.right() - left - px(12)
        found = []
        for text, each in zip(str(index.data()).split("\n", 2), (bold, font, small), strict=True):
            needed = QFontMetrics(each).boundingRect(QRect(0, 0, width, 100_000), _WRAP, text)
            found.append((QRect(left, top, width, needed.height()), text, each))
            top += needed.height() + px(2)
        return found
