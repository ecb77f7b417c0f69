"""The first day: the wizard, and every input that can be wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.store import views
from desktop.ui.firststart import FirstStart
from desktop.ui.signin import SignIn
from tests.desktop.ui.driving import ADDRESS, CODE, NAME, PASSWORD, signed_in, typed

ENTER = Qt.Key.Key_Return


def wizard(start) -> FirstStart:
    front = start().window.front
    assert isinstance(front, FirstStart)
    return front


def to_person(start) -> FirstStart:
    front = wizard(start)
    typed("so.example.vn", ENTER, CODE, ENTER)
    assert front.at_person
    return front


def test_a_new_pc_is_set_up_by_keyboard_alone_and_comes_home(start, qtbot):
    desktop = start()
    typed("so.example.vn", ENTER, CODE.lower().replace("-", ""), ENTER)
    with qtbot.waitSignal(desktop.signed_in):
        typed(NAME, ENTER, "Công chức", ENTER, ENTER, PASSWORD, ENTER, PASSWORD, ENTER)
    desktop.stop_timer()
    assert desktop.shell.route.page == "home"
    state = desktop.desk.enrolment.state()
    assert (state.address, state.code, state.enrolled) == (ADDRESS, CODE, False)
    assert desktop.desk.official.name == NAME


def test_an_address_that_is_none_has_its_sentence(start):
    front = wizard(start)
    typed("không phải địa chỉ", ENTER, CODE, ENTER)
    assert not front.at_person
    assert "phiếu ghi danh" in front.connection.address.error
    assert QApplication.focusWidget() is front.connection.address.edit


def test_a_mistyped_code_has_its_sentence_and_loses_nothing(start):
    front = wizard(start)
    typed("so.example.vn", ENTER, "00000-00001", ENTER)
    assert not front.at_person
    assert "so lại từng ký tự" in front.connection.code.error
    assert front.connection.code.text == "00000-00001"
    typed(Qt.Key.Key_Backspace)
    assert front.connection.code.error == ""


def test_two_different_passwords_are_not_taken(start, data_dir):
    front = to_person(start)
    typed(NAME, ENTER, "Công chức", ENTER, ENTER, PASSWORD, ENTER, PASSWORD + "a", ENTER)
    assert "chưa giống nhau" in front.newcomer.again.error
    assert not (data_dir / "sonca.db").exists()


def test_a_short_password_is_told_beside_the_password(start, qtbot, data_dir):
    front = to_person(start)
    typed(NAME, ENTER, "Công chức", ENTER, ENTER, "ngắn", ENTER, "ngắn", ENTER)
    qtbot.waitUntil(lambda: front.newcomer.password.error != "")
    assert "12" in front.newcomer.password.error
    assert QApplication.focusWidget() is front.newcomer.password.edit
    assert not (data_dir / "sonca.db").exists()


def test_a_missing_name_is_told_beside_the_name(start, qtbot):
    front = to_person(start)
    typed(ENTER, "Công chức", ENTER, ENTER, PASSWORD, ENTER, PASSWORD, ENTER)
    qtbot.waitUntil(lambda: front.newcomer.name.error != "")


def test_back_keeps_what_was_typed(start):
    front = to_person(start)
    typed(NAME)
    front.back()
    assert front.connection.code.text == CODE
    typed(ENTER, ENTER)
    assert front.at_person
    assert front.newcomer.name.text == NAME


def test_a_wrong_password_has_its_sentence_and_the_right_one_opens(set_up, start, qtbot):
    desktop = start()
    front = desktop.window.front
    assert isinstance(front, SignIn)
    typed(NAME, ENTER, "sai mật khẩu rồi", ENTER)
    qtbot.waitUntil(lambda: front.password.error != "")
    assert "Caps Lock" in front.password.error
    with qtbot.waitSignal(desktop.signed_in):
        typed(PASSWORD, ENTER)
    desktop.stop_timer()


def test_the_name_may_be_typed_without_marks(set_up, start, qtbot):
    desktop = start()
    with qtbot.waitSignal(desktop.signed_in):
        typed("lo thi hoa", ENTER, PASSWORD, ENTER)
    desktop.stop_timer()


def test_capitals_without_shift_give_a_hint_about_caps_lock(set_up, start):
    front = start().window.front
    front.password.edit.setFocus()
    typed("a")
    assert not front.password.caps_shown
    # What arrives when Caps Lock is on: a capital, and no Shift.
    none = Qt.KeyboardModifier.NoModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, front.password.edit, Qt.Key.Key_B, "B", none)
    assert front.password.caps_shown


def test_signing_out_closes_the_file_and_asks_for_the_password(desktop, qtbot):
    store = desktop.desk.session.store
    desktop.shell.signed_out.emit()
    assert isinstance(desktop.window.front, SignIn)
    assert desktop.desk is None
    with pytest.raises(RuntimeError):
        views.waiting(store)
    signed_in(desktop, qtbot)
