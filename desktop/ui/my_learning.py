"""The official's own page: what is done, what is due, and the time it took."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui import review_words
from desktop.ui.desk import Desk
from desktop.ui.language import number
from desktop.ui.page import ColumnPage, titled
from desktop.ui.saving import save_pdf
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.charts import Bar, Columns, Share, Swatch
from desktop.ui.widgets.text import Card, clear, label, row, rule
from desktop.usecases.certificates import Certificate
from desktop.usecases.progress import ModuleProgress, Progress, read_progress
from desktop.usecases.reviewing import ReviewDay


class MyLearningPage(ColumnPage):
    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk

    def enter(self, _key: str) -> None:
        clear(self._column.body)
        titled(
            self._column,
            self.tr("Việc học của tôi"),
            self.tr("Chỉ tính của {name} trên máy này.").format(name=self._desk.official.name),
        )
        with self.handled():
            desk = self._desk
            progress = read_progress(desk.session, desk.learning, desk.clock)
            day = desk.reviewing.day()
            first = self._due(day)
            self._done(progress)
            self._review(day)
            self._time(progress)
            self._certificates()
            if first is not None:
                self.begin_at(first)

    def _due(self, day: ReviewDay) -> QPushButton | None:
        """What to do next; gives the first button."""
        card = Card(self.theme, "info")
        card.body.addWidget(label(self.tr("Nên làm tiếp"), "heading"))
        lines: list[tuple[str, str, str, str]] = []
        if day.left:
            text = self.tr("Ôn %n câu đến hạn hôm nay", "", day.left)
            lines.append((text, self.tr("Ôn"), "review", ""))
        lesson = self._desk.learning.next_lesson()
        if lesson is not None and lesson.open_attempt:
            text = self.tr("Làm nốt bài kiểm tra: {title}").format(title=lesson.title)
            lines.append((text, self.tr("Làm tiếp"), "quiz", lesson.id))
        elif lesson is not None and lesson.read:
            text = self.tr("Kiểm tra: {title}").format(title=lesson.title)
            lines.append((text, self.tr("Kiểm tra"), "quiz", lesson.id))
        elif lesson is not None:
            text = self.tr("Học: {title}").format(title=lesson.title)
            lines.append((text, self.tr("Học"), "reader", lesson.id))
        else:
            text = self.tr("Đã đạt mọi bài. Có thể mở lại bài bất kỳ.")
            lines.append((text, self.tr("Xem"), "lessons", ""))
        first: QPushButton | None = None
        for text, verb, page, key in lines:
            act = button(
                verb,
                lambda page=page, key=key: self.go(page, key),
                "primary" if first is None else "",
            )
            act.setMinimumWidth(self.theme.px(104))
            act.setAccessibleDescription(text)
            line = row()
            line.addWidget(label(text), 1)
            line.addWidget(act)
            card.body.addLayout(line)
            first = first or act
        self._column.body.addWidget(card)
        return first

    def _done(self, progress: Progress) -> None:
        card = Card(self.theme)
        whole = self.tr("Đạt {passed} trên {all} bài").format(
            passed=number(progress.passed), all=number(progress.whole)
        )
        card.body.addLayout(
            row(label(self.tr("Đã học"), "heading"), 1, label(whole, "strong", wrap=False))
        )
        card.body.addLayout(self._legend())
        for module in progress.modules:
            card.body.addWidget(rule())
            said = self._said(module)
            card.body.addLayout(
                row(label(module.title, "strong"), 1, label(said, "soft", wrap=False))
            )
            spoken = f"{module.title}: {said}"
            card.body.addWidget(
                Share(self.theme, module.passed, module.begun, module.whole, spoken)
            )
        self._column.body.addWidget(card)

    def _said(self, module: ModuleProgress) -> str:
        said = self.tr("đạt {passed} trên {all}").format(passed=module.passed, all=module.whole)
        if module.begun:
            said += ", " + self.tr("đang học {begun}").format(begun=module.begun)
        return said

    def _legend(self) -> QHBoxLayout:
        line = row(spacing=self.theme.px(6))
        for fill, text in (
            ("full", self.tr("đạt")),
            ("hatched", self.tr("đang học")),
            ("empty", self.tr("chưa học")),
        ):
            line.addWidget(Swatch(self.theme, fill, "leaf"))
            line.addWidget(label(text, "small", wrap=False))
            line.addSpacing(self.theme.px(10))
        line.addStretch(1)
        return line

    def _review(self, day: ReviewDay) -> None:
        card = Card(self.theme)
        card.body.addWidget(label(self.tr("Ôn tập những ngày tới"), "heading"))
        if any(day.coming) or day.done:
            said = self.tr("Số câu mỗi ngày.")
            if day.done:
                said += " " + self.tr("Hôm nay đã ôn %n câu.", "", day.done)
            card.body.addWidget(label(said, "small"))
            card.body.addWidget(review_words.forecast(self.theme, day))
        else:
            card.body.addWidget(
                label(self.tr("Chưa có câu nào phải ôn: câu trả lời sai sẽ trở lại ở đây."), "soft")
            )
        self._column.body.addWidget(card)

    def _time(self, progress: Progress) -> None:
        card = Card(self.theme)
        total = self.tr("tổng cộng {time}").format(time=self._duration(progress.seconds))
        card.body.addLayout(
            row(
                label(self.tr("Thời gian học mỗi tuần"), "heading"),
                1,
                label(total, "soft", wrap=False),
            )
        )
        card.body.addWidget(
            label(self.tr("Số phút đọc bài và trả lời câu hỏi, theo tuần bắt đầu ngày"), "small")
        )
        bars, said = [], []
        for place, (monday, seconds) in enumerate(progress.weeks):
            minutes = -(-seconds // 60)
            now = place == len(progress.weeks) - 1
            name = self.tr("Tuần này") if now else f"{monday:%d/%m}"
            bars.append(Bar(name, minutes, str(minutes), "full" if now else "hatched"))
            long_name = name if now else QLocale().toString(monday, "d MMMM")
            said.append(self.tr("{week}: {minutes} phút").format(week=long_name, minutes=minutes))
        spoken = self.tr("Thời gian học mỗi tuần: {weeks}.").format(weeks="; ".join(said))
        card.body.addWidget(Columns(self.theme, bars, spoken))
        self._column.body.addWidget(card)

    def _certificates(self) -> None:
        card = Card(self.theme)
        card.body.addWidget(label(self.tr("Giấy xác nhận hoàn thành"), "heading"))
        mine = self._desk.certificates.mine()
        if not mine:
            card.body.addWidget(
                label(
                    self.tr(
                        "Khi đạt hết một học phần, tỉnh ký giấy xác nhận ở lần đồng bộ sau đó, và "
                        "giấy hiện ở đây để in."
                    ),
                    "soft",
                )
            )
        for certificate in mine:
            card.body.addWidget(rule())
            day = f"{certificate.on:%d/%m/%Y}"
            under = self.tr("Hoàn thành ngày {day} · số {serial}").format(
                day=day, serial=certificate.serial
            )
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(certificate.title, "strong"))
            words.addWidget(label(under, "small"))
            save = button(
                self.tr("Lưu PDF"),
                lambda certificate=certificate: self._save(certificate),
                theme=self.theme,
                icon="print",
            )
            save.setAccessibleDescription(certificate.title)
            line = row()
            line.addLayout(words, 1)
            line.addWidget(save)
            card.body.addLayout(line)
        card.body.addWidget(label(self._law(), "small"))
        card.body.addLayout(
            row(
                button(
                    self.tr("Kiểm tra giấy xác nhận của người khác"),
                    lambda: self.go("certificate-check"),
                    "link",
                ),
                1,
            )
        )
        self._column.body.addWidget(card)

    def _law(self) -> str:
        from lessons.certificate import NOT_THE_LEGAL_CERTIFICATE

        return NOT_THE_LEGAL_CERTIFICATE.get(self._desk.learning.language, "")

    def _save(self, certificate: Certificate) -> None:
        from desktop.ui.certificate_paper import certificate_pdf

        family = self.theme.family
        save_pdf(self, certificate.title, lambda: certificate_pdf(certificate, family))

    def _duration(self, seconds: int) -> str:
        hours, minutes = divmod(-(-seconds // 60), 60)
        if not hours:
            return self.tr("%n phút", "", minutes)
        return self.tr("{hours} giờ {minutes} phút").format(hours=number(hours), minutes=minutes)
