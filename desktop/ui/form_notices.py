"""What stands above the questions of a report: the province's answer, what can be copied."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.form_words import issue_words
from desktop.ui.language import day
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, Tone, label, row
from desktop.usecases.drafting import OpenDraft
from desktop.usecases.moving import Move


class Notices(QWidget):
    """Cards about the report as a whole; nothing at all for most reports."""

    copy_wanted = Signal()
    newer_wanted = Signal()
    """See what moving to the newer version would do."""
    move_taken = Signal(object)
    """The ``Move`` to make."""

    def __init__(self, theme: Theme, draft: OpenDraft, now: datetime) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._copying: Card | None = None
        self._moving: Card | None = None
        self._marks = label("", "soft")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(10))
        if draft.comment or draft.to_mend:
            self.body.addWidget(self._returned(draft))

    @property
    def needed(self) -> bool:
        """Whether there is anything to say."""
        return self.body.count() > 0

    def show_left(self, number: int) -> None:
        """How many of the places that the province marked are still as they were."""
        if number:
            self._marks.setText(self.tr("Còn %n chỗ được đánh dấu bên dưới.", "", number))
        else:
            self._marks.setText(self.tr("Mọi chỗ được đánh dấu đều đã sửa."))

    def show_copying(self, sent_at: int | None) -> None:
        """Offer to copy from the report sent at that time (ms since 1970), if there is one."""
        if sent_at is not None:
            text = self.tr("Báo cáo trước gửi ngày {day}. Có thể chép những gì không đổi.")
            copy = button(self.tr("Chép từ báo cáo trước"), self.copy_wanted.emit)
            self._show_copying(text.format(day=day(sent_at, self._now)), copy)

    def show_copied(self, number: int) -> None:
        """The offer was taken; ``number`` answers came of it."""
        self._show_copying(
            self.tr("Đã chép %n câu, có dấu “Chép từ…”. Xem lại trước khi gửi.", "", number)
        )

    def show_newer(self) -> None:
        """The form is there in a newer version than the draft's."""
        card = self._new_moving("info")
        see = button(self.tr("Xem và chuyển"), self.newer_wanted.emit)
        line = row(Icon(self._theme, "info", "indigo"), spacing=self._theme.px(10))
        line.addWidget(
            label(
                self.tr(
                    "Biểu mẫu này có bản mới. Bản nháp vẫn theo bản cũ cho đến khi chuyển; "
                    "gửi theo bản cũ cũng được."
                )
            ),
            1,
        )
        line.addWidget(see)
        card.body.addLayout(line)

    def show_move(self, move: Move) -> None:
        """What would find its place, what would not, and what would have to be mended."""
        card = self._new_moving("warn" if move.lost else "info")
        card.body.addWidget(label(self.tr("Chuyển sang bản mới của biểu mẫu"), "strong"))
        card.body.addWidget(label(self.tr("%n câu trả lời chuyển được.", "", len(move.places))))
        if move.lost:
            card.body.addWidget(
                label(self.tr("Không còn chỗ ở bản mới, sẽ mất khi chuyển:"), "warn")
            )
            for lost in move.lost:
                card.body.addWidget(label(f"– {lost.label}: {lost.value}"))
        if move.to_mend:
            card.body.addWidget(label(self.tr("Phải xem lại sau khi chuyển:"), "warn"))
            for name, issue in move.to_mend:
                card.body.addWidget(label(f"– {name}: {issue_words(issue)}"))
        take = button(self.tr("Chuyển sang bản mới"), lambda: self.move_taken.emit(move), "primary")
        keep = button(self.tr("Giữ bản cũ"), self.show_newer, "quiet")
        card.body.addLayout(row(take, keep, 1))
        take.setFocus()

    def _new_moving(self, tone: Tone) -> Card:
        if self._moving is not None:
            self.body.removeWidget(self._moving)
            self._moving.hide()
            self._moving.deleteLater()
        self._moving = Card(self._theme, tone)
        self.body.insertWidget(0, self._moving)
        return self._moving

    def _show_copying(self, text: str, *buttons: QWidget) -> None:
        if self._copying is not None:
            self.body.removeWidget(self._copying)
            self._copying.hide()
            self._copying.deleteLater()
        self._copying = Card(self._theme, "info")
        line = row(Icon(self._theme, "copy", "indigo"), spacing=self._theme.px(10))
        line.addWidget(label(text), 1)
        for each in buttons:
            line.addWidget(each)
        self._copying.body.addLayout(line)
        self.body.addWidget(self._copying)

    def _returned(self, draft: OpenDraft) -> Card:
        card = Card(self._theme, "warn")
        card.body.addWidget(label(self.tr("Tỉnh trả lại báo cáo này"), "strong"))
        if draft.comment:
            card.body.addWidget(label(draft.comment))
        if draft.to_mend:
            card.body.addWidget(self._marks)
            self.show_left(draft.left_to_mend())
        return card
