"""A photo taken with the PC's camera, on the page and not in a window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QBuffer, QIODevice, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.webcam import Fault, Webcam
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.screen import Screen
from desktop.ui.widgets.text import label, row
from reports.xpath import VIETNAM

_SIZE = (480, 270)
_QUALITY = 92

Cameras = Callable[[], Webcam]


class CameraPanel(QWidget):
    """Aim, take, look at it, then use it or take another."""

    taken = Signal(bytes, str)
    """The photo as JPEG, and what to call it."""
    left = Signal()
    """No photo after all."""

    def __init__(self, theme: Theme, cameras: Cameras = Webcam) -> None:
        super().__init__()
        self._webcam = cameras()
        self._webcam.setParent(self)
        self._webcam.seen.connect(self._show)
        self._webcam.failed.connect(self._fail)
        self._webcam.came.connect(self._look_again)
        self._photo = QImage()
        self._fault = ""
        self._waits = False
        """Hidden while somebody aimed."""
        self.screen = Screen(theme, *_SIZE)
        self.screen.setAccessibleName(self.tr("Hình từ máy ảnh"))
        self._state = label("", "soft")
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Máy ảnh"))
        self._which.currentIndexChanged.connect(self._choose)
        self.take = button(self.tr("Chụp"), self._take, "primary", theme=theme, icon="camera")
        self.use = button(self.tr("Dùng ảnh này"), self._use, "primary", theme=theme, icon="check")
        self.again = button(self.tr("Chụp lại"), self.begin, theme=theme, icon="retry")
        self.retry = button(self.tr("Thử lại"), self.begin, theme=theme, icon="retry")
        self.leave = button(self.tr("Thôi"), self.close_panel, "quiet")
        line = row(
            self.take, self.use, self.again, self.retry, self._which, self.leave, 1,
            spacing=theme.px(10),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.screen)
        column.addWidget(self._state)
        column.addLayout(line)

    @property
    def state(self) -> str:
        """What is said about the camera."""
        return self._state.text()

    def begin(self) -> None:
        """Look through the camera."""
        self._photo = QImage()
        self._fault = ""
        self.screen.show_image(QImage())
        self._arrange(self.tr("Đang mở máy ảnh…"))
        self.leave.setFocus()
        self._webcam.start(max(0, self._which.currentIndex()))
        if not self._fault:
            self._list()

    def close_panel(self) -> None:
        """Without a photo."""
        self._webcam.stop()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        # Nobody is filmed who does not look at it.
        super().hideEvent(event)
        self._waits = not self._fault and self._photo.isNull()
        self._webcam.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waits:
            self._waits = False
            QTimer.singleShot(0, self, self.begin)

    def _show(self, image: QImage) -> None:
        if not self._photo.isNull():
            return
        is_first = self.screen.image.isNull()
        self.screen.show_image(image)
        if is_first:
            self._arrange(self.tr("Hướng máy ảnh vào chỗ cần chụp rồi bấm Chụp."))
            if self.leave.hasFocus():
                self.take.setFocus()

    def _take(self) -> None:
        photo = self._webcam.photo()
        if photo.isNull():
            return
        self._photo = photo.copy()
        self._webcam.stop()
        self.screen.show_image(self._photo)
        self._arrange(self.tr("Ảnh đã rõ chưa? Dùng ảnh này, hoặc chụp lại."))
        self.use.setFocus()

    def _use(self) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._photo.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", _QUALITY)
        moment = f"{datetime.now(VIETNAM):%H.%M.%S %d-%m-%Y}"
        name = self.tr("Ảnh chụp {moment}").format(moment=moment)
        self.taken.emit(bytes(buffer.data().data()), f"{name}.jpg")

    def _fail(self, fault: str) -> None:
        self._fault = fault
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else True
        self.screen.show_image(QImage())
        self._arrange(self._words(fault))
        if had_focus:
            self.retry.setFocus()

    def _look_again(self) -> None:
        if self._fault == Fault.NO_CAMERA:
            # Plugged in just now: the system needs a moment to know what it is.
            QTimer.singleShot(0, self, self.begin)

    def _choose(self, _index: int) -> None:
        self.begin()

    def _list(self) -> None:
        names = self._webcam.names
        if [self._which.itemText(n) for n in range(self._which.count())] != names:
            self._which.blockSignals(True)
            self._which.clear()
            self._which.addItems(names)
            self._which.blockSignals(False)
        self._arrange(self._state.text())

    def _arrange(self, words: str) -> None:
        """Only what can be done now is there."""
        aims = not self.screen.image.isNull() and self._photo.isNull()
        self._state.setText(words)
        self._state.setProperty("kind", "error" if self._fault else "soft")
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self.screen.setVisible(not self._fault)
        self.take.setVisible(aims)
        self.use.setVisible(not self._photo.isNull())
        self.again.setVisible(not self._photo.isNull())
        self.retry.setVisible(bool(self._fault))
        self._which.setVisible(self._which.count() > 1 and self._photo.isNull())

    def _words(self, fault: str) -> str:
        """What is wrong, and what to do."""
        phone = self.tr(
            "Hoặc chụp bằng điện thoại, chép ảnh vào máy này rồi chọn hay kéo ảnh vào đây."
        )
        match fault:
            case Fault.NO_CAMERA:
                said = self.tr(
                    "Không thấy máy ảnh nào trên máy này. Cắm webcam vào cổng USB, đợi vài giây "
                    "rồi bấm Thử lại."
                )
            case Fault.NO_PICTURE:
                said = self.tr(
                    "Máy ảnh không cho hình. Có thể Zalo, Zoom hay chương trình khác đang dùng: "
                    "hãy tắt chương trình đó rồi bấm Thử lại. Nếu vẫn vậy, vào Cài đặt của "
                    "Windows, mục Quyền riêng tư, Máy ảnh, và cho phép ứng dụng dùng máy ảnh; "
                    "xem cả nắp che ống kính."
                )
            case _:
                said = self.tr(
                    "Bản Sơn Ca này hoặc hệ thống của máy không có phần đa phương tiện nên không "
                    "chụp ở đây được. Hãy chụp bằng chương trình máy ảnh của máy rồi kéo ảnh vào "
                    "đây. Windows N: nhờ người phụ trách máy cài Media Feature Pack."
                )
        return f"{said} {phone}"
