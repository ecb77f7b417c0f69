"""What the seven kinds of question have in common on a screen.

An :class:`Answering` shows one question's answer part in the order that the attempt
drew, gives the response in the author's order (as ``lessons.questions`` wants it),
and after answering marks what was right and says why. Each kind is usable by
keyboard alone.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.html import HtmlView, Pictures
from desktop.ui.widgets.plain import plain
from desktop.ui.widgets.text import Icon
from lessons.questions import Question, Response, Score


class Remark(QFrame):
    """What to say about one part of an answer: a sign, a word, and why."""

    def __init__(self, theme: Theme, pictures: Pictures, right: bool, html: str) -> None:
        super().__init__()
        icon, colour = ("check", "leaf") if right else ("cross", "vermilion")
        word = self.tr("Đúng.") if right else self.tr("Chưa đúng.")
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(12), theme.px(2), theme.px(4), theme.px(6))
        box.setSpacing(theme.px(8))
        sign = Icon(theme, icon, colour, 18)
        box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said = plain(html)
        # The author often begins with the word already.
        repeats = said.casefold().startswith((word[:-1].casefold(), "right", "correct"))
        text = html if repeats and right else f"<strong>{word}</strong> {html}".strip()
        view = HtmlView(theme, pictures)
        view.show_html(text)
        view.setAccessibleName(f"{word} {said}")
        box.addWidget(view, 1)
        self.setAccessibleName(f"{word} {said}")


class Answering(QWidget):
    """Base of the seven. ``order`` is ``lessons.questions.arrangement`` of the question."""

    changed = Signal()
    """The response is another one."""
    submitted = Signal()
    """Return was pressed in a field."""

    def __init__(
        self, theme: Theme, question: Question, order: tuple[int, ...], pictures: Pictures
    ) -> None:
        super().__init__()
        self.theme, self.order, self.pictures = theme, order, pictures
        self.body = QVBoxLayout(self)
        # Room for the ring around what has the focus.
        self.body.setContentsMargins(4, 4, 4, 4)
        self.body.setSpacing(theme.px(8))
        self._remarks: list[QWidget] = []
        self.build(question)

    def build(self, question: Question) -> None:
        raise NotImplementedError

    def response(self) -> Response:
        """What is chosen now, None when nothing is."""
        raise NotImplementedError

    def show_response(self, response: Response) -> None:
        """Put an answer that was given before back on the screen."""
        raise NotImplementedError

    def close_with(self, score: Score) -> None:
        """Answered: nothing can be changed any more, and each part gets its remark."""
        raise NotImplementedError

    def choose(self, place: int) -> None:
        """The key of a digit was pressed; ``place`` counts shown options from 0."""

    def remark(self, right: bool, html: str, below: QVBoxLayout | None = None) -> None:
        """Say one thing about the answer, here or in ``below``."""
        made = Remark(self.theme, self.pictures, right, html)
        self._remarks.append(made)
        (below or self.body).addWidget(made)
