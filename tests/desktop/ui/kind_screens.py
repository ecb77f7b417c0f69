"""Pictures of every kind of question, to be looked at: each section, empty and filled in.

    .venv/bin/python tests/desktop/ui/kind_screens.py [--only vi-light-100]

They go to ``build/screens/kinds-LANGUAGE-SCHEME-PERCENT``.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.app import Desktop  # noqa: E402
from desktop.store import device, keys  # noqa: E402
from desktop.ui.form_page import FormPage  # noqa: E402
from desktop.ui.page import Route  # noqa: E402
from desktop.ui.signin import SignIn  # noqa: E402
from desktop.ui.theme import Scheme  # noqa: E402
from desktop.usecases.people import Door, NewOfficial  # noqa: E402
from reports.session.view import Field  # noqa: E402
from tests.desktop.ui.content import write_packs  # noqa: E402

NAME, PASSWORD = "Nguyễn Thị Huyền Trang", "núi cao sông dài xanh"
FORMS = ("kinds", "kinds_rest")
ANSWERS = {
    "text": "Bản Lác",
    "integer": "12345",
    "decimal": "7.5",
    "date": "2026-11-20",
    "time": "08:05:00.000+07:00",
    "datetime": "2026-11-20T08:05:00.000+07:00",
    "range": "10",
    "geopoint": "21.0285 105.8542 0 0",
    "geotrace": "21.03 105.85 0 0; 21.04 105.86 0 0",
    "geoshape": "21.03 105.85 0 0; 21.04 105.86 0 0; 21.05 105.85 0 0; 21.03 105.85 0 0",
    "barcode": "VN-00712",
    "acknowledge": "OK",
}


class Walk:
    """One look at both forms."""

    def __init__(self, app: QApplication, folder: Path, look: tuple[str, Scheme, int]) -> None:
        self.app, self.folder, self.number = app, folder, 0
        data = Path(tempfile.mkdtemp(prefix="sonca-kinds-"))
        packs = data / "packs"
        packs.mkdir()
        write_packs(packs)
        store = data / "data"
        store.mkdir()
        Door(store, lambda: int(time.time() * 1000)).set_up(
            NewOfficial(NAME, "Công chức Văn hóa – Xã hội", "0912345678"),
            PASSWORD,
            address="sonca.phutho.gov.vn",
            enrolment_code="00000-00000",
        ).close()
        self.desktop = Desktop(app, store, lambda: packs)
        self.desktop.window.resize(1366, 768)
        self.desktop.window.show()
        self.desktop.theme.set_scheme(look[1])
        self.desktop.theme.set_percent(look[2])
        gate = self.desktop.window.front
        assert isinstance(gate, SignIn)
        gate.name.edit.setText(NAME)
        gate.password.edit.setText(PASSWORD)
        gate.submit()
        while self.desktop.desk is None:
            app.processEvents()
        self.desktop.stop_timer()
        with self.desktop.desk.session.store.write() as database:
            device.change(
                database,
                enrolled_at=1,
                device="0" * 32,
                commune_code="05128",
                commune="Xã Pà Cò",
                province_code="25",
                province="Tỉnh Phú Thọ",
            )
        self.desktop.speak(look[0])
        for form in FORMS:
            self.walk(form)
        self.desktop.theme.set_percent(100)
        self.desktop.close()
        self.desktop.language.fall_silent()
        self.desktop.window.close()
        self.desktop.deleteLater()

    def walk(self, form: str) -> None:
        self.desktop.shell.open(Route("form", f"new:{form}"))
        self.settle()
        page = self.desktop.shell.page
        assert isinstance(page, FormPage)
        page.form.finish()
        self.settle()
        self.sections(page, f"{form}-empty")
        for field in [f for f in page.session.visible() if isinstance(f, Field)]:
            if page.session.field(field.ref) is None:
                continue
            value = self.answer(page, field)
            if value and not field.readonly:
                page.form.edited.emit(field.ref, value)
        page.form.finish()
        page.form.tell_all()
        self.settle()
        self.sections(page, f"{form}-filled")

    def answer(self, page: FormPage, field: Field) -> str:
        if not field.kind.startswith(("select", "rank")):
            return ANSWERS.get(field.kind, "")
        values = [choice.value for choice in page.session.choices(field.ref)]
        if field.kind == "select_one":
            return values[-1] if values else ""
        return " ".join(values if field.kind == "rank" else values[:4])

    def sections(self, page: FormPage, name: str) -> None:
        """A picture every screenful."""
        bar = page.form.verticalScrollBar()
        at = 0
        while True:
            bar.setValue(at)
            self.settle()
            self.number += 1
            self.folder.mkdir(parents=True, exist_ok=True)
            page.grab().save(str(self.folder / f"{self.number:02}-{name}.png"))
            if at >= bar.maximum():
                return
            at += page.form.viewport().height() - 40

    def settle(self) -> None:
        for _ in range(6):
            self.app.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    keys.Slots.with_slot.__defaults__ = (keys.Cost(memory=64, passes=1, lanes=1),)
    looks = itertools.product(("vi", "en"), (Scheme.LIGHT, Scheme.DARK), (100, 150))
    for look in looks:
        name = f"{look[0]}-{look[1]}-{look[2]}"
        if not options.only or options.only == name:
            folder = ROOT / "build" / "screens" / f"kinds-{name}"
            Walk(app, folder, look)
            print(folder)


if __name__ == "__main__":
    main()
