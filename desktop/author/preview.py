"""The lesson as officials will read it, drawn anew in place when it is saved."""

from PySide6.QtGui import QColor, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.finding import hits
from desktop.ui.lesson_text import LessonText
from desktop.ui.theme import Theme
from desktop.ui.widgets.html import Pictures

_LINES_TO_HOLD_ON_TO = 40


class Preview(LessonText):
    """The reader's own text, which keeps what is in view in view."""

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__(theme, pictures)

    def follow(self, html: str) -> None:
        """Show another state of the same lesson. The paragraph at the top of the view stays
        there; when it was changed or removed, the next one that was not."""
        if html == self._html:
            return
        held = self._in_view()
        self._html = html
        self.redraw()
        for text, number, below_top in held:
            block = self._nearest(text, number)
            if block is not None:
                self.verticalScrollBar().setValue(round(self._top(block) - below_top))
                return

    def point_at(self, heading: str, words: str) -> None:
        """Bring a place to the view and select its paragraph: the first that has ``words``
        after the heading, else the heading itself; without a heading, the beginning."""
        start = self.position_of(heading) if heading else 0
        found = [hit for hit in hits(self.toPlainText(), words) if hit.start >= start]
        cursor = QTextCursor(self.document())
        cursor.setPosition(found[0].start if found else start)
        self.go_to_place(cursor.position())
        # A little of what stands before, to know where one is.
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - self.viewport().height() // 5)
        if heading:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            tokens = self._theme.tokens
            marked = QTextEdit.ExtraSelection()
            marked.cursor = cursor
            marked.format.setBackground(QColor(tokens.turmeric_soft))
            marked.format.setForeground(QColor(tokens.turmeric))
            self.setExtraSelections([marked])

    def _in_view(self) -> list[tuple[str, int, float]]:
        """Text and number of each paragraph from the top of the view on, and how far below
        the top it begins."""
        block = self.document().findBlock(self.place())
        scrolled = self.verticalScrollBar().value()
        found: list[tuple[str, int, float]] = []
        while block.isValid() and len(found) < _LINES_TO_HOLD_ON_TO:
            if any(char.isalnum() for char in block.text()):
                found.append((block.text(), block.blockNumber(), self._top(block) - scrolled))
            block = block.next()
        return found

    def _nearest(self, text: str, number: int) -> QTextBlock | None:
        block = self.document().begin()
        same: list[QTextBlock] = []
        while block.isValid():
            if block.text() == text:
                same.append(QTextBlock(block))
            block = block.next()
        return min(same, key=lambda other: abs(other.blockNumber() - number), default=None)

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()
