"""A commune's day, from the first start to the province's answer, on real parts.

A province's server in a process of its own, the real window on the offscreen platform,
driven through its widgets; the member of staff works in the console over HTTP. Each step
says in a line what happened. ``test_day.py`` plays it as a test, ``demo.py`` for people.
"""

import html
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.app import Desktop
from desktop.ui.form_page import FormPage
from desktop.ui.my_report import MyReportPage
from desktop.ui.page import Page, Route
from desktop.ui.quiz import QuizPage
from desktop.ui.reader import ReaderPage
from desktop.usecases.reporting import ReportState
from lessons.questions import solution
from tests.e2e.answers import FREE_TEXT, incident
from tests.sync.province import Province

NAME, POSITION = "Hoàng Thị Sử", "Công chức Văn phòng HĐND và UBND"
PASSWORD = "chim sơn ca hót trên nương"
LESSON = "b7-bao-cao-su-co"
MENDED = "Mất kết nối từ 8 giờ 05 đến 9 giờ 40; hai quầy, mười một hồ sơ chờ."
_LONGEST_WAIT_S = 60.0


class Day:
    """One PC, one province. ``say`` gets a line for each step; pictures go to ``pictures``."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        packs: Path,
        *,
        say: Callable[[str], None],
        pictures: Path | None = None,
        database_url: str = "",
    ) -> None:
        self._app, self._data, self._packs = app, folder / "pc", packs
        self._say, self._pictures, self._shots = say, pictures, 0
        self.province = Province(folder / "province", database_url)
        self.report = ""
        self.line = ""
        self._desktop: Desktop | None = None
        self._console = requests.Session()

    def play(self) -> None:
        """The whole day."""
        try:
            self.province.start()
            self._say(f"The province answers at {self.province.address}")
            self.first_start()
            self.province.stop()
            self._say("The cable is pulled out")
            self.learn()
            self.begin_report()
            self.restart()
            self.finish_report()
            self.province.start(self.province.target[1])
            self._say("The cable is back")
            self.exchange()
            self.return_report()
            self.mend_report()
            self.accept_report()
        finally:
            self.close()
            self.province.stop()

    # The official

    def first_start(self) -> None:
        """Address, code, the first official; the province confirms in the background."""
        self._open()
        self._shoot("first-start")
        self._type("Địa chỉ máy chủ của tỉnh", self.province.address)
        self._type("Mã ghi danh", self.province.codes[0].lower())
        self._press("Tiếp tục")
        self._type("Họ và tên", NAME)
        self._type("Chức vụ", POSITION)
        self._type("Mật khẩu", PASSWORD)
        self._type("Nhập lại mật khẩu", PASSWORD)
        self._press("Bắt đầu dùng")
        self._wait_for(lambda: self.desktop.desk is not None, "the first official to be signed in")
        self._exchange()
        commune = self._desk.enrolment.state().commune
        self._shoot("home")
        self._say(f"First start: {NAME} works for {commune}")

    def learn(self) -> None:
        """A lesson read to its end, its quiz taken."""
        self._go("lessons")
        self._shoot("lessons")
        reader = self._go("reader", LESSON)
        assert isinstance(reader, ReaderPage)
        self._shoot("lesson")
        bar = reader.text.verticalScrollBar()
        bar.setValue(bar.maximum())
        quiz = self._go("quiz", LESSON)
        assert isinstance(quiz, QuizPage)
        self._press("Bắt đầu kiểm tra")
        first = True
        while quiz.answering is not None:
            attempt = self._desk.learning.quizzes.start(LESSON)
            question = attempt.questions[attempt.at]
            quiz.answering.show_response(solution(question))
            quiz.answering.changed.emit()
            if first:
                self._shoot("quiz")
                self.note_outage()
            first = False
            self._press("Trả lời")
        self._shoot("quiz-result")
        card = next(c for m in self._desk.learning.modules() for c in m.lessons if c.id == LESSON)
        if not card.passed:
            raise AssertionError("the quiz was answered right and is not passed")
        self._say(f"Offline: “{card.title}” read, quiz passed with {card.best:.0%}")

    def note_outage(self) -> None:
        """A line of the outage log by five touches; the quiz lies beneath it meanwhile."""
        before = self.desktop.shell.page
        QTest.keyClick(self.desktop.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        self._settle()
        self._shoot("quick-entry")
        for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return):
            self._settle()
            focus = QApplication.focusWidget()
            if focus is None:
                raise AssertionError("nothing has the focus")
            QTest.keyClick(focus, key)
        self._settle()
        (card,) = self._desk.reporting.reports()
        if card.form_id != "outage" or self.desktop.shell.page is not before:
            raise AssertionError("the line is not written, or the quiz is gone")
        self.line = card.report
        self._say("Offline: an outage noted by five touches in the middle of the quiz")

    def begin_report(self) -> None:
        """Half an incident report, left as a draft."""
        form = self._go("form", "new:incident")
        assert isinstance(form, FormPage)
        self.report = form.report
        answers = incident()
        for ref in list(answers)[:5]:
            self._answer(form, ref, answers[ref])
        self._shoot("report-begun")
        self._say(f"Offline: incident report begun, {len(answers) - 5} answers still missing")

    def restart(self) -> None:
        """The window closes as it stands; the next one finds the draft."""
        self.close()
        self._open()
        self._shoot("sign-in")
        self._type("Họ và tên", "hoang thi su")
        self._type("Mật khẩu", PASSWORD)
        self._press("Đăng nhập")
        self._wait_for(lambda: self.desktop.desk is not None, "the official to be signed in")
        self.desktop.stop_timer()
        drafts = [draft.report for draft in self._desk.reporting.drafts()]
        if drafts != [self.report]:
            raise AssertionError(f"the draft is not there: {drafts}")
        self._shoot("home-draft")
        self._say("After a restart the draft is there")

    def finish_report(self) -> None:
        """The missing answers; then it waits for a line."""
        form = self._go("form", f"draft:{self.report}")
        assert isinstance(form, FormPage)
        answers = incident()
        for ref in list(answers)[5:]:
            self._answer(form, ref, answers[ref])
        self._shoot("report-complete")
        self._press("Gửi báo cáo")
        self._expect(ReportState.WAITING)
        self._shoot("report-waiting")
        self._say("Offline: report submitted, waits for a line")

    def exchange(self) -> None:
        """Everything that waits arrives."""
        self._exchange()
        self._expect(ReportState.RECEIVED)
        line = self._desk.reporting.report(self.line).card
        if line.state != ReportState.RECEIVED:
            raise AssertionError(f"the outage line is {line.state}")
        self._shoot("report-received")
        self._say("One exchange: everything is confirmed by the province")

    def mend_report(self) -> None:
        """What the province said is seen, mended and sent again."""
        self._exchange()
        self._expect(ReportState.RETURNED)
        self._go("reports")
        self._shoot("my-reports")
        self._go("my-report", self.report)
        self._shoot("report-returned")
        form = self._go("form", f"mend:{self.report}")
        assert isinstance(form, FormPage)
        self._shoot("report-mending")
        self._answer(form, FREE_TEXT, MENDED)
        self._press("Gửi báo cáo")
        self._exchange()
        self._expect(ReportState.RECEIVED)
        self._say("The official saw the comment, mended the field, sent revision 2")

    # The member of staff

    def return_report(self) -> None:
        """Staff sign in, open the report and return it with a comment."""
        page = self._get("/")
        self._post(
            page.url,
            page.text,
            username=self.province.username,
            password=self.province.password,
        )
        report = self._get(f"/reports/{self.report}/")
        if "cả trung tâm không tiếp nhận được hồ sơ" not in html.unescape(report.text):
            raise AssertionError("the console does not show what the official wrote")
        self._answer_report(report.text, "returned", "Cho biết rõ giờ và số hồ sơ bị chờ.")
        self._say("The province read the report and returned it with a comment")

    def accept_report(self) -> None:
        """Staff accept the second revision; the official sees it."""
        report = self._get(f"/reports/{self.report}/")
        if MENDED not in html.unescape(report.text):
            raise AssertionError("the console does not show the mended text")
        self._answer_report(report.text, "accepted", "")
        self._exchange()
        self._expect(ReportState.ACCEPTED)
        self._go("my-report", self.report)
        self._shoot("report-accepted")
        self._say("The province accepted it, and the official sees that it did")

    def _answer_report(self, page: str, decision: str, comment: str) -> None:
        fields = {"decision": decision, "comment": comment}
        if decision == "returned":
            fields[f"field:{FREE_TEXT}"] = "Ghi giờ bắt đầu và giờ có lại."
        self._post(f"/reports/{self.report}/answer/", page, **fields)

    def _get(self, path: str) -> requests.Response:
        page = self._console.get(self.province.address + path, timeout=30)
        page.raise_for_status()
        return page

    def _post(self, path: str, page: str, **fields: str) -> requests.Response:
        """Send the page's form back as a browser does, with its hidden fields."""
        hidden = {
            name: html.unescape(value)
            for name, value in re.findall(
                r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page
            )
        }
        url = path if path.startswith("http") else self.province.address + path
        answer = self._console.post(url, {**hidden, **fields}, headers={"Referer": url}, timeout=30)
        answer.raise_for_status()
        return answer

    # Hands and eyes

    @property
    def desktop(self) -> Desktop:
        if self._desktop is None:
            raise RuntimeError("the window is not open")
        return self._desktop

    @property
    def _desk(self) -> Any:
        return self.desktop.desk

    def close(self) -> None:
        """Close the window, if it is open."""
        if self._desktop is None:
            return
        self._desktop.close()
        self._desktop.window.close()
        self._desktop.window.deleteLater()
        self._desktop.deleteLater()
        self._desktop = None
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._app.processEvents()

    def _open(self) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        self._desktop = Desktop(self._app, self._data, lambda: self._packs)
        self.desktop.window.resize(1366, 768)
        self.desktop.window.show()
        self._app.processEvents()

    def _go(self, page: str, key: str = "") -> Page:
        self.desktop.shell.open(Route(page, key))
        self._settle()
        return self.desktop.shell.page

    def _exchange(self) -> None:
        self.desktop.stop_timer()
        done: list[Any] = []
        self.desktop.exchanged.connect(done.append)
        self.desktop.exchange()
        self._wait_for(lambda: bool(done), "the exchange to end")
        self.desktop.exchanged.disconnect(done.append)
        self.desktop.stop_timer()
        if done[0].problem:
            raise AssertionError(f"the exchange failed: {done[0]}")

    def _expect(self, state: ReportState) -> None:
        found = self._desk.reporting.report(self.report).card.state
        if found != state:
            raise AssertionError(f"the report is {found}, not {state}")
        if isinstance(self.desktop.shell.page, MyReportPage):
            self._go("my-report", self.report)

    def _type(self, name: str, text: str) -> None:
        """Replace what stands in the field of that name, key by key."""
        field = next(
            edit
            for edit in self.desktop.window.findChildren(QLineEdit)
            if edit.isVisible() and edit.accessibleName() == name
        )
        self._write(field, text)

    def _write(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        field.setFocus()
        field.selectAll()
        for char in text:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click,
                field,
                Qt.Key.Key_unknown,
                char,
                Qt.KeyboardModifier.NoModifier,
            )

    def _press(self, name: str, below: QWidget | None = None) -> None:
        buttons = (below or self.desktop.window).findChildren(QAbstractButton)
        wanted = next(
            b for b in buttons if b.isVisible() and name in {b.text(), b.accessibleName()}
        )
        QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
        self._settle()

    def _answer(self, form: FormPage, ref: str, value: str) -> None:
        row = form.form.row(ref)
        draft = self._desk.reporting.open_draft(self.report).session
        labels = {choice.value: choice.label for choice in draft.choices(ref)}
        text = row.findChild(QPlainTextEdit) or row.findChild(QLineEdit)
        if labels and text is None:
            for choice in value.split():
                self._press(labels[choice], row)
        elif text is not None:
            # In a list that is searched, the first hit is taken with Return.
            for choice in value.split() if labels else ():
                self._write(text, labels[choice])
                QTest.keyClick(text, Qt.Key.Key_Return)
            if not labels:
                self._write(text, value)
            form.form.hand_on()
        else:
            self._press("Tôi xác nhận", row)
        self._settle()

    def _settle(self) -> None:
        for _ in range(3):
            self._app.processEvents()

    def _wait_for(self, done: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + _LONGEST_WAIT_S
        while not done():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}")
            self._app.processEvents()
            QTest.qWait(10)

    def _shoot(self, name: str) -> None:
        if self._pictures is None:
            return
        self._settle()
        self._shots += 1
        self._pictures.mkdir(parents=True, exist_ok=True)
        self.desktop.window.grab().save(str(self._pictures / f"{self._shots:02d}-{name}.png"))


def revisions_in(province: Province, report: str) -> list[int]:
    """The revisions of the report that the province's own database holds."""
    rows = province.rows(
        "SELECT v.number FROM intake_revision v JOIN intake_report r ON r.id = v.report_id"
        f" WHERE r.ident = '{report}' ORDER BY v.number"
    )
    return [int(number) for (number,) in rows]
