"""A question in its column: what is asked, the answer part, and afterwards why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.page import Column
from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.html import HtmlView, Pictures
from desktop.ui.widgets.question import answering
from desktop.ui.widgets.text import Card, clear
from lessons.questions import Question, Score, arrangement


class Asking(Column):
    """Empty until :meth:`ask`. The digits choose options while the question is open."""

    changed = Signal()
    """The response is another one."""
    submitted = Signal()
    """Return was pressed in a field."""

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__(theme, 80)
        self._look, self._pictures = theme, pictures
        self._open = False
        self.answering: Answering | None = None
        for digit in range(1, 10):
            shortcut = QShortcut(QKeySequence(str(digit)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda digit=digit: self._choose(digit - 1))

    def empty(self) -> None:
        """Take the question away, and whatever else stood here."""
        self.answering = None
        clear(self.body)

    def ask(self, question: Question, seed: str, above: QWidget | None = None) -> Answering:
        """Show a question, with its options in the order of ``seed``, below ``above``."""
        self.empty()
        if above is not None:
            self.body.addWidget(above)
        view = HtmlView(self._look, self._pictures, times=1.12)
        view.show_html(question.html)
        view.setAccessibleName(question.text)
        self.body.addWidget(view)
        part = answering(self._look, question, arrangement(question, seed), self._pictures)
        part.setAccessibleName(question.text)
        part.changed.connect(self.changed)
        part.submitted.connect(self.submitted)
        self.body.addWidget(part)
        self.answering, self._open = part, True
        # What is not shown yet cannot take the focus.
        part.show()
        part.setFocus()
        self.verticalScrollBar().setValue(0)
        return part

    def lead_to(self, button: QWidget) -> None:
        """Tab leads from the question to ``button``, which was made earlier and would
        otherwise be passed by."""
        if self.answering is None:
            return
        fields = [
            field
            for field in self.answering.findChildren(QWidget)
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.window() is self.window()
        ]
        QWidget.setTabOrder(fields[-1] if fields else self.answering, button)

    def explain(self, question: Question, score: Score) -> None:
        """Mark what was right and say why; nothing can be changed any more."""
        self._open = False
        if self.answering is not None:
            self.answering.close_with(score)
        if question.explanation:
            card = Card(self._look, "info")
            view = HtmlView(self._look, self._pictures)
            view.show_html(question.explanation)
            card.body.addWidget(view)
            self.body.addWidget(card)

    def _choose(self, place: int) -> None:
        if self.answering is not None and self._open:
            self.answering.choose(place)
