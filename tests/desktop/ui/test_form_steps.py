"""Undo and redo through a whole report, repeats as tables and cards, answers copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.form_page import FormPage
from desktop.ui.form_repeats import RepeatCard, RepeatTable
from desktop.ui.form_words import marked, unmarked
from tests.desktop.ui.driving import go, shown_texts, typed

TAB, SPACE, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Down
INTERNET, HOURS, ISSUE = "/data/lines/internet", "/data/lines/hours", "/data/lines/issue"


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:weekly")
    assert isinstance(page, FormPage)
    return page


def press(key, *, shift=False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def button(form, name) -> QPushButton:
    found = (b for b in form.findChildren(QPushButton) if b.isVisible())
    return next(b for b in found if name in (b.text(), b.accessibleName()))


def put(form, ref, value) -> None:
    form._edited(ref, value)
    QApplication.processEvents()


def test_ctrl_z_goes_back_through_the_report_from_inside_a_field(form):
    form.form.go_to(ISSUE)
    typed("Mất mạng", TAB)
    form.form.go_to(ISSUE)
    typed(" ba ngày", TAB)
    form.form.go_to(ISSUE)
    press(Qt.Key.Key_Z)
    assert form.session.value(ISSUE) == "Mất mạng"
    assert form.form.row(ISSUE).input.edit.text() == "Mất mạng"
    press(Qt.Key.Key_Z)
    assert form.session.value(ISSUE) == ""
    press(Qt.Key.Key_Z)
    assert form.session.value(ISSUE) == ""
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Z, shift=True)
    assert form.session.value(ISSUE) == "Mất mạng ba ngày"


def test_what_is_still_being_typed_is_taken_back_too(form):
    form.form.go_to(ISSUE)
    typed("Mất")
    press(Qt.Key.Key_Z)
    assert form.form.row(ISSUE).input.edit.text() == ""
    press(Qt.Key.Key_Y)
    assert form.form.row(ISSUE).input.edit.text() == "Mất"


def test_undo_leads_to_what_it_changed(form):
    put(form, INTERNET, "down")
    put(form, HOURS, "7")
    form.form.go_to("/data/ok")
    press(Qt.Key.Key_Z)
    assert form.form.row(HOURS).input.edit.hasFocus()
    press(Qt.Key.Key_Z)
    with pytest.raises(KeyError):
        form.form.row(HOURS)


def test_undo_brings_a_removed_line_back(form):
    form.form.go_to("/data/systems[1]/name")
    typed("Một cửa", TAB)
    form._add("/data/systems")
    typed("Hộ tịch", TAB)
    button(form, "Xóa dòng 1").click()
    assert form.session.value("/data/systems[1]/name") == "Hộ tịch"
    form.undo()
    assert form.session.value("/data/systems[1]/name") == "Một cửa"
    assert form.form.row("/data/systems[2]/name").input.edit.text() == "Hộ tịch"


def test_a_table_has_a_line_for_each_and_a_dash_where_nothing_is_asked(form):
    (table,) = form.findChildren(RepeatTable)
    assert shown_texts(table)[:3] == ["Tên *", "Tình trạng", "Số giờ"]
    assert "–" in shown_texts(table)
    form.form.go_to("/data/systems[1]/state")
    state = form.form.row("/data/systems[1]/state")
    typed("mat", Qt.Key.Key_Return)
    assert form.session.value("/data/systems[1]/state") == "down"
    assert state.isAncestorOf(QApplication.focusWidget()), "the caret stays"
    assert form.form.row("/data/systems[1]/lost").isVisible()
    typed(TAB, "5", TAB)
    assert form.session.value("/data/systems[1]/lost") == "5"
    form._add("/data/systems")
    assert form.form.row("/data/systems[2]/name").isAncestorOf(QApplication.focusWidget())


def test_the_cells_of_a_table_stand_below_each_other(form):
    put(form, "/data/systems[1]/state", "down")
    form._add("/data/systems")
    QApplication.processEvents()
    table = form.findChild(RepeatTable)
    for name in ("name", "state"):
        one, other = (form.form.row(f"/data/systems[{n}]/{name}") for n in (1, 2))
        assert (
            one.mapTo(table, one.rect().topLeft()).x()
            == other.mapTo(table, other.rect().topLeft()).x()
        )
        assert one.width() == other.width()


def test_where_a_table_does_not_fit_there_are_cards(form, desktop):
    desktop.window.resize(700, 700)
    desktop.theme.set_percent(150)
    QApplication.processEvents()
    assert not any(table.isVisible() for table in form.findChildren(RepeatTable))
    put(form, "/data/systems[1]/name", "Một cửa")
    assert form.form.row("/data/systems[1]/name").isVisible()
    desktop.theme.set_percent(100)
    desktop.window.resize(1366, 768)
    QApplication.processEvents()
    assert any(table.isVisible() for table in form.findChildren(RepeatTable))
    assert form.form.row("/data/systems[1]/name").input.edit.text() == "Một cửa"


def cards(form) -> list[RepeatCard]:
    return [card for card in form.findChildren(RepeatCard) if card.isVisible()]


def test_many_cards_are_folded_and_say_what_they_hold(form, desktop):
    for number in range(1, 7):
        if number > 1:
            form._add("/data/pcs")
        put(form, f"/data/pcs[{number}]/tag", f"MT-{number:03}")
    put(form, "/data/pcs[6]/tag", "")
    page = go(desktop, "form", f"draft:{form.report}")
    assert [card.is_open for card in cards(page)] == [False] * 5 + [True]
    assert "MT-003" in shown_texts(cards(page)[2])
    page.form.go_to("/data/pcs[3]/year")
    assert cards(page)[2].is_open
    assert page.form.row("/data/pcs[3]/year").input.edit.hasFocus()
    button(page, "Mở: Máy 3").click()
    assert not cards(page)[2].is_open
    page.submit()
    QApplication.processEvents()
    assert page.form.errors()["/data/pcs[6]/tag"].startswith("Câu này bắt buộc")


def test_short_numbers_stand_beside_each_other_in_a_card(form):
    year, ram = (form.form.row(f"/data/pcs[1]/{name}") for name in ("year", "ram"))
    assert year.geometry().right() < ram.geometry().left()


def test_a_section_without_anything_to_see_is_not_shown(form):
    assert "Tổng cộng" not in shown_texts(form)


def test_marks_of_the_author_become_bold_and_nothing_else_does():
    assert marked("Gọi **ngay** nếu a < b\n*nhé*") == ("Gọi <b>ngay</b> nếu a &lt; b<br><i>nhé</i>")
    assert marked("2 * 3 * 4, ten_file_a, <b>x</b>") == (
        "2 * 3 * 4, ten_file_a, &lt;b&gt;x&lt;/b&gt;"
    )
    assert unmarked("**Gọi** _ngay_") == "Gọi ngay"


@pytest.fixture
def second(form, desktop) -> FormPage:
    """The form again, after a first report was sent."""
    put(form, INTERNET, "down")
    put(form, HOURS, "7")
    put(form, "/data/systems[1]/name", "Một cửa")
    put(form, "/data/pcs[1]/tag", "MT-001")
    put(form, "/data/ok", "OK")
    form.submit()
    return go(desktop, "form", "new:weekly")


def copy(page) -> None:
    button(page, "Chép từ báo cáo trước").click()
    QApplication.processEvents()


def test_a_first_report_offers_nothing_to_copy(form):
    assert not any("Chép" in text for text in shown_texts(form))


def test_answers_are_copied_and_marked_until_they_are_touched(second):
    copy(second)
    assert second.session.value(HOURS) == "7"
    assert any(text.startswith("Đã chép 4 câu") for text in shown_texts(second))
    assert any(text.startswith("Chép từ ") for text in shown_texts(second.form.row(HOURS)))
    assert "Chép" in shown_texts(second.form.row("/data/systems[1]/name"))
    second.form.go_to(HOURS)
    typed("8", TAB)
    assert not any("Chép từ" in text for text in shown_texts(second.form.row(HOURS)))
    row = second.form.row(INTERNET)
    assert "Vẫn đúng" in shown_texts(row)
    next(b for b in row.findChildren(QPushButton) if b.text() == "Vẫn đúng").click()
    assert "Vẫn đúng" not in shown_texts(row)
    assert second.session.value("/data/ok") == ""


def test_copying_is_taken_back_at_once(second):
    copy(second)
    second.undo()
    assert second.session.value(HOURS) == ""
    assert not any(text.startswith("Chép từ ") for text in shown_texts(second.form))
    second.redo()
    assert second.session.value(HOURS) == "7"


def test_copied_answers_do_not_go_out_unseen(second, desktop):
    copy(second)
    put(second, "/data/ok", "OK")
    second.submit()
    assert "chưa xem lại" in desktop.shell.banner.text
    assert desktop.shell.route.page == "form"
    assert second.form.row(INTERNET).isAncestorOf(QApplication.focusWidget())
    second.submit()
    assert desktop.shell.route.page == "my-report"


def test_a_draft_with_copied_answers_says_so_when_it_is_opened_again(second, desktop):
    copy(second)
    put(second, "/data/ok", "OK")
    report = second.report
    go(desktop, "home")
    page = go(desktop, "form", f"draft:{report}")
    QApplication.processEvents()
    assert any(text.startswith("Đã chép 4 câu") for text in shown_texts(page))
    assert page.form.row(INTERNET).isAncestorOf(QApplication.focusWidget())


def test_what_stands_above_the_first_question_is_in_view(second):
    offer = button(second, "Chép từ báo cáo trước")
    assert second.form.verticalScrollBar().value() == 0
    assert offer.visibleRegion().boundingRect().height() == offer.height()
