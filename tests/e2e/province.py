"""A demo province in a process of its own, on a database that a test can look into."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Province:
    """The server as an operator runs it. ``code`` is a fresh enrolment code.

    On PostgreSQL when ``database_url`` names one, else on SQLite in ``folder``.
    """

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._database_url = database_url
        self.environment = os.environ | {
            "SONCA_SERVER_DATA": str(folder),
            "SONCA_PACKS": str(ROOT / "build" / "packs"),
            "PYTHONUNBUFFERED": "1",
        }
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        told = json.loads(self.manage("demo", "--json"))
        self.username: str = told["staff"]["username"]
        self.password: str = told["staff"]["password"]
        self.communes: list[dict[str, str]] = told["communes"]
        self._process: subprocess.Popen[str] | None = None

    @property
    def code(self) -> str:
        """The enrolment code of the first commune."""
        return self.communes[0]["enrolment_code"]

    def manage(self, *command: str) -> str:
        """Run one of the server's commands; what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "sync.server", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def start(self) -> None:
        """Answer at ``address`` from now on."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        if said != self.address:
            raise RuntimeError(f"the server did not start: {said!r}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Stop answering; ``SIGKILL`` for a power cut."""
        if self._process is None:
            return
        os.killpg(self._process.pid, how)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the province's database holds."""
        if self._database_url:
            import psycopg

            with psycopg.connect(self._database_url) as connection:
                return connection.execute(sql.encode()).fetchall()
        connection = sqlite3.connect(self.folder / "province.sqlite3")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
