"""Filling a report in: sections at the left, one column of questions, saved as one types."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.form_body import FormBody
from desktop.ui.form_files import ReportFiles
from desktop.ui.page import Page
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import Card, OneLine, bar, clear, label, retone
from desktop.ui.widgets.way import Way
from desktop.ui.words import sentence
from desktop.usecases.drafting import OpenDraft
from desktop.usecases.errors import Code, KnownError
from reports.form import Question, said
from reports.session import FormSession, NotAnswerableError
from reports.session.changes import Changes

_STEPS_BACK = 100


class FormPage(Page):
    """``enter`` takes ``new:FORM``, ``draft:REPORT`` or ``mend:REPORT``."""

    def __init__(
        self, theme: Theme, desk: Desk, now: Callable[[], datetime], runner: TaskRunner
    ) -> None:
        super().__init__(theme)
        self._desk, self._now, self._runner = desk, now, runner
        self._draft: OpenDraft | None = None
        self._way_to: dict[str, Way] = {}
        self._undo: list[Changes] = []
        self._redo: list[Changes] = []
        self.form = FormBody(theme, now)
        self.form.edited.connect(self._edited)
        self.form.add_wanted.connect(self._add)
        self.form.remove_wanted.connect(self._remove)
        self._panel = self._sections_panel()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._panel)
        across.addWidget(self.form, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addLayout(across, 1)
        whole.addWidget(self._foot())
        for key, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Return", self.submit),
        ):
            QShortcut(QKeySequence(key), self, activated=act)

    @property
    def report(self) -> str:
        """The id of the report on the screen; "" when there is none."""
        return self._draft.report if self._draft else ""

    @property
    def session(self) -> FormSession:
        """The session of the report on the screen.

        Raises:
            RuntimeError: there is none.
        """
        if self._draft is None:
            raise RuntimeError("no report on the screen")
        return self._draft.session

    def enter(self, key: str) -> None:
        how, _, which = key.partition(":")
        reporting = self._desk.reporting
        self._draft = None
        with self.handled():
            opening = {
                "new": reporting.new_draft,
                "draft": reporting.open_draft,
                "mend": reporting.reopen,
            }[how]
            self._show(opening(which))
            self.changed.emit()
        if self._draft is not None:
            # Coming back must not begin another report.
            self.settled.emit(f"draft:{self._draft.report}")

    def leave(self) -> None:
        self.form.hand_on()

    def _show(self, draft: OpenDraft) -> None:
        self._draft = draft
        self._undo.clear()
        self._redo.clear()
        self._title.setText(draft.title)
        self._saved.setText(self.tr("Bản nháp tự lưu khi gõ"))
        files = ReportFiles(self._runner, self._desk.attaching, draft.report)
        self.form.show_session(draft.session, files, draft.to_mend, self._returned(draft))
        self._fill_sections(draft)
        self._show_sections()
        self._show_steps()
        first = next((f.ref for f in draft.session.visible() if hasattr(f, "value")), "")
        mended = next(iter(draft.to_mend), "")
        QTimer.singleShot(0, self, lambda: self.form.go_to(mended or first))

    # Answers

    def _edited(self, ref: str, value: str) -> None:
        draft = self._draft
        if draft is None:
            return
        try:
            changes = draft.answer(ref, value)
        except NotAnswerableError:
            return
        except KnownError as error:
            self.trouble.emit(error)
            return
        self._took(changes)

    def _add(self, ref: str) -> None:
        if self._draft is not None:
            with self.handled():
                changes = self._draft.add_repeat(ref)
                self._took(changes)
                if changes.added:
                    self.form.go_to(changes.added[0])

    def _remove(self, ref: str) -> None:
        if self._draft is not None:
            with self.handled():
                self._took(self._draft.remove_repeat(ref))

    def undo(self) -> None:
        """Take the last change back."""
        self._apply(self._undo, self._redo)

    def redo(self) -> None:
        """Make it again."""
        self._apply(self._redo, self._undo)

    def _apply(self, from_: list[Changes], to: list[Changes]) -> None:
        self.form.hand_on()
        if self._draft is None or not from_:
            return
        with self.handled():
            changes = self._draft.apply(from_.pop())
            to.append(changes)
            self._drawn(changes)

    def _took(self, changes: Changes) -> None:
        if changes.undo:
            self._undo.append(changes)
            del self._undo[:-_STEPS_BACK]
            self._redo.clear()
        self._drawn(changes)

    def _drawn(self, changes: Changes) -> None:
        self.form.follow(changes)
        self._saved.setText(self.tr("Đã lưu lúc {time}").format(time=f"{self._now():%H:%M:%S}"))
        self._show_sections()
        self._show_steps()

    def submit(self) -> None:
        """Check everything and put the report on its way."""
        self.form.hand_on()
        if self._draft is None:
            return
        try:
            card = self._desk.reporting.submit(self._draft.report)
        except KnownError as error:
            if error.code != Code.REPORT_INCOMPLETE:
                self.trouble.emit(error)
                return
            self.form.tell_all()
            self._show_sections()
            self.noticed.emit("warn", sentence(error.code, error.params))
            refs = error.params.get("refs")
            if isinstance(refs, list) and refs:
                self.form.go_to(refs[0])
            return
        self._draft = None
        self.changed.emit()
        self.go("my-report", card.report)
        self.noticed.emit(
            "good",
            self.tr("Báo cáo đã xong và đang chờ gửi. Máy tự gửi về tỉnh khi có mạng."),
        )

    # Around

    def _show_sections(self) -> None:
        if self._draft is None:
            return
        missing = wrong = 0
        seen = set()
        for state in self._draft.session.sections():
            missing += len(state.missing)
            wrong += len(state.errors)
            seen.add(state.ref)
            way = self._way_to.get(state.ref)
            if way is None:
                continue
            way.show()
            if state.errors:
                way.show_state("warning", "vermilion", self.tr("có chỗ cần sửa"))
            elif state.missing:
                left = self.tr("còn %n câu", "", len(state.missing))
                way.show_state("draft", "turmeric", left)
            else:
                way.show_state("check", "leaf", self.tr("đủ"))
        for ref, way in self._way_to.items():
            way.setVisible(ref in seen)
        if not missing and not wrong:
            self.noticed.emit("", "")
        parts = []
        if missing:
            parts.append(self.tr("Còn %n câu bắt buộc", "", missing))
        if wrong:
            parts.append(self.tr("%n chỗ cần sửa", "", wrong))
        self._left.setText(" · ".join(parts) or self.tr("Đã đủ, có thể gửi"))
        retone(self._left, "kind", "warn" if parts else "good")

    def _fill_sections(self, draft: OpenDraft) -> None:
        """A way for each section that the form can show; hidden ones come up when asked."""
        clear(self._ways)
        self._way_to = {}
        language = draft.session.language
        for node in draft.form.children:
            if isinstance(node, Question) or not node.label:
                continue
            name = said(node.label, language, draft.form.default_language)
            ref = f"/{draft.form.root}/{node.name}"
            way = Way(self.theme, name if isinstance(name, str) else "".join(name[::2]))
            way.clicked.connect(lambda _checked=False, ref=ref: self.form.go_to(ref))
            self._way_to[ref] = way
            self._ways.addWidget(way)
        self._ways.addStretch(1)

    def _show_steps(self) -> None:
        self._undo_button.setEnabled(bool(self._undo))
        self._redo_button.setEnabled(bool(self._redo))

    def _returned(self, draft: OpenDraft) -> Card | None:
        """What the province said, above the questions of a returned report."""
        if not draft.comment and not draft.to_mend:
            return None
        card = Card(self.theme, "warn")
        card.body.addWidget(label(self.tr("Tỉnh trả lại báo cáo này"), "strong"))
        if draft.comment:
            card.body.addWidget(label(draft.comment))
        if draft.to_mend:
            card.body.addWidget(
                label(self.tr("%n chỗ được đánh dấu bên dưới.", "", len(draft.to_mend)), "soft")
            )
        return card

    def _head(self) -> QFrame:
        theme = self.theme
        frame = bar("top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        box.setSpacing(theme.px(6))
        self._title = OneLine("strong")
        self._saved = label("", "small", wrap=False)
        self._undo_button = icon_button(theme, "undo", self.tr("Hoàn tác (Ctrl+Z)"), self.undo)
        self._redo_button = icon_button(theme, "redo", self.tr("Làm lại (Ctrl+Y)"), self.redo)
        box.addWidget(icon_button(theme, "back", self.tr("Về danh sách báo cáo"), self._to_list))
        box.addWidget(self._title, 1)
        box.addWidget(self._saved)
        box.addWidget(self._undo_button)
        box.addWidget(self._redo_button)
        return frame

    def _foot(self) -> QFrame:
        theme = self.theme
        frame = bar("bottom")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(28), theme.px(6), theme.px(14), theme.px(6))
        box.setSpacing(theme.px(12))
        self._left = label("", "warn", wrap=False)
        self._delete = button(
            self.tr("Xóa bản nháp"), self._ask_delete, "quiet", theme=theme, icon="delete"
        )
        self._really = button(self.tr("Xóa hẳn"), self._delete_draft)
        self._keep = button(self.tr("Giữ lại"), self._keep_draft, "quiet")
        self._really.hide()
        self._keep.hide()
        box.addWidget(self._delete)
        box.addWidget(self._really)
        box.addWidget(self._keep)
        box.addStretch(1)
        box.addWidget(self._left)
        send = button(self.tr("Gửi báo cáo"), self.submit, "primary", theme=theme, icon="sent")
        send.setToolTip("Ctrl+Enter")
        box.addWidget(send)
        return frame

    def _ask_delete(self) -> None:
        self._confirm_delete(True)
        self._keep.setFocus()

    def _keep_draft(self) -> None:
        self._confirm_delete(False)
        self._delete.setFocus()

    def _confirm_delete(self, asking: bool) -> None:
        self._delete.setVisible(not asking)
        self._really.setVisible(asking)
        self._keep.setVisible(asking)

    def _delete_draft(self) -> None:
        self._confirm_delete(False)
        if self._draft is not None:
            with self.handled():
                self._desk.reporting.delete_draft(self._draft.report)
                self._draft = None
                self.changed.emit()
                self.go("forms")
                self.noticed.emit("info", self.tr("Đã xóa bản nháp."))

    def _sections_panel(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "column")
        self._ways = QVBoxLayout(inner)
        self._ways.setContentsMargins(
            self.theme.px(14), self.theme.px(16), self.theme.px(6), self.theme.px(10)
        )
        self._ways.setSpacing(self.theme.px(2))
        area.setWidget(inner)
        area.setFixedWidth(self.theme.px(250))
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * 62
        self._panel.setVisible(self.width() > room + self._panel.width())

    def _to_list(self) -> None:
        self.go("forms")
