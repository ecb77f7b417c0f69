"""The course folder on the trainer's desk: watched, and checked anew after each save."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop.background.tasks import TaskRunner

if TYPE_CHECKING:
    from lessons.check import Report

_SETTLE_MS = 200
"""Editors save in several steps (write aside, rename, touch): one check for all of them."""


class Workbench(QObject):
    """``report`` is the newest; only what changed since is compiled again."""

    checked = Signal(object)
    """A ``lessons.check.Report`` on the folder as it is now."""
    unreadable = Signal(str)
    """The folder cannot be read: its path."""
    busy = Signal(bool)

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running = self._again = False
        self.root: Path | None = None
        self.report: Report | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.check)
        self._watcher.fileChanged.connect(self._settle.start)
        self._watcher.directoryChanged.connect(self._settle.start)

    @property
    def running(self) -> bool:
        """Whether a check is under way."""
        return self._running

    def open(self, root: Path) -> None:
        """Follow this folder from now on."""
        self.root, self.report = root, None
        self._forget_watched()
        self.check()

    def close(self) -> None:
        """Follow nothing any more."""
        self._settle.stop()
        self.root, self.report = None, None
        self._forget_watched()

    def check(self) -> None:
        """Check now; asked for while a check runs, another one follows it."""
        root = self.root
        if root is None:
            return
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self.busy.emit(True)
        before = self.report
        self._runner.run(
            self,
            lambda: _check(root, before),
            lambda report: self._done(root, report),
            lambda error: self._failed(root, error),
        )

    def _done(self, root: Path, report: "Report") -> None:
        if self._ended(root):
            self.report = report
            self._watch(report)
            self.checked.emit(report)

    def _failed(self, root: Path, error: Exception) -> None:
        current = self._ended(root)
        if not isinstance(error, OSError):
            raise error
        if current:
            self.unreadable.emit(str(error.filename or root))

    def _ended(self, root: Path) -> bool:
        """Whether what was checked is still the folder in front."""
        self._running = False
        self.busy.emit(False)
        if self._again or root != self.root:
            self.check()
        return root == self.root

    def _watch(self, report: "Report") -> None:
        """Every file, for editors that write in place; every folder, for those that put a new
        file in its place, after which the file itself is no longer watched."""
        folder = report.compiled.folder
        wanted = {str(folder.root)}
        for name in folder.files:
            path = folder.root / name
            wanted.add(str(path))
            while path.parent != folder.root:
                path = path.parent
                wanted.add(str(path))
        watched = set(self._watcher.files()) | set(self._watcher.directories())
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if fresh := sorted(wanted - watched):
            self._watcher.addPaths(fresh)

    def _forget_watched(self) -> None:
        watched = self._watcher.files() + self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)


def _check(root: Path, before: "Report | None") -> "Report":
    from lessons.check import check_folder

    return check_folder(root, before=before)
