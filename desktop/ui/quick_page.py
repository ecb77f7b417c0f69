"""A line of a log: the few things that its form insists on, on one screen, sent by Enter."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.background.tasks import TaskRunner
from desktop.ui.answers import shown_value
from desktop.ui.desk import Desk
from desktop.ui.form_files import ReportFiles
from desktop.ui.form_inputs import Around
from desktop.ui.form_rows import STOP, QuestionRow
from desktop.ui.form_words import unmarked
from desktop.ui.inputs.beside import Beside
from desktop.ui.page import Column, Page
from desktop.ui.quick_steps import AnsweredSteps, Keys
from desktop.ui.theme import Theme
from desktop.ui.widgets.begun import Begun
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.key import SIGNS, sign_of
from desktop.ui.widgets.text import Card, Icon, OneLine, bar, clear, label, row
from desktop.ui.words import sentence, whereabouts
from desktop.usecases.drafting import OpenDraft
from desktop.usecases.errors import Code, KnownError
from reports.session import FormSession
from reports.session.view import Field

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MEASURE = 108
"""Widest column, in average characters: three keys beside each other."""
_NO_STEP = frozenset({"note", "acknowledge"})


class _Asked(Begun, QWidget):
    """A question as the full form asks it, and the way on."""


class QuickPage(Page):
    """``enter`` takes a form's id. Laid over the page that was in front, and ``done`` with Esc
    or when the report is on its way; ``wanted`` with the full form for whoever has more to say.

    The steps are the visible questions that must be answered. Those that the form filled in
    itself (the time) can be opened again; ticks of confirmation are made by sending.
    """

    def __init__(
        self, theme: Theme, desk: Desk, now: Callable[[], datetime], runner: TaskRunner
    ) -> None:
        super().__init__(theme)
        self._desk, self._now, self._runner = desk, now, runner
        self._draft: OpenDraft | None = None
        self._around: Around | None = None
        self._at = ""
        self._row: QuestionRow | None = None
        self._keys: Keys | None = None
        self._touched = False
        self._enter_is_down = False
        self._title = OneLine("strong")
        self._column = Column(theme, _MEASURE)
        more = button(self.tr("Thêm chi tiết"), self.open_form, "quiet", theme=theme, icon="report")
        more.setToolTip(self.tr("Mở cả biểu mẫu, với những gì đã chọn"))
        drop = button(self.tr("Bỏ (Esc)"), self.drop, "quiet", theme=theme, icon="cross")
        drop.setToolTip(self.tr("Không gửi, không lưu gì"))
        line = row(Icon(theme, "clock"), spacing=theme.px(10))
        line.setContentsMargins(theme.px(14), theme.px(4), theme.px(8), theme.px(4))
        line.addWidget(self._title, 1)
        line.addWidget(more)
        line.addWidget(drop)
        # Nothing but this above the keys, and nothing below: they are to be seen at once.
        head = bar("top")
        head.setLayout(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self._column, 1)

    @property
    def session(self) -> FormSession:
        """The session of the report on the screen.

        Raises:
            RuntimeError: there is none.
        """
        if self._draft is None:
            raise RuntimeError("no report on the screen")
        return self._draft.session

    @property
    def at(self) -> str:
        """The ref of the question that is asked now; "" when only sending is left."""
        return self._at

    def enter(self, key: str) -> None:
        self._draft, self._at, self._touched, self._enter_is_down = None, "", False, False
        clear(self._column.body)
        with self.handled():
            draft = self._desk.reporting.new_draft(key)
            self._draft = draft
            files = ReportFiles(self._runner, self._desk.attaching, draft.report)
            self._around = Around(
                theme=self.theme,
                now=self._now,
                files=files,
                copied=lambda _ref: "",
                beside=Beside(draft.session.file, files.open_outside),
                commune=draft.session.properties.get("commune_code", ""),
            )
            self._title.setText(self.tr("Ghi nhanh: {title}").format(title=draft.title))
            self._go_on()

    def leave(self) -> None:
        if self._row is not None:
            self._row.hand_on()
        draft, self._draft = self._draft, None
        if draft is not None and not self._touched:
            with self.handled():
                self._desk.reporting.delete_draft(draft.report)

    def drop(self) -> None:
        """Leave nothing behind, and go back to where one was."""
        draft, self._draft = self._draft, None
        if draft is not None:
            with self.handled():
                self._desk.reporting.delete_draft(draft.report)
        self.done.emit(False)

    def open_form(self) -> None:
        """The whole form, with what was answered here."""
        if self._row is not None:
            self._row.hand_on()
        if self._draft is None:
            return
        touched, draft = self._touched, self._draft
        self.go("form", f"draft:{draft.report}" if touched else f"new:{draft.form.id}")

    def send(self) -> None:
        """Confirm what is to be confirmed, and put the report on its way."""
        if self._draft is None or self._at or self._stopped():
            return
        said = [
            shown_value(self.session, step)
            for step in self._steps()
            if step.kind.startswith("select")
        ]
        try:
            self._confirm(self._draft)
            self._desk.reporting.submit(self._draft.report)
        except KnownError as error:
            self._not_sent(error)
            return
        self._draft = None
        self.changed.emit()
        self.done.emit(True)
        self.noticed.emit(
            "good",
            self.tr("Đã ghi: {line}. Máy tự gửi khi có mạng.").format(line=" · ".join(said)),
        )

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.isAutoRepeat():
            return  # a key held a moment too long answers one question, not all
        if key == Qt.Key.Key_Escape:
            self.drop()
        elif key in _ENTER:
            if self._at:
                self._next()
            else:
                self._enter_is_down = True
        elif key == Qt.Key.Key_Backspace:
            self._back()
        elif self._keys is not None and (value := self._keys.value_of(sign_of(event))):
            self._choose(value)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        # Sent when the key comes up: held down, it would press what lies beneath as well.
        if self._enter_is_down and event.key() in _ENTER and not event.isAutoRepeat():
            self._enter_is_down = False
            self.send()
        else:
            super().keyReleaseEvent(event)

    # Steps

    def _steps(self) -> list[Field]:
        return [
            part
            for part in self.session.visible()
            if isinstance(part, Field)
            and part.required
            and not part.readonly
            and part.kind not in _NO_STEP
        ]

    def _stopped(self) -> str:
        """What the note says that ends the form; "" while none is seen."""
        return next(
            (
                part.label
                for part in self.session.visible()
                if isinstance(part, Field) and part.kind == "note" and STOP in part.appearance
            ),
            "",
        )

    def _go_on(self) -> None:
        """To the first question that wants an answer, or a better one."""
        wanting = (step.ref for step in self._steps() if not step.value or step.issues)
        self._ask(next(wanting, ""))

    def _next(self) -> None:
        focus = QApplication.focusWidget()
        if self._keys is not None:
            if isinstance(focus, QPushButton) and self._keys.isAncestorOf(focus):
                focus.click()
            return
        if self._row is not None:
            self._row.hand_on()
            self._row.tell()
            field = self.session.field(self._at)
            if field is None or (field.value and not field.issues):
                self._go_on()

    def _back(self) -> None:
        refs = [step.ref for step in self._steps()]
        at = refs.index(self._at) if self._at in refs else len(refs)
        if at > 0:
            self._ask(refs[at - 1])

    def _choose(self, value: str) -> None:
        if self._answer(self._at, value):
            self._go_on()

    def _answer(self, ref: str, value: str) -> bool:
        if self._draft is None:
            return False
        self._touched = True
        try:
            self._draft.answer(ref, value)
        except KnownError as error:
            self.trouble.emit(error)
            return False
        return True

    def _typed(self, ref: str, value: str) -> None:
        if self._answer(ref, value) and self._row is not None:
            field = self.session.field(ref)
            if field is not None:
                self._row.show_field(field)

    def _confirm(self, draft: OpenDraft) -> None:
        for part in list(draft.session.visible()):
            if isinstance(part, Field) and part.kind == "acknowledge" and part.missing:
                draft.answer(part.ref, "OK")

    def _not_sent(self, error: KnownError) -> None:
        if error.code not in {Code.REPORT_INCOMPLETE, Code.SIGN_OFF_NEEDED}:
            self.trouble.emit(error)
            return
        wrong = error.params.get("refs")
        steps = {step.ref for step in self._steps()}
        ref = wrong[0] if isinstance(wrong, list) and wrong else ""
        if ref in steps:
            self._ask(ref)
            if self._row is not None:
                self._row.tell()
        else:
            # Something that only the whole form has a place for.
            self.open_form()
            self.noticed.emit("warn", sentence(error.code, error.params))

    # Drawing

    def _ask(self, ref: str) -> None:
        self._at, self._row, self._keys = ref, None, None
        body = self._column.body
        clear(body)
        card = Card(self.theme)
        body.addWidget(card)
        steps = AnsweredSteps(self.theme)
        steps.edit_wanted.connect(self._ask)
        card.body.addWidget(steps)
        first: QWidget | None = None
        for step in self._steps():
            if step.ref == ref:
                first = self._asked(step)
                steps.ask(first)
            elif step.value:
                steps.tell(step, shown_value(self.session, step))
            else:
                steps.announce(step)
        stopped = self._stopped()
        if stopped:
            end = Card(self.theme, "bad")
            end.body.addWidget(label(unmarked(stopped)))
            body.addWidget(end)
        elif not ref:
            first = self._sending(card)
        known = self.session.properties
        where = whereabouts(known.get("commune", ""), known.get("province", ""))
        facts = (where, known.get("fullname", ""))
        body.addWidget(label(" · ".join(fact for fact in facts if fact), "soft"))
        first = first or self._title
        self.begin_at(first)
        if self.isVisible():
            # As if one had come by Tab: what stands in a field is typed over.
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _asked(self, step: Field) -> QWidget:
        choices = self.session.choices(step.ref) if step.kind == "select_one" else ()
        if 0 < len(choices) <= len(SIGNS):
            self._keys = Keys(self.theme, step, choices)
            self._keys.chosen.connect(self._choose)
            return self._keys
        if self._around is None:
            raise RuntimeError("no report on the screen")
        offered = self.session.choices(step.ref) if step.kind.startswith("select") else ()
        self._row = QuestionRow(self._around, step, offered)
        self._row.edited.connect(self._typed)
        box = _Asked()
        box.begin_with(self._row)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._row)
        inside.addLayout(row(button(self.tr("Tiếp (Enter)"), self._next, "primary"), 1))
        return box

    def _sending(self, card: Card) -> QWidget:
        statements = [
            unmarked(part.label)
            for part in self.session.visible()
            if isinstance(part, Field) and part.kind == "acknowledge" and part.required
        ]
        send = button(
            self.tr("Tôi xác nhận, gửi (Enter)") if statements else self.tr("Gửi (Enter)"),
            self.send,
            "primary",
            theme=self.theme,
            icon="sent",
        )
        # Enter is the page's: it must come up again before anything is sent.
        send.setAutoDefault(False)
        card.body.addSpacing(self.theme.px(8))
        for statement in statements:
            card.body.addWidget(label(statement, "strong"))
            send.setAccessibleDescription(statement)
        card.body.addLayout(row(send, 1))
        return send
