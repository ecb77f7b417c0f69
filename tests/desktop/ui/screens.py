"""Pictures of every screen into ``build/screens``, to be looked at. Not a test.

    python tests/desktop/ui/screens.py [--only vi-light-100] [--size 911x512]

Real content from ``build/packs`` (``make setup`` builds it), a store of its own.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import resources  # noqa: E402
from desktop.app import Desktop  # noqa: E402
from desktop.store import device, keys  # noqa: E402
from desktop.store.exchange import StoreInbox, StoreOutbox  # noqa: E402
from desktop.ui.firststart import FirstStart  # noqa: E402
from desktop.ui.form_page import FormPage  # noqa: E402
from desktop.ui.page import Route  # noqa: E402
from desktop.ui.quick_page import QuickPage  # noqa: E402
from desktop.ui.quiz import QuizPage  # noqa: E402
from desktop.ui.reader import ReaderPage  # noqa: E402
from desktop.ui.signin import SignIn  # noqa: E402
from desktop.ui.theme import Scheme  # noqa: E402
from desktop.ui.widgets.key import Key  # noqa: E402
from desktop.usecases.people import NewOfficial  # noqa: E402
from lessons.questions import solution  # noqa: E402
from reports.session.view import Field  # noqa: E402
from sync.protocol.codes import new_code  # noqa: E402
from sync.protocol.messages import (  # noqa: E402
    Announcement,
    Assignment,
    Change,
    ChangeKind,
    FieldComment,
    Outcome,
    Result,
    Review,
    SyncResponse,
)

NAME, PASSWORD = "Nguyễn Thị Huyền Trang", "núi cao sông dài xanh"
LONG = (
    "Từ 7 giờ 40 đường truyền số liệu chuyên dùng chập chờn, hồ sơ hộ tịch gửi lên hệ thống "
    "của tỉnh không nhận được kết quả; đã thử máy bên cạnh, đã ghi mã phiếu của nhà mạng."
)


class Tour:
    """One walk through the program in one look."""

    def __init__(self, app: QApplication, folder: Path, size: tuple[int, int]) -> None:
        self.app, self.folder, self.size = app, folder, size
        self.data = Path(tempfile.mkdtemp(prefix="sonca-screens-"))
        self.number = 0

    def settle(self, seconds: float = 0.06) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()

    def shot(self, name: str) -> None:
        self.settle()
        self.number += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        self.desktop.window.grab().save(str(self.folder / f"{self.number:02}-{name}.png"))

    def walk(self, language: str, scheme: Scheme, percent: int) -> None:
        self.desktop = Desktop(self.app, self.data, resources.packs)
        self.desktop.window.resize(*self.size)
        self.desktop.window.show()
        self.desktop.theme.set_scheme(scheme)
        self.desktop.theme.set_percent(percent)
        self.desktop.speak(language)
        self.first_start()
        self.sign_in()
        self.pages()
        self.lesson()
        self.quiz()
        self.report()
        self.notices()
        self.desktop.theme.set_percent(100)
        self.desktop.close()
        self.desktop.language.fall_silent()
        self.desktop.window.close()
        self.desktop.window.deleteLater()
        self.desktop.deleteLater()
        self.settle()

    def open(self, page: str, key: str = "") -> object:
        self.desktop.shell.open(Route(page, key))
        self.settle()
        return self.desktop.shell.page

    def notices(self) -> None:
        """What the province has to say and wants done, as an exchange would have brought it."""
        now, day = int(time.time() * 1000), 86_400_000
        (module, *_), (form, *_) = (
            self.desktop.desk.learning.modules(),
            self.desktop.desk.reporting.forms(),
        )
        by = "Nguyễn Thị Phương Thảo, Phó Trưởng phòng Công nghệ số, Sở Khoa học và Công nghệ"
        bodies = (
            (
                ChangeKind.ANNOUNCEMENT,
                Announcement(
                    "1" * 32,
                    "Bảo trì hệ thống thông tin giải quyết thủ tục hành chính từ 18 giờ ngày 25",
                    now,
                    "Trong lúc bảo trì, hồ sơ nhận bằng giấy và nhập lại sau.\n" + LONG,
                    by,
                ),
            ),
            (
                ChangeKind.ASSIGNMENT,
                Assignment(
                    "2" * 32,
                    now,
                    lesson=module.lessons[0].id,
                    due=now + 5 * day,
                    note="Hoàn thành trước buổi tập huấn tại tỉnh.",
                    by=by,
                ),
            ),
            (
                ChangeKind.ASSIGNMENT,
                Assignment("3" * 32, now, form=form.id, due=now - day, by=by),
            ),
        )
        changes = [
            Change(n, kind, msgspec.Raw(msgspec.json.encode(body)))
            for n, (kind, body) in enumerate(bodies, start=1)
        ]
        store = self.desktop.desk.session.store
        batch = StoreOutbox(store).batch(1000, 10**6, frozenset())
        StoreInbox(store, lambda: now).take_in(batch, SyncResponse(1, now, 3, [], changes))
        self.open("home")
        self.shot("home-notices")

    def first_start(self) -> None:
        gate = self.desktop.window.front
        assert isinstance(gate, FirstStart)
        gate.connection.address.edit.setText("sonca.phutho.gov.vn")
        gate.connection.code.edit.setText("ABCDE-FGHJ0")
        gate.next()
        self.shot("first-start-wrong-code")
        gate.connection.code.edit.setText(new_code())
        gate.next()
        gate.newcomer.name.edit.setText(NAME)
        self.shot("first-start-person")
        session = self.desktop.door.set_up(
            NewOfficial(NAME, "Công chức Văn hóa – Xã hội", "0912345678"),
            PASSWORD,
            address="sonca.phutho.gov.vn",
            enrolment_code=gate.connection.code.text,
        )
        session.close()
        self.desktop.speak("en" if self.desktop.language.code == "vi" else "vi")
        self.desktop.speak("vi" if self.desktop.language.code == "en" else "en")

    def sign_in(self) -> None:
        gate = self.desktop.window.front
        assert isinstance(gate, SignIn)
        self.shot("sign-in")
        gate.name.edit.setText(NAME)
        gate.password.edit.setText("không phải mật khẩu")
        gate.submit()
        self.wait(lambda: bool(gate.password.error))
        self.shot("sign-in-wrong")
        gate.password.edit.setText(PASSWORD)
        gate.submit()
        self.wait(lambda: self.desktop.desk is not None)
        self.desktop.stop_timer()
        self.shot("home-first-day")

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not condition():
            self.settle(0.01)
            assert time.monotonic() < end

    def pages(self) -> None:
        assert self.desktop.desk is not None
        quick = next(form for form in self.desktop.desk.reporting.forms() if form.is_quick)
        page = self.open("quick", quick.id)
        assert isinstance(page, QuickPage)
        self.shot("quick-first")
        while page.at:
            key = next(key for key in page.findChildren(Key) if key.isVisible())
            key.click()
            self.settle()
        self.shot("quick-last")
        page.drop()
        self.open("lessons")
        self.shot("lessons")
        self.open("sync")
        self.shot("sync-not-enrolled")
        self.enrol()
        for page, key in (("sync", ""), ("people", ""), ("people", "add"), ("settings", "")):
            self.open(page, key)
            self.shot(f"{page}{'-' + key if key else ''}")
        self.open("reports")
        self.shot("reports-none")

    def enrol(self) -> None:
        assert self.desktop.desk is not None
        with self.desktop.desk.session.store.write() as database:
            device.change(
                database,
                enrolled_at=1,
                device="0" * 32,
                commune_code="05128",
                commune="Xã Pà Cò",
                province_code="25",
                province="Tỉnh Phú Thọ",
                last_confirmed=int(time.time() * 1000) - 7_200_000,
            )
        self.desktop.shell.refresh_status()

    def lesson(self) -> None:
        desk = self.desktop.desk
        assert desk is not None
        self.first = desk.learning.modules()[0].lessons[0].id
        page = self.open("reader", self.first)
        assert isinstance(page, ReaderPage)
        self.shot("reader")
        bar = page.text.verticalScrollBar()
        bar.setValue(bar.maximum() // 3)
        self.shot("reader-middle")
        wanted = "mat khau" if self.desktop.language.code == "vi" else "account"
        self.open("reader", f"{self.first}#?{wanted}")
        self.shot("reader-find")

    def quiz(self) -> None:
        page = self.open("quiz", self.first)
        assert isinstance(page, QuizPage)
        self.shot("quiz-offer")
        page.start("practice")
        self.settle()
        seen: set[str] = set()
        while page.answering is not None:
            question = page.question
            first = question.kind not in seen
            seen.add(question.kind)
            if first:
                self.shot(f"quiz-{question.kind}")
            wrong = question.kind in {"single", "ordering", "number", "multiple"} and first
            if not wrong:
                page.answering.show_response(solution(question))
            elif question.kind == "number":
                page.answering.show_response("1234")
            elif question.kind == "ordering":
                page.answering.show_response(list(reversed(range(len(question.items)))))
            else:
                bad = next(n for n, option in enumerate(question.options) if not option.correct)
                page.answering.show_response([bad] if question.kind == "multiple" else bad)
            page.forward()
            if first:
                self.shot(f"quiz-{question.kind}-answered")
            page.forward()
            self.settle()
        self.shot("quiz-result")

    def report(self) -> None:
        desk = self.desktop.desk
        assert desk is not None
        self.open("forms")
        self.shot("forms")
        forms = desk.reporting.forms()
        form = next((f for f in forms if f.id == "incident"), forms[0])
        page = self.open("form", f"new:{form.id}")
        assert isinstance(page, FormPage)
        self.shot("form-begun")
        self.answer(page, "/data/gate/secret", "no")
        page.submit()
        self.shot("form-missing")
        self.fill(page)
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            bar = page.form.verticalScrollBar()
            bar.setValue(round(bar.maximum() * part))
            self.shot(f"form-filled-{round(part * 100)}")
        report = page.report
        page.submit()
        self.shot("report-waiting")
        self.review(report)
        self.open("home")
        self.shot("home-returned")
        self.open("my-report", report)
        self.shot("report-returned")
        page = self.open("form", f"mend:{report}")
        self.shot("form-mending")
        self.open("form", f"new:{form.id}")
        self.open("home")
        self.shot("home-busy")
        self.open("reports")
        self.shot("reports")
        self.open("forms")
        self.shot("forms-drafts")

    def answer(self, page: FormPage, ref: str, value: str) -> None:
        row = page.form.row(ref)
        if row.input is not None:
            row.input.put(value)
            row.input.hand_on()
        self.settle(0.005)

    def fill(self, page: FormPage) -> None:
        done: set[str] = set()
        while True:
            field = next(
                (
                    f
                    for f in page.session.visible()
                    if isinstance(f, Field)
                    and f.ref not in done
                    and not f.value
                    and not f.readonly
                    and (f.required or f.kind == "text")
                ),
                None,
            )
            if field is None:
                return
            done.add(field.ref)
            if field.kind.startswith("select"):
                value = page.session.choices(field.ref)[0].value
            else:
                value = {"acknowledge": "OK", "text": LONG}.get(field.kind, "12")
            self.answer(page, field.ref, value)

    def review(self, report: str) -> None:
        desk = self.desktop.desk
        assert desk is not None
        store = desk.session.store
        batch = StoreOutbox(store).batch(1000, 10**6, frozenset())
        counters = [event.counter for event in batch.events]
        body = Review(
            report,
            1,
            "returned",
            int(time.time() * 1000),
            "Đề nghị ghi rõ giờ phát hiện theo nhật ký của nhà mạng và hệ thống nào bị ảnh hưởng.",
            "Sở Khoa học và Công nghệ",
            [FieldComment("/data/response/help_needed", "Cần hỗ trợ gì, từ đơn vị nào?")],
        )
        change = Change(1, ChangeKind.REVIEW, msgspec.Raw(msgspec.json.encode(body)))
        results = [Result(counters[0], counters[-1], Outcome.ACCEPTED)]
        now = int(time.time() * 1000)
        StoreInbox(store, lambda: now).take_in(batch, SyncResponse(1, now, 1, results, [change]))
        self.desktop.shell.refresh()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--size", default="1366x768")
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    app = QApplication(sys.argv[:1])
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    keys.Slots.with_slot.__defaults__ = (cheap,)
    looks = itertools.product(("vi", "en"), (Scheme.LIGHT, Scheme.DARK), (100, 150))
    for language, scheme, percent in looks:
        name = f"{language}-{scheme}-{percent}"
        if options.only and options.only != name:
            continue
        folder = ROOT / "build" / "screens" / (name if width == 1366 else f"{name}-{options.size}")
        Tour(app, folder, (width, height)).walk(language, scheme, percent)
        print(folder)


if __name__ == "__main__":
    main()
