"""What is wrong, where, and how to mend it; a click leads to the place."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from desktop.author.problem_row import SEVERITY, ProblemRow
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import label, row

if TYPE_CHECKING:
    from lessons.check import Finding, Report

_FINDING = Qt.ItemDataRole.UserRole


class ProblemList(QFrame):
    """Errors first. Those that the author has explained are only counted."""

    chosen = Signal(object)
    """The ``Finding`` to go to."""
    edit_wanted = Signal(object)
    """The ``Finding`` whose file is to be opened in an editor."""

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._report: Report | None = None
        self._lesson = ""
        self.setProperty("kind", "side")
        self._everywhere = self._choice(self.tr("Cả khóa"), checked=True)
        self._here = self._choice(self.tr("Bài này"))
        group = QButtonGroup(self)
        for choice in (self._everywhere, self._here):
            group.addButton(choice)
            choice.toggled.connect(self._fill)
        self._none = label("", "soft")
        self._none.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), 0)
        self.list = QListWidget()
        self.list.setProperty("kind", "problems")
        self.list.setAccessibleName(self.tr("Những chỗ cần sửa"))
        self.list.setItemDelegate(ProblemRow(theme, self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemActivated.connect(self._chosen)
        self.list.itemClicked.connect(self._chosen)
        self.list.currentItemChanged.connect(self._current_changed)
        self._edit = button(
            self.tr("Mở trong trình soạn thảo"), self._edit_current, theme=theme, icon="draft"
        )
        self._edit.setEnabled(False)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        head.setSpacing(theme.px(2))
        head.addWidget(self._everywhere)
        head.addWidget(self._here)
        head.addStretch(1)
        foot = row(self._edit, 1)
        foot.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._none)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)

    @property
    def texts(self) -> list[str]:
        """What the list says, item by item."""
        return [self.list.item(at).text() for at in range(self.list.count())]

    def show_report(self, report: "Report", lesson: str) -> None:
        """Show what is wrong now; ``lesson`` is the one in front."""
        self._report, self._lesson = report, lesson
        self._fill()

    def show_lesson(self, lesson: str) -> None:
        """Another lesson came to the front."""
        self._lesson = lesson
        self._fill()

    def show_everywhere(self) -> None:
        """Put the first of all problems in front."""
        self._everywhere.setChecked(True)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def _choice(self, text: str, *, checked: bool = False) -> QPushButton:
        made = button(text, kind="tab")
        made.setCheckable(True)
        made.setChecked(checked)
        return made

    def _fill(self) -> None:
        report = self._report
        if report is None:
            return
        before = self._current()
        every = [finding for finding in report.findings if not finding.explained]
        drafts = report.compiled.drafts.get(self._lesson, {}).values()
        own = {path for draft in drafts for path in (draft.file.path, draft.file.bank_path)}
        here = [finding for finding in every if finding.path in own]
        self._everywhere.setText(self.tr("Cả khóa ({count})").format(count=len(every)))
        self._here.setText(self.tr("Bài này ({count})").format(count=len(here)))
        found = here if self._here.isChecked() else every
        found.sort(key=lambda finding: finding.severity)
        self.list.clear()
        for finding in found:
            self.list.addItem(self._item(finding))
        if before in found:
            self.list.setCurrentRow(found.index(before))
        self.list.setVisible(bool(found))
        nothing = self.tr("Không có lỗi và cảnh báo nào.")
        if report.explained:
            nothing += " " + self.tr(
                "%n chỗ đã có lời giải thích của người soạn.", "", report.explained
            )
        self._none.setText("" if found else nothing)
        self._none.setVisible(not found)
        self.layout().setStretch(1, 0 if found else 1)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._current_changed()

    def _item(self, finding: "Finding") -> QListWidgetItem:
        error = finding.severity == "error"
        kind = self.tr("Lỗi") if error else self.tr("Cảnh báo")
        name = PurePosixPath(finding.path).name
        text, mend = (
            said.replace("\n", " ")
            for said in (finding.text(self._language), finding.mend(self._language))
        )
        item = QListWidgetItem(f"{kind} · {name}:{finding.line}\n{text}\n→ {mend}")
        item.setData(SEVERITY, finding.severity)
        item.setToolTip(f"{finding.path}:{finding.line} [{finding.code}]")
        item.setData(_FINDING, finding)
        return item

    def _current(self) -> "Finding | None":
        item = self.list.currentItem()
        found: Finding | None = item.data(_FINDING) if item is not None else None
        return found

    def _current_changed(self, *_items: object) -> None:
        self._edit.setEnabled(self._current() is not None)

    def _chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_FINDING))

    def _edit_current(self) -> None:
        finding = self._current()
        if finding is not None:
            self.edit_wanted.emit(finding)
