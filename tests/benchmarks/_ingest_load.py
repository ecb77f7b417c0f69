"""Sends requests that are ready, and says how long each answer took.

A process of its own, so that what it costs is not the server's. Standard input has the
server's host and port and a list of whole HTTP requests for each client, pickled; standard
output gets JSON: ``seconds`` altogether, ``took`` by each request, the ``cpu`` spent here,
and ``wrong``, the first answer that was not 200.
"""

import json
import pickle
import selectors
import socket
import sys
import time
from typing import Any

_END = b"\r\n\r\n"


class _Client:
    def __init__(self, target: tuple[str, int], requests: list[bytes]) -> None:
        self.socket = socket.create_connection(target)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting = iter(requests)
        self._buffer = b""
        self._sent = 0.0
        self.took: list[float] = []

    def send(self) -> bool:
        request = next(self._waiting, None)
        if request is None:
            return False
        self._sent = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> bytes | None:
        """The whole answer, once all of it is here."""
        self._buffer += self.socket.recv(1 << 16)
        head, end, body = self._buffer.partition(_END)
        if not end:
            return None
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line[15:])
        if len(body) < length:
            return None
        self.took.append(time.perf_counter() - self._sent)
        answer, self._buffer = self._buffer, b""
        return answer


def run(target: tuple[str, int], requests: list[list[bytes]]) -> dict[str, Any]:
    ready = selectors.DefaultSelector()
    clients = [_Client(target, each) for each in requests]
    begun = time.perf_counter()
    open_ = 0
    for client in clients:
        if client.send():
            ready.register(client.socket, selectors.EVENT_READ, client)
            open_ += 1
    wrong = b""
    while open_:
        for key, _ in ready.select():
            client = key.data
            answer = client.receive()
            if answer is None:
                continue
            if not answer.startswith(b"HTTP/1.1 200"):
                wrong = wrong or answer
            if not client.send():
                ready.unregister(client.socket)
                open_ -= 1
    seconds = time.perf_counter() - begun
    return {
        "seconds": seconds,
        "took": [each for client in clients for each in client.took],
        "cpu": time.process_time(),
        "wrong": wrong.decode(errors="replace"),
    }


if __name__ == "__main__":
    print(json.dumps(run(*pickle.load(sys.stdin.buffer))))
