"""All questions of a lesson with their right answers and everything that would be said."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer

from desktop.ui.page import Column
from desktop.ui.quiz_result import Answered, show_answered
from desktop.ui.theme import Theme
from desktop.ui.widgets.html import HtmlView, Pictures
from desktop.ui.widgets.plain import plain
from desktop.ui.widgets.text import Card, chip, clear, label, row
from lessons.course import Lesson
from lessons.questions import (
    Matching,
    Number,
    Ordering,
    Question,
    ShortAnswer,
    score,
    solution,
)


class QuestionList(Column):
    """A card for each question, in the author's order."""

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__(theme, 84)
        self._look, self._pictures = theme, pictures
        self._shown: tuple[Question, ...] | None = None
        self._cards: dict[str, Card] = {}

    def show_lesson(self, lesson: Lesson) -> None:
        """Show its questions; does nothing when they are the same as before."""
        if lesson.questions == self._shown:
            return
        scrolled = self.verticalScrollBar().value()
        clear(self.body)
        self._shown, self._cards = lesson.questions, {}
        if not lesson.questions:
            self.body.addWidget(label(self.tr("Bài này chưa có câu hỏi nào."), "soft"))
        for number, question in enumerate(lesson.questions, start=1):
            card = self._card(number, question)
            self._cards[question.id] = card
            self.body.addWidget(card)
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(scrolled))

    def point_at(self, question: str) -> None:
        """Bring a question to the top of the view."""
        card = self._cards.get(question)
        if card is not None:
            # A card that was just made has its place only after the layout has run.
            QTimer.singleShot(0, card, lambda: self.verticalScrollBar().setValue(card.y()))

    def _card(self, number: int, question: Question) -> Card:
        card = Card(self._look)
        head = label(self.tr("Câu {number}").format(number=number), "strong", wrap=False)
        about = self.tr("{kind} · mã {id}").format(kind=self._kind(question), id=question.id)
        card.body.addLayout(row(head, chip(about), 1))
        response = solution(question)
        right = score(question, response)
        show_answered(self._look, self._pictures, card, Answered(question, "", response, right))
        others = "".join(f"<li>{said}</li>" for said in _other_feedback(question))
        if others:
            card.body.addWidget(label(self.tr("Khi trả lời khác"), "strong"))
            view = HtmlView(self._look, self._pictures)
            view.show_html(f"<ul>{others}</ul>")
            card.body.addWidget(view)
        return card

    def _kind(self, question: Question) -> str:
        return {
            "single": self.tr("chọn một"),
            "multiple": self.tr("chọn nhiều"),
            "truefalse": self.tr("đúng hay sai"),
            "number": self.tr("điền số"),
            "short": self.tr("trả lời ngắn"),
            "matching": self.tr("ghép đôi"),
            "ordering": self.tr("xếp thứ tự"),
        }[question.kind]


def _other_feedback(question: Question) -> Iterator[str]:
    """What is said to other answers, each with the answer; HTML."""
    match question:
        case Number():
            said = [(f"{mistake.value:.15g}", mistake.feedback) for mistake in question.mistakes]
        case ShortAnswer():
            said = [(mistake.text, mistake.feedback) for mistake in question.mistakes]
        case Matching() | Ordering():
            said = []
        case _:
            said = [(plain(o.html), o.feedback) for o in question.options if not o.correct]
    for answer, feedback in said:
        if feedback:
            escaped = answer.replace("&", "&amp;").replace("<", "&lt;")
            yield f"<strong>{escaped}</strong>: {feedback}"
