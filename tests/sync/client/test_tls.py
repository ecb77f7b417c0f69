"""Certificates: what the system trusts is trusted, and what is wrong is told apart."""

import contextlib
import ssl
from pathlib import Path

import pytest

from sync.client.http import HttpCarrier
from sync.client.problems import CarrierError, LineProblem
from sync.protocol import encoding
from sync.protocol.messages import SyncRequest, SyncResponse
from tests.sync import faults

CERTIFICATES = Path(__file__).parents[2] / "data" / "tls"


@pytest.fixture
def secure():
    """Makes a province behind TLS; gives its address."""
    with contextlib.ExitStack() as stack:

        def make(certificate: str) -> str:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
            body, _ = encoding.encode(SyncResponse(version=1, now=1, cursor=7))
            reply = faults.answer(f"200 OK\r\nContent-Type: {encoding.MEDIA_TYPE}", body)

            def fault(line: faults.FaultyLine, client) -> None:
                with context.wrap_socket(client, server_side=True) as wrapped:
                    reply(line, wrapped)

            line = stack.enter_context(faults.FaultyLine(("127.0.0.1", 9)))
            line.faults.append(fault)
            return f"https://127.0.0.1:{line.port}"

        yield make


def ask(address: str) -> SyncResponse:
    carrier = HttpCarrier(address, "t", proxies={}, connect_s=10, read_s=10)
    try:
        return carrier.sync(SyncRequest(version=1, epoch="0" * 16, now=0))
    finally:
        carrier.close()


def trust(monkeypatch: pytest.MonkeyPatch, certificate: str) -> None:
    """As an office's own authority is trusted: by the system's store."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / f"{certificate}.pem"))


def test_what_the_system_trusts_is_trusted(secure, monkeypatch):
    trust(monkeypatch, "good")
    assert ask(secure("good")).cursor == 7


@pytest.mark.parametrize(
    ("trusted", "shown", "problem"),
    [
        ("other-name", "good", LineProblem.TLS),  # an authority that nobody here knows
        ("other-name", "other-name", LineProblem.TLS),  # a certificate of another server
        ("expired", "expired", LineProblem.CLOCK),
        ("not-yet", "not-yet", LineProblem.CLOCK),
    ],
)
def test_a_wrong_certificate_is_refused(secure, monkeypatch, trusted, shown, problem):
    trust(monkeypatch, trusted)
    with pytest.raises(CarrierError) as caught:
        ask(secure(shown))
    assert caught.value.problem == problem
    if problem == LineProblem.CLOCK:
        kind = "expired" if shown == "expired" else "not_yet"
        assert caught.value.params == {"kind": kind}


def test_something_that_speaks_no_tls_is_no_problem_of_the_line(monkeypatch):
    with faults.FaultyLine(("127.0.0.1", 9)) as line:
        line.faults.append(plain)
        with pytest.raises(CarrierError) as caught:
            ask(f"https://127.0.0.1:{line.port}")
    assert caught.value.problem == LineProblem.TLS


def plain(line: faults.FaultyLine, client) -> None:
    client.recv(1000)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
