"""A damaged file is noticed, mended and entered again, without a terminal."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.background.idle import IdleWatch
from desktop.store.names import FILE_NAME
from desktop.store.pages import SIZE
from desktop.ui.restore import BringBackup, Restore
from desktop.ui.shell import Shell
from desktop.ui.signin import SignIn
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Door
from tests.desktop.store.damage import flip, work
from tests.desktop.ui.driving import NAME, PASSWORD, go, shown_texts, signed_in, typed


@pytest.fixture
def worked(desktop, qtbot):
    """The program with some work done and backed up, at home."""
    work(desktop.desk.session, desktop.desk.session.store, 20)
    with qtbot.waitSignal(desktop.looked_after) as looked:
        desktop.look_after()
    assert looked.args == [True]
    return desktop


def sign_in_to_restore(desktop, qtbot) -> Restore:
    typed(NAME, Qt.Key.Key_Return)
    typed(PASSWORD, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desktop.window.front, Restore))
    return desktop.window.front


def mend(desktop, qtbot) -> Restore:
    gate = desktop.window.front
    gate.begin_button.click()
    qtbot.waitUntil(lambda: gate.go_on.isVisible(), timeout=20_000)
    return gate


@pytest.mark.parametrize("how", ["flipped", "cut", "gone", "head"])
def test_what_was_saved_is_said_and_one_goes_on(worked, start, qtbot, data_dir, how):
    worked.close()
    path = data_dir / FILE_NAME
    if how == "flipped":
        for page in range(2, path.stat().st_size // SIZE):
            flip(path, page, random.Random(page))
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: 3 * SIZE])
    elif how == "head":
        path.write_bytes(b"\0" * SIZE + path.read_bytes()[SIZE:])
    else:
        path.unlink()
    again = start()
    assert isinstance(again.window.front, SignIn)
    sign_in_to_restore(again, qtbot)
    gate = mend(again, qtbot)
    told = " ".join(shown_texts(gate))
    assert "25 việc đã làm" in told
    assert "2 báo cáo" in told
    assert "Bản nháp nào không thấy" in told
    with qtbot.waitSignal(again.signed_in):
        gate.go_on.click()
    again.stop_timer()
    assert isinstance(again.window.front, Shell)
    assert again.desk.official.name == NAME


def test_a_page_that_breaks_while_one_works_is_mended_from_the_banner(worked, qtbot, data_dir):
    worked.shell.say_error(KnownError(Code.STORE_DAMAGED))
    assert "hỏng" in worked.shell.banner.text
    worked.shell.banner._action.click()
    qtbot.waitUntil(lambda: isinstance(worked.window.front, Restore))
    gate = mend(worked, qtbot)
    with qtbot.waitSignal(worked.signed_in):
        gate.go_on.click()
    worked.stop_timer()
    assert (data_dir / "damaged").is_dir()


def test_the_whole_file_is_looked_at_when_nobody_works(worked, qtbot):
    """A page that no screen needs today is damaged on the disk, under the open file."""
    store = worked.desk.session.store
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    for page in range(5, store.path.stat().st_size // SIZE):
        flip(store.path, page, random.Random(page))
    worked.desk.safekeeping._looked = False
    worked.look_after()
    qtbot.waitUntil(lambda: "hỏng" in worked.shell.banner.text)


def test_a_wrong_password_does_not_mend(worked, start, qtbot, data_dir):
    worked.close()
    (data_dir / FILE_NAME).unlink()
    again = start()
    typed(NAME, Qt.Key.Key_Return)
    typed("sai mật khẩu rồi đó", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.window.front.password.error != "")
    assert isinstance(again.window.front, SignIn)


def test_another_pc_goes_on_from_a_stick(desktop, qtbot, tmp_path, data_dir, start):
    work(desktop.desk.session, desktop.desk.session.store, 20)
    stick = tmp_path / "stick"
    stick.mkdir()
    page = go(desktop, "settings")
    card = page._backup
    card.choose()
    card.drives.choose(stick)
    card.write()
    qtbot.waitUntil(lambda: "rút USB an toàn" in card.result.text())
    desktop.close()

    for child in sorted(data_dir.rglob("*"), reverse=True):
        child.rmdir() if child.is_dir() else child.unlink()
    again = start()
    again.window.front.backup_wanted.emit()
    gate = again.window.front
    assert isinstance(gate, BringBackup)
    gate.drives.choose(stick)
    gate.take()
    qtbot.waitUntil(lambda: isinstance(again.window.front, SignIn))
    sign_in_to_restore(again, qtbot)
    mended = mend(again, qtbot)
    assert "25 việc đã làm" in " ".join(shown_texts(mended))
    with qtbot.waitSignal(again.signed_in):
        mended.go_on.click()
    again.stop_timer()


def test_idle_looks_come_after_quiet_only(desktop, qtbot):
    watch = IdleWatch(desktop._app, quiet_s=0.05)
    with qtbot.waitSignal(watch.idle):
        watch.begin()
    watch.stop()
    assert Door(desktop._data_dir, desktop._clock).can_restore() is False
    assert signed_in is not None


@pytest.mark.parametrize("how", ["typed", "clicked"])
def test_whoever_works_is_not_idle(desktop, qtbot, how):
    watch = IdleWatch(desktop._app, quiet_s=10)
    window = desktop.window.windowHandle()
    qtbot.waitUntil(lambda: desktop._app.focusWindow() is window)
    watch.begin()
    qtbot.waitUntil(lambda: watch._timer.remainingTime() < 9_500)
    if how == "typed":
        QTest.keyClick(window, Qt.Key.Key_Shift)
    else:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(600, 5))
    qtbot.waitUntil(lambda: watch._timer.remainingTime() > 9_600, timeout=300)
    watch.stop()
