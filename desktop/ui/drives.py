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

_MOUNTED_BY_USERS: Final = ("/media/", "/run/media/", "/Volumes/")
_ALSO: Final = "/mnt/"
_OF_STICKS: Final = {b"vfat", b"msdos", b"exfat", b"fuseblk", b"ntfs", b"ntfs3"}
_BLOCKS: Final = Path("/sys/class/block")
_REMOVABLE, _NETWORK = 2, 4
"""What Windows' ``GetDriveType`` calls a stick, and a share that has a letter."""
_FLOPPIES: Final = ("A:", "B:")


@dataclass(frozen=True, slots=True)
class Drive:
    """``free`` is in bytes, -1 when not known. From one that is not ``writable``, replies
    can be read."""

    name: str
    folder: Path
    free: int
    writable: bool = True


def removable() -> list[Drive]:
    """What looks like a stick or a share; a guess, so any other folder can be chosen too."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if sys.platform == "win32":
            # Before it is asked anything: a floppy drive without a disk takes seconds.
            likely = not root.upper().startswith(_FLOPPIES) and _windows_type(root) in {
                _REMOVABLE,
                _NETWORK,
            }
        else:
            likely = is_a_stick(
                root, volume.fileSystemType().data(), volume.device().data().decode()
            )
        if likely and volume.isReady() and not volume.isRoot():
            name, free = volume.displayName() or root, volume.bytesAvailable()
            found.append(Drive(name, Path(root), free, not volume.isReadOnly()))
    return found


def is_a_stick(root: str, kind: bytes, device: str, blocks: Path = _BLOCKS) -> bool:
    """Whether a volume of Linux is one that somebody plugged in.

    The kernel knows what hangs on USB. Where it cannot be asked, the folder tells: desktops
    mount sticks below their own, people by hand below ``/mnt``.
    """
    block = blocks / device.rsplit("/", 1)[-1]
    if device.startswith("/dev/") and block.exists() and "/usb" in str(block.resolve()):
        return True
    return root.startswith(_MOUNTED_BY_USERS) or (root.startswith(_ALSO) and kind in _OF_STICKS)


def _windows_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\"))
    return kind


class DriveChooser(QWidget):
    """Plugged-in sticks to choose from, and any other folder."""

    chosen = Signal(object)
    """The ``Path``, or None when what was chosen is gone."""

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
            self.chosen.emit(self.folder)
        if not drives:
            self._list.addWidget(
                label(self.tr("Chưa thấy USB nào. Cắm USB rồi bấm “Tìm lại USB”."), "soft")
            )
        for drive in drives:
            words = self._words(drive)
            made = Radio(self._theme, words, words)
            made.setChecked(drive.folder == self.folder)
            made.clicked.connect(lambda _checked=False, folder=drive.folder: self._take(folder))
            self._group.addButton(made)
            self._list.addWidget(made)

    def _words(self, drive: Drive) -> str:
        if drive.free < 0:
            return self.tr("Thư mục {folder}").format(folder=drive.folder)
        if not drive.writable:
            return self.tr("{name} ({folder}), chỉ đọc được").format(
                name=drive.name, folder=drive.folder
            )
        return self.tr("{name} ({folder}), còn trống {free}").format(
            name=drive.name, folder=drive.folder, free=size(drive.free)
        )

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
