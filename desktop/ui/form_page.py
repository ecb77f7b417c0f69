"""Filling a report in: sections at the left, one column of questions, saved as one types."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.form_body import FormBody
from desktop.ui.form_files import ReportFiles
from desktop.ui.form_frame import Foot, Head, SectionsPanel
from desktop.ui.form_notices import Notices
from desktop.ui.form_signing import SigningPanel
from desktop.ui.page import Page
from desktop.ui.theme import Theme
from desktop.ui.words import sentence
from desktop.usecases.drafting import OpenDraft
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.moving import Move
from desktop.usecases.reporting import ReportCard
from desktop.usecases.submitting import Signer
from reports.session import FormSession, NotAnswerableError
from reports.session.changes import Changes
from reports.session.view import Field

_STEPS_BACK = 100


class FormPage(Page):
    """``enter`` takes ``new:FORM``, ``draft:REPORT`` or ``mend:REPORT``."""

    def __init__(
        self, theme: Theme, desk: Desk, now: Callable[[], datetime], runner: TaskRunner
    ) -> None:
        super().__init__(theme)
        self._desk, self._now, self._runner = desk, now, runner
        self._draft: OpenDraft | None = None
        self._untouched = False
        self._undo: list[Changes] = []
        self._redo: list[Changes] = []
        self._asked_about_copies = False
        self._asked_to_mend = False
        self.form = FormBody(theme, now)
        self.form.edited.connect(self._edited)
        self.form.confirmed.connect(self._confirm)
        self.form.add_wanted.connect(self._add)
        self.form.remove_wanted.connect(self._remove)
        self._head = Head(theme)
        self._head.back_wanted.connect(self._to_list)
        self._head.undo_wanted.connect(self.undo)
        self._head.redo_wanted.connect(self.redo)
        self._panel = SectionsPanel(theme)
        self._panel.wanted.connect(self.form.go_to)
        self._signing = SigningPanel(theme)
        self._signing.signed.connect(self._sign)
        self._signing.put_off.connect(self._foot_back)
        self._signing.newcomer_wanted.connect(lambda: self.go("people", f"signer:{self.report}"))
        self._signing.summary_wanted.connect(lambda: self.go("print", f"summary:{self.report}"))
        self._foot = Foot(theme)
        self._foot.send_wanted.connect(self.submit)
        self._foot.delete_wanted.connect(self._delete_draft)
        self.form.end_with(self._foot.stops)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._panel)
        across.addWidget(self.form, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(across, 1)
        whole.addWidget(self._signing)
        whole.addWidget(self._foot)
        for key, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
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
        self._foot.begin()
        opening = {
            "new": reporting.new_draft,
            "draft": reporting.open_draft,
            "mend": reporting.reopen,
        }[how]
        try:
            draft = opening(which)
        except KnownError as error:
            self._not_there(error)
            return
        self._show(draft)
        self._begin(draft, how)
        self.changed.emit()
        self._untouched = how == "new"
        if not self._untouched:
            self._touch()

    def _not_there(self, error: KnownError) -> None:
        """The list says what there is; nothing of the report before stays on the screen."""

        def to_list() -> None:
            self.ended.emit()
            self._to_list()
            self.trouble.emit(error)

        # The frame is still bringing this page to the front.
        QTimer.singleShot(0, self, to_list)

    def _begin(self, draft: OpenDraft, how: str) -> None:
        """A new report begins at its first question, another where something is wanting."""
        first = next((f.ref for f in draft.session.visible() if isinstance(f, Field)), "")
        place = first
        if how != "new":
            place = draft.wanting(comments=how == "mend") or draft.wanting(comments=True)
            place = place or next(iter(draft.still_copied()), first)
        begin = self.form.begin if place == first else self.form.go_to
        QTimer.singleShot(0, self, lambda: begin(place))

    def leave(self) -> None:
        self.form.hand_on()
        if self._untouched and self._draft is not None:
            # Somebody only looked: no empty draft shall ask to be finished.
            self._desk.reporting.delete_draft(self._draft.report)
            self._draft = None

    def _touch(self) -> None:
        """There is something to keep: coming back must not begin another report."""
        self._untouched = False
        if self._draft is not None:
            self.settled.emit(f"draft:{self._draft.report}")

    def _show(self, draft: OpenDraft) -> None:
        self._draft = draft
        self._undo.clear()
        self._redo.clear()
        self._asked_about_copies = self._asked_to_mend = False
        self._signing.close_panel()
        self._head.title.setText(draft.title)
        self._head.saved.setText(self.tr("Bản nháp tự lưu khi gõ"))
        self._notices = Notices(self.theme, draft, self._now())
        self._notices.copy_wanted.connect(self._copy)
        self._notices.newer_wanted.connect(self._show_move)
        self._notices.move_taken.connect(self._take_move)
        if copied := draft.still_copied():
            self._notices.show_copied(len(copied))
        else:
            self._notices.show_copying(self._desk.reporting.last_sent(draft))
        if self._desk.reporting.has_newer(draft):
            self._notices.show_newer()
        files = ReportFiles(self._runner, self._desk.attaching, draft.report)
        contacts = self._desk.calling.contacts(draft.form.id)
        self.form.show_draft(draft, files, self._notices, contacts)
        self._panel.show_form(draft.session)
        self._show_state()

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

    def _confirm(self, ref: str) -> None:
        if self._draft is not None:
            with self.handled():
                self._draft.confirm(ref)
                self.form.redraw(ref)
                self._show_state()

    def _copy(self) -> None:
        if self._draft is not None:
            with self.handled():
                self._took(self._desk.reporting.copy_last(self._draft))
                copied = self._draft.still_copied()
                self._notices.show_copied(len(copied))
                if copied:
                    self.form.go_to(copied[0])

    def _show_move(self) -> None:
        self.form.hand_on()
        if self._draft is not None:
            with self.handled():
                move = self._desk.reporting.move(self._draft)
                if move is not None:
                    self._notices.show_move(move)

    def _take_move(self, move: Move) -> None:
        if self._draft is not None:
            with self.handled():
                moved = self._desk.reporting.take_move(self._draft, move)
                self._show(moved)
                self._begin(moved, "draft")
                self.noticed.emit("good", self.tr("Bản nháp đã theo bản mới của biểu mẫu."))

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
            step = from_.pop()
            changes = self._draft.apply(step)
            to.append(changes)
            self._drawn(changes)
            # Whoever takes something back wants to see what.
            if len(step.undo) == 1 and self._draft.session.has(step.undo[0].ref):
                self.form.go_to(step.undo[0].ref)

    def _took(self, changes: Changes) -> None:
        if changes.undo:
            self._undo.append(changes)
            del self._undo[:-_STEPS_BACK]
            self._redo.clear()
        self._drawn(changes)

    def _drawn(self, changes: Changes) -> None:
        if self._untouched:
            self._touch()
        self.form.follow(changes)
        self._head.saved.setText(
            self.tr("Đã lưu lúc {time}").format(time=f"{self._now():%H:%M:%S}")
        )
        self._show_state()

    def submit(self) -> None:
        """Check everything and put the report on its way."""
        self.form.hand_on()
        if self.form.is_busy:
            self.noticed.emit(
                "info", self.tr("Còn một tệp đang chuẩn bị: đợi hiện ra rồi bấm “Gửi báo cáo”.")
            )
            return
        if self._draft is None or self.form.stopped or self._stopped_by_copies(self._draft):
            return
        try:
            self._sent(self._desk.reporting.submit(self._draft.report))
        except KnownError as error:
            self._not_sent(error)

    def _sign(self, signer: Signer) -> None:
        if self._draft is None:
            return
        self.form.hand_on()
        report, reporting = self._draft.report, self._desk.reporting
        self._runner.run(self, lambda: reporting.submit(report, signer), self._sent, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if error.code == Code.WRONG_PASSWORD:
            self._signing.show_refused(error)
        else:
            self._signing.close_panel()
            self._not_sent(error)

    def _not_sent(self, error: KnownError) -> None:
        if error.code == Code.SIGN_OFF_NEEDED:
            self.noticed.emit("", "")
            self._foot.hide()
            self._signing.ask(self._desk.people.officials(), self._desk.official)
            return
        if error.code != Code.REPORT_INCOMPLETE:
            self.trouble.emit(error)
            return
        self.form.tell_all()
        self._asked_to_mend = True
        self._show_state()
        refs = error.params.get("refs")
        if isinstance(refs, list) and refs:
            self.form.go_to(refs[0])

    def _sent(self, card: ReportCard) -> None:
        self._draft = None
        self._signing.close_panel()
        self.changed.emit()
        self.ended.emit()
        self.go("my-report", card.report)
        self.noticed.emit(
            "good",
            self.tr("Báo cáo đã xong. Máy tự gửi khi có mạng; dưới đây cho biết đã đi tới đâu."),
        )

    def _foot_back(self) -> None:
        self._foot.show()

    def _stopped_by_copies(self, draft: OpenDraft) -> bool:
        """Last week's figures do not go out unseen: the first press asks, the second sends."""
        copied = draft.still_copied()
        if not copied or self._asked_about_copies or draft.session.missing():
            return False
        self._asked_about_copies = True
        self._show_state()
        self.form.go_to(copied[0])
        return True

    def _delete_draft(self) -> None:
        if self._draft is not None:
            with self.handled():
                self._desk.reporting.delete_draft(self._draft.report)
                self._draft = None
                self.changed.emit()
                self.ended.emit()
                self.go("forms")
                self.noticed.emit("info", self.tr("Đã xóa bản nháp."))

    # Around

    def _show_asked(self, gaps: int, copied: int) -> None:
        """What was asked for when sending was tried, as much as is left of it."""
        if self._asked_to_mend:
            words = sentence(Code.REPORT_INCOMPLETE, {"count": gaps}) if gaps else ""
            self.noticed.emit("warn", words)
            self._asked_to_mend = gaps > 0
        elif self._asked_about_copies and not gaps:
            text = self.tr(
                "Còn %n câu chép từ báo cáo trước chưa xem lại. Sửa câu đã đổi; "
                "nếu tất cả vẫn đúng, bấm “Gửi báo cáo” lần nữa.",
                "",
                copied,
            )
            self.noticed.emit("warn", text if copied else "")

    def _show_state(self) -> None:
        if self._draft is None:
            return
        missing, wrong = self._panel.show_state(self._draft.session)
        if self._draft.to_mend:
            self._notices.show_left(self._draft.left_to_mend())
        self._show_asked(missing + wrong, len(self._draft.still_copied()))
        self._foot.show_left(missing, wrong, stopped=self.form.stopped)
        self._head.show_steps(bool(self._undo), bool(self._redo))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * 62
        self._panel.setVisible(self.width() > room + self._panel.width())

    def _to_list(self) -> None:
        self.go("forms")
