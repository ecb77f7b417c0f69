"""The end of a quiz: the score, what it means, and every question with its feedback."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from desktop.ui import mastery_words
from desktop.ui.desk import Desk
from desktop.ui.page import Column, Page
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.html import HtmlView, Pictures
from desktop.ui.widgets.question import answering
from desktop.ui.widgets.text import Card, chip, label, row
from desktop.usecases.quizzes import Attempt, AttemptResult
from lessons.questions import Question, Response, Score, arrangement


def show_result(
    page: Page,
    column: Column,
    desk: Desk,
    attempt: Attempt,
    result: AttemptResult,
    *,
    following: str,
) -> QPushButton:
    """Fill ``column``; gives the button to press next. ``following`` is the next lesson."""
    translate = QCoreApplication.translate
    theme, body, lesson = page.theme, column.body, attempt.lesson.id
    percent = round(result.points * 100)
    card = Card(theme, "good" if result.passed else "warn")
    card.body.addWidget(label(f"{percent} %", "score"))
    if attempt.mode == "practice":
        verdict = translate("Result", "Luyện tập xong. Kết quả này không tính vào bài học.")
    elif result.passed:
        verdict = translate("Result", "Đạt. Kết quả được gửi về tỉnh ở lần đồng bộ tới.")
    else:
        verdict = (
            mastery_words.missing(desk.learning.quizzes.standing(lesson))
            + " "
            + translate(
                "Result",
                "Xem giải thích bên dưới, đọc lại phần còn vướng rồi làm lại; làm lại bao nhiêu "
                "lần cũng được.",
            )
        )
    card.body.addWidget(label(verdict))
    again = button(
        translate("Result", "Làm lại"), lambda: page.go("quiz", lesson), theme=theme, icon="retry"
    )
    read = button(translate("Result", "Đọc lại bài"), lambda: page.go("reader", lesson))
    acts: list[QPushButton] = [again, read]
    if following:
        onward = button(
            translate("Result", "Bài tiếp theo"), lambda: page.go("reader", following), "primary"
        )
        acts.insert(0, onward)
    else:
        acts.append(button(translate("Result", "Về danh sách bài học"), lambda: page.go("lessons")))
    card.body.addLayout(row(*acts, 1))
    body.addWidget(card)

    body.addSpacing(theme.px(8))
    body.addWidget(label(translate("Result", "Từng câu"), "heading"))
    for number, question in enumerate(attempt.questions, start=1):
        score = result.scores[question.id]
        response = attempt.answers[question.id].response
        answered = Answered(question, str(attempt.seed), response, score)
        box = question_card(theme, desk.picture, number, answered)
        if question.about and not score.right:
            box.body.addWidget(
                button(
                    translate("Result", "Đọc lại phần này trong bài"),
                    lambda about=question.about: page.go("reader", f"{lesson}#{about}"),
                    "link",
                    theme=theme,
                    icon="lessons",
                )
            )
        body.addWidget(box)
    return acts[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the seed of its arrangement, and how it was answered."""

    question: Question
    seed: str
    response: Response
    score: Score


def question_card(theme: Theme, pictures: Pictures, number: int, answered: Answered) -> Card:
    """One question as it was answered: whether it was right, the answer, and why."""
    translate = QCoreApplication.translate
    if answered.score.right:
        state = chip(translate("Result", "Đúng"), "good")
    elif answered.score.points > 0:
        state = chip(translate("Result", "Đúng một phần"), "warn")
    else:
        state = chip(translate("Result", "Sai"), "bad")
    box = Card(theme)
    title = translate("Result", "Câu {number}").format(number=number)
    box.body.addLayout(row(label(title, "strong", wrap=False), state, 1))
    show_answered(theme, pictures, box, answered)
    return box


def show_answered(theme: Theme, pictures: Pictures, box: Card, answered: Answered) -> None:
    """Fill ``box`` with a question, an answer that can no longer be changed, and why."""
    question = answered.question
    asked = HtmlView(theme, pictures)
    asked.show_html(question.html)
    box.body.addWidget(asked)
    part = answering(theme, question, arrangement(question, answered.seed), pictures)
    part.show_response(answered.response)
    part.close_with(answered.score)
    box.body.addWidget(part)
    if question.explanation:
        why = HtmlView(theme, pictures)
        why.show_html(question.explanation)
        box.body.addWidget(why)
