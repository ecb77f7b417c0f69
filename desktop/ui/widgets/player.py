"""A recording or a film with a button to play it, on the page and not in a window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QUrl
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from desktop.ui.multimedia import multimedia
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.screen import Screen
from desktop.ui.widgets.text import label, row

Opener = Callable[[str, bytes], bool]
"""Shows a file, by name and bytes, in the system's own program; whether there is one."""

_LONG_MS = 20_000
"""A recording that is longer than this gets a track to move along."""
_SCREEN = (480, 270)
_STEP_MS = 5_000


class Playing:
    """At most one thing plays at a time."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] | None = None

    def begin(self, stop: Callable[[], None]) -> None:
        """Something begins to play; what played before is stopped."""
        before, self._stop = self._stop, stop
        if before is not None and before != stop:
            before()

    def end(self, stop: Callable[[], None]) -> None:
        if self._stop == stop:
            self._stop = None


@dataclass(frozen=True)
class Recording:
    """What can be played. ``body`` is asked when somebody wants to: None when it is not here.

    ``words`` say what it belongs to, for those who do not see it.
    """

    name: str
    is_video: bool
    body: Callable[[], bytes | None]
    words: str


class Player(QWidget):
    """``small``: a button without words, for the place beside a choice."""

    def __init__(
        self,
        theme: Theme,
        recording: Recording,
        playing: Playing,
        opener: Opener | None = None,
        *,
        small: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._recording, self._playing = theme, recording, playing
        self._opener, self._small = opener, small
        self._engine: _Engine | None = None
        if small:
            self.button = icon_button(theme, "play", "", self.press)
        else:
            self.button = button("", self.press, theme=theme, icon="play")
        self.setFocusProxy(self.button)
        self._time = label("", "small", wrap=False)
        self._time.hide()
        self._track = QSlider(Qt.Orientation.Horizontal)
        self._track.setSingleStep(_STEP_MS)
        self._track.setPageStep(6 * _STEP_MS)
        self._track.setAccessibleName(self.tr("Chỗ đang phát"))
        self._track.hide()
        self._track.actionTriggered.connect(self._moved)
        self._trouble = label("", "error")
        self._trouble.hide()
        self._outside = button(self.tr("Mở bằng chương trình khác"), self._open_outside, "link")
        self._outside.hide()
        self._screen: Screen | None = None
        line = row(self.button, self._time, self._track, 0 if small else 1, spacing=theme.px(8))
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.px(4))
        self._body.addLayout(line)
        self._body.addWidget(self._trouble)
        self._body.addWidget(self._outside)
        self._show_state(False)

    @property
    def is_playing(self) -> bool:
        return self._engine is not None

    @property
    def trouble(self) -> str:
        """Why it does not play, or how; "" when all is well."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def press(self) -> None:
        """Play from the beginning, or stop."""
        if self._engine is not None:
            self.stop()
            return
        self._say("", outside=False)
        body = self._recording.body()
        if body is None:
            self._say(
                self.tr(
                    "Thiếu tệp “{name}” của biểu mẫu nên không phát được. "
                    "Vẫn trả lời được; hãy báo đầu mối của tỉnh."
                ).format(name=self._recording.name),
                outside=False,
            )
            return
        module = multimedia()
        if module is None:
            self._cannot()
            return
        self._playing.begin(self.stop)
        self._engine = _Engine(self, module, self._recording, body)
        self._show_state(True)
        self._engine.play()

    def stop(self) -> None:
        """Stop and forget the place."""
        engine, self._engine = self._engine, None
        self._playing.end(self.stop)
        if engine is not None:
            engine.close()
        self._time.hide()
        self._track.hide()
        if self._screen is not None:
            self._screen.hide()
        self._show_state(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._engine is not None:
            self.stop()

    # What the engine tells

    def came_to(self, at: int, of: int) -> None:
        """Milliseconds played, and in all (0 while unknown)."""
        if of:
            self._time.setText(f"{_clock(at)} / {_clock(of)}")
        self._time.setVisible(bool(of))
        is_long = of > _LONG_MS and not self._small
        self._track.setVisible(is_long)
        if is_long and not self._track.isSliderDown():
            self._track.setRange(0, of)
            self._track.setValue(at)

    def showed(self, image: Any) -> None:
        """An image of a film."""
        if self._screen is None:
            self._screen = Screen(self._theme, *_SCREEN)
            self._screen.setAccessibleName(self._words())
            self._body.insertWidget(1, self._screen)
        self._screen.show_image(image)
        self._screen.show()

    def silent(self) -> None:
        """There is nothing on this PC to hear it with."""
        self._say(
            self.tr("Máy này không có loa hoặc tai nghe. Hãy cắm loa hoặc tai nghe rồi phát lại."),
            outside=False,
        )

    def broke(self) -> None:
        """This PC cannot read it."""
        self.stop()
        self._cannot()

    # Within

    def _cannot(self) -> None:
        self._say(
            self.tr(
                "Không phát được “{name}”: tệp hỏng, hoặc máy này không đọc được loại tệp này."
            ).format(name=self._recording.name),
            outside=self._opener is not None,
        )

    def _open_outside(self) -> None:
        body = self._recording.body()
        opener = self._opener
        if opener is None or body is None or not opener(self._recording.name, body):
            self._say(
                self.tr("Máy này không có chương trình nào mở được “{name}”.").format(
                    name=self._recording.name
                ),
                outside=False,
            )

    def _moved(self, _action: int) -> None:
        if self._engine is not None:
            self._engine.move(self._track.sliderPosition())

    def _say(self, text: str, *, outside: bool) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        self._outside.setVisible(outside)

    def _words(self) -> str:
        words = self._recording.words
        if self._recording.is_video:
            return self.tr("Xem video: {words}").format(words=words)
        return self.tr("Nghe ghi âm: {words}").format(words=words)

    def _show_state(self, playing: bool) -> None:
        said = self._words()
        if playing:
            said = self.tr("Dừng: {words}").format(words=self._recording.words)
        self.button.setAccessibleName(said)
        self._theme.dress(self.button, "stop" if playing else "play", "indigo")
        if self._small:
            self.button.setToolTip(said)
        elif playing:
            self.button.setText(self.tr("Dừng"))
        else:
            self.button.setText(
                self.tr("Xem video") if self._recording.is_video else self.tr("Nghe")
            )


class _Engine(QObject):
    """One playing of one recording, out of memory."""

    def __init__(self, player: Player, module: Any, recording: Recording, body: bytes) -> None:
        super().__init__(player)
        self._player, self._module = player, module
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(body))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._media = module.QMediaPlayer(self)
        self._has_sound = bool(module.QMediaDevices.audioOutputs())
        # Even where nothing is heard: without one a recording never comes to its end.
        self._media.setAudioOutput(module.QAudioOutput(self))
        if recording.is_video:
            self._sink = module.QVideoSink(self)
            self._sink.videoFrameChanged.connect(self._frame)
            self._media.setVideoSink(self._sink)
        self._media.positionChanged.connect(self._position)
        self._media.errorOccurred.connect(self._error)
        self._media.mediaStatusChanged.connect(self._status)
        # The name helps where the bytes do not say what they are.
        self._media.setSourceDevice(self._buffer, QUrl(recording.name))

    def play(self) -> None:
        if not self._has_sound:
            self._player.silent()
        self._media.play()

    def move(self, at: int) -> None:
        self._media.setPosition(at)

    def close(self) -> None:
        for signal in (
            self._media.positionChanged,
            self._media.errorOccurred,
            self._media.mediaStatusChanged,
        ):
            signal.disconnect()
        self._media.stop()
        self._media.setSource(QUrl())
        self.deleteLater()

    def _frame(self, frame: Any) -> None:
        image = frame.toImage()
        if not image.isNull() and self._player.is_playing:
            self._player.showed(image)

    def _position(self, at: int) -> None:
        self._player.came_to(at, self._media.duration())

    def _error(self, error: Any, _text: str) -> None:
        if error != self._module.QMediaPlayer.Error.NoError:
            self._player.broke()

    def _status(self, status: Any) -> None:
        statuses = self._module.QMediaPlayer.MediaStatus
        if status == statuses.EndOfMedia:
            self._player.stop()
        elif status == statuses.InvalidMedia and self._player.is_playing:
            self._player.broke()


def _clock(ms: int) -> str:
    seconds = round(ms / 1000)
    return f"{seconds // 60}:{seconds % 60:02}"
