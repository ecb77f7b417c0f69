"""``serve``: bring the database up and answer until stopped."""

import contextlib
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from sync.server import starting

_SHORTEST_S: Final = 0.5
_LONGEST_S: Final = 30.0
"""Before a server whose processes keep dying is begun anew."""


class Command(BaseCommand):
    help = "Chạy máy chủ tỉnh. / Run the province's server."

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._answered = threading.Event()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="0: cổng trống / a free one")
        parser.add_argument("--workers", type=int, default=1, help="số tiến trình / processes")
        parser.add_argument("--threads", type=int, default=32, help="luồng mỗi tiến trình / each")
        parser.add_argument("--certificate", type=Path, help="chứng thư TLS / TLS certificate")
        parser.add_argument("--key", type=Path, help="khóa TLS / its private key")
        parser.add_argument(
            "--no-migrate", action="store_true", help="không đụng tới lược đồ / leave the schema"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _check(options["host"], options["port"], options["certificate"], options["key"])
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels

        if options["no_migrate"]:
            starting.keep_secret_key()
        else:
            starting.bring_up()
        # Connections must not pass into the processes that are about to be forked.
        connections.close_all()

        with _reserved(options["host"], options["port"]) as port:

            def server() -> Any:
                return Granian(
                    "sync.server.wsgi:application",
                    address=options["host"],
                    port=port,
                    interface=Interfaces.WSGI,
                    workers=options["workers"],
                    blocking_threads=options["threads"],
                    log_level=LogLevels.error,
                    ssl_cert=options["certificate"],
                    ssl_key=options["key"],
                    respawn_failed_workers=True,
                    workers_kill_timeout=30,
                )

            scheme = "https" if options["certificate"] else "http"
            threading.Thread(
                target=self._announce, args=[scheme, options["host"], port], daemon=True
            ).start()
            self._serve(server)

    def _serve(self, server: Callable[[], Any]) -> None:
        """Serve until somebody stops it.

        granian begins a process that died anew, and gives up when one dies twice within
        seconds. A server that has ever answered is begun anew then too, later each time.
        """
        wait_s = _SHORTEST_S
        while True:
            begun = time.monotonic()
            try:
                server().serve()
                return
            except SystemExit as ended:
                if not ended.code or not self._answered.is_set():
                    raise
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            if time.monotonic() - begun > _LONGEST_S:
                wait_s = _SHORTEST_S
            self.stderr.write(f"processes died one after another; again in {wait_s:g} s")
            threading.Event().wait(wait_s)
            wait_s = min(_LONGEST_S, wait_s * 2)

    def _announce(self, scheme: str, host: str, port: int) -> None:
        """Say the address once a worker listens, which it does when it has loaded everything."""
        nearest = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        pause = threading.Event()
        while True:
            with contextlib.suppress(OSError), socket.create_connection((nearest, port), 5):
                break
            pause.wait(0.05)
        self._answered.set()
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"{scheme}://{shown}:{port}")
        self.stdout.flush()


def _check(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Refuse now, in words, what would make every worker fail later."""
    if not 0 <= port <= 65535:
        raise CommandError(
            f"Cổng phải từ 0 đến 65535, không phải {port}. / The port must be 0 to 65535."
        )
    if (certificate is None) != (key is None):
        raise CommandError(
            "Phải có cả --certificate và --key. / --certificate and --key go together."
        )
    if certificate is not None and key is not None:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
        except OSError as error:  # ssl's own errors too
            raise CommandError(
                f"Không dùng được chứng thư {certificate} với khóa {key}: {error}. "
                "/ Certificate and key cannot be used."
            ) from error
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Không mở được cổng {port} tại {host}: {error.strerror}. Có thể một máy chủ khác "
                "đang chạy ở đó. / Cannot listen there; another server may be running."
            ) from error


@contextlib.contextmanager
def _reserved(host: str, port: int) -> Iterator[int]:
    """``port``, or for 0 a free one that nobody else can take until the workers have it."""
    if port:
        yield port
        return
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind((host, 0))
        yield held.getsockname()[1]
