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
_HALF_HOURS: Final = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30))
_USUAL: Final = ("17:00", "07:00")
"""What is proposed first: outside of office hours."""


class LineCard(Card):
    """Every choice is kept at once."""

    def __init__(self, theme: Theme, rules: LineRules) -> None:
        super().__init__(theme)
        self._rules = rules
        words = self.tr("Tạm ngừng tự đồng bộ")
        self.pause = Tick(theme, words, words)
        only = self.tr("Chỉ gửi ảnh và tệp trong giờ này")
        self.only = Tick(theme, only, only)
        self.first, self.last, self.limit = QComboBox(), QComboBox(), QComboBox()
        self._span, self._used = label("", "small"), label("", "small")
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
        self.body.addWidget(self.only)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for at, (text, field) in enumerate(
            (
                (self.tr("&Từ"), self.first),
                (self.tr("Đế&n"), self.last),
                (self.tr("&Mức dùng mỗi ngày"), self.limit),
            )
        ):
            name = label(text, wrap=False)
            name.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._span)
        self.body.addWidget(self._used)
        self.body.addWidget(self.pause)
        self.look()
        self.pause.clicked.connect(self._keep)
        self.only.clicked.connect(self._keep)
        self.first.activated.connect(self._keep)
        self.last.activated.connect(self._keep)
        self.limit.activated.connect(self._keep)

    def look(self) -> None:
        """Show what is set now."""
        rules = self._rules.read()
        self.pause.setChecked(rules.paused)
        self.only.setChecked(rules.hours is not None)
        for field, chosen in zip((self.first, self.last), rules.hours or _USUAL, strict=True):
            field.clear()
            field.addItems(sorted({*_HALF_HOURS, chosen}))
            field.setCurrentText(chosen)
            field.setEnabled(rules.hours is not None)
        self._span.setText(self._span_words(rules.hours))
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

    def _span_words(self, hours: tuple[str, str] | None) -> str:
        """What the two times mean, for whoever wonders about midnight."""
        if hours is None:
            return self.tr("Ảnh và tệp được gửi bất cứ lúc nào.")
        first, last = hours
        if first == last:
            return self.tr("Hai giờ giống nhau: ảnh và tệp được gửi bất cứ lúc nào.")
        if first < last:
            return self.tr("Ảnh và tệp chỉ đi từ {first} đến {last} mỗi ngày.").format(
                first=first, last=last
            )
        return self.tr("Ảnh và tệp chỉ đi từ {first} đến {last} sáng hôm sau.").format(
            first=first, last=last
        )

    def _keep(self) -> None:
        hours = (self.first.currentText(), self.last.currentText())
        self._rules.write(
            Rules(
                self.pause.isChecked(),
                hours if self.only.isChecked() else None,
                int(self.limit.currentData()),
            )
        )
        self.look()
