"""The right widget for each of the seven kinds of question."""

from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.arranging import Match, PutInOrder
from desktop.ui.widgets.choosing import ChooseOne, ChooseSeveral
from desktop.ui.widgets.html import Pictures
from desktop.ui.widgets.typed import TypeNumber, TypeWords
from lessons.questions import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


def answering(
    theme: Theme, question: Question, order: tuple[int, ...], pictures: Pictures
) -> Answering:
    """The right widget for the question's kind."""
    match question:
        case SingleChoice() | TrueFalse():
            kind: type[Answering] = ChooseOne
        case MultipleChoice():
            kind = ChooseSeveral
        case Number():
            kind = TypeNumber
        case ShortAnswer():
            kind = TypeWords
        case Matching():
            kind = Match
        case Ordering():
            kind = PutInOrder
    return kind(theme, question, order, pictures)
