"""Ways through an office's network: a real proxy process, and real scripts (PAC)."""

import http.server
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError, LineProblem
from sync.client.proxies import Proxies
from sync.client.typed_proxy import Typed, is_address
from sync.protocol import encoding
from sync.protocol.messages import SyncRequest, SyncResponse
from tests.sync import faults

CERTIFICATES = Path(__file__).parents[2] / "data" / "tls"
ACCOUNT = ("can-bo", "m@t kh:u")


class RealProxy:
    """tinyproxy on a free port. ``log`` is what it wrote so far."""

    def __init__(self, folder: Path, *, asks: bool) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._log = folder / f"{self.port}.log"
        lines = [
            *(f"Port {self.port}", "Listen 127.0.0.1", "Timeout 30", "MaxClients 20"),
            *(f'LogFile "{self._log}"', "LogLevel Connect", "Allow 127.0.0.1"),
        ]
        if asks:
            # Its file of settings knows no quoting.
            lines.append("BasicAuth can-bo matkhau")
        settings = folder / f"{self.port}.conf"
        settings.write_text("\n".join(lines) + "\n")
        folder.chmod(0o777)
        program = "/usr/bin/tinyproxy" if Path("/usr/bin/tinyproxy").exists() else "tinyproxy"
        self._process = subprocess.Popen([program, "-d", "-c", settings], stdout=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 5).close()
                return
            except ConnectionRefusedError:
                assert self._process.poll() is None
                threading.Event().wait(0.02)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


@pytest.fixture
def new_proxy(tmp_path: Path) -> Iterator[Callable[..., RealProxy]]:
    made: list[RealProxy] = []
    folder = tmp_path / "proxy"
    folder.mkdir()

    def make(*, asks: bool = False) -> RealProxy:
        made.append(RealProxy(folder, asks=asks))
        return made[-1]

    yield make
    for proxy in made:
        proxy.stop()


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serves the body of FindProxyForURL as a file; gives its address."""
    folder = tmp_path / "script"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, directory=str(folder), **named)  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def serve(body: str) -> str:
            (folder / "proxy.pac").write_text(
                f"function FindProxyForURL(url, host) {{ {body} }}", encoding="utf-8"
            )
            return f"http://127.0.0.1:{server.server_port}/proxy.pac"

        yield serve
        server.shutdown()
        thread.join()


@pytest.fixture
def line() -> Iterator[faults.FaultyLine]:
    """A province that answers each request the same, in plain HTTP."""
    body, _ = encoding.encode(SyncResponse(version=1, now=1, cursor=7))
    reply = faults.answer(f"200 OK\r\nContent-Type: {encoding.MEDIA_TYPE}", body)
    with faults.FaultyLine(("127.0.0.1", 9)) as made:
        made.faults += [reply] * 20
        yield made


def ask(address: str, proxies: Proxies) -> int:
    carrier = HttpCarrier(address, "t", proxies=proxies, connect_s=10, read_s=10)
    try:
        return carrier.sync(SyncRequest(version=1, epoch="0" * 16, now=0)).cursor
    finally:
        carrier.close()


def problem(address: str, proxies: Proxies) -> tuple[str, dict[str, object]]:
    with pytest.raises(CarrierError) as caught:
        ask(address, proxies)
    return caught.value.problem, caught.value.params


def test_what_was_typed_leads_the_way(line, new_proxy):
    proxy = new_proxy()
    assert ask(line.address, Proxies(Typed(proxy.address))) == 7
    assert f"127.0.0.1:{line.port}" in proxy.log


@pytest.mark.parametrize("asks", [False, True])
def test_tls_goes_through_the_proxy_unopened(new_proxy, monkeypatch, asks):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "good.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "good.pem")
    body, _ = encoding.encode(SyncResponse(version=1, now=1, cursor=7))
    reply = faults.answer(f"200 OK\r\nContent-Type: {encoding.MEDIA_TYPE}", body)

    def secure(line, client):
        with context.wrap_socket(client, server_side=True) as wrapped:
            reply(line, wrapped)

    proxy = new_proxy(asks=asks)
    with faults.FaultyLine(("127.0.0.1", 9)) as line:
        line.faults += [secure] * 3
        address = f"https://127.0.0.1:{line.port}"
        if asks:
            for account in ((), ("can-bo", "sai")):
                told = problem(address, Proxies(Typed(proxy.address, *account)))
                assert told == (LineProblem.PROXY_ASKS, {"given": bool(account)})
        account = ("can-bo", "matkhau") if asks else ("", "")
        assert ask(address, Proxies(Typed(proxy.address, *account))) == 7
    assert f"CONNECT 127.0.0.1:{line.port}" in proxy.log


def test_an_account_may_have_any_letters():
    (choice,) = Proxies(Typed("proxy:8080", *ACCOUNT)).choices("https://so.example.vn")
    assert choice["https"] == "http://can-bo:m%40t%20kh%3Au@proxy:8080"


def test_the_settings_of_the_system_count_when_nothing_was_typed(line, new_proxy, monkeypatch):
    proxy = new_proxy(asks=True)
    monkeypatch.setenv("http_proxy", f"http://{proxy.address}")
    monkeypatch.setenv("no_proxy", "")
    assert ask(line.address, Proxies(Typed("", "can-bo", "matkhau"))) == 7


def test_a_script_is_asked_for_each_address(line, script, new_proxy):
    proxy = new_proxy()
    address = script(
        f"if (shExpMatch(host, '127.*')) return 'PROXY {proxy.address}'; return 'DIRECT';"
    )
    proxies = Proxies(Typed(address))
    assert ask(line.address, proxies) == 7
    assert f"127.0.0.1:{line.port}" in proxy.log
    assert proxies.choices("https://so.example.vn/api") == [{}]


def test_the_script_that_the_system_names_counts(line, script, new_proxy):
    proxy = new_proxy()
    address = script(f"return 'PROXY {proxy.address}';")
    assert ask(line.address, Proxies(of_system=lambda: address)) == 7
    assert f"127.0.0.1:{line.port}" in proxy.log


def test_the_next_way_is_taken_and_remembered(line, script, new_proxy):
    proxy = new_proxy()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{closed.getsockname()[1]}"
        address = script(f"return 'SOCKS {dead}; PROXY {dead}; PROXY {proxy.address}; DIRECT';")
        proxies = Proxies(Typed(address))
        ways = [choice.get("http", "") for choice in proxies.choices(line.address)]
        assert ways == [f"http://{dead}", f"http://{proxy.address}", ""]
        assert ask(line.address, proxies) == 7
        assert proxies.choices(line.address)[0]["http"] == f"http://{proxy.address}"


@pytest.mark.parametrize("body", ["return nonsense();", "}", "return 5;", "throw 'x';"])
def test_a_script_that_is_broken_is_gone_without(line, script, body):
    assert ask(line.address, Proxies(Typed(script(body)))) == 7


def test_without_its_script_and_without_a_way_the_official_is_told(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
        assert problem(nobody, Proxies(Typed(f"{nobody}/proxy.pac")))[0] == (
            LineProblem.PROXY_SCRIPT
        )
    kept = tmp_path / "proxy.pac"
    kept.write_text("function FindProxyForURL(url, host) { return 'DIRECT'; }")
    assert problem(nobody, Proxies(Typed(kept.as_uri())))[0] == LineProblem.SERVER_DOWN


def test_a_network_may_name_its_script_by_the_name_wpad(script, new_proxy, line):
    """Asked only when there is no way out, and at most once an hour."""
    proxy = new_proxy()
    address = script(f"return 'PROXY {proxy.address}';")
    now, asked = [0.0], []

    def by_name() -> list[str]:
        asked.append(now[0])
        return ["http://127.0.0.1:9/wpad.dat", *([address] if now[0] > 3600 else [])]

    proxies = Proxies(by_name=by_name, clock=lambda: now[0])
    unknown = f"http://khong-co.invalid:{line.port}"
    for _ in range(3):
        assert problem(unknown, proxies)[0] == LineProblem.NO_LINE
    assert asked == [0.0]
    now[0] = 4000.0
    # Through the proxy, which cannot find the name either.
    assert problem(unknown, proxies)[0] != LineProblem.NO_LINE
    assert "khong-co.invalid" in proxy.log
    assert asked == [0.0, 4000.0]


def test_what_is_no_address_is_told_apart():
    good = ["proxy:8080", "http://proxy:3128", "https://p.vn/proxy.pac", "file:///C:/proxy.pac"]
    bad = ["proxy", "proxy:", "proxy:x", "ftp://proxy:1", "my proxy:80", "file:"]
    assert [text for text in good + bad if is_address(text)] == good


def test_nothing_of_the_password_is_printed():
    assert ACCOUNT[1] not in repr(Typed("p:1", *ACCOUNT))
    assert os.environ.get("http_proxy") is None
