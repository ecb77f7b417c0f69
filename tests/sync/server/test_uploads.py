"""Photos and files come up by tus, over a real socket, through cuts and kills."""

import base64
import hashlib
import io
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from tusclient.client import TusClient

from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError
from sync.client.transfer import Outgoing, Uploader
from sync.server.files import receiving
from sync.server.files.models import Upload
from sync.server.files.storage import Storage
from tests.sync.server import factories

PATH = "/api/v1/files"
DATA = random.Random(7).randbytes(700_000)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _metadata(data: bytes) -> str:
    return f"sha256 {base64.b64encode(_digest(data).encode()).decode()}"


@pytest.fixture
def token(server: Any) -> str:
    held = factories.token()
    factories.device(held=held)
    return held


@pytest.fixture
def ask(server: Any, token: str) -> Callable[..., Any]:
    """One tus request: status, headers in lower case, body."""

    def send(method: str, path: str, body: bytes = b"", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        base = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
        return server.send(path, body, base | named, method)

    return send


@pytest.fixture
def location(ask: Callable[..., Any]) -> str:
    answer = ask("POST", PATH, Upload_Length=str(len(DATA)), Upload_Metadata=_metadata(DATA))
    assert answer.status == 201
    return urlsplit(answer.headers["location"]).path


def _patch(ask: Any, where: str, offset: int, data: bytes, **more: str) -> Any:
    return ask(
        "PATCH",
        where,
        data,
        Content_Type="application/offset+octet-stream",
        Upload_Offset=str(offset),
        **more,
    )


def _files(server_files: Path) -> list[Path]:
    return [path for path in server_files.rglob("*") if path.is_file()]


def test_a_server_says_what_it_can(ask: Callable[..., Any]) -> None:
    answer = ask("OPTIONS", PATH)
    assert answer.headers["tus-version"] == "1.0.0"
    assert "creation" in answer.headers["tus-extension"]
    assert "sha256" in answer.headers["tus-checksum-algorithm"]


def test_pieces_become_the_file(ask: Callable[..., Any], location: str) -> None:
    half = len(DATA) // 2
    assert _patch(ask, location, 0, DATA[:half]).headers["upload-offset"] == str(half)
    assert ask("HEAD", location).headers["upload-offset"] == str(half)
    assert _patch(ask, location, half, DATA[half:]).status == 204
    upload = Upload.objects.get()
    assert upload.finished_at is not None


def test_what_is_here_is_never_sent_again(ask: Callable[..., Any], location: str) -> None:
    _patch(ask, location, 0, DATA)
    again = ask("POST", PATH, Upload_Length=str(len(DATA)), Upload_Metadata=_metadata(DATA))
    assert again.status == 200
    assert again.headers["upload-offset"] == str(len(DATA))
    assert urlsplit(again.headers["location"]).path == location


def test_a_piece_at_another_place_is_refused(ask: Callable[..., Any], location: str) -> None:
    assert _patch(ask, location, 5, DATA[5:10]).status == 409
    _patch(ask, location, 0, DATA[:10])
    assert _patch(ask, location, 0, DATA[:10]).status == 409
    assert ask("HEAD", location).headers["upload-offset"] == "10"


def test_a_damaged_piece_leaves_no_trace(ask: Callable[..., Any], location: str) -> None:
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    answer = _patch(ask, location, 0, DATA[:1000], Upload_Checksum=f"sha256 {wrong}")
    assert answer.status == 460
    assert ask("HEAD", location).headers["upload-offset"] == "0"
    right = base64.b64encode(hashlib.sha256(DATA[:1000]).digest()).decode()
    assert _patch(ask, location, 0, DATA[:1000], Upload_Checksum=f"sha256 {right}").status == 204


def test_a_file_that_is_not_what_was_announced_is_begun_anew(
    ask: Callable[..., Any], location: str
) -> None:
    assert _patch(ask, location, 0, bytes(len(DATA))).status == 460
    assert ask("HEAD", location).headers["upload-offset"] == "0"
    assert _patch(ask, location, 0, DATA).status == 204


def test_more_than_announced_is_refused(ask: Callable[..., Any], location: str) -> None:
    assert _patch(ask, location, 0, DATA + b"!").status == 413
    assert ask("HEAD", location).headers["upload-offset"] == "0"


@pytest.mark.parametrize(
    ("length", "metadata", "status"),
    [
        (str(10**12), _metadata(b"x"), 413),
        ("0", _metadata(b""), 400),
        ("10", "", 400),
        ("10", "sha256 !!!", 400),
        ("ten", _metadata(b"x"), 400),
        ("\xb2", _metadata(b"x"), 400),
        ("9" * 5000, _metadata(b"x"), 400),
    ],
)
def test_a_file_is_refused_before_it_travels(
    ask: Callable[..., Any], length: str, metadata: str, status: int
) -> None:
    assert ask("POST", PATH, Upload_Length=length, Upload_Metadata=metadata).status == status
    assert not Upload.objects.exists()


def test_an_offset_that_is_no_number_is_refused(ask: Callable[..., Any], location: str) -> None:
    for offset in ("\xb2", "9" * 5000, "-1", "1e3", ""):
        told = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": offset}
        assert ask("PATCH", location, DATA, **told).status == 400


def test_a_name_with_a_nul_is_taken_without_it(ask: Callable[..., Any]) -> None:
    name = base64.b64encode("ảnh\x00.jpg".encode()).decode()
    metadata = f"{_metadata(DATA)},filename {name}"
    assert ask("POST", PATH, Upload_Length="10", Upload_Metadata=metadata).status == 201
    assert Upload.objects.get().name == "ảnh.jpg"


def test_strangers_learn_nothing(server: Any, ask: Callable[..., Any], location: str) -> None:
    other = factories.token()
    factories.device(held=other)
    theirs = {"Authorization": f"Bearer {other}", "Tus-Resumable": "1.0.0"}
    assert server.send(location, b"", theirs, "HEAD").status == 404
    assert server.send(location, b"", {"Tus-Resumable": "1.0.0"}, "HEAD").status == 401


def test_a_cut_keeps_what_arrived(
    server: Any, ask: Callable[..., Any], token: str, location: str
) -> None:
    host, port = urlsplit(server.address).hostname, urlsplit(server.address).port
    head = (
        f"PATCH {location} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Upload-Offset: 0\r\nContent-Length: {len(DATA)}\r\n\r\n"
    )
    with socket.create_connection((host, port)) as line:
        line.sendall(head.encode() + DATA[:300_000])
        line.shutdown(socket.SHUT_WR)
        while line.recv(1000):
            pass
    offset = int(ask("HEAD", location).headers["upload-offset"])
    assert offset <= 300_000
    assert _patch(ask, location, offset, DATA[offset:]).status == 204
    assert Upload.objects.get().finished_at is not None


def test_two_writers_at_once_leave_one_file(ask: Callable[..., Any], location: str) -> None:
    statuses: list[int] = []

    def send() -> None:
        statuses.append(_patch(ask, location, 0, DATA).status)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(204) == 1
    assert set(statuses) <= {204, 409, 423}
    assert Upload.objects.get().finished_at is not None


def test_bytes_that_the_disk_lost_are_asked_for_again(tmp_path: Path, db: None) -> None:
    store = Storage(tmp_path)
    told = receiving.Announcement(10, _digest(b"0123456789"))
    now = timezone.now()
    upload, _ = receiving.begin(factories.device(), told, store, most=100, spare=0, now=now)
    receiving.receive(upload, 0, iter([b"01234"]), store, None, now=now)
    with store.locked(upload.ident) as part:
        part.truncate(3)
    with pytest.raises(receiving.Refused) as caught:
        receiving.receive(upload, 5, iter([b"56789"]), store, None, now=now)
    assert caught.value.reason is receiving.Refusal.WRONG_OFFSET
    upload.refresh_from_db()
    assert upload.offset == 0
    receiving.receive(upload, 0, iter([b"0123456789"]), store, None, now=now)
    assert store.whole(told.sha256).read_bytes() == b"0123456789"


def test_bytes_that_were_never_recorded_are_cut_off(tmp_path: Path, db: None) -> None:
    store = Storage(tmp_path)
    told = receiving.Announcement(10, _digest(b"0123456789"))
    now = timezone.now()
    upload, _ = receiving.begin(factories.device(), told, store, most=100, spare=0, now=now)
    receiving.receive(upload, 0, iter([b"01234"]), store, None, now=now)
    with store.locked(upload.ident) as part:
        part.seek(5)
        part.write(b"garbage of a killed process")
    receiving.receive(upload, 5, iter([b"56789"]), store, None, now=now)
    assert store.whole(told.sha256).read_bytes() == b"0123456789"


def test_no_space_is_said_before_the_bytes_travel(tmp_path: Path, db: None) -> None:
    told = receiving.Announcement(10, _digest(b"0123456789"))
    store = Storage(tmp_path)
    with pytest.raises(receiving.Refused, match="no_space"):
        receiving.begin(
            factories.device(), told, store, most=100, spare=store.free() * 2, now=timezone.now()
        )


def test_an_upload_that_stood_still_is_thrown_away(tmp_path: Path, db: None) -> None:
    store = Storage(tmp_path)
    now = timezone.now()
    told = receiving.Announcement(10, _digest(b"0123456789"))
    upload, _ = receiving.begin(factories.device(), told, store, most=100, spare=0, now=now)
    receiving.receive(upload, 0, iter([b"01234"]), store, None, now=now)
    assert receiving.remove_expired(store, now + receiving.KEPT_FOR - timedelta(hours=1)) == 0
    assert receiving.remove_expired(store, now + receiving.KEPT_FOR + timedelta(hours=1)) == 1
    assert not _files(tmp_path)


class MortalServer:
    """A server process that a test may kill; it comes back at the same address."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self._environment, self._port = environment, port
        self.address = f"http://127.0.0.1:{port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "sync.server", "serve", "--no-migrate"]
        self._process = subprocess.Popen(
            [*command, "--port", str(self._port)],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == self.address

    def kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def mortal_server(
    server_environment: dict[str, str], transactional_db: None, tmp_path: Path
) -> Iterator[MortalServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MortalServer({**server_environment, "SONCA_FILES": str(tmp_path / "files")}, port)
    yield server
    server.kill()


def test_our_uploader_goes_on_through_kills_and_sends_no_piece_twice(
    mortal_server: MortalServer, tmp_path: Path
) -> None:
    held = factories.token()
    factories.device(held=held)
    carrier = HttpCarrier(mortal_server.address, held, proxies={})
    file = Outgoing(_digest(DATA), len(DATA), lambda: _opened(tmp_path / "photo.jpg"), "ảnh.jpg")
    (tmp_path / "photo.jpg").write_bytes(DATA)
    kill_at = [100_000, 250_000, 500_000]
    seen: list[int] = []

    def progress(there: int, of: int) -> None:
        assert of == len(DATA)
        seen.append(there)
        if kill_at and there > kill_at[0]:
            kill_at.pop(0)
            mortal_server.kill()

    uploader = Uploader(carrier)
    done = False
    for _ in range(10):
        try:
            done = uploader.upload(file, progress)
            break
        except CarrierError:
            mortal_server.start()
    carrier.close()
    assert done
    assert not kill_at
    # Progress never went back: what was confirmed before a kill was there after it.
    assert seen == sorted(seen)
    stored = tmp_path / "files" / "whole" / _digest(DATA)[:2] / _digest(DATA)
    assert stored.read_bytes() == DATA


def test_a_client_that_we_did_not_write_goes_on_through_kills(
    mortal_server: MortalServer, tmp_path: Path
) -> None:
    held = factories.token()
    factories.device(held=held)
    headers = {"Authorization": f"Bearer {held}"}

    def uploader(url: str | None = None) -> Any:
        return TusClient(mortal_server.address + PATH, headers=headers).uploader(
            file_stream=io.BytesIO(DATA),
            chunk_size=90_000,
            metadata={"sha256": _digest(DATA)},
            url=url,
        )

    first = uploader()
    first.upload_chunk()
    first.upload_chunk()
    mortal_server.kill()
    mortal_server.start()
    second = uploader(first.url)
    assert second.offset == 180_000
    second.upload_chunk()
    mortal_server.kill()
    mortal_server.start()
    uploader(first.url).upload()
    stored = tmp_path / "files" / "whole" / _digest(DATA)[:2] / _digest(DATA)
    assert stored.read_bytes() == DATA


def _opened(path: Path) -> Any:
    return path.open("rb")
