"""What stands above the questions of a report: the province's answer, what can be copied."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.language import day
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, Icon, label, row
from desktop.usecases.drafting import OpenDraft


class Notices(QWidget):
    """Cards about the report as a whole; nothing at all for most reports."""

    copy_wanted = Signal()

    def __init__(self, theme: Theme, draft: OpenDraft, now: datetime) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._copying: Card | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(10))
        if draft.comment or draft.to_mend:
            self.body.addWidget(self._returned(draft))

    @property
    def needed(self) -> bool:
        """Whether there is anything to say."""
        return self.body.count() > 0

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
            card.body.addWidget(
                label(self.tr("%n chỗ được đánh dấu bên dưới.", "", len(draft.to_mend)), "soft")
            )
        return card
