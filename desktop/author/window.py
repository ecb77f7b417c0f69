"""The trainer's window: what is around the lesson, and what can be done with the course."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.author.lesson_pane import LessonPane
from desktop.author.memory import Memory
from desktop.author.problem_list import ProblemList
from desktop.author.tree import CourseTree
from desktop.author.undertaking import Undertaking
from desktop.author.where import where
from desktop.author.workbench import Workbench
from desktop.background.tasks import TaskRunner
from desktop.ui.theme import Theme
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import chip, label, retone

if TYPE_CHECKING:
    from lessons.check import Finding, Report


_OF_RECORD = frozenset({"question-lost", "question-moved", "question-kind-changed"})
"""Findings about questions that were published, which the author may mean."""


class AuthorWindow(QMainWindow):
    """Needs no sign-in: all it touches is the folder that the trainer opens.

    ``data_dir`` is where it remembers the folder; ``language`` is that of its own words.
    """

    closing = Signal()
    language_wanted = Signal(str)

    def __init__(self, theme: Theme, runner: TaskRunner, data_dir: Path, language: str) -> None:
        super().__init__()
        self._theme, self._data_dir = theme, data_dir
        self._language = language
        self._wanted_lesson = ""
        self._refused = False
        self.memory = Memory.load(data_dir)
        self.setWindowTitle(self.tr("Soạn bài · Sơn Ca"))
        self.setWindowIcon(theme.icon("sonca", size=64))
        self.workbench = Workbench(runner, self)
        self.workbench.checked.connect(self._show_report)
        self.workbench.unreadable.connect(self._say_unreadable)
        self.tree = CourseTree(theme)
        self.pane = LessonPane(theme, language)
        self.problems = ProblemList(theme, language)
        self.banner = Banner(theme, (theme.px(10), theme.px(8), theme.px(10), theme.px(2)))
        self.tree.chosen.connect(self._lesson_chosen)
        self.tree.itemActivated.connect(lambda _item, _column: self.pane.take_focus())
        self.pane.language_changed.connect(self._language_changed)
        self.pane.lesson_wanted.connect(self.tree.choose)
        self.pane.edit_wanted.connect(self._edit_lesson)
        self.pane.told.connect(lambda text: self.banner.say("info", text))
        self.problems.chosen.connect(self._go_to)
        self.problems.edit_wanted.connect(self._edit_finding)
        self.undertaking = Undertaking(
            self._desk(),
            theme,
            runner,
            workbench=self.workbench,
            banner=self.banner,
            memory=self.memory,
            data_dir=data_dir,
            language=language,
        )
        self.undertaking.folder_chosen.connect(self.open_folder)
        self.undertaking.made.connect(self._await_lesson)
        self.undertaking.edit_wanted.connect(self._edit)
        self.undertaking.refused.connect(self._show_refused)
        self.undertaking.put_away.connect(self.tree.setFocus)
        middle = QWidget()
        middle.setProperty("kind", "page")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.banner)
        column.addWidget(self.undertaking, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(760, 460)
        available = self.screen().availableGeometry()
        self.resize(min(1366, available.width()), min(768, available.height()))
        for keys, act in (
            ("Ctrl+O", self.undertaking.ask_folder),
            ("Ctrl+N", self._ask_lesson),
            ("F5", self.workbench.check),
            ("F8", self.problems.show_everywhere),
            ("Ctrl++", lambda: theme.step(1)),
            ("Ctrl+=", lambda: theme.step(1)),
            ("Ctrl+-", lambda: theme.step(-1)),
            ("Esc", self.undertaking.put_sheet_away),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)
        theme.changed.connect(self._redraw)
        self._allow()

    def open_folder(self, folder: Path, lesson: str = "") -> None:
        """Show the course in ``folder``, beginning with ``lesson`` or its first."""
        self._wanted_lesson = lesson
        self.banner.hide()
        self.undertaking.put_sheet_away()
        self.memory.folder = str(folder)
        self.memory.save(self._data_dir)
        self._folder.setText(folder.name)
        self._folder.setToolTip(str(folder))
        self.workbench.open(folder)

    def _ask_lesson(self) -> None:
        lesson = self.pane.lesson
        self.undertaking.ask_lesson("" if lesson is None else lesson.module)

    def _await_lesson(self, lesson: str) -> None:
        self._wanted_lesson = lesson

    def _show_refused(self) -> None:
        self._refused = True
        self.problems.show_everywhere()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            # Back from the editor. Some shared folders tell nobody of a change.
            self.workbench.check()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.workbench.close()
        self.closing.emit()
        super().closeEvent(event)

    # What is shown

    def _show_report(self, report: "Report") -> None:
        if not report.compiled.folder.modules and not self.undertaking.sheet:
            self.undertaking.ask_module()
        self.tree.fill(report, self.pane.language)
        self.pane.show_report(report)
        if self._wanted_lesson and self.tree.knows(self._wanted_lesson):
            self.tree.choose(self._wanted_lesson)
            self._wanted_lesson = ""
        elif not self.tree.lesson:
            self.tree.choose("")
            if self.undertaking.sheet is None:
                self.tree.setFocus()
        self.problems.show_report(report, self.tree.lesson)
        if self._refused and not report.errors:
            self._refused = False
            self.banner.hide()
        if report.errors:
            parts = [self.tr("%n lỗi", "", report.errors)]
        else:
            parts = [self.tr("Không có lỗi")]
        if report.warnings:
            parts.append(self.tr("%n cảnh báo", "", report.warnings))
        self._state.setText(" · ".join(parts))
        tone = "bad" if report.errors else "warn" if report.warnings else "good"
        retone(self._state, "tone", tone)
        self._state.show()
        self._allow()

    def _redraw(self) -> None:
        report = self.workbench.report
        if report is not None:
            self.tree.fill(report, self.pane.language)
            self.problems.show_report(report, self.tree.lesson)

    def _lesson_chosen(self, lesson: str) -> None:
        self.pane.show_lesson(lesson)
        self.problems.show_lesson(lesson)

    def _language_changed(self, language: str) -> None:
        if self.workbench.report is not None:
            self.tree.fill(self.workbench.report, language)

    def _go_to(self, finding: "Finding") -> None:
        report = self.workbench.report
        place = where(report, finding) if report is not None else None
        if finding.code in _OF_RECORD:
            self.banner.say(
                "warn",
                self.tr(
                    "{said} Nếu đúng là muốn vậy, ghi lại danh sách mã; kết quả cũ của câu này "
                    "không tính cho câu mới."
                ).format(said=finding.text(self._language)),
                self.tr("Ghi lại danh sách mã"),
                self.undertaking.record,
            )
            return
        if place is None:
            self.banner.say(
                "info",
                self.tr("Chỗ này không nằm trong bài nào: tệp {path}, dòng {line}.").format(
                    path=finding.path, line=finding.line
                ),
                self.tr("Mở trong trình soạn thảo"),
                lambda: self._edit_finding(finding),
            )
            return
        self.pane.point_at(place)
        self.tree.choose(place.lesson)

    def _say_unreadable(self, path: str) -> None:
        self.banner.say(
            "bad",
            self.tr(
                "Không đọc được {path}. Hãy xem thư mục còn đó không, có quyền mở không, "
                "rồi bấm F5."
            ).format(path=path),
        )

    # The editor

    def _edit_lesson(self) -> None:
        report, lesson = self.workbench.report, self.pane.lesson
        if report is not None and lesson is not None:
            self._edit(report.compiled.drafts[lesson.id][lesson.language].file.path)

    def _edit_finding(self, finding: "Finding") -> None:
        self._edit(finding.path, finding.line)

    def _edit(self, name: str, line: int = 0) -> None:
        if self.workbench.root is None:
            return
        path = self.workbench.root / name
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.banner.say(
                "warn",
                self.tr(
                    "Máy chưa chọn chương trình mở loại tệp này. Hãy mở bằng Notepad: {path}"
                ).format(path=path),
            )
        elif line:
            self.banner.say(
                "info",
                self.tr(
                    "Đã mở {name}: chỗ cần sửa ở dòng {line}. Lưu tệp là bài hiện bản mới."
                ).format(name=path.name, line=line),
            )

    def _allow(self) -> None:
        known = self.workbench.report is not None
        for act in (self._new_lesson, self._new_module, self._to_file, self._to_province):
            act.setEnabled(known)

    def _head(self) -> QFrame:
        theme = self._theme
        frame = QFrame()
        frame.setProperty("kind", "top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        box.setSpacing(theme.px(6))
        self._folder = label("", "strong", wrap=False)
        self._state = chip("")
        self._state.hide()
        self._new_lesson = button(self.tr("Bài mới"), self._ask_lesson, theme=theme, icon="plus")
        self._new_module = button(self.tr("Phần mới"), self.undertaking.ask_module, "quiet")
        self._to_file = button(self.tr("Đóng gói ra tệp"), self.undertaking.ask_pack)
        self._to_province = button(
            self.tr("Phát hành về tỉnh"), self.undertaking.ask_publication, "primary"
        )
        other, name = ("vi", "Tiếng Việt") if self._language == "en" else ("en", "English")
        speak = button(name, lambda: self.language_wanted.emit(other), "quiet")
        speak.setToolTip(self.tr("Ngôn ngữ của cửa sổ này"))
        box.addWidget(
            button(self.tr("Mở thư mục"), self.undertaking.ask_folder, theme=theme, icon="lessons")
        )
        box.addWidget(self._folder)
        box.addWidget(self._state)
        box.addStretch(1)
        for part in (speak, self._new_module, self._new_lesson, self._to_file, self._to_province):
            box.addWidget(part)
        return frame

    def _desk(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for part in (self.tree, self.pane, self.problems):
            split.addWidget(part)
            part.setMinimumWidth(self._theme.px(180))
            split.setStretchFactor(split.count() - 1, 1 if part is self.pane else 0)
        split.setSizes([262, 744, 360])
        return split
