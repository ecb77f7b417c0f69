"""Settings: look, language, people on this PC, and what this program is."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from desktop.ui.backup_card import BackupCard
from desktop.ui.line_card import LineCard
from desktop.ui.page import ColumnPage
from desktop.ui.proxy_card import ProxyCard
from desktop.ui.theme import Scheme, Theme
from desktop.ui.tokens import TEXT_STEPS
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.option import Radio
from desktop.ui.widgets.text import Card, clear, label, row


class SettingsPage(ColumnPage):
    """``language_wanted`` carries a language code: the owner builds the screens anew."""

    language_wanted = Signal(str)
    author_wanted = Signal()
    """The trainer's window is to be opened."""

    def __init__(
        self,
        theme: Theme,
        language: str,
        version: str,
        *,
        line: LineCard,
        proxy: ProxyCard,
        backup: BackupCard,
    ) -> None:
        super().__init__(theme)
        self._language, self._version = language, version
        self._line, self._proxy, self._backup = line, proxy, backup
        # A backup may be on its way to a stick: its card is never made anew.
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        for part in (self._above, self._below):
            part.setSpacing(theme.px(12))
        self._column.body.addLayout(self._above)
        self._column.body.addWidget(line)
        self._column.body.addWidget(proxy)
        self._column.body.addWidget(backup)
        self._column.body.addLayout(self._below)

    def enter(self, _key: str) -> None:
        theme, body = self.theme, self._above
        clear(self._above)
        clear(self._below)
        body.addWidget(label(self.tr("Cài đặt"), "title"))
        self._groups: list[QButtonGroup] = []
        body.addWidget(
            self._choices(
                self.tr("Giao diện"),
                self.tr("Nền tối đỡ chói khi làm việc trong phòng tối."),
                [
                    (self.tr("Theo máy"), Scheme.SYSTEM),
                    (self.tr("Sáng"), Scheme.LIGHT),
                    (self.tr("Tối"), Scheme.DARK),
                ],
                theme.scheme,
                theme.set_scheme,
            )
        )
        body.addWidget(
            self._choices(
                self.tr("Cỡ chữ"),
                self.tr("Trong bài học cũng đổi được bằng phím Ctrl và dấu +, −."),
                [(f"{step} %", step) for step in TEXT_STEPS],
                theme.percent,
                theme.set_percent,
            )
        )
        body.addWidget(
            self._choices(
                self.tr("Ngôn ngữ"),
                self.tr("Bài học và biểu mẫu có bản tiếng Anh thì hiện bản tiếng Anh."),
                [("Tiếng Việt", "vi"), ("English", "en")],
                self._language,
                self.language_wanted.emit,
            )
        )
        people = Card(theme)
        people.body.addWidget(label(self.tr("Người dùng trên máy này"), "heading"))
        people.body.addWidget(
            label(
                self.tr(
                    "Máy dùng chung: mỗi người một mật khẩu riêng. Thêm đồng nghiệp, "
                    "đặt lại mật khẩu cho người quên, đổi mật khẩu của mình."
                ),
                "soft",
            )
        )
        people.body.addLayout(row(button(self.tr("Mở danh sách"), self._to_people), 1))
        body.addWidget(people)
        self._line.look()
        self._proxy.look()
        self._backup.look()
        body = self._below
        writing = Card(theme)
        writing.body.addWidget(label(self.tr("Soạn bài"), "heading"))
        writing.body.addWidget(
            label(
                self.tr(
                    "Dành cho người soạn bài học ở tỉnh: xem bài như cán bộ sẽ thấy, kiểm tra, "
                    "đóng gói và phát hành. Mở trong cửa sổ riêng."
                ),
                "soft",
            )
        )
        writing.body.addLayout(
            row(button(self.tr("Mở cửa sổ soạn bài"), self.author_wanted.emit), 1)
        )
        body.addWidget(writing)
        about = Card(theme)
        about.body.addWidget(label(self.tr("Về Sơn Ca"), "heading"))
        about.body.addWidget(label(self.tr("Phiên bản {version}").format(version=self._version)))
        about.body.addWidget(
            label(
                self.tr(
                    "Học và báo cáo cho cán bộ xã, phường, đặc khu; dùng được khi không có mạng. "
                    "Mọi dữ liệu trên máy đều được mã hóa. Không soạn bí mật nhà nước "
                    "trong chương trình này."
                ),
                "soft",
            )
        )
        body.addWidget(about)
        self.begin_at(self._groups[0].checkedButton())

    def _choices(
        self,
        title: str,
        hint: str,
        choices: list[tuple[str, Any]],
        current: Any,
        chosen: Callable[[Any], object],
    ) -> Card:
        card = Card(self.theme)
        card.body.addWidget(label(title, "heading"))
        card.body.addWidget(label(hint, "soft"))
        group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(self.theme.px(10))
        for text, value in choices:
            made = Radio(self.theme, text, f"{title}: {text}")
            made.setChecked(value == current)
            made.clicked.connect(lambda _checked=False, value=value: chosen(value))
            group.addButton(made)
            line.addWidget(made, 1)
        card.body.addLayout(line)
        self._groups.append(group)
        return card

    def _to_people(self) -> None:
        self.go("people")
