"""Pictures, recordings and films beside questions and choices."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.ui import multimedia
from desktop.ui.form_page import FormPage
from desktop.ui.inputs.beside import Beside
from desktop.ui.inputs.pictures import LARGE, MediaBox, Picture, PictureLabel
from desktop.ui.inputs.searched import Picker
from desktop.ui.theme import Scheme
from desktop.ui.widgets import player as players
from desktop.ui.widgets.player import Player, Playing, Recording
from tests.desktop.ui import recordings
from tests.desktop.ui.driving import go, shown_texts, typed

SPACE, TAB, DOWN, ENTER = Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return

# What Qt says on a PC without a sound card.
pytestmark = pytest.mark.qt_log_ignore(
    "PulseAudioService: pa_context_connect",
    "No audio device detected",
    "No RHI backend",
    extend=True,
)


@pytest.fixture
def form(desktop) -> FormPage:
    return opened(desktop)


def opened(desktop) -> FormPage:
    page = go(desktop, "form", "new:heard")
    assert isinstance(page, FormPage)
    QApplication.processEvents()
    return page


def row(form, ref: str) -> QWidget:
    return form.form.row(f"/data/{ref}")


def drawn(widget: QWidget) -> list[PictureLabel]:
    QApplication.processEvents()
    return [each for each in widget.findChildren(PictureLabel) if each.isVisible()]


def player(widget: QWidget) -> Player:
    return widget.findChildren(Player)[0]


def colour(label: PictureLabel) -> str:
    image = label.pixmap().toImage()
    return image.pixelColor(2, 2).name()


def test_a_label_has_the_picture_of_its_language(desktop, form):
    (picture,) = drawn(row(form, "first/sign"))
    assert colour(picture) == "#a02c1c"
    assert picture.accessibleName() == "Hình: Đèn nào sáng?"
    desktop.speak("en")
    english = opened(desktop)
    (picture,) = drawn(row(english, "first/sign"))
    assert colour(picture) == "#2b4a80"
    assert picture.accessibleName() == "Picture: Which light is on?"
    # Without one of its own a language has that of the first.
    (section,) = drawn(english.form._parts.heads["/data/first"])
    assert colour(section) == "#a02c1c"


def test_pictures_grow_with_the_text(desktop, form):
    (picture,) = drawn(row(form, "first/sign"))
    before = picture.pixmap().width()
    assert before == 300
    choice = row(form, "choosing/light").input._buttons["red"]
    small = choice.picture_width
    desktop.theme.set_percent(150)
    assert picture.pixmap().width() == desktop.theme.px(before) > before
    assert choice.picture_width == desktop.theme.px(small) > small
    desktop.theme.set_percent(100)
    assert (picture.pixmap().width(), choice.picture_width) == (before, small)


def test_a_picture_is_no_wider_than_its_column(desktop, form, qtbot):
    row(form, "first/sign").findChild(MediaBox)._toggle()
    desktop.window.resize(720, 600)
    large = row(form, "first/sign").findChild(MediaBox)._large
    qtbot.waitUntil(lambda: 0 < large.pixmap().width() <= large.parentWidget().width())


def test_the_large_picture_comes_by_keyboard(form):
    sign = row(form, "first/sign")
    zoom = next(b for b in sign.findChildren(QPushButton) if b.text() == "Xem hình lớn")
    zoom.setFocus()
    typed(SPACE)
    box = sign.findChild(MediaBox)
    assert box.is_large
    (large,) = drawn(sign)
    assert large.pixmap().width() > 600
    typed(ENTER)
    assert not box.is_large
    assert colour(drawn(sign)[0]) == "#a02c1c"


def test_a_long_list_shows_pictures_beside_its_words(form):
    searched = row(form, "choosing/long").input
    assert isinstance(searched, Picker)
    form.form.go_to("/data/choosing/long")
    typed(DOWN)
    icons = {
        searched._list.item(n).text(): not searched._list.item(n).icon().isNull()
        for n in range(searched._list.count())
    }
    assert icons == {"Đỏ": True, "Xanh": True, "Lam": True, "Trắng": False, "Tắt": True}
    first = searched._list.item(0).icon()
    selected = first.pixmap(20, 20, QIcon.Mode.Selected).toImage()
    assert selected.pixelColor(5, 5).name() == "#c0392b"
    typed(ENTER)
    (chosen,) = drawn(searched)
    assert colour(chosen) == "#c0392b"
    assert player(searched).button.accessibleName() == "Nghe ghi âm: Đỏ"


def test_scales_tables_and_orders_show_pictures(form):
    scale = row(form, "choosing/rated").input
    assert scale._buttons["red"]._drawn.width() > 20
    assert scale._buttons["white"]._drawn is None
    marks = row(form, "choosing/one")
    colours = {colour(each) for each in drawn(marks)}
    assert colours == {"#a02c1c", "#c0392b", "#2e8b57", "#2b4a80", "#333333"}
    assert len(drawn(row(form, "choosing/order"))) == 4
    table = form.form._parts.tables["/data/lamps"]
    (head,) = drawn(table)
    assert colour(head) == "#a02c1c"


def test_drawings_stand_on_a_light_plate_in_the_dark(desktop):
    from PySide6.QtGui import QImage

    clear = QImage(10, 10, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    picture = Picture(clear, LARGE, clear.size())
    desktop.theme.set_scheme(Scheme.DARK)
    assert picture.at(desktop.theme).toImage().pixelColor(5, 5).name() == "#f4f1e9"
    desktop.theme.set_scheme(Scheme.LIGHT)
    assert picture.at(desktop.theme).toImage().pixelColor(5, 5).alpha() == 0


def test_a_large_original_is_decoded_small():
    picture = Picture.read(recordings.drawing("#123456", 4000, 3000), LARGE)
    assert picture is not None
    assert picture._image.width() <= LARGE.width() * 3


def test_what_is_missing_or_damaged_is_said(form):
    assert any("Thiếu hình “none.png”" in text for text in shown_texts(row(form, "first/gone")))
    broken = shown_texts(row(form, "first/broken"))
    assert any("Không đọc được hình “broken.png”" in text for text in broken)


def test_a_recording_is_played_by_keyboard(form, qtbot):
    heard = player(row(form, "first/sound"))
    assert heard.button.accessibleName() == "Nghe ghi âm: Nghe rồi chép lại"
    heard.button.setFocus()
    typed(SPACE)
    assert heard.is_playing
    assert heard.button.text() == "Dừng"
    assert heard.button.accessibleName() == "Dừng: Nghe rồi chép lại"
    qtbot.waitUntil(lambda: heard._time.text().endswith("/ 0:01"))
    qtbot.waitUntil(lambda: not heard.is_playing)
    assert heard.button.text() == "Nghe"
    typed(SPACE, SPACE)
    assert not heard.is_playing


def test_a_pc_without_a_loudspeaker_says_so(form, monkeypatch):
    from PySide6.QtMultimedia import QMediaDevices

    monkeypatch.setattr(QMediaDevices, "audioOutputs", list)
    heard = player(row(form, "first/sound"))
    heard.press()
    assert "không có loa" in heard.trouble


def test_a_film_is_shown_on_the_page(form, qtbot):
    seen = player(row(form, "first/film"))
    assert seen.button.accessibleName() == "Xem video: Xem rồi kể lại"
    seen.press()
    qtbot.waitUntil(lambda: seen._screen is not None and not seen._screen.image.isNull())
    screen = seen._screen
    qtbot.waitUntil(lambda: screen.image.pixelColor(30, 20).red() > 200)
    qtbot.waitUntil(lambda: screen.image.pixelColor(30, 20).red() < 50)
    qtbot.waitUntil(lambda: not seen.is_playing)
    assert screen.isHidden()


def test_one_thing_plays_at_a_time_and_none_on_another_page(desktop, form):
    first, second = player(row(form, "first/film")), player(row(form, "first/sound"))
    first.press()
    second.press()
    assert (first.is_playing, second.is_playing) == (False, True)
    go(desktop, "home")
    assert not second.is_playing


def test_choices_have_their_recordings(form):
    choices = row(form, "choosing/light").input
    names = [each.button.accessibleName() for each in choices.findChildren(Player)]
    assert names == ["Nghe ghi âm: Đỏ", "Nghe ghi âm: Lam"]
    heard = player(choices)
    heard.button.setFocus()
    typed(SPACE)
    assert heard.is_playing
    # To listen is not to choose.
    assert form.session.value("/data/choosing/light") == ""
    heard.stop()
    choices.setFocus()
    typed(SPACE, DOWN)
    assert form.session.value("/data/choosing/light") == "green"


def test_a_recording_that_is_not_there_is_said(form):
    gone = player(row(form, "first/gone"))
    gone.press()
    assert not gone.is_playing
    assert gone.trouble.startswith("Thiếu tệp “none.wav” của biểu mẫu")


def test_a_recording_that_cannot_be_read_is_opened_elsewhere(form, qtbot, monkeypatch):
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(url) or True)
    broken = player(row(form, "first/broken"))
    broken.press()
    qtbot.waitUntil(lambda: not broken.is_playing)
    assert broken.trouble.startswith("Không phát được “broken.wav”")
    broken._outside.setFocus()
    typed(SPACE)
    (url,) = given
    assert url.fileName() == "broken.wav"


def test_without_qt_multimedia_the_system_plays_it(desktop, form, monkeypatch):
    monkeypatch.setattr(players, "multimedia", lambda: None)
    heard = player(row(form, "first/sound"))
    heard.press()
    assert heard.trouble.startswith("Không phát được “sound.wav”")
    assert not heard._outside.isHidden()


def test_a_long_recording_can_be_moved_along(desktop, qtbot):
    body = recordings.sound(30)
    made = Player(desktop.theme, Recording("dài.wav", False, lambda: body, "Cuộc họp"), Playing())
    made.setParent(desktop.window)
    made.show()
    made.press()
    qtbot.waitUntil(lambda: made._track.isVisible())
    made._track.setFocus()
    typed(Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: made._time.text() >= "0:29")
    made.stop()
    assert made._track.isHidden()


def test_nothing_is_imported_before_it_is_played():
    import subprocess
    import sys

    code = (
        "import sys, desktop.app, desktop.ui.form_page, desktop.ui.inputs.camera;"
        "sys.exit('PySide6.QtMultimedia' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_questions_without_media_cost_nothing(desktop):
    asked: list[str] = []

    def file(name: str) -> None:
        asked.append(name)

    assert Beside(file).players(desktop.theme, {}, "x", small=False) == []
    assert multimedia.multimedia() is not None
    assert asked == []
