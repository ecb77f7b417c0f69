"""Single choice, multiple choice, true or false."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.option import Radio, Tick
from desktop.ui.widgets.plain import plain
from desktop.ui.widgets.text import label
from lessons.questions import MultipleChoice, Response, Score, SingleChoice, TrueFalse


class _Options(Answering):
    """Choices in a column; feedback stands under each that was chosen."""

    def build(self, question: SingleChoice | MultipleChoice | TrueFalse) -> None:
        self.question = question
        self.buttons: dict[int, Radio | Tick] = {}
        self._under: dict[int, QVBoxLayout] = {}
        self._group = QButtonGroup(self)
        several = isinstance(question, MultipleChoice)
        self._group.setExclusive(not several)
        if several:
            self.body.addWidget(label(self.tr("Chọn mọi ý đúng."), "soft"))
        for place, index in enumerate(self.order, start=1):
            option = question.options[index]
            kind = Tick if several else Radio
            made = kind(self.theme, option.html, f"{place}. {plain(option.html)}")
            made.toggled.connect(self._toggled)
            self._group.addButton(made, index)
            self.buttons[index] = made
            cell = QVBoxLayout()
            cell.setSpacing(self.theme.px(2))
            cell.addWidget(made)
            self._under[index] = cell
            self.body.addLayout(cell)
        self.setFocusProxy(self.buttons[self.order[0]])

    def choose(self, place: int) -> None:
        if place < len(self.order):
            made = self.buttons[self.order[place]]
            if made.isEnabled():
                made.setFocus(Qt.FocusReason.ShortcutFocusReason)
                made.click()

    def close_with(self, score: Score) -> None:
        chosen = {part.index for part in score.feedback}
        for index, made in self.buttons.items():
            # Disabled would be grey and unreadable; it only stops listening.
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            option = self.question.options[index]
            if index in chosen:
                made.set_verdict("good" if option.correct else "bad")
                self.remark(option.correct, option.feedback, self._under[index])
            elif option.correct:
                made.set_verdict("good")
                missed = label(self.tr("Ý này đúng nhưng chưa được chọn."), "good")
                missed.setContentsMargins(self.theme.px(12), 0, 0, self.theme.px(4))
                self._under[index].addWidget(missed)

    def _toggled(self) -> None:
        self.changed.emit()


class ChooseOne(_Options):
    """Single choice, true or false: radios."""

    def response(self) -> Response:
        chosen = self._group.checkedId()
        return None if chosen < 0 else chosen

    def show_response(self, response: Response) -> None:
        if isinstance(response, int):
            self.buttons[response].setChecked(True)


class ChooseSeveral(_Options):
    """Multiple choice: ticks."""

    def response(self) -> Response:
        chosen: list[int | None] = [i for i in sorted(self.buttons) if self.buttons[i].isChecked()]
        return chosen or None

    def show_response(self, response: Response) -> None:
        for index in response if isinstance(response, list) else []:
            if index is not None:
                self.buttons[index].setChecked(True)
