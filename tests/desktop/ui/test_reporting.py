"""Filling a report in, sending it, and mending what the province returned."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.store.exchange import StoreInbox, StoreOutbox
from desktop.ui.form_page import FormPage
from sync.protocol.messages import (
    Change,
    ChangeKind,
    FieldComment,
    Outcome,
    ReportRead,
    Result,
    Review,
    SyncResponse,
)
from tests.desktop.ui.driving import go, shown_texts, signed_in, typed

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


@pytest.fixture
def form(desktop) -> FormPage:
    page = go(desktop, "form", "new:outage")
    assert isinstance(page, FormPage)
    QApplication.processEvents()
    return page


def value(page: FormPage, name: str) -> str:
    return page.session.value(f"/data/{name}")


def fill_in(page: FormPage) -> None:
    """The shortest complete report, by keyboard."""
    page.form.go_to("/data/where/place")
    typed("Trà Leng", TAB, SPACE)
    page.form.go_to("/data/sure/ok")
    typed(SPACE)


def province_says(desktop, *changes) -> None:
    """What an exchange would have brought: everything received, and these decisions."""
    store = desktop.desk.session.store
    batch = StoreOutbox(store).batch(1000, 10**6, frozenset())
    counters = [event.counter for event in batch.events]
    results = [Result(counters[0], counters[-1], Outcome.ACCEPTED)] if counters else []
    inbox = StoreInbox(store, desktop.desk.clock)
    cursor = inbox.cursor()
    listed = [
        Change(cursor + n, kind, msgspec.Raw(msgspec.json.encode(body)))
        for n, (kind, body) in enumerate(changes, start=1)
    ]
    inbox.take_in(
        batch, SyncResponse(1, desktop.desk.clock(), cursor + len(changes), results, listed)
    )
    desktop.shell.refresh()
    QApplication.processEvents()


def test_the_first_question_has_the_focus(form):
    assert form.form.row("/data/where/place").input.edit.hasFocus()


def test_what_is_typed_is_saved_and_said_to_be(form, desktop, qtbot):
    typed("Bản Lác")
    qtbot.waitUntil(lambda: value(form, "where/place") == "Bản Lác")
    assert any(text.startswith("Đã lưu lúc") for text in shown_texts(form))
    (draft,) = desktop.desk.reporting.drafts()
    reopened = desktop.desk.reporting.open_draft(draft.report)
    assert reopened.session.value("/data/where/place") == "Bản Lác"


def test_leaving_a_field_saves_without_waiting(form):
    typed("Bản Lác", TAB)
    assert value(form, "where/place") == "Bản Lác"


def test_a_condition_shows_and_hides_its_question_and_keeps_the_caret(form):
    form.form.go_to("/data/where/line")
    typed(Qt.Key.Key_Down)
    assert value(form, "where/line") == "down"
    assert form.form.row("/data/where/ticket").isVisible()
    assert form.form.row("/data/where/line").input.isAncestorOf(QApplication.focusWidget())
    typed(Qt.Key.Key_Up)
    with pytest.raises(KeyError):
        form.form.row("/data/where/ticket")


def test_a_choice_can_be_taken_back(form):
    form.form.go_to("/data/where/line")
    typed(SPACE)
    assert value(form, "where/line") == "ok"
    typed(Qt.Key.Key_Delete)
    assert value(form, "where/line") == ""


def test_several_choices(form):
    form.form.go_to("/data/how/hit")
    typed(SPACE, TAB, SPACE)
    assert value(form, "how/hit") == "portal land"


def test_moments_are_typed_in_parts(form, desktop):
    form.form.go_to("/data/how/at")
    typed("22/11/2026", TAB, TAB, "8h05", TAB)
    assert value(form, "how/at").startswith("2026-11-22T08:05:00.000")
    form.form.go_to("/data/how/day")
    typed("221126", TAB)
    assert value(form, "how/day") == "2026-11-22"
    assert form.form.row("/data/how/day").input.fields()[0].text() == "22/11/2026"
    form.form.go_to("/data/how/clock")
    typed("930", TAB)
    assert value(form, "how/clock") == "09:30:00.000"


def test_half_a_moment_is_kept_and_said_to_be_wrong(form):
    form.form.go_to("/data/how/at")
    typed("22/11/2026", TAB, TAB, TAB, TAB)
    assert value(form, "how/at") == "22/11/2026"
    QApplication.processEvents()
    assert "đủ ngày và giờ" in form.form.errors()["/data/how/at"]


def test_numbers_are_written_the_vietnamese_way(form):
    form.form.go_to("/data/how/share")
    typed("12345,5", TAB)
    assert value(form, "how/share") == "12345.5"
    assert form.form.row("/data/how/share").input.edit.text() == "12.345,5"


def test_a_broken_constraint_is_said_beside_the_question_when_it_is_left(form):
    form.form.go_to("/data/how/minutes")
    typed("2000")
    assert form.form.errors() == {}
    typed(TAB)
    QApplication.processEvents()
    assert form.form.errors() == {"/data/how/minutes": "Từ 0 đến 1.440 phút."}
    form.form.go_to("/data/how/minutes")
    typed(*[Qt.Key.Key_Backspace] * 4, "90", TAB)
    assert form.form.errors() == {}


def test_a_list_is_searched_without_marks(form):
    form.form.go_to("/data/how/near")
    typed("dak p", ENTER)
    assert value(form, "how/near") == "dakphoi"
    typed(TAB)
    assert form.form.row("/data/how/near").input.shown == "Đắk Phơi"


def test_typing_nonsense_into_a_list_takes_nothing(form):
    form.form.go_to("/data/how/near")
    typed("xyz", ENTER)
    assert value(form, "how/near") == ""
    typed(Qt.Key.Key_Escape, TAB)
    assert form.form.row("/data/how/near").input.shown == ""


def test_tab_leaves_a_paragraph(form):
    form.form.go_to("/data/how/story")
    typed("Mưa bão", ENTER, "mất điện", TAB)
    assert value(form, "how/story") == "Mưa bão\nmất điện"


def test_repeats_are_added_and_removed(form):
    form.form.go_to("/data/calls[1]/who")
    typed("Nhà mạng", TAB)
    add = next(b for b in form.findChildren(QPushButton) if b.text() == "Thêm: Cuộc gọi")
    add.click()
    QApplication.processEvents()
    typed("Đầu mối tỉnh", TAB)
    assert value(form, "calls[2]/who") == "Đầu mối tỉnh"
    remove = [b for b in form.findChildren(QPushButton) if b.accessibleName() == "Xóa: Cuộc gọi 1"]
    remove[0].click()
    QApplication.processEvents()
    assert value(form, "calls[1]/who") == "Đầu mối tỉnh"
    assert form.form.row("/data/calls[1]/who").input.edit.text() == "Đầu mối tỉnh"
    form.undo()
    QApplication.processEvents()
    assert value(form, "calls[1]/who") == "Nhà mạng"
    assert form.form.row("/data/calls[2]/who").input.edit.text() == "Đầu mối tỉnh"


def test_undo_and_redo(form):
    form.form.go_to("/data/where/line")
    typed(SPACE, Qt.Key.Key_Down)
    form.undo()
    assert value(form, "where/line") == "ok"
    form.redo()
    assert value(form, "where/line") == "down"
    assert form.form.row("/data/where/ticket").isVisible()


def test_sections_say_what_is_missing(form):
    texts = shown_texts(form)
    assert "Ở đâu" in texts and "còn 2 câu" in texts
    assert "Còn 3 câu bắt buộc" in texts
    fill_in(form)
    texts = shown_texts(form)
    assert "Đã đủ, có thể gửi" in texts


def test_an_incomplete_report_stays_and_the_first_gap_gets_the_focus(form, desktop):
    form.form.go_to("/data/sure/ok")
    QTest.keyClick(QApplication.focusWidget(), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert "Còn 3 chỗ cần điền" in desktop.shell.banner.text
    assert form.form.errors()["/data/where/place"].startswith("Câu này bắt buộc")
    assert form.form.row("/data/where/place").input.edit.hasFocus()
    assert desktop.desk.reporting.drafts()
    fill_in(form)
    assert desktop.shell.banner.text == ""


def test_tab_leads_from_the_last_question_to_sending(form):
    form.form.go_to("/data/sure/ok")
    typed(SPACE, TAB)
    assert QApplication.focusWidget().text() == "Gửi báo cáo"
    typed(TAB)
    assert QApplication.focusWidget().text() == "Xóa bản nháp"


def test_nothing_is_cut_off_in_a_narrow_window_with_large_text(form, desktop, qtbot):
    desktop.theme.set_percent(150)
    desktop.window.resize(700, 520)
    for name in ("Gửi báo cáo", "Xóa bản nháp"):
        (button,) = [b for b in form.findChildren(QPushButton) if b.text() == name]
        qtbot.waitUntil(lambda button=button: button.width() >= button.sizeHint().width())
        assert form.rect().contains(button.mapTo(form, button.rect().bottomRight()))
    assert any(text == "Còn 3 câu bắt buộc" for text in shown_texts(form))
    assert form.form.horizontalScrollBar().maximum() == 0
    desktop.theme.set_percent(100)


def test_the_banner_counts_down_with_the_gaps(form, desktop):
    form.submit()
    assert "Còn 3 chỗ cần điền" in desktop.shell.banner.text
    form.form.go_to("/data/where/line")
    typed(SPACE)
    assert "Còn 2 chỗ cần điền" in desktop.shell.banner.text
    form.undo()
    assert "Còn 3 chỗ cần điền" in desktop.shell.banner.text


def test_a_draft_opens_where_an_answer_is_wanting(form, desktop):
    form.form.go_to("/data/where/place")
    typed("Trà Leng", TAB, SPACE)
    report = form.report
    again = reopened(desktop, report)
    assert again.form.row("/data/sure/ok").input.isAncestorOf(QApplication.focusWidget())
    again.form.go_to("/data/how/minutes")
    typed("2000", TAB)
    again = reopened(desktop, report)
    assert again.form.row("/data/how/minutes").input.edit.hasFocus()
    typed(*[Qt.Key.Key_Backspace] * 4, "90", TAB)
    again.form.go_to("/data/sure/ok")
    typed(SPACE)
    assert reopened(desktop, report).form.row("/data/where/place").input.edit.hasFocus()


def reopened(desktop, report) -> FormPage:
    go(desktop, "home")
    page = go(desktop, "form", f"draft:{report}")
    QApplication.processEvents()
    return page


def test_the_way_back_does_not_lead_to_what_was_sent(form, desktop):
    fill_in(form)
    form.submit()
    desktop.shell.go_back()
    assert desktop.shell.route.page == "home"


def test_a_draft_that_is_gone_leads_to_the_list(form, desktop):
    typed("Bản Lác", TAB)
    report = form.report
    go(desktop, "home")
    desktop.desk.reporting.delete_draft(report)
    go(desktop, "form", f"draft:{report}")
    QApplication.processEvents()
    assert desktop.shell.route.page == "forms"
    assert desktop.shell.banner.text
    desktop.shell.go_back()
    assert desktop.shell.route.page == "home"


def test_a_complete_report_is_sent_and_waits(form, desktop):
    fill_in(form)
    QTest.keyClick(QApplication.focusWidget(), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert desktop.shell.route.page == "my-report"
    assert "Máy tự gửi khi có mạng" in desktop.shell.banner.text
    texts = shown_texts(desktop.shell.page)
    assert {"Chờ gửi", "Trà Leng", "Tốt"} <= set(texts)
    assert desktop.desk.reporting.drafts() == []
    assert "Chờ gửi" in shown_texts(go(desktop, "reports"))


def test_a_submitted_report_does_not_wait_for_the_regular_exchange(form, desktop):
    desktop._exchanges.timer.set(900)
    fill_in(form)
    form.submit()
    assert desktop._exchanges.timer.seconds_left < 2


def test_a_form_that_was_only_looked_at_leaves_no_draft(form, desktop):
    go(desktop, "home")
    assert desktop.desk.reporting.drafts() == []
    desktop.shell.go_back()
    QApplication.processEvents()
    assert form.report
    form.form.go_to("/data/where/place")
    typed("Trà Leng")
    go(desktop, "home")
    assert len(desktop.desk.reporting.drafts()) == 1


def test_enter_presses_the_button_that_has_the_focus(desktop):
    home = go(desktop, "home")
    plus = next(b for b in home.findChildren(QPushButton) if b.text() == "Báo gián đoạn")
    plus.setFocus()
    QTest.keyClick(plus, ENTER)
    assert desktop.shell.route.page == "form"


def test_a_draft_goes_on_after_the_program_ended(form, desktop, start, qtbot):
    typed("Trà Leng", TAB, Qt.Key.Key_Down)
    desktop.close()
    again = signed_in(start(), qtbot)
    assert "Bản nháp: Báo gián đoạn" in shown_texts(again.shell.page)
    (draft,) = again.desk.reporting.drafts()
    page = go(again, "form", f"draft:{draft.report}")
    assert page.form.row("/data/where/place").input.edit.text() == "Trà Leng"
    assert page.form.row("/data/where/ticket").isVisible()


def test_closing_the_window_in_the_middle_of_a_word_keeps_the_word(form, desktop, start, qtbot):
    report = form.report
    typed("Trà Le")
    desktop.window.close()
    again = signed_in(start(), qtbot)
    reopened = again.desk.reporting.open_draft(report)
    assert reopened.session.value("/data/where/place") == "Trà Le"


def test_coming_back_does_not_begin_a_second_report(form, desktop):
    typed("Trà Leng", TAB)
    go(desktop, "home")
    desktop.shell.go_back()
    QApplication.processEvents()
    assert len(desktop.desk.reporting.drafts()) == 1
    assert desktop.shell.page.form.row("/data/where/place").input.edit.text() == "Trà Leng"


def test_a_draft_is_deleted_only_after_asking(form, desktop):
    buttons = {b.text(): b for b in form.findChildren(QPushButton)}
    buttons["Xóa bản nháp"].click()
    assert len(desktop.desk.reporting.drafts()) == 1
    assert QApplication.focusWidget() is buttons["Giữ lại"]
    buttons["Xóa hẳn"].click()
    assert desktop.desk.reporting.drafts() == []
    assert desktop.shell.route.page == "forms"


def test_what_was_asked_of_one_draft_is_not_asked_of_the_next(form, desktop):
    buttons = {b.text(): b for b in form.findChildren(QPushButton)}
    buttons["Xóa bản nháp"].click()
    go(desktop, "home")
    go(desktop, "form", "new:incident")
    assert buttons["Xóa bản nháp"].isVisible()
    assert not buttons["Xóa hẳn"].isVisible()


def sent(form, desktop) -> str:
    fill_in(form)
    report = form.report
    form.submit()
    return report


def test_the_state_follows_the_province(form, desktop):
    report = sent(form, desktop)
    province_says(desktop)
    assert "Tỉnh đã nhận" in shown_texts(go(desktop, "reports"))
    province_says(desktop, (ChangeKind.REPORT_READ, ReportRead(report, 1, 1)))
    assert "Tỉnh đã xem" in shown_texts(desktop.shell.page)
    review = Review(report, 1, "accepted", 1_790_000_000_000, "Tốt lắm.", "Nguyễn Văn Cán")
    province_says(desktop, (ChangeKind.REVIEW, review))
    assert "Được chấp nhận" in shown_texts(desktop.shell.page)
    assert "Tốt lắm." in shown_texts(go(desktop, "my-report", report))


def test_a_report_begins_at_its_top_and_stays_put_while_it_is_read(form, desktop, qtbot):
    report = sent(form, desktop)
    desktop.window.resize(700, 360)
    page = go(desktop, "my-report", report)
    bar = page._column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 50)
    bar.setValue(bar.maximum())
    read_at = bar.value()
    assert read_at > 0
    desktop.shell.refresh()
    QApplication.processEvents()
    assert bar.value() > 0
    go(desktop, "home")
    go(desktop, "my-report", report)
    assert bar.value() == 0


def test_a_returned_report_is_mended_where_the_comment_stands(form, desktop):
    report = sent(form, desktop)
    review = Review(
        report,
        1,
        "returned",
        1_790_000_000_000,
        "Ghi rõ thôn nào.",
        "Nguyễn Văn Cán",
        [FieldComment("/data/where/place", "Thôn nào?")],
    )
    go(desktop, "home")
    province_says(desktop, (ChangeKind.REVIEW, review))
    texts = shown_texts(desktop.shell.page)
    assert "Tỉnh trả lại: Báo gián đoạn" in texts
    assert "Ghi rõ thôn nào." in texts
    assert "Tỉnh ghi: Thôn nào?" in shown_texts(go(desktop, "my-report", report))
    go(desktop, "home")
    typed(SPACE)
    QApplication.processEvents()
    page = desktop.shell.page
    assert isinstance(page, FormPage)
    assert "Tỉnh ghi: Thôn nào?" in shown_texts(page)
    assert "Còn 1 chỗ được đánh dấu bên dưới." in shown_texts(page)
    assert page.form.row("/data/where/place").input.edit.hasFocus()
    assert page.form.row("/data/where/place").input.edit.accessibleDescription() == (
        "Tỉnh ghi: Thôn nào?"
    )
    typed(Qt.Key.Key_End, ", thôn 2", TAB)
    assert "Đã sửa. Tỉnh ghi: Thôn nào?" in shown_texts(page)
    assert "Mọi chỗ được đánh dấu đều đã sửa." in shown_texts(page)
    page = reopened(desktop, report)
    assert "Đã sửa. Tỉnh ghi: Thôn nào?" in shown_texts(page)
    page.submit()
    assert desktop.shell.route.key == report
    texts = shown_texts(desktop.shell.page)
    assert "Trà Leng, thôn 2" in texts
    (see,) = [
        b for b in desktop.shell.page.findChildren(QPushButton) if b.accessibleName() == "Xem lần 1"
    ]
    see.click()
    QApplication.processEvents()
    assert {"Trà Leng", "Tỉnh ghi: Thôn nào?"} <= set(shown_texts(desktop.shell.page))
    texts = shown_texts(desktop.shell.page)
    assert any(text.startswith("Lần 2:") for text in texts)
    assert any(text.startswith("Lần 1:") for text in texts)


def test_what_came_back_stands_first_and_a_long_list_in_parts(form, desktop):
    report = sent(form, desktop)
    reporting = desktop.desk.reporting
    for _ in range(30):
        draft = reporting.new_draft("seen")
        draft.answer("/data/what", "Cột điện đổ")
        reporting.submit(draft.report)
    review = Review(report, 1, "returned", 1_790_000_000_000, "", "", [])
    province_says(desktop, (ChangeKind.REVIEW, review))
    page = go(desktop, "reports")
    texts = shown_texts(page)
    assert texts.index("Tỉnh trả lại, cần sửa") < texts.index("Báo gián đoạn")
    assert texts.index("Báo gián đoạn") < texts.index("Báo cáo khác")
    assert texts.count("Xem") == 26
    next(b for b in page.findChildren(QPushButton) if b.text().startswith("Xem thêm")).click()
    assert shown_texts(page).count("Xem") == 31


def test_an_exchange_does_not_touch_what_is_being_written(form, desktop):
    typed("Trà")
    province_says(desktop)
    typed(" Leng", TAB)
    assert value(form, "where/place") == "Trà Leng"
