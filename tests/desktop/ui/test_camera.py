"""A photo taken with the camera: aimed, looked at, used; and every way in which there is none.

Nothing that the tests run on has a camera. The frames come through QtMultimedia's own capture
session from a source of its own (``QVideoFrameInput``), so that only the device is not real.
"""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QCamera, QVideoFrame, QVideoFrameInput
from PySide6.QtWidgets import QApplication

from desktop.ui import webcam
from desktop.ui.form_page import FormPage
from desktop.ui.inputs.attachment import AttachmentInput
from desktop.ui.inputs.camera import CameraPanel
from desktop.ui.webcam import Fault, Webcam
from tests.desktop.ui.driving import go, shown_texts, typed

SPACE, TAB, ESCAPE = Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Escape
PHOTO = "/data/photo"

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "No RHI backend", extend=True)


class Scene:
    """What stands before the camera."""

    def __init__(self) -> None:
        self.colour = "#2e8b57"
        self.size = (1920, 1080)
        self.given = 0
        self.plugged = True

    def attach(self, _module, session, _number) -> QObject | None:
        if not self.plugged:
            return None
        source = QVideoFrameInput()
        session.setVideoFrameInput(source)
        timer = QTimer(source)
        timer.timeout.connect(lambda: self.send(source))
        timer.start(5)
        return source

    def send(self, source: QVideoFrameInput) -> None:
        image = QImage(*self.size, QImage.Format.Format_RGB32)
        image.fill(QColor(self.colour))
        self.given += source.sendVideoFrame(QVideoFrame(image))


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def form(desktop, scene, monkeypatch) -> FormPage:
    monkeypatch.setattr(webcam, "_attach_camera", scene.attach)
    page = go(desktop, "form", "new:seen")
    assert isinstance(page, FormPage)
    return page


def attachment(form) -> AttachmentInput:
    made = form.form.row(PHOTO).input
    assert isinstance(made, AttachmentInput)
    return made


def panel(form) -> CameraPanel:
    form.form.go_to(PHOTO)
    typed(TAB, SPACE)
    return attachment(form).findChildren(CameraPanel)[-1]


def test_a_photo_is_taken_by_keyboard(form, desktop, scene, qtbot):
    camera = panel(form)
    qtbot.waitUntil(camera.take.isVisible)
    assert camera.screen.image.width() == 1920
    assert QApplication.focusWidget() is camera.take
    typed(SPACE)
    assert QApplication.focusWidget() is camera.use
    assert "chụp lại" in camera.state
    typed(SPACE)
    qtbot.waitUntil(lambda: form.session.value(PHOTO) != "")
    name = form.session.value(PHOTO)
    assert name.startswith("Ảnh chụp ") and name.endswith(".jpg")
    attached = desktop.desk.attaching.of_report(form.report)[name]
    # It went the way of every photo: made smaller, nothing told of the camera.
    with Image.open(io.BytesIO(desktop.desk.attaching.body(attached.sha256))) as photo:
        assert max(photo.size) == 400
        assert photo.getpixel((200, 100))[1] > 120
        assert dict(photo.getexif()) == {}
    assert attachment(form).isAncestorOf(QApplication.focusWidget())


def test_a_photo_is_taken_again(form, scene, qtbot):
    camera = panel(form)
    qtbot.waitUntil(camera.take.isVisible)
    camera.take.click()
    before = scene.given
    assert not camera.take.isVisible()
    scene.colour = "#c0392b"
    camera.again.click()
    qtbot.waitUntil(lambda: scene.given > before and camera.take.isVisible())
    camera.take.click()
    assert camera.screen.image.pixelColor(5, 5).red() > 150


def test_the_button_is_in_view_on_a_small_screen(form, desktop, qtbot):
    desktop.window.resize(1024, 560)
    desktop.theme.set_percent(150)
    attachment(form).open_camera()
    camera = attachment(form).findChildren(CameraPanel)[-1]
    form.form.verticalScrollBar().setValue(0)
    qtbot.waitUntil(camera.take.isVisible)
    seen = form.form.viewport()

    def bottom() -> int:
        return camera.take.mapTo(seen, camera.take.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: 0 < bottom() <= seen.height())
    desktop.theme.set_percent(100)


def test_escape_leaves_the_camera_off(form, scene, qtbot):
    camera = panel(form)
    qtbot.waitUntil(camera.take.isVisible)
    typed(ESCAPE)
    assert camera._webcam._session is None
    assert form.session.value(PHOTO) == ""
    assert "Chụp ảnh" in shown_texts(attachment(form))


def test_nobody_is_filmed_on_another_page(form, desktop, qtbot):
    camera = panel(form)
    qtbot.waitUntil(camera.take.isVisible)
    go(desktop, "home")
    assert camera._webcam._session is None


def test_a_window_that_comes_back_shows_the_camera_again(form, desktop, qtbot):
    camera = panel(form)
    qtbot.waitUntil(camera.take.isVisible)
    desktop.window.hide()
    assert camera._webcam._session is None
    desktop.window.show()
    qtbot.waitUntil(lambda: camera._webcam._session is not None and camera.take.isVisible())
    camera.take.click()
    assert camera.use.isVisible()


def test_without_a_camera_it_is_said_and_tried_again(form, scene, qtbot):
    scene.plugged = False
    camera = panel(form)
    assert camera.state.startswith("Không thấy máy ảnh nào")
    assert "điện thoại" in camera.state
    assert QApplication.focusWidget() is camera.retry
    scene.plugged = True
    typed(SPACE)
    qtbot.waitUntil(camera.take.isVisible)


def test_a_camera_that_is_plugged_in_is_found(form, scene, qtbot):
    scene.plugged = False
    camera = panel(form)
    scene.plugged = True
    camera._webcam.came.emit()
    qtbot.waitUntil(camera.take.isVisible)


def test_a_pc_that_has_none_says_so(desktop, qtbot, monkeypatch):
    monkeypatch.setattr(webcam, "_cameras", lambda _module: [])
    camera = Webcam()
    with qtbot.waitSignal(camera.failed) as told:
        camera.start()
    assert told.args == [Fault.NO_CAMERA]
    assert camera.names == []


def test_a_camera_that_another_program_has_is_said(form, scene, qtbot, monkeypatch):
    """Qt tells it as an error of the camera: here that of one which is not there."""
    made: list[QCamera] = []

    def busy(_module, _session, _number) -> QObject:
        made.append(QCamera())
        return made[-1]

    monkeypatch.setattr(webcam, "_attach_camera", busy)
    camera = panel(form)
    qtbot.waitUntil(lambda: camera.state.startswith("Máy ảnh không cho hình"))
    assert "Quyền riêng tư" in camera.state
    assert QApplication.focusWidget() is camera.retry


def test_a_camera_that_shows_nothing_is_given_up(desktop, qtbot):
    camera = Webcam(lambda _module, _session, _number: QObject(), patience=1)
    with qtbot.waitSignal(camera.failed) as told:
        camera.start()
    assert told.args == [Fault.NO_PICTURE]


def test_without_qt_multimedia_it_is_said(form, monkeypatch):
    monkeypatch.setattr(webcam, "multimedia", lambda: None)
    camera = panel(form)
    assert "Media Feature Pack" in camera.state
    assert "điện thoại" in camera.state


class Shape:
    """A format of a camera."""

    def __init__(self, width: int, height: int, rate: float) -> None:
        self._size, self._rate = QImage(width, height, QImage.Format.Format_Mono).size(), rate

    def resolution(self):
        return self._size

    def maxFrameRate(self) -> float:
        return self._rate


def test_of_many_formats_the_one_that_a_form_needs_is_taken():
    shapes = [(640, 480, 30), (1920, 1080, 30), (1920, 1080, 15), (1920, 1080, 2), (4000, 3000, 10)]
    best = min((Shape(*each) for each in shapes), key=webcam._how_far)
    assert (best.resolution().width(), best.maxFrameRate()) == (1920, 30)
    old = min((Shape(640, 480, 30), Shape(1280, 960, 7)), key=webcam._how_far)
    assert old.resolution().width() == 1280
