"""The officials of this PC: who, a new colleague, a forgotten password, one's own."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.newcomer import LeaderTick, Newcomer
from desktop.ui.page import ColumnPage, titled
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import Field, PasswordField
from desktop.ui.widgets.text import Card, Icon, chip, clear, label, row, rule
from desktop.ui.words import sentence
from desktop.usecases.errors import KnownError
from desktop.usecases.people import SHORTEST_PASSWORD, Official

ADD, PASSWORD, RESET, POSITION = "add", "password", "reset:", "position:"
SIGNER = "signer:"


class PeoplePage(ColumnPage):
    """``enter`` takes nothing for the list, ``add``, ``password`` (one's own), ``reset:ID``,
    ``position:ID``, ``signer:REPORT`` (a leader for the draft that waits for one)."""

    def __init__(self, theme: Theme, desk: Desk, runner: TaskRunner) -> None:
        super().__init__(theme)
        self._desk, self._runner = desk, runner

    def enter(self, key: str) -> None:
        clear(self._column.body)
        with self.handled():
            if key == ADD:
                self._add()
            elif key.startswith(SIGNER):
                self._add(key.removeprefix(SIGNER))
            elif key == PASSWORD:
                self._own_password()
            elif key.startswith(RESET):
                self._reset(key.removeprefix(RESET))
            elif key.startswith(POSITION):
                self._position(key.removeprefix(POSITION))
            else:
                self._list()

    def _list(self) -> None:
        titled(
            self._column,
            self.tr("Người dùng trên máy này"),
            self.tr(
                "Mỗi người một mật khẩu. Ai cũng có thể đặt lại mật khẩu cho đồng nghiệp quên."
            ),
        )
        card = Card(self.theme)
        me = self._desk.official.id
        for number, official in enumerate(self._desk.people.officials()):
            if number:
                card.body.addWidget(rule())
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(official.name, "strong"))
            under = " · ".join(part for part in (official.position, official.phone) if part)
            words.addWidget(label(under, "small"))
            line = row(Icon(self.theme, "person"), spacing=self.theme.px(12))
            line.addLayout(words, 1)
            if official.leader:
                line.addWidget(chip(self.tr("Lãnh đạo"), "good"))
            moved = button(
                self.tr("Đổi chức vụ"),
                lambda one=official: self.go("people", POSITION + one.id),
                "quiet",
            )
            moved.setAccessibleName(self.tr("Đổi chức vụ của {name}").format(name=official.name))
            if official.id == me:
                line.addWidget(chip(self.tr("Đang đăng nhập"), "info"))
                act = button(self.tr("Đổi mật khẩu"), lambda: self.go("people", PASSWORD))
            else:
                act = button(
                    self.tr("Đặt lại mật khẩu"),
                    lambda one=official: self.go("people", RESET + one.id),
                )
                act.setAccessibleName(
                    self.tr("Đặt lại mật khẩu cho {name}").format(name=official.name)
                )
            line.addWidget(moved)
            line.addWidget(act)
            card.body.addLayout(line)
        self._column.body.addWidget(card)
        add = button(
            self.tr("Thêm đồng nghiệp"),
            lambda: self.go("people", ADD),
            "primary",
            theme=self.theme,
            icon="person-add",
        )
        self._column.body.addLayout(row(add, 1))
        self.begin_at(add)

    def _add(self, draft: str = "") -> None:
        """A colleague; with ``draft``, the leader whom that report waits for."""
        titled(
            self._column,
            self.tr("Thêm lãnh đạo") if draft else self.tr("Thêm đồng nghiệp"),
            self.tr("Lãnh đạo ngồi vào máy, tự đặt mật khẩu của mình. Bản nháp vẫn được giữ.")
            if draft
            else self.tr("Đồng nghiệp ngồi vào máy, tự đặt mật khẩu của mình."),
        )
        then = ("form", f"draft:{draft}") if draft else ("people", "")
        card = Card(self.theme)
        fields = Newcomer(self.theme)
        if draft:
            # By a click: what is typed as the position no longer decides.
            fields.leader.click()
        save = button(self.tr("Thêm"), None, "primary")
        card.body.addWidget(fields)
        card.body.addLayout(self._buttons(save, then))
        self._column.body.addWidget(card)
        self.begin_at(fields)

        def submit() -> None:
            if not save.isEnabled() or not fields.agrees():
                return
            new, password = fields.official(), fields.password.text
            save.setEnabled(False)

            def done(official: Official) -> None:
                said = (
                    self.tr("Đã thêm {name}. Bấm “Gửi báo cáo” để lãnh đạo ký duyệt.")
                    if draft
                    else self.tr("Đã thêm {name}.")
                )
                self._done(said.format(name=official.name), then)

            def failed(error: Exception) -> None:
                save.setEnabled(True)
                if not isinstance(error, KnownError):
                    raise error
                if not fields.blame(error):
                    self.trouble.emit(error)

            self._runner.run(
                fields, lambda: self._desk.people.add_official(new, password), done, failed
            )

        save.clicked.connect(lambda _checked=False: submit())
        fields.entered.connect(submit)

    def _own_password(self) -> None:
        titled(self._column, self.tr("Đổi mật khẩu của mình"))
        old = PasswordField(self.theme, self.tr("Mật khẩu đang dùng"))
        self._new_password(
            old,
            lambda new: self._desk.people.change_password(old.text, new),
            self.tr("Đã đổi mật khẩu. Lần sau đăng nhập bằng mật khẩu mới."),
        )

    def _reset(self, official_id: str) -> None:
        official = next(one for one in self._desk.people.officials() if one.id == official_id)
        titled(
            self._column,
            self.tr("Đặt lại mật khẩu cho {name}").format(name=official.name),
            self.tr("Người đó ngồi vào máy và tự đặt. Mật khẩu cũ sẽ không dùng được nữa."),
        )
        self._new_password(
            None,
            lambda new: self._desk.people.reset_password(official_id, new),
            self.tr("Đã đặt lại mật khẩu cho {name}.").format(name=official.name),
        )

    def _position(self, official_id: str) -> None:
        official = next(one for one in self._desk.people.officials() if one.id == official_id)
        titled(
            self._column,
            self.tr("Đổi chức vụ của {name}").format(name=official.name),
            self.tr("Tỉnh được báo chức vụ mới và ai đã đổi, ở lần đồng bộ sau."),
        )
        card = Card(self.theme)
        position = Field(self.theme, self.tr("Chức vụ"))
        position.edit.setText(official.position)
        leader = LeaderTick(self.theme)
        leader.setChecked(official.leader)
        position.edit.textEdited.connect(leader.suggest)
        save = button(self.tr("Lưu"), None, "primary")
        for part in (position, leader):
            card.body.addWidget(part)
        card.body.addLayout(self._buttons(save))
        self._column.body.addWidget(card)
        self.begin_at(position.edit)

        def submit() -> None:
            try:
                self._desk.people.change_position(
                    official_id, position.text, leader=leader.isChecked()
                )
            except KnownError as error:
                position.set_error(sentence(error.code, error.params))
                position.edit.setFocus()
                return
            self._done(self.tr("Đã đổi chức vụ của {name}.").format(name=official.name))

        save.clicked.connect(lambda _checked=False: submit())
        position.entered.connect(submit)

    def _new_password(
        self, old: PasswordField | None, change: Callable[[str], None], said: str
    ) -> None:
        card = Card(self.theme)
        new = PasswordField(
            self.theme,
            self.tr("Mật khẩu mới"),
            self.tr("Ít nhất {minimum} ký tự.").format(minimum=SHORTEST_PASSWORD),
        )
        again = PasswordField(self.theme, self.tr("Nhập lại mật khẩu mới"))
        save = button(self.tr("Đổi mật khẩu"), None, "primary")
        for field in (old, new, again):
            if field is not None:
                card.body.addWidget(field)
        card.body.addLayout(self._buttons(save))
        self._column.body.addWidget(card)
        self.begin_at((old or new).edit)

        def failed(error: Exception) -> None:
            save.setEnabled(True)
            if not isinstance(error, KnownError):
                raise error
            blamed = {"password_too_short": new, "password_too_simple": new, "wrong_password": old}
            field = blamed.get(error.code)
            if field is None:
                self.trouble.emit(error)
            elif field is old:
                field.set_error(self.tr("Mật khẩu đang dùng nhập chưa đúng."))
                field.edit.setFocus()
            else:
                field.set_error(sentence(error.code, error.params))
                field.edit.setFocus()

        def submit() -> None:
            if not save.isEnabled():
                return
            if new.text != again.text:
                again.set_error(self.tr("Hai lần nhập mật khẩu chưa giống nhau."))
                again.edit.setFocus()
                return
            password = new.text
            save.setEnabled(False)
            self._runner.run(
                card, lambda: change(password), lambda _nothing: self._done(said), failed
            )

        save.clicked.connect(lambda _checked=False: submit())
        again.entered.connect(submit)

    def _buttons(self, save: QPushButton, back: tuple[str, str] = ("people", "")) -> QHBoxLayout:
        return row(save, button(self.tr("Thôi"), lambda: self.go(*back), "quiet"), 1)

    def _done(self, said: str, then: tuple[str, str] = ("people", "")) -> None:
        self.changed.emit()
        self.go(*then)
        self.noticed.emit("good", said)
