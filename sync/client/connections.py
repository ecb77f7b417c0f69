"""Connections that trust what the system trusts, and that another thread can break off."""

import contextlib
import socket
import ssl
import threading
from typing import Any

import requests.adapters
import truststore


class Connections(requests.adapters.HTTPAdapter):
    """One kept connection. Certificates are judged by the system's own store."""

    def __init__(self) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._lock = threading.Lock()
        self._open: socket.socket | None = None
        self._broken_off = False
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        self._watch(manager)
        return manager

    def begin(self) -> None:
        """A request begins: what was broken off before is over."""
        with self._lock:
            self._broken_off = False

    def break_off(self) -> None:
        """Make the request under way fail now, whatever it waits for. Any thread.

        A name that is being looked up, or a connection that is being made, is waited for.
        """
        with self._lock:
            self._broken_off = True
            if self._open is not None:
                _shut(self._open)

    def _opened(self, opened: socket.socket) -> None:
        with self._lock:
            self._open = opened
            if self._broken_off:
                _shut(opened)

    def _watch(self, manager: Any) -> None:
        """Have every connection that the manager makes tell its socket."""
        tell = self._opened
        watched = {}
        for scheme, pool in manager.pool_classes_by_scheme.items():
            made = pool.ConnectionCls

            def connect(self: Any, made: Any = made) -> None:
                made.connect(self)
                tell(self.sock)

            connection = type(made.__name__, (made,), {"connect": connect})
            watched[scheme] = type(pool.__name__, (pool,), {"ConnectionCls": connection})
        manager.pool_classes_by_scheme = watched


def _shut(opened: socket.socket) -> None:
    # Closed by its own thread meanwhile: all the better.
    with contextlib.suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
