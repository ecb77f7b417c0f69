"""A photo or a file: chosen, dragged here, pasted, or taken with the camera."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop.ui.form_files import Files
from desktop.ui.inputs.base import Input
from desktop.ui.inputs.camera import CameraPanel, Cameras
from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.webcam import Webcam
from desktop.ui.widgets.attached import AttachedView
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.player import Playing
from desktop.ui.widgets.text import Icon, label, retone, row
from desktop.ui.words import refused_file, sentence
from desktop.usecases.attaching import Asked, Attached, most
from desktop.usecases.errors import KnownError

_PATTERNS = {
    "image": "*.jpg *.jpeg *.jfif *.png *.webp *.gif *.bmp",
    "audio": "*.mp3 *.m4a *.ogg *.wav *.amr",
    "video": "*.mp4 *.mov *.webm *.3gp *.mkv",
}


class AttachmentInput(Input):
    """The value is the name under which the file is kept."""

    def __init__(
        self,
        theme: Theme,
        asked: Asked,
        files: Files,
        playing: Playing | None = None,
        cameras: Cameras = Webcam,
    ) -> None:
        super().__init__(theme)
        self._asked, self._files = asked, files
        self._playing, self._cameras = playing or Playing(), cameras
        self._value = ""
        self._shown: str | None = None
        self._locked = False
        self._is_busy = False
        self._frame = QFrame()
        self._frame.setProperty("kind", "drop")
        self._inside = QVBoxLayout(self._frame)
        edge = theme.px(12)
        self._inside.setContentsMargins(edge, edge, edge, edge)
        self._error = label("", "error")
        self._error.hide()
        self.body.addWidget(self._frame)
        self.body.addWidget(self._error)
        self.setAcceptDrops(True)
        self._view: QWidget | None = None
        self._draw()

    @property
    def error(self) -> str:
        """Why the last file was not taken."""
        return self._error.text() if not self._error.isHidden() else ""

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def value(self) -> str:
        return self._value

    def put(self, value: str) -> None:
        self._value = value
        self._draw()

    def lock(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self.setAcceptDrops(not locked)
            self._shown = None
            self._draw()

    def mark(self, wrong: bool) -> None:
        retone(self._frame, "wrong", "true" if wrong else "")

    def take(self, source: Path | bytes, name: str = "") -> None:
        """Attach a file, or bytes under a name."""
        self._busy()
        self._files.take(self, self._asked, source, name, self._taken, self._refused)

    def take_mime(self, given: QMimeData) -> bool:
        """Attach what was dragged or copied; whether there is anything in it to attach."""
        paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if paths:
            self.take(paths[0])
            return True
        if given.hasImage() and self._asked.kind in {"image", "file"}:
            image = given.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.take(_png(image), self.tr("Ảnh dán") + ".png")
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self._locked:
            if not self.take_mime(QGuiApplication.clipboard().mimeData()):
                self._say(self.tr("Chưa có ảnh hay tệp nào được chép. Hãy chép ảnh rồi dán lại."))
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        given = event.mimeData()
        if given.hasUrls() or given.hasImage():
            retone(self._frame, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        retone(self._frame, "over", "")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        retone(self._frame, "over", "")
        if self.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def _choose(self) -> None:
        patterns = _PATTERNS.get(self._asked.kind, "")
        kinds = f"{self._words()[0]} ({patterns})" if patterns else ""
        chosen, _ = QFileDialog.getOpenFileName(self, self._words()[1], "", kinds)
        if chosen:
            self.take(Path(chosen))

    def open_camera(self) -> None:
        """Take a photo here."""
        self._error.hide()
        panel = CameraPanel(self.theme, self._cameras)
        panel.taken.connect(self.take)
        panel.left.connect(self._leave_camera)
        self._replace(panel)
        self.begin_with(panel.leave)
        panel.begin()

    def _leave_camera(self) -> None:
        self._shown = None
        self._draw()
        self.setFocus()

    def _remove(self) -> None:
        self._error.hide()
        self.put("")
        self.hand_on()
        self.setFocus()

    def _taken(self, attached: Attached) -> None:
        self._is_busy = False
        self._error.hide()
        self._shown = None
        self.put(attached.name)
        self.hand_on()
        self.setFocus()

    def _refused(self, error: KnownError) -> None:
        self._is_busy = False
        self._shown = None
        self._draw()
        self._say(sentence(error.code, error.params))
        self.setFocus()

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def _busy(self) -> None:
        self._is_busy = True
        self._error.hide()
        self._replace(label(self.tr("Đang chuẩn bị tệp…"), "soft"))
        self._shown = None

    def _draw(self) -> None:
        if self._shown == self._value:
            return
        self._shown = self._value
        attached = self._files.known(self._value) if self._value else None
        if attached is not None:
            self._replace(self._filled(attached))
        elif self._value:
            # An answer without its file: a draft that came from elsewhere.
            self._replace(label(self._value, "strong"))
        else:
            self._replace(self._empty())

    def _filled(self, attached: Attached) -> AttachedView:
        view = AttachedView(
            self.theme,
            attached,
            self._files.body(attached.sha256),
            trouble=refused_file(attached.refused, attached.size) if attached.refused else "",
            opener=self._files.open_outside,
            playing=self._playing,
        )
        if view.player is not None:
            self.watch(view.player.button)
        if not self._locked:
            change = button(self.tr("Thay"), self._choose, "link")
            remove = button(self.tr("Bỏ"), self._remove, "link")
            view.buttons.addWidget(change)
            view.buttons.addWidget(remove)
            self.watch(change, remove)
            self.begin_with(change)
        view.buttons.addStretch(1)
        return view

    def _empty(self) -> QWidget:
        made = QWidget()
        if self._locked:
            return made
        choose = button(self._words()[1], self._choose)
        self.watch(choose)
        self.begin_with(choose)
        is_image = self._asked.kind == "image"
        box = row(
            Icon(self.theme, "attach" if is_image else "report", size=24),
            choose,
            spacing=self.theme.px(12),
        )
        if is_image:
            take = button(self.tr("Chụp ảnh"), self.open_camera, theme=self.theme, icon="camera")
            self.watch(take)
            box.addWidget(take)
        words = self._words()[2]
        if not is_image:
            limit = self.tr("nhiều nhất {size}").format(size=size(most(self._asked)))
            words = f"{words} ({limit})"
        box.addWidget(label(words, "soft"), 1)
        made.setLayout(box)
        return made

    def _replace(self, view: QWidget) -> None:
        if self._view is not None:
            self._inside.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        self._view = view
        self._inside.addWidget(view)
        if self.isVisible():
            view.show()
        self.renewed.emit()

    def _words(self) -> tuple[str, str, str]:
        """The kind of file, the button, and what else can be done."""
        match self._asked.kind:
            case "image":
                return (
                    self.tr("Ảnh"),
                    self.tr("Chọn ảnh…"),
                    self.tr("hoặc kéo ảnh vào đây, hoặc dán bằng Ctrl+V"),
                )
            case "audio":
                return (
                    self.tr("Ghi âm"),
                    self.tr("Chọn tệp ghi âm…"),
                    self.tr("hoặc kéo tệp vào đây"),
                )
            case "video":
                return (
                    self.tr("Video"),
                    self.tr("Chọn video…"),
                    self.tr("hoặc kéo tệp vào đây"),
                )
            case _:
                return (
                    self.tr("Tệp"),
                    self.tr("Chọn tệp…"),
                    self.tr("hoặc kéo tệp vào đây, hoặc dán bằng Ctrl+V"),
                )


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
