"""Home: what to do next, the most pressing thing first."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.ui.desk import Desk
from desktop.ui.language import moment
from desktop.ui.page import ColumnPage
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, Tone, clear, label, row
from desktop.ui.words import sentence
from desktop.usecases.enrolment import EnrolmentState
from desktop.usecases.notices import Task
from desktop.usecases.reporting import DraftCard, ReportState
from desktop.usecases.status import Sentence

_TO_MEND = frozenset(
    {"code_unknown", "code_used", "code_expired", "bad_address", "not_our_server", "clock"}
)
"""Why enrolment waits for the official, not for the line."""

_MOST_NOTICES = 3
_MOST_TASKS = 5


class HomePage(ColumnPage):
    def __init__(self, theme: Theme, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(theme)
        self._desk, self._now = desk, now
        self._first: QPushButton | None = None

    def enter(self, _key: str) -> None:
        clear(self._column.body)
        self._first = None
        now = self._now()
        # The name comes last in Vietnamese, and is what people are called by.
        called = (self._desk.official.name.split() or [""])[-1]
        called = called[:1].upper() + called[1:]
        body = self._column.body
        body.addWidget(label(self.tr("Chào anh/chị {name}").format(name=called), "title"))
        today = QLocale().toString(now.date(), self.tr("dddd, 'ngày' d 'tháng' M 'năm' yyyy"))
        body.addWidget(label(today, "soft"))
        with self.handled():
            self._quick()
            enrolment = self._desk.enrolment.state()
            if not enrolment.enrolled and enrolment.problem in _TO_MEND:
                self._enrolment(enrolment)
            self._returned()
            self._notices(now)
            self._tasks()
            drafts = self._desk.reporting.drafts()
            self._drafts([draft for draft in drafts if draft.revision > 1], now)
            # What somebody waits for comes before what one learns.
            self._drafts([draft for draft in drafts if draft.revision == 1][:3], now)
            self._review()
            self._lesson()
            if not enrolment.enrolled and enrolment.problem not in _TO_MEND:
                self._enrolment(enrolment)
            self._reports(now)
        if self._first is not None:
            self.begin_at(self._first)

    def _quick(self) -> None:
        """Logs that are written while people wait: in the same place whatever else there is."""
        quick = [form for form in self._desk.reporting.forms() if form.is_quick]
        for number, form in enumerate(quick):
            note = button(
                self.tr("Ghi nhanh"),
                lambda form=form: self.go("quick", form.id),
                theme=self.theme,
                icon="clock",
            )
            note.setAccessibleName(self.tr("Ghi nhanh: {title}").format(title=form.title))
            line = row(note, spacing=self.theme.px(12))
            line.addWidget(label(f"{form.title} (Ctrl+G)" if number == 0 else form.title), 1)
            self._column.body.addLayout(line)

    def _enrolment(self, state: EnrolmentState) -> None:
        if state.problem in _TO_MEND:
            self._item(
                "warn",
                "sync",
                self.tr("Cần sửa ghi danh của máy này với tỉnh"),
                sentence(state.problem, state.params),
                self.tr("Sửa ghi danh"),
                "sync",
            )
        else:
            self._item(
                "",
                "sync",
                self.tr("Máy này chưa ghi danh với tỉnh"),
                self.tr(
                    "Khi có mạng, máy tự ghi danh. Trong lúc chờ vẫn học và soạn báo cáo được; "
                    "mọi việc đã làm được giữ lại để gửi sau."
                ),
                self.tr("Xem ghi danh"),
                "sync",
            )

    def _returned(self) -> None:
        for card in self._desk.reporting.reports():
            if card.state is not ReportState.RETURNED or card.has_draft:
                continue
            latest = self._desk.reporting.report(card.report).revisions[0]
            self._item(
                "warn",
                "returned",
                self.tr("Tỉnh trả lại: {title}").format(title=card.title),
                latest.comment or self.tr("Có chỗ cần sửa, đã đánh dấu trong báo cáo."),
                self.tr("Sửa và gửi lại"),
                "form",
                f"mend:{card.report}",
            )

    def _notices(self, now: datetime) -> None:
        for notice in self._desk.notices.unread()[:_MOST_NOTICES]:
            said = self.tr("Tỉnh thông báo, {time}: {by}").format(
                time=moment(notice.at, now), by=notice.by
            )
            self._card(
                "info",
                "info",
                notice.title,
                f"{notice.text}\n{said}" if notice.text else said,
                self.tr("Đã đọc"),
                lambda notice=notice: self._put_aside(notice.id),
            )

    def _put_aside(self, notice: str) -> None:
        with self.handled():
            self._desk.notices.put_aside(notice)
        self.enter("")
        self.take_focus()

    def _tasks(self) -> None:
        lessons = {
            lesson.id: lesson
            for module in self._desk.learning.modules()
            for lesson in module.lessons
        }
        forms = {form.id: form.title for form in self._desk.reporting.forms()}
        passed = {lesson.id for lesson in lessons.values() if lesson.passed}
        for task in self._desk.notices.to_do(passed)[:_MOST_TASKS]:
            if task.lesson in lessons:
                title = self.tr("Tỉnh giao học: {title}").format(title=lessons[task.lesson].title)
                action, page, key = self.tr("Học bài này"), "reader", task.lesson
            elif task.form in forms:
                title = self.tr("Tỉnh yêu cầu báo cáo: {title}").format(title=forms[task.form])
                action, page, key = self.tr("Làm báo cáo"), "form", f"new:{task.form}"
            else:
                # What came with a newer pack is offered once the pack is here.
                continue
            self._item(
                "warn" if task.late else "info",
                "clock",
                title,
                self._due(task),
                action,
                page,
                key,
            )

    def _due(self, task: Task) -> str:
        words = [task.note] if task.note else []
        if task.due:
            day = QLocale().toString(
                datetime.fromtimestamp(task.due / 1000, UTC).astimezone().date(),
                self.tr("d/M/yyyy"),
            )
            said = self.tr("Đã quá hạn {day}.") if task.late else self.tr("Hạn: hết ngày {day}.")
            words.append(said.format(day=day))
        words.append(self.tr("Người giao: {by}.").format(by=task.by))
        return " ".join(words)

    def _review(self) -> None:
        day = self._desk.reviewing.day()
        if not day.left:
            return
        self._item(
            "info",
            "retry",
            self.tr("%n phút ôn hôm nay", "", day.minutes),
            self.tr("%n câu đã từng trả lời chưa đúng, ôn lại cho nhớ lâu.", "", day.left),
            self.tr("Ôn tiếp") if day.done else self.tr("Bắt đầu ôn"),
            "review",
        )

    def _lesson(self) -> None:
        lesson = self._desk.learning.next_lesson()
        if lesson is None:
            self._item(
                "good",
                "check",
                self.tr("Đã hoàn thành mọi bài học"),
                self.tr("Bài mới của tỉnh sẽ hiện ở đây. Có thể mở lại bài bất kỳ để ôn."),
                self.tr("Xem các bài học"),
                "lessons",
            )
        elif lesson.open_attempt:
            self._item(
                "info",
                "quiz",
                self.tr("Đang làm dở bài kiểm tra: {title}").format(title=lesson.title),
                self.tr("Những câu đã trả lời vẫn còn nguyên."),
                self.tr("Làm tiếp"),
                "quiz",
                lesson.id,
            )
        else:
            self._item(
                "info",
                "lessons",
                self.tr("Bài học tiếp theo: {title}").format(title=lesson.title),
                self.tr("Khoảng %n phút.", "", lesson.minutes)
                + (" " + self.tr("Đã đọc, chưa đạt bài kiểm tra.") if lesson.read else ""),
                self.tr("Học bài này"),
                "reader",
                lesson.id,
            )

    def _drafts(self, drafts: list[DraftCard], now: datetime) -> None:
        for draft in drafts:
            self._item(
                "",
                "draft",
                self.tr("Đang sửa theo yêu cầu của tỉnh: {title}").format(title=draft.form_title)
                if draft.revision > 1
                else self.tr("Bản nháp: {title}").format(title=draft.form_title),
                self.tr("{author} sửa lần cuối lúc {time}.").format(
                    author=draft.author, time=moment(draft.changed_at, now)
                ),
                self.tr("Viết tiếp"),
                "form",
                f"draft:{draft.report}",
            )

    def _reports(self, now: datetime) -> None:
        status = self._desk.status()
        forms = self._desk.reporting.forms()
        if forms:
            self._column.body.addSpacing(self.theme.px(6))
            self._column.body.addWidget(label(self.tr("Soạn báo cáo"), "heading"))
            for form in forms[:6]:
                self._column.body.addWidget(
                    button(
                        form.title,
                        lambda form=form: self.go("form", f"new:{form.id}"),
                        "link",
                        theme=self.theme,
                        icon="plus",
                    )
                )
        if status.waiting and status.sentence is not Sentence.NOT_ENROLLED:
            self._item(
                "",
                "clock",
                self.tr("%n việc chờ gửi về tỉnh", "", status.waiting),
                self.tr("Máy tự gửi khi có mạng. Không cần làm gì."),
                self.tr("Xem chi tiết"),
                "sync",
            )

    def _item(  # noqa: PLR0917
        self,
        tone: Tone,
        icon: str,
        title: str,
        text: str,
        action: str,
        page: str,
        key: str = "",
    ) -> None:
        self._card(tone, icon, title, text, action, lambda: self.go(page, key))

    def _card(  # noqa: PLR0917
        self, tone: Tone, icon: str, title: str, text: str, action: str, then: Callable[[], None]
    ) -> None:
        card = Card(self.theme, tone)
        colour = {"warn": "turmeric", "good": "leaf", "info": "indigo", "bad": "vermilion"}
        words = QVBoxLayout()
        words.setSpacing(self.theme.px(2))
        words.addWidget(label(title, "strong"))
        words.addWidget(label(text, "soft"))
        act = button(action, then, "primary" if self._first is None else "")
        act.setAccessibleDescription(title)
        line = row(Icon(self.theme, icon, colour.get(tone, "ink_soft"), 24), spacing=14)
        line.addLayout(words, 1)
        line.addWidget(act)
        card.body.addLayout(line)
        self._column.body.addWidget(card)
        if self._first is None:
            self._first = act
