"""A lesson's text: in a column of comfortable measure, with a place and with hits marked."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.finding import Hit, hits
from desktop.ui.theme import Theme
from desktop.ui.tokens import MEASURE
from desktop.ui.widgets.html import PackText, Pictures


class LessonText(PackText):
    """The lesson itself, in a column in the middle of its room."""

    moved = Signal()
    """Another part of the text is in view."""

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__(theme, pictures)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self._found: list[Hit] = []
        self._current = -1
        self._width_before = 0
        self._drawing = False
        self._held: int | None = None
        theme.changing.connect(self._hold)

    def place(self) -> int:
        """Number of the first character in view."""
        return self.cursorForPosition(self.viewport().rect().topLeft()).position()

    def reading(self) -> int:
        """Number of a character a little below the upper edge, where the eye is."""
        return self.cursorForPosition(QPoint(0, self._theme.px(90))).position()

    def go_to_place(self, place: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        # The caret goes along, or the next focus would scroll back to it.
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(round(top + (line.y() if line.isValid() else 0)))

    def position_of(self, anchor: str) -> int:
        """The place of the heading with this id; 0 when there is none."""
        block = self.document().begin()
        while block.isValid():
            for part in block:
                if anchor in part.fragment().charFormat().anchorNames():
                    return block.position()
            block = block.next()
        return 0

    def share(self) -> float:
        """How far down one has read, 0 to 1; 1 when all of it is in view."""
        bar = self.verticalScrollBar()
        return 1.0 if bar.maximum() <= 0 else bar.value() / bar.maximum()

    def find_all(self, wanted: str) -> int:
        """Mark every hit, go to the first at or below what is in view; gives how many."""
        self._found = hits(self.toPlainText(), wanted)
        here = self.place()
        self._current = next((n for n, hit in enumerate(self._found) if hit.start >= here), 0)
        self._mark()
        return len(self._found)

    def next_hit(self, by: int) -> int:
        """Go ``by`` hits further, round at the ends; gives the number of the hit from 1."""
        if not self._found:
            return 0
        self._current = (self._current + by) % len(self._found)
        self._mark()
        return self._current + 1

    @property
    def current_hit(self) -> int:
        return self._current + 1 if self._found else 0

    def redraw(self) -> None:
        place = self.place() if self._held is None else self._held
        self._held = None
        # Laid out anew, a scroll bar may come or go. That resizes and would draw again in the
        # middle of drawing, into the same document; so once more afterwards, if at all.
        self._drawing = True
        self._width_before = self.viewport().width()
        super().redraw()
        if self.viewport().width() != self._width_before:
            self._width_before = self.viewport().width()
            super().redraw()
        self._drawing = False
        self.go_to_place(place)
        if self._found:
            self._mark(scroll=False)

    def show_html(self, html: str) -> None:
        self._held = 0
        super().show_html(html)

    def _hold(self) -> None:
        # Another font moves the text before anybody is told that it did.
        self._held = self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.fontMetrics().averageCharWidth() * MEASURE
        side = max(self._theme.px(24), (self.width() - room) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, self._theme.px(8), side, 0)
        super().resizeEvent(event)
        if self._drawing or not self._html:
            return
        if self.viewport().width() != self._width_before:
            # Pictures are drawn for the room that there is.
            self._width_before = self.viewport().width()
            self.redraw()

    def _mark(self, *, scroll: bool = True) -> None:
        t = self._theme.tokens
        marks = []
        for n, hit in enumerate(self._found):
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            current = n == self._current
            look.setBackground(QColor(t.turmeric if current else t.turmeric_soft))
            look.setForeground(QColor(t.surface if current else t.turmeric))
            mark.format = look
            cursor = QTextCursor(self.document())
            cursor.setPosition(hit.start)
            cursor.setPosition(hit.end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
            if current and scroll:
                caret = QTextCursor(cursor)
                caret.clearSelection()
                self.setTextCursor(caret)
                self.ensureCursorVisible()
        self.setExtraSelections(marks)
