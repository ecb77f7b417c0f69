"""Pairs to match and steps to bring into order."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.answering import Answering
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.plain import plain
from desktop.ui.widgets.text import label
from lessons.questions import Matching, Ordering, Response, Score


class Match(Answering):
    """Pairs: for each row at the left a list of what it can go with."""

    def build(self, question: Matching) -> None:
        self.question = question
        self.boxes: list[QComboBox] = []
        self._under: list[QVBoxLayout] = []
        texts = [plain(choice) for choice in question.choices]
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(14))
        grid.setVerticalSpacing(self.theme.px(10))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        if question.left or question.right:
            grid.addWidget(label(question.left, "strong"), 0, 0)
            grid.addWidget(label(question.right, "strong"), 0, 1)
        for number, part in enumerate(question.rows):
            said = plain(part.html)
            text = label(said)
            box = QComboBox()
            box.setAccessibleName(self.tr("Ghép với: {text}").format(text=said))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.addItem(self.tr("Chọn…"), None)
            for index in self.order:
                box.addItem(texts[index], index)
                box.setItemData(box.count() - 1, texts[index], Qt.ItemDataRole.ToolTipRole)
            box.currentIndexChanged.connect(self._chosen)
            # The wheel scrolls the page, it does not change answers.
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
            text.setBuddy(box)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(box)
            grid.addWidget(text, number + 1, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addLayout(cell, number + 1, 1)
            self.boxes.append(box)
            self._under.append(cell)
        self.body.addLayout(grid)
        self.setFocusProxy(self.boxes[0])

    def response(self) -> Response:
        chosen: list[int | None] = [box.currentData() for box in self.boxes]
        return None if any(entry is None for entry in chosen) else chosen

    def show_response(self, response: Response) -> None:
        for box, entry in zip(
            self.boxes, response if isinstance(response, list) else [], strict=False
        ):
            box.setCurrentIndex(box.findData(entry))

    def close_with(self, score: Score) -> None:
        for box in self.boxes:
            box.setEnabled(False)
        for part in score.feedback:
            html = part.html
            if not part.right:
                right = self.question.choices[self.question.rows[part.index].choice]
                html = f"{self.tr('Đáp án: {answer}').format(answer=right)} {html}".strip()
            self.remark(part.right, html, self._under[part.index])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return False

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            box.setToolTip(box.currentText())
        self.changed.emit()


class _Step(QFrame):
    """One item of an order: Up and Down move it, or its two buttons do."""

    moved = Signal(int)

    def __init__(self, theme: Theme, html: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = plain(html)
        self._number = label("", "strong", wrap=False)
        self._number.setMinimumWidth(theme.px(22))
        self.up = icon_button(theme, "up", self.tr("Chuyển lên"), lambda: self.moved.emit(-1))
        self.down = icon_button(theme, "down", self.tr("Chuyển xuống"), lambda: self.moved.emit(1))
        for small in (self.up, self.down):
            # One stop for Tab at each item: the arrows do the rest.
            small.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            small.setMaximumSize(QSize(theme.px(34), theme.px(34)))
        text = label(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(4), theme.px(6), theme.px(4))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self._number)
        line.addWidget(text, 1)
        line.addWidget(self.up)
        line.addWidget(self.down)
        column.addLayout(line)
        self.under = QVBoxLayout()
        column.addLayout(self.under)

    def show_place(self, place: int, count: int) -> None:
        self._number.setText(f"{place + 1}.")
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        self.setAccessibleName(
            self.tr("Bước {place} trên {count}: {text}. Phím lên, xuống để đổi chỗ").format(
                place=place + 1, count=count, text=self._said
            )
        )

    def freeze(self) -> None:
        self.up.hide()
        self.down.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class PutInOrder(Answering):
    """Items to bring into order. What is shown counts once it was touched or confirmed."""

    def build(self, question: Ordering) -> None:
        self.question = question
        self._shown = list(self.order)
        self.body.addWidget(
            label(self.tr("Sắp theo đúng thứ tự: phím ↑ ↓ hoặc nút bên phải để đổi chỗ."), "soft")
        )
        self.steps = {i: _Step(self.theme, item.html) for i, item in enumerate(question.items)}
        self._column = QVBoxLayout()
        self._column.setSpacing(self.theme.px(6))
        self.body.addLayout(self._column)
        for index, step in self.steps.items():
            step.moved.connect(lambda by, index=index: self._move(index, by))
        self._arrange()
        self.setFocusProxy(self.steps[self._shown[0]])

    def response(self) -> Response:
        return list(self._shown)

    def show_response(self, response: Response) -> None:
        if isinstance(response, list):
            self._shown = [i for i in response if i is not None]
            self._arrange()

    def close_with(self, score: Score) -> None:
        for part in score.feedback:
            step = self.steps[part.index]
            step.freeze()
            html = part.html
            if not part.right:
                place = self.tr("Đúng ra là bước {place}.").format(place=part.index + 1)
                html = f"{place} {html}".strip()
            self.remark(part.right, html, step.under)

    def _move(self, index: int, by: int) -> None:
        at = self._shown.index(index)
        if not 0 <= at + by < len(self._shown):
            return
        self._shown[at], self._shown[at + by] = self._shown[at + by], self._shown[at]
        self._arrange()
        self.steps[index].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _arrange(self) -> None:
        for place, index in enumerate(self._shown):
            step = self.steps[index]
            self._column.removeWidget(step)
            self._column.insertWidget(place, step)
            step.show_place(place, len(self._shown))
        ordered = [self.steps[index] for index in self._shown]
        for one, following in pairwise(ordered):
            QWidget.setTabOrder(one, following)
