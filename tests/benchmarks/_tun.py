"""A bad line that is real to TCP: packets of the kernel between two namespaces, held up here.

One TUN device is in this namespace, the other in a new one, in which the line's listener
lies; a program between them takes every IP packet, loses some, lets the others out at the
line's rate and hands them over half a round trip later. What TCP makes of that is the
kernel's own doing: its handshakes, windows, retransmissions and timers. Needs root and
``/dev/net/tun`` (``tc netem`` is not to be had everywhere); :func:`missing` says what is.

Behind the listener a ``Line`` without a shape counts what the programs said, and forwards.
"""

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from _line import Line, Passed, Shape

_TUN = Path("/dev/net/tun")
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
_CLONE_NEWNET = 0x40000000
_BUFFER = 64 * 1024
"""Bytes that a modem holds before it drops: eight seconds at 64 kbit/s."""
_LARGEST = 2048


def missing() -> str:
    """Why there can be no such line here; "" when there can."""
    if os.geteuid() != 0:
        return "not root"
    if not _TUN.exists():
        return f"no {_TUN}"
    try:
        with TunLine(("127.0.0.1", 9), 1):
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        return str(error)


@dataclass
class _Way:
    """One direction: when the modem is free again, and what is on its way."""

    out: int
    free_at: float = 0.0
    flying: list[tuple[float, int, bytes]] = field(default_factory=list)


class TunLine:
    """As ``_line.Line``; ``shape`` None: as fast as the machine."""

    kind = "TCP of the kernel over two TUN devices"

    def __init__(self, target: tuple[str, int], seed: int) -> None:
        self.shape: Shape | None = None
        self._draw = random.Random(seed)
        self._opened = contextlib.ExitStack()
        self._told, self._tell = os.pipe()
        for descriptor in (self._told, self._tell):
            self._opened.callback(os.close, descriptor)
        self._lock = threading.Lock()
        self._number = 0
        self._wire = Passed()
        net = os.getpid() % 250
        try:
            here = self._device(f"sc{os.getpid()}", f"10.77.{net}.1/30")
            self.host = f"10.77.{net}.2"
            there, listener = self._elsewhere(f"10.77.{net}.2/30")
            self._ways = {here: _Way(there), there: _Way(here)}
            self._here = here
            self._ended = threading.Event()
            self._relay = threading.Thread(target=self._carry, daemon=True)
            self._relay.start()
            self._opened.callback(self._end)
            self._line = self._opened.enter_context(Line(target, seed, listener))
        except BaseException:
            self._opened.close()
            raise
        self.port = self._line.port

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def passed(self) -> Passed:
        """What the programs said, and the packets that were lost of it."""
        said = self._line.passed
        return Passed(said.up, said.down, said.requests, said.connections, self._wire.lost)

    @property
    def wire(self) -> tuple[int, int]:
        """Bytes up and down of IP packets: heads, acknowledgements and repeats as well."""
        return self._wire.up, self._wire.down

    def __enter__(self) -> "TunLine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def reset(self) -> None:
        """Count from nothing; what is still on its way arrives now."""
        with self._lock:
            for way in self._ways.values():
                way.free_at = 0.0
                way.flying = [(0.0, number, packet) for _, number, packet in way.flying]
            self._wire = Passed()
        self._line.reset()
        os.write(self._tell, b"x")

    # ---- devices -----------------------------------------------------------------------------

    def _device(self, name: str, address: str) -> int:
        """A TUN device in the namespace of this thread, up, with an address."""
        descriptor = os.open(_TUN, os.O_RDWR | os.O_NONBLOCK)
        self._opened.callback(os.close, descriptor)
        asked = struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI)
        fcntl.ioctl(descriptor, _TUNSETIFF, asked)
        for command in (
            f"ip address add {address} dev {name}",
            f"ip link set {name} up",
        ):
            subprocess.run(command.split(), check=True, capture_output=True)
        return descriptor

    def _elsewhere(self, address: str) -> tuple[int, socket.socket]:
        """A device and a listener in a namespace of their own, which ends with them."""

        def make() -> tuple[int, socket.socket]:
            if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "unshare")
            device = self._device("far", address)
            return device, socket.create_server((self.host, 0))

        return _in_a_thread(make)

    # ---- packets -----------------------------------------------------------------------------

    def _end(self) -> None:
        self._ended.set()
        os.write(self._tell, b"x")
        self._relay.join(10)

    def _carry(self) -> None:
        while not self._ended.is_set():
            with self._lock:
                due = min(
                    (way.flying[0][0] for way in self._ways.values() if way.flying), default=None
                )
            wait = None if due is None else max(0.0, due - time.monotonic())
            ready, _, _ = select.select([*self._ways, self._told], [], [], wait)
            for source in ready:
                if source == self._told:
                    os.read(source, 100)
                    continue
                with contextlib.suppress(BlockingIOError):
                    while packet := os.read(source, _LARGEST):
                        self._take(source, packet)
            self._deliver()

    def _take(self, source: int, packet: bytes) -> None:
        shape, now = self.shape, time.monotonic()
        with self._lock:
            if source == self._here:
                self._wire.up += len(packet)
            else:
                self._wire.down += len(packet)
            way, at = self._ways[source], now
            if shape is not None:
                waiting = max(0.0, way.free_at - now) * shape.rate / 8
                if self._draw.random() < shape.loss or waiting > _BUFFER:
                    self._wire.lost += 1
                    return
                way.free_at = max(way.free_at, now) + len(packet) * 8 / shape.rate
                at = way.free_at + shape.round_trip / 2
            self._number += 1
            heapq.heappush(way.flying, (at, self._number, packet))

    def _deliver(self) -> None:
        now = time.monotonic()
        with self._lock:
            for way in self._ways.values():
                while way.flying and way.flying[0][0] <= now:
                    # A device that is full drops, as any does.
                    with contextlib.suppress(OSError):
                        os.write(way.out, heapq.heappop(way.flying)[2])


def _in_a_thread(work: Callable[[], Any]) -> Any:
    """A thread has a namespace of its own; it ends, what it opened stays there."""
    done: list[Any] = []

    def run() -> None:
        try:
            done.append((work(), None))
        except Exception as error:
            done.append((None, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    result, error = done[0]
    if error is not None:
        raise error
    return result


def pinged(line: TunLine, count: int) -> tuple[float, float]:
    """What the line is like: the median round trip in seconds, and the share of echoes lost.

    An echo is lost when either of its two packets is.
    """
    sent: dict[int, float] = {}
    trips: list[float] = []
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as echo:
        echo.settimeout(0.2)
        while len(sent) < count or time.monotonic() - max(sent.values()) < 2:
            if len(sent) < count:
                number = len(sent) + 1
                head = struct.pack(">BBHHH", 8, 0, 0, 77, number)
                total = sum(struct.unpack(">4H", head))
                total = (total & 0xFFFF) + (total >> 16)
                echo.sendto(
                    head[:2] + struct.pack(">H", ~total & 0xFFFF) + head[4:], (line.host, 0)
                )
                sent[number] = time.monotonic()
            with contextlib.suppress(TimeoutError):
                while True:
                    kind, _, _, ident, number = struct.unpack(">BBHHH", echo.recv(200)[20:28])
                    if (kind, ident) == (0, 77):
                        trips.append(time.monotonic() - sent[number])
    return sorted(trips)[len(trips) // 2], 1 - len(trips) / count


if __name__ == "__main__":
    with TunLine(("127.0.0.1", 9), 1) as line:
        line.shape = Shape()
        trip, lost = pinged(line, 200)
        print(f"round trip {trip:.3f} s, echoes lost {lost:.1%}")
