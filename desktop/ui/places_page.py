"""Looking a place up: any spelling, today's name or a former one."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop.background.tasks import TaskRunner
from desktop.ui.page import ColumnPage, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.text import Card, clear, label, row, rule
from resources import places
from resources.places import Place

_SHOWN = 30
_PAUSE_MS = 120


class PlacesPage(ColumnPage):
    """The 3,321 communes of today and the 10,000 before them."""

    def __init__(self, theme: Theme, runner: TaskRunner) -> None:
        super().__init__(theme)
        self._runner = runner
        titled(
            self._column,
            self.tr("Tra cứu địa danh"),
            self.tr("Tên xã, phường, đặc khu hiện nay, hoặc tên cũ trước 1/7/2025."),
        )
        self._sought = Field(
            theme,
            self.tr("Tên cần tìm"),
            self.tr("Gõ có dấu hay không dấu đều được. Thêm tên tỉnh hoặc huyện cũ để thu hẹp."),
        )
        self._found = QVBoxLayout()
        self._column.body.addWidget(self._sought)
        self._column.body.addLayout(self._found)
        self._column.body.addStretch(1)
        self.setFocusProxy(self._sought.edit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self._sought.edit.textChanged.connect(self._pause.start)

    def enter(self, key: str) -> None:
        if key:
            self._sought.edit.setText(key)
        # The first search reads the lists; that is not to be felt while typing.
        self._runner.run(self, lambda: places.find("a", 1))
        self._sought.edit.setFocus()

    def search(self) -> None:
        """Show what fits to what stands in the field now."""
        clear(self._found)
        text = self._sought.text.strip()
        if not text:
            return
        found = places.find(text, _SHOWN)
        if not found:
            self._found.addWidget(
                label(self.tr("Không thấy. Hãy thử ít chữ hơn, hoặc tên huyện, tỉnh cũ."), "soft")
            )
            return
        card = Card(self.theme)
        for number, place in enumerate(found):
            if number:
                card.body.addWidget(rule())
            card.body.addLayout(self._line(place))
        self._found.addWidget(card)
        if len(found) == _SHOWN:
            self._found.addWidget(
                label(
                    self.tr("Chỉ hiện {count} nơi đầu tiên. Gõ thêm để thu hẹp.").format(
                        count=_SHOWN
                    ),
                    "small",
                )
            )

    def _line(self, place: Place) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        code = label(self.tr("Mã {code}").format(code=place.code), "small", wrap=False)
        words.addLayout(row(label(place.name, "strong"), 1, code))
        words.addWidget(label(place.province, "soft"))
        if place.former:
            words.addWidget(label(self._became(place), "small"))
        return words

    def _became(self, place: Place) -> str:
        sentence = {
            "whole": self.tr("Gồm toàn bộ {former} cũ"),
            "most": self.tr("Gồm phần lớn {former} cũ"),
            "part": self.tr("Gồm một phần {former} cũ"),
        }.get(place.share, self.tr("Trước là {former}"))
        return sentence.format(former=place.former)
