"""The middle of the window: the lesson in front, its questions, a trial of its quiz."""

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.author.preview import Preview
from desktop.author.question_list import QuestionList
from desktop.author.rehearsal import Rehearsal
from desktop.author.where import Where
from desktop.ui.lesson_html import whole_lesson
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from lessons.course import Lesson, in_language

if TYPE_CHECKING:
    from lessons.check import Report

READ, QUESTIONS, TRY = range(3)
_NAMES = {"vi": "Tiếng Việt", "en": "English"}


class LessonPane(QWidget):
    """Shows one lesson of the report in one language."""

    language_changed = Signal(str)
    lesson_wanted = Signal(str)
    """Id of a lesson that a link leads to."""
    edit_wanted = Signal()
    """The file of the lesson in front is to be opened in an editor."""
    told = Signal(str)
    """A sentence to say: what a term means."""

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self.language = language
        self._report: Report | None = None
        self._id = ""
        self.preview = Preview(theme, self._picture)
        self.preview.setAccessibleName(self.tr("Bài học như cán bộ sẽ thấy"))
        self.preview.anchorClicked.connect(self._follow)
        self.questions = QuestionList(theme, self._picture)
        self.rehearsal = Rehearsal(theme, self._picture)
        self._stack = QStackedWidget()
        for part in (self.preview, self.questions, self.rehearsal):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._stack, 1)

    @property
    def lesson(self) -> Lesson | None:
        """What is in front: the lesson in the chosen language, else in Vietnamese."""
        if self._report is None:
            return None
        drafts = self._report.compiled.drafts.get(self._id, {})
        draft = drafts.get(self.language) or next(iter(drafts.values()), None)
        return draft.lesson if draft is not None else None

    @property
    def shown(self) -> int:
        """Which of READ, QUESTIONS, TRY is in front."""
        return self._stack.currentIndex()

    def show_report(self, report: "Report") -> None:
        """The course was saved: show the same lesson as it is now, at the same place."""
        self._report = report
        self._draw(anew=False)

    def show_lesson(self, id: str) -> None:
        """Another lesson, from its beginning."""
        if id != self._id:
            self._id = id
            self._draw(anew=True)

    def speak(self, language: str) -> None:
        """Show the lesson in this language."""
        if language != self.language:
            self.language = language
            self._draw(anew=True)
            self.language_changed.emit(language)

    def open(self, part: int) -> None:
        """Put the text, the questions or the trial in front."""
        self._tabs[part].setChecked(True)
        self._stack.setCurrentIndex(part)
        lesson = self.lesson
        if lesson is None:
            return
        if part == QUESTIONS:
            self.questions.show_lesson(lesson)
        elif part == TRY and self.rehearsal.lesson != lesson and not self.rehearsal.begun:
            self.rehearsal.offer(lesson)

    def point_at(self, place: Where) -> None:
        """Bring the place of a finding into view."""
        self.speak(place.language)
        self.show_lesson(place.lesson)
        if place.question:
            self.open(QUESTIONS)
            self.questions.point_at(place.question)
        else:
            self.open(READ)
            self.preview.point_at(place.heading, place.words)

    def take_focus(self) -> None:
        """Put the focus on what is in front."""
        self._stack.currentWidget().setFocus()

    def _draw(self, *, anew: bool) -> None:
        lesson = self.lesson
        for language, choice in self._languages.items():
            drafts = self._report.compiled.drafts.get(self._id, {}) if self._report else {}
            choice.setEnabled(language in drafts)
            choice.setChecked(lesson is not None and language == lesson.language)
        for tab in self._tabs:
            tab.setEnabled(lesson is not None)
        self._edit.setEnabled(lesson is not None)
        if lesson is None:
            self.preview.show_html("")
            return
        if anew:
            self.preview.setExtraSelections([])
            self.preview.show_html(whole_lesson(lesson))
            self.rehearsal.offer(lesson)
        else:
            self.preview.follow(whole_lesson(lesson))
            if not self.rehearsal.begun:
                self.rehearsal.offer(lesson)
        self._tabs[QUESTIONS].setText(
            self.tr("Câu hỏi ({count})").format(count=len(lesson.questions))
        )
        if self.shown == QUESTIONS:
            self.questions.show_lesson(lesson)

    def _picture(self, name: str) -> bytes:
        if self._report is None:
            raise KeyError(name)
        return self._report.compiled.course.files[name]

    def _head(self) -> QFrame:
        theme = self._theme
        frame = QFrame()
        frame.setProperty("kind", "top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        box.setSpacing(theme.px(2))
        group = QButtonGroup(self)
        self._tabs: list[QPushButton] = []
        for part, name in enumerate(
            (self.tr("Bài học"), self.tr("Câu hỏi"), self.tr("Thử bài kiểm tra"))
        ):
            tab = button(name, lambda part=part: self.open(part), "tab")
            tab.setCheckable(True)
            group.addButton(tab)
            self._tabs.append(tab)
            box.addWidget(tab)
        self._tabs[READ].setChecked(True)
        box.addStretch(1)
        self._languages: dict[str, QPushButton] = {}
        spoken = QButtonGroup(self)
        for language, name in _NAMES.items():
            choice = button(name, lambda language=language: self.speak(language), "tab")
            choice.setCheckable(True)
            choice.setAccessibleName(self.tr("Bài bằng {language}").format(language=name))
            spoken.addButton(choice)
            self._languages[language] = choice
            box.addWidget(choice)
        self._edit = icon_button(
            theme, "draft", self.tr("Mở tệp bài này trong trình soạn thảo"), self.edit_wanted.emit
        )
        box.addWidget(self._edit)
        return frame

    def _follow(self, url: QUrl) -> None:
        match url.scheme():
            case "lesson":
                self.lesson_wanted.emit(url.path())
            case "https":
                QDesktopServices.openUrl(url)
            case "term" if self._report is not None:
                entry = self._report.compiled.course.glossary.get(url.path())
                if entry is not None:
                    term = in_language(entry.term, self.language)
                    self.told.emit(f"{term}: {in_language(entry.meaning, self.language)}")
            case _ if url.fragment():
                self.preview.scrollToAnchor(html.unescape(url.fragment()))
