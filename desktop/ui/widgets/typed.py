"""A number or a few words to type."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.text import label, row
from lessons.questions import Number, Response, Score, ShortAnswer, solution, typed_numbers


class _Typed(Answering):
    """One short field."""

    def build(self, question: Number | ShortAnswer) -> None:
        self.question = question
        self.edit = QLineEdit()
        self.edit.setAccessibleName(self.tr("Câu trả lời"))
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._width())
        self._line = row(self.edit)
        self._line.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.edit.setMinimumWidth(self.edit.maximumWidth() // 2)
        self.body.addLayout(self._line)
        self.setFocusProxy(self.edit)

    def _width(self) -> int:
        return 60

    def response(self) -> Response:
        return self.edit.text().strip() or None

    def show_response(self, response: Response) -> None:
        self.edit.setText(str(response or ""))

    def close_with(self, score: Score) -> None:
        self.edit.setReadOnly(True)
        for part in score.feedback:
            self.remark(part.right, part.html)
        if not score.right:
            self.body.addWidget(
                label(self.tr("Đáp án: {answer}").format(answer=self._shown_answer()), "good")
            )

    def _shown_answer(self) -> str:
        return str(solution(self.question))


class TypeNumber(_Typed):
    """A number, with its unit beside it. Comma or point, both are understood."""

    def build(self, question: Number) -> None:
        super().build(question)
        self._hint = label(self.tr("Hãy nhập một con số, ví dụ: 12 hoặc 0,5."), "warn")
        self._hint.hide()
        if question.unit:
            self._line.addWidget(label(question.unit, wrap=False))
            self.edit.setAccessibleName(
                self.tr("Câu trả lời, tính bằng {unit}").format(unit=question.unit)
            )
        self._line.addStretch(1)
        self.body.addWidget(self._hint)
        self.edit.textChanged.connect(self._check)

    def _width(self) -> int:
        return 18

    def response(self) -> Response:
        typed = self.edit.text().strip()
        return typed if typed_numbers(typed, self.question.unit) else None

    def _check(self) -> None:
        typed = self.edit.text().strip()
        self._hint.setVisible(bool(typed) and self.response() is None)

    def _shown_answer(self) -> str:
        return self.question.shown or super()._shown_answer()


class TypeWords(_Typed):
    """A word or two; tones and capitals do not matter."""

    def build(self, question: ShortAnswer) -> None:
        super().build(question)
        self.body.addWidget(label(self.tr("Gõ ngắn gọn; không cần dấu hay chữ hoa."), "small"))
