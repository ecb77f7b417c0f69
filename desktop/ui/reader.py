"""Reading a lesson: contents, find, text size, next and back, and one's place kept."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.desk import Desk
from desktop.ui.finding import hits
from desktop.ui.lesson_html import whole_lesson
from desktop.ui.lesson_paper import lesson_pdf
from desktop.ui.lesson_text import LessonText
from desktop.ui.page import Page
from desktop.ui.saving import save_pdf
from desktop.ui.theme import Theme
from desktop.ui.tokens import MEASURE
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import OneLine, bar, clear, label
from desktop.ui.widgets.way import Way
from desktop.usecases.clock import vietnam_now
from lessons.course import Heading, Lesson

_KEEP_PLACE_MS = 800


class ReaderPage(Page):
    """``enter`` takes a lesson's id, and if wanted ``#`` with a heading's and ``?`` with words
    to find there."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._lesson: Lesson | None = None
        self._entered: Lesson | None = None
        self._order: list[str] = []
        self._clock = QElapsedTimer()
        self._anchors: list[tuple[int, QAbstractButton]] = []
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_PLACE_MS)
        self._keeper.timeout.connect(self._keep_place)

        self.text = LessonText(theme, desk.picture)
        self.text.setAccessibleName(self.tr("Nội dung bài học"))
        self.text.anchorClicked.connect(self._follow)
        self.text.moved.connect(self._moved)
        self.begin_at(self.text)

        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._contents_panel())
        across.addWidget(self.text, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addLayout(across, 1)
        whole.addWidget(self._foot())

        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._begin_find),
            (QKeySequence("F3"), self._find_next),
            (QKeySequence("Shift+F3"), self._find_previous),
            (QKeySequence("Ctrl+P"), self._print),
            (QKeySequence("Ctrl++"), self._larger),
            (QKeySequence("Ctrl+="), self._larger),
            (QKeySequence("Ctrl+-"), self._smaller),
        ):
            QShortcut(keys, self, activated=act)

    @property
    def headings(self) -> list[QAbstractButton]:
        """The ways in the contents, in order."""
        return self._headings.buttons()

    def enter(self, key: str) -> None:
        lesson_id, _, place_in_it = key.partition("#")
        heading, _, wanted = place_in_it.partition("?")
        self.leave()
        with self.handled():
            lesson = self._desk.learning.lesson(lesson_id)
            self._order = [
                card.id for module in self._desk.learning.modules() for card in module.lessons
            ]
            place = self._desk.learning.place(lesson_id)
            self._show(lesson)
            # The text has its height only when the page has its size.
            # Whoever searched begins at what was found, not where reading stopped.
            place = 0 if wanted else place
            self._entered = lesson
            QTimer.singleShot(0, self, lambda: self._begin(lesson, place, heading, wanted))

    def _begin(self, lesson: Lesson, place: int, heading: str, wanted: str) -> None:
        if lesson is not self._entered:
            return
        if heading:
            self.text.scrollToAnchor(heading)
        else:
            self.text.go_to_place(place)
        if hits(self.text.toPlainText(), wanted):
            self._show_find(True)
            self._find.setText(wanted)
        self._lesson = lesson
        self._anchors = [
            (self.text.position_of(way.property("heading")), way)
            for way in self._headings.buttons()
        ]
        self._clock.start()
        self._moved()

    def leave(self) -> None:
        self._keep_place()
        self._clock.invalidate()
        self._lesson = self._entered = None

    def _show(self, lesson: Lesson) -> None:
        self._title.setText(lesson.title)
        self._close_find()
        self.text.show_html(whole_lesson(lesson))
        self._fill_contents(lesson.contents)
        at = self._order.index(lesson.id) if lesson.id in self._order else -1
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(0 <= at < len(self._order) - 1)
        self._quiz.setVisible(bool(lesson.questions))

    # Top

    def _head(self) -> QFrame:
        theme = self.theme
        frame = bar("top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        box.setSpacing(theme.px(4))
        self._title = OneLine("strong")
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Tìm trong bài, không cần gõ dấu"))
        self._find.setAccessibleName(self.tr("Tìm trong bài"))
        self._find.setMaximumWidth(theme.px(300))
        self._find.textChanged.connect(self._search)
        self._find.returnPressed.connect(self._find_next)
        self._count = label("", "small", wrap=False)
        self._up = icon_button(theme, "up", self.tr("Chỗ trước (Shift+F3)"), self._find_previous)
        self._down = icon_button(theme, "down", self.tr("Chỗ sau (F3)"), self._find_next)
        self._close = icon_button(theme, "cross", self.tr("Đóng ô tìm (Esc)"), self._close_find)
        self._look = icon_button(
            theme, "search", self.tr("Tìm trong bài (Ctrl+F)"), self._begin_find
        )
        smaller = button("A−", self._smaller, "icon")
        smaller.setAccessibleName(self.tr("Chữ nhỏ hơn"))
        smaller.setToolTip(self.tr("Chữ nhỏ hơn (Ctrl+−)"))
        larger = button("A+", self._larger, "icon")
        larger.setAccessibleName(self.tr("Chữ to hơn"))
        larger.setToolTip(self.tr("Chữ to hơn (Ctrl++)"))
        box.addWidget(icon_button(theme, "back", self.tr("Về danh sách bài học"), self._to_list))
        box.addWidget(self._title, 1)
        for part in (self._find, self._count, self._up, self._down, self._close, self._look):
            box.addWidget(part)
        box.addWidget(icon_button(theme, "print", self.tr("Lưu PDF để in (Ctrl+P)"), self._print))
        box.addWidget(smaller)
        box.addWidget(larger)
        QShortcut(QKeySequence("Esc"), self._find, activated=self._close_find)
        return frame

    def _begin_find(self) -> None:
        self._show_find(True)
        self._find.setFocus()
        self._find.selectAll()

    def _close_find(self) -> None:
        had_focus = self._find.hasFocus()
        self._show_find(False)
        self._find.clear()
        if had_focus:
            self.text.setFocus()

    def _show_find(self, shown: bool) -> None:
        for part in (self._find, self._count, self._up, self._down, self._close):
            part.setVisible(shown)
        self._look.setVisible(not shown)

    def _search(self, wanted: str) -> None:
        count = self.text.find_all(wanted)
        self._say_count(count, wanted)

    def _say_count(self, count: int, wanted: str) -> None:
        if not wanted.strip():
            self._count.setText("")
        elif count:
            self._count.setText(
                self.tr("{at} / {count}").format(at=self.text.current_hit, count=count)
            )
        else:
            self._count.setText(self.tr("Không thấy"))
        self._hits = count

    def _find_next(self) -> None:
        self._step(1)

    def _find_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self._find.isVisible():
            self._begin_find()
            return
        self.text.next_hit(by)
        self._say_count(self._hits, self._find.text())

    def _larger(self) -> None:
        self.theme.step(1)

    def _smaller(self) -> None:
        self.theme.step(-1)

    def _print(self) -> None:
        lesson, desk, family = self._lesson, self._desk, self.theme.family
        if lesson is not None:
            day = f"{vietnam_now():%d/%m/%Y}"
            save_pdf(self, lesson.title, lambda: lesson_pdf(lesson, family, desk.picture, day))

    def _to_list(self) -> None:
        self.go("lessons")

    # Contents

    def _contents_panel(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "column")
        self._contents = QVBoxLayout(inner)
        self._contents.setContentsMargins(
            self.theme.px(14), self.theme.px(16), self.theme.px(6), self.theme.px(10)
        )
        self._contents.setSpacing(self.theme.px(2))
        area.setWidget(inner)
        area.setFixedWidth(self.theme.px(236))
        self._panel = area
        self._headings = QButtonGroup(self)
        return area

    def _fill_contents(self, contents: tuple[Heading, ...]) -> None:
        for way in self._headings.buttons():
            self._headings.removeButton(way)
        clear(self._contents)
        self._contents.addWidget(label(self.tr("Trong bài này"), "small"))
        self._anchors = []
        for heading in contents:
            if heading.level > 3:
                continue
            way = Way(self.theme, heading.text, heading.level - 2)
            way.setCheckable(True)
            way.setProperty("heading", heading.id)
            way.clicked.connect(self._heading_chosen)
            self._headings.addButton(way)
            self._contents.addWidget(way)
        self._contents.addStretch(1)

    def _heading_chosen(self) -> None:
        way = self.sender()
        if isinstance(way, QPushButton):
            self.text.scrollToAnchor(way.property("heading"))
            self.text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * (MEASURE + 8)
        self._panel.setVisible(self.width() > room + self._panel.width())

    # Bottom

    def _foot(self) -> QFrame:
        theme = self.theme
        frame = bar("bottom")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        box.setSpacing(theme.px(12))
        self._previous = button(
            self.tr("Bài trước"), self._go_previous, "quiet", theme=theme, icon="back"
        )
        self._next = button(self.tr("Bài sau"), self._go_next, "quiet", theme=theme, icon="next")
        self._quiz = button(self.tr("Làm bài kiểm tra"), self._go_quiz, "primary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme.px(220))
        self._bar.setAccessibleName(self.tr("Phần đã đọc"))
        box.addWidget(self._previous)
        box.addWidget(self._next)
        box.addStretch(1)
        box.addWidget(self._bar)
        box.addWidget(self._quiz)
        return frame

    def _go_previous(self) -> None:
        self._go_by(-1)

    def _go_next(self) -> None:
        self._go_by(1)

    def _go_by(self, by: int) -> None:
        if self._lesson is not None and self._lesson.id in self._order:
            at = self._order.index(self._lesson.id) + by
            if 0 <= at < len(self._order):
                self.go("reader", self._order[at])

    def _go_quiz(self) -> None:
        if self._lesson is not None:
            lesson = self._lesson.id
            self._read_to_the_end()
            self.go("quiz", lesson)

    def _follow(self, url: QUrl) -> None:
        match url.scheme():
            case "lesson":
                heading = f"#{url.fragment()}" if url.fragment() else ""
                self.go("reader", url.path() + heading)
            case "https":
                QDesktopServices.openUrl(url)
            case "term":
                self.noticed.emit("info", self._desk.meaning(url.path()))
            case _ if url.fragment():
                self.text.scrollToAnchor(url.fragment())

    # Place and time

    def _moved(self) -> None:
        share = self.text.share()
        self._bar.setValue(round(share * 100))
        here = self.text.reading()
        current = None
        for position, way in self._anchors if self._lesson else []:
            # The last sections may be too short to come to the top: the end counts as there.
            if position <= here or self._at_the_end():
                current = way
        for way in self._headings.buttons():
            way.setChecked(way is current)
        if self._lesson is not None:
            self._keeper.start()
            if share >= 0.98:
                self._read_to_the_end()

    def _at_the_end(self) -> bool:
        bar = self.text.verticalScrollBar()
        return 0 < bar.maximum() == bar.value()

    def _read_to_the_end(self) -> None:
        if self._lesson is None or not self._clock.isValid():
            return
        seconds = self._clock.elapsed() // 1000
        with self.handled():
            self._desk.learning.mark_read(self._lesson.id, seconds)
            self.changed.emit()

    def _keep_place(self) -> None:
        self._keeper.stop()
        if self._lesson is not None:
            with self.handled():
                self._desk.learning.keep_place(self._lesson.id, self.text.place())
