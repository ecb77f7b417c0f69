"""A photo or a file as it is kept: small, larger on request, with its size."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.player import Opener, Player, Playing, Recording
from desktop.ui.widgets.text import Icon, label, row
from desktop.usecases.attaching import Attached

_THUMB = (148, 112)
_LARGE = (1000, 620)


class AttachedView(QWidget):
    """``body`` is the file's, None when it is not kept here any more."""

    def __init__(
        self,
        theme: Theme,
        attached: Attached,
        body: bytes | None,
        state: str = "",
        *,
        trouble: str = "",
        opener: Opener | None = None,
        playing: Playing | None = None,
    ) -> None:
        super().__init__()
        self._attached, self._file, self._opener = attached, body, opener
        self._theme = theme
        self._picture = QPixmap()
        if body and attached.type.startswith("image/"):
            self._picture.loadFromData(body)
        self._large = False
        self._image = QLabel()
        self._image.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._image.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.buttons = row(spacing=theme.px(18))
        self._zoom = button("", self._toggle, "link")
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(label(attached.name, "strong"))
        about = [size(attached.size)]
        if not self._picture.isNull():
            pixels = self.tr("{width} × {height} điểm ảnh")
            about.append(pixels.format(width=self._picture.width(), height=self._picture.height()))
        words.addWidget(label(" · ".join([*about, *([state] if state else [])]), "small"))
        if body is None:
            gone = self.tr("Tệp đã xóa khỏi máy này để nhẹ máy; tỉnh giữ bản đã gửi.")
            words.addWidget(label(gone, "small"))
        words.addSpacing(theme.px(4))
        words.addLayout(self.buttons)
        self._trouble = label(trouble, "error")
        if not trouble:
            self._trouble.hide()
        words.addWidget(self._trouble)
        words.addStretch(1)
        self.buttons.addWidget(self._zoom)
        self.player: Player | None = None
        if body is not None and attached.type.startswith(("audio/", "video/")):
            recording = Recording(
                attached.name, attached.type.startswith("video/"), lambda: body, attached.name
            )
            self.player = Player(theme, recording, playing or Playing(), opener)
            words.insertWidget(2, self.player)
        elif body is not None and self._picture.isNull() and opener is not None:
            self.buttons.addWidget(button(self.tr("Mở"), self._open, "link"))
        self._beside = row(spacing=theme.px(14))
        if self._picture.isNull():
            self._beside.addWidget(Icon(theme, "report", size=28), 0, Qt.AlignmentFlag.AlignTop)
            self._zoom.hide()
        else:
            self._beside.addWidget(self._image, 0, Qt.AlignmentFlag.AlignTop)
        self._beside.addLayout(words, 1)
        self._below = QLabel()
        self._below.hide()
        body_ = QVBoxLayout(self)
        body_.setContentsMargins(0, 0, 0, 0)
        body_.setSpacing(theme.px(8))
        body_.addLayout(self._beside)
        body_.addWidget(self._below)
        self._image.setAccessibleName(self.tr("Ảnh: {name}").format(name=attached.name))
        self._draw()

    def _open(self) -> None:
        opener, body = self._opener, self._file
        if opener is None or body is None or not opener(self._attached.name, body):
            self._trouble.setText(
                self.tr("Máy này không có chương trình nào mở được “{name}”.").format(
                    name=self._attached.name
                )
            )
            self._trouble.show()

    @property
    def is_large(self) -> bool:
        return self._large

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._large and event.size().width() != event.oldSize().width():
            self._draw()

    def _toggle(self) -> None:
        self._large = not self._large
        self._draw()

    def _draw(self) -> None:
        self._zoom.setText(self.tr("Thu nhỏ") if self._large else self.tr("Xem lớn"))
        if self._picture.isNull():
            return
        small = (self._theme.px(_THUMB[0]), self._theme.px(_THUMB[1]))
        self._image.setPixmap(self._scaled(*small))
        self._below.setVisible(self._large)
        if self._large:
            self._below.setPixmap(self._scaled(min(_LARGE[0], max(200, self.width())), _LARGE[1]))

    def _scaled(self, width: int, height: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture.width() <= width * ratio and self._picture.height() <= height * ratio:
            made = QPixmap(self._picture)
        else:
            made = self._picture.scaled(
                round(width * ratio),
                round(height * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        made.setDevicePixelRatio(ratio)
        return made
