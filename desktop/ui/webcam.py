"""The PC's camera: what it sees, and in codes why it does not."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.ui.multimedia import multimedia


class Fault(StrEnum):
    """Why there is nothing to see."""

    NO_PARTS = "no_parts"
    """This PC has not what QtMultimedia needs."""
    NO_CAMERA = "no_camera"
    NO_PICTURE = "no_picture"
    """There is a camera, and it gives nothing: another program has it, or it is forbidden."""


Attach = Callable[[Any, Any, int], QObject | None]
"""Gives the module's capture session a source, by number; None where there is none."""

_PATIENCE_MS: Final = 6_000
"""Old cameras take their time; one that another program has says nothing for ever."""
_BETWEEN_MS: Final = 66
"""Fifteen images a second are enough to aim by, and an old PC can draw them."""
_WANTED: Final = 1920
"""Pixels of the longer side: a little more than what a form keeps of a photo."""


class Webcam(QObject):
    """``seen`` tells what the camera sees, ``failed`` that it sees nothing."""

    seen = Signal(QImage)
    failed = Signal(str)
    """A :class:`Fault`."""
    came = Signal()
    """A camera was plugged in or out."""

    def __init__(self, attach: Attach | None = None, patience: int = _PATIENCE_MS) -> None:
        super().__init__()
        self._attach = attach
        self._source: QObject | None = None
        self._session: Any = None
        self._sink: Any = None
        self._devices: Any = None
        self._frame: Any = None
        self._since = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience)
        self._patience.timeout.connect(lambda: self._fail(Fault.NO_PICTURE))

    @property
    def names(self) -> list[str]:
        """What the cameras call themselves."""
        module = multimedia()
        return [] if module is None else [d.description() for d in _cameras(module)]

    def start(self, number: int = 0) -> None:
        """Begin to look; ``seen`` or ``failed`` follows."""
        self.stop()
        module = multimedia()
        if module is None:
            self.failed.emit(Fault.NO_PARTS)
            return
        if self._devices is None:
            self._devices = module.QMediaDevices(self)
            self._devices.videoInputsChanged.connect(self.came)
        self._session = module.QMediaCaptureSession(self)
        self._sink = module.QVideoSink(self)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take_frame)
        self._source = (self._attach or _attach_camera)(module, self._session, number)
        if self._source is None:
            self._fail(Fault.NO_CAMERA)
            return
        self._source.setParent(self)
        if isinstance(self._source, module.QCamera):
            self._source.errorOccurred.connect(self._broke)
            self._source.start()
            # One that is in error before it begins says nothing more.
            if self._source is not None and self._source.error() != module.QCamera.Error.NoError:
                self._fail(Fault.NO_PICTURE)
        if self._source is not None:
            self._patience.start()

    def stop(self) -> None:
        """Let the camera go: its light goes out, and others may have it."""
        self._patience.stop()
        self._frame = None
        self._since.invalidate()
        source, session, sink = self._source, self._session, self._sink
        self._source = self._session = self._sink = None
        if sink is not None:
            sink.videoFrameChanged.disconnect(self._take_frame)
        for each in (source, session, sink):
            if each is not None:
                if hasattr(each, "stop"):
                    each.stop()
                each.deleteLater()

    def photo(self) -> QImage:
        """What it sees now, at full size; null when it sees nothing."""
        return QImage() if self._frame is None else self._frame.toImage()

    def _take_frame(self, frame: Any) -> None:
        if not frame.isValid():
            return
        self._patience.stop()
        self._frame = frame
        if not self._since.isValid() or self._since.hasExpired(_BETWEEN_MS):
            image = frame.toImage()
            if not image.isNull():
                self._since.start()
                self.seen.emit(image)

    def _broke(self, error: Any, _text: str) -> None:
        if error != type(error).NoError:
            self._fail(Fault.NO_PICTURE)

    def _fail(self, fault: Fault) -> None:
        self.stop()
        self.failed.emit(fault)


def _cameras(module: Any) -> list[Any]:
    """The usual one first."""
    usual = module.QMediaDevices.defaultVideoInput()
    return sorted(module.QMediaDevices.videoInputs(), key=lambda device: device != usual)


def _attach_camera(module: Any, session: Any, number: int) -> QObject | None:
    devices = _cameras(module)
    if not devices:
        return None
    device = devices[number % len(devices)]
    camera: QObject = module.QCamera(device)
    formats = device.videoFormats()
    if formats:
        camera.setCameraFormat(min(formats, key=_how_far))  # type: ignore[attr-defined]
    session.setCamera(camera)
    return camera


def _how_far(shape: Any) -> tuple[bool, int, float]:
    """Sorts a camera's formats: the size that is wanted, at a speed that one can aim by."""
    size = shape.resolution()
    longer = max(size.width(), size.height())
    return shape.maxFrameRate() < 5, abs(longer - _WANTED), -shape.maxFrameRate()
