"""A whole program on a folder of its own: real store, real use cases, real widgets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.store import keys
from desktop.store.opening import create_store
from desktop.ui.window import Window
from desktop.usecases.people import Door, NewOfficial
from tests.desktop.ui.content import write_packs
from tests.desktop.ui.driving import ADDRESS, CODE, NAME, PASSWORD, signed_in


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    write_packs(folder)
    return folder


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost nothing to check: the cost itself is tested with the store."""
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(create_store.__kwdefaults__, "cost", cheap)


class _Windows(QObject):
    """Notices everything that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.stray: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, Window | QMenu)
        ):
            self.stray.append(repr(watched))
        return False


@pytest.fixture(autouse=True)
def no_stray_windows(qapp: QApplication) -> Iterator[None]:
    """A widget shown before it has a parent flashes up and takes the focus away."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    yield
    qapp.removeEventFilter(windows)
    assert windows.stray == []


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, data_dir: Path, packs: Path
) -> Iterator[Callable[[], Desktop]]:
    """Starts the program on the test's folder; ends every one that was started."""
    started: list[Desktop] = []

    def begin() -> Desktop:
        data_dir.mkdir(exist_ok=True)
        desktop = Desktop(qapp, data_dir, lambda: packs)
        started.append(desktop)
        desktop.window.resize(1366, 768)
        with qtbot.waitExposed(desktop.window):
            desktop.window.show()
        desktop.window.activateWindow()
        return desktop

    yield begin
    for desktop in started:
        desktop.close()
        desktop.language.use("vi")
        desktop.language.fall_silent()
        desktop.window.close()
        desktop.window.deleteLater()
        desktop.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


@pytest.fixture
def set_up(data_dir: Path) -> None:
    """The folder of a PC on which the first official was set up, not enrolled."""
    Door(data_dir, lambda: 1_790_000_000_000).set_up(
        NewOfficial(NAME, "Công chức Văn hóa – Xã hội", "0912345678"),
        PASSWORD,
        address=ADDRESS,
        enrolment_code=CODE,
    ).close()


@pytest.fixture
def desktop(set_up: None, start: Callable[[], Desktop], qtbot: QtBot) -> Desktop:
    """The program with its official signed in, at home; the background sync stands still."""
    return signed_in(start(), qtbot)
