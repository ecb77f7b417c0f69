"""Reading a lesson and taking its quiz, without a mouse."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.page import Route
from desktop.ui.quiz import QuizPage
from desktop.ui.reader import ReaderPage
from tests.desktop.ui.content import PICTURE, questions
from tests.desktop.ui.driving import go, shown_texts, signed_in, typed

ENTER = Qt.Key.Key_Return


@pytest.fixture
def reader(desktop) -> ReaderPage:
    page = go(desktop, "reader", "b2")
    assert isinstance(page, ReaderPage)
    QApplication.processEvents()
    return page


def test_home_offers_the_first_lesson_and_enter_opens_it(desktop):
    assert "Bài học tiếp theo: Tệp và đường link độc" in shown_texts(desktop.shell.page)
    typed(Qt.Key.Key_Space)
    assert desktop.shell.route.page == "reader"


def test_the_list_shows_modules_and_starts_at_the_next_lesson(desktop):
    page = go(desktop, "lessons")
    texts = shown_texts(page)
    assert "An ninh mạng" in texts
    assert "Đạt 0 trên 2 bài" in texts
    typed(Qt.Key.Key_Space)
    assert desktop.shell.route.key == "b2"


def test_a_lesson_opens_at_its_beginning_with_the_text_in_focus(reader):
    assert reader.text.verticalScrollBar().value() == 0
    assert QApplication.focusWidget() is reader.text
    assert "Nhận ra tệp lạ" in reader.text.toPlainText()


def test_reading_goes_on_where_it_stopped_also_in_another_life(reader, desktop, start, qtbot):
    reader.text.go_to_place(3000)
    place = reader.text.place()
    assert place > 2500
    desktop.close()
    again = signed_in(start(), qtbot)
    page = go(again, "reader", "b2")
    qtbot.waitUntil(lambda: page.text.place() == place)


def test_reading_to_the_end_is_remembered_once(reader, desktop):
    def waiting():
        return desktop.desk.status().waiting

    before = waiting()
    bar = reader.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert waiting() == before + 1
    bar.setValue(0)
    bar.setValue(bar.maximum())
    assert waiting() == before + 1
    (card, _) = desktop.desk.learning.modules()[0].lessons
    assert card.read


def test_opening_a_lesson_alone_does_not_count_as_reading_it(reader, desktop):
    assert not desktop.desk.learning.modules()[0].lessons[0].read


def test_find_goes_from_hit_to_hit_without_marks(reader):
    QTest.keyClick(reader.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    typed("dang nhap")
    assert "1 / 1" in shown_texts(reader)
    assert reader.text.place() > 1000
    typed(*[Qt.Key.Key_Backspace] * 9, "mat khau")
    assert reader.text.current_hit > 0
    first = reader.text.current_hit
    typed(ENTER)
    assert reader.text.current_hit == first % 120 + 1
    typed(*[Qt.Key.Key_Backspace] * 8, "không có chữ này")
    assert "Không thấy" in shown_texts(reader)
    typed(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is reader.text


def test_text_size_changes_and_the_place_stays(reader, desktop):
    reader.text.go_to_place(3000)
    place = reader.text.place()
    QTest.keyClick(reader.text, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert desktop.theme.percent == 115
    assert abs(reader.text.place() - place) < 80
    desktop.theme.set_percent(100)


@pytest.mark.parametrize("percent", [100, 150])
def test_a_lesson_is_there_once_whatever_its_room(desktop, percent):
    """A scroll bar that comes while the text is laid out asks for it to be laid out again."""
    desktop.theme.set_percent(percent)
    go(desktop, "search", "gia danh")
    page = go(desktop, "reader", "b2#viec-lam?mat khau")
    QApplication.processEvents()
    for wide in (1366, 700, 1366):
        desktop.window.resize(wide, 768)
        QApplication.processEvents()
        assert page.text.toPlainText().count("Việc cần làm") == 1
    desktop.theme.set_percent(100)


def test_contents_lead_to_their_heading(reader):
    ways = {way.accessibleName(): way for way in reader.headings}
    assert list(ways) == ["Dấu hiệu", "Việc cần làm"]
    ways["Việc cần làm"].click()
    assert "Việc cần làm" in reader.text.toPlainText()[reader.text.place() :][:60]
    assert ways["Việc cần làm"].isChecked()


def test_at_the_end_the_last_heading_is_the_current_one(reader, desktop):
    bar = reader.text.verticalScrollBar()
    # So high a window that the last heading cannot come to its top.
    desktop.window.resize(1366, desktop.window.height() + bar.maximum() - 30)
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    ways = reader._headings.buttons()
    assert bar.maximum() > 0
    assert [way.isChecked() for way in ways] == [False] * (len(ways) - 1) + [True]


def test_a_term_says_its_meaning_above_the_page(reader, desktop):
    reader.text.anchorClicked.emit(QUrl("term:otp"))
    assert desktop.shell.banner.text == "OTP: mã xác thực dùng một lần"


def test_only_pictures_of_the_pack_are_loaded(reader, tmp_path):
    secret = tmp_path / "secret.png"
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(secret))
    image = QTextDocument.ResourceType.ImageResource.value
    assert reader.text.loadResource(image, QUrl.fromLocalFile(str(secret))) is None
    assert reader.text.loadResource(image, QUrl("https://example.org/x.png")) is None
    sheet = QTextDocument.ResourceType.StyleSheetResource.value
    assert reader.text.loadResource(sheet, QUrl(f"image:{PICTURE}")) is None
    assert reader.text.loadResource(image, QUrl("image:" + "0" * 64)).isNull()
    shown = reader.text.loadResource(image, QUrl(f"image:{PICTURE}"))
    assert 0 < shown.width() <= reader.text.viewport().width() * shown.devicePixelRatio()


# The quiz


def press_answer(page: QuizPage) -> None:
    """Answer the question in front rightly, by keyboard."""
    kind = page.answering.question.kind
    match kind:
        case "single" | "truefalse":
            typed(Qt.Key.Key_2)
        case "multiple":
            typed(Qt.Key.Key_1, Qt.Key.Key_2)
        case "number":
            typed("8,2")
        case "short":
            typed("windows + l")
        case "matching":
            for box, choice in zip(page.answering.boxes, ("Nhà mạng", "Đầu mối tỉnh"), strict=True):
                assert QApplication.focusWidget() is box
                while box.currentText() != choice:
                    typed(Qt.Key.Key_Down)
                typed(Qt.Key.Key_Tab)
            page.answering.boxes[0].setFocus()
        case "ordering":
            put_in_order(page)


def put_in_order(page: QuizPage) -> None:
    steps = page.answering.steps
    for index in range(3):
        steps[index].setFocus()
        while page.answering.response().index(index) > index:
            typed(Qt.Key.Key_Up)


@pytest.fixture
def quiz(desktop) -> QuizPage:
    page = go(desktop, "quiz", "b2")
    assert isinstance(page, QuizPage)
    return page


def test_a_test_is_taken_and_passed_by_keyboard_alone(quiz, desktop):
    typed(Qt.Key.Key_Space)
    seen = []
    while quiz.answering is not None:
        seen.append(quiz.answering.question.kind)
        press_answer(quiz)
        typed(ENTER)
    assert sorted(seen) == sorted(question.kind for question in questions())
    assert "100 %" in shown_texts(quiz)
    assert desktop.desk.learning.modules()[0].lessons[0].passed
    assert desktop.desk.learning.modules()[0].lessons[0].best == 1


def test_practice_explains_each_answer_at_once(quiz, desktop):
    typed(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    while quiz.answering.question.kind != "single":
        press_answer(quiz)
        typed(ENTER, ENTER)
    typed(Qt.Key.Key_1)
    typed(ENTER)
    answering = quiz.answering
    assert answering.buttons[0].verdict == "bad"
    assert answering.buttons[1].verdict == "good"
    spoken = [w.accessibleName() for w in answering.findChildren(type(answering).__mro__[-3])]
    assert any("Chưa đúng." in name and "Đừng mở." in name for name in spoken)
    assert "Ý này đúng nhưng chưa được chọn." in shown_texts(answering)


def test_nothing_can_be_answered_before_something_is_chosen(quiz):
    typed(Qt.Key.Key_Space)
    first = quiz.answering
    if first.question.kind != "ordering":
        typed(ENTER)
        assert quiz.answering is first


def test_a_quiz_goes_on_at_the_same_question_after_the_program_ended(quiz, desktop, start, qtbot):
    typed(Qt.Key.Key_Space)
    for _ in range(3):
        press_answer(quiz)
        typed(ENTER)
    at = quiz.answering.question.id
    desktop.close()
    again = signed_in(start(), qtbot)
    assert "Đang làm dở bài kiểm tra: Tệp và đường link độc" in shown_texts(again.shell.page)
    typed(Qt.Key.Key_Space)
    assert again.shell.route.page == "quiz"
    assert again.shell.page.answering.question.id == at


def test_a_failed_test_shows_what_was_wrong_and_leads_back_to_the_heading(quiz, desktop):
    typed(Qt.Key.Key_Space)
    while quiz.answering is not None:
        match quiz.answering.question.kind:
            case "single" | "truefalse" | "multiple":
                quiz.answering.choose(0 if quiz.answering.question.kind != "multiple" else 2)
            case "number" | "short":
                typed("999")
            case "matching":
                for box in quiz.answering.boxes:
                    box.setCurrentIndex(1)
            case "ordering":
                while quiz.answering.response() == [0, 1, 2]:
                    typed(Qt.Key.Key_Down)
        quiz.forward()
    texts = shown_texts(quiz)
    assert any(text.startswith("Chưa đạt: cần từ 80 %") for text in texts)
    assert "Đáp án: 8 ± 0,5 giây" in texts
    assert "Sai" in texts
    again = next(
        b
        for b in quiz.findChildren(QApplication.focusWidget().__class__)
        if b.text() == "Đọc lại phần này trong bài"
    )
    again.click()
    assert desktop.shell.route.key == "b2#dau-hieu"


def test_an_answer_that_is_no_number_is_not_taken(quiz):
    typed(Qt.Key.Key_Space)
    while quiz.answering.question.kind != "number":
        press_answer(quiz)
        typed(ENTER)
    field = quiz.answering.edit
    typed("nhiều", ENTER)
    assert quiz.answering.edit is field
    assert any("Hãy nhập một con số" in text for text in shown_texts(quiz))


def test_a_lesson_left_before_it_is_drawn_is_not_gone_on_with(desktop, qapp):
    desktop.shell.open(Route("reader", "b2"))
    reader = desktop.shell.page
    desktop.shell.open(Route("home"))
    qapp.processEvents()
    reader.text.moved.emit()
    assert not reader._keeper.isActive()
