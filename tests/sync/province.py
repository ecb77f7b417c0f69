"""A real province: the server as a process of its own, and what is in its database."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast


class Province:
    """``python -m sync.server serve`` on a free port, over a folder of its own.

    The database is the one that ``database_url`` names, else SQLite in the folder.
    """

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self._database_url = database_url
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "SONCA_SERVER_DATA": str(folder),
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        told = json.loads(self.command("demo", "--json"))
        self.codes: list[str] = [commune["enrolment_code"] for commune in told["communes"]]
        self.communes: list[str] = [commune["name"] for commune in told["communes"]]
        self.username: str = told["staff"]["username"]
        self.password: str = told["staff"]["password"]
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    @property
    def target(self) -> tuple[str, int]:
        host, _, port = self.address.removeprefix("http://").partition(":")
        return host, int(port)

    def start(self, port: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "serve", "--port", str(port), "--no-migrate"],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("http://")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def command(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "sync.server", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def new_codes(self, count: int) -> list[str]:
        """More enrolment codes, for the first commune."""
        return self.python(
            "from sync.server.accounts.models import Staff\n"
            "from sync.server.devices import enrolment\n"
            "from sync.server.devices.models import Commune\n"
            "commune, person = Commune.objects.get(code='00715'), Staff.objects.get()\n"
            f"for _ in range({count}): print(enrolment.create_code(commune, person))"
        ).split()

    def python(self, code: str) -> str:
        """Run code inside the server's project, as its console would; gives what it printed."""
        return self.command("shell", "--no-imports", "-c", code)

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """What the server's own database says; ``?`` stands for each of ``params``."""
        with self._database(read_only=True) as execute:
            return cast("list[tuple[Any, ...]]", execute(sql, params).fetchall())

    def execute(self, sql: str, *params: Any) -> None:
        """Change something straight in the server's own database."""
        with self._database() as execute:
            execute(sql, params)

    @contextlib.contextmanager
    def _database(self, *, read_only: bool = False) -> Iterator[Callable[..., Any]]:
        if self._database_url.startswith("postgresql"):
            import psycopg

            with psycopg.connect(self._database_url) as database:
                yield lambda sql, params: database.execute(sql.replace("?", "%s").encode(), params)
            return
        file = self._database_url.removeprefix("sqlite:///") or self.folder / "province.sqlite3"
        mode = "ro" if read_only else "rw"
        connection = sqlite3.connect(f"file:{file}?mode={mode}", uri=True, timeout=20)
        try:
            with connection:
                yield connection.execute
        finally:
            connection.close()
