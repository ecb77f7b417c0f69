"""Every kind of question by keyboard alone: a wrong answer and what is said, then a right one.

``PLAN`` has a step for each question of ``kinds_rest.md``, in its order. Between two of them only
Tab is pressed; after each press the focus must be in view, whole, and have a name.
"""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.ui.form_page import FormPage
from desktop.ui.form_rows import QuestionRow
from tests.desktop.ui.driving import go, typed

Key = Qt.Key
ENTER, TAB, SPACE, ESC = Key.Key_Return, Key.Key_Tab, Key.Key_Space, Key.Key_Escape
UP, DOWN, RIGHT = Key.Key_Up, Key.Key_Down, Key.Key_Right
DELETE, BACK, END = Key.Key_Delete, Key.Key_Backspace, Key.Key_End
ALL = "ctrl+a"
PASTE_PICTURE, PASTE_FILE, PASTE_WORDS = "picture", "file", "words"

Keys = tuple[str | Key, ...]


@dataclass(frozen=True)
class Step:
    """What is pressed in a question, and what the report then has.

    ``wrong`` comes first, with what is said about it in Vietnamese and English once the focus
    has left; then ``clear``, and ``right``.
    """

    right: Keys = ()
    value: str = ""
    wrong: Keys = ()
    said: tuple[str, str] = ("", "")
    clear: Keys = (ALL, DELETE)
    paste: str = ""


PLAN: dict[str, Step] = {
    "words/line": Step(
        ("Bản Lác",),
        "Bản Lác",
        wrong=("ab",),
        said=("ít nhất 3 chữ cái", "at least 3 letters"),
    ),
    "words/long": Step(("Mất mạng", ENTER, "từ sáng"), "Mất mạng\ntừ sáng"),
    "words/secret": Step(("1234",), "1234", wrong=("12",), said=("đúng 4 chữ số", "exactly 4")),
    "words/site": Step(
        ("https://xa.example.vn",),
        "https://xa.example.vn",
        wrong=("xa",),
        said=("bắt đầu bằng https", "begins with https"),
    ),
    "words/plug": Step(("-67 dB",), "-67 dB"),
    "words/given": Step(),
    "words/tel": Step(("0912345678",), "0912345678"),
    "numbers/whole": Step(
        ("120",), "120", wrong=("9000",), said=("Từ 0 đến 5.000 hộ", "0 to 5,000 households")
    ),
    "numbers/part": Step(
        ("2,5",), "2.5", wrong=("nhiều",), said=("Hãy nhập một con số", "Enter a number")
    ),
    "numbers/tally": Step(
        (UP, UP, UP, DOWN), "2", wrong=("x",), said=("số nguyên", "whole number")
    ),
    "numbers/money": Step(("1500000",), "1500000"),
    "numbers/compass": Step(("270",), "270"),
    "numbers/stars": Step(
        (RIGHT, RIGHT, RIGHT),
        "3",
        wrong=(TAB, "9"),
        said=("từ 1 đến 5", "from 1 to 5"),
        clear=(DELETE,),
    ),
    "numbers/tall": Step((RIGHT, UP, UP), "2"),
    "numbers/plain": Step((END,), "100"),
    "numbers/picked": Step(("25", ENTER), "25"),
    "moments/day": Step(
        ("1/11/2026",),
        "2026-11-01",
        wrong=("31/12/2099",),
        said=("không ở tương lai", "not in the future"),
    ),
    "moments/typed": Step(
        ("22112026",), "2026-11-22", wrong=("32/13",), said=("ngày có thật", "real date")
    ),
    "moments/lunar": Step(("1-11-2026",), "2026-11-01"),
    "moments/clock": Step(
        ("8h05",), "08:05:00.000", wrong=("25h",), said=("giờ dạng", "time like 08:30")
    ),
    "moments/moment": Step(("1/11/2026", TAB, TAB, "805"), "2026-11-01T08:05:00.000+07:00"),
    "moments/noted": Step(
        ("1/11/2026", TAB, "0910"),
        "2026-11-01T09:10:00.000+07:00",
        wrong=("1/11/2026",),
        said=("đủ ngày và giờ", "both date and time"),
    ),
    "choices/radio": Step((SPACE, DOWN), "no"),
    "choices/other": Step((SPACE, UP), "other"),
    "choices/other_other": Step(("Trưởng thôn",), "Trưởng thôn"),
    "choices/shrunk": Step((DOWN, DOWN, ENTER), "reboot"),
    "choices/far": Step(
        ("yen bai", ENTER),
        "yenbai",
        wrong=("khong co", ENTER),
        said=("Không có mục nào khớp", "Nothing matches"),
    ),
    "choices/beside": Step((SPACE, RIGHT), "reboot"),
    "choices/packed": Step((SPACE,), "call"),
    "choices/onpicture": Step((SPACE,), "yes"),
    "choices/onmap": Step(("dak", ENTER), "daklua"),
    "choices/some": Step(
        (SPACE, DOWN, SPACE),
        "call reboot",
        wrong=(SPACE, DOWN, SPACE, DOWN, SPACE),
        said=("nhiều nhất hai việc", "at most two"),
        clear=(DELETE,),
    ),
    "choices/many": Step(
        ("yen bai", ENTER, "sa pa", ENTER, "dong", ENTER, ESC, BACK), "yenbai sapa"
    ),
    "choices/folded": Step((DOWN, DOWN, SPACE, DOWN, ENTER, ESC), "reboot cable"),
    "choices/typedin": Step((DOWN, DOWN, DOWN, DOWN, SPACE), "report"),
    "choices/incolumns": Step((SPACE, RIGHT, RIGHT, SPACE), "call cable"),
    "choices/region": Step((SPACE, DOWN), "south"),
    "choices/area": Step((SPACE, DOWN), "s2"),
    "choices/post": Step((SPACE,), "p2"),
    "choices/mast": Step((SPACE, DOWN), "m2"),
    "choices/other_mast": Step((DOWN, ENTER), "m3"),
    "marks/mark_a": Step((SPACE,), "yes"),
    "marks/mark_b": Step((SPACE, RIGHT), "no"),
    "files/photo": Step(
        value=".png", paste=PASTE_PICTURE, wrong=(PASTE_WORDS,), said=("Chưa có ảnh", "copied")
    ),
    "files/signed": Step(value=".png", paste=PASTE_PICTURE),
    "files/drawn": Step(value=".png", paste=PASTE_PICTURE),
    "files/marked_up": Step(value=".png", paste=PASTE_PICTURE),
    "files/selfie": Step(value=".png", paste=PASTE_PICTURE),
    "files/sound": Step(value="loi-ke.mp3", paste=PASTE_FILE),
    "files/film": Step(value="cot.mp4", paste=PASTE_FILE),
    "files/paper": Step(value="bien-ban.txt", paste=PASTE_FILE),
    "logic/drawn_lot": Step(),
    "logic/follows": Step(),
    "logic/sure": Step((SPACE,), "OK"),
    "team[1]/chief": Step(("Lò Văn Ón",), "Lò Văn Ón"),
    "team[1]/member[1]/who": Step(("Vi Thị Mến",), "Vi Thị Mến"),
    "team[1]/member[1]/age": Step(("34",), "34", wrong=("7",), said=("Từ 18 tuổi", "18 or older")),
    "team[2]/chief": Step(("Hà Văn Thiết",), "Hà Văn Thiết"),
    "team[2]/member[1]/who": Step(("Hà Thị Liên",), "Hà Thị Liên"),
    "team[2]/member[1]/age": Step(("41",), "41"),
    "spare[1]/thing": Step(("Bộ phát",), "Bộ phát"),
    "spare[1]/amount": Step(("2",), "2"),
    "spare[1]/back": Step((DOWN, ENTER), "yes"),
    "spare[1]/on": Step(("1/11",), "2026-11-01"),
}


@pytest.fixture(params=["vi", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def form(desktop: Desktop, language: str) -> FormPage:
    desktop.speak(language)
    page = go(desktop, "form", "new:kinds_rest")
    assert isinstance(page, FormPage)
    QApplication.processEvents()
    return page


def pressed(keys: Keys) -> None:
    for key in keys:
        if key == ALL:
            QTest.keyClick(
                QApplication.focusWidget(), Key.Key_A, Qt.KeyboardModifier.ControlModifier
            )
        elif key == PASTE_WORDS:
            QApplication.clipboard().setText("chỉ là chữ")
            paste()
        else:
            typed(key)


def paste() -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def row_of(widget: QWidget | None) -> QuestionRow | None:
    while widget is not None and not isinstance(widget, QuestionRow):
        widget = widget.parentWidget()
    return widget


def check_focus(page: FormPage) -> None:
    """What has the focus is whole in view, has a name, and is seen to have it."""
    QApplication.processEvents()
    held = QApplication.focusWidget()
    assert held is not None
    name = held.accessibleName() or getattr(held, "text", str)()
    assert name, f"{held} has no name"
    seen = held.visibleRegion().boundingRect()
    assert seen.size() == held.size(), f"{name!r} is cut off: {seen} of {held.size()}"
    if isinstance(held, QLineEdit | QPlainTextEdit):
        return  # their border says it
    rings = [w for w in page.window().findChildren(QWidget, "focus-ring") if w.isVisible()]
    at = QRect(held.mapToGlobal(QPoint(0, 0)), held.size())
    around = (QRect(ring.mapToGlobal(QPoint(0, 0)), ring.size()) for ring in rings)
    assert any(each.contains(at) for each in around), f"{name!r} has the focus unseen"


def words_in(row: QuestionRow) -> str:
    labels = (label for label in row.findChildren(QLabel) if label.isVisible())
    return " ".join(label.text() for label in labels)


def to_beginning(row: QuestionRow) -> None:
    """By Shift and Tab from somewhere behind it."""
    back = Qt.KeyboardModifier.ShiftModifier
    for _ in range(30):
        if row_of(QApplication.focusWidget()) is row:
            break
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab, back)
    for _ in range(30):
        if row_of(QApplication.focusWidget()) is not row:
            break
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab, back)
    typed(TAB)
    assert row_of(QApplication.focusWidget()) is row


def answer_wrongly(page: FormPage, row: QuestionRow, step: Step, said: str) -> None:
    pressed(step.wrong)
    if said not in words_in(row):
        # Nobody is scolded while typing: only now is it said.
        while row_of(QApplication.focusWidget()) is row:
            typed(TAB)
        QApplication.processEvents()
        assert said in row.error, f"{row.ref}: {row.error!r}"
        to_beginning(row)
    if step.paste:
        return
    pressed((ESC,) if isinstance(QApplication.focusWidget(), QLineEdit) and not row.error else ())
    pressed(step.clear)


def answer_rightly(page: FormPage, step: Step, tmp_path, qtbot: QtBot, ref: str) -> None:
    pressed(step.right)
    if not step.paste:
        return
    given = QMimeData()
    if step.paste == PASTE_PICTURE:
        picture = QImage(400, 300, QImage.Format.Format_RGB32)
        picture.fill(QColor("#2b4a80"))
        given.setImageData(picture)
    else:
        file = tmp_path / step.value
        file.write_bytes(b"\x00" * 200)
        given.setUrls([QUrl.fromLocalFile(str(file))])
    QApplication.clipboard().setMimeData(given)
    paste()
    qtbot.waitUntil(lambda: page.session.value(ref) != "")
    QApplication.processEvents()


def test_everything_is_answered_by_keyboard_alone(form, language, tmp_path, qtbot):
    done: list[str] = []
    last: tuple[str, Step] | None = None
    for _ in range(500):
        check_focus(form)
        row = row_of(QApplication.focusWidget())
        ref = row.ref.removeprefix("/data/") if row is not None else ""
        if last is not None and ref != last[0]:
            check_value(form, *last)
            last = None
        if row is not None and ref not in done:
            done.append(ref)
            step = PLAN[ref]
            if step.wrong:
                answer_wrongly(form, row, step, step.said[language == "en"])
            answer_rightly(form, step, tmp_path, qtbot, row.ref)
            last = (ref, step)
        if len(done) == len(PLAN) and last is None:
            break
        typed(TAB)
    assert done == list(PLAN)
    assert form.form.errors() == {}
    assert form.session.missing() == ()
    logic = "/data/logic"
    assert form.session.value(f"{logic}/sum") == "240"
    assert form.session.value(f"{logic}/kept") == "giữ"
    assert form.session.value("/data/choices/tall_mast") == "36"
    assert form.session.value(f"{logic}/follows") == "Vùng: south"
    assert form.session.value(f"{logic}/drawn_lot").startswith("M")


def check_value(page: FormPage, ref: str, step: Step) -> None:
    value = page.session.value(f"/data/{ref}")
    if step.paste:
        assert value.endswith(step.value), ref
    elif step.value:
        assert value == step.value, ref


@pytest.mark.parametrize("name", ["kinds", "kinds_rest"])
@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_off(desktop, language, name, percent):
    desktop.speak(language)
    desktop.theme.set_percent(percent)
    try:
        page = go(desktop, "form", f"new:{name}")
        QApplication.processEvents()
        QApplication.processEvents()
        page.form.finish()
        if name == "kinds_rest":
            # One question more: all are laid out again, and still have to grow with their errors.
            page.form.edited.emit("/data/choices/other", "other")
        QApplication.processEvents()
        QApplication.processEvents()
        wrongly = (f for f in PLAN if name == "kinds_rest" and PLAN[f].wrong)
        for ref in (f"/data/{ref}" for ref in wrongly):
            page.form.edited.emit(ref, "7")
        page.form.tell_all()
        QApplication.processEvents()
        QApplication.processEvents()
        assert cut_off(page) == []
    finally:
        desktop.theme.set_percent(100)


_PADDING = 4
"""A field's padding gives way by as much before its letters do."""


def cut_off(page: FormPage) -> list[str]:
    """What has less room than its words need, or stands out of the column."""
    column = page.form.widget()
    found = []
    for widget in column.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            continue
        words = widget.accessibleName() or getattr(widget, "text", str)()
        right = widget.mapTo(column, QPoint(widget.width(), 0)).x()
        need = widget.minimumSizeHint()
        high = (
            widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else need.height()
        )
        if right > page.form.viewport().width():
            found.append(f"{words!r} stands out by {right - page.form.viewport().width()}")
        elif isinstance(widget, QPushButton) and widget.width() < widget.sizeHint().width():
            found.append(
                f"{words!r} is too narrow: {widget.width()} of {widget.sizeHint().width()}"
            )
        elif widget.height() < high - _PADDING:
            found.append(f"{words!r} is too low: {widget.height()} of {high}")
    return found
