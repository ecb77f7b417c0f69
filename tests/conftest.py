"""The databases that tests run on: SQLite, or a throw-away PostgreSQL cluster."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import cluster

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

    return lambda: cluster.create_database(socket, f"sonca_{next(numbers)}")


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[Path]:
    """The socket's folder of a cluster that lives as long as this run."""
    with cluster.postgresql() as socket:
        yield socket


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
