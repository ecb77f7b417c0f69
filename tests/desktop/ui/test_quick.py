"""A line of the outage log: from anywhere by one shortcut, sent after a few keys."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.ui.form_page import FormPage
from desktop.ui.quick_page import QuickPage
from desktop.ui.quiz import QuizPage
from desktop.ui.widgets.key import Key
from desktop.usecases.reporting import ReportState
from reports.form import dump
from reports.xlsform import compile_form
from tests.desktop.ui.content import HERE
from tests.desktop.ui.driving import go, shown_texts, signed_in, typed

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
BUILT_IN = HERE.parents[2] / "reports" / "forms" / "outage.md"


@pytest.fixture(scope="module")
def packs(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that other tests have, with the outage log as communes have it."""
    folder = tmp_path_factory.mktemp("packs")
    shutil.copytree(packs, folder, dirs_exist_ok=True)
    made = compile_form(BUILT_IN.read_bytes(), BUILT_IN.name).form
    assert made is not None
    (folder / "forms" / "outage.json").write_bytes(dump(made))
    other = compile_form(OTHER.encode(), "other.md").form
    assert other is not None
    (folder / "forms" / "other.json").write_bytes(dump(other))
    return folder


OTHER = """
## settings

| form_id | form_title | default_language | version | style | order |
|---|---|---|---|---|---|
| other | Phiếu khác | Tiếng Việt (vi) | 1 | quick sign-off | 9 |

## survey

| type | name | label::Tiếng Việt (vi) | required | relevant | appearance |
|---|---|---|---|---|---|
| select_one yes_no | secret | Có mật không? | yes | | |
| note | end | Dừng lại. | | ${secret} = 'yes' | stop |
| select_multiple yes_no | several | Những gì? | yes | ${secret} = 'no' | |
| select_one many | one | Cái nào? | yes | ${secret} = 'no' | |
| text | note | Ghi thêm | | | |

## choices

| list_name | name | label::Tiếng Việt (vi) |
|---|---|---|
| yes_no | yes | Có |
| yes_no | no | Không |
""" + "\n".join(f"| many | m{n} | Mục {n} |" for n in range(1, 31))


def shortcut(desktop: Desktop) -> None:
    focus = QApplication.focusWidget() or desktop.window
    QTest.keyClick(focus, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


@pytest.fixture
def page(desktop: Desktop) -> QuickPage:
    go(desktop, "home")
    shortcut(desktop)
    assert isinstance(desktop.shell.page, QuickPage)
    return desktop.shell.page


def keys(*parts: str | Qt.Key) -> None:
    """Press them one by one; between two of them the screen catches up."""
    for part in parts:
        typed(part)
        QApplication.processEvents()


def value(page: QuickPage | FormPage, name: str) -> str:
    return page.session.value(f"/data/{name}")


def press(page: QWidget, text: str) -> None:
    found = [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    found[0].click()
    QApplication.processEvents()


class Touches:
    """Counts the keys that go down."""

    def __init__(self) -> None:
        self.count = 0

    def key(self, *pressed: str | Qt.Key) -> None:
        for key in pressed:
            self.count += 1
            keys(key)


def test_a_line_takes_five_touches(desktop: Desktop) -> None:
    go(desktop, "lessons")
    touches = Touches()
    shortcut(desktop)
    touches.count += 1
    touches.key("3", "1", "4", ENTER)
    assert touches.count == 5
    (card,) = desktop.desk.reporting.reports()
    assert (card.form_id, card.state) == ("outage", ReportState.WAITING)
    sent = desktop.desk.reporting.submitted(card.report, 1)
    assert [sent.value(f"/data/line/{n}") for n in ("service", "fault", "scope")] == [
        "vneid",
        "login",
        "communes",
    ]
    assert sent.value("/data/confirm/no_secret") == "OK"
    assert sent.value("/data/line/at")
    assert desktop.desk.reporting.drafts() == []
    # Back where one was, with what happened.
    assert desktop.shell.route.page == "lessons"
    assert desktop.shell.banner.text == (
        "Đã ghi: VNeID, định danh mức 2 · Không đăng nhập được · Nhiều xã. Máy tự gửi khi có mạng."
    )


def test_the_line_of_a_missing_code_asks_one_thing_more(page: QuickPage, desktop: Desktop) -> None:
    keys("-", "2", "1")
    assert page.at == "/data/otp/otp_channel"
    keys("2", ENTER)
    (card,) = desktop.desk.reporting.reports()
    sent = desktop.desk.reporting.submitted(card.report, 1)
    assert sent.value("/data/line/service") == "tslcd"
    assert sent.value("/data/otp/otp_channel") == "vneid"


def test_home_has_a_button_for_it_and_the_mouse_does_as_well(desktop: Desktop) -> None:
    home = go(desktop, "home")
    press(home, "Ghi nhanh")
    page = desktop.shell.page
    assert isinstance(page, QuickPage)
    for name in ("3: VNeID, định danh mức 2", "1: Không đăng nhập được", "1: 1 người"):
        (key,) = [b for b in page.findChildren(QPushButton) if b.accessibleName() == name]
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
    press(page, "Tôi xác nhận, gửi (Enter)")
    assert len(desktop.desk.reporting.reports()) == 1


def test_known_things_are_filled_in_and_the_time_can_be_mended(page: QuickPage) -> None:
    texts = shown_texts(page)
    assert "Lò Thị Hoa" in texts
    assert "Lúc" in texts
    keys("3", "1", "1")
    edits = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Sửa: Lúc"]
    next(edit for edit in edits if edit.isVisible()).click()
    QApplication.processEvents()
    keys("01/11/2026", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "7h45", ENTER)
    assert value(page, "line/at").startswith("2026-11-01T07:45:00.000")
    assert page.at == ""
    assert "07:45 01/11/2026" in shown_texts(page)


def test_a_time_that_cannot_be_stays_in_front_and_says_why(
    page: QuickPage, desktop: Desktop
) -> None:
    keys("3", "1", "1", *[Qt.Key.Key_Backspace] * 4)
    assert page.at == "/data/line/at"
    keys("01/11/2099", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "0745", ENTER)
    assert page.at == "/data/line/at"
    assert any("không thể ở tương lai" in text for text in shown_texts(page))
    assert desktop.desk.reporting.reports() == []


def test_a_name_is_typed_where_a_choice_asks_for_it(page: QuickPage) -> None:
    keys("/")
    assert page.at == "/data/line/service_other"
    keys("Zalo OA 2", ENTER)
    assert value(page, "line/service_other") == "Zalo OA 2"
    assert page.at == "/data/line/fault"
    keys(Qt.Key.Key_Backspace, Qt.Key.Key_Tab)
    assert page.at == "/data/line/service_other"


def test_backspace_goes_back_and_another_key_answers_otherwise(page: QuickPage) -> None:
    keys("3", Qt.Key.Key_Backspace)
    assert page.at == "/data/line/service"
    keys("4")
    assert value(page, "line/service") == "population"
    assert page.at == "/data/line/fault"


@pytest.mark.parametrize(
    ("typed_", "service"), [("â", "province_tthc"), ("=", "internet"), ("+", "internet")]
)
def test_other_layouts_do_as_well(page: QuickPage, typed_: str, service: str) -> None:
    keys(typed_)
    assert value(page, "line/service") == service


def test_arrows_walk_as_the_keys_stand_and_enter_takes(page: QuickPage) -> None:
    keys(Qt.Key.Key_Down, Qt.Key.Key_Right, ENTER)
    assert value(page, "line/service") == "civil_status"


def test_esc_leaves_nothing_behind(page: QuickPage, desktop: Desktop) -> None:
    keys("3", "1", ESC)
    assert desktop.shell.route.page == "home"
    assert desktop.desk.reporting.drafts() == []
    assert desktop.desk.reporting.reports() == []


def test_a_look_leaves_nothing_behind(page: QuickPage, desktop: Desktop) -> None:
    assert page.session
    go(desktop, "lessons")
    assert desktop.desk.reporting.drafts() == []


def test_going_elsewhere_keeps_what_was_entered(page: QuickPage, desktop: Desktop) -> None:
    keys("3")
    go(desktop, "lessons")
    (draft,) = desktop.desk.reporting.drafts()
    session = desktop.desk.reporting.open_draft(draft.report).session
    assert session.value("/data/line/service") == "vneid"
    desktop.shell.go_back()
    assert desktop.shell.route.page == "home"


def test_more_details_open_the_whole_form(page: QuickPage, desktop: Desktop) -> None:
    keys("3")
    press(page, "Thêm chi tiết")
    form = desktop.shell.page
    assert isinstance(form, FormPage)
    assert value(form, "line/service") == "vneid"
    assert len(desktop.desk.reporting.drafts()) == 1


def test_more_details_of_nothing_begin_the_form(page: QuickPage, desktop: Desktop) -> None:
    press(page, "Thêm chi tiết")
    assert desktop.shell.route.key == "new:outage"
    go(desktop, "lessons")
    assert desktop.desk.reporting.drafts() == []


def held(key: Qt.Key, text: str = "") -> None:
    """One more of what a key sends that is held down."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_a_key_held_too_long_answers_one_question(page: QuickPage) -> None:
    keys("1")
    held(Qt.Key.Key_1, "1")
    assert page.at == "/data/line/fault"


def test_enter_held_too_long_presses_nothing_beneath(desktop: Desktop) -> None:
    home = go(desktop, "home")
    pressed: list[object] = []
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton) and home.isAncestorOf(focus)
    focus.clicked.disconnect()
    focus.clicked.connect(pressed.append)
    shortcut(desktop)
    keys("3", "1", "1")
    enter = QApplication.focusWidget()
    QTest.keyPress(enter, ENTER)
    held(ENTER)
    assert isinstance(desktop.shell.page, QuickPage)
    QTest.keyRelease(QApplication.focusWidget(), ENTER)
    assert len(desktop.desk.reporting.reports()) == 1
    assert pressed == []


def test_a_quiz_goes_on_where_it_was(desktop: Desktop, qtbot: QtBot) -> None:
    quiz = go(desktop, "quiz", "b2")
    assert isinstance(quiz, QuizPage)
    quiz.start("test")
    QApplication.processEvents()
    before, answering = quiz.question, quiz.answering
    keys(Qt.Key.Key_Space)
    response, focus = answering.response(), QApplication.focusWidget()
    assert response is not None
    shortcut(desktop)
    keys("3", "1", "1", ENTER)
    assert desktop.shell.page is quiz
    assert quiz.question is before and quiz.answering is answering
    assert answering.response() == response
    assert QApplication.focusWidget() is focus


def test_half_a_word_and_its_caret_stay(desktop: Desktop, qtbot: QtBot) -> None:
    form = go(desktop, "form", "new:seen")
    assert isinstance(form, FormPage)
    QApplication.processEvents()
    keys("Cột điện")
    edit = QApplication.focusWidget()
    shortcut(desktop)
    keys("3", ESC)
    assert desktop.shell.page is form and QApplication.focusWidget() is edit
    keys(" đổ")
    qtbot.waitUntil(lambda: form.session.value("/data/what") == "Cột điện đổ")
    # It settled as a draft of its own while it lay beneath.
    assert desktop.shell.route.key == f"draft:{form.report}"


def test_the_shortcut_pressed_twice_begins_one_line(page: QuickPage, desktop: Desktop) -> None:
    keys("3")
    shortcut(desktop)
    assert value(page, "line/service") == "vneid"
    assert len(desktop.desk.reporting.drafts()) == 1


def test_signing_out_keeps_what_was_entered(
    page: QuickPage, desktop: Desktop, start: Callable[[], Desktop], qtbot: QtBot
) -> None:
    keys("3")
    desktop.close()
    again = signed_in(start(), qtbot)
    assert len(again.desk.reporting.drafts()) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import Desktop
from desktop.store import keys
from tests.desktop.ui.driving import NAME, PASSWORD, typed

keys.Slots.with_slot.__defaults__ = (keys.Cost(memory=64, passes=1, lanes=1),)
app = QApplication([])
desktop = Desktop(app, Path(sys.argv[1]), lambda: Path(sys.argv[2]))
desktop.window.show()
desktop.window.activateWindow()
gate = desktop.window.front
gate.name.edit.setText(NAME)
gate.password.edit.setText(PASSWORD)
gate.submit()
while desktop.desk is None:
    app.processEvents()
desktop.shell._note_quickly()
for key in "24":
    app.processEvents()
    typed(key)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_entered_comes_back_as_a_draft_after_a_kill(
    set_up: None, data_dir: Path, packs: Path, start: Callable[[], Desktop], qtbot: QtBot
) -> None:
    root = HERE.parents[2]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, data_dir, packs], env=environment, cwd=root, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    desktop = signed_in(start(), qtbot)
    (draft,) = desktop.desk.reporting.drafts()
    form = go(desktop, "form", f"draft:{draft.report}")
    assert isinstance(form, FormPage)
    assert value(form, "line/service") == "province_tthc"
    assert value(form, "line/fault") == "portal"


def test_all_keys_are_in_view_with_large_text(page: QuickPage, desktop: Desktop) -> None:
    desktop.theme.set_percent(150)
    keys(ESC)
    shortcut(desktop)
    QApplication.processEvents()
    found = [key for key in page.findChildren(Key) if key.isVisible()]
    assert len(found) == 13
    assert all(key.visibleRegion().boundingRect() == key.rect() for key in found)
    desktop.theme.set_percent(100)


def test_home_is_not_wider_than_its_window(desktop: Desktop) -> None:
    desktop.theme.set_percent(150)
    desktop.window.resize(700, 520)
    home = go(desktop, "home")
    bars = [area.horizontalScrollBar() for area in home.findChildren(QScrollArea)]
    assert [bar.maximum() for bar in bars] == [0]
    desktop.theme.set_percent(100)


def test_any_short_form_may_have_it(desktop: Desktop) -> None:
    page = go(desktop, "quick", "other")
    assert isinstance(page, QuickPage)
    keys("2")
    assert page.at == "/data/several"
    keys(Qt.Key.Key_Space, ENTER)
    assert value(page, "several") == "yes"
    # More than there are signs for: the list is searched.
    assert page.at == "/data/one"
    keys("muc 17", ENTER, ENTER)
    assert value(page, "one") == "m17"
    assert page.at == ""
    keys(ENTER)
    # A leader has to sign, and that is done in the whole form.
    form = desktop.shell.page
    assert isinstance(form, FormPage)
    assert value(form, "one") == "m17"
    assert desktop.shell.banner.text


def test_a_secret_ends_a_quick_entry_too(desktop: Desktop) -> None:
    page = go(desktop, "quick", "other")
    assert isinstance(page, QuickPage)
    keys("1")
    texts = shown_texts(page)
    assert "Dừng lại." in texts
    assert not any("Enter" in text for text in texts)
    keys(ENTER)
    assert desktop.shell.page is page
    keys(ESC)
    assert desktop.shell.page is not page
    assert desktop.desk.reporting.drafts() == []
