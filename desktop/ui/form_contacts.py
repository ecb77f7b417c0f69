"""Whom to call, beside a note that says to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.text import Icon, label, row
from desktop.usecases.calling import Contact

APPEARANCE = "contacts"
"""The appearance of a note that shows whom to call."""


class Contacts(QWidget):
    """The province's contacts, or where to ask while it has named none."""

    def __init__(self, theme: Theme, contacts: Sequence[Contact]) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, theme.px(4), 0, 0)
        body.setSpacing(theme.px(6))
        if not contacts:
            line = row(Icon(theme, "phone", "ink_soft", 18), spacing=theme.px(10))
            line.addWidget(label(self._nobody(), "soft"), 1)
            body.addLayout(line)
        for contact in contacts:
            body.addLayout(self._line(theme, contact))

    def _line(self, theme: Theme, contact: Contact) -> QVBoxLayout:
        number = label(contact.phone, "heading", wrap=False)
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setAccessibleName(f"{contact.unit}: {contact.phone}")
        first = row(Icon(theme, "phone", "indigo", 20), number, spacing=theme.px(10))
        who = ", ".join(part for part in (contact.unit, contact.person) if part)
        first.addWidget(label(who, "strong"), 1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addLayout(first)
        about = " · ".join(part for part in (contact.hours, contact.note) if part)
        if about:
            under = label(about, "small")
            under.setContentsMargins(theme.px(30), 0, 0, 0)
            lines.addWidget(under)
        return lines

    def _nobody(self) -> str:
        return self.tr(
            "Tỉnh chưa gửi danh bạ xuống máy này. Hãy hỏi văn phòng UBND tỉnh số của đầu mối "
            "tỉnh, và ghi sẵn cạnh máy."
        )
