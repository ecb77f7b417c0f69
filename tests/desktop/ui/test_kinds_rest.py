"""What single kinds of question do beyond an answer typed: the mouse, looking, taking back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui import form_parts
from desktop.ui.answers import shown_value
from desktop.ui.form_page import FormPage
from desktop.ui.inputs.choice import Buttons
from desktop.ui.inputs.searched import Picker, Ticker, is_searched
from desktop.ui.page import Route
from reports.session.view import ChoiceView, Field
from tests.desktop.ui.driving import go, shown_texts, typed

Key = Qt.Key
LEFT_BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:kinds_rest")
    assert isinstance(page, FormPage)
    QApplication.processEvents()
    return page


def field(page: FormPage, ref: str):
    page.form.go_to(f"/data/{ref}")
    QApplication.processEvents()
    return page.form.row(f"/data/{ref}").input


def value(page: FormPage, ref: str) -> str:
    return page.session.value(f"/data/{ref}")


@pytest.mark.parametrize(
    ("count", "look", "searched"),
    [(12, (), False), (13, (), True), (5, ("minimal",), True), (4, ("autocomplete",), False)],
)
def test_long_lists_are_searched_and_short_ones_shown(count, look, searched):
    assert is_searched(count, look) is searched


def test_the_chosen_ones_stand_above_and_first_and_go_by_a_click(form):
    many = field(form, "choices/many")
    typed("thuong", Key.Key_Return, "yen", Key.Key_Return)
    assert many.chosen == ["Yên Bái", "Thượng Trạch"]
    assert "Đã chọn 2 mục:" in shown_texts(many)
    typed(Key.Key_Escape)
    assert many.found[:2] == ["Yên Bái", "Thượng Trạch"]
    chip = next(b for b in many.findChildren(QPushButton) if b.text() == "Thượng Trạch")
    assert chip.accessibleName() == "Bỏ chọn: Thượng Trạch"
    QTest.mouseClick(chip, LEFT_BUTTON)
    assert value(form, "choices/many") == "yenbai"
    form.undo()
    assert value(form, "choices/many") == "yenbai thuongtrach"
    assert many.chosen == ["Yên Bái", "Thượng Trạch"]


def test_what_enter_would_take_is_read_out(form):
    many = field(form, "choices/many")
    typed("sa pa")
    assert QApplication.focusWidget().accessibleDescription().startswith("Sa Pa")
    typed("x")
    assert "Không có mục nào khớp." in shown_texts(many)


def test_a_folded_list_is_only_seen_while_one_searches(form):
    folded = field(form, "choices/folded")
    assert not folded.is_open
    typed(Key.Key_Down)
    assert folded.is_open
    typed(Key.Key_Escape)
    assert not folded.is_open
    assert field(form, "choices/typedin").is_open


def test_a_select_gets_another_widget_when_its_choices_become_many(form):
    row = form.form.row("/data/choices/some")
    assert isinstance(row.input, Buttons)
    field(form, "choices/some")
    row.offer(tuple(ChoiceView(f"c{n}", f"Mục {n}", False) for n in range(20)))
    assert isinstance(row.input, Ticker)
    assert row.isAncestorOf(QApplication.focusWidget())
    row.offer((ChoiceView("c1", "Mục 1", False),))
    assert isinstance(row.input, Buttons)


def test_a_select_without_choices_says_why(form):
    area = form.form.row("/data/choices/area")
    assert any("tùy theo câu trả lời trước" in text for text in shown_texts(area))
    field(form, "choices/region")
    typed(Key.Key_Space)
    assert not any("tùy theo" in text for text in shown_texts(area))


def test_the_words_of_or_other_and_of_an_external_list_are_in_both_languages(desktop):
    for language, other, specify, post in (
        ("vi", "Khác", "Ghi rõ.", "Bưu điện Mường Lò"),
        ("en", "Other", "Specify other.", "Mường Lò post office"),
    ):
        desktop.speak(language)
        page = go(desktop, "form", "new:kinds_rest")
        session = page.session
        session.answer("/data/choices/other", "other")
        session.answer("/data/choices/region", "north")
        labels = [choice.label for choice in session.choices("/data/choices/other")]
        assert labels[-1] == other
        assert session.field("/data/choices/other_other").label == specify
        assert [c.label for c in session.choices("/data/choices/post")] == [post]


def test_a_counter_counts_by_mouse_and_not_below_nothing(form):
    tally = field(form, "numbers/tally")
    less, more = tally.findChildren(QPushButton)
    QTest.mouseClick(more, LEFT_BUTTON)
    QTest.mouseClick(more, LEFT_BUTTON)
    for _ in range(3):
        QTest.mouseClick(less, LEFT_BUTTON)
    tally.hand_on()
    assert value(form, "numbers/tally") == "0"


def test_stars_are_clicked(form):
    stars = field(form, "numbers/stars")
    wide = stars.track.width()
    QTest.mouseClick(stars.track, LEFT_BUTTON, pos=QPoint(wide - 8, 10))
    stars.hand_on()
    assert value(form, "numbers/stars") == "5"
    QTest.mouseClick(stars.track, LEFT_BUTTON, pos=QPoint(8, 10))
    stars.hand_on()
    assert value(form, "numbers/stars") == "1"


def test_a_standing_track_has_its_beginning_at_the_foot(form):
    tall = field(form, "numbers/tall")
    track = tall.track
    assert track.height() > track.width() * 3
    QTest.mouseClick(track, LEFT_BUTTON, pos=QPoint(track.width() // 2, track.height() - 12))
    tall.hand_on()
    assert value(form, "numbers/tall") == "0"
    QTest.mouseClick(track, LEFT_BUTTON, pos=QPoint(track.width() // 2, 12))
    tall.hand_on()
    assert value(form, "numbers/tall") == "10"


def test_masked_words_are_looked_at_and_never_shown_elsewhere(form):
    secret = field(form, "words/secret")
    typed("1234", Key.Key_Tab)
    assert secret.is_masked
    assert QApplication.focusWidget().accessibleName() == "Hiện chữ đã gõ"
    typed(Key.Key_Space)
    assert not secret.is_masked
    assert QApplication.focusWidget().accessibleName() == "Che chữ đã gõ"
    shown = form.session.field("/data/words/secret")
    assert isinstance(shown, Field)
    assert "1" not in shown_value(form.session, shown)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("https://xa.example.vn/tin", True),
        ("http://xa.example.vn", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("xa.example.vn", False),
        ("https://", False),
    ],
)
def test_only_pages_of_the_web_are_opened(form, text, is_page):
    site = field(form, "words/site")
    site.put(text)
    assert (site.page is not None) is is_page


def test_a_day_without_a_calendar_has_no_button_for_one(form):
    with_, without = (
        form.form.row(f"/data/moments/{name}").findChildren(QPushButton)
        for name in ("day", "typed")
    )
    assert sum(b.isVisible() for b in with_) == sum(b.isVisible() for b in without) + 1


def drawn(pad, *points: tuple[int, int]) -> None:
    QTest.mousePress(pad, LEFT_BUTTON, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, LEFT_BUTTON, pos=QPoint(*points[-1]))


def test_a_signature_is_drawn_taken_back_and_kept_when_one_goes_on(form, qtbot):
    signed = field(form, "files/signed")
    pad = signed.pad
    pad.setFocus()
    drawn(pad, (20, 20), (80, 60))
    drawn(pad, (90, 20))
    assert pad.count == 2
    typed(Key.Key_Backspace)
    assert pad.count == 1
    back = next(b for b in signed.findChildren(QPushButton) if b.text() == "Bỏ nét cuối")
    back.setFocus()
    assert value(form, "files/signed") == ""
    form.form.row("/data/files/paper").setFocus()
    qtbot.waitUntil(lambda: value(form, "files/signed") == "Chữ ký.png")
    name = value(form, "files/signed")
    attached = signed._files.known(name)
    picture = QImage.fromData(signed._files.body(attached.sha256))
    white = picture.pixelColor(picture.width() - 3, picture.height() - 3)
    assert white.name() == "#ffffff"
    assert min(picture.pixelColor(x, 2 * 20).lightness() for x in range(30, 60)) < 120


def test_a_photo_is_drawn_on(form, qtbot):
    photo = QImage(300, 200, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(photo)
    marked = field(form, "files/marked_up")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: value(form, "files/marked_up") != "")
    next(b for b in marked.findChildren(QPushButton) if b.text() == "Vẽ lên ảnh").click()
    drawn(marked.pad, (20, 20), (200, 120))
    form.form.row("/data/files/paper").setFocus()
    qtbot.waitUntil(lambda: value(form, "files/marked_up").startswith("Hình vẽ"))
    attached = marked._files.known(value(form, "files/marked_up"))
    picture = QImage.fromData(marked._files.body(attached.sha256))
    colours = {picture.pixelColor(x, y).red() > 150 for x in range(300) for y in range(0, 200, 9)}
    assert colours == {True, False}


def test_a_report_waits_for_a_file_that_is_being_made_ready(form, desktop):
    pad = field(form, "files/signed").pad
    pad.setFocus()
    drawn(pad, (20, 20), (80, 60))
    form.submit()
    assert "Còn một tệp đang chuẩn bị" in desktop.shell.banner.text


def test_a_large_form_is_seen_before_all_of_it_is_made(desktop, monkeypatch):
    monkeypatch.setattr(form_parts, "_SLICE_S", 0.0)
    desktop.shell.open(Route("form", "new:kinds_rest"))
    page = desktop.shell.page
    made = len(page.form._parts.rows)
    assert made < 10
    QApplication.processEvents()
    assert made < len(page.form._parts.rows) < 60
    assert page.form.row("/data/spare[1]/on").isVisible()
    assert len(page.form._parts.rows) > 60
    typed("Bản Lác", Key.Key_Tab)
    assert page.session.value("/data/words/line") == "Bản Lác"


def test_a_number_of_a_list_is_found_by_typing(form):
    picked = field(form, "numbers/picked")
    assert isinstance(picked, Picker)
    typed("5")
    assert picked.found == ["15", "25", "35", "45", "50", "55"]
