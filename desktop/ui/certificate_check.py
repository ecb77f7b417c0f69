"""Is a certificate of completion genuine? Its code says, without a network."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from desktop.ui.desk import Desk
from desktop.ui.page import ColumnPage, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.text import Card, clear, label, row
from desktop.ui.words import whereabouts
from desktop.usecases.certificates import Certificate
from lessons.certificate import NOT_THE_LEGAL_CERTIFICATE
from resources import places


class CertificateCheckPage(ColumnPage):
    """``enter`` takes a code, if anything."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        body = self._column.body
        titled(
            self._column,
            self.tr("Kiểm tra giấy xác nhận"),
            self.tr("Không cần mạng: chữ ký của tỉnh nằm ngay trong mã."),
        )
        name = label(self.tr("Mã trên giấy"), "strong")
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setAccessibleName(self.tr("Mã trên giấy"))
        self.code.setFixedHeight(theme.px(132))
        name.setBuddy(self.code)
        hint = label(
            self.tr(
                "Quét mã QR bằng đầu đọc hoặc điện thoại rồi dán vào đây, hoặc gõ theo giấy. "
                "Dấu cách, xuống dòng, chữ thường đều được."
            ),
            "small",
        )
        self._verdict = QVBoxLayout()
        self.code.textChanged.connect(self._forget)
        act = button(self.tr("Kiểm tra"), self.check, "primary")
        for part in (name, self.code, hint):
            body.addWidget(part)
        body.addLayout(row(act, 1))
        body.addLayout(self._verdict)
        body.addStretch(1)
        self.begin_at(self.code)

    def enter(self, key: str) -> None:
        if key:
            self.code.setPlainText(key)

    def check(self) -> None:
        """Say whether the code is genuine, and what it states."""
        self._forget()
        code = self.code.toPlainText().strip()
        if not code:
            self.code.setFocus()
            return
        with self.handled():
            verdict = self._desk.certificates.check(code)
            if verdict.certificate is not None:
                self._genuine(verdict.certificate)
            else:
                self._not_genuine(verdict.problem)

    def _genuine(self, certificate: Certificate) -> None:
        card = Card(self.theme, "good")
        card.body.addWidget(label(self.tr("Giấy thật: tỉnh đã ký đúng nội dung này"), "heading"))
        place = places.commune(certificate.commune)
        where = whereabouts(place.name, place.province) if place else certificate.commune
        day = QLocale().toString(certificate.on, QLocale.FormatType.LongFormat)
        for name, value in (
            (self.tr("Họ và tên"), certificate.holder),
            (self.tr("Nơi công tác"), where),
            (self.tr("Đã hoàn thành"), certificate.title),
            (self.tr("Số bài"), str(certificate.lessons)),
            (self.tr("Ngày hoàn thành"), day),
            (self.tr("Số giấy"), certificate.serial),
        ):
            told = label(name, "soft")
            told.setFixedWidth(self.theme.px(170))
            line = row(told)
            line.addWidget(label(value, "strong"), 1)
            card.body.addLayout(line)
        language = self._desk.learning.language
        card.body.addWidget(
            label(self.tr("Hãy so tên và nội dung này với tờ giấy: giấy có thể bị sửa."))
        )
        card.body.addWidget(label(NOT_THE_LEGAL_CERTIFICATE.get(language, ""), "small"))
        self._verdict.addWidget(card)

    def _not_genuine(self, problem: str) -> None:
        title, text = {
            "unreadable": (
                self.tr("Mã chưa đọc được"),
                self.tr("Có ký tự gõ nhầm hoặc thiếu. Hãy so lại từng nhóm năm ký tự với giấy."),
            ),
            "foreign": (
                self.tr("Không xác nhận được giấy này"),
                self.tr(
                    "Chữ ký không phải của tỉnh: mã bị gõ nhầm, giấy bị sửa, hoặc giấy do tỉnh "
                    "khác cấp. Hãy so lại mã; nếu mã đúng, đừng công nhận giấy này."
                ),
            ),
            "newer": (
                self.tr("Giấy do bản Sơn Ca mới hơn cấp"),
                self.tr("Hãy cập nhật Sơn Ca trên máy này rồi kiểm tra lại."),
            ),
            "no-keys": (
                self.tr("Máy này chưa ghi danh với tỉnh"),
                self.tr("Khi ghi danh xong, máy nhận chữ ký mẫu của tỉnh và kiểm tra được giấy."),
            ),
        }[problem]
        card = Card(self.theme, "bad" if problem == "foreign" else "warn")
        card.body.addWidget(label(title, "heading"))
        card.body.addWidget(label(text))
        self._verdict.addWidget(card)

    def _forget(self) -> None:
        clear(self._verdict)
