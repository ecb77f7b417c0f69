"""One start, measured from inside: ``python _startup_probe.py bare|gate|home [DATA]``.

Prints one JSON line: seconds from the process's birth to the paint, PSS in kB.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

NAME, PASSWORD = "Hoàng Thị Sử", "chim sơn ca hót trên nương"


def seconds_since_birth() -> float:
    """By the kernel's own record of when this process began."""
    started_ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")


def pss_kb() -> int:
    """Proportional set size: what this process costs the machine."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])


def report() -> None:
    print(json.dumps({"seconds": seconds_since_birth(), "pss_kb": pss_kb()}), flush=True)


def bare() -> None:
    from PySide6.QtCore import QEvent, QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    class Label(QLabel):
        def event(self, event: QEvent) -> bool:
            done = super().event(event)
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, finish)
            return done

    def finish() -> None:
        report()
        app.quit()

    app = QApplication([])
    label = Label("Sơn Ca")
    label.resize(1200, 700)
    label.show()
    app.exec()


def ours(until: str, data: Path) -> None:
    """As ``desktop.starting.run``, with somebody who types their password at once."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

    import resources
    from desktop.app import Desktop
    from desktop.ui.signin import SignIn

    app = QApplication([])
    desktop = Desktop(app, data, resources.packs)

    def finish() -> None:
        report()
        desktop.close()
        app.quit()

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, finish)
            return False

    first_paint = FirstPaint()

    def type_password() -> None:
        gate = desktop.window.front
        assert isinstance(gate, SignIn)
        name, password = gate.findChildren(QLineEdit)[:2]
        name.setText(NAME)
        password.setText(PASSWORD)
        gate.submit()

    def watch_home() -> None:
        desktop.shell.installEventFilter(first_paint)

    desktop.signed_in.connect(watch_home)
    desktop.window.painted.connect(finish if until == "gate" else type_password)
    desktop.window.show()
    app.exec()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[1], Path(sys.argv[2]))
