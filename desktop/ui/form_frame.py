"""Around the questions of a form: what stands above, at the left and below them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.text import clear, label, retone
from desktop.ui.widgets.way import Way
from reports.form import Question, said
from reports.session import FormSession
from reports.session.view import Field


class Head(QFrame):
    """The form's title, when it was last saved, and the way back."""

    back_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self.title = label("", "strong")
        self.saved = label("", "small", wrap=False)
        self._undo = icon_button(theme, "undo", self.tr("Hoàn tác (Ctrl+Z)"), self.undo_wanted.emit)
        self._redo = icon_button(theme, "redo", self.tr("Làm lại (Ctrl+Y)"), self.redo_wanted.emit)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        box.setSpacing(theme.px(6))
        back = icon_button(theme, "back", self.tr("Về danh sách báo cáo"), self.back_wanted.emit)
        box.addWidget(back)
        box.addWidget(self.title, 1)
        box.addWidget(self.saved)
        box.addWidget(self._undo)
        box.addWidget(self._redo)

    def show_steps(self, undo: bool, redo: bool) -> None:
        """Whether there is anything to take back, or to make again."""
        self._undo.setEnabled(undo)
        self._redo.setEnabled(redo)


class SectionsPanel(QScrollArea):
    """The sections of a form, with what is still missing in each."""

    wanted = Signal(str)
    """The ref of a section to go to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._way_to: dict[str, Way] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("kind", "column")
        self._ways = QVBoxLayout(inner)
        self._ways.setContentsMargins(theme.px(14), theme.px(16), theme.px(6), theme.px(10))
        self._ways.setSpacing(theme.px(2))
        self.setWidget(inner)
        self.setFixedWidth(theme.px(250))

    def show_form(self, session: FormSession) -> None:
        """A way for each section that the form can show; hidden ones come up when asked."""
        clear(self._ways)
        self._way_to = {}
        form = session.form
        for node in form.children:
            if isinstance(node, Question) or not node.label:
                continue
            name = said(node.label, session.language, form.default_language)
            ref = f"/{form.root}/{node.name}"
            way = Way(self._theme, name if isinstance(name, str) else "".join(name[::2]))
            way.clicked.connect(lambda _checked=False, ref=ref: self.wanted.emit(ref))
            self._way_to[ref] = way
            self._ways.addWidget(way)
        self._ways.addStretch(1)

    def show_state(self, session: FormSession) -> tuple[int, int]:
        """What is missing and what is wrong, section by section; gives how many of each."""
        missing = wrong = 0
        seen = set()
        for state in session.sections():
            missing += len(state.missing)
            wrong += len(state.errors)
            if not state.asked and not any(
                isinstance(p, Field) for p in session.visible(state.ref)
            ):
                continue  # nothing in it but what the form works out
            seen.add(state.ref)
            way = self._way_to.get(state.ref)
            if way is None:
                continue
            if state.errors:
                way.show_state("warning", "vermilion", self.tr("có chỗ cần sửa"))
            elif state.missing:
                left = self.tr("còn %n câu", "", len(state.missing))
                way.show_state("draft", "turmeric", left)
            else:
                way.show_state("check", "leaf", self.tr("đủ"))
        for ref, way in self._way_to.items():
            way.setVisible(ref in seen)
        return missing, wrong


class Foot(QFrame):
    """What is still to do, and the two ways out: to send, or to throw away."""

    send_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "bottom")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(28), theme.px(6), theme.px(14), theme.px(6))
        whole.setSpacing(theme.px(4))
        box = QHBoxLayout()
        box.setSpacing(theme.px(12))
        self._beside = label("", "warn", wrap=False)
        self._above = label("", "warn")
        self._above.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._delete = button(
            self.tr("Xóa bản nháp"), self._ask_delete, "quiet", theme=theme, icon="delete"
        )
        self._really = button(self.tr("Xóa hẳn"), self._deleted)
        self._keep = button(self.tr("Giữ lại"), self._kept, "quiet")
        box.addWidget(self._delete)
        box.addWidget(self._really)
        box.addWidget(self._keep)
        box.addStretch(1)
        box.addWidget(self._beside)
        whole.addWidget(self._above)
        whole.addLayout(box)
        self._send = button(
            self.tr("Gửi báo cáo"), self.send_wanted.emit, "primary", theme=theme, icon="sent"
        )
        self._send.setToolTip("Ctrl+Enter")
        box.addWidget(self._send)
        self._confirm(False)

    @property
    def stops(self) -> tuple[QPushButton, ...]:
        """Where Tab goes: whoever has answered the last question wants to send."""
        return (self._send, self._delete, self._really, self._keep)

    def show_left(self, missing: int, wrong: int, *, stopped: bool) -> None:
        """How many answers are missing, and how many are wrong.

        ``stopped``: the form ended itself, and there is nothing to send.
        """
        self._send.setVisible(not stopped)
        if stopped:
            self._say(self.tr("Phiếu dừng ở đây: không gửi, nên xóa bản nháp này."), "error")
            return
        parts = []
        if missing:
            parts.append(self.tr("Còn %n câu bắt buộc", "", missing))
        if wrong:
            parts.append(self.tr("%n chỗ cần sửa", "", wrong))
        words = " · ".join(parts) or self.tr("Đã đủ, có thể gửi")
        self._say(words, "warn" if parts else "good")

    def _say(self, words: str, kind: str) -> None:
        for each in (self._beside, self._above):
            each.setText(words)
            retone(each, "kind", kind)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Something in it became wider or narrower, by larger text for example.
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """The words stand beside the buttons, or above them where these need the room."""
        shown = [each.sizeHint().width() for each in self.stops if not each.isHidden()]
        edges = self.width() - self.contentsRect().width() + self._theme.px(28 + 14)
        gaps = self._theme.px(12) * (len(shown) + 2)
        has_room = sum(shown) + self._beside.sizeHint().width() + edges + gaps <= self.width()
        self._beside.setVisible(has_room)
        self._above.setVisible(not has_room)

    def _ask_delete(self) -> None:
        self._confirm(True)
        self._keep.setFocus()

    def begin(self) -> None:
        """Another report: what was asked about the one before is no question of this one."""
        self._confirm(False)

    def _kept(self) -> None:
        self._confirm(False)
        self._delete.setFocus()

    def _deleted(self) -> None:
        self._confirm(False)
        self.delete_wanted.emit()

    def _confirm(self, asking: bool) -> None:
        self._delete.setVisible(not asking)
        self._really.setVisible(asking)
        self._keep.setVisible(asking)
        self._fit()
