"""Publishing to a real province from the window."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PySide6.QtCore import Qt

from desktop.author.sheets import PublishSheet
from sync.server.packs.models import Pack
from tests.desktop.author.driving import press
from tests.desktop.ui.driving import typed
from tests.sync.server import factories as make
from tests.sync.server.process import server, server_environment, server_process

__all__ = ["server", "server_environment", "server_process"]

ENTER = Qt.Key.Key_Return
PASSWORD = "núi cao sông dài"


@pytest.fixture
def address(server: Any, server_environment: dict[str, str], monkeypatch: Any) -> str:
    data = Path(server_environment["SONCA_SERVER_DATA"])
    monkeypatch.setattr(settings, "FILES", data / "files")
    make.staff("tinh", password=PASSWORD)
    return str(server.address)


def said(window, qtbot, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.banner.text, timeout=20_000)


def test_the_course_is_published_with_an_account_that_is_not_kept(window, address, qtbot, tmp_path):
    press(window, "Phát hành về tỉnh")
    typed(address, ENTER)
    assert "Chưa điền ô này." in window.undertaking.sheet.user.error
    typed("tinh", ENTER)
    typed("sai", ENTER)
    said(window, qtbot, "Tên đăng nhập hoặc mật khẩu không đúng")
    assert isinstance(window.undertaking.sheet, PublishSheet), "what was typed is still there"
    window.undertaking.sheet.password.edit.clear()
    window.undertaking.sheet.password.edit.setFocus()
    typed(PASSWORD, ENTER)
    # The course that came with the program has lessons that this one does not have.
    said(window, qtbot, "Chưa phát hành")
    assert not Pack.objects.exists()
    press(window, "Vẫn phát hành")
    said(window, qtbot, "Đã phát hành phiên bản 1")
    assert Pack.objects.get().published_by.username == "tinh"
    assert window.undertaking.sheet is None
    assert "t1-1" in (window.workbench.root / "ids.yml").read_text("utf-8")
    kept = "".join(path.read_text("utf-8") for path in (tmp_path / "data").glob("*.json"))
    assert address in kept
    assert PASSWORD not in kept
    press(window, "Phát hành về tỉnh")
    typed(PASSWORD, ENTER)
    said(window, qtbot, "không có gì thay đổi")


def test_no_line_is_said_in_a_sentence(window, qtbot):
    press(window, "Phát hành về tỉnh")
    typed("http://127.0.0.1:9", ENTER, "tinh", ENTER, "x", ENTER)
    said(window, qtbot, "Chưa tới được máy chủ của tỉnh")
    assert window.undertaking.sheet.act.isEnabled()
    press(window, "Thôi")
    assert window.undertaking.sheet is None


def test_an_address_without_encryption_is_refused_before_a_password_travels(window):
    press(window, "Phát hành về tỉnh")
    typed("http://so.example.vn", ENTER, "tinh", ENTER, "x", ENTER)
    assert window.undertaking.sheet.address.error
