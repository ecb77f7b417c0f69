"""Files up: a photo over a bad line, and the memory of both sides whatever the size.

The line is the simulated one of ``_line`` (600 ms, 64 kbit/s, 5 % loss). The peer is tuspy,
the tus project's own Python client, against the same server over the same line with the
same seed. Memory is the resident set of all server processes, looked at every 10 ms.
"""

import base64
import hashlib
import http.client
import io
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
from _line import Line, Shape
from tusclient.client import TusClient

from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError
from sync.client.transfer import FIRST_PIECE, Outgoing, Uploader
from sync.protocol.enrolment import EnrolRequest
from tests.sync.province import Province

MB = 2**20
SEED = int(os.environ.get("SONCA_BENCH_SEED", "1"))
PHOTO = int(os.environ.get("SONCA_BENCH_PHOTO_KB", "300")) * 1024
SIZES_MB = (10, 200)
TOGETHER = 16
SHAPE = Shape()


def run() -> list[dict[str, Any]]:
    print(f"seed {SEED}, {SHAPE}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="sonca-uploads-") as folder:
        province = Province(Path(folder))
        province.environment["SONCA_FILE_LARGEST_MB"] = "500"
        province.start()
        try:
            server = Server(province)
            return [*server.memory(), *server.photo()]
        finally:
            province.stop()


class Server:
    """The province's server, an enrolled PC's token, and a look at its memory."""

    def __init__(self, province: Province) -> None:
        self._province = province
        self._token = secrets.token_urlsafe(32)
        carrier = HttpCarrier(province.address, self._token, proxies={})
        carrier.enrol(EnrolRequest(version=1, code=province.codes[0], token=self._token))
        carrier.close()
        assert province._process is not None
        process = psutil.Process(province._process.pid)
        self._processes = [process, *process.children(recursive=True)]

    def memory(self) -> list[dict[str, Any]]:
        """One request with the whole file in it, as tuspy would send without a chunk size."""
        self._put(_noise(1))
        idle = self._resident()
        rows = [_row("server, idle", idle, "MB")]
        for size in SIZES_MB:
            data = _noise(size)
            peak = self._peak(lambda data=data: self._put(data))
            rows.append(_row(f"server, one PATCH of {size} MB", peak, "MB", "idle", idle))
        files = [_noise(10) for _ in range(TOGETHER)]

        def together() -> None:
            with ThreadPoolExecutor(TOGETHER) as pool:
                list(pool.map(self._put, files))

        peak = self._peak(together)
        rows.append(_row(f"server, {TOGETHER} PATCHes of 10 MB at once", peak, "MB", "idle", idle))
        rows.append(self._our_memory())
        return rows

    def photo(self) -> list[dict[str, Any]]:
        """A photo over the bad line: ours, ours with a cut in the middle, tuspy."""
        rows = []
        floor = round(SHAPE.round_trip + PHOTO * 8 / SHAPE.rate, 1)
        for name, send in (
            ("ours", self._ours),
            ("ours, cut in the middle", self._ours_cut),
            ("tuspy", self._tuspy),
        ):
            with Line(self._province.target, SEED) as line:
                data = random.Random(name).randbytes(PHOTO)
                line.shape = SHAPE
                begun = time.monotonic()
                send(line, data)
                seconds = round(time.monotonic() - begun, 1)
                what = f"photo of {PHOTO // 1024} kB, {name}"
                rows.append(_row(what, seconds, "s", "rate and one round trip", floor))
                beside = line.passed.up + line.passed.down - len(data)
                rows.append(_row(what, beside, "bytes beside the photo"))
                rows.append(_row(what, line.passed.requests, "requests"))
        return rows

    def _ours(self, line: Line, data: bytes) -> None:
        carrier = HttpCarrier(line.address, self._token, proxies={})
        assert Uploader(carrier).upload(_outgoing(data), lambda there, of: None)
        carrier.close()

    def _ours_cut(self, line: Line, data: bytes) -> None:
        carrier = HttpCarrier(line.address, self._token, proxies={})
        uploader = Uploader(carrier)
        timer = threading.Timer(PHOTO * 8 / SHAPE.rate / 2, line.cut)
        timer.start()
        while True:
            try:
                assert uploader.upload(_outgoing(data), lambda there, of: None)
                break
            except CarrierError:
                continue
        carrier.close()
        timer.join()

    def _tuspy(self, line: Line, data: bytes) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        client = TusClient(f"{line.address}/api/v1/files", headers=headers)
        digest = hashlib.sha256(data).hexdigest()
        client.uploader(
            file_stream=io.BytesIO(data), chunk_size=FIRST_PIECE, metadata={"sha256": digest}
        ).upload()

    def _our_memory(self) -> dict[str, Any]:
        """What this process grows by while it sends a file that is not in memory."""
        with tempfile.NamedTemporaryFile() as file:
            digest = hashlib.sha256()
            for n in range(100):
                piece = random.Random(n).randbytes(MB)
                file.write(piece)
                digest.update(piece)
            file.flush()
            carrier = HttpCarrier(self._province.address, self._token, proxies={})
            path = Path(file.name)
            big = Outgoing(digest.hexdigest(), 100 * MB, lambda: path.open("rb"))
            me = psutil.Process()
            before = me.memory_info().rss
            grown = [0]
            Uploader(carrier).upload(
                big, lambda there, of: grown.append(me.memory_info().rss - before)
            )
            carrier.close()
        return _row("PC, growth while sending 100 MB", round(max(grown) / MB), "MB")

    def _put(self, data: bytes) -> None:
        host, port = self._province.target
        base = {"Authorization": f"Bearer {self._token}", "Tus-Resumable": "1.0.0"}
        digest = hashlib.sha256(data).hexdigest().encode()
        connection = http.client.HTTPConnection(host, port, timeout=120)
        told = {"Upload-Length": str(len(data))}
        told["Upload-Metadata"] = f"sha256 {base64.b64encode(digest).decode()}"
        connection.request("POST", "/api/v1/files", b"", base | told)
        answer = connection.getresponse()
        answer.read()
        told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        connection.request("PATCH", answer.headers["Location"], data, base | told)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 204:
            raise RuntimeError(f"PATCH: {answer.status}")

    def _resident(self) -> int:
        return round(sum(process.memory_info().rss for process in self._processes) / MB)

    def _peak(self, work: Callable[[], object]) -> int:
        peak, done = [0], threading.Event()

        def watch() -> None:
            while not done.wait(0.01):
                peak[0] = max(peak[0], self._resident())

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            work()
        finally:
            done.set()
            watching.join()
        return peak[0]


def _outgoing(data: bytes) -> Outgoing:
    return Outgoing(hashlib.sha256(data).hexdigest(), len(data), lambda: io.BytesIO(data))


def _noise(size_mb: int) -> bytes:
    return os.urandom(size_mb * MB)


def _row(
    name: str, value: float, unit: str, baseline_name: str = "", baseline: float = 0
) -> dict[str, Any]:
    row: dict[str, Any] = {"name": f"uploads: {name}", "value": value, "unit": unit}
    if baseline_name:
        row |= {"baseline_name": baseline_name, "baseline": baseline}
        row["ratio"] = round(value / baseline, 2)
    return row


if __name__ == "__main__":
    for each in run():
        print(each)
