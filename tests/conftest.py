"""The databases that tests run on: SQLite, or a throw-away PostgreSQL cluster."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

# No test may open a window on somebody's desk.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="what the server's tests run on; postgresql starts a cluster of its own",
    )


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.config.getoption("--database")
    return kind


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes an empty database at each call and gives its ``DATABASE_URL``."""
    numbers = itertools.count(1)
    if database_kind == "sqlite":
        folder = tmp_path_factory.mktemp("databases")
        return lambda: f"sqlite:///{folder}/{next(numbers)}.sqlite3"
    socket: Path = request.getfixturevalue("postgresql_socket")

    def create() -> str:
        name = f"sonca_{next(numbers)}"
        subprocess.run(
            [_program("createdb"), "-h", socket, "-U", "sonca", name],
            check=True,
            capture_output=True,
        )
        return f"postgresql:///{name}?host={quote(str(socket))}&user=sonca"

    return create


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[Path]:
    """The socket's folder of a cluster that lives as long as this run."""
    folder = Path(tempfile.mkdtemp(prefix="sonca-pg-"))
    # PostgreSQL refuses to run as root.
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    control = [*as_owner, _program("pg_ctl"), "-D", data, "-w"]
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=200"

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    try:
        run(
            *as_owner,
            *(_program("initdb"), "-D", data, "-U", "sonca", "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        )
        run(*control, "-l", folder / "log", "-o", options, "start")
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _program(name: str) -> str:
    """A program of PostgreSQL; Debian keeps those of the server outside of PATH."""
    found = shutil.which(name)
    if found:
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: int(path.parts[4]), default=None)
    if newest is None:
        raise RuntimeError(f"{name} is not installed: apt-get install postgresql")
    return str(newest)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(new_database: Callable[[], str]) -> None:
    """Point Django at a database of this run before pytest-django prepares it."""
    from django.conf import settings
    from django.db import connections

    from sync.server import database_url

    wanted = database_url.database(new_database())
    # SQLite's test database is a file, so that a server process can open it too.
    wanted["TEST"] = {"NAME": f"{wanted['NAME']}{'_test' if wanted.get('HOST') else '-test'}"}
    wanted["CONN_MAX_AGE"] = 0
    settings.DATABASES["default"].clear()
    settings.DATABASES["default"].update(
        connections.configure_settings({"default": wanted})["default"]
    )
    if hasattr(connections["default"], "close"):
        connections["default"].close()
    del connections["default"]
