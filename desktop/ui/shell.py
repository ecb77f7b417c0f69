"""The frame around the pages: who and where at the top, ways at the left, status below."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.desk import Desk
from desktop.ui.page import Page, Route
from desktop.ui.statusline import StatusLine
from desktop.ui.theme import Theme
from desktop.ui.widgets.banner import Banner, Level
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Icon, OneLine, bar, label
from desktop.ui.words import sentence, whereabouts
from desktop.usecases.errors import KnownError

_NARROW_EMS = 52
"""Below this many ``M`` widths the ways at the left show drawings only."""
_OVER = "quick"
"""The page that is laid over the one in front, which stays as it is beneath."""


@dataclass(frozen=True, slots=True)
class _Beneath:
    """What lies under a page laid over it: nothing typed there is lost, not even the caret."""

    route: Route
    focus: QWidget | None
    stale: bool = False
    """Whether something came meanwhile that it does not show."""


@runtime_checkable
class Travels(Protocol):
    """A page that shows what is on its way."""

    def show_busy(self, busy: bool) -> None: ...

    def show_files(self, done: int, of: int) -> None: ...


class Shell(QWidget):
    """Holds the pages, made when first visited.

    ``makers`` gives for each page's name what makes it; those named in the navigation
    are always there, the others are reached from them.
    """

    signed_out = Signal()
    sync_wanted = Signal()
    work_waits = Signal()
    """More waits for the province than a moment ago."""
    mending_wanted = Signal()
    """The encrypted file is damaged, and the official agreed to have it mended."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        makers: dict[str, Callable[[], Page]],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._theme, self._desk, self._makers, self._now = theme, desk, makers, now
        self._pages: dict[str, Page] = {}
        self._route = Route("")
        self._back: list[Route] = []
        self._beneath: _Beneath | None = None
        self._waiting: int | None = None
        self.banner = Banner(theme, (theme.px(28), theme.px(10), theme.px(28), theme.px(4)))
        self.status_line = StatusLine(theme)
        self.status_line.details_wanted.connect(self._open_status)
        self.status_line.sync_wanted.connect(self.sync_wanted)
        self._stack = QStackedWidget()
        self._ways = QButtonGroup(self)
        self._labels: dict[QPushButton, str] = {}

        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.banner)
        middle.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._navigation())
        across.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top())
        whole.addLayout(across, 1)
        whole.addWidget(self.status_line)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

        for keys, act in (
            ("F9", self.sync_wanted.emit),
            ("Alt+Left", self.go_back),
            ("Ctrl+K", self._open_search),
            ("Ctrl+G", self._note_quickly),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)
        # "today" turns into "yesterday" at midnight, and the background sync changes things.
        self._ticker = QTimer(self)
        self._ticker.setInterval(60_000)
        self._ticker.timeout.connect(self.refresh_status)
        self._ticker.start()
        self.refresh_status()
        theme.changed.connect(self._fit)

    @property
    def route(self) -> Route:
        """What is in front now."""
        return self._route

    @property
    def page(self) -> Page:
        return self._pages[self._route.page]

    def open(self, route: Route) -> None:
        """Bring a page to the front, and say what stands on it."""
        if route.page == _OVER and self._route.page:
            if self._beneath is None:
                self._beneath = _Beneath(self._route, QApplication.focusWidget())
                self._show(route)
            return
        if self._route.page:
            self._leave_pages()
            if route != self._route:
                self._back = [*self._back[-19:], self._route]
        self._show(route)

    def go_back(self) -> None:
        """To where one was before."""
        if self._beneath is not None:
            self._uncover()
        elif self._back:
            self._leave_pages()
            self._show(self._back.pop())

    def say(self, level: Level, text: str) -> None:
        if text:
            self.banner.say(level, text)
        else:
            self.banner.hide()

    def say_error(self, error: KnownError) -> None:
        words = sentence(error.code, error.params)
        if error.code == "store_damaged":
            self.banner.say("bad", words, self.tr("Khôi phục"), self._mend_later)
        else:
            self.banner.say("bad", words)

    def _mend_later(self) -> None:
        # The button that asks for it is thrown away with this frame: not inside its click.
        QTimer.singleShot(0, self.mending_wanted.emit)

    def _note_quickly(self) -> None:
        """A line of the log from anywhere: it is written while people wait at the counter."""
        try:
            quick = next((form for form in self._desk.reporting.forms() if form.is_quick), None)
        except KnownError as error:
            self.say_error(error)
            return
        if quick is not None:
            self.open(Route(_OVER, quick.id))

    def _uncover(self, sent: bool = False) -> None:
        """Away with the page that was laid over another; that one is as it was."""
        beneath, self._beneath = self._beneath, None
        if beneath is None:
            self.open(Route("home"))
            return
        self.page.leave()
        self.banner.hide()
        self._bring(beneath.route)
        focus = beneath.focus
        if focus is not None and isValid(focus) and self.page.isAncestorOf(focus):
            focus.setFocus()
        else:
            self.page.take_focus()
        if sent or beneath.stale:
            self.refresh()

    def _leave_pages(self) -> None:
        """Let the page in front save, and the one beneath it; that one counts from now on."""
        self.page.leave()
        beneath, self._beneath = self._beneath, None
        if beneath is not None:
            self._route = beneath.route
            self.page.leave()

    def refresh(self) -> None:
        """Something came from the province: show the page anew, unless one writes on it."""
        self.refresh_status()
        if self._beneath is not None:
            self._beneath = replace(self._beneath, stale=True)
        if self._route.page in _FOLLOWING:
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self.page.isAncestorOf(focus)
            self.page.enter(self._route.key)
            if had_focus and QApplication.focusWidget() is not focus:
                self.page.take_focus()

    def refresh_status(self) -> None:
        try:
            status = self._desk.status()
        except KnownError as error:
            self.say_error(error)
            return
        self.status_line.show_status(status, self._now())
        before, self._waiting = self._waiting, status.waiting + status.files
        if before is not None and self._waiting > before:
            self.work_waits.emit()
        self._place.setText(
            whereabouts(status.commune, status.province) or self.tr("Chưa ghi danh với tỉnh")
        )

    def show_busy(self, busy: bool) -> None:
        """While an exchange runs."""
        self.status_line.show_busy(busy)
        page = self._pages.get("sync")
        if isinstance(page, Travels):
            page.show_busy(busy)

    def show_files(self, done: int, of: int) -> None:
        """While files travel: bytes there, and in all; 0 of 0 when it is over."""
        self.status_line.show_progress(done, of)
        page = self._pages.get("sync")
        if isinstance(page, Travels):
            page.show_files(done, of)

    def leave(self) -> None:
        """The desk is put away: let the page in front save, and look at nothing any more."""
        self._ticker.stop()
        if self._route.page:
            self._leave_pages()

    def _show(self, route: Route) -> None:
        if route.page not in self._pages:
            page = self._makers[route.page]()
            page.wanted.connect(self.open)
            page.trouble.connect(self.say_error)
            page.noticed.connect(self.say)
            page.changed.connect(self.refresh_status)
            page.done.connect(self._uncover)
            page.settled.connect(lambda key: self._settle(route.page, key))
            page.ended.connect(lambda: self._forget(route.page))
            self._pages[route.page] = page
            self._stack.addWidget(page)
        self._route = route
        self.banner.hide()
        self.page.enter(route.key)
        self._bring(route)
        self.page.take_focus()

    def _bring(self, route: Route) -> None:
        """To the front, as it is."""
        self._route = route
        for way in self._ways.buttons():
            way.setChecked(way.property("page") == _WAY_OF.get(route.page, route.page))
        self._stack.setCurrentWidget(self.page)

    def _forget(self, page: str) -> None:
        """What a page shows is gone: the way back does not lead there."""
        if self._route.page == page:
            self._route = Route("")

    def _settle(self, page: str, key: str) -> None:
        """What a page shows is found under another key."""
        settled = Route(page, key)
        if self._route.page == page:
            self._route = settled
        elif self._beneath is not None and self._beneath.route.page == page:
            self._beneath = replace(self._beneath, route=settled)

    def _open_search(self) -> None:
        self.open(Route("search"))

    def _open_status(self) -> None:
        self.open(Route("sync"))

    def _top(self) -> QFrame:
        theme = self._theme
        frame = bar("top")
        self._place = OneLine("soft")
        official = self._desk.official
        who = button(official.name, None, "quiet", theme=theme, icon="person")
        who.setAccessibleName(
            self.tr("{name}, {position}: mở danh mục").format(
                name=official.name, position=official.position
            )
        )
        who.setToolTip(official.position)
        menu = QMenu(who)
        menu.addAction(self.tr("Việc học của tôi"), lambda: self.open(Route("my-learning")))
        menu.addAction(self.tr("Đổi mật khẩu"), lambda: self.open(Route("people", "password")))
        menu.addAction(self.tr("Người dùng trên máy này"), lambda: self.open(Route("people")))
        menu.addSeparator()
        menu.addAction(self.tr("Đăng xuất"), self.signed_out.emit)
        who.setMenu(menu)
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(14), theme.px(4), theme.px(14), theme.px(4))
        box.setSpacing(theme.px(10))
        box.addWidget(Icon(theme, "sonca", size=28))
        box.addWidget(label("Sơn Ca", "heading", wrap=False))
        box.addSpacing(theme.px(14))
        box.addWidget(Icon(theme, "place", size=18))
        box.addWidget(self._place, 1)
        self._search = button(
            self.tr("Tìm trong bài học"), self._open_search, "quiet", theme=theme, icon="search"
        )
        self._search.setAccessibleName(self.tr("Tìm trong bài học"))
        self._search.setToolTip(self.tr("Tìm trong mọi bài học (Ctrl+K)"))
        box.addWidget(self._search)
        box.addWidget(who)
        return frame

    def _navigation(self) -> QFrame:
        theme = self._theme
        frame = QFrame()
        frame.setProperty("kind", "nav")
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.px(10), theme.px(14), theme.px(10), theme.px(14))
        column.setSpacing(theme.px(4))
        ways = (
            ("home", "home", self.tr("Trang chủ")),
            ("lessons", "lessons", self.tr("Bài học")),
            ("forms", "report", self.tr("Soạn báo cáo")),
            ("reports", "my-reports", self.tr("Báo cáo của tôi")),
            ("places", "place", self.tr("Địa danh")),
            ("sync", "sync", self.tr("Đồng bộ")),
            ("settings", "settings", self.tr("Cài đặt")),
        )
        for number, (page, icon, text) in enumerate(ways, start=1):
            way = QPushButton()
            way.setProperty("kind", "nav")
            way.setProperty("page", page)
            way.setCheckable(True)
            way.setAutoDefault(True)
            way.setAccessibleName(text)
            way.setToolTip(f"{text} (Alt+{number})")
            # A shortcut of the button's own would go with its text.
            QShortcut(QKeySequence(f"Alt+{number}"), self, activated=way.click)
            way.setCursor(Qt.CursorShape.PointingHandCursor)
            theme.dress(way, icon, "ink_soft")
            way.clicked.connect(self._way_chosen)
            way.installEventFilter(self)
            self._labels[way] = text
            self._ways.addButton(way)
            column.addWidget(way)
        column.addStretch(1)
        return frame

    def _way_chosen(self) -> None:
        way = self.sender()
        self.open(Route(way.property("page")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Up and down walk through the ways; Tab leaves them.
        if event.type() == QEvent.Type.KeyPress:
            ways = self._ways.buttons()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
            if step is not None and watched in ways:
                at = ways.index(watched) + step
                ways[at % len(ways)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words beside the drawings where there is room for them in this size of text."""
        narrow = self.width() < self.fontMetrics().horizontalAdvance("M") * _NARROW_EMS
        self._search.setText("" if narrow else self.tr("Tìm trong bài học"))
        for way, text in self._labels.items():
            # The space keeps the words off the drawing; Qt has no other way.
            way.setText("" if narrow else f" {text}")
            # The chosen one is bold, and must fit as well.
            bold = way.font()
            bold.setBold(True)
            wide = QFontMetrics(bold).horizontalAdvance(f" {text}") + way.iconSize().width()
            way.setMinimumWidth(0 if narrow else wide + self._theme.px(32))


_FOLLOWING = frozenset({"home", "forms", "reports", "sync", "lessons", "my-learning", "my-report"})
"""Pages that show what came from the province as soon as it is there."""

_WAY_OF = {
    "reader": "lessons",
    "quiz": "lessons",
    "review": "lessons",
    "search": "lessons",
    "my-learning": "lessons",
    "certificate-check": "lessons",
    "form": "forms",
    "quick": "forms",
    "my-report": "reports",
    "print": "reports",
    "people": "settings",
    "stick": "sync",
}
