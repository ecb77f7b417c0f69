"""A leader signs a report in the window of the official who wrote it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from desktop.ui.form_page import FormPage
from desktop.ui.form_signing import SigningPanel
from desktop.ui.newcomer import LeaderTick
from desktop.ui.page import Route
from desktop.usecases.people import NewOfficial
from tests.desktop.ui.driving import PASSWORD, go, shown_texts, typed

SECRET = "mua xuan ban cao"
ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
SPACE = Qt.Key.Key_Space


@pytest.fixture
def leader(desktop):
    return desktop.desk.people.add_official(
        NewOfficial("Vàng A Pó", "Chủ tịch UBND xã", leader=True), SECRET
    )


def ready(desktop) -> FormPage:
    page = go(desktop, "form", "new:signed")
    assert isinstance(page, FormPage)
    typed("Tình hình tuần", TAB)
    page.submit()
    QApplication.processEvents()
    return page


def panel(page) -> SigningPanel:
    return page.findChild(SigningPanel)


def test_a_leader_signs_by_keyboard_and_the_report_goes(desktop, leader, qtbot):
    page = ready(desktop)
    assert panel(page).isVisible()
    assert page.findChild(QComboBox).hasFocus()
    assert page.findChild(QComboBox).currentText() == "Vàng A Pó · Chủ tịch UBND xã"
    typed(TAB, SECRET, ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.page == "my-report")
    assert "Lãnh đạo ký duyệt: Vàng A Pó, Chủ tịch UBND xã" in shown_texts(desktop.shell.page)
    assert "Báo cáo đã xong" in desktop.shell.banner.text


def test_a_wrong_password_is_said_beside_it_and_loses_nothing(desktop, leader, qtbot):
    page = ready(desktop)
    typed(TAB, PASSWORD, ENTER)
    qtbot.waitUntil(lambda: any("của người ký chưa đúng" in t for t in shown_texts(panel(page))))
    assert page.session.value("/data/what") == "Tình hình tuần"
    typed(SECRET, ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.page == "my-report")


def test_no_password_is_said_at_once(desktop, leader):
    page = ready(desktop)
    typed(TAB, ENTER)
    assert any("hãy nhập mật khẩu" in text for text in shown_texts(panel(page)))


def test_it_can_wait(desktop, leader):
    page = ready(desktop)
    typed(ESCAPE)
    assert not panel(page).isVisible()
    assert "Gửi báo cáo" in shown_texts(page)
    (draft,) = desktop.desk.reporting.drafts()
    assert draft.report == page.report


def test_what_is_not_complete_asks_nobody_to_sign(desktop, leader):
    page = go(desktop, "form", "new:signed")
    page.submit()
    assert not panel(page).isVisible()
    assert "1 chỗ" in desktop.shell.banner.text


def test_a_pc_without_a_leader_leads_to_adding_one(desktop):
    page = ready(desktop)
    assert any("chưa ai được đánh dấu là lãnh đạo" in text for text in shown_texts(panel(page)))
    assert QApplication.focusWidget().text().startswith("Thêm lãnh đạo")
    typed(ENTER)
    assert desktop.shell.route.page == "people"
    assert len(desktop.desk.reporting.drafts()) == 1


def test_the_leader_who_was_added_signs_the_report_that_waited(desktop, qtbot):
    page = ready(desktop)
    typed(ENTER)
    assert desktop.shell.page.findChild(LeaderTick).isChecked()
    typed("Vàng A Pó", ENTER, "Trưởng phòng Kinh tế", ENTER, ENTER, SECRET, ENTER, SECRET, ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.page == "form")
    assert desktop.shell.route.key == f"draft:{page.report}"
    assert "Bấm “Gửi báo cáo”" in desktop.shell.banner.text
    desktop.shell.page.submit()
    assert page.findChild(QComboBox).currentText() == "Vàng A Pó · Trưởng phòng Kinh tế"


def test_who_adds_no_leader_is_back_at_the_report(desktop):
    page = ready(desktop)
    typed(ENTER)
    next(b for b in desktop.shell.page.findChildren(QPushButton) if b.text() == "Thôi").click()
    assert desktop.shell.route == Route("form", f"draft:{page.report}")


def test_only_leaders_are_offered(desktop, leader):
    desktop.desk.people.add_official(NewOfficial("Giàng A Sử", "Công chức"), SECRET)
    page = ready(desktop)
    box = page.findChild(QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["Vàng A Pó · Chủ tịch UBND xã"]


def test_who_leads_may_sign_what_they_wrote_and_is_told_that_the_province_sees_it(desktop, qtbot):
    me = desktop.desk.official
    desktop.desk.people.change_position(me.id, "Chủ tịch UBND xã", leader=True)
    page = ready(desktop)
    assert any("người soạn và người ký là một" in text for text in shown_texts(panel(page)))
    typed(PASSWORD, ENTER)
    qtbot.waitUntil(lambda: desktop.shell.route.page == "my-report")


def test_a_position_is_changed_by_keyboard_and_suggests_who_leads(desktop):
    me = desktop.desk.official
    page = go(desktop, "people", f"position:{me.id}")
    tick = page.findChild(LeaderTick)
    QApplication.focusWidget().selectAll()
    typed("Phó Chủ tịch UBND xã")
    assert tick.isChecked()
    typed(TAB, SPACE)
    assert not tick.isChecked()
    typed(SPACE, TAB, ENTER)
    assert desktop.shell.route.key == ""
    (now,) = desktop.desk.people.officials()
    assert (now.position, now.leader) == ("Phó Chủ tịch UBND xã", True)
    assert "Lãnh đạo" in shown_texts(desktop.shell.page)


@pytest.mark.parametrize("leads", [False, True])
def test_large_letters_in_a_small_window_cut_nothing_off(desktop, leads, qtbot):
    if leads:
        desktop.desk.people.add_official(NewOfficial("Vàng A Pó", "Chủ tịch", leader=True), SECRET)
    desktop.window.resize(700, 600)
    desktop.theme.set_percent(150)
    try:
        asked = panel(ready(desktop))
        pressed = [b for b in asked.findChildren(QPushButton) if b.text()]
        for each in pressed:
            assert each.width() >= each.sizeHint().width(), each.text()
        if leads:
            typed(TAB, ENTER)
            (said,) = (one for one in asked.findChildren(QLabel) if "hãy nhập mật" in one.text())
            qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())
    finally:
        desktop.theme.set_percent(100)
