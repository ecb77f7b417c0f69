"""A bad line in userspace: delay, rate and loss, in front of a server on this machine.

What it models, and what not. Each direction is a queue of segments of 1,448 bytes that
leaves at the given rate and arrives half a round trip later. A segment is lost with the
given probability; TCP then delivers nothing behind it until it was sent again, which is
modelled as one round trip more (a retransmission after duplicate acknowledgements; two
round trips when nothing follows it, as a timer must run out), drawn anew for each try. A
new connection costs one round trip before its first byte, more if the SYN is lost.
Headers of TCP and IP, acknowledgements and TLS are not counted, congestion windows not
modelled: at 64 kbit/s and 600 ms the line holds 4.8 kB, less than TCP's first window.
Both products are measured through the same code with the same seed.
"""

import asyncio
import random
import re
import socket
import threading
import time
from dataclasses import dataclass
from types import TracebackType

SEGMENT = 1_448
_REQUEST = re.compile(rb"(?:GET|POST|HEAD|PATCH) /[^ \r\n]* HTTP/1\.1\r\n")


@dataclass(frozen=True)
class Shape:
    """``round_trip`` in seconds, ``rate`` in bit/s each way, ``loss`` as a share."""

    round_trip: float = 0.6
    rate: int = 64_000
    loss: float = 0.05


@dataclass
class Passed:
    """What went through since the last reset."""

    up: int = 0
    down: int = 0
    requests: int = 0
    connections: int = 0
    lost: int = 0


@dataclass
class _Way:
    """One direction of the line; all connections share its rate."""

    free_at: float = 0.0


class Line:
    """A proxy on a free local port, or behind a listener that somebody else has made.

    ``shape`` None: as fast as the machine.
    """

    kind = "a model in user space"
    host = "127.0.0.1"
    wire: tuple[int, int] | None = None

    def __init__(
        self, target: tuple[str, int], seed: int, listener: socket.socket | None = None
    ) -> None:
        self.shape: Shape | None = None
        self.passed = Passed()
        self._target = target
        self._draw = random.Random(seed)
        self._ways = {True: _Way(), False: _Way()}
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0)
            if listener is None
            else asyncio.start_server(self._serve, sock=listener),
            self._loop,
        ).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        async def end() -> None:
            self._server.close()
            left = asyncio.all_tasks() - {asyncio.current_task()}
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def reset(self) -> None:
        """Count from nothing, and leave the queues empty."""
        self.passed = Passed()
        self._ways = {True: _Way(), False: _Way()}

    def cut(self) -> None:
        """Break every connection there is. Any thread."""

        def abort() -> None:
            for writer in self._open:
                writer.transport.abort()

        self._loop.call_soon_threadsafe(abort)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.passed.connections += 1
        try:
            if self.shape:
                await asyncio.sleep(self._tries(tail=True) + self.shape.round_trip)
            there, back = await asyncio.open_connection(*self._target)
            self._open |= {writer, back}
            for each in (writer, back):
                # As granian's and Anki's own sockets have it; asyncio does so only for some.
                each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry(reader, back, up=True))
                both.create_task(self._carry(there, writer, up=False))
        except* (OSError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, up: bool
    ) -> None:
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                at, data = await queue.get()
                await asyncio.sleep(max(0.0, at - time.monotonic()))
                if not data:
                    sink.close()
                    return
                sink.write(data)
                await sink.drain()

        delivering = asyncio.create_task(deliver())
        arrival = 0.0
        while data := await source.read(64 * 1024):
            self._count(data, up)
            for start in range(0, len(data), SEGMENT):
                piece = data[start : start + SEGMENT]
                tail = start + SEGMENT >= len(data)
                # Nothing overtakes what was lost before it.
                arrival = max(arrival, self._arrival(len(piece), tail, up))
                await queue.put((arrival, piece))
        await queue.put((arrival, b""))
        await delivering

    def _arrival(self, size: int, tail: bool, up: bool) -> float:
        if not self.shape:
            return 0.0
        way = self._ways[up]
        way.free_at = max(way.free_at, time.monotonic()) + size * 8 / self.shape.rate
        return way.free_at + self.shape.round_trip / 2 + self._tries(tail)

    def _tries(self, tail: bool) -> float:
        """Seconds that a segment loses by being lost."""
        assert self.shape
        waited = 0.0
        while self._draw.random() < self.shape.loss:
            self.passed.lost += 1
            waited += self.shape.round_trip * (2 if tail else 1)
        return waited

    def _count(self, data: bytes, up: bool) -> None:
        if up:
            self.passed.up += len(data)
            self.passed.requests += len(_REQUEST.findall(data))
        else:
            self.passed.down += len(data)
