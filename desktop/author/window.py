"""The trainer's window: what is around the lesson, and what can be done with the course."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.author import doing
from desktop.author.doing import NewLesson, NewModule, Publication
from desktop.author.lesson_pane import LessonPane
from desktop.author.memory import Memory
from desktop.author.problem_list import ProblemList
from desktop.author.sheets import (
    LessonSheet,
    ModuleSheet,
    OpenSheet,
    PackSheet,
    PublishSheet,
    Sheet,
)
from desktop.author.tree import CourseTree
from desktop.author.where import where
from desktop.author.workbench import Workbench
from desktop.background.tasks import TaskRunner
from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import chip, label, retone
from desktop.ui.words import sentence
from lessons.course import in_language

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
        self._theme, self._runner, self._data_dir = theme, runner, data_dir
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
        self._stack = QStackedWidget()
        self._stack.addWidget(self._desk())
        self.sheet: Sheet | None = None
        middle = QWidget()
        middle.setProperty("kind", "page")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(760, 460)
        available = self.screen().availableGeometry()
        self.resize(min(1366, available.width()), min(768, available.height()))
        for keys, act in (
            ("Ctrl+O", self.ask_folder),
            ("Ctrl+N", self.ask_lesson),
            ("F5", self.workbench.check),
            ("F8", self.problems.show_everywhere),
            ("Ctrl++", lambda: theme.step(1)),
            ("Ctrl+=", lambda: theme.step(1)),
            ("Ctrl+-", lambda: theme.step(-1)),
            ("Esc", self._put_sheet_away),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)
        theme.changed.connect(self._redraw)
        self._allow()

    def open_folder(self, folder: Path, lesson: str = "") -> None:
        """Show the course in ``folder``, beginning with ``lesson`` or its first."""
        self._wanted_lesson = lesson
        self.banner.hide()
        self._put_sheet_away()
        self.memory.folder = str(folder)
        self.memory.save(self._data_dir)
        self._folder.setText(folder.name)
        self._folder.setToolTip(str(folder))
        self.workbench.open(folder)

    def ask_folder(self) -> None:
        """Which folder to open."""
        sheet = OpenSheet(self._theme, self.memory.folder)
        sheet.back.setVisible(self.workbench.root is not None)
        self._show_sheet(sheet, self.open_folder)

    def ask_module(self) -> None:
        """A new module; in an empty folder the first of a new course."""
        if self.workbench.root is not None:
            first = not (self.workbench.root / "course.yml").exists()
            self._show_sheet(ModuleSheet(self._theme, first=first), self._make_module)

    def ask_lesson(self) -> None:
        """A new lesson, in the module of the lesson in front unless chosen otherwise."""
        report = self.workbench.report
        if report is None:
            return
        modules = [
            (m.id, in_language(m.title, self._language) or m.id, len(m.lessons))
            for m in report.compiled.folder.modules
        ]
        if not modules:
            self.ask_module()
            return
        lesson = self.pane.lesson
        chosen = lesson.module if lesson is not None else modules[-1][0]
        self._show_sheet(LessonSheet(self._theme, modules, chosen), self._make_lesson)

    def ask_pack(self) -> None:
        """Where to write the pack; says what stands in the way when something does."""
        root = self.workbench.root
        if root is not None and self._nothing_in_the_way(self.tr("Chưa đóng gói được")):
            suggested = root.parent / f"{root.name}.zip"
            self._show_sheet(PackSheet(self._theme, suggested), self._pack)

    def ask_publication(self) -> None:
        """Where to publish and as whom; says what stands in the way when something does."""
        if self._nothing_in_the_way(self.tr("Chưa phát hành được")):
            sheet = PublishSheet(self._theme, self.memory.address, self.memory.user)
            self._show_sheet(sheet, self._publish)

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
        if not report.compiled.folder.modules and not self.sheet:
            self.ask_module()
        self.tree.fill(report, self.pane.language)
        self.pane.show_report(report)
        if self._wanted_lesson and self.tree.knows(self._wanted_lesson):
            self.tree.choose(self._wanted_lesson)
            self._wanted_lesson = ""
        elif not self.tree.lesson:
            self.tree.choose("")
            if self.sheet is None:
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
                self._record,
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

    # What is done

    def _make_module(self, wanted: NewModule) -> None:
        root = self.workbench.root
        if root is not None:
            self._do(
                lambda: doing.make_module(root, wanted),
                lambda _: self._made(self.tr("Đã tạo phần “{title}”.").format(title=wanted.title)),
            )

    def _make_lesson(self, wanted: NewLesson) -> None:
        root = self.workbench.root
        if root is None:
            return

        def made(first: str) -> None:
            self._wanted_lesson = wanted.id
            self._made(
                self.tr("Đã tạo bài “{title}”: {name}.").format(title=wanted.title, name=first),
                self.tr("Mở trong trình soạn thảo"),
                lambda: self._edit(first),
            )

        today = dt.datetime.now().astimezone().date()
        self._do(lambda: doing.make_lesson(root, wanted, today), made)

    def _made(self, said: str, act: str = "", then: Callable[[], object] | None = None) -> None:
        self._put_sheet_away()
        self.banner.say("good", said, act, then)
        self.workbench.check()

    def _pack(self, path: Path) -> None:
        report = self.workbench.report
        if report is None:
            return

        def packed(octets: int) -> None:
            self._put_sheet_away()
            self.banner.say(
                "good",
                self.tr("Đã đóng gói {count} bài vào {path} ({size}).").format(
                    count=len(report.compiled.drafts), path=path, size=size(octets)
                ),
                self.tr("Mở thư mục chứa tệp"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
            )

        self._do(lambda: doing.pack(report, path), packed)

    def _publish(self, wanted: Publication, drop: bool = False) -> None:
        report = self.workbench.report
        if report is None:
            return
        self.memory.address, self.memory.user = wanted.address, wanted.user
        self.memory.save(self._data_dir)
        self.banner.say("info", self.tr("Đang gửi lên máy chủ của tỉnh…"))
        self._do(
            lambda: doing.publish(report, wanted, drop=drop),
            lambda answer: self._published(wanted, answer),
        )

    def _published(self, wanted: Publication, answer: doing.Answer) -> None:
        if answer.lost:
            self.banner.say(
                "warn",
                self.tr(
                    "Chưa phát hành: gói này không có %n bài mà các xã đang học ({names}). "
                    "Phát hành thì các bài đó biến mất khỏi máy của xã.",
                    "",
                    len(answer.lost),
                ).format(names=", ".join(answer.lost[:5]) + ("…" if len(answer.lost) > 5 else "")),
                self.tr("Vẫn phát hành"),
                lambda: self._publish(wanted, drop=True),
            )
            return
        self._put_sheet_away()
        if answer.new:
            said = self.tr("Đã phát hành phiên bản {number}. Máy các xã tải về ở lần đồng bộ sau.")
        else:
            said = self.tr(
                "Tỉnh đã có đúng bản này rồi (phiên bản {number}); không có gì thay đổi."
            )
        self.banner.say("good", said.format(number=answer.sequence))

    def _record(self) -> None:
        report = self.workbench.report
        if report is not None:
            self._do(lambda: doing.record(report), lambda _: self.workbench.check())

    def _nothing_in_the_way(self, refused: str) -> bool:
        report = self.workbench.report
        if report is None:
            return False
        if report.errors:
            left = self.tr("còn %n lỗi. Sửa hết rồi làm lại.", "", report.errors)
            self.banner.say("bad", f"{refused}: {left}")
            self._refused = True
            self._put_sheet_away()
            self.problems.show_everywhere()
            return False
        if not report.compiled.course.lessons:
            self.banner.say("bad", f"{refused}: " + self.tr("khóa học chưa có bài nào."))
            return False
        return True

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Work off the GUI thread, with the sheet that asked for it standing still."""
        if self.sheet is not None:
            self.sheet.show_busy(True)

        def ended(result: Any) -> None:
            if self.sheet is not None:
                self.sheet.show_busy(False)
            done(result)

        self._runner.run(self, work, ended, self._not_done)

    def _not_done(self, error: Exception) -> None:
        if self.sheet is not None:
            self.sheet.show_busy(False)
        if not isinstance(error, doing.NotDone):
            raise error
        said = self._sentence(error)
        self.banner.say("bad", said)

    def _sentence(self, error: doing.NotDone) -> str:
        if error.words:
            return error.words[1 if self._language == "en" else 0]
        match error.code:
            case doing.CANNOT_WRITE:
                return self.tr(
                    "Không ghi được {path} ({why}). Hãy chọn nơi khác, hoặc xem ổ đĩa còn chỗ và "
                    "còn quyền ghi không."
                ).format(**error.params)
            case "too_many_tries":
                minutes = max(1, -(-int(str(error.params["wait"])) // 60))
                return self.tr("Đã thử sai nhiều lần. Hãy đợi %n phút rồi thử lại.", "", minutes)
            case "too_large":
                return self.tr(
                    "Gói lớn hơn mức máy chủ nhận. Hãy thu nhỏ ảnh trong bài rồi làm lại."
                )
            case "no_line" | "server_down" | "too_slow" | "cut" | "busy":
                return self.tr(
                    "Chưa tới được máy chủ của tỉnh, nên chưa phát hành gì. Hãy xem lại mạng và "
                    "địa chỉ, rồi bấm Phát hành lần nữa."
                )
            case _:
                return sentence(error.code, error.params)

    # Around

    def _show_sheet(self, sheet: Sheet, then: Callable[[Any], None]) -> None:
        self._put_sheet_away()
        self.banner.hide()
        self.sheet = sheet
        sheet.sent.connect(then)
        sheet.cancelled.connect(self._put_sheet_away)
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        sheet.setFocus()

    def _put_sheet_away(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(sheet)
            sheet.deleteLater()
            self.tree.setFocus()

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
        self._new_lesson = button(self.tr("Bài mới"), self.ask_lesson, theme=theme, icon="plus")
        self._new_module = button(self.tr("Phần mới"), self.ask_module, "quiet")
        self._to_file = button(self.tr("Đóng gói ra tệp"), self.ask_pack)
        self._to_province = button(self.tr("Phát hành về tỉnh"), self.ask_publication, "primary")
        other, name = ("vi", "Tiếng Việt") if self._language == "en" else ("en", "English")
        speak = button(name, lambda: self.language_wanted.emit(other), "quiet")
        speak.setToolTip(self.tr("Ngôn ngữ của cửa sổ này"))
        box.addWidget(button(self.tr("Mở thư mục"), self.ask_folder, theme=theme, icon="lessons"))
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
