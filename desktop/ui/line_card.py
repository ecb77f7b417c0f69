"""In the settings: when photos, files and packs may use the line, and how much a day."""

from typing import Final

from PySide6.QtWidgets import QComboBox, QGridLayout

from desktop.ui.language import size
from desktop.ui.theme import Theme
from desktop.ui.widgets.option import Tick
from desktop.ui.widgets.text import Card, label
from desktop.usecases.line_rules import LineRules, Rules

_MB: Final = 1_000_000
_LIMITS: Final = (0, 5 * _MB, 20 * _MB, 50 * _MB, 200 * _MB)
_HOURS: Final = (None, ("11:30", "13:30"), ("17:00", "07:00"), ("22:00", "06:00"))


class LineCard(Card):
    """Every choice is kept at once."""

    def __init__(self, theme: Theme, rules: LineRules) -> None:
        super().__init__(theme)
        self._rules = rules
        words = self.tr("Tạm ngừng tự đồng bộ")
        self.pause = Tick(theme, words, words)
        self.hours, self.limit = QComboBox(), QComboBox()
        self._used = label("", "small")
        self.body.addWidget(label(self.tr("Dùng mạng"), "heading"))
        self.body.addWidget(
            label(
                self.tr(
                    "Dành cho máy dùng 3G, 4G hoặc mạng tính tiền theo dung lượng. Việc làm xong "
                    "chỉ vài kB nên luôn được gửi; ảnh, tệp và bài học mới thì đợi đúng giờ và "
                    "trong mức."
                ),
                "soft",
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for at, (text, field) in enumerate(
            (
                (self.tr("&Giờ gửi ảnh và tệp"), self.hours),
                (self.tr("&Mức dùng mỗi ngày"), self.limit),
            )
        ):
            name = label(text, wrap=False)
            name.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._used)
        self.body.addWidget(self.pause)
        self.look()
        self.pause.clicked.connect(self._keep)
        self.hours.activated.connect(self._keep)
        self.limit.activated.connect(self._keep)

    def look(self) -> None:
        """Show what is set now."""
        rules = self._rules.read()
        self.pause.setChecked(rules.paused)
        self.hours.clear()
        for hours in dict.fromkeys((*_HOURS, rules.hours)):
            words = (
                self.tr("Lúc nào cũng được")
                if hours is None
                else self.tr("Từ {first} đến {last}").format(first=hours[0], last=hours[1])
            )
            self.hours.addItem(words, hours)
        self.hours.setCurrentIndex([*dict.fromkeys((*_HOURS, rules.hours))].index(rules.hours))
        self.limit.clear()
        limits = sorted({*_LIMITS, rules.limit})
        for limit in limits:
            self.limit.addItem(size(limit) if limit else self.tr("Không giới hạn"), limit)
        self.limit.setCurrentIndex(limits.index(rules.limit))
        self._used.setText(
            self.tr("Hôm nay đã dùng {size}, tính cả gửi và nhận.").format(
                size=size(self._rules.used())
            )
        )

    def _keep(self) -> None:
        hours = self.hours.currentData()
        self._rules.write(
            Rules(
                self.pause.isChecked(),
                tuple(hours) if hours else None,
                int(self.limit.currentData()),
            )
        )
