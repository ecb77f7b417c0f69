"""What can be done with the course: each thing is asked about, done, and answered."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.author import doing
from desktop.author.doing import NewLesson, NewModule, Publication
from desktop.author.memory import Memory
from desktop.author.sheets import (
    LessonSheet,
    ModuleSheet,
    OpenSheet,
    PackSheet,
    PublishSheet,
    Sheet,
)
from desktop.author.workbench import Workbench
from desktop.background.tasks import TaskRunner
from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.banner import Banner
from desktop.ui.words import sentence
from lessons.course import in_language


class Undertaking(QStackedWidget):
    """The desk with the course, or the sheet that asks something in front of it."""

    folder_chosen = Signal(object)
    """A ``Path`` to open."""
    made = Signal(str)
    """The id of a lesson that is new in the folder."""
    edit_wanted = Signal(str)
    """A file of the folder, by its name in it."""
    refused = Signal()
    """Errors stand in the way of what was asked for."""
    put_away = Signal()

    def __init__(
        self,
        desk: QWidget,
        theme: Theme,
        runner: TaskRunner,
        *,
        workbench: Workbench,
        banner: Banner,
        memory: Memory,
        data_dir: Path,
        language: str,
    ) -> None:
        super().__init__()
        self._theme, self._runner, self._language = theme, runner, language
        self._workbench, self._banner = workbench, banner
        self._memory, self._data_dir = memory, data_dir
        self.sheet: Sheet | None = None
        self.addWidget(desk)

    def ask_folder(self) -> None:
        """Which folder to open."""
        sheet = OpenSheet(self._theme, self._memory.folder)
        sheet.back.setVisible(self._workbench.root is not None)
        self._show_sheet(sheet, self.folder_chosen.emit)

    def ask_module(self) -> None:
        """A new module; in an empty folder the first of a new course."""
        if self._workbench.root is not None:
            first = not (self._workbench.root / "course.yml").exists()
            self._show_sheet(ModuleSheet(self._theme, first=first), self._make_module)

    def ask_lesson(self, module: str = "") -> None:
        """A new lesson, in this module (else the last) unless chosen otherwise."""
        report = self._workbench.report
        if report is None:
            return
        modules = [
            (m.id, in_language(m.title, self._language) or m.id, len(m.lessons))
            for m in report.compiled.folder.modules
        ]
        if not modules:
            self.ask_module()
            return
        chosen = module or modules[-1][0]
        self._show_sheet(LessonSheet(self._theme, modules, chosen), self._make_lesson)

    def ask_pack(self) -> None:
        """Where to write the pack; says what stands in the way when something does."""
        root = self._workbench.root
        if root is not None and self._nothing_in_the_way(self.tr("Chưa đóng gói được")):
            suggested = root.parent / f"{root.name}.zip"
            self._show_sheet(PackSheet(self._theme, suggested), self._pack)

    def ask_publication(self) -> None:
        """Where to publish and as whom; says what stands in the way when something does."""
        if self._nothing_in_the_way(self.tr("Chưa phát hành được")):
            sheet = PublishSheet(self._theme, self._memory.address, self._memory.user)
            self._show_sheet(sheet, self._publish)

    def _make_module(self, wanted: NewModule) -> None:
        root = self._workbench.root
        if root is not None:
            self._do(
                lambda: doing.make_module(root, wanted),
                lambda _: self._made(self.tr("Đã tạo phần “{title}”.").format(title=wanted.title)),
            )

    def _make_lesson(self, wanted: NewLesson) -> None:
        root = self._workbench.root
        if root is None:
            return

        def made(first: str) -> None:
            self.made.emit(wanted.id)
            self._made(
                self.tr("Đã tạo bài “{title}”: {name}.").format(title=wanted.title, name=first),
                self.tr("Mở trong trình soạn thảo"),
                lambda: self.edit_wanted.emit(first),
            )

        today = dt.datetime.now().astimezone().date()
        self._do(lambda: doing.make_lesson(root, wanted, today), made)

    def _made(self, said: str, act: str = "", then: Callable[[], object] | None = None) -> None:
        self.put_sheet_away()
        self._banner.say("good", said, act, then)
        self._workbench.check()

    def _pack(self, path: Path) -> None:
        report = self._workbench.report
        if report is None:
            return

        def packed(octets: int) -> None:
            self.put_sheet_away()
            self._banner.say(
                "good",
                self.tr("Đã đóng gói {count} bài vào {path} ({size}).").format(
                    count=len(report.compiled.drafts), path=path, size=size(octets)
                ),
                self.tr("Mở thư mục chứa tệp"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
            )

        self._do(lambda: doing.pack(report, path), packed)

    def _publish(self, wanted: Publication, drop: bool = False) -> None:
        report = self._workbench.report
        if report is None:
            return
        self._memory.address, self._memory.user = wanted.address, wanted.user
        self._memory.save(self._data_dir)
        self._banner.say("info", self.tr("Đang gửi lên máy chủ của tỉnh…"))
        self._do(
            lambda: doing.publish(report, wanted, drop=drop),
            lambda answer: self._published(wanted, answer),
        )

    def _published(self, wanted: Publication, answer: doing.Answer) -> None:
        if answer.lost:
            self._banner.say(
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
        self.put_sheet_away()
        if answer.new:
            said = self.tr("Đã phát hành phiên bản {number}. Máy các xã tải về ở lần đồng bộ sau.")
        else:
            said = self.tr(
                "Tỉnh đã có đúng bản này rồi (phiên bản {number}); không có gì thay đổi."
            )
        self._banner.say("good", said.format(number=answer.sequence))

    def record(self) -> None:
        """Keep the questions as they are now as those that were published."""
        report = self._workbench.report
        if report is not None:
            self._do(lambda: doing.record(report), lambda _: self._workbench.check())

    def _nothing_in_the_way(self, refused: str) -> bool:
        report = self._workbench.report
        if report is None:
            return False
        if report.errors:
            left = self.tr("còn %n lỗi. Sửa hết rồi làm lại.", "", report.errors)
            self._banner.say("bad", f"{refused}: {left}")
            self.put_sheet_away()
            self.refused.emit()
            return False
        if not report.compiled.course.lessons:
            self._banner.say("bad", f"{refused}: " + self.tr("khóa học chưa có bài nào."))
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
        self._banner.say("bad", said)

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

    def _show_sheet(self, sheet: Sheet, then: Callable[[Any], None]) -> None:
        self.put_sheet_away()
        self._banner.hide()
        self.sheet = sheet
        sheet.sent.connect(then)
        sheet.cancelled.connect(self.put_sheet_away)
        self.addWidget(sheet)
        self.setCurrentWidget(sheet)
        sheet.setFocus()

    def put_sheet_away(self) -> None:
        """The course is in front again; what the sheet asked is not done."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self.setCurrentIndex(0)
            self.removeWidget(sheet)
            sheet.deleteLater()
            self.put_away.emit()
