"""Search over all lessons as one types: the hit in its sentence, Enter opens its place."""

import html
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.theme import Theme
from desktop.ui.tokens import MEASURE
from desktop.ui.widgets.text import label
from desktop.usecases.searching import MOST, Found

_PAUSE_MS: Final = 40
"""Keys that come faster than this are answered together."""


class SearchPage(Page):
    """``enter`` takes what to look for, if anything."""

    def __init__(self, theme: Theme, desk: Desk, runner: TaskRunner) -> None:
        super().__init__(theme)
        self._desk, self._runner = desk, runner
        self._typed = ""
        self.edit = QLineEdit()
        self.edit.setAccessibleName(self.tr("Tìm trong mọi bài học"))
        self.edit.setPlaceholderText(self.tr("Ví dụ: dang nhap, mat khau, ghi log"))
        self.edit.setClearButtonEnabled(True)
        self.edit.textChanged.connect(self._wait)
        self.edit.returnPressed.connect(self._open_current)
        self.edit.installEventFilter(self)
        self._said = label("", "soft")
        self.results = _Results(theme)
        self.results.setAccessibleName(self.tr("Kết quả"))
        self.results.itemActivated.connect(self._open)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)

        column = self._column = QWidget()
        theme.changed.connect(self._measure)
        self._measure()
        body = QVBoxLayout(column)
        body.setContentsMargins(theme.px(28), theme.px(22), theme.px(28), theme.px(14))
        body.setSpacing(theme.px(10))
        body.addWidget(label(self.tr("Tìm trong các bài học"), "title"))
        body.addWidget(self.edit)
        body.addWidget(self._said)
        body.addWidget(self.results, 1)
        body.addStretch(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(column, 1000)
        whole.addStretch(1)
        self.begin_at(self.edit)

    def enter(self, key: str) -> None:
        if key:
            self.edit.setText(key)
        self.edit.selectAll()
        if not self._desk.searching.ready:
            self._runner.run(self, self._desk.searching.prepare, self._prepared, self._failed)
        self.search()

    def search(self) -> None:
        """Show what fits to what stands in the field now."""
        self._pause.stop()
        self._typed = self.edit.text()
        found = self._desk.searching.find(self._typed)
        self.results.show_found(found)
        if not self._typed.strip():
            self._said.setText(
                self.tr("Gõ vài chữ, có dấu hay không dấu đều được. Enter mở bài ở đúng chỗ.")
            )
        elif not self._desk.searching.ready:
            self._said.setText(self.tr("Đang lập mục lục các bài học…"))
        elif not found:
            self._said.setText(self.tr("Không thấy. Hãy thử ít chữ hơn, hoặc một từ khác."))
        elif len(found) == MOST:
            self._said.setText(
                self.tr("{count} chỗ khớp nhất. Gõ thêm để thu hẹp.").format(count=MOST)
            )
        else:
            self._said.setText(self.tr("%n chỗ.", "", len(found)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The arrows move in the list while one goes on typing.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.results.count():
                at = self.results.currentRow() + step
                self.results.setCurrentRow(max(0, min(at, self.results.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        self._column.setMaximumWidth(self.fontMetrics().averageCharWidth() * (MEASURE + 30))

    def _wait(self) -> None:
        self._pause.start()

    def _open_current(self) -> None:
        if self._pause.isActive():
            self.search()
        if (item := self.results.currentItem()) is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        found: Found = item.data(Qt.ItemDataRole.UserRole)
        self.settled.emit(self._typed)
        self.go("reader", f"{found.lesson}#{found.anchor}?{self._typed.strip()}")

    def _prepared(self, _nothing: object) -> None:
        if self.isVisible():
            self.search()

    def _failed(self, error: Exception) -> None:
        from desktop.usecases.errors import KnownError

        if not isinstance(error, KnownError):
            raise error
        self.trouble.emit(error)


class _Results(QListWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn = _Drawn(theme, self)
        self.setItemDelegate(self._drawn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows are laid out anew when the width changes: their sentences wrap.
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_found(self, found: list[Found]) -> None:
        self.clear()
        self._drawn.forget()
        for each in found:
            item = QListWidgetItem(each.title)
            item.setData(Qt.ItemDataRole.UserRole, each)
            place = f", {each.heading}" if each.heading else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}{place}: {each.text}")
            self.addItem(item)
        if found:
            self.setCurrentRow(0)
        self.setVisible(bool(found))


class _Drawn(QStyledItemDelegate):
    """Title and heading in one line, the sentence below, its hits marked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._laid_out: dict[tuple[Found, int], QTextDocument] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Other rows come, or another look."""
        self._laid_out.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        document = self._document(index, option.rect.width())
        painter.save()
        painter.translate(option.rect.left() + self._side(), option.rect.top() + self._edge())
        document.drawContents(painter, QRectF(0, 0, document.textWidth(), option.rect.height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        list_view = option.widget
        wide = list_view.viewport().width() if isinstance(list_view, QListWidget) else 600
        height = self._document(index, wide).size().height()
        return QSize(wide, round(height) + 2 * self._edge())

    def _document(self, index: object, wide: int) -> QTextDocument:
        found: Found = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        # A row is asked for its height and then painted.
        known = self._laid_out.get((found, wide))
        if known is None:
            known = self._laid_out[found, wide] = self._lay_out(found, wide)
        return known

    def _lay_out(self, found: Found, wide: int) -> QTextDocument:
        t = self._theme.tokens
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = document.defaultFont()
        font.setFamily(self._theme.family)
        font.setPointSizeF(self._theme.points())
        document.setDefaultFont(font)
        heading = html.escape(found.heading)
        place = f' <span style="color:{t.ink_soft}">› {heading}</span>' if heading else ""
        document.setHtml(
            f'<p style="color:{t.ink}; margin:0"><b>{html.escape(found.title)}</b>{place}</p>'
            f'<p style="color:{t.ink_soft}; margin:2px 0 0 0">{self._marked(found)}</p>'
        )
        document.setTextWidth(max(80, wide - 2 * self._side()))
        return document

    def _marked(self, found: Found) -> str:
        t = self._theme.tokens
        parts, at = [], 0
        look = f"background-color:{t.turmeric_soft}; color:{t.turmeric}; font-weight:600"
        for start, end in found.marks:
            parts.append(html.escape(found.text[at:start]))
            parts.append(f'<span style="{look}">{html.escape(found.text[start:end])}</span>')
            at = end
        return "".join(parts) + html.escape(found.text[at:])

    def _side(self) -> int:
        return self._theme.px(12)

    def _edge(self) -> int:
        return self._theme.px(8)
