"""A draft whose form came in a newer version: kept, looked at, moved."""

import shutil

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.form_page import FormPage
from reports.form import Text, dump, load
from tests.desktop.ui.driving import go, shown_texts, typed


@pytest.fixture
def renewed(desktop, packs):
    """A draft, and then its form without one of its questions."""
    draft = desktop.desk.reporting.new_draft("seen")
    draft.answer("/data/what", "Cột điện đổ")
    draft.answer("/data/note", "Sẽ mất")
    path = packs / "forms" / "seen.json"
    kept = path.with_suffix(".kept")
    shutil.copyfile(path, kept)
    form = load(path.read_bytes())
    label: Text = {"vi": "Thấy gì ở đó", "en": "Seen there"}
    children = tuple(
        msgspec.structs.replace(node, label=label) if node.name == "what" else node
        for node in form.children
        if node.name != "note"
    )
    path.write_bytes(dump(msgspec.structs.replace(form, version="2", children=children)))
    desktop.speak("en")
    desktop.speak("vi")
    yield draft.report
    shutil.move(kept, path)


def press(page, text) -> None:
    found = [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    found[0].click()
    QApplication.processEvents()


def test_a_draft_shows_what_moving_does_and_moves(desktop, renewed):
    page = go(desktop, "form", f"draft:{renewed}")
    assert isinstance(page, FormPage)
    assert "Thấy gì\u00a0*" in shown_texts(page)
    assert any("Biểu mẫu này có bản mới" in text for text in shown_texts(page))
    press(page, "Xem và chuyển")
    texts = shown_texts(page)
    assert "1 câu trả lời chuyển được." in texts
    assert "– Ghi chú: Sẽ mất" in texts
    press(page, "Giữ bản cũ")
    assert "– Ghi chú: Sẽ mất" not in shown_texts(page)
    press(page, "Xem và chuyển")
    press(page, "Chuyển sang bản mới")
    assert "Thấy gì ở đó\u00a0*" in shown_texts(page)
    assert page.session.value("/data/what") == "Cột điện đổ"
    assert not any("có bản mới" in text for text in shown_texts(page))
    assert "theo bản mới" in desktop.shell.banner.text


def test_a_draft_may_stay_with_its_version_and_be_sent(desktop, renewed):
    page = go(desktop, "form", f"draft:{renewed}")
    page.form.go_to("/data/note")
    typed(" không")
    page.submit()
    QApplication.processEvents()
    assert desktop.shell.route.page == "my-report"
    assert any("Sẽ mất không" in text for text in shown_texts(desktop.shell.page))
