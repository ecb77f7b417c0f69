"""``make run``: a demo province and the program, enrolled to it.

With a display: the server runs, the window opens, the console's address and login are
printed. Without one, or with HEADLESS=1: a commune's day is played through the real
widgets and the real server, a line for each step, pictures in ``build/demo/``; the exit
status is 0 only if the report is in the server's database exactly once.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

PACKS = ROOT / "build" / "packs"
PICTURES = ROOT / "build" / "demo"


def play() -> int:
    """The day without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from tests.e2e.day import Day, revisions_in

    app = QApplication(["sonca"])
    shutil.rmtree(PICTURES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        day = Day(app, Path(folder), PACKS, say=print, pictures=PICTURES)
        day.play()
        found = revisions_in(day.province, day.report)
    print(f"In the server's database: report {day.report}, revisions {found}")
    print(f"Pictures: {PICTURES.relative_to(ROOT)}/")
    return 0 if found == [1, 2] else 1


def show() -> int:
    """The window, and a demo province that lives as long as it."""
    from desktop import VERSION, starting
    from desktop.usecases.clock import system_clock
    from desktop.usecases.people import Door, NewOfficial
    from desktop.usecases.syncing import Syncing
    from tests.sync.province import Province

    name, password = "Cán bộ thử nghiệm", "chim sơn ca hót"
    with tempfile.TemporaryDirectory(prefix="sonca-demo-") as folder:
        province = Province(Path(folder) / "province")
        province.command("publish")
        province.start()
        data = Path(folder) / "pc"
        session = Door(data, system_clock).set_up(
            NewOfficial(name, "Công chức Văn phòng HĐND và UBND"),
            password,
            address=province.address,
            enrolment_code=province.codes[0],
        )
        syncing = Syncing(session, system_clock, VERSION)
        syncing.exchange()
        syncing.close()
        session.close()
        print(f"Bàn làm việc của tỉnh / the province's console: {province.address}/")
        print(f"    tài khoản / account:  {province.username}")
        print(f"    mật khẩu / password:  {province.password}")
        print("Cửa sổ của xã / the commune's window: đăng nhập bằng / sign in with")
        print(f"    họ và tên / name:     {name}")
        print(f"    mật khẩu / password:  {password}")
        print("Đóng cửa sổ để kết thúc. / Close the window to end.", flush=True)
        try:
            return starting.run(["--data", str(data)])
        finally:
            province.stop()


def has_display() -> bool:
    """Whether a window could be shown to somebody."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(show() if has_display() and not os.environ.get("HEADLESS") else play())
