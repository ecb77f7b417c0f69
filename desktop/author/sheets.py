"""What the trainer fills in: the folder, a new module, a new lesson, where a pack goes.

A sheet lies over the whole workspace and never does the work itself: ``sent`` carries what
was filled in, the window does it and says what became of it.
"""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog

from desktop.author.doing import NewLesson, NewModule, Publication
from desktop.ui.page import Column
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import Field, PasswordField
from desktop.ui.widgets.text import Card, label, row
from desktop.usecases.enrolment import checked_address
from desktop.usecases.errors import KnownError
from lessons.search import fold

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Sheet(Column):
    """A card with fields; Esc or its second button puts it away."""

    sent = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: Theme, title: str, under: str, act: str) -> None:
        super().__init__(theme, 78)
        self.look = theme
        self.card = Card(theme)
        self.card.body.setSpacing(theme.px(12))
        self.act = button(act, self.submit, "primary")
        self.back = button(self.tr("Thôi"), self.cancelled.emit, "quiet")
        self.body.addWidget(label(title, "title"))
        self.body.addWidget(label(under, "soft"))
        self.body.addWidget(self.card)

    def finish(self, first: Field | QComboBox | None) -> None:
        """The buttons, below all fields."""
        self.card.body.addLayout(row(self.act, self.back, 1, spacing=self.look.px(8)))
        if first is not None:
            self.setFocusProxy(first.edit if isinstance(first, Field) else first)

    def submit(self) -> None:
        raise NotImplementedError

    def show_busy(self, busy: bool) -> None:
        """While what was sent is being done."""
        self.act.setEnabled(not busy)

    def add(self, field: Field) -> Field:
        field.entered.connect(self.submit)
        self.card.body.addWidget(field)
        return field

    def filled(self, *fields: Field) -> bool:
        """Whether none is empty; says so beside the first that is."""
        for field in fields:
            if not field.text.strip():
                field.set_error(self.tr("Chưa điền ô này."))
                field.edit.setFocus()
                return False
        return True


class OpenSheet(Sheet):
    """The course folder. ``sent`` carries a path."""

    def __init__(self, theme: Theme, before: str) -> None:
        super().__init__(
            theme,
            self.tr("Soạn bài"),
            self.tr(
                "Mở thư mục bài học để xem bài đúng như cán bộ sẽ thấy, biết chỗ nào cần sửa, làm "
                "thử bài kiểm tra, rồi đóng gói hoặc phát hành. Thư mục trống cũng được: chương "
                "trình giúp bắt đầu khóa mới."
            ),
            self.tr("Mở"),
        )
        self.path = self.add(Field(theme, self.tr("Thư mục bài học")))
        self.path.edit.setText(before)
        self.back.hide()
        choose = button(self.tr("Chọn thư mục…"), self._choose, theme=theme, icon="search")
        self.card.body.addLayout(row(choose, 1))
        self.finish(self.path)

    def submit(self) -> None:
        if not self.filled(self.path):
            return
        path = Path(self.path.text.strip()).expanduser()
        if not path.is_dir():
            self.path.set_error(
                self.tr("Không có thư mục này. Hãy bấm “Chọn thư mục…” để tìm nó trên máy.")
            )
            return
        self.sent.emit(path)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Chọn thư mục bài học"), self.path.text
        )
        if chosen:
            self.path.edit.setText(chosen)
            self.submit()


class ModuleSheet(Sheet):
    """``sent`` carries a :class:`NewModule`."""

    def __init__(self, theme: Theme, *, first: bool) -> None:
        super().__init__(
            theme,
            self.tr("Bắt đầu khóa mới") if first else self.tr("Phần mới"),
            self.tr(
                "Thư mục này chưa có khóa học nào. Đặt tên phần đầu tiên, chương trình tạo các "
                "tệp cần có; tên khóa học sửa được sau trong tệp course.yml."
            )
            if first
            else self.tr("Một phần gồm nhiều bài cùng chủ đề, nằm trong một thư mục con."),
            self.tr("Tạo phần"),
        )
        self.title = self.add(Field(theme, self.tr("Tên phần")))
        self.id = self.add(
            Field(
                theme,
                self.tr("Mã phần"),
                self.tr("Một hai chữ cái không dấu, ví dụ t. Không đổi mã sau khi đã phát hành."),
            )
        )
        self.finish(self.title)

    def submit(self) -> None:
        if not self.filled(self.title, self.id):
            return
        id, title = self.id.text.strip(), self.title.text.strip()
        if not _NAME.fullmatch(id):
            self.id.set_error(_name_rule())
            return
        self.sent.emit(NewModule(id, f"{id}-{slug(title)}".strip("-"), title))


class LessonSheet(Sheet):
    """``sent`` carries a :class:`NewLesson`. ``modules``: id and title of each, and how many
    lessons it has."""

    def __init__(self, theme: Theme, modules: list[tuple[str, str, int]], chosen: str) -> None:
        super().__init__(
            theme,
            self.tr("Bài mới"),
            self.tr(
                "Bài mới có sẵn khung: phần khai báo ở đầu, nội dung, ba câu hỏi mẫu. "
                "Thay từng đoạn mẫu bằng chữ của mình."
            ),
            self.tr("Tạo bài"),
        )
        self._modules = modules
        self.module = QComboBox()
        self.module.setAccessibleName(self.tr("Thuộc phần"))
        for id, title, _ in modules:
            self.module.addItem(title, id)
        self.module.setCurrentIndex(max(0, self.module.findData(chosen)))
        self.card.body.addWidget(label(self.tr("Thuộc phần"), "strong"))
        self.card.body.addWidget(self.module)
        self.title = self.add(Field(theme, self.tr("Tên bài")))
        self.id = self.add(
            Field(
                theme,
                self.tr("Mã bài"),
                self.tr("Tự đặt theo tên; sửa được. Không đổi mã sau khi đã phát hành."),
            )
        )
        self._own_id = False
        self.title.edit.textEdited.connect(self._suggest)
        self.module.currentIndexChanged.connect(self._suggest)
        self.id.edit.textEdited.connect(self._keep_own)
        self.finish(self.title)

    def submit(self) -> None:
        if not self.filled(self.title, self.id):
            return
        id = self.id.text.strip()
        if not _NAME.fullmatch(id):
            self.id.set_error(_name_rule())
            return
        self.sent.emit(NewLesson(self.module.currentData(), id, self.title.text.strip()))

    def _keep_own(self) -> None:
        self._own_id = bool(self.id.text)

    def _suggest(self) -> None:
        if self._own_id:
            return
        id, _, count = self._modules[self.module.currentIndex()]
        stem = f"{id}{count + 1}" if re.fullmatch(r"[a-z]{1,3}", id) else ""
        self.id.edit.setText("-".join(part for part in (stem, slug(self.title.text)) if part))
        self.id.clear_error()


class PackSheet(Sheet):
    """``sent`` carries the path of the file to write."""

    def __init__(self, theme: Theme, suggested: Path) -> None:
        super().__init__(
            theme,
            self.tr("Đóng gói ra tệp"),
            self.tr(
                "Cả khóa thành một tệp .zip, để tải lên trang quản lý của tỉnh hoặc chép vào USB."
            ),
            self.tr("Đóng gói"),
        )
        self.path = self.add(Field(theme, self.tr("Ghi vào tệp")))
        self.path.edit.setText(str(suggested))
        choose = button(self.tr("Chọn nơi khác…"), self._choose, theme=theme, icon="search")
        self.card.body.addLayout(row(choose, 1))
        self.finish(self.path)

    def submit(self) -> None:
        if not self.filled(self.path):
            return
        path = Path(self.path.text.strip()).expanduser()
        if path.suffix.lower() != ".zip":
            path = path.with_name(f"{path.name}.zip")
        if not path.parent.is_dir():
            self.path.set_error(self.tr("Không có thư mục chứa tệp này. Hãy chọn nơi khác."))
            return
        self.sent.emit(path)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Ghi vào tệp"), self.path.text, "Zip (*.zip)"
        )
        if chosen:
            self.path.edit.setText(chosen)


class PublishSheet(Sheet):
    """``sent`` carries a :class:`Publication`."""

    def __init__(self, theme: Theme, address: str, user: str) -> None:
        super().__init__(
            theme,
            self.tr("Phát hành về tỉnh"),
            self.tr(
                "Gửi cả khóa lên máy chủ của tỉnh thành phiên bản mới. Máy các xã tự tải phần thay "
                "đổi ở lần đồng bộ sau. Cần tài khoản phụ trách cả tỉnh; mật khẩu không được lưu."
            ),
            self.tr("Phát hành"),
        )
        self.address = self.add(
            Field(theme, self.tr("Địa chỉ máy chủ của tỉnh"), self.tr("Ví dụ: soncatinh.gov.vn"))
        )
        self.user = self.add(Field(theme, self.tr("Tên đăng nhập")))
        self.password = PasswordField(theme, self.tr("Mật khẩu"))
        self.add(self.password)
        self.address.edit.setText(address)
        self.user.edit.setText(user)
        given = self.password if address and user else self.user if address else self.address
        self.finish(given)

    def submit(self) -> None:
        if not self.act.isEnabled() or not self.filled(self.address, self.user, self.password):
            return
        try:
            address = checked_address(self.address.text)
        except KnownError as error:
            from desktop.ui.words import sentence

            self.address.set_error(sentence(error.code))
            self.address.edit.setFocus()
            return
        self.sent.emit(Publication(address, self.user.text.strip(), self.password.edit.text()))


def slug(title: str) -> str:
    """A title as part of a file's name: "Gọi đầu mối" gives "goi-dau-moi"; at most 40 letters."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(title)))[:40].strip("-")


def _name_rule() -> str:
    return QCoreApplication.translate("Sheet", "Chỉ dùng chữ thường không dấu, số và gạch nối.")
