"""A report on paper: the official letter or a leader's page, as PDF or from the printer."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.desk import Desk
from desktop.ui.letter_paper import Paper, set_up
from desktop.ui.page import Page
from desktop.ui.saving import save_pdf
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button, icon_button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.option import Radio
from desktop.ui.widgets.text import clear, label, row
from desktop.usecases.letters import lines
from reports.letter import Letterhead, letter, summary
from reports.session import FormSession

_PAUSE_MS = 300
_PAGE_EMS = 62


def _one_page(session: FormSession, head: Letterhead) -> Paper:
    """A leader's page: as many answers as there is room for, and long ones only so far."""
    for most, longest in ((14, 500), (12, 300), (10, 200), (8, 120), (5, 100)):
        paper = Paper(summary(session, head, most, longest))
        if paper.page_count() == 1:
            break
    return paper


class PrintPage(Page):
    """``enter`` takes ``sent:REPORT:REVISION`` or ``draft:REPORT``."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._session: FormSession | None = None
        self._head = Letterhead(agency="")
        self._paper: Paper | None = None
        self._back = ("reports", "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._fields())
        across.addWidget(self._preview(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        whole.addLayout(across, 1)
        theme.changed.connect(self._draw)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._sheets.count()

    def enter(self, key: str) -> None:
        how, _, which = key.partition(":")
        reporting = self._desk.reporting
        self._session = None
        self._kinds.button(int(how == "summary")).setChecked(True)
        with self.handled():
            if how in {"draft", "summary"}:
                self._back = ("form", f"draft:{which}")
                session = reporting.open_draft(which).session
                signed = None
            else:
                report, _, revision = which.partition(":")
                self._back = ("my-report", report)
                session = reporting.submitted(report, int(revision))
                signed = reporting.sign_off(report, int(revision))
            # The letter is in Vietnamese, whatever the screens are in.
            session.set_language("vi")
            self._session = session
            self._head = self._desk.letters.head(signed)
            self._fill()
            self._draw()
        self.begin_at(self._kinds.checkedButton())

    def leave(self) -> None:
        self._pause.stop()
        if self._session is not None:
            with self.handled():
                self._desk.letters.remember(self._told())

    def save(self) -> None:
        """Ask where, and write the PDF there."""
        if self._session is not None and self._paper is not None:
            self._draw()
            title, paper = self._session.form.title, self._paper
            save_pdf(self, title, lambda: paper.pdf(title))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self._paper is None:
            return
        self._draw()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(printer)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            set_up(printer)
            self._paper.paint(printer)

    def _draw(self) -> None:
        self._pause.stop()
        if self._session is None:
            return
        whole = self._kinds.checkedId() == 0
        self._only_letter.setVisible(whole)
        head = self._told()
        self._paper = (
            Paper(letter(self._session, head)) if whole else _one_page(self._session, head)
        )
        clear(self._sheets)
        width = min(
            self.fontMetrics().averageCharWidth() * _PAGE_EMS,
            max(240, self._area.viewport().width() - 2 * self.theme.px(24)),
        )
        for number, picture in enumerate(
            self._paper.pictures(width, self.devicePixelRatioF()), start=1
        ):
            sheet = QLabel()
            sheet.setPixmap(picture)
            sheet.setProperty("kind", "sheet")
            sheet.setAccessibleName(self.tr("Trang {number}").format(number=number))
            self._sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)

    def _told(self) -> Letterhead:
        return Letterhead(
            agency=self._agency.text.strip(),
            number=self._number.text.strip(),
            place=self._head.place,
            date=self._head.date,
            to=lines(self._to.text),
            recipients=lines(self._recipients.text),
            signer=lines(self._position.text),
            signer_name=self._signer.text.strip(),
            approved=self._head.approved,
        )

    def _fill(self) -> None:
        head = self._head
        self._agency.edit.setText(head.agency)
        self._number.edit.setText("")
        self._to.edit.setText("; ".join(head.to))
        self._recipients.edit.setText("; ".join(head.recipients))
        self._position.edit.setText("; ".join(head.signer))
        self._signer.edit.setText(head.signer_name)
        for field in self._all():
            field.edit.setCursorPosition(0)

    def _fields(self) -> QScrollArea:
        theme = self.theme
        self._kinds = QButtonGroup(self)
        self._agency = Field(theme, self.tr("Cơ quan ban hành"))
        self._number = Field(
            theme, self.tr("Số, ký hiệu"), self.tr("Để trống thì văn thư ghi tay.")
        )
        self._to = Field(
            theme, self.tr("Kính gửi"), self.tr("Nhiều nơi thì cách nhau dấu chấm phẩy.")
        )
        self._recipients = Field(theme, self.tr("Nơi nhận"))
        self._position = Field(theme, self.tr("Chức vụ người ký"))
        self._signer = Field(theme, self.tr("Họ tên người ký"))
        inner = QWidget()
        inner.setProperty("kind", "column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(28), theme.px(18), theme.px(14), theme.px(18))
        column.setSpacing(theme.px(10))
        for number, text in enumerate(
            (self.tr("Công văn báo cáo"), self.tr("Bản tóm tắt cho lãnh đạo"))
        ):
            kind = Radio(theme, text, text)
            self._kinds.addButton(kind, number)
            column.addWidget(kind)
        self._kinds.button(0).setChecked(True)
        self._kinds.idToggled.connect(lambda _id, on: self._draw() if on else None)
        column.addWidget(self._agency)
        self._only_letter = QWidget()
        below = QVBoxLayout(self._only_letter)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.px(10))
        for field in (self._number, self._to, self._recipients, self._position, self._signer):
            below.addWidget(field)
        column.addWidget(self._only_letter)
        column.addStretch(1)
        for field in self._all():
            field.edit.textEdited.connect(lambda _text: self._pause.start())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedWidth(theme.px(340))
        return area

    def _all(self) -> tuple[Field, ...]:
        return (
            self._agency,
            self._number,
            self._to,
            self._recipients,
            self._position,
            self._signer,
        )

    def _preview(self) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Xem trước"))
        inner = QWidget()
        inner.setProperty("kind", "column")
        self._sheets = QVBoxLayout(inner)
        edge = self.theme.px(18)
        self._sheets.setContentsMargins(edge, edge, edge, edge)
        self._sheets.setSpacing(edge)
        self._sheets.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(inner)
        return self._area

    def _bar(self) -> QFrame:
        theme = self.theme
        frame = QFrame()
        frame.setProperty("kind", "top")
        box = QHBoxLayout(frame)
        box.setContentsMargins(theme.px(10), theme.px(4), theme.px(14), theme.px(4))
        box.setSpacing(theme.px(10))
        back = icon_button(theme, "back", self.tr("Quay lại"), lambda: self.go(*self._back))
        box.addLayout(row(back, label(self.tr("In hoặc lưu PDF"), "strong")), 1)
        box.addWidget(button(self.tr("In…"), self._print, theme=theme, icon="print"))
        box.addWidget(button(self.tr("Lưu PDF…"), self.save, "primary", theme=theme, icon="report"))
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pause.start()
