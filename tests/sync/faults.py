"""A TCP line that fails on request, without root and without sleeping.

Each connection meets the next fault of ``line.faults``; when there is none left, it is
forwarded as it is. What passed is counted in ``up`` and ``down``.
"""

import contextlib
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator, MutableSequence
from types import TracebackType

_BLOCK = 64 * 1024

Fault = Callable[["FaultyLine", socket.socket], None]


class FaultyLine:
    """A proxy on a free local port in front of ``target``."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.faults: deque[Fault] = deque()
        self.up = 0
        self.down = 0
        self.connections = 0
        self.closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> "FaultyLine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        if self.closing.is_set():
            return
        self.closing.set()
        # Wakes accept() up, which closing alone does not.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 5).close()
        self._threads[0].join()
        self._listener.close()
        with self._lock:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for each in self._open:
            each.close()

    def dial(self) -> socket.socket:
        """A connection to the target."""
        return self.keep(socket.create_connection(self.target, 30))

    def keep(self, connection: socket.socket) -> socket.socket:
        """Close this connection when the line is closed, if not before."""
        with self._lock:
            self._open.add(connection)
        return connection

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self.closing.is_set():
                client.close()
                return
            self.keep(client)
            self.connections += 1
            fault = self.faults.popleft() if self.faults else forward
            thread = threading.Thread(target=self._serve, args=(fault, client))
            self._threads.append(thread)
            thread.start()

    def _serve(self, fault: Fault, client: socket.socket) -> None:
        # A connection that breaks is what this program is for.
        with contextlib.suppress(OSError), client:
            fault(self, client)


def forward(line: FaultyLine, client: socket.socket) -> None:
    """A good line."""
    _both_ways(line, client)


def cut_up(after: int) -> Fault:
    """Break in the middle of a request: ``after`` bytes reach the server."""

    def fault(line: FaultyLine, client: socket.socket) -> None:
        _both_ways(line, client, most_up=after)

    return fault


def cut_down(after: int) -> Fault:
    """Break in the middle of an answer: ``after`` bytes reach the PC. The server has done
    its work by then."""

    def fault(line: FaultyLine, client: socket.socket) -> None:
        _both_ways(line, client, most_down=after)

    return fault


def cut_short(after: int) -> Fault:
    """An answer that ends in good order after ``after`` bytes: a proxy gave up on the rest."""

    def fault(line: FaultyLine, client: socket.socket) -> None:
        client.sendall(deliver(line, _read_request(line, client))[:after])

    return fault


def reset(line: FaultyLine, client: socket.socket) -> None:
    """Hang up at once."""
    _hang_up(client)


def stall(line: FaultyLine, client: socket.socket) -> None:
    """Take everything, say nothing, until somebody gives up."""
    while block := client.recv(_BLOCK):
        line.up += len(block)


def answer(head: str, body: bytes) -> Fault:
    """Something else answers in the server's place. ``head``: status line and headers."""

    def fault(line: FaultyLine, client: socket.socket) -> None:
        _read_request(line, client)
        text = f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        client.sendall(text.encode() + body)

    return fault


def twice(line: FaultyLine, client: socket.socket) -> None:
    """The request reaches the server twice; the PC sees the second answer."""
    request = _read_request(line, client)
    for turn in range(2):
        with line.dial() as server:
            server.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            while block := server.recv(_BLOCK):
                if turn:
                    line.down += len(block)
                    client.sendall(block)


def late(requests: MutableSequence[bytes]) -> Fault:
    """Keep the request for later and hang up: reordering. See :func:`deliver`."""

    def fault(line: FaultyLine, client: socket.socket) -> None:
        requests.append(_read_request(line, client))
        _hang_up(client)

    return fault


def deliver(line: FaultyLine, request: bytes) -> bytes:
    """Send a request that :func:`late` kept; gives the whole answer."""
    with line.dial() as server:
        server.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        answered = b""
        while block := server.recv(_BLOCK):
            answered += block
        return answered


def _both_ways(
    line: FaultyLine,
    client: socket.socket,
    most_up: int | None = None,
    most_down: int | None = None,
) -> None:
    with line.dial() as server:

        def back() -> None:
            with contextlib.suppress(OSError):
                for block in _blocks(server, most_down):
                    line.down += len(block)
                    client.sendall(block)
            _hang_up(client) if most_down is not None else _shut(client)
            _shut(server)

        backwards = threading.Thread(target=back)
        backwards.start()
        with contextlib.suppress(OSError):
            for block in _blocks(client, most_up):
                line.up += len(block)
                server.sendall(block)
        if most_up is not None:
            _hang_up(client)
        _shut(server)
        backwards.join()


def _blocks(source: socket.socket, most: int | None) -> Iterator[bytes]:
    passed = 0
    while block := source.recv(_BLOCK):
        if most is not None and passed + len(block) >= most:
            yield block[: most - passed]
            return
        passed += len(block)
        yield block


def _read_request(line: FaultyLine, client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(client)
    head, _, body = data.partition(b"\r\n\r\n")
    headers = dict(each.lower().split(b": ", 1) for each in head.split(b"\r\n")[1:])
    length = int(headers.get(b"content-length", 0))
    while len(body) < length:
        body += _more(client)
    line.up += len(head) + 4 + len(body)
    return head + b"\r\n\r\n" + body


def _more(client: socket.socket) -> bytes:
    block = client.recv(_BLOCK)
    if not block:
        raise ConnectionResetError("hung up in mid-request")
    return block


def _hang_up(connection: socket.socket) -> None:
    """Reset instead of an orderly end."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Waking a thread that reads from it; close() alone leaves it hanging.
        connection.shutdown(socket.SHUT_RD)
        connection.close()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
