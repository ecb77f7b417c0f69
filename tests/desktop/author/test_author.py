"""Writing lessons: what is wrong, live preview, a trial of the quiz, a pack. By keyboard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import author_command
from desktop.author.lesson_pane import QUESTIONS, READ, TRY
from desktop.author.rehearsal import Mode
from lessons import pack
from lessons.check.record import write_record
from lessons.questions import solution
from tests.desktop.author.conftest import settled
from tests.desktop.author.driving import press
from tests.desktop.ui.driving import shown_texts, typed

ROOT = Path(__file__).parents[3]
ENTER, SPACE, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier


class Editor(QObject):
    """Stands where the system's editor would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


def digit(place: int) -> Qt.Key:
    """The key that chooses the option shown at ``place``, counted from 0."""
    return Qt.Key(Qt.Key.Key_1 + place)


def line_of(path: Path, part: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if part in line)


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_lesson_is_shown_as_officials_see_it(window):
    text = window.pane.preview.toPlainText()
    assert "Gọi đầu mối" in text
    assert "Học xong bài này" in text
    assert "Việc nên làm." in text
    assert window.problems.texts == []
    assert "Không có lỗi" in shown_texts(window)
    assert not window.tree.marks


def test_the_arrow_keys_lead_through_the_lessons(window):
    assert QApplication.focusWidget() is window.tree
    typed(DOWN)
    assert "Khóa máy" in window.pane.preview.toPlainText()


def test_a_mistake_is_named_by_file_and_line_and_goes_when_it_is_mended(window, lesson, qtbot):
    put(lesson, "- [x] Phương án đúng", "- [ ] Phương án đúng")
    qtbot.waitUntil(lambda: bool(window.problems.texts))
    (told,) = window.problems.texts
    place, said, mend = told.split("\n")
    line = line_of(lesson, "Phương án đúng")
    assert place == f"Lỗi · t1-goi-dau-moi.vi.md:{line}"
    assert "t1-1" in said
    assert mend.startswith("→ ")
    assert window.tree.marks == {"t1-goi-dau-moi": "1 lỗi"}
    put(lesson, "- [ ] Phương án đúng", "- [x] Phương án đúng")
    qtbot.waitUntil(lambda: not window.problems.texts)
    assert not window.tree.marks


def test_an_editor_that_puts_a_new_file_in_its_place_is_followed(window, lesson, qtbot):
    for word in ("lần một", "lần hai", "lần ba"):
        fresh = lesson.with_suffix(".swp")
        text = lesson.read_text(encoding="utf-8")
        fresh.write_text(text.replace("## Các bước", f"Viết {word}.\n\n## Các bước"), "utf-8")
        fresh.replace(lesson)
        said = f"Viết {word}."
        qtbot.waitUntil(lambda said=said: said in window.pane.preview.toPlainText())


def test_a_new_file_beside_the_others_is_noticed(window, lesson, qtbot):
    put(lesson, "## Các bước", "![Sơ đồ](so-do.svg)\n\n## Các bước")
    qtbot.waitUntil(lambda: len(window.problems.texts) == 1)
    (lesson.parent / "so-do.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>'
    )
    qtbot.waitUntil(lambda: not window.problems.texts)


def test_enter_on_a_problem_leads_to_its_paragraph(window, lesson, qtbot):
    many = "\n\n".join(f"Đoạn số {n} nói thêm về việc này." for n in range(60))
    put(
        lesson,
        "## Các bước",
        f"{many}\n\nXem [bài kia](khong-co.vi.md) trước.\n\n{many}\n\n## Các bước",
    )
    qtbot.waitUntil(lambda: any("khong-co" in told for told in window.problems.texts))
    at = next(n for n, told in enumerate(window.problems.texts) if "khong-co" in told)
    window.problems.list.setFocus()
    window.problems.list.setCurrentRow(at)
    typed(ENTER)
    preview = window.pane.preview
    (marked,) = preview.extraSelections()
    assert "bài kia" in marked.cursor.selectedText()
    assert preview.viewport().rect().contains(preview.cursorRect(marked.cursor).center())


def test_a_problem_in_a_question_leads_to_the_question(window, lesson, qtbot):
    put(lesson, "about=cac-buoc", "about=khong-co")
    qtbot.waitUntil(lambda: bool(window.problems.texts))
    QTest.keyClick(window, Qt.Key.Key_F8)
    typed(ENTER)
    assert window.pane.shown == QUESTIONS
    assert any("mã t1-1" in text for text in shown_texts(window.pane.questions))


def test_the_file_is_opened_in_the_editor(window, lesson, qtbot):
    editor = Editor()
    QDesktopServices.setUrlHandler("file", editor, "open")
    try:
        put(lesson, "about=cac-buoc", "about=khong-co")
        qtbot.waitUntil(lambda: bool(window.problems.texts))
        QTest.keyClick(window, Qt.Key.Key_F8)
        press(window, "Mở trong trình soạn thảo")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in editor.opened] == [lesson]
    assert f"dòng {line_of(lesson, 'Câu hỏi 1')}" in window.banner.text


def test_what_is_in_view_stays_in_view_when_the_text_above_grows(window, lesson, qtbot):
    many = "\n\n".join(f"Đoạn số {n} nói thêm về việc này." for n in range(80))
    put(lesson, "## Các bước", f"{many}\n\n## Các bước")
    preview = window.pane.preview
    qtbot.waitUntil(lambda: "Đoạn số 79" in preview.toPlainText())

    def top() -> tuple[str, int]:
        cursor = preview.cursorForPosition(QPoint(4, 40))
        return cursor.block().text(), preview.cursorRect(cursor).top()

    preview.go_to_place(preview.toPlainText().index("Đoạn số 40"))
    before = top()
    assert before[0].startswith("Đoạn số 4")
    put(lesson, "Đoạn số 3 ", "Một đoạn mới dài hơn.\n\nMột đoạn mới nữa.\n\nĐoạn số 3 ")
    qtbot.waitUntil(lambda: "đoạn mới nữa" in preview.toPlainText())
    assert top() == before
    # Also when the paragraph that stood at the top is the one that was changed.
    text, height = before
    put(lesson, text, "Đã viết lại hẳn.")
    qtbot.waitUntil(lambda: "Đã viết lại hẳn." in preview.toPlainText())
    assert top() == ("Đã viết lại hẳn.", height)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_quiz_is_tried_by_keyboard_and_scored(window, mode, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    press(window, "Thử bài kiểm tra")
    assert window.pane.shown == TRY
    press(window, "Làm như kiểm tra" if mode is Mode.TEST else "Làm như luyện tập")
    trial = window.pane.rehearsal
    for _ in range(3):
        question, part = trial.question, trial.answering
        assert question is not None and part is not None
        if question.kind == "ordering":
            part.show_response(solution(question))
        else:
            typed(digit(part.order.index(solution(question))))
        typed(ENTER)
        if mode is Mode.PRACTICE:
            assert {"Câu tiếp", "Xem kết quả"} & set(shown_texts(trial))
            typed(ENTER)
    assert "100 %" in shown_texts(trial)
    assert sorted(tmp_path.rglob("*")) == before
    press(window, "Thử lại")
    assert "Làm như kiểm tra" in shown_texts(trial)


def test_a_wrong_answer_costs_its_points(window):
    press(window, "Thử bài kiểm tra")
    press(window, "Làm như kiểm tra")
    trial = window.pane.rehearsal
    for _ in range(3):
        question, part = trial.question, trial.answering
        assert question is not None and part is not None
        if question.kind != "ordering":
            typed(digit(1 - part.order.index(solution(question))))
        typed(ENTER)
    assert "Với bài làm này, cán bộ chưa đạt (cần từ 80 %)." in shown_texts(trial)


def test_a_save_does_not_disturb_a_trial(window, lesson, qtbot):
    press(window, "Thử bài kiểm tra")
    press(window, "Làm như luyện tập")
    question = window.pane.rehearsal.question
    put(lesson, "Phương án đúng", "Phương án đã sửa")
    report = window.workbench.report
    qtbot.waitUntil(lambda: window.workbench.report is not report)
    assert window.pane.rehearsal.question is question


def test_nothing_is_packed_while_there_is_an_error(window, lesson, qtbot, tmp_path):
    put(lesson, "- [x] Phương án đúng", "- [ ] Phương án đúng")
    qtbot.waitUntil(lambda: bool(window.problems.texts))
    press(window, "Đóng gói ra tệp")
    assert window.banner.text == "Chưa đóng gói được: còn 1 lỗi. Sửa hết rồi làm lại."
    assert window.undertaking.sheet is None
    assert QApplication.focusWidget() is window.problems.list
    assert not list(tmp_path.rglob("*.zip"))
    put(lesson, "- [ ] Phương án đúng", "- [x] Phương án đúng")
    qtbot.waitUntil(lambda: window.banner.text == "")


def test_a_pack_is_written_that_the_program_can_open(window, course, qtbot):
    press(window, "Đóng gói ra tệp")
    typed(ENTER)
    path = course.parent / "bai-hoc.zip"
    qtbot.waitUntil(lambda: "Đã đóng gói 2 bài" in window.banner.text)
    packed = pack.load(path)
    assert packed.lesson("t1-goi-dau-moi").questions[0].id == "t1-1"
    assert window.undertaking.sheet is None


def test_a_pack_that_cannot_be_written_says_so(window, course, qtbot):
    (course.parent / "bai-hoc.zip").mkdir()
    press(window, "Đóng gói ra tệp")
    typed(ENTER)
    qtbot.waitUntil(lambda: "Không ghi được" in window.banner.text)
    assert window.undertaking.sheet is not None


def test_a_question_that_was_published_is_given_up_only_on_purpose(window, lesson, course, qtbot):
    write_record(window.workbench.report.compiled)
    put(lesson, "{#t1-2}", "{#t1-9}")
    qtbot.waitUntil(lambda: any("t1-2" in told for told in window.problems.texts))
    QTest.keyClick(window, Qt.Key.Key_F8)
    typed(ENTER)
    assert "t1-2" in window.banner.text
    press(window, "Ghi lại danh sách mã")
    qtbot.waitUntil(lambda: not window.problems.texts)
    assert "t1-9" in (course / "ids.yml").read_text(encoding="utf-8")


def test_a_lesson_is_begun_from_the_template(window, course, qtbot):
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    typed("Đổi mật khẩu", ENTER)
    path = course / "t-tap-huan" / "t3-doi-mat-khau.vi.md"
    qtbot.waitUntil(lambda: window.tree.lesson == "t3-doi-mat-khau")
    assert path.exists()
    assert "Đổi mật khẩu" in window.pane.preview.toPlainText()
    assert window.pane.shown == READ
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    typed("Đổi mật khẩu", TAB, *[Qt.Key.Key_Backspace] * 40, "t3-doi-mat-khau", ENTER)
    qtbot.waitUntil(lambda: "Đã có bài" in window.banner.text)


def test_an_empty_folder_begins_a_course(start, tmp_path, qtbot):
    folder = tmp_path / "moi"
    folder.mkdir()
    window = start().window
    typed(str(folder), ENTER)
    qtbot.waitUntil(lambda: "Bắt đầu khóa mới" in shown_texts(window))
    typed("Tập huấn", TAB, "T", ENTER)
    assert "Chỉ dùng chữ thường không dấu, số và gạch nối." in shown_texts(window)
    typed(Qt.Key.Key_Backspace, "t", ENTER)
    qtbot.waitUntil(lambda: bool(window.workbench.report.compiled.folder.modules))
    assert (folder / "t-tap-huan" / "module.yml").exists()
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    typed("Bài đầu", ENTER)
    qtbot.waitUntil(lambda: window.tree.lesson == "t1-bai-dau")


def test_a_folder_that_is_not_there_is_said_beside_its_field(start, tmp_path):
    window = start().window
    typed(str(tmp_path / "khong-co"), ENTER)
    assert any("Không có thư mục này" in text for text in shown_texts(window))


def test_a_folder_that_goes_away_is_said_and_not_forgotten(window, course, qtbot):
    course.rename(course.with_name("khac"))
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Không đọc được" in window.banner.text)
    assert "Gọi đầu mối" in window.pane.preview.toPlainText()


def test_the_folder_of_yesterday_is_opened_again(window, start, qtbot):
    again = start().window
    settled(again, qtbot)
    assert again.tree.lesson == "t1-goi-dau-moi"


def test_the_window_speaks_english_at_the_same_lesson(start, course, qtbot):
    author = start(course)
    settled(author.window, qtbot)
    typed(DOWN)
    press(author.window, "English")
    qtbot.waitUntil(lambda: author.language.code == "en")
    settled(author.window, qtbot)
    assert author.window.tree.lesson == "t2-khoa-may"
    assert "Publish to the province" in shown_texts(author.window)
    assert "No errors" in shown_texts(author.window)


def test_settings_lead_to_a_window_of_its_own(tmp_path):
    command = author_command(tmp_path)
    assert command[1:] == ["-m", "desktop", "author", "--data", str(tmp_path)]


def test_the_command_opens_the_folder(course, tmp_path):
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop import __main__\n"
        "from desktop.author.window import AuthorWindow\n"
        "shown = AuthorWindow._show_report\n"
        "def told(self, report):\n"
        "    shown(self, report)\n"
        "    print(self.tree.lesson, flush=True)\n"
        "    QApplication.quit()\n"
        "AuthorWindow._show_report = told\n"
        "sys.exit(__main__.main(sys.argv[1:]))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, "author", "--data", tmp_path / "data", course],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout.splitlines()[0] == "t1-goi-dau-moi"
