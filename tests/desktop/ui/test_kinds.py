"""One form with every kind of question and appearance, filled in by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.store import device
from desktop.ui.answers import shown_value
from desktop.ui.form_page import FormPage
from desktop.ui.form_rows import GroupCard
from desktop.ui.inputs.geo import is_in_vietnam, read_degrees, read_point
from desktop.ui.inputs.month import read_month
from desktop.ui.inputs.range import Steps
from desktop.ui.inputs.text import regrouped
from tests.desktop.ui.driving import go, shown_texts, typed

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
DELETE, HOME, END = Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:kinds")
    assert isinstance(page, FormPage)
    QApplication.processEvents()
    return page


def value(page: FormPage, ref: str) -> str:
    return page.session.value(f"/data/{ref}")


def field(page: FormPage, ref: str):
    """The widget of a question, with the focus."""
    page.form.go_to(f"/data/{ref}")
    QApplication.processEvents()
    return page.form.row(f"/data/{ref}").input


def test_a_scale_is_walked_with_arrows(form):
    scale = field(form, "scales/fast")
    typed(SPACE)
    assert value(form, "scales/fast") == "1"
    typed(RIGHT, RIGHT)
    assert value(form, "scales/fast") == "3"
    typed(DELETE)
    assert value(form, "scales/fast") == ""
    tops = {made.geometry().top() for made in scale._buttons.values()}
    assert len(tops) == 1


def test_guidance_is_folded_away(form):
    row = form.form.row("/data/scales/fast")
    more = next(b for b in row.findChildren(QPushButton) if b.text() == "Xem thêm")
    assert "Tính cả tuần, không tính ngày mất điện." not in shown_texts(row)
    more.setFocus()
    typed(SPACE)
    assert "Tính cả tuần, không tính ngày mất điện." in shown_texts(row)
    assert more.text() == "Thu gọn"


def test_questions_without_guidance_offer_none(form):
    row = form.form.row("/data/scales/score")
    assert "Xem thêm" not in shown_texts(row)


def test_a_range_has_no_value_until_it_is_touched(form):
    score = field(form, "scales/score")
    assert not score.track.is_set
    assert value(form, "scales/score") == ""
    assert score.state.startswith("Chưa chọn")
    typed(RIGHT, TAB)
    assert value(form, "scales/score") == "0"
    assert score.track.is_set
    assert score.state == ""
    field(form, "scales/score")
    typed(RIGHT, RIGHT, TAB)
    assert value(form, "scales/score") == "2"
    field(form, "scales/score")
    typed(END, TAB)
    assert value(form, "scales/score") == "10"
    field(form, "scales/score")
    typed(DELETE)
    assert value(form, "scales/score") == ""
    assert not score.track.is_set


def test_a_range_can_be_typed_and_says_what_is_out_of_it(form):
    share = field(form, "scales/share")
    typed(TAB, "0,35", TAB)
    assert value(form, "scales/share") == "0.35"
    assert share.track.value() == 7
    share.number.edit.setFocus()
    share.number.edit.selectAll()
    typed("0,36", TAB, TAB)
    QApplication.processEvents()
    row = form.form.row("/data/scales/share")
    assert row.error != ""
    assert value(form, "scales/share") == "0.36"


def test_a_range_is_moved_with_the_mouse(form):
    score = field(form, "scales/score")
    track = score.track
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() // 2, 10))
    score.hand_on()
    assert value(form, "scales/score") == "5"


@pytest.mark.parametrize(
    ("parameters", "numbers"),
    [
        ({"start": "1", "end": "5", "step": "2"}, ["1", "3", "5"]),
        ({"start": "5", "end": "1", "step": "2"}, ["5", "3", "1"]),
        ({"start": "0", "end": "1", "step": "0.25"}, ["0", "0.25", "0.5", "0.75", "1"]),
    ],
)
def test_steps_of_a_range(parameters, numbers):
    steps = Steps.of(parameters)
    assert [steps.value(at) for at in range(steps.count + 1)] == numbers


@pytest.mark.parametrize(
    "parameters", [{"step": "0"}, {"end": "x"}, {"end": "0"}, {"end": "NaN"}, {"end": "Infinity"}]
)
def test_what_is_no_scale_has_no_steps(parameters):
    assert Steps.of(parameters) is None


def test_an_order_counts_once_it_is_touched(form):
    ranking = field(form, "scales/order")
    assert value(form, "scales/order") == ""
    assert ranking.state.startswith("Chưa xếp")
    typed(DOWN)
    assert value(form, "scales/order") == "pc line training staff"
    typed("4")
    assert value(form, "scales/order") == "pc training staff line"
    typed(UP)
    assert value(form, "scales/order") == "pc training line staff"
    assert ranking.state.startswith("Đã xếp")
    typed(DELETE)
    assert value(form, "scales/order") == ""


def test_an_order_is_read_back_in_its_order(form):
    field(form, "scales/order")
    typed(DOWN)
    shown = shown_value(form.session, form.session.field("/data/scales/order"))
    assert shown.startswith("Máy tính, Đường truyền, Tập huấn")


def test_an_order_that_is_right_already_is_confirmed(form):
    field(form, "scales/order")
    typed(SPACE)
    assert value(form, "scales/order") == "line pc training staff"


def test_an_order_is_one_stop_each_and_is_undone(form):
    ranking = field(form, "scales/order")
    typed(TAB, TAB, UP)
    assert value(form, "scales/order") == "line training pc staff"
    form.undo()
    assert value(form, "scales/order") == ""
    assert ranking.state.startswith("Chưa xếp")


def test_a_table_says_its_choices_once_and_keeps_its_columns(form):
    rows = [form.form.row(f"/data/table/{name}") for name in ("portal", "civil", "mail")]
    QApplication.processEvents()
    assert [row.input.headed for row in rows] == [True, False, False]
    lefts = [
        [made.mapTo(form, QPoint(made.width() // 2, 0)).x() for made in row.input._buttons.values()]
        for row in rows
    ]
    assert lefts[0] == lefts[1] == lefts[2]
    assert "Rất chậm" in shown_texts(rows[0])
    assert "Rất chậm" not in shown_texts(rows[1])
    assert rows[1].input._buttons["2"].accessibleName() == "Chậm"


def test_a_table_is_filled_in_by_keyboard(form):
    field(form, "table/portal")
    typed(SPACE, RIGHT, TAB, SPACE)
    assert value(form, "table/portal") == "2"
    assert value(form, "table/civil") == "1"
    field(form, "ticks/phones")
    typed(SPACE, RIGHT, SPACE)
    assert value(form, "ticks/phones") == "staff people"


def test_numbers_are_grouped_while_they_are_typed(form):
    count = field(form, "ticks/count")
    typed("1234567")
    assert count.edit.text() == "1.234.567"
    typed(Qt.Key.Key_Backspace)
    assert count.edit.text() == "123.456"
    typed(HOME, "9")
    assert count.edit.text() == "9.123.456"
    assert count.edit.cursorPosition() == 1
    typed(TAB)
    assert value(form, "ticks/count") == "9123456"


def test_a_mark_typed_by_hand_is_left_alone(form):
    count = field(form, "ticks/count")
    typed("1.50")
    assert count.edit.text() == "1.50"


def test_codes_of_digits_are_not_numbers(form):
    field(form, "ticks/phone")
    typed("0912345678", TAB)
    assert value(form, "ticks/phone") == "0912345678"


@pytest.mark.parametrize(
    ("text", "caret", "language", "shown", "at"),
    [
        ("1234", 4, "vi", "1.234", 5),
        ("1.2345", 6, "vi", "12.345", 6),
        ("1.234", 1, "vi", "1.234", 1),
        ("-12345,6", 8, "vi", "-12.345,6", 9),
        ("12345.6", 7, "en", "12,345.6", 8),
        ("nhiều", 2, "vi", "nhiều", 2),
        ("", 0, "vi", "", 0),
    ],
)
def test_groups_move_with_the_caret(text, caret, language, shown, at):
    assert regrouped(text, caret, language) == (shown, at)


@pytest.mark.parametrize(
    ("typed_", "stored"),
    [
        ("21,0285", "21.0285"),
        ("21.0285° N", "21.0285"),
        ("105.85 Đ", "105.85"),
        ("10,5 N", "10.5"),
        ("74 T", "-74"),
        ("21°30'B", "21.5"),
        ("21° 01' 42\" B", "21.028333"),
        ("21°75'", ""),
        ("Bản Lác", ""),
        ("", ""),
    ],
)
def test_degrees_are_read_however_they_are_written(typed_, stored):
    assert read_degrees(typed_) == stored


@pytest.mark.parametrize(
    "text",
    ["21.0285, 105.8542", "21.0285,105.8542", "21,0285 105,8542", "21,0285; 105,8542"],
)
def test_pairs_are_read_as_maps_copy_them(text):
    assert read_point(text) == ("21.0285", "105.8542")


@pytest.mark.parametrize("text", ["21.0285", "", "Bản Lác, xã Pà Cò", "x" * 5000])
def test_what_is_no_pair_is_none(text):
    assert read_point(text) is None


def test_the_islands_are_in_vietnam():
    assert is_in_vietnam("8.64", "111.92")
    assert not is_in_vietnam("105.85", "21.03")


def test_a_point_is_typed_and_doubted(form):
    point = field(form, "places/point")
    typed("21,0285", TAB, "105,8542", TAB)
    assert value(form, "places/point") == "21.0285 105.8542 0 0"
    assert point.note == ""
    form.undo()
    field(form, "places/point")
    point.put("")
    typed("105,8542", TAB, "21,0285")
    point.hand_on()
    point._look()
    assert "đổi chỗ" in point.note
    point._swap.setFocus()
    typed(SPACE)
    assert value(form, "places/point") == "21.0285 105.8542 0 0"


def test_a_pair_in_the_first_field_fills_both(form):
    point = field(form, "places/point")
    QApplication.clipboard().setText("21.0285, 105.8542")
    QTest.keyClick(point.latitude, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (point.latitude.text(), point.longitude.text()) == ("21.0285", "105.8542")


def test_half_a_point_is_wrong_and_kept(form):
    field(form, "places/point")
    typed("21,0285", TAB, TAB, TAB)
    QApplication.processEvents()
    assert value(form, "places/point") == "21,0285"
    assert form.form.row("/data/places/point").error != ""


def test_the_communes_own_point_is_offered(desktop):
    with desktop.desk.session.store.write() as database:
        device.change(database, commune_code="05128", commune="Xã Pà Cò", enrolled_at=1)
    page = go(desktop, "form", "new:kinds")
    point = field(page, "places/point")
    offer = next(b for b in point.findChildren(QPushButton) if b.text().startswith("Lấy điểm"))
    offer.setFocus()
    typed(SPACE)
    latitude, longitude, *_ = value(page, "places/point").split()
    assert is_in_vietnam(latitude, longitude)


def test_a_line_and_an_outline_are_typed_point_by_point(form):
    cable = field(form, "places/cable")
    typed("21,03 105,85")
    assert "ít nhất 2" in cable.note
    typed(ENTER, "21,04 105,86", TAB)
    assert value(form, "places/cable") == "21.03 105.85 0 0; 21.04 105.86 0 0"
    area = field(form, "places/area")
    typed("21,03 105,85", ENTER, "21,04 105,86", ENTER, "21,05 xa")
    assert area.note.startswith("Điểm 3")
    typed(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "105,85", TAB)
    assert value(form, "places/area").count(";") == 3
    assert value(form, "places/area").endswith("; 21.03 105.85 0 0")
    assert form.form.errors() == {}


def test_a_scanner_ends_with_enter_and_goes_on(form):
    asset = field(form, "places/asset")
    typed("VN-00712", ENTER)
    assert value(form, "places/asset") == "VN-00712"
    assert not asset.edit.hasFocus()


def test_a_quick_choice_goes_on_by_itself(form):
    plug = field(form, "pictures/plug")
    typed(DOWN)
    assert value(form, "pictures/plug") == "b"
    assert plug.isAncestorOf(QApplication.focusWidget())
    typed(ENTER)
    assert form.form.row("/data/pictures/plugs").isAncestorOf(QApplication.focusWidget())
    QTest.mouseClick(plug._buttons["a"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert value(form, "pictures/plug") == "a"
    assert form.form.row("/data/pictures/plugs").isAncestorOf(QApplication.focusWidget())


def test_pictures_stand_in_labels_and_choices_with_words_for_them(form):
    row = form.form.row("/data/pictures/plug")
    (drawn,) = [
        each for each in row.findChildren(QLabel) if not each.pixmap().isNull() and each.isVisible()
    ]
    assert drawn.accessibleName() == "Hình: Ổ cắm của bộ phát nào?"
    assert row.input._buttons["a"].height() > row.input._buttons["a"].fontMetrics().height() * 2


def test_a_long_list_is_searched_without_tones(form):
    field(form, "pictures/town")
    typed("tra l", ENTER)
    assert value(form, "pictures/town") == "traleng"


def test_a_month_and_a_year_are_typed_without_a_day(form):
    since = field(form, "pictures/since")
    typed("3/2025", TAB, "2019", TAB)
    assert value(form, "pictures/since") == "2025-03-01"
    assert value(form, "pictures/bought") == "2019-01-01"
    form.undo()
    form.undo()
    assert (value(form, "pictures/since"), since.edit.text()) == ("", "")
    form.redo()
    assert since.edit.text() == "03/2025"


@pytest.mark.parametrize("text", ["11/2026", "11-2026", "tháng 11/2026", "2026-11", "11 2026"])
def test_months_are_read_however_they_are_typed(text):
    assert read_month(text) == dt.date(2026, 11, 1)


@pytest.mark.parametrize("text", ["13/2025", "0/2025", "2025", "tháng ba", ""])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_everything_is_said_in_english_too(desktop):
    desktop.speak("en")
    page = go(desktop, "form", "new:kinds")
    ranking = field(page, "scales/order")
    assert ranking.state.startswith("Not ordered yet")
    assert field(page, "scales/score").state.startswith("Nothing chosen")
    count = field(page, "ticks/count")
    typed("1234567")
    assert count.edit.text() == "1,234,567"
    assert "phone's map" in field(page, "places/point").note


def test_groups_that_belong_together_are_one_card(form):
    for group, names in (
        ("table", ("portal", "civil", "mail")),
        ("ticks", ("phones", "cards", "count", "phone")),
    ):
        cards = {id(form.form.row(f"/data/{group}/{name}").parentWidget()) for name in names}
        assert len(cards) == 1
        card = form.form.row(f"/data/{group}/{names[0]}").parentWidget()
        assert isinstance(card, GroupCard)
        assert card.isVisible()
    alone = form.form.row("/data/scales/fast").parentWidget()
    assert not isinstance(alone, GroupCard)


def test_tab_goes_through_a_card_in_order_when_a_question_comes_up_in_it(form):
    field(form, "ticks/phones")
    typed(SPACE)
    field(form, "ticks/cards")
    typed(SPACE)
    assert form.form.row("/data/ticks/why").isVisible()
    typed(TAB, TAB, "vì đã phát", TAB, "12", TAB)
    assert value(form, "ticks/why") == "vì đã phát"
    assert value(form, "ticks/count") == "12"
    field(form, "ticks/cards")
    typed(SPACE)
    with pytest.raises(KeyError):
        form.form.row("/data/ticks/why")


def test_the_first_visible_row_of_a_table_says_the_choices(form):
    field(form, "ticks/cards")
    assert form.form.row("/data/ticks/phones").input.headed
    assert not form.form.row("/data/ticks/cards").input.headed
