"""The sentence about the way to the province, and the button beside it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from desktop.ui.language import moment, size
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Icon, label
from desktop.ui.words import sentence
from desktop.usecases.status import Sentence, Status


class _Counted(QObject):
    """Plurals are found by ``tr`` of a ``QObject`` only."""

    def waiting(self, status: Status) -> str:
        return self.tr("%n việc chờ gửi ({size})", "", status.waiting).format(
            size=size(status.size)
        )

    def files(self, status: Status) -> str:
        return self.tr("%n tệp đính kèm chờ gửi ({size})", "", status.files).format(
            size=size(status.files_size)
        )

    def refused(self, status: Status) -> str:
        return self.tr(
            "Tỉnh đã nhận báo cáo, nhưng %n tệp đính kèm không gửi được; xem trang Đồng bộ.",
            "",
            status.refused,
        )


def status_sentence(status: Status, now: datetime) -> str:
    """What waits, how large it is, when the province confirmed, and what is in the way."""
    translate = QCoreApplication.translate
    counted = _Counted()
    waits = ", ".join(
        words
        for words, number in (
            (counted.waiting(status), status.waiting),
            (counted.files(status), status.files),
        )
        if number
    )
    confirmed = (
        translate("Status", "Tỉnh xác nhận lần cuối lúc {time}.").format(
            time=moment(status.last_confirmed, now)
        )
        if status.last_confirmed is not None
        else ""
    )
    problem = sentence(status.problem, status.params) if status.problem else ""
    match status.sentence:
        case Sentence.NOT_ENROLLED:
            first = translate("Status", "Máy này chưa ghi danh được với tỉnh.")
            parts = [first, problem]
        case Sentence.REVOKED:
            parts = [
                translate(
                    "Status",
                    "Tỉnh đã thu hồi máy này: không gửi nhận được nữa. "
                    "Hãy gọi đầu mối của tỉnh; dữ liệu trên máy vẫn còn.",
                )
            ]
        case Sentence.NOTHING_SENT_YET:
            parts = [translate("Status", "Đã ghi danh với tỉnh. Chưa có gì phải gửi.")]
        case Sentence.ALL_CONFIRMED:
            parts = [translate("Status", "Tỉnh đã nhận đủ."), confirmed]
        case Sentence.WAITING:
            stopped = sentence(status.files_problem, status.files_params)
            parts = [f"{waits}.", stopped if status.files_problem else confirmed]
        case Sentence.WAITING_WITH_PROBLEM:
            parts = [f"{waits}.", problem]
        case Sentence.FILES_REFUSED:
            parts = [counted.refused(status)]
        case Sentence.PROBLEM:
            parts = [problem, confirmed]
    return " ".join(part for part in parts if part)


_ICONS = {
    Sentence.ALL_CONFIRMED: ("check", "leaf"),
    Sentence.NOTHING_SENT_YET: ("check", "leaf"),
    Sentence.WAITING: ("clock", "ink_soft"),
}


class StatusLine(QFrame):
    """At the bottom of every page."""

    details_wanted = Signal()
    sync_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = Icon(theme, "clock")
        self._sentence = button("", self.details_wanted.emit, "status")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sync = button(
            self.tr("Đồng bộ ngay"), self.sync_wanted.emit, "quiet", theme=theme, icon="sync"
        )
        self._sync.setToolTip(self.tr("Gửi và nhận ngay (F9)"))
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(14), theme.px(3), theme.px(10), theme.px(3))
        box.setSpacing(theme.px(6))
        box.addWidget(self._icon)
        self._progress = label("", "small", wrap=False)
        self._progress.hide()
        box.addWidget(self._sentence, 1)
        box.addWidget(self._progress)
        box.addWidget(self._sync)

    @property
    def text(self) -> str:
        """The whole sentence, also where the line is too narrow for it."""
        return self._sentence.toolTip()

    def show_status(self, status: Status, now: datetime) -> None:
        icon, colour = _ICONS.get(status.sentence, ("warning", "turmeric"))
        self._icon.show_as(icon, colour)
        words = status_sentence(status, now)
        self._sentence.setToolTip(words)
        self._sentence.setAccessibleName(words)
        self._fit()

    def show_progress(self, done: int, of: int) -> None:
        """While files travel: bytes there, and bytes in all; 0 of 0 when it is over."""
        self._progress.setVisible(of > 0)
        self._progress.setText(
            self.tr("Đang gửi tệp: {done} / {of}").format(done=size(done), of=size(of))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self._sentence.contentsRect().width() - 2 * self._sentence.fontMetrics().height()
        self._sentence.setText(
            self._sentence.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, room)
        )

    def show_busy(self, busy: bool) -> None:
        """While an exchange runs."""
        self._sync.setEnabled(not busy)
        self._sync.setText(self.tr("Đang đồng bộ…") if busy else self.tr("Đồng bộ ngay"))
