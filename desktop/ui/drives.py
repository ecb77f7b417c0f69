"""Sticks that are plugged in, and choosing one or any other folder."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QVBoxLayout, QWidget

from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.option import Radio
from desktop.ui.widgets.text import clear, label, row

_MOUNTED_BY_USERS: Final = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_OF_STICKS: Final = {b"vfat", b"msdos", b"exfat", b"fuseblk", b"ntfs", b"ntfs3"}


@dataclass(frozen=True, slots=True)
class Drive:
    """``free`` is in bytes."""

    name: str
    folder: Path
    free: int


def removable() -> list[Drive]:
    """What looks like a stick and can be written; a guess, as the system tells no more."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not volume.isReady() or volume.isReadOnly() or volume.isRoot():
            continue
        if sys.platform == "win32":
            likely = not root.upper().startswith("C:")
        else:
            likely = root.startswith(_MOUNTED_BY_USERS) and (
                volume.fileSystemType().data() in _OF_STICKS or not root.startswith("/mnt/")
            )
        if likely:
            found.append(Drive(volume.displayName() or root, Path(root), volume.bytesAvailable()))
    return found


class DriveChooser(QWidget):
    """Plugged-in sticks to choose from, and any other folder."""

    chosen = Signal(object)
    """The ``Path``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.folder: Path | None = None
        self._other: Path | None = None
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        box.addLayout(self._list)
        self._look = button(self.tr("Tìm lại USB"), self.look, "quiet", theme=theme, icon="retry")
        self._ask = button(self.tr("Chọn thư mục khác…"), self._ask_for_folder, "quiet")
        box.addLayout(row(self._look, self._ask, 1))

    def look(self) -> None:
        """See what is plugged in now; the choice stays where it still can be."""
        self.show_drives(removable())

    def show_drives(self, drives: list[Drive]) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
        clear(self._list)
        folders = [drive.folder for drive in drives]
        if self._other is not None and self._other not in folders:
            drives = [*drives, Drive(str(self._other), self._other, -1)]
            folders.append(self._other)
        if self.folder not in folders:
            self.folder = folders[0] if len(folders) == 1 else None
        if not drives:
            self._list.addWidget(
                label(self.tr("Chưa thấy USB nào. Cắm USB rồi bấm “Tìm lại USB”."), "soft")
            )
        for drive in drives:
            words = (
                self.tr("{name} ({folder}), còn trống {free}").format(
                    name=drive.name, folder=drive.folder, free=size(drive.free)
                )
                if drive.free >= 0
                else self.tr("Thư mục {folder}").format(folder=drive.folder)
            )
            made = Radio(self._theme, words, words)
            made.setChecked(drive.folder == self.folder)
            made.clicked.connect(lambda _checked=False, folder=drive.folder: self._take(folder))
            self._group.addButton(made)
            self._list.addWidget(made)

    def choose(self, folder: Path) -> None:
        """Use this folder, as if it had been asked for."""
        self._other = self.folder = folder
        self.look()
        self.chosen.emit(folder)

    def _take(self, folder: Path) -> None:
        self.folder = folder
        self.chosen.emit(folder)

    def _ask_for_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB hoặc thư mục chung"))
        if found:
            self.choose(Path(found))
