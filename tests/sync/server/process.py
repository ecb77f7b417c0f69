"""A real server process over a real socket, on the database that the test sees."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
import pytest
from django.conf import settings

from sync.protocol import encoding
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.messages import SyncRequest
from sync.protocol.refusals import Refusal

ROOT = Path(__file__).parents[3]


@dataclass
class Answer:
    """An HTTP answer; ``body`` is as it came, perhaps compressed."""

    status: int
    headers: dict[str, str]
    body: bytes

    def message(self, kind: type[Any]) -> Any:
        told = self.headers.get("content-encoding", "")
        coding = encoding.coding_of(self.headers.get("content-type", ""), told)
        return encoding.decode(self.body, kind, coding or "identity")

    @property
    def problem(self) -> str:
        return str(self.message(Refusal).problem)


class Server:
    """Speaks to the server process as a device does."""

    def __init__(self, address: str) -> None:
        self.address = address
        parts = urlsplit(address)
        self._netloc = (parts.hostname or "", parts.port or 0)

    def send(
        self,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        method: str = "POST",
    ) -> Answer:
        connection = http.client.HTTPConnection(*self._netloc, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            lowered = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, lowered, response.read())
        finally:
            connection.close()

    def post(self, path: str, message: msgspec.Struct, token: str | None = None) -> Answer:
        data, coding = encoding.encode(message)
        headers = {
            "Content-Type": encoding.MEDIA_TYPE,
            "Content-Encoding": coding,
            "Accept-Encoding": "zstd, gzip",
        }
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.send(path, data, headers)

    def enrol(self, message: EnrolRequest) -> Answer:
        return self.post("/api/v1/enrol", message)

    def sync(self, message: SyncRequest, token: str) -> Answer:
        return self.post("/api/v1/sync", message, token)


@pytest.fixture(scope="session")
def server_environment(django_db_setup: None, tmp_path_factory: Any) -> dict[str, str]:
    """What a server process needs to know to work on the test database."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgresql:///{database['NAME']}?host={quote(database['HOST'])}&user=sonca"
    return os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": settings.SECRET_KEY,
        "SONCA_SERVER_DATA": str(tmp_path_factory.mktemp("server")),
        "SONCA_TRUSTED_PROXIES": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def server_process(server_environment: dict[str, str]) -> Iterator[str]:
    """The address of a server process that works on the test database."""
    command = [sys.executable, "-m", "sync.server", "serve", "--port", "0", "--no-migrate"]
    with subprocess.Popen(
        command, cwd=ROOT, env=server_environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def server(server_process: str, transactional_db: None) -> Server:
    """The server, on a database that is emptied after the test."""
    return Server(server_process)
