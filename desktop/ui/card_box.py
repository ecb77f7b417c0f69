"""The province's card, which a PC that never had a line must be shown once."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.ui.desk import Desk
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, clear, label, row
from desktop.usecases.carrying import FoundCard
from desktop.usecases.errors import KnownError


class CardBox(Card):
    """Hidden where the PC knows its province already."""

    trusted = Signal()
    trouble = Signal(object)
    """A ``KnownError``."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "info")
        self._theme, self._desk = theme, desk
        self.body.setSpacing(theme.px(10))
        self.hide()

    def look(self, folder: Path | None) -> None:
        """Show the cards in a folder, if one is needed."""
        clear(self.body)
        try:
            needed = self._desk.carrying.needs_card()
            found = self._desk.carrying.cards(folder) if needed and folder else []
        except KnownError as error:
            self.trouble.emit(error)
            needed, found = True, []
        self.setVisible(needed)
        if not needed:
            return
        self.body.addWidget(label(self.tr("Máy này chưa biết tỉnh của mình"), "heading"))
        if not found:
            self.body.addWidget(
                label(
                    self.tr(
                        "Để ghi danh không cần mạng, hãy xin đầu mối của tỉnh tệp thẻ "
                        "“the-tinh-….sonca” rồi cắm USB có tệp ấy và chọn ở dưới."
                    )
                )
            )
        for card in found:
            self._offer(card)

    def _offer(self, card: FoundCard) -> None:
        self.body.addWidget(
            label(self.tr("Thẻ của {province}, dấu kiểm tra:").format(province=card.province))
        )
        self.body.addWidget(label(card.fingerprint, "title", wrap=False))
        self.body.addWidget(
            label(
                self.tr(
                    "So với dấu in trên phiếu ghi danh. Khác dù một ký tự thì đừng dùng, và gọi "
                    "đầu mối của tỉnh."
                ),
                "soft",
            )
        )
        use = button(
            self.tr("Đúng như trên phiếu, dùng thẻ này"),
            lambda: self._use(card),
            "primary",
            theme=self._theme,
            icon="sent",
        )
        self.body.addLayout(row(use, 1))

    def _use(self, card: FoundCard) -> None:
        try:
            self._desk.carrying.trust(card)
        except KnownError as error:
            self.trouble.emit(error)
            return
        self.hide()
        self.trusted.emit()
