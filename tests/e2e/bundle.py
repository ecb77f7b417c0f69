"""The bundled program, tried as it runs on an official's PC: ``make bundle-test``.

    python tests/e2e/bundle.py [FOLDER]

By hand after ``make bundle`` and before a release, not in the suite: it takes minutes. In turn:
its own check, which opens every page, lesson and form in both languages; the window up to the
sign-in screen, offscreen and, where Xvfb is there, on a real X server; one exchange without a
window with a real server, after which nothing waits; and its size.

Prints one line for each and ends with 1 when something was wrong.
"""

import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.usecases.clock import system_clock  # noqa: E402
from desktop.usecases.learning import Learning  # noqa: E402
from desktop.usecases.people import Door, NewOfficial  # noqa: E402
from tests.sync.province import Province  # noqa: E402

NAME, PASSWORD = "Lò Thị Hoa", "núi cao sông dài xanh"
MOST_INSTALLED_MB: Final = 130
MOST_PACKED_MB: Final = 45
MOST_S: Final = 120


def main(folder: Path) -> int:
    program = folder / ("sonca.exe" if sys.platform == "win32" else "sonca")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="sonca-bundle-") as scratch:
        for number, (name, trial) in enumerate(_TRIALS.items()):
            home = Path(scratch) / str(number)
            home.mkdir()
            begun = time.monotonic()
            try:
                told = trial(program, home)
            except Exception as error:  # each trial is told about, whatever happens to it
                wrong += 1
                told = f"WRONG: {type(error).__name__}: {error}"
            print(f"{name}: {told} ({time.monotonic() - begun:.1f} s)", flush=True)
    return 1 if wrong else 0


def size(program: Path, home: Path) -> str:
    """Installed, and as the archive that travels."""
    files = [path for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    installed = sum(path.stat().st_size for path in files) / 1e6
    packed = home / "sonca.tar.xz"
    with lzma.open(packed, "wb", preset=6) as out, tarfile.open(fileobj=out, mode="w") as archive:
        archive.add(program.parent, "sonca")
    travels = packed.stat().st_size / 1e6
    told = f"{installed:.1f} MB installed, {travels:.1f} MB as tar.xz"
    if installed > MOST_INSTALLED_MB or travels > MOST_PACKED_MB:
        raise RuntimeError(f"{told}; at most {MOST_INSTALLED_MB} and {MOST_PACKED_MB}")
    return told


def whole(program: Path, home: Path) -> str:
    """Its own check: every page, lesson and form."""
    done = _run(program, "check", home=home)
    told = json.loads(done.stdout or "{}")
    if done.returncode or not told.get("whole"):
        raise RuntimeError(f"{told} {done.stderr[-2000:]}")
    return f"{told['tried']} things tried, all there"


def window(program: Path, home: Path) -> str:
    """The window up to the sign-in screen: it then hears that it was started again."""
    _set_up(home, "https://tinh.example", "00000-00000")
    return _window(program, home, "offscreen")


def window_on_x(program: Path, home: Path) -> str:
    """The same with the plugin that people's screens need."""
    if sys.platform == "win32" or not shutil.which("Xvfb"):
        return "left out: no Xvfb here"
    _set_up(home, "https://tinh.example", "00000-00000")
    with _x_server() as display:
        os.environ["DISPLAY"] = display
        try:
            return _window(program, home, "xcb")
        finally:
            del os.environ["DISPLAY"]


def exchange(program: Path, home: Path) -> str:
    """One exchange with a real province: the enrolment, and a lesson that was read."""
    province = Province(home / "province")
    province.start()
    try:
        data = home / "data"
        _set_up(data, province.address, province.codes[0])
        session = Door(data, system_clock).sign_in(NAME, PASSWORD)
        learning = Learning(session, program.parent / "_internal" / "build" / "packs", system_clock)
        learning.mark_read(learning.modules()[0].lessons[0].id, 60)
        session.close()
        done = _run(program, "sync", "--data", str(data), "--name", NAME, home=home)
        if done.returncode:
            raise RuntimeError(f"{done.stdout} {done.stderr[-2000:]}")
        told = json.loads(done.stdout)
        kinds = dict(province.rows("SELECT kind, count(*) FROM intake_event GROUP BY kind"))
        if kinds != {"official": 1, "read": 1} or told["waiting"]:
            raise RuntimeError(f"{told}, the province has {kinds}")
        return f"{told['confirmed']} events confirmed in {told['requests']} requests"
    finally:
        province.stop()


def _run(program: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        env=_environment(home) | {"SONCA_PASSWORD": PASSWORD},
        timeout=MOST_S * 5,
        check=False,
    )


def _window(program: Path, home: Path, platform: str) -> str:
    """Started twice at once: the one calls the other forward, which must stand there for it."""
    environment = _environment(home) | {"QT_QPA_PLATFORM": platform}
    begun = time.monotonic()
    both = [
        subprocess.Popen(
            [str(program), "--data", str(home)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        with ThreadPoolExecutor(2) as waiting:
            ended = {waiting.submit(one.wait, MOST_S): one for one in both}
            first = next(as_completed(ended, MOST_S))
            code, took = first.result(), time.monotonic() - begun
            for one in both:
                one.terminate()
        said = [one.communicate()[0].strip() for one in both]
    finally:
        for one in both:
            one.kill()
    if code or sorted(said)[0] or "đang mở sẵn" not in sorted(said)[1]:
        raise RuntimeError(f"{code}, {said}")
    return f"at the sign-in screen after {took:.1f} s, and called forward"


@contextmanager
def _x_server() -> Iterator[str]:
    # It says the number that it drew once it listens.
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def _environment(home: Path) -> dict[str, str]:
    """Nothing of this project's environment: a commune's PC has no Python."""
    dropped = ("PYTHON", "VIRTUAL_ENV", "QT_", "LD_LIBRARY_PATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}


def _set_up(data: Path, address: str, code: str) -> None:
    Door(data, system_clock).set_up(
        NewOfficial(NAME, "Công chức"), PASSWORD, address=address, enrolment_code=code
    ).close()


_TRIALS: Final = {
    "check": whole,
    "window": window,
    "window on X11": window_on_x,
    "exchange": exchange,
    "size": size,
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "sonca"))
