"""The page around questions that come one at a time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.asking import Asking
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import bar, label
from lessons.questions import Question, Score


class QuestionPage(Page):
    """A head, the question in its column, and a foot with one button, which Enter presses.

    The button first answers, then goes on. A subclass shows a question with :meth:`ask`,
    saves what was answered in :meth:`score`, says in :meth:`scored` what the official sees of
    it, and brings what comes next in :meth:`go_on`.
    """

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self.desk = desk
        self._answered = False
        self._clock = QElapsedTimer()
        self.column = Asking(theme, desk.picture)
        self.column.changed.connect(self._response_changed)
        self.column.submitted.connect(self.forward)
        self.place = label("", "soft", wrap=False)
        self.progress = QProgressBar()
        self.act = button(self.tr("Trả lời"), self.forward, "primary")
        self.bottom = bar("bottom")
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.forward)

    def lay_out(
        self,
        title: QWidget,
        back: tuple[str, Callable[[], object]],
        counted: str,
        *others: QWidget,
    ) -> None:
        """Fill the page: the way ``back`` with its name, what the progress bar has ``counted``,
        and ``others`` beside the button for Enter."""
        theme = self.theme
        top = bar("top")
        head = QHBoxLayout(top)
        head.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        head.addWidget(icon_button(theme, "back", *back))
        head.addWidget(title, 1)
        head.addWidget(self.place)
        self.progress.setAccessibleName(counted)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(theme.px(320))
        self.act.setMinimumWidth(theme.px(140))
        self.act.setToolTip("Enter")
        foot = QHBoxLayout(self.bottom)
        foot.setContentsMargins(theme.px(28), theme.px(6), theme.px(14), theme.px(6))
        foot.setSpacing(theme.px(16))
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        for one in (*others, self.act):
            foot.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(self.column, 1)
        whole.addWidget(self.bottom)

    @property
    def answering(self) -> Answering | None:
        """What answers the question in front; None when there is none."""
        return self.column.answering

    def ask(self, question: Question, seed: str, above: QWidget | None = None) -> None:
        """Show the next question, open for an answer. ``seed`` orders its options."""
        self._answered = False
        part = self.column.ask(question, seed, above)
        self.act.setText(self.tr("Trả lời"))
        self._response_changed()
        self.begin_at(part)
        self.column.lead_to(self.act)
        self._clock.start()

    def explain(self, question: Question, score: Score, onward: str) -> None:
        """Say why at once; ``onward`` is what the button says now."""
        self.column.explain(question, score)
        self.progress.setValue(self.progress.value() + 1)
        self.act.setText(onward)
        self.act.setFocus()

    def forward(self) -> None:
        """The button at the bottom: answer, or go on."""
        part = self.answering
        if part is None or not self.act.isEnabled():
            return
        if self._answered:
            self.go_on()
            return
        response = part.response()
        if response is None:
            return
        with self.handled():
            score = self.score(response, round(self._clock.elapsed() / 1000))
            self._answered = True
            self.scored(score)

    def score(self, response: Any, seconds: int) -> Score:
        """Save the answer to the question in front, given after so many seconds.

        Raises:
            KnownError: it was not saved; the question stays open.
        """
        raise NotImplementedError

    def scored(self, score: Score) -> None:
        """The answer is saved."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Show what comes after the question that was answered."""
        raise NotImplementedError

    def _response_changed(self) -> None:
        if self.answering is not None and not self._answered:
            self.act.setEnabled(self.answering.response() is not None)
