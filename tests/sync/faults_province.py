"""A province whose server may be killed at a chosen moment, and comes back by itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.sync.province import Province

MOMENTS = ("request", "before-commit", "after-commit", "answer")
"""Where a server process can be killed: before it has read anything, with everything
written and nothing committed, with everything committed, with the answer in its hands."""

FILE_MOMENTS = ("request", "before-flush", "after-flush", "answer")
"""The same for a piece of a file, whose bytes are flushed before their number is recorded."""


class MortalProvince(Province):
    """Two worker processes; the one that is killed is begun anew by the server itself."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        super().__init__(folder, database_url)
        self.mine = folder / "mine"

    def start(self, port: int = 0, *, clock_off_s: int = 0) -> None:
        command = [sys.executable, "-m", "sync.server", "serve", "--no-migrate"]
        self._process = subprocess.Popen(
            [*command, "--port", str(port), "--workers", "2"],
            env={
                **self.environment,
                "DJANGO_SETTINGS_MODULE": "tests.sync.faults_settings",
                "SONCA_TEST_CLOCK_OFF_S": str(clock_off_s),
            },
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("http://")

    def lay(self, moment: str) -> None:
        """The next process that comes to ``moment`` steps on a mine."""
        fresh = self.mine.with_suffix(".new")
        fresh.write_text(moment)
        fresh.replace(self.mine)

    def stepped(self) -> bool:
        """Whether the mine that was laid went off."""
        return not self.mine.exists()

    def kill(self) -> None:
        """Kill all processes of the server at once."""
        assert self._process is not None
        os.killpg(self._process.pid, 9)
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
