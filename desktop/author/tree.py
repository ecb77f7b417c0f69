"""The course's modules and lessons, each with a mark for what is wrong in it."""

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.ui.theme import Theme
from lessons.course import in_language

if TYPE_CHECKING:
    from lessons.check import Report

_ID = Qt.ItemDataRole.UserRole


class CourseTree(QTreeWidget):
    """``chosen`` carries the id of the lesson that was chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Các phần và bài học"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(theme.px(14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._lessons: dict[str, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._current_changed)

    @property
    def lesson(self) -> str:
        """Id of the lesson that is chosen, "" when none is."""
        item = self.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    @property
    def marks(self) -> dict[str, str]:
        """What is said of each lesson that has a mark, by its id."""
        return {id: item.toolTip(1) for id, item in self._lessons.items() if item.text(1)}

    def fill(self, report: "Report", language: str) -> None:
        """Show the course as it is now; what was chosen stays so without another signal."""
        chosen = self.lesson
        closed = {
            item.text(0)
            for at in range(self.topLevelItemCount())
            if (item := self.topLevelItem(at)) is not None and not item.isExpanded()
        }
        compiled = report.compiled
        titles = {(each.id, each.language): each.title for each in compiled.course.lessons}
        wrong = _by_place(report)
        self.blockSignals(True)
        self.clear()
        self._lessons = {}
        for module in compiled.course.modules:
            title = in_language(module.title, language) or module.id
            top = QTreeWidgetItem([title, ""])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self._mark(top, wrong.get(("module", module.id), Counter()))
            self.addTopLevelItem(top)
            for id in module.lessons:
                name = titles.get((id, language)) or titles.get((id, "vi")) or id
                item = QTreeWidgetItem([name, ""])
                item.setData(0, _ID, id)
                self._mark(item, wrong.get(("lesson", id), Counter()))
                top.addChild(item)
                self._lessons[id] = item
            top.setExpanded(title not in closed)
        if chosen in self._lessons:
            self.setCurrentItem(self._lessons[chosen])
        self.blockSignals(False)

    def choose(self, lesson: str) -> None:
        """Put a lesson in front; "" means the first one."""
        if not lesson and self._lessons:
            lesson = next(iter(self._lessons))
        if lesson in self._lessons:
            self.setCurrentItem(self._lessons[lesson])

    def knows(self, lesson: str) -> bool:
        return lesson in self._lessons

    def _mark(self, item: QTreeWidgetItem, counts: "Counter[str]") -> None:
        parts = []
        if counts["error"]:
            parts.append(self.tr("%n lỗi", "", counts["error"]))
        if counts["warning"]:
            parts.append(self.tr("%n cảnh báo", "", counts["warning"]))
        if parts:
            colour = "vermilion" if counts["error"] else "turmeric"
            tone = getattr(self._theme.tokens, colour)
            item.setText(1, str(counts["error"] or counts["warning"]))
            sign = "warning" if counts["error"] else "info"
            item.setIcon(1, self._theme.icon(sign, tone, self._theme.px(16)))
            item.setForeground(1, QColor(tone))
        told = ", ".join(parts)
        item.setToolTip(0, f"{item.text(0)}: {told}" if told else item.text(0))
        item.setToolTip(1, told)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}: {told}".strip(": "))

    def _current_changed(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None and item.data(0, _ID):
            self.chosen.emit(str(item.data(0, _ID)))


def _by_place(report: "Report") -> dict[tuple[str, str], "Counter[str]"]:
    """How many of each severity, by ("lesson", id) and ("module", id)."""
    compiled = report.compiled
    owners: dict[str, tuple[str, str]] = {}
    for id, twins in compiled.drafts.items():
        for draft in twins.values():
            owners[draft.file.path] = owners[draft.file.bank_path] = ("lesson", id)
    folders = {
        str(PurePosixPath(module.path).parent): module.id for module in compiled.folder.modules
    }
    counts: dict[tuple[str, str], Counter[str]] = {}
    for finding in report.findings:
        if finding.explained:
            continue
        top = finding.path.split("/", 1)[0]
        owner = owners.get(finding.path, ("module", folders.get(top, "")))
        counts.setdefault(owner, Counter())[finding.severity] += 1
    return counts
